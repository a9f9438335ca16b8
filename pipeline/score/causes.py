"""Why a relation was missed, or found though gold does not have it: the first cause that fits.

The causes, in the order in which they are looked for:

=================  ===============================================================================
polarity           the other side says the same with the opposite polarity (of a miss: wrongly)
wrong kind         the other side has the two things in the other relation (of a miss: wrongly)
wrong id           an argument is found in the text under another identity
mention missed     an argument that gold names was not found (of a miss)
mention not in gold  an argument is nothing that gold names (of a false find)
wrong argument     the other side alone has this relation with another cause, agent or therapy
discourse          no sentence names all arguments itself
statement          all arguments are there and nothing else explains it: the sentence was read
                   wrongly, or not at all
=================  ===============================================================================

``certainty`` is the cause given to a relation that was found with the wrong certainty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from pipeline.gold import GoldDocument, GoldRelation
from pipeline.model import Document, Relation, Span

Key = tuple[str, str, str, str]
CAUSES = (
    "mention missed",
    "mention not in gold",
    "wrong id",
    "wrong argument",
    "wrong kind",
    "polarity",
    "certainty",
    "discourse",
    "statement",
)
_OPPOSITE = {"positive": "negative", "negative": "positive"}
_OTHER_KIND = {"CAUSES_RESISTANCE": "OVERCOMES", "OVERCOMES": "CAUSES_RESISTANCE"}
Places = Mapping[str, list[Span]]


@dataclass(frozen=True)
class Sides:
    """The two sides of one document.

    ``wanted`` are the keys of all relations of gold, acceptable ones too, ``got`` of all that
    were predicted.
    """

    gold: GoldDocument
    predicted: Document
    wanted: Set[Key]
    got: Set[Key]

    def missed(self, key: Key, relation: GoldRelation) -> str:
        """The cause of a required relation that was not found."""
        return (
            _contradicted(key, self.got - self.wanted)
            or _unnamed(key, self.gold_places, self.predicted_places, "mention missed")
            or _misdirected(key, self.got - self.wanted)
            or _by_discourse(relation)
            or "statement"
        )

    def false(self, key: Key, relation: Relation) -> str:
        """The cause of a predicted relation that gold does not have."""
        return (
            _contradicted(key, self.wanted)
            or _unnamed(key, self.predicted_places, self.gold_places, "mention not in gold")
            or _misdirected(key, self.wanted - self.got)
            or _by_discourse(relation)
            or "statement"
        )

    @cached_property
    def gold_places(self) -> Places:
        """Where gold names each thing; nowhere where it gives no offsets."""
        named: dict[str, list[Span]] = {entity.id: [] for entity in self.gold.entities}
        for mention in self.gold.mentions:
            named.setdefault(mention.id, []).extend(mention.spans)
        return named

    @cached_property
    def predicted_places(self) -> Places:
        """Where the prediction names each thing."""
        named: dict[str, list[Span]] = {}
        for mention in self.predicted.mentions:
            named.setdefault(mention.id, []).append(mention.span)
        return named


def _contradicted(key: Key, others: Collection[Key]) -> str:
    kind, subject, therapy, polarity = key
    if (kind, subject, therapy, _OPPOSITE[polarity]) in others:
        return "polarity"
    other = _OTHER_KIND[kind]
    if any((other, subject, therapy, sign) in others for sign in _OPPOSITE):
        return "wrong kind"
    return ""


def _unnamed(key: Key, here: Places, there: Places, otherwise: str) -> str:
    for id_ in key[1:3]:
        if id_ in there:
            continue
        spans = here.get(id_, ())
        known = (span for places in there.values() for span in places)
        return "wrong id" if _touch(spans, known) else otherwise
    return ""


def _touch(spans: Collection[Span], others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others for span in spans)


def _misdirected(key: Key, alone: Iterable[Key]) -> str:
    kind, subject, therapy, polarity = key
    for other in alone:
        if (other[0], other[3]) == (kind, polarity) and (
            (other[1] == subject) != (other[2] == therapy)
        ):
            return "wrong argument"
    return ""


def _by_discourse(relation: GoldRelation | Relation) -> str:
    sources = {evidence.source for evidence in relation.evidence}
    return "discourse" if sources == {"discourse"} else ""

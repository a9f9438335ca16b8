"""What a gold file says, as plain frozen types; numbered rules are those of gold/guidelines.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import (
    Certainty,
    EntityRef,
    EvidenceSource,
    Grounding,
    Language,
    Mention,
    MentionType,
    Polarity,
    RelationKind,
    Slot,
    Span,
    State,
)

Status = Literal["required", "acceptable"]
RelationKey = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, order=True)
class GoldMention:
    """A typed and grounded piece of text.

    ``spans`` holds more than one range where a line end, or blanks set by typesetting,
    break the name. Ranges are code points, in order.
    """

    spans: tuple[Span, ...]
    type: MentionType
    id: str
    name: str

    @property
    def extent(self) -> Span:
        """From the first fragment's start to the last one's end."""
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def ref(self) -> EntityRef:
        """The thing that this mention names."""
        return EntityRef(str(self.type), self.id, self.name)

    def as_mention(self, found_by: str) -> Mention:
        """The same as a stage would find it; a broken name spans its gaps."""
        grounding = Grounding(self.id, self.name, 1.0, found_by)
        return Mention(*self.extent, self.type, found_by, (grounding,))


@dataclass(frozen=True, slots=True, order=True)
class GoldArgument:
    """Who plays a part: ``mention`` is an index in ``GoldDocument.mentions``."""

    slot: Slot
    mention: int


@dataclass(frozen=True, slots=True, order=True)
class GoldEvidence:
    """One sentence that states a relation, with what that sentence says of it."""

    trigger: tuple[Span, ...]
    arguments: tuple[GoldArgument, ...]
    certainty: Certainty = "asserted"
    state: tuple[State, ...] = ()
    status: Status = "required"
    source: EvidenceSource = "explicit"


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A statement as the file holds it, before statements of one claim are united."""

    relation: RelationKind
    polarity: Polarity
    evidence: GoldEvidence


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """One claim of one document, united over its evidence.

    ``at`` is for sources that give no more than where each supporting sentence starts.
    """

    relation: RelationKind
    subject: EntityRef
    object: EntityRef
    polarity: Polarity = "positive"
    certainty: Certainty = "asserted"
    state: tuple[State, ...] = ()
    via: tuple[EntityRef, ...] = ()
    status: Status = "required"
    evidence: tuple[GoldEvidence, ...] = ()
    at: tuple[int, ...] = ()

    @property
    def key(self) -> RelationKey:
        """What makes two claims of one document the same claim; as ``Relation.key``."""
        return (self.relation, self.subject.id, self.object.id, self.polarity)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """All that gold knows of one text.

    ``entities`` are the distinct things named, sorted. ``located`` is False where the source
    gives them without offsets: then ``mentions`` is empty and only sets can be scored.
    ``sha256`` is of the text file's bytes.
    """

    id: str
    sha256: str | None
    language: Language
    mentions: tuple[GoldMention, ...] = ()
    entities: tuple[EntityRef, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    located: bool = True

    @property
    def mention_ids(self) -> frozenset[tuple[str, str]]:
        """The distinct things named, as (type, id)."""
        return frozenset((entity.type, entity.id) for entity in self.entities)

    @property
    def required(self) -> tuple[GoldRelation, ...]:
        """The relations that a reader has to find."""
        return tuple(r for r in self.relations if r.status == "required")


def entities_of(mentions: Iterable[GoldMention]) -> tuple[EntityRef, ...]:
    """The distinct things that ``mentions`` name, sorted."""
    return tuple(sorted({mention.ref for mention in mentions}))


def unite(events: Iterable[GoldEvent], mentions: Sequence[GoldMention]) -> tuple[GoldRelation, ...]:
    """Make one relation of all events with the same kind, subject id, object id and polarity.

    Required if any event is, asserted if any event is; states and causes overcome (``via``)
    are united. The result is sorted by key and does not depend on the order of events.
    """
    groups: dict[RelationKey, list[GoldEvent]] = {}
    for event in events:
        subject, therapy = _ends(event, mentions)
        key = (event.relation, subject.id, therapy.id, event.polarity)
        groups.setdefault(key, []).append(event)
    return tuple(_united(groups[key], mentions) for key in sorted(groups))


def _ends(event: GoldEvent, mentions: Sequence[GoldMention]) -> tuple[EntityRef, EntityRef]:
    filled = {a.slot: mentions[a.mention].ref for a in event.evidence.arguments}
    subject = filled["cause"] if event.relation == "CAUSES_RESISTANCE" else filled["agent"]
    return subject, filled["therapy"]


def _united(events: Sequence[GoldEvent], mentions: Sequence[GoldMention]) -> GoldRelation:
    evidence = tuple(sorted({event.evidence for event in events}))
    subject, therapy = _ends(events[0], mentions)
    states = {state for piece in evidence for state in piece.state}
    via = {mentions[a.mention].ref for e in evidence for a in e.arguments if a.slot == "via"}
    return GoldRelation(
        relation=events[0].relation,
        subject=subject,
        object=therapy,
        polarity=events[0].polarity,
        certainty="asserted"
        if any(e.certainty == "asserted" for e in evidence)
        else "hypothesised",
        state=tuple(state for state in State if state in states) if states else (),
        via=tuple(sorted(via)),
        status="required" if any(e.status == "required" for e in evidence) else "acceptable",
        evidence=evidence,
    )

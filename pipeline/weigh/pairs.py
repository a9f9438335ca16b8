"""Which things of a document may be related by which sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.model import BlockKind, Document, Mention, MentionType

THERAPIES = frozenset({MentionType.DRUG, MentionType.DRUG_CLASS})
ARGUMENTS = THERAPIES | {
    MentionType.GENE,
    MentionType.VARIANT,
    MentionType.CHEMICAL,
    MentionType.PROCESS,
}
AGENTS = THERAPIES | {MentionType.GENE, MentionType.CHEMICAL}

# Processes by which a therapy kills, and which cells may hence resist: Gene Ontology's ids of
# cell death (programmed, autophagic too), apoptosis, necroptosis, ferroptosis, cuproptosis.
KILLING = frozenset(
    {
        "go:0008219",
        "go:0012501",
        "go:0006915",
        "go:0070266",
        "go:0097707",
        "go:0160119",
        "go:0048102",
    }
)

_SILENT = frozenset({BlockKind.CONTACT, BlockKind.BOILERPLATE})
_FACTOR_BACK = 3  # sentences back in which a factor may be meant that is not named again
_THERAPY_BACK = 8
_AT_MOST = 8  # things from earlier sentences, of each kind
_BY_REFERENCE = 3  # of each kind, where the sentence names neither
_BESIDE = 2  # factors from earlier sentences, for therapies that the sentence does not name either
_LEADING = 2  # therapies, and factors, that a document names most often may be meant anywhere


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that one sentence may relate.

    ``back`` of each is 0 where the sentence names it, else how many sentences ago it was
    named last.
    """

    sentence: int
    subject: Mention
    object: Mention
    subject_back: int
    object_back: int


@dataclass(frozen=True)
class Named:
    """What each sentence of a document names, by id: the first mention in that sentence."""

    doc: Document

    @cached_property
    def rows(self) -> tuple[dict[str, Mention], ...]:
        """For each sentence: its arguments, in text order."""
        rows: list[dict[str, Mention]] = [{} for _ in self.doc.sentences]
        at = 0
        for mention in sorted(self.doc.mentions, key=lambda m: m.start):
            while at < len(rows) and self.doc.sentences[at].end <= mention.start:
                at += 1
            if at == len(rows):
                break
            if mention.type in ARGUMENTS and self.doc.sentences[at].start <= mention.start:
                rows[at].setdefault(mention.id, mention)
        return tuple(rows)

    @cached_property
    def leading(self) -> frozenset[str]:
        """Therapies and factors of the title, and those of either kind named most often."""
        titles = [b for b in self.doc.blocks if b.kind is BlockKind.TITLE]
        found: set[str] = set()
        for therapies in (True, False):
            some = [
                m for m in self.doc.mentions if m.type in ARGUMENTS and is_therapy(m) is therapies
            ]
            first = {m.id: m.start for m in reversed(some)}
            counts = Counter(m.id for m in some)
            found.update(sorted(counts, key=lambda id: (-counts[id], first[id]))[:_LEADING])
            found.update(m.id for m in some if any(t.start <= m.start < t.end for t in titles))
        return frozenset(found)

    def before(self, index: int) -> dict[str, tuple[int, Mention]]:
        """What earlier sentences name: how many sentences ago, and the mention; nearest first."""
        found: dict[str, tuple[int, Mention]] = {}
        for back in range(1, index + 1):
            for id, mention in self.rows[index - back].items():
                found.setdefault(id, (back, mention))
        return found


def is_therapy(mention: Mention) -> bool:
    """Whether a mention can be what is resisted."""
    return mention.type in THERAPIES or mention.id in KILLING


def speaks(doc: Document, index: int) -> bool:
    """Whether a sentence is in a language that is read, and in a block that states things."""
    sentence = doc.sentences[index]
    if sentence.language not in ("ja", "en"):
        return False
    return not doc.blocks or doc.blocks[sentence.block].kind not in _SILENT


def pairs_of(doc: Document) -> Iterator[Pair]:
    """Every pair of things that some sentence may relate, sentence by sentence.

    Args:
        doc: segmented, tagged and grounded.
    """
    named = Named(doc)
    for index in range(len(doc.sentences)):
        if speaks(doc, index):
            yield from _of_sentence(named, index)


def _of_sentence(named: Named, index: int) -> Iterator[Pair]:
    here = named.rows[index]
    before = [(back, m) for id, (back, m) in named.before(index).items() if id not in here]
    factors = [(back, m) for back, m in before if back <= _FACTOR_BACK or m.id in named.leading][
        :_AT_MOST
    ]
    therapies = [
        (back, m)
        for back, m in before
        if is_therapy(m) and (back <= _THERAPY_BACK or m.id in named.leading)
    ][:_AT_MOST]
    own = [(0, m) for m in here.values()]
    resisted = [(0, m) for m in here.values() if is_therapy(m)]
    referred = {m.id for _, m in factors[: _BESIDE if own else _BY_REFERENCE]}
    for subject_back, subject in [*own, *factors]:
        objects = [*resisted, *therapies]
        if subject_back:
            objects = [*resisted, *(therapies[:_BY_REFERENCE] if subject.id in referred else ())]
        for object_back, therapy in objects:
            if subject.id != therapy.id:
                yield Pair(index, subject, therapy, subject_back, object_back)

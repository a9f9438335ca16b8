"""Which pairs of a sentence "respectively" or それぞれ rules out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.cues import Clue, CueKind, CueSets
from pipeline.model import Document, Mention, MentionType
from pipeline.relate.claim import Claim
from pipeline.text import view_of
from pipeline.weigh import ARGUMENTS

_BESIDE = 40  # characters between two names of one list, at most

Item = tuple[Mention, ...]
"""What is one in a list: a name, or a gene with its variants behind it."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention, and where it stands in the sentence as the cues count."""

    mention: Mention
    start: int
    end: int


def uncrossed(doc: Document, claims: Iterable[Claim], cues: CueSets) -> Iterator[Claim]:
    """The claims but for those of pairs that :func:`crossed` rules out in their sentence.

    Args:
        doc: the document.
        claims: what its sentences claim.
        cues: what joins and pairs lists.
    """
    ruled_out: dict[int, frozenset[tuple[int, int]]] = {}
    index = {s.start: i for i, s in enumerate(doc.sentences)}
    for claim in claims:
        at = claim.evidence.start
        if at not in ruled_out:
            ruled_out[at] = crossed(doc, index[at], cues) if at in index else frozenset()
        if (claim.subject.start, claim.object.start) not in ruled_out[at]:
            yield claim


def crossed(doc: Document, index: int, cues: CueSets) -> frozenset[tuple[int, int]]:
    """Starts of two mentions of a sentence that stand at different places of two paired lists.

    Args:
        doc: the document.
        index: the sentence.
        cues: what joins and pairs lists.
    """
    sentence = doc.sentences[index]
    view = view_of(doc, sentence.start, sentence.end)
    clues = cues.of("ja" if sentence.language == "ja" else "en").find(view.folded)
    pairing = [clue for clue in clues if clue.kind is CueKind.PAIRING]
    if not pairing:
        return frozenset()
    named = [
        _Named(m, *view.from_raw(m.start, m.end))
        for m in doc.mentions
        if m.type in ARGUMENTS and sentence.start <= m.start and m.end <= sentence.end
    ]
    rows = _rows(named, [clue for clue in clues if clue.kind is CueKind.JOIN], pairing)
    return frozenset(
        pair
        for i, row in enumerate(rows)
        for other in rows[i + 1 :]
        if len(row) == len(other) > 1
        for pair in _across(row, other)
    )


def _across(row: Sequence[Item], other: Sequence[Item]) -> Iterator[tuple[int, int]]:
    for i, items in enumerate(row):
        for k, others in enumerate(other):
            if i != k:
                for one in items:
                    for two in others:
                        yield one.start, two.start
                        yield two.start, one.start


def _rows(
    named: Sequence[_Named], joins: Sequence[Clue], pairing: Sequence[Clue]
) -> list[list[Item]]:
    """The lists of a sentence: names of one kind, each joined to the one before.

    "Respectively" ends a list: in "resist A and B, respectively, and C" the C is none of it.
    """
    rows: list[list[Item]] = []
    last: _Named | None = None
    for one in named:
        if last is not None and _is_its_gene(last, one):
            rows[-1][-1] = (*rows[-1][-1], one.mention)
        elif last is not None and _is_joined(last, one, joins) and not _between(last, one, pairing):
            rows[-1].append((one.mention,))
        else:
            rows.append([(one.mention,)])
        last = one
    return rows


def _is_its_gene(gene: _Named, variant: _Named) -> bool:
    kinds = (gene.mention.type, variant.mention.type)
    return kinds == (MentionType.GENE, MentionType.VARIANT) and variant.start - gene.end <= 1


def _is_joined(one: _Named, two: _Named, joins: Sequence[Clue]) -> bool:
    if _is_therapy(one.mention) != _is_therapy(two.mention) or two.start - one.end > _BESIDE:
        return False
    return _between(one, two, joins)


def _between(one: _Named, two: _Named, clues: Sequence[Clue]) -> bool:
    return any(one.end <= clue.start and clue.end <= two.start for clue in clues)


def _is_therapy(mention: Mention) -> bool:
    return mention.type in (MentionType.DRUG, MentionType.DRUG_CLASS)

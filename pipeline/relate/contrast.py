"""Which pairs a sentence sets apart, one half with its own cause and drug against the other."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from pipeline.cues import Clue, CueKind, CueSets
from pipeline.model import Document, Mention, MentionType
from pipeline.relate.claim import Claim
from pipeline.text import view_of

_FACTORS = (MentionType.GENE, MentionType.VARIANT, MentionType.CHEMICAL, MentionType.PROCESS)
_THERAPIES = (MentionType.DRUG, MentionType.DRUG_CLASS)
_WITHSTOOD = (CueKind.RESISTANCE, CueKind.PROGRESS, CueKind.SURVIVAL)
_POINTS_BACK = (CueKind.PRONOUN, CueKind.SAME_DRUGS, CueKind.SAME_DRUG)

Ids = frozenset[tuple[str, str]]
"""Pairs of a factor's id and a therapy's."""


def within(doc: Document, claims: Iterable[Claim], cues: CueSets) -> Iterator[Claim]:
    """The claims but for a cause of one half of a sentence told of the drug of the other.

    Args:
        doc: the document.
        claims: what its sentences claim.
        cues: what sets statements against each other.
    """
    apart: dict[int, Ids] = {}
    index = {s.start: i for i, s in enumerate(doc.sentences)}
    for claim in claims:
        at = claim.evidence.start
        if at not in apart:
            apart[at] = set_apart(doc, index[at], cues) if at in index else frozenset()
        causes = claim.relation == "CAUSES_RESISTANCE" and claim.polarity == "positive"
        if not (causes and (claim.subject.id, claim.object.id) in apart[at]):
            yield claim


def set_apart(doc: Document, index: int, cues: CueSets) -> Ids:
    """Factor and therapy that stand in different halves of a contrast, each half having both.

    "A is overcome by loss of X, whereas Y blunts B": neither X with B nor Y with A. What merely
    ends a clause (but, し) sets apart only where both halves tell of resistance and nothing
    points back.

    Args:
        doc: the document.
        index: the sentence.
        cues: what sets statements against each other, what tells of resistance, what points back.
    """
    sentence = doc.sentences[index]
    inside = [m for m in doc.mentions if sentence.start <= m.start and m.end <= sentence.end]
    if _distinct(inside, _FACTORS) < 2 or _distinct(inside, _THERAPIES) < 2:
        return frozenset()
    view = view_of(doc, sentence.start, sentence.end)
    clues = cues.of("ja" if sentence.language == "ja" else "en").find(view.folded)
    cuts = (view.to_raw(one.start, one.end).start for one in _cuts(clues))
    return frozenset(pair for cut in cuts for pair in _across(inside, cut))


def _cuts(clues: Sequence[Clue]) -> Iterator[Clue]:
    told = [clue.start for clue in clues if clue.kind in _WITHSTOOD]
    points_back = any(clue.kind in _POINTS_BACK for clue in clues)
    for clue in clues:
        ends = clue.kind is CueKind.CLAUSE and not points_back and told
        if clue.kind is CueKind.CONTRAST or (ends and min(told) < clue.start < max(told)):
            yield clue


def _across(mentions: Sequence[Mention], cut: int) -> Iterator[tuple[str, str]]:
    """The pairs of both halves; none where they share a factor or a therapy, or lack one."""
    left = [m for m in mentions if m.end <= cut]
    right = [m for m in mentions if m.start >= cut]
    factors = [_ids(half, _FACTORS) for half in (left, right)]
    therapies = [_ids(half, _THERAPIES) for half in (left, right)]
    if not all((*factors, *therapies)) or factors[0] & factors[1] or therapies[0] & therapies[1]:
        return
    for here, there in ((0, 1), (1, 0)):
        yield from ((one, other) for one in factors[here] for other in therapies[there])


def _ids(mentions: Iterable[Mention], kinds: Container[MentionType]) -> set[str]:
    return {m.id for m in mentions if m.type in kinds}


def _distinct(mentions: Iterable[Mention], kinds: Container[MentionType]) -> int:
    return len(_ids(mentions, kinds))

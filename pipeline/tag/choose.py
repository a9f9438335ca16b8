"""From overlapping candidates to mentions: longest wins, ties by how the name was found."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import MentionType
from pipeline.tag.candidate import Candidate

# Where two readings of the same characters are equally well founded.
_TYPE_ORDER = (
    MentionType.DOI,
    MentionType.VARIANT,
    MentionType.DRUG_CLASS,
    MentionType.DRUG,
    MentionType.CELL_LINE,
    MentionType.GENE,
    MentionType.DISEASE,
    MentionType.PROCESS,
    MentionType.CHEMICAL,
)


def _preference(candidate: Candidate) -> tuple[int, int, float, int, int, str]:
    score = candidate.groundings[0].score if candidate.groundings else 0.0
    return (
        -candidate.length,
        candidate.rank,
        -score,
        _TYPE_ORDER.index(candidate.type),
        candidate.start,
        candidate.found_by,
    )


def rival(loser: Candidate, chosen: Iterable[Candidate]) -> Candidate | None:
    """Which of ``chosen`` stood in the way of a candidate that :func:`choose` left out."""
    order = _preference(loser)
    ahead = [
        candidate
        for candidate in chosen
        if candidate.start < loser.end
        and loser.start < candidate.end
        and _preference(candidate) <= order
    ]
    return min(ahead, key=_preference, default=None)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """A set without overlaps, by start; does not depend on the order of ``candidates``.

    Greedy from the longest: a name inside a longer one is no mention of its own.
    """
    taken: list[Candidate] = []
    used: set[int] = set()
    for candidate in sorted(candidates, key=_preference):
        places = range(candidate.start, candidate.end)
        if used.isdisjoint(places):
            used.update(places)
            taken.append(candidate)
    return sorted(taken, key=lambda candidate: candidate.start)

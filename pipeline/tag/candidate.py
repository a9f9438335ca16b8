"""What a finder proposes: a typed range of a block's folded text with its possible ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from pipeline.model import Grounding, MentionType

# Lower goes first where two candidates cover the same characters.
ALIAS, LEXICON, PATTERN, GUESS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed mention; ``start`` and ``end`` are code points of the block's folded text."""

    start: int
    end: int
    type: MentionType
    found_by: str
    groundings: tuple[Grounding, ...]
    rank: int = PATTERN

    @property
    def length(self) -> int:
        """Number of folded code points covered."""
        return self.end - self.start

    def covers(self, start: int, end: int) -> bool:
        """Whether [start, end) lies inside this candidate."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True)
class Target:
    """A gene, family, process or molecule as a part of a longer name (class, subtype, fusion)."""

    start: int
    end: int
    type: MentionType
    id: str
    symbol: str


def text_grounding(type: MentionType, surface: str, score: float, why: str) -> Grounding:
    """The identity of a thing that no source holds: its own folded surface, lower case."""
    return Grounding(f"text:{type}/{surface.lower()}", surface, score, why)


class Cover:
    """Ranges, asked whether one of them holds another range; logarithmic in their number."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether [start, end) lies wholly in one of the ranges."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._reach[at - 1] >= end

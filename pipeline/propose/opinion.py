"""What passes between tagging and a statistical reader of English: hints in, opinions out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.model import MentionType


@dataclass(frozen=True, slots=True)
class Hint:
    """What tagging or the lexicon says of a range; ``kept`` where tagging made it a mention."""

    start: int
    end: int
    type: MentionType
    kept: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """A name that the reader sees: a range of code points of the text that it was given."""

    start: int
    end: int
    kind: MentionType  # Chemical stands for drugs and chemicals alike
    score: float  # 0..1, the least of its tokens' probabilities


Opinion = tuple[Guess, ...]
"""The names of a text, by start and without overlaps."""

Proposer = Callable[[Sequence[str], Sequence[Sequence[Hint]]], Sequence[Opinion]]
"""Reads texts (folded and unwrapped, English), each with hints that do not overlap, and gives an
opinion of each, in their order."""

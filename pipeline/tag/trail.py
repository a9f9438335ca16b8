"""What each step of tagging left, kept for whoever asks why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tag.ambiguity import Doubt, Support
from pipeline.tag.candidate import Candidate
from pipeline.tag.page import Alias
from pipeline.tag.scene import Scene


@dataclass(frozen=True, slots=True)
class Steps:
    """The candidates of one block, from the finders to the choice."""

    scene: Scene
    proposed: Sequence[Candidate]  # by all finders
    unhidden: Sequence[Candidate]  # outside the stretches in which names do not count
    verdicts: Sequence[Candidate | Doubt]  # one for each of ``unhidden``, in its order
    settled: Sequence[Candidate]  # the believed ones, and the document's own names
    chosen: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Trail:
    """How the mentions of a document came about."""

    steps: tuple[Steps, ...]
    support: Support
    names: dict[str, list[Alias]]  # what the document itself says a surface means

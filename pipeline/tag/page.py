"""A block with the mentions chosen in it, and the names that its document defines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import MentionType
from pipeline.tag.candidate import Candidate
from pipeline.tag.naming import in_both_numbers
from pipeline.tag.scene import Scene

ALIASED = frozenset(MentionType) - {MentionType.DOI, MentionType.VARIANT}
"""Types of mention that short forms stand for."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A short form, where it comes in, and the mention that it stands for.

    ``meaning`` is None where the long form is no mention: then the short form is none either
    (``progression-free survival (PFS)``).
    """

    surface: str  # folded
    at: int  # raw offset of the document from which it holds
    meaning: Candidate | None


@dataclass(frozen=True)
class Page:
    """A block with the mentions chosen in it, by place."""

    scene: Scene
    ending: dict[int, Candidate]
    exact: dict[tuple[int, int], Candidate]

    @property
    def text(self) -> str:
        """The block's folded text; every offset is into it."""
        return self.scene.text

    def aliases(self, start: int, end: int, meaning: Candidate | None) -> Iterator[Alias]:
        """The name at [start, end) with its plural or singular."""
        at = self.scene.view.starts[start]
        for name in in_both_numbers(self.text[start:end]):
            yield Alias(name, at, meaning)

"""Which readings of a short or word-like name its surroundings bear out."""

from __future__ import annotations

from pipeline.tag.candidate import Candidate
from pipeline.tag.scene import Scene


def believable(scene: Scene, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that may be mentions here."""
    return candidates

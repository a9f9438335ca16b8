"""How sure the reader must be, by what it is asked for. Chosen on development texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import MentionType


@dataclass(frozen=True, slots=True)
class Settings:
    """Least scores (0..1) for each use of an opinion; None leaves that use out.

    Attributes:
        new: for a name that no list holds, by kind; kinds that are missing are not proposed.
        known: for a name that the lexicon holds and tagging found too weakly supported.
        longer: for the span of a Gene or Disease that reaches further left than tagging's.
    """

    new: Mapping[MentionType, float] = field(default_factory=dict)
    known: float | None = None
    longer: float | None = None


DEFAULTS = Settings(
    new={MentionType.GENE: 0.9, MentionType.CHEMICAL: 0.95},
    known=0.9,
    longer=0.95,
)

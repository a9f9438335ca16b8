"""What scoring counts. Counts are added; ratios are derived at the end, None where undefined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found; None where nothing is there."""
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where nothing is there and nothing was found."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``total`` are right."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.total + other.total)

    @property
    def accuracy(self) -> float | None:
        """Right over total; None where there is nothing to judge."""
        return _ratio(self.right, self.total)


@dataclass(frozen=True, slots=True)
class Ratios:
    """Means over documents; each over those documents where it is defined."""

    precision: float | None
    recall: float | None
    f1: float | None


def total(counts: Iterable[Counts]) -> Counts:
    """The sum of counts (micro average, before the ratio is taken)."""
    tp = fp = fn = 0
    for item in counts:
        tp, fp, fn = tp + item.tp, fp + item.fp, fn + item.fn
    return Counts(tp, fp, fn)


def macro(counts: Iterable[Counts]) -> Ratios:
    """The mean of each ratio over those of ``counts`` that define it."""
    given = list(counts)
    return Ratios(
        _mean(item.precision for item in given),
        _mean(item.recall for item in given),
        _mean(item.f1 for item in given),
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _mean(values: Iterable[float | None]) -> float | None:
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None

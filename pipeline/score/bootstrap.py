"""How far figures may be off by chance: bootstrap over documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.score.counts import Counts

SAMPLES = 1000
LEVEL = 0.95
_CELLS = 1_000_000  # documents drawn at a time, to bound memory


@dataclass(frozen=True, slots=True)
class Interval:
    """The range that holds a ratio in ``LEVEL`` of the samples."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """Ranges of the ratios; None where a ratio is undefined in every sample."""

    precision: Interval | None
    recall: Interval | None
    f1: Interval | None


def intervals(
    counts: Sequence[Counts], *, samples: int = SAMPLES, level: float = LEVEL, seed: int = 0
) -> Intervals:
    """Percentile intervals of micro precision, recall and F1.

    Documents are the units drawn, since statements of one document stand or fall together.

    Args:
        counts: one item for each document.
        samples: how often as many documents are drawn anew, with replacement.
        level: the share of samples that an interval holds.
        seed: of the random draws; the same seed gives the same intervals.

    Source: Efron, Tibshirani, An Introduction to the Bootstrap (1993), percentile method.
    """
    import numpy as np

    if not counts:
        return Intervals(None, None, None)
    table = np.array([(item.tp, item.fp, item.fn) for item in counts], dtype=np.int64)
    random = np.random.default_rng(seed)
    step = max(1, _CELLS // len(counts))
    sums: list[Counts] = []
    for first in range(0, samples, step):
        size = (min(step, samples - first), len(counts))
        drawn = table[random.integers(len(counts), size=size)].sum(axis=1)
        sums += [Counts(*map(int, row)) for row in drawn]
    return Intervals(
        _interval([item.precision for item in sums], level),
        _interval([item.recall for item in sums], level),
        _interval([item.f1 for item in sums], level),
    )


def _interval(ratios: Sequence[float | None], level: float) -> Interval | None:
    import numpy as np

    defined = [ratio for ratio in ratios if ratio is not None]
    if not defined:
        return None
    low, high = np.quantile(defined, ((1 - level) / 2, (1 + level) / 2))
    return Interval(float(low), float(high))

"""Lines of the tables: figures with their intervals over documents and their bars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from tagging.passages import Figure, ratio_figure, share_figure

from pipeline.gold import GoldDocument
from pipeline.score import Counts
from pipeline.score.bootstrap import LEVEL, SAMPLES

T = TypeVar("T")
Key = tuple[str, str, str, str]


def ratio(name: str, counts: Sequence[Counts], bar: float | None = None) -> Figure:
    """Precision, recall and F1, with the interval of F1."""
    return judged(ratio_figure(name, counts), bar)


def share(
    name: str, counts: Sequence[Counts], bar: float | None = None, *, at_most: bool = False
) -> Figure:
    """How many of ``tp + fn`` are right."""
    return judged(share_figure(name, counts), bar, at_most=at_most)


def value(
    name: str,
    units: Sequence[T],
    figure: Callable[[Sequence[T]], float | None],
    bar: float | None = None,
    *,
    at_most: bool = False,
) -> Figure:
    """Any other figure of units that are drawn together, such as documents."""
    low, high = spread(units, figure)
    line: Figure = {"name": name, "value": rounded(figure(units)), "low": low, "high": high}
    return judged(line, bar, at_most=at_most)


def judged(line: Figure, bar: float | None, *, at_most: bool = False) -> Figure:
    """The line with its bar, and whether it is met, where there is a figure."""
    line = line | {"bar": bar}
    if bar is None:
        return line
    told = told_value(line)
    met = None if told is None else told <= bar if at_most else told >= bar
    return line | {"at_most": at_most, "met": met}


def told_value(line: Figure) -> float | None:
    """The figure that a line is about."""
    found: float | None = next((line[k] for k in ("f1", "share", "value") if k in line), None)
    return found


def spread(
    units: Sequence[T], figure: Callable[[Sequence[T]], float | None]
) -> tuple[float | None, float | None]:
    """The percentile interval of a figure, drawn as ``pipeline.score.intervals`` draws."""
    random = np.random.default_rng(0)
    drawn = (random.integers(len(units), size=len(units)) for _ in range(SAMPLES if units else 0))
    told = [figure([units[i] for i in some]) for some in drawn]
    defined = [one for one in told if one is not None]
    if not defined:
        return None, None
    low, high = np.quantile(defined, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return rounded(float(low)), rounded(float(high))


def rounded(one: float | None) -> float | None:
    """As the files hold it."""
    return None if one is None else round(one, 4)


def f1(counts: Iterable[Counts]) -> float | None:
    """F1 of all documents together."""
    return sum(counts, Counts()).f1


def agreement(gold: GoldDocument, found: Iterable[Key]) -> Counts:
    """Relations by key, as the guidelines count them (S4, S5)."""
    return against({r.key: r.status == "required" for r in gold.relations}, found)


def against(gold: Mapping[Key, bool], found: Iterable[Key]) -> Counts:
    """The same, where gold is keys and whether each is required."""
    got = set(found)
    required = {key for key, needed in gold.items() if needed}
    right = len(required & got)
    return Counts(right, len(got - gold.keys()), len(required) - right)

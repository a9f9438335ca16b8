"""Whether confidence means what it says: error over bins, and a diagram of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tagging.passages import ROOT, Figure

from pipeline.gold import GoldDocument
from pipeline.model import Document
from pipeline.relate import DEFAULT_THRESHOLD
from relating.counting import value
from relating.diagram import diagram
from relating.reading import read_set, texts_of

PICTURE = ROOT / "docs" / "reliability.svg"
BINS = 10
_LEAST = 0.1  # a crowd of relations that nobody would show would hide the others' error
SETS = ("dev", "test")

Points = Sequence[tuple[float, bool]]
"""Confidence of each relation of a document, and whether gold has it."""


@dataclass(frozen=True)
class Bin:
    """Relations of like confidence."""

    confidence: float  # their mean
    right: float  # the share that gold has
    count: int


def figures() -> list[Figure]:
    """The error on each set; the diagram is kept beside the figures, as ``picture``."""
    lines: list[Figure] = []
    series: dict[str, list[Bin]] = {}
    for name in SETS:
        given = points_of(name)
        lines.append(
            value(f"{name}: confidence {_LEAST} or more", given, error)
            | {"count": len(_pooled(given, _LEAST)), "bins": _as_json(given)}
        )
        shown = partial(error, least=DEFAULT_THRESHOLD)
        lines.append(
            value(f"{name}: from the threshold on, {DEFAULT_THRESHOLD}", given, shown)
            | {"count": len(_pooled(given, DEFAULT_THRESHOLD))}
        )
        series[name] = bins(_pooled(given, _LEAST))
    lines[0]["picture"] = picture(series)
    return lines


def picture(series: Mapping[str, Sequence[Bin]]) -> str:
    """The diagram as SVG."""
    return diagram(
        {name: [(b.confidence, b.right, b.count) for b in some] for name, some in series.items()}
    )


def _as_json(given: Sequence[Points]) -> list[list[float]]:
    found = bins(_pooled(given, _LEAST))
    return [[round(b.confidence, 4), round(b.right, 4), b.count] for b in found]


def points_of(name: str) -> list[Points]:
    """The relations of a set, end to end, below the threshold too, document by document."""
    texts, found = texts_of(name), read_set(name, given=False)
    assert texts is not None  # the project's own
    assert found is not None
    return [list(points(gold, found[gold.id])) for gold in texts.gold]


def points(gold: GoldDocument, doc: Document) -> Iterator[tuple[float, bool]]:
    """Acceptable relations are neither right nor wrong, and left out."""
    status = {r.key: r.status for r in gold.relations}
    for relation in (*doc.relations, *doc.candidates):
        if status.get(relation.key) != "acceptable":
            yield relation.confidence, relation.key in status


def _pooled(given: Sequence[Points], least: float) -> list[tuple[float, bool]]:
    return [point for some in given for point in some if point[0] >= least]


def bins(given: Points) -> list[Bin]:
    """Relations by tenths of confidence; empty tenths are left out."""
    inside: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in given:
        inside.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    return [
        Bin(sum(c for c, _ in some) / len(some), sum(r for _, r in some) / len(some), len(some))
        for _, some in sorted(inside.items())
    ]


def error(given: Sequence[Points], least: float = _LEAST) -> float | None:
    """Expected calibration error: how far confidence is from the share right, bin by bin.

    Source: Naeini et al., Obtaining Well Calibrated Probabilities Using Bayesian Binning (2015).
    """
    pooled = _pooled(given, least)
    if not pooled:
        return None
    return sum(b.count * abs(b.confidence - b.right) for b in bins(pooled)) / len(pooled)

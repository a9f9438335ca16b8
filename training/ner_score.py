"""Exact spans of the development parts of the corpora, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import ner_data as data
from ner_hints import hints_of

from pipeline.propose import Hint
from pipeline.propose.reader import opinions

SETS = {
    "biored": ("Gene", "Disease", "Chemical", "CellLine", "Variant"),
    "BC5CDR-IOB": ("Chemical", "Disease"),
    "BC2GM-IOB": ("Gene",),
    "NCBI-disease-IOB": ("Disease",),
}
Case = tuple[str, list[data.Span]]
Counts = dict[str, tuple[int, int, int]]


def development(sources: Path, name: str) -> Iterator[tuple[str, list[data.Span]]]:
    """Text and gold spans of characters."""
    if name == "biored":
        for _, text, spans in data.biored(sources / "biored_dev.pubtator.gz"):
            yield text, spans
        return
    labels = data.IOB[name][0]
    for sentence in data.iob(sources / f"{name}.devel.tsv.gz"):
        text, spans = data.spans_of(sentence)
        yield text, [(a, b, labels[kind]) for a, b, kind in spans if kind in labels]


def score(nlp: Any, cases: Sequence[Case], hints: Sequence[tuple[Hint, ...]]) -> Counts:
    """Right, false and missed by kind."""
    found = opinions(nlp, [text for text, _ in cases], hints)
    counts: Counts = {}
    for (_, gold), opinion in zip(cases, found, strict=True):
        guess = {(g.start, g.end, g.kind.value) for g in opinion}
        for kind in data.KINDS:
            want = {s for s in gold if s[2] == kind}
            have = {s for s in guess if s[2] == kind}
            tp, fp, fn = counts.get(kind, (0, 0, 0))
            hit = len(want & have)
            counts[kind] = (tp + hit, fp + len(have) - hit, fn + len(want) - hit)
    return counts


def f1(counts: tuple[int, int, int]) -> float:
    """F1, 0 where nothing is there."""
    tp, fp, fn = counts
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def checker(sources: Path) -> Callable[[Any], str]:
    """A function that says how good a pipeline is."""
    cases = {name: list(development(sources, name)) for name in SETS}
    hints = {name: hints_of([text for text, _ in some]) for name, some in cases.items()}

    def check(nlp: Any) -> str:
        parts = []
        for name, kinds in SETS.items():
            counts = score(nlp, cases[name], hints[name])
            told = " ".join(f"{kind[:4]} {f1(counts[kind]):.3f}" for kind in kinds)
            parts.append(f"{name[:6]}: {told}")
        return " | ".join(parts)

    return check

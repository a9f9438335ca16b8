"""How fast the lexicon pass is: folding, automaton and boundary filter, through the public API.

One core, one process: texts are pinned to whatever core runs this; medians of rounds after a
warm-up. The pass is what the tagger does for every block: ``view_of`` (NFKC, unwrapping, the way
back for each character), then ``Lexicon.find`` (key, automaton, case rules, edges).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from statistics import median

from pipeline.lexicon import load
from pipeline.read import document_from_text
from pipeline.text import view_of

ROUNDS = 9
CHARACTERS = 400_000

Figure = dict[str, object]


def figures(texts: dict[str, tuple[Sequence[str], float]]) -> list[Figure]:
    """A line for each language: characters a second of the whole pass, and the parts' shares."""
    _pin()
    return [
        _measure(language, _repeated(given), bar)
        for language, (given, bar) in texts.items()
        if given
    ]


def _pin() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})


def _repeated(texts: Sequence[str]) -> list[str]:
    """The texts, again and again up to a length that takes a measurable time."""
    result: list[str] = []
    size = 0
    while size < CHARACTERS:
        result += texts
        size += sum(map(len, texts))
    return result


def _measure(language: str, texts: Sequence[str], bar: float) -> Figure:
    lexicon = load()
    documents = [document_from_text(text) for text in texts]
    views = [view_of(document).folded for document in documents]

    def fold() -> None:
        for document in documents:
            view_of(document)

    def find() -> None:
        for view in views:
            lexicon.find(view)

    size = sum(map(len, texts))
    folding, finding = _rounds((fold, find))
    whole = [f + s for f, s in zip(folding, finding, strict=True)]
    return {
        "name": f"{language}, {size:,} characters",
        "million_per_second": round(size / median(whole) / 1e6, 2),
        "low": round(size / max(whole) / 1e6, 2),
        "high": round(size / min(whole) / 1e6, 2),
        "folding_share": round(median(folding) / (median(folding) + median(finding)), 3),
        "bar": bar,
    }


def _rounds(parts: Sequence[Callable[[], None]]) -> list[list[float]]:
    """Seconds of each part in each round, parts in turn."""
    for part in parts:
        part()
    seconds: list[list[float]] = [[] for _ in parts]
    for _ in range(ROUNDS):
        for part, times in zip(parts, seconds, strict=True):
            start = time.perf_counter()
            part()
            times.append(time.perf_counter() - start)
    return seconds

"""How fast the lexicon pass is: folding, automaton and boundary filter, through the public API.

One process on one core; medians of rounds after a warm-up, in seconds of that process, so that
others on the machine disturb little. The pass is what the tagger does for every block:
``view_of`` (NFKC, unwrapping, the way back for each character), then ``Lexicon.find`` (key,
automaton, case rules, edges).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median

from pipeline.lexicon import load
from pipeline.read import document_from_text
from pipeline.text import view_of
from tagging.passages import Figure

ROUNDS = 9
CHARACTERS = 400_000


def figures(texts: Mapping[str, Sequence[str]], bars: Mapping[str, float]) -> list[Figure]:
    """A line for each language: characters a second of the whole pass, and the parts' shares."""
    with _one_core():
        return [
            _measure(language, _repeated(given), bars[language])
            for language, given in texts.items()
            if given
        ]


@contextmanager
def _one_core() -> Iterator[None]:
    """Stay on one core, where the system can be told so."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


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
            start = time.process_time()
            part()
            times.append(time.process_time() - start)
    return seconds

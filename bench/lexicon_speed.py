"""How fast names are found: folding, keys, automaton, edges and case rules, on one core.

python bench/lexicon_speed.py [--rounds N]

Real text: the corpus's documents of dev; press releases, BioRED and JMED where ../shared has them.
Each set is taken twice: a document at a time, and as the blocks that the stage ``tag`` sees.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.gold import split_of
from pipeline.lexicon import Lexicon, load
from pipeline.lexicon.scan import scan
from pipeline.read import document_from_text
from pipeline.segment import segment
from pipeline.text import unwrap, view_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

START = """
import time; t = time.process_time()
from pipeline.lexicon import load; a = time.process_time()
lexicon = load(); b = time.process_time()
lexicon.find("EGFR"); c = time.process_time()
import resource
print(a - t, b - a, c - b, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@dataclass(frozen=True)
class Set:
    """Texts in one language."""

    name: str
    texts: tuple[str, ...]


def sets() -> Iterator[Set]:
    """What is at hand."""
    yield Set("English, corpus dev", tuple(_dev("en")))
    yield Set("Japanese, corpus dev", tuple(_dev("ja")))
    if (SHARED / "corpus").is_dir():
        files = sorted((SHARED / "corpus").glob("*.txt"))
        yield Set("Japanese, releases", tuple(file.read_text("utf-8") for file in files))
    benchmarks = SHARED / "data" / "benchmarks"
    if benchmarks.is_dir():
        yield Set("English, BioRED dev", tuple(_abstracts(benchmarks / "biored_dev.pubtator.gz")))
        yield Set("Japanese, JMED", tuple(_cases(benchmarks / "jmed_mrner_medicine.csv.gz")))


def _dev(language: str) -> Iterator[str]:
    for id in sorted(split_of(ROOT / "gold", "dev")):
        if id.startswith(f"{language}-"):
            yield (ROOT / "corpus" / f"{id}.txt").read_text("utf-8")


def _abstracts(path: Path) -> Iterator[str]:
    """Title and abstract of each document of a PubTator file."""
    title = ""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            _, _, rest = line.rstrip("\n").partition("|")
            kind, _, text = rest.partition("|")
            if kind == "t":
                title = text
            elif kind == "a":
                yield f"{title} {text}"


def _cases(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from sorted({row["question"] for row in csv.DictReader(file)})


def measure(lexicon: Lexicon, one: Set, rounds: int) -> None:
    """Print speeds of whole documents, and of the blocks of documents."""
    documents = [segment(document_from_text(text)) for text in one.texts]
    blocks = [[(b.start, b.end) for b in doc.blocks] for doc in documents]

    def whole() -> list[str]:
        return [unwrap(text).folded for text in one.texts]

    def in_blocks() -> list[list[str]]:
        return [
            [view_of(doc, start, end).folded for start, end in places]
            for doc, places in zip(documents, blocks, strict=True)
        ]

    length = sum(map(len, one.texts))
    _parts(
        f"{one.name}: {len(one.texts)} documents, {length:,} characters",
        lexicon,
        whole,
        [[text] for text in whole()],
        length,
        rounds,
    )
    count = sum(map(len, blocks))
    length = sum(end - start for places in blocks for start, end in places)
    _parts(f"{one.name}: {count} blocks, {length:,} characters", lexicon,
           in_blocks, in_blocks(), length, rounds)  # fmt: skip


def _parts(
    name: str,
    lexicon: Lexicon,
    folding: Callable[[], object],
    views: Sequence[Sequence[str]],
    length: int,
    rounds: int,
) -> None:
    joined = ["\0".join(texts) for texts in views]
    keys = [scan(text).key for text in joined]
    parts: dict[str, Callable[[], object]] = {
        "folding": folding,
        "keys": lambda: [scan(text) for text in joined],
        "automaton": lambda: [lexicon._search(key) for key in keys],
        "find": lambda: [lexicon.find_all(texts) for texts in views],
    }
    taken: dict[str, list[float]] = {part: [] for part in parts}
    for _ in range(rounds):  # in turn, so that a busy moment strikes all of them
        for part, run in parts.items():
            began = time.process_time()
            run()
            taken[part].append(time.process_time() - began)
    cost = {part: statistics.median(times) / length * 1e9 for part, times in taken.items()}
    rest = cost["find"] - cost["keys"] - cost["automaton"]
    hits = sum(len(found) for texts in views for found in lexicon.find_all(texts))
    best = min(map(sum, zip(taken["folding"], taken["find"], strict=True))) / length * 1e9
    print(
        f"| {name} | {cost['folding']:.0f} | {cost['keys']:.0f} | {cost['automaton']:.0f} "
        f"| {rest:.0f} | {length / hits:.0f} | {1e3 / (cost['folding'] + cost['find']):.1f} "
        f"| {1e3 / best:.1f} |"
    )


def start() -> None:
    """Print what a fresh process pays: the third of three, the cache warm."""
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", START], capture_output=True, text=True, check=True
        )
    imports, loading, first, memory = map(float, done.stdout.split())
    print(
        f"Fresh process: import {imports * 1e3:.0f} ms, load {loading * 1e3:.0f} ms, "
        f"first find {first * 1e3:.0f} ms, {memory:.0f} MB at most"
    )


def main() -> None:
    """Measure all sets on one core."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    start()
    lexicon = load()
    print(
        "\n| text | folding | keys | automaton | edges, rules, hits | characters to a hit "
        "| M characters/s | best round |\n|---|---|---|---|---|---|---|---|"
    )
    for one in sets():
        measure(lexicon, one, options.rounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nParts in ns of processor time a character; {memory:.0f} MB at most.")


if __name__ == "__main__":
    main()

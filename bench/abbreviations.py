"""Abbreviations of MED1250: scispaCy's detector and ours, by the same count.

python bench/abbreviations.py [--errors]

The file holds 1,250 records: a line with the PubMed id, the title, the abstract in one line or
with one sentence a line, then a line for each pair of the abstract, ``  short|long``. Lines that
begin with ``//`` are remarks, pairs in them (``//*  short|long``) do not count. A pair counts
once a record and is right where both strings are the annotators', white space aside.
"""

from __future__ import annotations

import argparse
import gzip
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.score import Counts
from pipeline.score.bootstrap import Intervals, intervals
from pipeline.segment.sentences import split_sentences
from pipeline.segment.tokens import english_pipeline
from pipeline.tag.abbreviations import pairs

FILE = Path(__file__).resolve().parents[2] / "shared/data/benchmarks/ab3p_med1250.txt.gz"
_NUMBER = re.compile(r"\s*\d{5,9}\s*")
_MISCOUNTED = (368, 814)

Found = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Record:
    """An abstract with the pairs that it defines."""

    id: str
    title: str
    abstract: str
    pairs: Found


@dataclass(frozen=True)
class Figures:
    """A system's counts over all records, and how far chance may move its ratios."""

    name: str
    counts: Counts
    intervals: Intervals


def records() -> Iterator[Record]:
    """All records of the file."""
    with gzip.open(FILE, "rt", encoding="utf-8") as stream:
        lines = [line.rstrip("\n") for line in stream]
    starts = [at for at, line in enumerate(lines) if _NUMBER.fullmatch(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        rest = [line for line in lines[start + 1 : end] if not line.startswith("//")]
        told = [line for line in rest if line.startswith("  ") and "|" in line]
        prose = [line.strip() for line in rest if line not in told and line.strip()]
        title, *abstract = prose or [""]
        yield Record(lines[start].strip(), title, " ".join(abstract), frozenset(map(_pair, told)))


def _pair(line: str) -> tuple[str, str]:
    short, long = line.split("|")
    return " ".join(short.split()), " ".join(long.split())


def ours(text: str) -> Found:
    """What taisei finds in a text."""
    breaks = [start for start, _ in split_sentences(text)] if "(" in text or "[" in text else []
    return frozenset(
        (" ".join(text[slice(*p.short)].split()), " ".join(text[slice(*p.long)].split()))
        for p in pairs(text, breaks)
    )


def scispacy(text: str) -> Found:
    """What scispaCy's detector finds with scispaCy's tokenizer."""
    from scispacy.abbreviation import AbbreviationDetector

    nlp = english_pipeline()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # texts without any pair
        # A new one for each text, so that nothing is carried over from the text before.
        doc = AbbreviationDetector(nlp)(nlp(text))
    return frozenset(
        (" ".join(a.text.split()), " ".join(a._.long_form.text.split()))
        for a in doc._.abbreviations
    )


SYSTEMS: tuple[tuple[str, Callable[[str], Found]], ...] = (
    ("scispaCy AbbreviationDetector", scispacy),
    ("taisei", ours),
)


def measure() -> list[Figures]:
    """Both systems on every record of MED1250, and ours on those whose errors were never read."""
    given = list(records())
    found = [figures(name, system, given) for name, system in SYSTEMS]
    unread = [record for number, record in enumerate(given) if not was_read(number)]
    return [*found, figures("taisei, records not read", ours, unread)]


def was_read(number: int) -> bool:
    """Whether the errors of a record were read while the rules were written.

    They were every second record, as counted then: two lines that hold a number of four figures
    and nothing else had been taken for records.
    """
    return (number + sum(number >= at for at in _MISCOUNTED)) % 2 == 0


def figures(name: str, system: Callable[[str], Found], given: list[Record]) -> Figures:
    """One system's counts by record, summed and drawn anew."""
    counts = []
    for record in given:
        found = system(record.title) | system(record.abstract)
        right = len(found & record.pairs)
        counts.append(Counts(right, len(found) - right, len(record.pairs) - right))
    return Figures(name, sum(counts, Counts()), intervals(counts))


def errors(given: list[Record]) -> None:
    """Every pair that taisei misses or makes up, in the records that may be read."""
    for record in (record for number, record in enumerate(given) if was_read(number)):
        found = ours(record.title) | ours(record.abstract)
        for short, long in sorted(record.pairs - found):
            print(f"{record.id} MISS  {short} | {long}")
        for short, long in sorted(found - record.pairs):
            print(f"{record.id} FALSE {short} | {long}")


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    if not FILE.exists():
        print(f"{FILE.name} is not there: nothing measured")
        return
    if args.errors:
        errors(list(records()))
        return
    for one in measure():
        cells = []
        for ratio in ("precision", "recall", "f1"):
            spread = getattr(one.intervals, ratio)
            cells.append(f"{getattr(one.counts, ratio):.3f} ({spread.low:.3f}-{spread.high:.3f})")
        c = one.counts
        print(f"{one.name:32} P {cells[0]}  R {cells[1]}  F1 {cells[2]}  {c.tp} {c.fp} {c.fn}")


if __name__ == "__main__":
    main()

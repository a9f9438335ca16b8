"""JMED-LLM, names of medicines in Japanese case reports: lists of words, without places.

A question holds the report between 「 and 」, its answer is the list of the distinct strings that
the annotators marked. Only the questions for names (``m-key``) count here, not those for doses.
Our Drugs and DrugClasses answer, as the distinct strings in which the text writes them.

Exact: the same string. Partial: one string is part of the other; each answers for one other at
most, paired so that most find a partner (as the relaxed score of the project does). Both are
added over reports. The publishers take the mean of the reports' F1, and count as found in part
every answer of which some string of the reader is part, or the other way round, however many
answers share that string: these figures are given beside ours, for comparing with theirs, which
hold the questions for doses too.
"""

from __future__ import annotations

import ast
import csv
import gzip
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.score import Counts
from pipeline.score.mentions import most_pairs
from tagging.passages import Figure, found_in, ratio_figure

TYPES = ("Drug", "DrugClass")
_NAMES = "m-key"


@dataclass(frozen=True, slots=True)
class Report:
    """A case report with the strings that stand for medicines."""

    id: str
    text: str
    answers: frozenset[str]


def reports(path: Path) -> Iterator[Report]:
    """The reports of a gzipped file that are asked for names."""
    with gzip.open(path, "rb") as stream:
        yield from parsed(io.TextIOWrapper(stream, "utf-8", newline=""))


def parsed(lines: Iterator[str] | io.TextIOBase) -> Iterator[Report]:
    """The reports of the file's lines."""
    for number, row in enumerate(csv.DictReader(lines)):
        if row["tag"] == _NAMES:
            body = row["question"].split("\n", 1)[1].removeprefix("「").removesuffix("」")
            yield Report(f"{number:03}", body, frozenset(ast.literal_eval(row["answer"])))


def ours(report: Report) -> frozenset[str]:
    """The distinct strings of our medicines in a report."""
    found = found_in(report.text, report.id)
    return frozenset(report.text[f.start : f.end] for f in found if f.type in TYPES)


def exact(want: Collection[str], got: Collection[str]) -> Counts:
    """Strings that are the same."""
    right = len(set(want) & set(got))
    return Counts(right, len(set(got)) - right, len(set(want)) - right)


def partial(want: Collection[str], got: Collection[str]) -> Counts:
    """Strings of which one is part of the other, paired one to one."""
    left, right = sorted(want), sorted(got)
    edges = [[j for j, b in enumerate(right) if a in b or b in a] for a in left]
    pairs = most_pairs(edges, len(right))
    return Counts(pairs, len(right) - pairs, len(left) - pairs)


def published_partial(want: Collection[str], got: Collection[str]) -> Counts:
    """As the publishers count: answers that share a part with some string of ours."""
    touched = sum(any(a in b or b in a for b in got) for a in want)
    return Counts(touched, max(0, len(got) - touched), len(want) - touched)


def figures(path: Path, exact_bar: float, partial_bar: float) -> list[Figure]:
    """The lines of the table."""
    pairs = [(report.answers, ours(report)) for report in reports(path)]
    exactly = [exact(*pair) for pair in pairs]
    partly = [partial(*pair) for pair in pairs]
    loosely = [published_partial(*pair) for pair in pairs]
    return [
        ratio_figure("distinct strings, exact", exactly, exact_bar),
        ratio_figure("distinct strings, partial", partly, partial_bar),
        _mean("mean over reports, exact, as the publishers count", exactly),
        _mean("mean over reports, partial, as the publishers count", loosely),
    ]


def _mean(name: str, counts: list[Counts]) -> Figure:
    """The mean of F1 over reports; a report in which nothing is right has 0."""
    import numpy as np

    values = np.array([one.f1 or 0.0 for one in counts])
    random = np.random.default_rng(0)
    drawn = values[random.integers(len(values), size=(1000, len(values)))].mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return {
        "name": name,
        "f1": round(float(values.mean()), 4),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
    }


def errors(path: Path) -> Iterator[str]:
    """Missed and false strings with how often, and what of ours or theirs shares a part."""
    missed: dict[str, int] = {}
    false: dict[str, int] = {}
    for report in reports(path):
        got = ours(report)
        for one in report.answers - got:
            near = sorted(b for b in got if one in b or b in one)
            key = f"{one}  [{', '.join(near) or 'nothing'}]"
            missed[key] = missed.get(key, 0) + 1
        for one in got - report.answers:
            near = sorted(b for b in report.answers if one in b or b in one)
            key = f"{one}  [{', '.join(near) or 'nothing'}]"
            false[key] = false.get(key, 0) + 1
    for title, tally in (("missed", missed), ("false", false)):
        yield f"== {title}: {sum(tally.values())}"
        for key, count in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:4}  {key}"

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
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
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


Given = Sequence[tuple[Report, frozenset[str]]]
"""Reports with our strings."""


def figures(given: Given, exact_bar: float, partial_bar: float) -> list[Figure]:
    """The lines of the table."""
    exactly = [exact(report.answers, got) for report, got in given]
    partly = [partial(report.answers, got) for report, got in given]
    loosely = [published_partial(report.answers, got) for report, got in given]
    return [
        ratio_figure("medicines, distinct strings, exact", exactly, exact_bar),
        ratio_figure("medicines, distinct strings, partial", partly, partial_bar),
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


_MANY = re.compile("[、，・＋+／/（(]|と|や|および|及び")
_FORM = re.compile("内服|静注|貼付|軟膏|頓用|点滴|製剤|配合剤|量$|[0-9０-９]％|[0-9０-９]倍")

GROUPS = ("several", "form", "part", "class", "none")
"""The groups of differences; words.toml says what each is."""


def differences(given: Given) -> list[Figure]:
    """How many strings were missed and false, by group."""
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for report, got in given:
        missed.update(_group(one, got) for one in report.answers - got)
        false.update(_false_group(one, report.answers) for one in got - report.answers)
    return [
        {"kind": "medicines", "group": group, "missed": missed[group], "false": false[group]}
        for group in GROUPS
        if missed[group] or false[group]
    ]


def _group(answer: str, got: Collection[str]) -> str:
    if not any(answer in b or b in answer for b in got):
        return "none"
    if _MANY.search(answer):
        return "several"
    return "form" if _FORM.search(answer) else "part"


def _false_group(ours: str, answers: Collection[str]) -> str:
    near = sorted(a for a in answers if ours in a or a in ours)
    if near:
        return _group(near[0], [ours])
    return "class" if re.search("療法|[剤薬]$|抗体$|ステロイド", ours) else "none"


def errors(given: Iterable[tuple[Report, frozenset[str]]]) -> Iterator[str]:
    """Missed and false strings with how often, and what of ours or theirs shares a part."""
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for report, got in given:
        missed.update(_with_near(one, got) for one in report.answers - got)
        false.update(_with_near(one, report.answers) for one in got - report.answers)
    for title, tally in (("missed", missed), ("false", false)):
        yield f"== {title}: {sum(tally.values())}"
        for key, count in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:4}  {key}"


def _with_near(one: str, others: Collection[str]) -> str:
    near = sorted(b for b in others if one in b or b in one)
    return f"{one}  [{', '.join(near) or 'nothing'}]"

"""Each part of ``make bench-tag``: its figures, and where its guidelines differ from ours."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pipeline.score import Counts
from tagging import differences, errors, ids, iob, jmed, pubtator, sets, speed, statements
from tagging.passages import (
    BENCHMARKS,
    ROOT,
    SHARED,
    Figure,
    Verdict,
    by_passage,
    judge_all,
    ratio_figure,
    share_figure,
    touching,
)

BIORED = {  # kind: name, types of ours, bars of F1 and of ids
    "GeneOrGeneProduct": ("genes", ("Gene",), 0.85, 0.88),
    "ChemicalEntity": ("chemicals and drugs", ("Drug", "Chemical"), 0.85, None),
    "DiseaseOrPhenotypicFeature": ("diseases", ("Disease",), 0.80, None),
    "SequenceVariant": ("variants", ("Variant",), 0.85, None),
    "CellLine": ("cell lines", ("CellLine",), 0.80, None),
}
BC5CDR = {"Chemical": ("Drug", "Chemical"), "Disease": ("Disease",)}
BC2GM = {"GENE": ("Gene",)}
BARS = {"releases": 0.95, "bc5cdr": 0.86, "bc2gm": 0.80}
JMED_BARS = (0.55, 0.75)  # exact, partial
SPEED_BARS = {"English": 10.0, "Japanese": 5.0}
_JMED = BENCHMARKS / "jmed_mrner_medicine.csv.gz"


@dataclass(frozen=True)
class Measured:
    """What a part gives: lines of the table, and groups of differing guidelines."""

    figures: Sequence[Figure]
    differences: Sequence[Figure] = field(default=())


def biored_verdicts() -> list[Verdict]:
    kinds = {kind: types for kind, (_, types, _, _) in BIORED.items()}
    return judge_all(pubtator.passages(BENCHMARKS / "biored_dev.pubtator.gz"), kinds)


def bc5cdr_verdicts() -> list[Verdict]:
    return judge_all(iob.in_context(BENCHMARKS / "BC5CDR-IOB.devel.tsv.gz"), BC5CDR)


def bc2gm_verdicts() -> list[Verdict]:
    return judge_all(iob.alone(BENCHMARKS / "BC2GM-IOB.devel.tsv.gz"), BC2GM)


def civic_cases() -> list[statements.Case]:
    given = statements.statements(BENCHMARKS / "civic_dev.tsv.gz")
    return [case for statement in given for case in statements.cases(statement)]


def releases() -> Measured:
    return Measured(sets.figures(("releases", "releases, as first given"), BARS["releases"]))


def project() -> Measured:
    return Measured(sets.figures(("dev", "test")))


def external() -> Measured:
    return Measured(sets.figures(("civic", "biored")))


def biored() -> Measured:
    verdicts = biored_verdicts()
    lines = []
    for kind, (name, _, bar, id_bar) in BIORED.items():
        mine = [v for v in verdicts if v.kind == kind]
        lines += span_figures(name, mine, bar)
        lines.append(id_figure(f"{name}, ids of those exactly found", mine, id_bar))
    return Measured(lines, differences.table(verdicts))


def span_figures(name: str, verdicts: Sequence[Verdict], bar: float | None) -> list[Figure]:
    """Exact spans; overlapping ones; exact ones without what guidelines explain."""
    left = by_passage(verdicts, differences.counts_left)
    return [
        ratio_figure(f"{name}, exact span", by_passage(verdicts), bar),
        ratio_figure(f"{name}, overlap", by_passage(verdicts, touching)),
        ratio_figure(f"{name}, exact, less what guidelines explain", left),
    ]


def id_figure(name: str, verdicts: Sequence[Verdict], bar: float | None) -> Figure:
    """Of the names found exactly, how many have the right id; what could not be judged."""
    counts: list[Counts] = []
    tally: dict[str, int] = {}
    for one in verdicts:
        right = wrong = 0
        for gold, found in one.right:
            told = ids.verdict(gold, found)
            tally[told] = tally.get(told, 0) + 1
            right += told == ids.RIGHT
            wrong += told.startswith(ids.WRONG)
        counts.append(Counts(right, 0, wrong))
    line = share_figure(name, counts, bar)
    line["outcomes"] = {k: v for k, v in sorted(tally.items()) if k != ids.RIGHT}
    return line


def bc5cdr() -> Measured:
    verdicts = bc5cdr_verdicts()
    lines = span_figures("chemicals and diseases", verdicts, BARS["bc5cdr"])
    for kind, name in (("Chemical", "chemicals"), ("Disease", "diseases")):
        lines += span_figures(name, [v for v in verdicts if v.kind == kind], None)
    return Measured(lines, differences.table(verdicts))


def bc2gm() -> Measured:
    verdicts = bc2gm_verdicts()
    return Measured(span_figures("genes", verdicts, BARS["bc2gm"]), differences.table(verdicts))


def japanese_medicines() -> Measured:
    given = [(report, jmed.ours(report)) for report in jmed.reports(_JMED)]
    return Measured(jmed.figures(given, *JMED_BARS), jmed.differences(given))


def civic() -> Measured:
    return Measured(statements.figures(civic_cases()))


def abbreviations() -> Measured:
    """Short and long forms on MED1250, ours beside scispaCy's.

    The measure is a module of its own (``bench/abbreviations.py``): its ``measure()`` gives
    objects with ``name``, ``counts`` and ``intervals``, scispaCy's first, whose F1 is the bar.
    """
    if importlib.util.find_spec("abbreviations") is None:
        return Measured([])
    module = importlib.import_module("abbreviations")
    lines: list[Figure] = []
    for one in module.measure():
        line = ratio_figure(one.name, [one.counts], lines[0]["f1"] if lines else None)
        line["low"], line["high"] = round(one.intervals.f1.low, 4), round(one.intervals.f1.high, 4)
        lines.append(line)
    return Measured(lines)


def lexicon_pass() -> Measured:
    """English of BioRED's abstracts (the corpus' where they are not there), our Japanese."""
    corpus = sorted((ROOT / "corpus").glob("*.txt"))
    english = [p for p in corpus if p.name.startswith("en")]
    texts = [p.read_text(encoding="utf-8") for p in english]
    if BENCHMARKS.is_dir():
        abstracts = pubtator.passages(BENCHMARKS / "biored_dev.pubtator.gz")
        texts = [passage.text for passage in abstracts]
    japanese = [p for p in corpus if p.name.startswith("ja")]
    japanese += sorted((SHARED / "corpus").glob("*.txt"))
    given = {"English": texts, "Japanese": [p.read_text(encoding="utf-8") for p in japanese]}
    return Measured(speed.figures(given, SPEED_BARS))


PARTS: Mapping[str, tuple[Callable[[], Measured], bool]] = {
    "releases": (releases, True),
    "project": (project, False),
    "external": (external, True),
    "biored": (biored, True),
    "bc5cdr": (bc5cdr, True),
    "bc2gm": (bc2gm, True),
    "jmed": (japanese_medicines, True),
    "civic": (civic, True),
    "abbreviations": (abbreviations, True),
    "speed": (lexicon_pass, False),
}
"""By name: what measures it, and whether it needs the benchmarks beside the checkout."""

ERRORS: Mapping[str, Callable[[], Iterator[str]]] = {
    "biored": lambda: errors.lines(biored_verdicts(), ids=True),
    "bc5cdr": lambda: errors.lines(bc5cdr_verdicts()),
    "bc2gm": lambda: errors.lines(bc2gm_verdicts()),
    "jmed": lambda: jmed.errors((r, jmed.ours(r)) for r in jmed.reports(_JMED)),
    "civic": lambda: errors.of_cases(civic_cases()),
    **{f"set-{name}": partial(sets.errors, name) for name in sets.SHOWN},
}
"""By name: what prints its errors. The documents kept apart are not among them."""

"""Every bar of tagging and grounding: names found in each benchmark, with the right ids, how fast.

python bench/bench_tag.py [--only NAME ...] [--errors NAME] [--print]

Writes docs/tagging.json and the section "Tagging" of docs/accuracy.md (``--print`` writes
neither). Parts: sets, biored, bc5cdr, bc2gm, jmed, civic, abbreviations, speed. What needs
../shared is left out, with a word, where that is not there. ``--errors`` prints what a
benchmark's names were missed or false: biored, bc5cdr, bc2gm, jmed, civic, or one of the project's
sets (releases, dev, civic-100, biored-60); never ``test``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from tagging import errors, ids, iob, jmed, page, pubtator, sets, speed, statements
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
)

from pipeline.score import Counts

RELEASES = 0.95
BIORED = {  # kind: name, types of ours, bars of F1 and of ids
    "GeneOrGeneProduct": ("genes", ("Gene",), 0.85, 0.88),
    "ChemicalEntity": ("chemicals and drugs", ("Drug", "Chemical"), 0.85, None),
    "DiseaseOrPhenotypicFeature": ("diseases", ("Disease",), 0.80, None),
    "SequenceVariant": ("variants", ("Variant",), 0.85, None),
    "CellLine": ("cell lines", ("CellLine",), 0.80, None),
}
BC5CDR = {"Chemical": ("Drug", "Chemical"), "Disease": ("Disease",)}
BC2GM = {"GENE": ("Gene",)}


def biored() -> list[Verdict]:
    kinds = {kind: types for kind, (_, types, _, _) in BIORED.items()}
    return judge_all(pubtator.passages(BENCHMARKS / "biored_dev.pubtator.gz"), kinds)


def bc5cdr() -> list[Verdict]:
    return judge_all(iob.in_context(BENCHMARKS / "BC5CDR-IOB.devel.tsv.gz"), BC5CDR)


def bc2gm() -> list[Verdict]:
    return judge_all(iob.alone(BENCHMARKS / "BC2GM-IOB.devel.tsv.gz"), BC2GM)


def civic() -> list[statements.Case]:
    given = statements.statements(BENCHMARKS / "civic_dev.tsv.gz")
    return [case for statement in given for case in statements.cases(statement)]


def biored_figures() -> list[Figure]:
    verdicts = biored()
    lines = []
    for kind, (name, _, bar, id_bar) in BIORED.items():
        lines.append(ratio_figure(f"{name}, exact", by_passage(verdicts, [kind]), bar))
        lines.append(id_figure(f"{name}, ids", [v for v in verdicts if v.kind == kind], id_bar))
    return lines


def id_figure(name: str, verdicts: Sequence[Verdict], bar: float | None) -> Figure:
    """Of the names found exactly, how many have the right id; what could not be judged."""
    counts, tally = [], dict[str, int]()
    for one in verdicts:
        right = wrong = 0
        for gold, found in one.right:
            told = ids.verdict(gold, found, one.passage.text[gold.start : gold.end])
            tally[told] = tally.get(told, 0) + 1
            right += told == ids.RIGHT
            wrong += told.startswith(ids.WRONG)
        counts.append(Counts(right, 0, wrong))
    line = share_figure(name, counts, bar)
    line["outcomes"] = dict(sorted(tally.items()))
    return line


def bc5cdr_figures() -> list[Figure]:
    verdicts = bc5cdr()
    return [
        ratio_figure("chemicals and diseases, exact", by_passage(verdicts), 0.86),
        ratio_figure("chemicals, exact", by_passage(verdicts, ["Chemical"])),
        ratio_figure("diseases, exact", by_passage(verdicts, ["Disease"])),
    ]


def bc2gm_figures() -> list[Figure]:
    return [ratio_figure("genes, exact", by_passage(bc2gm()), 0.80)]


def jmed_figures() -> list[Figure]:
    return jmed.figures(BENCHMARKS / "jmed_mrner_medicine.csv.gz", 0.55, 0.75)


def civic_figures() -> list[Figure]:
    return statements.figures(civic())


def abbreviation_figures() -> list[Figure]:
    """Short and long forms on MED1250: the measure is a module of its own, where it is there."""
    try:
        from abbreviations import measure  # type: ignore[import-not-found]
    except ImportError:
        print("abbreviations: bench/abbreviations.py is not there, left out")
        return []
    return page.as_figures(measure())


def speed_figures() -> list[Figure]:
    english = [p.text for p in pubtator.passages(BENCHMARKS / "biored_dev.pubtator.gz")]
    japanese = [
        path.read_text(encoding="utf-8")
        for folder in (ROOT / "corpus", SHARED / "corpus")
        if folder.is_dir()
        for path in sorted(folder.glob("*.txt"))
        if folder.parent.name == "shared" or path.name.startswith("ja")
    ]
    return speed.figures({"English": (english, 10.0), "Japanese": (japanese, 5.0)})


def set_figures() -> list[Figure]:
    return sets.figures(RELEASES)


PARTS: dict[str, tuple[Callable[[], list[Figure]], bool]] = {  # and whether it needs ../shared
    "sets": (set_figures, False),
    "biored": (biored_figures, True),
    "bc5cdr": (bc5cdr_figures, True),
    "bc2gm": (bc2gm_figures, True),
    "jmed": (jmed_figures, True),
    "civic": (civic_figures, True),
    "abbreviations": (abbreviation_figures, True),
    "speed": (speed_figures, True),
}


def print_errors(name: str) -> None:
    if name == "biored":
        told = errors.lines(biored(), ids=True)
    elif name == "bc5cdr":
        told = errors.lines(bc5cdr())
    elif name == "bc2gm":
        told = errors.lines(bc2gm())
    elif name == "civic":
        told = errors.of_cases(civic())
    elif name == "jmed":
        told = jmed.errors(BENCHMARKS / "jmed_mrner_medicine.csv.gz")
    elif name in sets.HIDDEN:
        sys.exit(f"{name}: kept apart; nobody looks at its errors")
    else:
        told = sets.errors(name.removesuffix("-100").removesuffix("-60"))
    for line in told:
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", action="append", choices=[*PARTS], metavar="NAME")
    parser.add_argument("--errors", metavar="NAME")
    parser.add_argument("--print", action="store_true", help="write no file")
    args = parser.parse_args()
    if args.errors:
        print_errors(args.errors)
        return
    measured: dict[str, list[Figure]] = {}
    for name in args.only or PARTS:
        measure, shared = PARTS[name]
        if shared and not BENCHMARKS.is_dir():
            print(f"{name}: {BENCHMARKS} is not there, left out")
            continue
        measured[name] = measure()
        for line in page.as_text(name, measured[name]):
            print(line, flush=True)
    if not args.print:
        page.write(measured)


if __name__ == "__main__":
    main()

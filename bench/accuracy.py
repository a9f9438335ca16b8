"""docs/accuracy.md and docs/accuracy.json: every figure, by the scorer, on every set of gold.

python bench/accuracy.py

Sets whose texts are not part of the project (../shared) are left out where they are not there.
Of docs/accuracy.md only the part "accuracy" is written; bench/bench_tag.py writes another.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from parts import put

from pipeline.gold import GoldDocument, read_gold, split_of
from pipeline.lexicon import load
from pipeline.model import Document
from pipeline.run import Options, extract_documents
from pipeline.run.versions import MODELS, python_version, taisei_version, versions_of
from pipeline.score import Counts, Scores, as_prediction, score, to_json
from pipeline.score.bootstrap import intervals

ROOT = Path(__file__).resolve().parents[1]
GOLD, CORPUS = ROOT / "gold", ROOT / "corpus"
RELEASES = ROOT.parent / "shared" / "corpus"
PAGE, DATA = ROOT / "docs" / "accuracy.md", ROOT / "docs" / "accuracy.json"
WORKERS = 2


@dataclass(frozen=True)
class Set:
    """Gold with its texts, and what is to be known of it."""

    name: str
    note: str
    gold: tuple[GoldDocument, ...]
    corpus: Path


@dataclass(frozen=True)
class Measured:
    """A set, scored end to end and with the mentions of gold given."""

    set: Set
    found: Scores
    given: Scores


def project(split: str) -> tuple[GoldDocument, ...]:
    """The documents of one split."""
    ids = split_of(GOLD, split)
    return tuple(d for d in read_gold(GOLD, CORPUS) if d.id in ids)


def sets(texts: Path) -> list[Set]:
    """All sets whose texts are there; ``texts`` holds those of the open benchmarks."""
    found = [
        Set("dev", "the project's own documents, used in development", project("dev"), CORPUS),
        Set("test", "the project's own documents, kept apart", project("test"), CORPUS),
    ]
    for name, note, corpus in (
        ("releases", "three real press releases, read during development", RELEASES),
        ("civic", "100 evidence statements of CIViC", texts),
        ("biored", "60 abstracts of BioRED on treatment", texts),
    ):
        folder = GOLD / "external" / name
        if folder.is_dir() and corpus.is_dir():
            gold = read_gold(folder, corpus, on_missing=lambda _: None)
            if gold:
                found.append(Set(name, note, gold, corpus))
    return found


def measure(one: Set) -> Measured:
    """Run the pipeline over a set's texts twice."""
    paths = [one.corpus / f"{d.id}.txt" for d in one.gold]
    mentions = {d.id: tuple(m.as_mention("gold") for m in d.mentions) for d in one.gold}
    return Measured(
        one,
        score(one.gold, extract(paths, Options(workers=WORKERS))),
        score(one.gold, extract(paths, Options(workers=WORKERS, mentions=mentions))),
    )


def extract(paths: Sequence[Path], options: Options) -> tuple[Document, ...]:
    """The documents of a run; a failure stops everything."""
    result = extract_documents(paths, options)
    if result.failures:
        sys.exit(str(result.failures[0]))
    return result.documents


def agreement(name: str, corpus: Path) -> Scores | None:
    """The second reading as a prediction of the first; None where one is not there."""
    first, second = (GOLD / "readings" / which / name for which in ("first", "second"))
    if not first.is_dir() or not second.is_dir() or not corpus.is_dir():
        return None
    readings = [read_gold(f, corpus, on_missing=lambda _: None) for f in (first, second)]
    if not all(readings):
        return None
    texts = {d.id: (corpus / f"{d.id}.txt").read_bytes().decode() for d in readings[1]}
    return score(readings[0], [as_prediction(d, texts[d.id]) for d in readings[1]])


HEAD = "| | P | R | F1 | 95 % of F1 | right | false | missed |\n|" + " --- |" * 8


def row(name: str, counts: Counts, by_document: Sequence[Counts] = ()) -> str:
    """A line of a table; the interval where counts by document are given."""
    ratios = [
        "–" if x is None else f"{x:.3f}" for x in (counts.precision, counts.recall, counts.f1)
    ]
    f1 = intervals(by_document).f1 if by_document else None
    spread = f"{f1.low:.3f}–{f1.high:.3f}" if f1 else ""
    return f"| {name} | {' | '.join(ratios)} | {spread} | {counts.tp} | {counts.fp} | {counts.fn} |"


def mention_rows(scores: Scores) -> list[str]:
    """Strict, relaxed and grounded mentions, by language and type."""
    rows = []
    for level, name in (
        ("strict", "exact span and type"),
        ("relaxed", "overlap and type"),
        ("grounded", "things named, type and id"),
    ):
        by_document = scores.mentions_by_document(level)
        rows.append(row(name, scores.mentions(level), by_document))
        if level != "relaxed":
            rows += [
                row(f"— {language}", scores.mentions(level, language=language))
                for language in scores.languages
            ]
    types = sorted({kind for d in scores.documents for kind in d.mentions["grounded"]})
    return rows + [row(f"— {kind}", scores.mentions("grounded", type=kind)) for kind in types]


def relation_rows(measured: Measured) -> list[str]:
    """End to end in every grouping, then with mentions given."""
    found, given = measured.found, measured.given
    rows = [row("end to end", found.relations(), found.relations_by_document())]
    groups: list[dict[str, str]] = [{"language": language} for language in found.languages]
    groups += [{"kind": kind} for kind in ("CAUSES_RESISTANCE", "OVERCOMES")]
    groups += [{"polarity": p} for p in ("positive", "negative")]
    groups += [{"certainty": c} for c in ("asserted", "hypothesised")]
    groups += [{"source": s} for s in ("explicit", "discourse")]
    rows += [row(f"— {next(iter(group.values()))}", found.relations(**group)) for group in groups]
    rows.append(row("mentions given", given.relations(), given.relations_by_document()))
    return rows


def attributes(scores: Scores) -> str:
    """What is said of the relations found, and means over documents."""
    certainty, macro = scores.certainty(), scores.macro_relations()

    def figure(ratio: float | None) -> str:
        return "–" if ratio is None else f"{ratio:.3f}"

    return (
        f"Of the required relations found: certainty right {certainty.right} of"
        f" {certainty.total}; states F1 {figure(scores.state().f1)}; `via` F1"
        f" {figure(scores.via().f1)}. Mean over documents: P {figure(macro.precision)},"
        f" R {figure(macro.recall)}, F1 {figure(macro.f1)}."
    )


def causes(scores: Scores) -> str:
    """Why relations went wrong, as one sentence; not for sets that nobody may tune on."""
    told: dict[str, Any] = to_json(scores)["causes"]  # type: ignore[assignment]
    parts = []
    for which, name in (("missed", "missed"), ("false_alarms", "false")):
        ranked = sorted(told[which].items(), key=lambda item: (-item[1], item[0]))
        parts.append(f"{name}: " + ", ".join(f"{cause} {count}" for cause, count in ranked))
    return "Causes of errors. " + "; ".join(parts) + "."


def page(measured: Sequence[Measured], readings: Sequence[tuple[str, Scores]]) -> str:
    """The whole document."""
    lines = [
        "# Accuracy",
        "",
        f"Made by `make accuracy` on {date.today().isoformat()}; do not edit. taisei"
        f" {taisei_version()}, lexicon `{load().version[:12]}`, Python {python_version()}, "
        + ", ".join(f"{name} {version}" for name, version in versions_of(MODELS).items())
        + ".",
        "",
        "What the figures mean and how they are computed: [scoring.md](scoring.md). What the gold"
        " is and who read it: [../gold/README.md](../gold/README.md). Intervals are 95 % bootstrap"
        " intervals over documents.",
        "",
        "## How far two readers agree",
        "",
        "The second reading scored against the first, before adjudication.",
        "",
        HEAD,
    ]
    for name, scores in readings:
        lines.append(
            row(f"{name}: mentions", scores.mentions(), scores.mentions_by_document("strict"))
        )
        lines.append(row(f"{name}: things named", scores.mentions("grounded")))
        lines.append(row(f"{name}: relations", scores.relations(), scores.relations_by_document()))
    for one in measured:
        scores = one.found
        lines += [
            "",
            f"## {one.set.name}: {len(scores.documents)} documents",
            "",
            f"{one.set.note[0].upper()}{one.set.note[1:]}.",
            "",
            "Mentions",
            "",
            HEAD,
            *mention_rows(scores),
            "",
            "Relations",
            "",
            HEAD,
            *relation_rows(one),
            "",
            attributes(scores),
        ]
        if one.set.name != "test":
            lines += ["", causes(scores)]
    return "\n".join(lines) + "\n"


def baseline(measured: Sequence[Measured]) -> dict[str, object]:
    """What the regression gate compares with: F1 with its interval, and counts by document."""
    (dev,) = [one for one in measured if one.set.name == "dev"]
    figures = {
        "mentions": dev.found.mentions_by_document("strict"),
        "grounded": dev.found.mentions_by_document("grounded"),
        "relations": dev.found.relations_by_document(),
    }
    result: dict[str, object] = {}
    for name, by_document in figures.items():
        f1 = intervals(by_document).f1
        total = sum(by_document, Counts()).f1
        assert f1 is not None
        assert total is not None
        result[name] = {
            "f1": round(total, 4),
            "low": round(f1.low, 4),
            "high": round(f1.high, 4),
            "documents": {
                document.id: [counts.tp, counts.fp, counts.fn]
                for document, counts in zip(dev.found.documents, by_document, strict=True)
            },
        }
    return {"dev": result}


def main() -> None:
    """Measure everything and write both files."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        command = [sys.executable, str(ROOT / "bench" / "external.py"), str(texts)]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        measured = []
        for one in sets(texts):
            measured.append(measure(one))
            print(f"{one.name}: relations F1 {measured[-1].found.relations().f1}")
        readings = [
            (name, scores)
            for name, corpus in (
                ("project", CORPUS),
                ("releases", RELEASES),
                ("civic", texts),
                ("biored", texts),
            )
            if (scores := agreement(name, corpus)) is not None
        ]
    put(PAGE, "accuracy", page(measured, readings))
    text = json.dumps(baseline(measured), indent=1)
    text = re.sub(r"\[\s+(\d+),\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2, \3]", text)
    DATA.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

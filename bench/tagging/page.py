"""docs/tagging.json, and the part "tagging" of docs/accuracy.md that is made of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from parts import put

from pipeline.lexicon import load
from tagging.benchmarks import Measured
from tagging.passages import ROOT

DATA = ROOT / "docs" / "tagging.json"
PAGE = ROOT / "docs" / "accuracy.md"
PART = "tagging"


@cache
def _words() -> Mapping[str, Any]:
    """Titles and explanations."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def as_text(part: str, lines: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A part for the terminal."""
    yield f"== {part}"
    for line in lines:
        told = "  ".join(f"{key} {value}" for key, value in _cells(line) if value)
        yield f"  {line['name']:60} {told}"


def _cells(line: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The columns of a figure; empty where it has none."""
    value = next(
        (line[key] for key in ("f1", "share", "million_per_second") if line.get(key) is not None),
        None,
    )
    wide = "million_per_second" in line
    spread = f"{line['low']:.3f}–{line['high']:.3f}" if line.get("low") is not None else ""
    if wide:
        spread = f"{line['low']:.2f}–{line['high']:.2f}"
    outcomes = "; ".join(f"{k} {v}" for k, v in line.get("outcomes", {}).items() if v)
    if "folding_share" in line:
        outcomes = f"folding {line['folding_share']:.0%} of the time"
    return [
        ("P", _ratio(line.get("precision"))),
        ("R", _ratio(line.get("recall"))),
        ("figure", "–" if value is None else f"{value:.2f} M/s" if wide else f"{value:.3f}"),
        ("95 %", spread),
        ("bar", f"{line['bar']:g}" if line.get("bar") is not None else ""),
        ("right", str(line.get("right", ""))),
        ("false", str(line.get("false", ""))),
        (
            "missed",
            str(line.get("missed", line["total"] - line["right"] if "total" in line else "")),
        ),
        ("of these", outcomes),
    ]


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def write(measured: Mapping[str, Measured]) -> None:
    """Keep the figures, those of parts not measured now as they were, and write the page."""
    kept: dict[str, Any] = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {}
    stamp = {"date": date.today().isoformat(), "lexicon": load().version[:12]}
    for name, one in measured.items():
        kept[name] = stamp | {"figures": one.figures, "differences": one.differences}
    kept = {name: kept[name] for name in _words()["parts"] if name in kept}
    DATA.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    put(PAGE, PART, rendered(kept))


def rendered(kept: Mapping[str, Any]) -> str:
    """The part of the page, from what docs/tagging.json holds."""
    lines = ["## Tagging", "", _words()["intro"].strip()]
    for name, one in kept.items():
        told = _words()["parts"][name]
        when = f"Measured on {one['date']} with lexicon `{one['lexicon']}`."
        lines += ["", f"### {told['title']}", "", f"{told['note'].strip()} {when}", ""]
        lines += _table(one["figures"])
        if one["differences"]:
            lines += ["", "Names missed and false by difference:", ""]
            lines += _difference_table(name, one["differences"])
    return "\n".join(lines) + "\n"


def _table(figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Columns that some line fills."""
    rows = [_cells(line) for line in figures]
    used = [i for i in range(len(rows[0])) if any(row[i][1] for row in rows)]
    yield "| | " + " | ".join(rows[0][i][0] for i in used) + " |"
    yield "|" + " --- |" * (len(used) + 1)
    for line, row in zip(figures, rows, strict=True):
        yield f"| {line['name']} | " + " | ".join(row[i][1] for i in used) + " |"


def _difference_table(part: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Groups down, kinds across: missed and false."""
    groups = _words()["jmed" if part == "jmed" else "groups"]
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    by_place = {(row["group"], row["kind"]): row for row in rows}
    named = [_words()["kinds"][kind] for kind in kinds]
    yield "| | " + " | ".join(f"{name} missed | false" for name in named) + " |"
    yield "|" + " --- |" * (2 * len(kinds) + 1)
    for group, words in groups.items():
        if any((group, kind) in by_place for kind in kinds):
            cells = [by_place.get((group, kind), {}) for kind in kinds]
            told = " | ".join(f"{c.get('missed') or ''} | {c.get('false') or ''}" for c in cells)
            yield f"| {words} | {told} |"

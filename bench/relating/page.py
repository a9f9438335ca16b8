"""docs/relating.json, and the part "relating" of docs/accuracy.md that is made of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from parts import put
from tagging.passages import ROOT, Figure

from pipeline.lexicon import load
from relating import calibration
from relating.counting import told_value

DATA = ROOT / "docs" / "relating.json"
PAGE = ROOT / "docs" / "accuracy.md"
PART = "relating"


@cache
def _words() -> Mapping[str, Any]:
    """Titles and explanations."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def as_text(part: str, lines: Sequence[Figure]) -> Iterator[str]:
    """A part for the terminal."""
    yield f"== {part}"
    for line in lines:
        told = "  ".join(f"{key} {cell}" for key, cell in _cells(line) if cell)
        yield f"  {line['name']:60} {told}"


def _cells(line: Figure) -> list[tuple[str, str]]:
    """The columns of a figure; empty where it has none."""
    missed = line.get("missed", line["total"] - line["right"] if "total" in line else "")
    return [
        ("P", _number(line.get("precision"))),
        ("R", _number(line.get("recall"))),
        ("figure", _number(told_value(line)) or "–"),
        ("95 %", _spread(line)),
        ("bar", _bar(line)),
        ("met", "" if line.get("met") is None else "yes" if line["met"] else "no"),
        ("right", str(line.get("right", ""))),
        ("false", str(line.get("false", ""))),
        ("missed", str(missed)),
        ("relations", str(line.get("count", ""))),
        ("abstracts", str(line.get("abstracts", ""))),
        ("used for", line.get("used", "")),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _spread(line: Figure) -> str:
    return "" if line.get("low") is None else f"{line['low']:.3f}–{line['high']:.3f}"


def _bar(line: Figure) -> str:
    if line.get("bar") is None:
        return ""
    return f"{'≤' if line['at_most'] else '≥'} {line['bar']:g}"


def write(measured: Mapping[str, Sequence[Figure]]) -> None:
    """Keep the figures, those of parts not measured now as they were; write page and diagram."""
    kept: dict[str, Any] = json.loads(DATA.read_text("utf-8")) if DATA.exists() else {}
    stamp = {"date": date.today().isoformat(), "lexicon": load().version[:12]}
    for name, lines in measured.items():
        drawn = "".join(line.pop("picture", "") for line in lines)
        if drawn:
            calibration.PICTURE.write_text(drawn, encoding="utf-8")
        kept[name] = stamp | {"figures": list(lines)}
    kept = {name: kept[name] for name in _words()["parts"] if name in kept}
    DATA.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    put(PAGE, PART, rendered(kept))


def rendered(kept: Mapping[str, Any]) -> str:
    """The part of the page, from what docs/relating.json holds."""
    lines = ["## Relations in detail", "", _words()["intro"].strip()]
    for name, one in kept.items():
        told = _words()["parts"][name]
        when = f"Measured on {one['date']} with lexicon `{one['lexicon']}`."
        lines += ["", f"### {told['title']}", "", f"{told['note'].strip()} {when}", ""]
        lines += _table(one["figures"])
        if "picture" in told:
            lines += ["", told["picture"]]
    return "\n".join(lines) + "\n"


def _table(figures: Sequence[Figure]) -> Iterator[str]:
    """Columns that some line fills."""
    rows = [_cells(line) for line in figures]
    used = [i for i in range(len(rows[0])) if any(row[i][1] for row in rows)]
    yield "| | " + " | ".join(rows[0][i][0] for i in used) + " |"
    yield "|" + " --- |" * (len(used) + 1)
    for line, row in zip(figures, rows, strict=True):
        yield f"| {line['name']} | " + " | ".join(row[i][1] for i in used) + " |"

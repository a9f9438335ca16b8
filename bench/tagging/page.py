"""docs/tagging.json and the section "Tagging" of docs/accuracy.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tagging.passages import Figure


def as_figures(measured: Mapping[str, object]) -> list[Figure]:
    """What another module measured, as it comes."""
    return [{"name": name, "value": value} for name, value in measured.items()]


def as_text(part: str, lines: Sequence[Figure]) -> Iterator[str]:
    """A part for the terminal."""
    yield f"== {part}"
    for line in lines:
        yield "  " + _row(line)


def _row(line: Figure) -> str:
    cells = [f"{line['name']:52}"]
    for key, short in (("precision", "P"), ("recall", "R"), ("f1", "F1"), ("share", "share"), ("million_per_second", "M/s")):
        if line.get(key) is not None:
            cells.append(f"{short} {line[key]:.3f}")
    if line.get("low") is not None:
        cells.append(f"({line['low']:.3f}–{line['high']:.3f})")
    if line.get("bar") is not None:
        cells.append(f"bar {line['bar']}")
    cells += [f"{key} {line[key]}" for key in ("right", "total", "false", "missed") if key in line]
    cells += [f"{key} {line[key]}" for key in ("folding_share", "value", "outcomes") if key in line]
    return "  ".join(cells)


def write(measured: Mapping[str, Sequence[Figure]]) -> None:
    """Keep the figures."""

"""Prints what the shipped lexicon holds, as docs/lexicon.md shows it."""

from __future__ import annotations

from typing import Any

from pipeline.lexicon.origins import UNUSED
from pipeline.lexicon.store import read_manifest


def describe(manifest: dict[str, Any]) -> str:
    """Markdown tables of a manifest: things by type, names by origin, sources, files left out."""
    parts = [
        _table(("type", "things"), sorted(manifest["entities"].items())),
        _table(("names from", "senses"), sorted(manifest["names"].items())),
        _table(
            ("source", "rows", "used", "origin", "publisher's address", "version", "licence"),
            [
                (
                    s["file"],
                    s["rows"],
                    s["used"],
                    s["origin"],
                    f"<{s['publisher']}>",
                    s["version"],
                    s["licence"],
                )
                for s in manifest["sources"]
            ],
        ),
        _table(("left out", "because"), sorted(UNUSED.items())),
    ]
    return f"{manifest['keys']:,} distinct keys.\n\n" + "\n\n".join(parts)


def _table(heads: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    print(describe(read_manifest()))

"""BioRED in PubTator lines: abstracts with names and ids."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from tagging.passages import Name, Passage

_CELLS = 6


def passages(path: Path) -> Iterator[Passage]:
    """The abstracts: title and abstract with one character between, as the offsets count."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from parsed(stream.read())


def parsed(content: str) -> Iterator[Passage]:
    """The abstracts of a file's content.

    Raises:
        ValueError: a name does not stand where its line says.
    """
    for block in content.strip().split("\n\n"):
        title, abstract, *notes = block.split("\n")
        number = title.split("|", 1)[0]
        text = title.split("|t|", 1)[1] + " " + abstract.split("|a|", 1)[1]
        names = []
        for note in notes:
            cells = note.split("\t")
            if len(cells) < _CELLS or not cells[1].isdecimal():
                continue  # a relation
            start, end = int(cells[1]), int(cells[2])
            if text[start:end] != cells[3]:
                raise ValueError(f"{number}: {cells[3]!r} is not at {start}")
            names.append(Name(start, end, cells[4], _ids(cells[5])))
        yield Passage(number, text, tuple(names))


def _ids(cell: str) -> tuple[str, ...]:
    """Several ids are parted by commas or semicolons; a variant's own bars part nothing."""
    return tuple(i.strip() for i in re.split(r"[,;]", cell) if i.strip() and i.strip() != "-")

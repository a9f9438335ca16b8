"""Lines of a terminal: styled pieces of text, set to a width in columns.

Japanese breaks between any two characters but for what may not begin or end a line; other
words break at blanks, and inside only where one is wider than the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import category, east_asian_width

TAB = 4  # columns
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
# What may not begin a line (closing marks, small kana, the long vowel mark), or end one.
_NOT_FIRST = frozenset(
    "、。，．・：；？！）」』】〉》〕］｝”’ゝゞ々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥％℃⟧|,.:;?!)]}%"
)
_NOT_LAST = frozenset("（「『【〈《〔［｛“‘⟦([{")


class Piece(NamedTuple):
    """Text in one style; the empty style is that of running text."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]
_Cell = tuple[str, str]  # a character with what combines with it, and its style


@lru_cache(maxsize=4096)
def columns(char: str) -> int:
    """Columns that one character takes: two for wide ones, none for combining marks."""
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1


def width(text: str) -> int:
    """Columns that ``text`` takes; those of ambiguous width count as narrow."""
    return sum(map(columns, text))


def lines_of(pieces: Iterable[Piece]) -> Iterator[Line]:
    """Split pieces at the line ends in them, of whatever kind; tabs become blanks."""
    line: list[Piece] = []
    for piece in pieces:
        first, *rest = _LINE_END.split(piece.text.replace("\t", " " * TAB))
        line.append(Piece(first, piece.style))
        for text in rest:
            yield tuple(p for p in line if p.text)
            line = [Piece(text, piece.style)]
    yield tuple(p for p in line if p.text)


def wrapped(line: Line, limit: int | None, indent: str = "") -> Iterator[Line]:
    """Break one line into lines of at most ``limit`` columns.

    Args:
        line: pieces without line ends.
        limit: None keeps the line as it is.
        indent: what each line after the first begins with.
    """
    if limit is None:
        yield line
        return
    cells = _cells(line)
    room = limit
    lead: Line = ()
    while cells:
        at = _break(cells, max(room, 2))
        yield (*lead, *_joined(_stripped(cells[:at]) if at < len(cells) else cells[:at]))
        cells = cells[at:]
        while cells and cells[0][0] == " ":
            cells = cells[1:]
        lead, room = ((Piece(indent),) if indent else ()), limit - width(indent)
    if not line or not any(text for text, _ in line):
        yield ()


def _cells(line: Line) -> list[_Cell]:
    cells: list[_Cell] = []
    for text, style in line:
        for char in text:
            if cells and columns(char) == 0:
                cells[-1] = (cells[-1][0] + char, cells[-1][1])
            else:
                cells.append((char, style))
    return cells


def _break(cells: list[_Cell], room: int) -> int:
    """How many cells go on this line."""
    used, last = 0, 0
    for at, (char, _) in enumerate(cells):
        if at and _may_break(cells[at - 1][0], char):
            last = at
        used += columns(char[0])
        if used > room and char != " ":
            return last or max(at, 1)
    return len(cells)


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if before[0] in _NOT_LAST or after[0] in _NOT_FIRST or after == " ":
        return False
    return columns(before[0]) == 2 or columns(after[0]) == 2


def _stripped(cells: list[_Cell]) -> list[_Cell]:
    end = len(cells)
    while end and cells[end - 1][0] == " ":
        end -= 1
    return cells[:end]


def _joined(cells: Iterable[_Cell]) -> Line:
    return tuple(
        Piece("".join(char for char, _ in run), style)
        for style, run in groupby(cells, key=lambda cell: cell[1])
    )

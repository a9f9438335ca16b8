"""Lines of a PDF page that were drawn in pieces, put together; readings of characters left out.

A raised or lowered mark (a footnote's number, an index) is a piece of its own, and so is each
character of vertical writing. Such pieces would tear paragraphs and columns apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.read.pdf.lines import PdfLine

_OVERLAP = 0.5  # of the lower piece's height that two pieces of one line share
_TOUCH = 0.3  # ems that a piece may reach into the one before
_GAP = 0.6  # ems to the next piece of a line, less than any gutter
_MARK = 0.8  # of its line's height that a raised mark has at most
_MARK_GAP = 1.1  # ems of the mark: a wide space of a justified line
_SPACE = 0.17  # ems: a space between words
_JUMPS_MOST = 5  # upwards, to columns of a page
_MIDST = (_GAP - _TOUCH) / 2
_CELL = 6.0  # points: the grid in which a line's next piece is looked for
_VERTICAL_LEAST = 4  # pieces of a vertical line
_VERTICAL_PIECE = 3  # characters of one piece: figures stand side by side in it
_VERTICAL_GAP = 1.2  # ems between pieces: the blank half of 。 and an empty place
_CJK_LEAST = 2  # characters: axes of figures have numbers alone
_READING = re.compile(r"[\u3041-\u30ff\s]+$")  # kana, as readings of characters are written
_READING_SIZE = 0.65  # of its line's
_READING_NEAR = 6  # lines of the content between a reading and its line
_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")

_Grid = defaultdict[tuple[int, int], list[int]]


def within(lines: Iterable[PdfLine], width: float, height: float) -> list[PdfLine]:
    """The lines on the page as it is seen: printers' marks beside it go."""
    return [
        line
        for line in lines
        if 0 <= line.middle <= height and line.right >= 0 and line.left <= width
    ]


def whole_lines(lines: list[PdfLine]) -> list[PdfLine]:
    """Put pieces of a line together; most pages have none, and are given back as they are."""
    if not _looks_broken(lines):
        return lines
    return _in_rows(_without_readings(_in_vertical_lines(lines)))


def _looks_broken(lines: Sequence[PdfLine]) -> bool:
    """Whether lines are single characters, hardly below the one before, or of very unlike size.

    A line far above the one before begins a column, or is a piece of a line drawn before.
    """
    if sum([len(line.text) < 2 for line in lines]) >= _VERTICAL_LEAST:
        return True
    below, size, jumps = float("inf"), 0.0, 0
    for line in lines:
        own, middle = line.size, line.middle
        most, least = (own, size) if own > size else (size, own)
        if _READING_SIZE * most > least > 0:
            return True
        if below - middle < 0.5 * most:
            jumps += 1
            if jumps > _JUMPS_MOST or below - middle > -2 * most or _has_neighbour(line, lines):
                return True
        below, size = middle, own
    return False


def _has_neighbour(line: PdfLine, lines: Sequence[PdfLine]) -> bool:
    near = [other for other in lines if -line.size < line.middle - other.middle < line.size]
    return any(_touches(line, other) or _touches(other, line) for other in near)


def _in_vertical_lines(lines: list[PdfLine]) -> list[PdfLine]:
    if sum(len(line.text) <= _VERTICAL_PIECE for line in lines) < _VERTICAL_LEAST:
        return lines
    found: list[PdfLine] = []
    at = 0
    while at < len(lines):
        end = _vertical_end(lines, at)
        pieces = lines[at:end]
        text = "".join(piece.text for piece in pieces)
        if len(pieces) >= _VERTICAL_LEAST and len(_CJK.findall(text)) >= _CJK_LEAST:
            found.append(_vertical(pieces, text))
        else:
            found += pieces
        at = end
    return found


def _vertical_end(lines: Sequence[PdfLine], start: int) -> int:
    """One past the last of the pieces that stand close below each other in one column."""
    end = start + 1
    left, right = lines[start].left, lines[start].right
    while end < len(lines) and len(lines[end - 1].text) <= _VERTICAL_PIECE:
        line = lines[end]
        wide = max(right, line.right) - min(left, line.left)
        em = max(right - left, line.right - line.left)
        gap = lines[end - 1].bottom - line.top
        near = -_TOUCH * em < gap < _VERTICAL_GAP * em
        if len(line.text) > _VERTICAL_PIECE or wide > 1.3 * em or not near:
            break
        left, right = min(left, line.left), max(right, line.right)
        end += 1
    return end


def _vertical(pieces: Sequence[PdfLine], text: str) -> PdfLine:
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    bottom, top = pieces[-1].bottom, pieces[0].top
    return PdfLine(text, left, bottom, right, top, right - left, (bottom + top) / 2, False)


def _without_readings(lines: list[PdfLine]) -> list[PdfLine]:
    """Leave out kana set small over a line (ruby), as readers of other formats do."""
    kana = [at for at, line in enumerate(lines) if _READING.match(line.text)]
    gone = {at for at in kana if _is_reading(lines, at)}
    return [line for at, line in enumerate(lines) if at not in gone] if gone else lines


def _is_reading(lines: Sequence[PdfLine], at: int) -> bool:
    line = lines[at]
    near = lines[max(0, at - _READING_NEAR) : at + _READING_NEAR + 1]
    return line.upright and any(
        line.size <= _READING_SIZE * base.size
        and base.left - base.size <= line.left
        and line.right <= base.right + base.size
        and -0.3 * base.size < line.bottom - base.top < 0.4 * base.size
        for base in near
    )


def _in_rows(lines: list[PdfLine]) -> list[PdfLine]:
    """Pieces on one height that touch, as one line where its first piece was drawn."""
    begun = {int(line.left // _CELL) for line in lines}
    near = begun.union(*({cell - 1, cell + 1} for cell in begun))
    # Where no line begins, at whatever height, a line has no next piece: a quick way out.
    ends = [
        at
        for at, line in enumerate(lines)
        if int((line.right + _MIDST * line.size) // _CELL) in near and line.upright
    ]
    following = _followed(lines, sorted(ends, key=lambda at: lines[at].left)) if ends else {}
    if not following:
        return lines
    inside = set(following.values())
    rows: dict[int, list[int]] = {}
    for start in range(len(lines)):
        if start not in inside:
            row = [start]
            while row[-1] in following:
                row.append(following[row[-1]])
            rows[min(row)] = row
    return [_row([lines[at] for at in rows[first]]) for first in sorted(rows)]


def _followed(lines: Sequence[PdfLine], ends: Sequence[int]) -> dict[int, int]:
    """For each line that goes on in another piece, which one; no piece is taken twice."""
    grid: _Grid = defaultdict(list)
    for at, line in enumerate(lines):
        if line.upright:
            grid[int(line.left // _CELL), int(line.middle // _CELL)].append(at)
    found: dict[int, int] = {}
    for at in ends:
        piece = _next_piece(lines, at, grid)
        if piece is not None:
            found[at] = piece
            grid[int(lines[piece].left // _CELL), int(lines[piece].middle // _CELL)].remove(piece)
    return found


def _next_piece(lines: Sequence[PdfLine], at: int, grid: _Grid) -> int | None:
    line = lines[at]
    reach = line.right + _MARK_GAP * line.size
    column, last = int((line.right - _TOUCH * line.size) // _CELL), int(reach // _CELL)
    row, rows = int(line.middle // _CELL), int(line.size / _CELL) + 1
    found = [
        other
        for x in range(column, last + 1)
        for y in range(row - rows, row + rows + 1)
        for other in grid.get((x, y), ())
        if other != at and _touches(line, lines[other])
    ]
    # Of a raised mark and the words after it, which it may nearly share its place with, the mark.
    return min(found, key=lambda i: (lines[i].left // 2, -lines[i].top), default=None)


def _touches(a: PdfLine, b: PdfLine) -> bool:
    """Whether ``b`` goes on where ``a`` ends."""
    low, high = (a.size, b.size) if a.size < b.size else (b.size, a.size)
    shared = min(a.top, b.top) - max(a.bottom, b.bottom)
    return (
        shared > _OVERLAP * min(a.top - a.bottom, b.top - b.bottom)
        and -_TOUCH * low < b.left - a.right < (_GAP if low > _MARK * high else _MARK_GAP) * low
        and b.left > a.left
    )


def _row(pieces: Sequence[PdfLine]) -> PdfLine:
    """One line; its height is that of the largest piece."""
    if len(pieces) == 1:
        return pieces[0]
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        em = min(before.size, piece.size)
        text += (" " if piece.left - before.right > _SPACE * em else "") + piece.text
    largest = max(pieces, key=lambda piece: piece.size)
    return largest._replace(text=text, left=pieces[0].left, right=pieces[-1].right)

"""In which order the lines of a PDF page are read: columns, bands across them, table rows.

A recursive cut in x and y (Nagy and Seth 1984), over runs of lines that the page's own content
keeps together, so that a paragraph is never torn.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.read.pdf.lines import PdfLine

_LEADING_MOST = 2.5  # font heights between two lines of one run
_COLUMN_SHARE = 0.2  # of the region's width that a column takes at least
_FULL_SHARE = 0.6  # of a column's width that running text fills
_COLUMN_LINES = 3  # of two columns, one has at least so many lines
_TURNS_MOST = 2  # times that content goes to and fro between columns, not table cells
_REACH = 0.5  # of a line's height that is more than the overlap of fonts' boxes
_UNLIKE = 0.6  # of the other column's width: narrower is a table's column of terms
_ALIKE = 0.1  # of the width: two bands whose edges are so near stand in one column


@dataclass(frozen=True)
class _Run:
    """Lines that follow each other in the content and on the page. ``at`` orders runs."""

    lines: tuple[PdfLine, ...]
    at: int

    @cached_property
    def left(self) -> float:
        return min([line.left for line in self.lines])

    @cached_property
    def right(self) -> float:
        return max([line.right for line in self.lines])

    @cached_property
    def top(self) -> float:
        return max([line.top for line in self.lines])

    @cached_property
    def bottom(self) -> float:
        return min([line.bottom for line in self.lines])


def reading_order(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """Put the lines of one page, given in the order of its content, into reading order.

    Columns are read one after the other, what stands across them before or after; lines that
    are not upright come last.

    Returns:
        Runs of lines each of which stands right below the one before.
    """
    upright = [line for line in lines if line.upright]
    found: list[list[PdfLine]] = []
    for run in _order(_parted(_runs(upright))):
        if found and follows(found[-1][-1], run.lines[0]):
            found[-1] += run.lines
        else:
            found.append(list(run.lines))
    return found + [[line] for line in lines if not line.upright]


def follows(a: PdfLine, b: PdfLine) -> bool:
    """Whether ``b`` stands right below ``a``, as the next line of a column does."""
    _, a_left, _, a_right, _, a_size, a_middle, _ = a  # faster than names, as this runs often
    _, b_left, _, b_right, _, b_size, b_middle, _ = b
    low, high = (a_size, b_size) if a_size < b_size else (b_size, a_size)
    if not 0.4 * low < a_middle - b_middle < _LEADING_MOST * high:
        return False
    overlap = (a_right if a_right < b_right else b_right) - (a_left if a_left > b_left else b_left)
    least = a_right - a_left if a_right - a_left < b_right - b_left else b_right - b_left
    return overlap > 0.3 * (least if least > 1.0 else 1.0)


def beside(a: PdfLine, b: PdfLine) -> bool:
    """Whether both stand on one height."""
    return abs(a.middle - b.middle) < 0.4 * min(a.size, b.size)


def _runs(lines: Sequence[PdfLine]) -> list[_Run]:
    groups: list[list[PdfLine]] = []
    for line in lines:
        if groups and follows(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_Run(tuple(group), at) for at, group in enumerate(groups)]


def _parted(runs: list[_Run]) -> list[_Run]:
    """Cut runs where another stands in the room beside some of their lines.

    Lines across a page and the column below them may follow each other as closely as lines of
    one paragraph; beside the column stands the next one.
    """
    found: list[_Run] = []
    for run in runs:
        levels = _levels(run, runs) if len(run.lines) > 1 else ()
        if levels:
            parts = _cut(run.lines, levels)
            found += [_Run(part, len(found) + i) for i, part in enumerate(parts)]
        else:
            found.append(run if run.at == len(found) else _Run(run.lines, len(found)))
    return found


def _cut(lines: Sequence[PdfLine], levels: Sequence[float]) -> list[tuple[PdfLine, ...]]:
    """Lines from above, in parts that end where a level lies between two of them."""
    cuts = [
        at
        for at, (above, line) in enumerate(itertools.pairwise(lines), start=1)
        if any(line.middle < level <= above.middle for level in levels)
    ]
    return [tuple(lines[a:b]) for a, b in itertools.pairwise((0, *cuts, len(lines)))]


def _levels(run: _Run, runs: Sequence[_Run]) -> list[float]:
    """The heights of the upper and lower edges of other runs that reach into this one's box."""
    left, bottom, right, top = run.left, run.bottom, run.right, run.top
    return [
        level
        for other in runs
        if other.left < right and other.right > left and other is not run
        if other.bottom + (reach := _REACH * other.lines[0].size) < top
        and other.top - reach > bottom
        for level in (other.top, other.bottom)
    ]


def _order(runs: list[_Run]) -> list[_Run]:
    if len(runs) < 2:
        return runs
    sides = _columns(runs)
    if sides:
        return [run for side in sides for run in _order(side)]
    groups = _groups(runs)
    if len(groups) < 2:
        return _rows(runs)
    return [run for group in groups for run in _order(group)]


def _rows(runs: list[_Run]) -> list[_Run]:
    """Runs that no cut divides: by height, from left to right where they share it."""
    by_height = sorted(runs, key=lambda run: (-run.top, run.at))
    rows: list[list[_Run]] = []
    for run in by_height:
        if rows and beside(rows[-1][0].lines[0], run.lines[0]):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [run for row in rows for run in sorted(row, key=lambda run: (run.left, run.at))]


def _columns(runs: Sequence[_Run]) -> list[list[_Run]] | None:
    """The runs by column, if a gutter parts them all and running text stands beside it."""
    spans = _merged([(run.left, run.right) for run in runs])
    if len(spans) < 2:
        return None
    width = spans[-1][1] - spans[0][0]
    edges = [span[0] for span in spans[1:]]
    for edge in edges:
        left = [run for run in runs if run.left < edge]
        right = [run for run in runs if run.left >= edge]
        if _are_columns(left, right, width):
            return [left, right]
    return None


def _are_columns(left: Sequence[_Run], right: Sequence[_Run], width: float) -> bool:
    sides = (left, right)
    counts = [sum(len(run.lines) for run in side) for side in sides]
    widths = [max(r.right for r in side) - min(r.left for r in side) for side in sides]
    beside_each_other = min(max(r.top for r in side) for side in sides) > max(
        min(r.bottom for r in side) for side in sides
    )
    if not beside_each_other or max(counts) < _COLUMN_LINES:
        return False
    if min(widths) < _COLUMN_SHARE * width:
        return False
    order = sorted([(r.at, 0) for r in left] + [(r.at, 1) for r in right])
    turns = sum(a[1] != b[1] for a, b in itertools.pairwise(order))
    if turns <= _TURNS_MOST:
        return True
    lines = [max(line.right - line.left for run in side for line in run.lines) for side in sides]
    return min(lines) > _UNLIKE * max(lines) and all(map(_is_running, sides, widths))


def _is_running(side: Sequence[_Run], width: float) -> bool:
    """Whether most lines fill their column, as no table's cells do."""
    lines = [line for run in side for line in run.lines]
    full = sum(line.right - line.left >= _FULL_SHARE * width for line in lines)
    return 2 * full > len(lines)


def _groups(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Bands that no run crosses, from the top; those that share a gutter stay together."""
    bands = _bands(runs)
    groups: list[list[_Run]] = []
    at = 0
    while at < len(bands):
        end = _group_end(bands, at)
        groups.append([run for band in bands[at:end] for run in band])
        at = end
    return groups


def _group_end(bands: Sequence[Sequence[_Run]], start: int) -> int:
    """One past the last band that stands in columns with the band ``start``."""
    spans = _merged([(run.left, run.right) for run in bands[start]])
    end = start + 1
    parted = end if len(spans) > 1 else start
    for at in range(start + 1, len(bands)):
        own = _merged([(run.left, run.right) for run in bands[at]])
        both = _merged([*spans, *own])
        if len(both) < 2 and not (len(spans) == len(own) == 1 and _alike(spans[0], own[0])):
            break
        spans = both
        if len(own) > 1 or (len(both) > 1 and _fill(bands[at], both)):
            parted = at + 1
    return max(parted, end)


def _fill(band: Sequence[_Run], spans: Sequence[tuple[float, float]]) -> bool:
    """Whether a band that stands in one column is text of it, not a heading below all columns."""
    widest = max(line.right - line.left for run in band for line in run.lines)
    column = max(right - left for left, right in spans if left <= band[0].left < right)
    return widest >= _FULL_SHARE * column


def _alike(a: tuple[float, float], b: tuple[float, float]) -> bool:
    near = _ALIKE * max(a[1] - a[0], b[1] - b[0])
    return abs(a[0] - b[0]) < near and abs(a[1] - b[1]) < near


def _bands(runs: Sequence[_Run]) -> list[list[_Run]]:
    bands: list[list[_Run]] = []
    bottom = 0.0
    for run in sorted(runs, key=lambda run: (-run.top, run.left, run.at)):
        # A little overlap is the font's box, not the letters.
        slack = 0.3 * min(run.lines[0].size, run.top - run.bottom)
        if bands and run.top - slack > bottom:
            bands[-1].append(run)
            bottom = min(bottom, run.bottom)
        else:
            bands.append([run])
            bottom = run.bottom
    return bands


def _merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Overlapping ranges put together, sorted."""
    found: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found

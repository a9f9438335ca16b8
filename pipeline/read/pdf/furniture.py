"""Running heads, running feet and page numbers of a PDF: what repeats at the pages' edges."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from pipeline.read.pdf.lines import PdfLine
from pipeline.read.pdf.order import beside

_ZONE = 0.18  # of the page's height, from its top and its bottom
_NEXT_ROW = 1.5  # times the zone, in which the row after the last one is looked for
_ROWS = 3  # rows from the edge that may be furniture
_NEAR = 8.0  # points: rows so near stand on the same height of their pages
_APART = 1.25  # times the usual distance of rows that parts furniture from the text
_SAMPLE = 40  # lines that tell how far rows are apart
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    r"[\W_]*(?:p(?:age)?\.?\s*)?(?P<number>\d{1,4})(?:\s*(?:/|of|頁|ページ)\s*\d*)?[\W_]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page's lines in the order of its content, and its height in points."""

    lines: tuple[PdfLine, ...]
    height: float


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines on one height near an edge; ``lines`` are indices, ``distance`` is from the edge."""

    edge: str
    distance: float
    lines: tuple[int, ...]
    words: str
    number: int | None
    gap: float  # to the next row inwards, in usual distances of rows


def without_furniture(pages: Sequence[PdfPage]) -> list[list[PdfLine]]:
    """The lines of each page but for heads, feet and page numbers.

    From each edge inwards, rows go while another page has the same at the same height, numbers
    aside, or while they are nothing but a number that counts the pages; and only where more
    room than between lines parts them from the text.
    """
    edges = [_edge_rows(page) for page in pages]
    places = _places(edges)
    offset = _number_offset(edges)
    kept: list[list[PdfLine]] = []
    for index, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        gone: set[int] = set()
        for rows in sides:
            gone.update(_furniture(rows, index, places, offset))
        kept.append([line for i, line in enumerate(page.lines) if i not in gone])
    return kept


_Places = Mapping[tuple[str, str], list[tuple[int, float]]]


def _furniture(rows: Sequence[_Row], index: int, places: _Places, offset: int) -> list[int]:
    """Indices of the lines that go, of the rows of one edge from outside inwards."""
    found: list[int] = []
    waiting: list[int] = []
    for row in rows:
        counts = row.number is not None and row.number == index + offset
        if not counts and not _repeats(row, index, places):
            break
        waiting += row.lines
        if row.gap >= _APART:
            found += waiting
            waiting = []
    return found


def _repeats(row: _Row, index: int, places: _Places) -> bool:
    return any(
        page != index and abs(distance - row.distance) < _NEAR
        for page, distance in places[row.edge, row.words]
    )


def _places(edges: Sequence[Sequence[Sequence[_Row]]]) -> _Places:
    found: defaultdict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for index, sides in enumerate(edges):
        for row in (row for rows in sides for row in rows):
            found[row.edge, row.words].append((index, row.distance))
    return found


def _number_offset(edges: Sequence[Sequence[Sequence[_Row]]]) -> int:
    """What to add to a page's index to get the number printed on most pages; 1 in doubt."""
    found = Counter(
        row.number - index
        for index, sides in enumerate(edges)
        for rows in sides
        for row in rows
        if row.number is not None
    )
    if not found:
        return 1
    most = max(found.values())
    return 1 if most < 2 or found[1] == most else min(o for o, n in found.items() if n == most)


def _edge_rows(page: PdfPage) -> tuple[list[_Row], list[_Row]]:
    """The rows near the top and near the bottom, each from the edge inwards."""
    margin = _NEXT_ROW * _ZONE * page.height
    places = [(-line.middle, i) for i, line in enumerate(page.lines) if line.upright]
    above = sorted(place for place in places if -place[0] > page.height - margin)
    below = sorted((-y, i) for y, i in places if -y < margin)
    usual = _usual_distance(page.lines[:_SAMPLE])
    top = _side(page, "top", [i for _, i in above], usual)
    return top, _side(page, "bottom", [i for _, i in below], usual)


def _usual_distance(lines: Sequence[PdfLine]) -> float:
    """Points between the middles of rows, as most of a page's rows stand."""
    found = [abs(a.middle - b.middle) for a, b in pairwise(lines) if not beside(a, b)]
    return median_low(found) if found else 1.0


def _side(page: PdfPage, edge: str, inwards: Sequence[int], usual: float) -> list[_Row]:
    rows: list[list[int]] = []
    for i in inwards:
        if rows and beside(page.lines[rows[-1][0]], page.lines[i]):
            rows[-1].append(i)
        elif len(rows) > _ROWS:
            break
        else:
            rows.append([i])
    found: list[_Row] = []
    for at, row in enumerate(rows[:_ROWS]):
        first = page.lines[row[0]]
        distance = page.height - first.middle if edge == "top" else first.middle
        if distance > _ZONE * page.height:
            break
        beyond = page.lines[rows[at + 1][0]].middle if at + 1 < len(rows) else None
        gap = abs(first.middle - beyond) / usual if beyond is not None else _APART
        found.append(_row(page, edge, distance, row, gap))
    return found


def _row(page: PdfPage, edge: str, distance: float, row: Sequence[int], gap: float) -> _Row:
    ordered = sorted(row, key=lambda i: page.lines[i].left)
    text = " ".join(page.lines[i].text for i in ordered)
    number = _NUMBER.match(text)
    return _Row(
        edge=edge,
        distance=distance,
        lines=tuple(ordered),
        words=_DIGITS.sub("0", _SPACE.sub("", text)),
        number=int(number["number"]) if number else None,
        gap=gap,
    )

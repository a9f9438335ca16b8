"""Running heads, running feet and page numbers of a PDF: what repeats at the pages' edges."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
_EVERY = 5  # of so many lines one tells the usual size
_SAMPLE = 12  # lines that tell how far rows are apart
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    r"[\W_]*(?:p(?:age)?\.?\s*)?"
    r"(?:(?P<number>\d{1,4})(?:\s*(?:/|of|頁|ページ)\s*\d*)?|(?P<roman>[ivxl]{1,8}))[\W_]*$",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_NUMBER_LONGEST = 4  # digits
_LARGER = 1.3  # times the usual size: a heading, though each slide has the same
_TURNED_MOST = 6  # lines of a page that run askew: more are its content


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
    words: str  # sorted: left and right pages have the same in another order
    numbers: tuple[int, ...]  # that may be the page's
    is_number: bool  # and nothing else
    is_large: bool
    gap: float  # to the next row inwards, in usual distances of rows


def without_furniture(pages: Sequence[PdfPage]) -> list[list[PdfLine]]:
    """The lines of each page but for heads, feet and page numbers.

    From each edge inwards, rows go while another page has the same at the same height, numbers
    aside, or while they are nothing but a number that counts the pages; and only where more
    room than between lines parts them from the text.
    """
    large = _LARGER * _usual_size(pages)
    edges = [_edge_rows(page, large) for page in pages]
    places = _places(edges)
    offsets = _number_offsets(edges)
    turned = _turned(pages)
    kept: list[list[PdfLine]] = []
    for index, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        gone = turned[index]
        for rows in sides:
            gone.update(_furniture(rows, index, places, offsets))
        kept.append([line for i, line in enumerate(page.lines) if i not in gone])
    return kept


_Places = Mapping[tuple[str, str], list[tuple[int, float]]]


def _furniture(
    rows: Sequence[_Row], index: int, places: _Places, offsets: frozenset[int]
) -> list[int]:
    """Indices of the lines that go, of the rows of one edge from outside inwards."""
    found: list[int] = []
    waiting: list[int] = []
    for row in rows:
        if not _counts(row, index, offsets) and (row.is_large or not _repeats(row, index, places)):
            break
        waiting += row.lines
        if row.gap >= _APART:
            found += waiting
            waiting = []
    return found


def _counts(row: _Row, index: int, offsets: frozenset[int]) -> bool:
    """Whether the row is the page's number, or has it where pages were found to be numbered."""
    if row.is_number:
        return row.numbers[0] - index in (offsets or {1})
    return any(number - index in offsets for number in row.numbers)


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


def _number_offsets(edges: Sequence[Sequence[Sequence[_Row]]]) -> frozenset[int]:
    """What to add to a page's index to get the number printed there, as two pages have it."""
    found: Counter[int] = Counter()
    for index, sides in enumerate(edges):
        found.update({n - index for rows in sides for row in rows for n in row.numbers})
    return frozenset(offset for offset, pages in found.items() if pages > 1)


def _turned(pages: Sequence[PdfPage]) -> list[set[int]]:
    """Indices of the lines that run askew at the same place of several pages, by page."""
    places: defaultdict[tuple[str, int, int], list[tuple[int, int]]] = defaultdict(list)
    for index, page in enumerate(pages):
        askew = [i for i, line in enumerate(page.lines) if not line.upright]
        for i in askew if len(askew) <= _TURNED_MOST else ():
            line = page.lines[i]
            key = _SPACE.sub("", line.text), round(line.left / _NEAR), round(line.middle / _NEAR)
            places[key].append((index, i))
    found: list[set[int]] = [set() for _ in pages]
    for where in places.values():
        for index, i in where if len(where) > 1 else ():
            found[index].add(i)
    return found


def _usual_size(pages: Sequence[PdfPage]) -> float:
    sizes = [line.size for page in pages for line in page.lines[::_EVERY]]
    return median_low(sizes) if sizes else 1.0


def _edge_rows(page: PdfPage, large: float) -> tuple[list[_Row], list[_Row]]:
    """The rows near the top and near the bottom, each from the edge inwards."""
    margin = _NEXT_ROW * _ZONE * page.height
    high = page.height - margin
    lines = enumerate(page.lines)
    outer = [(line, i) for i, line in lines if line.middle < margin or line.middle > high]
    above = sorted((-line.middle, i) for line, i in outer if line.middle > high and line.upright)
    below = sorted((line.middle, i) for line, i in outer if line.middle < margin and line.upright)
    usual = _usual_distance(page.lines[:_SAMPLE])
    top = _side(page, "top", [i for _, i in above], usual, large)
    return top, _side(page, "bottom", [i for _, i in below], usual, large)


def _usual_distance(lines: Sequence[PdfLine]) -> float:
    """Points between the middles of rows, as most of a page's rows stand."""
    found = [abs(a.middle - b.middle) for a, b in pairwise(lines) if not beside(a, b)]
    return median_low(found) if found else 1.0


def _side(
    page: PdfPage, edge: str, inwards: Sequence[int], usual: float, large: float
) -> list[_Row]:
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
        found.append(_row(page, edge, distance, row, gap, large))
    return found


def _row(
    page: PdfPage, edge: str, distance: float, row: Sequence[int], gap: float, large: float
) -> _Row:
    ordered = sorted(row, key=lambda i: page.lines[i].left)
    text = " ".join(page.lines[i].text for i in ordered)
    alone = _number(text)
    tokens = text.split()
    return _Row(
        edge=edge,
        distance=distance,
        lines=tuple(ordered),
        words="".join(sorted(_DIGITS.sub("0", text).split())),
        numbers=(alone,) if alone is not None else tuple(_whole_numbers({tokens[0], tokens[-1]})),
        is_number=alone is not None,
        is_large=max(page.lines[i].size for i in row) > large,
        gap=gap,
    )


def _whole_numbers(tokens: Iterable[str]) -> list[int]:
    return [int(token) for token in tokens if token.isdecimal() and len(token) <= _NUMBER_LONGEST]


def _number(text: str) -> int | None:
    """What a row says that is nothing but a page's number."""
    found = _NUMBER.match(text)
    if not found:
        return None
    if found["number"]:
        return int(found["number"])
    digits = [_ROMAN[letter] for letter in found["roman"].lower()]
    return sum(-a if a < b else a for a, b in pairwise([*digits, 0]))

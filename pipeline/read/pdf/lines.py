"""The lines of a PDF page with their places, as pypdfium2 finds them."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

_HYPHEN = "\ufffe"  # what pdfium writes for a hyphen and the line end after it
# A line without the blanks around it; a hyphen at its end belongs to it.
_LINE = re.compile(f"[^\\s{_HYPHEN}](?:[^\r\n{_HYPHEN}]*[^\\s{_HYPHEN}])?{_HYPHEN}?|{_HYPHEN}")
_WIDE_GAP = 1.5  # ems: wider than most spaces between words, narrower than a gutter
_SAMPLE = 4  # lines of a page that are looked at for gutters
_ALIKE = 3  # of them that have a gutter's gap at the same place
_LOW = 0.75  # of the height of the line before: may be a mark's
_PROBES = 6  # characters that then tell a line's height
_WIDER = 1.5  # times the usual width: a line across columns, or one of each
_WIDE_MOST = 12  # such lines of a page that are looked at
_GUTTERS_MOST = 2  # in such a line; more are its letters, spread out
_TURNED = 0.1  # radians: text that runs askew


class PdfLine(NamedTuple):
    """A line of text and its box, in points from the page's lower left corner.

    ``size`` is the height of the font's box, ``middle`` half way between bottom and top;
    ``upright`` is False for text that runs upwards, downwards or upside down. A named tuple,
    as there are thousands and a frozen dataclass takes three times as long to make.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    middle: float
    upright: bool


_as_line = partial(tuple.__new__, PdfLine)  # what PdfLine(…) does, in half the time
_Box = tuple[float, float, float, float]


class Placing(NamedTuple):
    """How a page is shown: the part of it that is seen, and its turn clockwise in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def shown(self, box: _Box) -> _Box:
        """A box on the page as drawn, in points from the lower left corner of the page as seen."""
        left, bottom, right, top = box
        if self.turn == 90:
            return bottom - self.bottom, self.right - right, top - self.bottom, self.right - left
        if self.turn == 180:
            return self.right - right, self.top - top, self.right - left, self.top - bottom
        if self.turn == 270:
            return self.top - top, left - self.left, self.top - bottom, right - self.left
        return left - self.left, bottom - self.bottom, right - self.left, top - self.bottom


_Place = tuple[PdfLine, int, int]  # a line, and where it stands in the page's text


class PageReader:
    """Reads the lines of one page after another. Boxes are asked for only where they tell."""

    def __init__(self) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._box = raw.FS_RECTF()
        # Called with plain addresses, which takes a third less time than with typed pointers.
        plain = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._box_of: Any = ctypes.cast(raw.FPDFText_GetLooseCharBox, plain)
        self._box_address = ctypes.addressof(self._box)
        self._handle: Any = None
        self._address: int | None = None
        self._same_indices = True  # no character of the page is left out of its text
        self._placing: Placing | None = None
        self._size = 0.0  # of the last line

    def lines(self, textpage: Any, placing: Placing) -> list[PdfLine]:
        """Lines in the order of the page's content."""
        text = textpage.get_text_range()
        if not text.strip():
            return []
        self._handle = textpage.raw
        self._address = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        plain = not (placing.turn or placing.left or placing.bottom)
        self._placing = None if plain else placing
        self._same_indices = len(text) == textpage.count_chars()
        whole: list[_Place] = []
        for match in _LINE.finditer(text):
            first, last = match.span()
            line = self._line(text, first, last)
            if line is not None:
                whole.append((line, first, last))
        apart = self._run_together(text, whole)
        found: list[PdfLine] = []
        for number, (line, first, last) in enumerate(whole):
            if number in apart or not (line.upright or self._is_turned(first)):
                found += self._split(text, line, first, last)
            else:
                found.append(line)
        return found

    def _run_together(self, text: str, whole: Sequence[_Place]) -> Collection[int]:
        """Which lines pdfium may have run together, as they stand on one height in columns.

        All, if the widest have wide gaps one below the other; where lines are only justified,
        their gaps are here and there. Else those that are much wider than most.
        """
        widths = [line.right - line.left for line, _, _ in whole]
        by_width = sorted(range(len(whole)), key=widths.__getitem__, reverse=True)
        seen: list[list[tuple[float, float]]] = []
        need = min(len(whole), _ALIKE)
        for number, i in enumerate(by_width[:_SAMPLE]):
            if len(seen) + min(len(whole), _SAMPLE) - number < need:
                break
            gaps = self._gaps(text, *whole[i])
            if gaps:
                seen.append(gaps)
        for left, right in itertools.chain(*seen):
            if sum(any(a < right and left < b for a, b in gaps) for gaps in seen) >= need:
                return range(len(whole))
        usual = _WIDER * widths[by_width[len(whole) // 2]] if whole else 0.0
        wide = itertools.takewhile(lambda i: widths[i] > usual, by_width[:_WIDE_MOST])
        return {i for i in wide if 0 < len(self._gaps(text, *whole[i])) <= _GUTTERS_MOST}

    def _gaps(self, text: str, line: PdfLine, first: int, last: int) -> list[tuple[float, float]]:
        edge = (last - first) // 6  # no gutter is so near to a line's end
        cuts = self._cuts(text, line, first + edge, last - edge) if line.upright else ()
        return [(left, right) for _, left, right in cuts]

    def _line(self, text: str, first: int, last: int) -> PdfLine | None:
        """The line that ``text[first:last]`` makes, as if it stood on one height."""
        a = self._char_box(first)
        b = self._char_box(last - 1) if last - first > 1 else a
        if a is None or b is None:
            return None
        left, low, end, high = a
        start, bottom, right, top = b
        size = high - low if high - low > top - bottom else top - bottom
        if size < _LOW * self._size and abs(low - bottom) < self._size and last - first > 2:
            low, high, bottom, top = self._tallest(text, first, last, (low, high, bottom, top))
            size = max(high - low, top - bottom)
        self._size = size
        upright = start >= left and -size / 2 < bottom - low < size / 2
        bottom = low if low < bottom else bottom
        top = high if high > top else top
        return _as_line(
            (
                text[first:last].replace(_HYPHEN, "-"),
                left if left < start else start,
                bottom,
                right if right > end else end,
                top,
                size if size > 1 else 1.0,
                (bottom + top) / 2,
                upright or last - first < 2,
            )
        )

    def _tallest(self, text: str, first: int, last: int, ends: _Box) -> _Box:
        """Bottom and top, twice, of a line whose first and last characters may be but marks.

        Some fonts tell the height of a dash or a full stop by its own ink.
        """
        low, high, bottom, top = ends
        for at in range(first + 1, last - 1, (last - first) // _PROBES + 1):
            box = self._char_box(at) if text[at].isalnum() else None
            if box is not None and box[3] - box[1] > max(high - low, top - bottom):
                if box[1] > max(high, top) or box[3] < min(low, bottom):
                    continue  # of another line
                low, high, bottom, top = box[1], box[3], box[1], box[3]
        return low, high, bottom, top

    def _split(self, text: str, line: PdfLine, first: int, last: int) -> Iterator[PdfLine]:
        start = first
        for cut in (*(at for at, _, _ in self._cuts(text, line, first, last)), last):
            part = self._line(text, start, cut)
            if part is not None:
                yield part
            start = cut + 1

    def _cuts(
        self, text: str, line: PdfLine, first: int, last: int
    ) -> Iterator[tuple[int, float, float]]:
        """The blanks that are as wide as a gutter, or after which another height goes on.

        Each with where it begins and ends on the page.
        """
        for at in range(first + 1, last - 1):
            if not text[at].isspace():
                continue
            before, after = self._char_box(at - 1), self._char_box(at + 1)
            if before is None or after is None:
                continue
            # Brackets and dashes have their own heights: a real jump is a line's.
            jump = before[1] > after[3] or before[3] < after[1]
            back = after[2] < before[0] - _WIDE_GAP * line.size
            if jump or back or after[0] - before[2] >= _WIDE_GAP * line.size:
                yield at, before[2], after[0]

    def _is_turned(self, index: int) -> bool:
        """Whether a character is turned on the page as it is seen."""
        at = self._index(index)
        angle = self._raw.FPDFText_GetCharAngle(self._handle, at) if at >= 0 else 0.0
        turn = math.radians(self._placing.turn) if self._placing else 0.0
        return abs(math.remainder(angle + turn, math.tau)) > _TURNED

    def _index(self, index: int) -> int:
        if self._same_indices:
            return index
        found: int = self._raw.FPDFText_GetCharIndexFromTextIndex(self._handle, index)
        return found

    def _char_box(self, index: int) -> _Box | None:
        """Left, bottom, right, top of the font's box around a character of the text."""
        at = index if self._same_indices else self._index(index)
        if at < 0 or not self._box_of(self._address, at, self._box_address):
            return None
        box = self._box
        found = box.left, box.bottom, box.right, box.top
        return self._placing.shown(found) if self._placing else found

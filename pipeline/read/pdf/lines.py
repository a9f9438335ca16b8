"""The lines of a PDF page with their places, as pypdfium2 finds them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_HYPHEN = "\ufffe"  # what pdfium writes for a hyphen and the line end after it
# A line without the blanks around it; a hyphen at its end belongs to it.
_LINE = re.compile(f"[^\\s{_HYPHEN}](?:[^\r\n{_HYPHEN}]*[^\\s{_HYPHEN}])?{_HYPHEN}?|{_HYPHEN}")
_WIDE_GAP = 1.5  # ems: wider than most spaces between words, narrower than a gutter
_SAMPLE = 4  # lines of a page that are looked at for gutters


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


_Box = tuple[float, float, float, float]


class PageReader:
    """Reads the lines of one page after another. Boxes are asked for only where they tell."""

    def __init__(self) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._box_of = raw.FPDFText_GetLooseCharBox
        self._box = raw.FS_RECTF()
        self._box_pointer = ctypes.byref(self._box)
        self._handle: Any = None
        self._same_indices = True  # no character of the page is left out of its text

    def lines(self, textpage: Any) -> list[PdfLine]:
        """Lines in the order of the page's content."""
        text = textpage.get_text_range()
        if not text.strip():
            return []
        self._handle = textpage.raw
        self._same_indices = len(text) == textpage.count_chars()
        whole: list[tuple[PdfLine, int, int]] = []
        for match in _LINE.finditer(text):
            first, last = match.span()
            line = self._line(text, first, last)
            if line is not None:
                whole.append((line, first, last))
        apart = self._holds_columns(text, whole)
        found: list[PdfLine] = []
        for line, first, last in whole:
            if apart or not line.upright:
                found += self._split(text, line, first, last)
            else:
                found.append(line)
        return found

    def _holds_columns(self, text: str, whole: list[tuple[PdfLine, int, int]]) -> bool:
        """Whether pdfium ran columns together that stand on one height.

        Then the widest lines have wide gaps one below the other; where lines are only justified,
        their gaps are here and there.
        """
        seen: list[tuple[float, float]] = []
        widest = sorted(whole, key=lambda row: row[0].left - row[0].right)[:_SAMPLE]
        for number, (line, first, last) in enumerate(widest):
            if number + 1 == _SAMPLE and not seen:
                return False
            edge = (last - first) // 6  # no gutter is so near to a line's end
            cuts = self._cuts(text, line, first + edge, last - edge) if line.upright else ()
            gaps = [(left, right) for _, left, right in cuts]
            if any(left < b and a < right for left, right in gaps for a, b in seen):
                return True
            seen += gaps
        return False

    def _line(self, text: str, first: int, last: int) -> PdfLine | None:
        """The line that ``text[first:last]`` makes, as if it stood on one height."""
        a, b = self._char_box(first), self._char_box(last - 1)
        if a is None or b is None:
            return None
        left, low, end, high = a
        start, bottom, right, top = b
        size = high - low if high - low > top - bottom else top - bottom
        upright = start >= left and -size / 2 < bottom - low < size / 2
        bottom = low if low < bottom else bottom
        top = high if high > top else top
        return PdfLine(
            text[first:last].replace(_HYPHEN, "-"),
            left if left < start else start,
            bottom,
            right if right > end else end,
            top,
            size if size > 1 else 1.0,
            (bottom + top) / 2,
            upright or last - first < 2,
        )

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
            if jump or after[0] - before[2] >= _WIDE_GAP * line.size:
                yield at, before[2], after[0]

    def _char_box(self, index: int) -> _Box | None:
        """Left, bottom, right, top of the font's box around a character of the text."""
        at = index
        if not self._same_indices:
            at = self._raw.FPDFText_GetCharIndexFromTextIndex(self._handle, index)
        if at < 0 or not self._box_of(self._handle, at, self._box_pointer):
            return None
        box = self._box
        return box.left, box.bottom, box.right, box.top

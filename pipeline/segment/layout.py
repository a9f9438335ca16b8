"""How a document is set: how wide, how spaced, and which lines go on in the next.

Nothing here is fixed beforehand: the width is taken from the lines that plainly break off
inside a word or phrase. A document without such lines is taken not to be wrapped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.model import BlockKind
from pipeline.segment.lines import Line
from pipeline.segment.marks import Mark, mark_of, table
from pipeline.segment.tokens import short_units

_NEAR = 0.9  # of the full width: proportional Latin letters are narrower than we count
_SAMPLE = 48  # pairs of lines looked at to find the width
_SHORT = 0.35  # of the full width: lines narrower than this are not broken by it
_LATIN_MIN = 30  # columns: a shorter line of Latin letters before a small one may be a list
_CONTEXT = 24  # characters either side of a break that the tokenizer sees
_OPEN = "（(「『［[｛{"
_CLOSE = "）)」』］]｝}"
_BRACKET_LINES = 12  # a bracket that closes further away was never closed
_PAGE_GAP = 60  # blank lines that a figure or a page's end may leave inside a sentence
_LATIN_WORD = re.compile(r"[!-~\u00a1-\u024f\u0370-\u03ff]*")
_KATAKANA_LINE = re.compile(r"[\u30a1-\u30ff・\s]+$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with the mark it begins with."""

    line: Line
    mark: Mark | None
    mark_end: int  # folded characters of the mark


@dataclass(frozen=True, slots=True)
class Layout:
    """Full widths in columns (None: not wrapped) by script, and the gaps inside paragraphs."""

    widths: Mapping[bool, int]  # by Line.japanese, as is the third
    usual_gap: int
    trailing_inside: Mapping[bool, bool]  # white space stands at line ends inside paragraphs

    def width_for(self, line: Line) -> int | None:
        """Full width of lines of this script; the other script's where this one shows none."""
        return self.widths.get(line.japanese) or self.widths.get(not line.japanese)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(table("wrap.toml")[name]))


def ends_sentence(text: str) -> bool:
    """Whether a line or a block (without white space around it) ends a sentence."""
    tail = text[-40:]
    return bool(_pattern("sentence_end").search(tail)) and not _pattern("not_end").search(tail)


def mark_lines(lines: Sequence[Line]) -> tuple[Marked, ...]:
    """Look up the mark of every line."""
    found = ((line, mark_of(line.text)) for line in lines)
    return tuple(Marked(line, m[0] if m else None, m[1] if m else 0) for line, m in found)


def layout_of(lines: Sequence[Marked]) -> Layout:
    """Measure a document."""
    pairs = [
        (a.line, b.line)
        for a, b in pairwise(lines)
        if b.mark is None and not _opens(a) and not ends_sentence(a.line.text)
    ]
    broken = [(a, b) for a, b in pairs[:: max(1, len(pairs) // _SAMPLE)] if carries_on(a, b)]
    widths = {
        japanese: width
        for japanese in (True, False)
        if (width := _full_width([a for a, _ in broken if a.japanese is japanese], pairs))
    }
    gaps = Counter(b.gap for _, b in broken)
    usual = [gap for gap, count in gaps.items() if count * 6 >= len(broken)]
    trailing = {
        japanese: sum(marks) * 3 > len(marks)
        for japanese in (True, False)
        if (marks := [a.trailing for a, _ in broken if a.japanese is japanese])
    }
    return Layout(widths, max(usual, default=0), trailing)


def _full_width(broken: Sequence[Line], pairs: Sequence[tuple[Line, Line]]) -> int | None:
    """The width under which most of the plainly broken lines crowd."""
    if not broken:
        return None
    sizes = [line.width for line in broken]
    width = max(
        sorted(set(sizes), reverse=True), key=lambda w: sum(_NEAR * w <= s <= w for s in sizes)
    )
    japanese = broken[0].japanese
    alike = [a for a, _ in pairs if a.japanese is japanese and _NEAR * width <= a.width]
    crowd = sum(_NEAR * width <= size for size in sizes)
    return width if crowd * 4 >= min(len(alike), _SAMPLE) else None


def carries_on(a: Line, b: Line, width: int | None = None) -> bool:
    """Whether the words alone show that ``b`` goes on where ``a`` breaks off.

    ``width`` is the full width, if known. ``a`` must not end a sentence.
    """
    japanese = a.japanese or b.japanese
    if japanese and _pattern("goes_on_start").match(b.text):
        return True
    # A short headline may end like an unfinished phrase: the wider, the less likely.
    long_enough = a.width >= (width or 0) * _SHORT
    if _pattern("goes_on_end").search(a.text):
        return long_enough and (a.japanese or a.width >= _LATIN_MIN or a.text[-1] in "-,")
    if width and a.width >= width / 2 and _pattern("goes_on_end_wide").search(a.text):
        return True
    if not japanese:
        return b.text[0].islower() and a.width >= _LATIN_MIN
    return _breaks_phrase(a.text, b.text, long_enough)


def _breaks_phrase(left: str, right: str, long_enough: bool) -> bool:
    """Whether Sudachi sees a word across the break, or one that can not stand at it."""
    if _KATAKANA_LINE.match(left) or _KATAKANA_LINE.match(right):
        return False  # a list of names looks like one long name
    before, after = left[-_CONTEXT:], right[:_CONTEXT]
    if before[-1].isascii() and after[0].isascii():
        return False
    cut = len(before)
    for start, end, pos in short_units(before + after):
        if start < cut < end:
            return True
        if end == cut and long_enough and _unfinished(pos):
            return True
        if start == cut:
            counted = pos[2] == "助数詞可能" and before[-1].isdigit()
            return counted or pos[0] in ("助詞", "助動詞", "接尾辞")
    return False


def _unfinished(pos: Sequence[str]) -> bool:
    if pos[0] in ("接頭辞", "連体詞"):
        return True
    if pos[0] == "助詞":
        return pos[1] in ("係助詞", "副助詞", "接続助詞")
    inflected = pos[0] in ("動詞", "助動詞", "形容詞")
    return inflected and pos[5].startswith(("連用形", "未然形", "仮定形"))


def is_full(a: Line, b: Line, layout: Layout) -> bool:
    """Whether ``a`` is as wide as lines are set: the next word would not have gone in."""
    width = layout.width_for(a)
    if width is None:
        return False
    word = min(_latin_word(b.text), width // 3)
    if a.japanese or b.japanese:
        return a.width + word >= _NEAR * width
    return a.width + 1 + word > width


def _latin_word(text: str) -> int:
    found = _LATIN_WORD.match(text)
    return found.end() if found else 0


class Joiner:
    """Decides line by line whether a block goes on. Holds nothing between documents."""

    def __init__(self, lines: Sequence[Marked], layout: Layout) -> None:
        self._lines = lines
        self._layout = layout

    def joins(self, first: int, at: int) -> bool:
        """Whether line ``at`` goes on the block that began with line ``first``."""
        a, b = self._lines[at - 1], self._lines[at]
        if (b.mark and b.mark.firm) or (a.mark and a.mark.alone):
            return False
        full = is_full(a.line, b.line, self._layout)
        if not ends_sentence(a.line.text):
            return self._unfinished(first, at, full)
        return full and self._same_paragraph(a.line, b)

    def _same_paragraph(self, a: Line, b: Marked) -> bool:
        ended_there = a.trailing and not self._layout.trailing_inside.get(b.line.japanese, False)
        indented = b.line.indent > a.indent
        return not (b.mark or indented or ended_there or b.line.gap > self._layout.usual_gap)

    def _unfinished(self, first: int, at: int, full: bool) -> bool:
        a, b = self._lines[at - 1], self._lines[at]
        if self._bracket_open(first, at):
            return True
        if b.mark and not full:
            return False
        if at - 1 == first and _is_caption_number(a):
            return b.mark is None and b.line.gap <= self._layout.usual_gap + 1
        cue = not _opens(a) and carries_on(a.line, b.line, self._layout.width_for(a.line))
        if b.line.gap > self._layout.usual_gap:
            return cue and full and b.line.gap <= _PAGE_GAP
        return full or cue or self._beside_broken(at)

    def _beside_broken(self, at: int) -> bool:
        """Whether a neighbouring line about as wide plainly breaks off: a narrow column."""
        a = self._lines[at - 1]
        for other in (at - 2, at):
            if not 0 <= other < len(self._lines) - 1:
                continue
            x, y = self._lines[other], self._lines[other + 1]
            widths = sorted((a.line.width, x.line.width))
            alike = _NEAR * widths[1] <= widths[0] and y.line.gap <= self._layout.usual_gap
            plain = x.mark is None and y.mark is None and not ends_sentence(x.line.text)
            if alike and plain and carries_on(x.line, y.line):
                return True
        return False

    def _bracket_open(self, first: int, at: int) -> bool:
        """Whether a bracket opened in the block closes in one of the next lines."""
        inside = "".join(m.line.text for m in self._lines[max(first, at - _BRACKET_LINES) : at])
        depth = _depth(inside)
        if depth <= 0:
            return False
        for ahead in self._lines[at : at + _BRACKET_LINES]:
            if ahead.mark and ahead.mark.firm:
                return False
            if _lowest_depth(ahead.line.text, depth) < depth:
                return True
            depth += _depth(ahead.line.text)
        return False


def _opens(line: Marked) -> bool:
    """Whether this is a heading or a term: it goes on only where it fills its line."""
    mark = line.mark
    return mark is not None and (mark.alone or mark.kind in (BlockKind.HEADING, BlockKind.GLOSSARY))


def _is_caption_number(line: Marked) -> bool:
    mark = line.mark
    rest = line.line.text[line.mark_end :].strip(" .:．：")
    return mark is not None and mark.kind is BlockKind.CAPTION and not rest


def _depth(text: str) -> int:
    depth = 0
    for char in text:
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE and depth:
            depth -= 1
    return depth


def _lowest_depth(text: str, depth: int) -> int:
    lowest = depth
    for char in text:
        depth += (char in _OPEN) - (char in _CLOSE)
        lowest = min(lowest, depth)
    return lowest

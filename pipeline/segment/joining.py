"""Which lines go on in the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import BlockKind
from pipeline.segment.layout import NEAR, Layout, is_full
from pipeline.segment.lines import Line
from pipeline.segment.marked import Marked
from pipeline.segment.marks import fold_line, section_of
from pipeline.segment.wrapping import carries_on, ends_sentence, ends_with_verb, is_unfinished

_HEADLINES = 10  # lines above the text in which the title stands
_HEADLINE_MIN = 24
_LATIN_HEADLINE = 4  # words of two letters or more in a headline that is wholly Latin
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9 &,/\u2019'-]{5,}$")
_EM = 2  # columns
_OPEN = "（(「『［[｛{"
_CLOSE = "）)」』］]｝}"
_BRACKET_LINES = 12  # a bracket that closes further away was never closed
_PAGE_GAP = 60  # blank lines that a figure or a page's end may leave inside a sentence


class Joiner:
    """Decides line by line whether a block goes on. Holds nothing between documents."""

    def __init__(self, lines: Sequence[Marked], layout: Layout) -> None:
        self._lines = lines
        self._layout = layout

    def joins(self, first: int, at: int) -> bool:
        """Whether line ``at`` goes on the block that began with line ``first``."""
        a, b = self._lines[at - 1], self._lines[at]
        if a.given is not None and not b.edge:
            return True
        if b.firm or (a.mark and a.mark.alone) or self._next_in_series(first, at):
            return False
        if not ends_sentence(a.line.text):
            full = is_full(a.line, b.line, self._layout, ragged=at - 1 > first)
            return self._unfinished(first, at, full)
        full = is_full(a.line, b.line, self._layout)
        return full and self._same_paragraph(a.line, b) and not self._names_section(at)

    def _next_in_series(self, first: int, at: int) -> bool:
        """Whether a mark counts on from the one that opened the block: 図 4 and then 図 5."""
        opened, b = self._lines[first], self._lines[at]
        if opened.mark is None or b.mark is None or opened.mark.id != b.mark.id:
            return False
        numbers = [_first_number(line) for line in (opened, b)]
        return None not in numbers and numbers[1] == (numbers[0] or 0) + 1

    def _same_paragraph(self, a: Line, b: Marked) -> bool:
        ended_there = a.trailing and not self._layout.trailing_inside.get(b.line.japanese, False)
        indented = b.line.indent > a.indent
        return not (b.mark or indented or ended_there or b.line.gap > self._layout.usual_gap)

    def _names_section(self, at: int) -> bool:
        """Whether line ``at``, after a whole sentence, is nothing but a section's name."""
        line = self._lines[at].line
        if self._half_full(line) or ends_sentence(line.text):
            return False
        named = _CAPITALS.match(line.text) or section_of(line.text) is not None
        after = self._lines[at + 1].line if at + 1 < len(self._lines) else None
        return bool(named) and not (after and self._carries_on(line, after))

    def _unfinished(self, first: int, at: int, full: bool) -> bool:
        a, b = self._lines[at - 1], self._lines[at]
        if self._bracket_open(first, at):
            return True
        if (b.mark and not full) or self._other_headline(at):
            return False
        cue = not a.opens and self._carries_on(a.line, b.line)
        if self._is_marked_heading(b) and not is_unfinished(a.line.text):
            return False
        if not cue and self._below_caption(first, at):
            return False
        if at - 1 == first and _is_caption_number(a):
            return b.mark is None and b.line.gap <= self._layout.usual_gap + 1
        if b.after_page:  # its blank lines are the page's
            inside = at - 1 > first and b.line.indent <= a.line.indent and self._half_full(a.line)
            return (cue or full or inside) and b.mark is None and b.line.gap <= _PAGE_GAP
        if b.line.gap > self._layout.usual_gap:
            return cue and full and b.line.gap <= _PAGE_GAP
        return full or cue or self._beside_broken(at) or self._is_headline(at)

    def _half_full(self, line: Line) -> bool:
        width = self._layout.width_for(line) or self._layout.widest
        return line.width * 2 > width

    def _is_marked_heading(self, b: Marked) -> bool:
        """Whether a line with a heading's mark is short, as one that a break made is not."""
        heading = b.mark is not None and b.mark.kind is BlockKind.HEADING
        return heading and not self._half_full(b.line) and not ends_sentence(b.line.text)

    def _below_caption(self, first: int, at: int) -> bool:
        """Whether a caption is over: what follows is indented as paragraphs are, by one em."""
        mark, a, b = self._lines[first].mark, self._lines[at - 1].line, self._lines[at].line
        caption = mark is not None and mark.kind is BlockKind.CAPTION
        return caption and b.japanese and b.indent - a.indent == _EM

    def _other_headline(self, at: int) -> bool:
        """Whether above all sentences one headline ends and its other language's begins."""
        a, b = self._lines[at - 1].line, self._lines[at].line
        if at > _HEADLINES or a.japanese is b.japanese:
            return False
        latin = b if a.japanese else a
        words = len(_LATIN_WORD.findall(latin.text))
        return words >= _LATIN_HEADLINE and not any(
            ends_sentence(m.line.text) for m in self._lines[: at + 1]
        )

    def _is_headline(self, at: int) -> bool:
        """Whether both lines are one headline: above all sentences, cut after a verb."""
        a, b = self._lines[at - 1 : at + 1]
        plain = a.mark is None and b.mark is None and not a.labelled and b.line.gap == 0
        if not plain or at > _HEADLINES or a.line.width < _HEADLINE_MIN:
            return False
        above = self._lines[: at + 1]
        if any(ends_sentence(m.line.text) for m in above) or not a.line.japanese:
            return False
        return ends_with_verb(a.line.text)

    def _carries_on(self, a: Line, b: Line) -> bool:
        return carries_on(a, b, self._layout.width_for(a) or self._layout.widest)

    def _beside_broken(self, at: int) -> bool:
        """Whether a neighbouring line about as wide plainly breaks off: a narrow column."""
        a = self._lines[at - 1]
        for other in (at - 2, at):
            if not 0 <= other < len(self._lines) - 1:
                continue
            x, y = self._lines[other], self._lines[other + 1]
            widths = sorted((a.line.width, x.line.width))
            alike = NEAR * widths[1] <= widths[0] and y.line.gap <= self._layout.usual_gap
            plain = x.mark is None and y.mark is None and not ends_sentence(x.line.text)
            if alike and plain and self._carries_on(x.line, y.line):
                return True
        return False

    def _bracket_open(self, first: int, at: int) -> bool:
        """Whether a bracket opened in the block closes in one of the next lines."""
        inside = "".join(m.line.text for m in self._lines[max(first, at - _BRACKET_LINES) : at])
        depth = _depth(inside)
        if depth <= 0:
            return False
        for ahead in self._lines[at : at + _BRACKET_LINES]:
            if ahead.firm:
                return False
            if _lowest_depth(ahead.line.text, depth) < depth:
                return True
            depth += _depth(ahead.line.text)
        return False


def _first_number(line: Marked) -> int | None:
    """The number in a line's mark."""
    found = re.search(r"\d+", fold_line(line.line.text)[: line.mark_end])
    return int(found[0]) if found else None


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

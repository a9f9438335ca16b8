"""How a document is set: how wide, how spaced, and which lines go on in the next.

Nothing here is fixed beforehand: the width is taken from the lines that plainly break off
inside a word or phrase. A document without such lines is taken not to be wrapped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipeline.model import BlockKind
from pipeline.segment.lines import Line
from pipeline.segment.marks import Mark, label_of, mark_of, table
from pipeline.segment.tokens import short_units

_NEAR = 0.9  # of the full width: proportional Latin letters are narrower than we count
_SAMPLE = 48  # pairs of lines looked at to find the width
_SHORT = 0.35  # of the full width: lines narrower than this are not broken by it
_LATIN_MIN = 30  # columns: a shorter line of Latin letters before a small one may be a list
_CONTEXT = 24  # characters either side of a break that the tokenizer sees
_HEADLINES = 10  # lines above the text in which the title stands
_HEADLINE_MIN = 24
_OPEN = "（(「『［[｛{"
_CLOSE = "）)」』］]｝}"
_BRACKET_LINES = 12  # a bracket that closes further away was never closed
_PAGE_GAP = 60  # blank lines that a figure or a page's end may leave inside a sentence
_LABEL = re.compile(r"[^\s：:。、，,]{1,20}(?=\s*[：:])")
_LATIN_WORD = re.compile(r"[!-~\u00a1-\u024f\u0370-\u03ff]*")
_KATAKANA_LINE = re.compile(r"[\u30a1-\u30ff・\s]+$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with the mark it begins with."""

    line: Line
    mark: Mark | None = None
    mark_end: int = 0  # folded characters of the mark
    labelled: bool = False  # begins with a label that always opens a block, as ``DOI:``

    @property
    def firm(self) -> bool:
        """Whether it opens a block wherever it stands."""
        return self.labelled or (self.mark is not None and self.mark.firm)


@dataclass(frozen=True, slots=True)
class Layout:
    """Full widths in columns (None: not wrapped) by script, and the gaps inside paragraphs."""

    widths: Mapping[bool, int]  # by Line.japanese, as is the last
    widest: int  # columns of the widest line
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


def is_unfinished(text: str) -> bool:
    """Whether a line ends like a phrase that goes on, as no heading does."""
    tail = text[-40:]
    return any(_pattern(name).search(tail) for name in ("goes_on_end", "goes_on_end_wide"))


def mark_lines(lines: Sequence[Line]) -> tuple[Marked, ...]:
    """Look up the mark of every line; what recurs beside page numbers is marked as these are."""
    found = []
    for line in lines:
        mark, end = mark_of(line.text) or (None, 0)
        found.append(Marked(line, mark, end, mark is None and _known_label(line.text)))
    heads = _running_heads(found)
    return tuple(
        replace(m, mark=heads[i], labelled=False) if i in heads else m for i, m in enumerate(found)
    )


def _known_label(text: str) -> bool:
    found = _LABEL.match(text)
    return found is not None and label_of(found[0]) is not None


def _running_heads(lines: Sequence[Marked]) -> dict[int, Mark]:
    """Lines without a mark that stand beside page numbers, alike on two pages or more."""
    beside: dict[str, dict[int, Mark]] = {}
    for i, page in enumerate(lines):
        if page.mark is None or page.mark.id != "page":
            continue
        for j in (i - 1, i + 1):
            if 0 <= j < len(lines) and lines[j].mark is None:
                words = re.sub(r"[\d\s]+", "", lines[j].line.text)
                beside.setdefault(words, {})[j] = page.mark
    return {i: mark for same in beside.values() if len(same) > 1 for i, mark in same.items()}


def layout_of(lines: Sequence[Marked]) -> Layout:
    """Measure a document."""
    pairs = [
        (a.line, b.line)
        for a, b in pairwise(lines)
        if b.mark is None and not b.labelled and not _opens(a) and not ends_sentence(a.line.text)
    ]
    widest = max((m.line.width for m in lines), default=0)
    sample = pairs[:: max(1, len(pairs) // _SAMPLE)]
    broken = [(a, b) for a, b in sample if carries_on(a, b, widest)]
    widths = {}
    for japanese in (True, False):
        width = _full_width(
            sorted(a.width for a, _ in broken if a.japanese is japanese),
            [m.line.width for m in lines if m.line.japanese is japanese],
            middle=japanese,
        )
        if width:
            widths[japanese] = width
    gaps = Counter(b.gap for _, b in broken)
    usual = [gap for gap, count in gaps.items() if count * 6 >= len(broken)]
    trailing = {
        japanese: sum(marks) * 3 > len(marks)
        for japanese in (True, False)
        if (marks := [a.trailing for a, _ in broken if a.japanese is japanese])
    }
    return Layout(widths, widest, max(usual, default=0), trailing)


def _full_width(broken: Sequence[int], every: Sequence[int], *, middle: bool) -> int | None:
    """The width about which most of the plainly broken lines crowd.

    Japanese fills its lines: the middle of the crowd. Latin letters leave them ragged: its edge.
    Where many lines are wider than the crowd, it is not what breaks them.
    """
    if not broken:
        return None
    crowds = ([w for w in broken if _NEAR * edge <= w <= edge] for edge in sorted(set(broken)))
    crowd = max(crowds, key=lambda widths: (len(widths), widths[-1]))
    wider = sum(width * _NEAR > crowd[-1] for width in every)
    if wider > len(crowd):
        return None
    return crowd[len(crowd) // 2] if middle else crowd[-1]


def carries_on(a: Line, b: Line, width: int) -> bool:
    """Whether the words alone show that ``b`` goes on where ``a`` breaks off.

    ``width`` is the full width, or the widest line's. ``a`` must not end a sentence.
    """
    japanese = a.japanese or b.japanese
    if japanese and _pattern("goes_on_start").match(b.text):
        return True
    # A short headline may end like an unfinished phrase: the wider, the less likely.
    long_enough = a.width >= width * _SHORT
    if _pattern("goes_on_end").search(a.text):
        return long_enough and (a.japanese or a.width >= _LATIN_MIN or a.text[-1] in "-,")
    if a.width >= width / 2 and _pattern("goes_on_end_wide").search(a.text):
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
        if b.firm or (a.mark and a.mark.alone):
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
        cue = not _opens(a) and self._carries_on(a.line, b.line)
        if b.line.gap > self._layout.usual_gap:
            return cue and full and b.line.gap <= _PAGE_GAP
        return full or cue or self._beside_broken(at) or self._is_headline(at)

    def _is_headline(self, at: int) -> bool:
        """Whether both lines are one headline: above all sentences, cut after a verb."""
        a, b = self._lines[at - 1 : at + 1]
        plain = a.mark is None and b.mark is None and not a.labelled and b.line.gap == 0
        if not plain or at > _HEADLINES or a.line.width < _HEADLINE_MIN:
            return False
        above = self._lines[: at + 1]
        if any(ends_sentence(m.line.text) for m in above) or not a.line.japanese:
            return False
        return short_units(a.line.text[-_CONTEXT:])[-1][2][0] in ("動詞", "助動詞", "形容詞")

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
            alike = _NEAR * widths[1] <= widths[0] and y.line.gap <= self._layout.usual_gap
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

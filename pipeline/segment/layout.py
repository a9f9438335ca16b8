"""How a document is set: how wide, how spaced.

Nothing here is fixed beforehand: the width is taken from the lines that plainly break off
inside a word or phrase. A document without such lines is taken not to be wrapped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.segment.lines import Line
from pipeline.segment.marked import Marked
from pipeline.segment.wrapping import carries_on, ends_sentence

NEAR = 0.9
"""Of the full width: proportional Latin letters are narrower than we count."""

_SAMPLE = 48  # pairs of lines looked at to find the width
_LATIN_WORD = re.compile(r"[!-~\u00a1-\u024f\u0370-\u03ff\u2010-\u201f]*")


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


def layout_of(lines: Sequence[Marked]) -> Layout:
    """Measure a document."""
    pairs = [
        (a.line, b.line)
        for a, b in pairwise(lines)
        if b.mark is None
        and not b.firm
        and not b.after_page
        and not a.opens
        and not ends_sentence(a.line.text)
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
    crowds = ([w for w in broken if NEAR * edge <= w <= edge] for edge in sorted(set(broken)))
    crowd = max(crowds, key=lambda widths: (len(widths), widths[-1]))
    wider = sum(width * NEAR > crowd[-1] for width in every)
    if wider > len(crowd):
        return None
    return crowd[len(crowd) // 2] if middle else crowd[-1]


def is_full(a: Line, b: Line, layout: Layout, *, ragged: bool = False) -> bool:
    """Whether ``a`` is as wide as lines are set: the next word would not have gone in.

    ``ragged``: it stands inside a block, where Latin lines are given the width of letters too.
    """
    width = layout.width_for(a)
    if width is None:
        return False
    word = min(_latin_word(b.text), width // 3)
    if a.japanese or b.japanese:
        return a.width + word >= NEAR * width
    return a.width + 1 + word > width * (NEAR if ragged else 1)


def _latin_word(text: str) -> int:
    found = _LATIN_WORD.match(text)
    return found.end() if found else 0

"""Lines of pages in reading order, put together to one text.

Every line keeps its line end, as in a text file that is hard-wrapped; where more room, an
indent or another size shows that a paragraph begins, a blank line stands before it. What goes
on in the next line, column or page is for ``segment`` to tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from statistics import median_low

from pipeline.read.pdf.lines import PdfLine
from pipeline.read.pdf.order import beside

_WIDER = 1.35  # times the usual distance of lines: a paragraph's end
_OTHER_SIZE = 1.35  # times larger or smaller than the line before
_INDENT = (0.6, 4.0)  # ems
_SAMPLE = 500  # lines that tell the usual distance
_TAB = 2.0  # ems between the cells of a row; less is a space
# What no text holds: controls but for the tab, and lone halves of surrogate pairs.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


Run = Sequence[PdfLine]


def put_together(pages: Sequence[Sequence[Run]]) -> tuple[str, tuple[int, ...]]:
    """Give the text, and where each page starts in it.

    Args:
        pages: for each page its lines, as runs in which one stands right below the other.
            A page without lines starts where the next one does.
    """
    usual = _usual_leading(pages)
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    before: PdfLine | None = None
    for runs in pages:
        starts.append(-1)
        for number, run in enumerate(runs):
            for at, line in enumerate(run):
                if before is None:
                    joint = ""
                elif at:
                    joint = _below(run, at, usual)
                else:
                    joint = _beyond(run, before, first=not number)
                parts += [joint, line.text]
                length += len(joint)
                if starts[-1] < 0:
                    starts[-1] = length
                length += len(line.text)
                before = line
    # One character for another, so that all stand where they stood.
    return _CONTROL.sub("\ufffd", "".join(parts)), _filled(starts, length)


def _filled(starts: Sequence[int], length: int) -> tuple[int, ...]:
    found: list[int] = []
    following = length
    for start in reversed(starts):
        following = start if start >= 0 else following
        found.append(following)
    return tuple(reversed(found))


def _usual_leading(pages: Sequence[Sequence[Run]]) -> float:
    """The distance of lines in font heights that most lines have."""
    pairs = (pair for runs in pages for run in runs for pair in pairwise(run))
    found = [(a.middle - b.middle) / max(a.size, b.size) for a, b in islice(pairs, _SAMPLE)]
    return median_low(found) if found else 1.5


def _below(run: Run, at: int, usual: float) -> str:
    """What stands between a line and the one right above it."""
    before, line = run[at - 1], run[at]
    size, least = max(before.size, line.size), min(before.size, line.size)
    if before.middle - line.middle > _WIDER * usual * size or size > _OTHER_SIZE * least:
        return "\n\n"
    indented = _is_indented(run, at) and abs(before.left - line.left) >= _INDENT[0] * line.size
    return "\n\n" if indented else "\n"


def _beyond(run: Run, before: PdfLine, *, first: bool) -> str:
    """What stands between a run's first line and the line read before it."""
    line = run[0]
    if not first and beside(before, line):
        apart = (line.left - before.right) / line.size
        return "\n" if apart < 0 else "\t" if apart >= _TAB else " "
    if _is_indented(run, 0):
        return "\n\n"
    if first or not (before.upright or line.upright) or line.top > before.top:
        return "\n"  # the end of a page or of a column says nothing about paragraphs
    return "\n\n"


def _is_indented(run: Run, at: int) -> bool:
    """Whether this is the first line of a paragraph by its indent: the next goes back out."""
    if at + 1 == len(run):
        return False
    indent = run[at].left - run[at + 1].left
    return _INDENT[0] * run[at].size < indent < _INDENT[1] * run[at].size

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
_RAGGED = 3.0  # ems that a line that goes on may fall short of the others
_CENTRE = 0.6  # ems that the edges of two centred lines differ by, both edges taken together
_SAMPLE = 150  # lines that tell the usual distance
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
            hanging = _hanging(run)
            for at, line in enumerate(run):
                if before is None:
                    joint = ""
                elif at:
                    joint = _below(run, at, usual, hanging)
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


def _below(run: Run, at: int, usual: float, hanging: float | None) -> str:
    """What stands between a line and the one right above it."""
    before, line = run[at - 1], run[at]
    size = before.size if before.size > line.size else line.size
    if before.middle - line.middle > _WIDER * usual * size or _differ(before.size, line.size):
        return "\n\n"
    step = line.left - before.left
    if abs(step) < _INDENT[0] * line.size or _is_centred(run, at):
        return "\n"
    goes_on = hanging is not None and _fills(before, hanging)
    if step > 0 and _is_indented(run, at):
        return "\n" if goes_on else "\n\n"
    if step < 0 and -step < _INDENT[1] * line.size and hanging is not None and not goes_on:
        return "\n\n"
    return "\n\n" if _is_indented(run, at) else "\n"


def _fills(line: PdfLine, right: float) -> bool:
    """Whether a line comes so near to its column's right edge that it may go on."""
    return right - line.right < _RAGGED * line.size


def _differ(a: float, b: float) -> bool:
    return a > _OTHER_SIZE * b or b > _OTHER_SIZE * a


def _is_centred(run: Run, at: int) -> bool:
    """Whether a line has its middle where the one before has it, and both are no column's."""
    a, b = run[at - 1], run[at]
    if abs(a.left + a.right - b.left - b.right) >= _CENTRE * b.size:
        return False
    return at + 1 == len(run) or abs(run[at + 1].left - a.left) >= _INDENT[0] * b.size


def _hanging(run: Run) -> float | None:
    """The right edge of lines of which the first stand out, as in a list; None of others.

    A line that is followed further in or out and fills its column goes on there; else it ends.
    """
    least, most = _INDENT
    steps = [
        (before, line.left > before.left)
        for before, line in pairwise(run)
        if line.left != before.left and least < abs(line.left - before.left) / line.size < most
    ]
    if not steps:
        return None
    right = max([line.right for line in run])
    votes = sum(1 if _fills(before, right) == inwards else -1 for before, inwards in steps)
    return right if votes > 0 else None


def _beyond(run: Run, before: PdfLine, *, first: bool) -> str:
    """What stands between a run's first line and the line read before it."""
    line = run[0]
    if not first and beside(before, line):
        apart = (line.left - before.right) / line.size
        return "\n" if apart < 0 else "\t" if apart >= _TAB else " "
    if _is_indented(run, 0) or (first and _differ(before.size, line.size)):
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

"""The lines of a text with the marks they begin with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from pipeline.model import Block, BlockKind
from pipeline.segment.lines import Line
from pipeline.segment.marks import Mark, is_running_head, label_of, mark_of
from pipeline.segment.wrapping import ends_sentence

_TOP_LINES = 12  # where a text names itself and who sends it
_SHORTER = 0.9  # a line as wide as the text beside it may be a part of it
# A label stands before a colon, or before the wide space of a form: 掲載誌　Blood
_LABEL = re.compile(r"[^\s：:。、，,]{1,20}(?=\s*[：:]|[\u3000\t]| {2,})")


@dataclass(frozen=True, slots=True)
class Marked:
    """A line with the mark it begins with."""

    line: Line
    mark: Mark | None = None
    mark_end: int = 0  # folded characters of the mark
    labelled: bool = False  # begins with a label that always opens a block, as ``DOI:``
    given: BlockKind | None = None  # what its format says that its block is for
    edge: bool = False  # its format says that a block begins here
    after_page: bool = False  # page furniture stood before it

    @property
    def firm(self) -> bool:
        """Whether it opens a block wherever it stands."""
        return self.edge or self.labelled or (self.mark is not None and self.mark.firm)

    @property
    def opens(self) -> bool:
        """Whether this is a heading or a term: it goes on only where it fills its line."""
        mark = self.mark
        return mark is not None and (
            mark.alone or mark.kind in (BlockKind.HEADING, BlockKind.GLOSSARY)
        )


def mark_lines(lines: Sequence[Line], given: Sequence[Block] = ()) -> tuple[Marked, ...]:
    """Look up the mark of every line; what recurs beside page numbers is marked as these are.

    ``given`` are the blocks that the text's format tells, sorted and apart.
    """
    starts = [block.start for block in given]
    found = []
    for line in lines:
        mark, end = mark_of(line.text) or (None, 0)
        at = bisect_right(starts, line.start) - 1
        block = given[at] if at >= 0 and line.start < given[at].end else None
        found.append(
            Marked(
                line,
                mark,
                end,
                labelled=mark is None and _known_label(line.text),
                given=block.kind if block and block.kind is not BlockKind.PARAGRAPH else None,
                edge=block is not None and line.start == block.start,
            )
        )
    heads = _running_heads(found)
    return tuple(
        replace(m, mark=heads[i], labelled=False) if i in heads else m for i, m in enumerate(found)
    )


def _known_label(text: str) -> bool:
    found = _LABEL.match(text)
    return found is not None and label_of(found[0]) is not None


def _running_heads(lines: Sequence[Marked]) -> dict[int, Mark]:
    """Lines beside page numbers: alike on two pages or more, or plainly no part of the text."""
    beside: dict[str, dict[int, Mark]] = {}
    alone: dict[int, Mark] = {}
    top = {_words(m) for m in lines[:_TOP_LINES]}
    for i, page in enumerate(lines):
        if page.mark is None or page.mark.id != "page":
            continue
        for j in (i - 1, i + 1):
            if 0 <= j < len(lines) and lines[j].mark is None:
                beside.setdefault(_words(lines[j]), {})[j] = page.mark
            if _interrupts(lines, *sorted((i, j)), head=j, top=top):
                alone[j] = page.mark
    often = {i: mark for same in beside.values() if len(same) > 1 for i, mark in same.items()}
    return alone | often


def _words(line: Marked) -> str:
    return re.sub(r"[\d\s]+", "", line.line.text)


def _interrupts(
    lines: Sequence[Marked], first: int, last: int, *, head: int, top: AbstractSet[str]
) -> bool:
    """Whether a running head stands with its page number in the middle of a sentence."""
    if first < 1 or last + 1 >= len(lines):
        return False
    found, before, after = lines[head], lines[first - 1].line, lines[last + 1]
    marked = found.mark is not None and found.mark.kind is not BlockKind.BOILERPLATE
    if marked or after.mark is not None or ends_sentence(before.text):
        return False
    repeats = head >= _TOP_LINES and _words(found) in top
    short = found.line.width < _SHORTER * max(before.width, after.line.width)
    return repeats or (short and is_running_head(found.line.text))

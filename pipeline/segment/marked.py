"""The lines of a text with the marks they begin with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Block, BlockKind
from pipeline.segment.lines import Line
from pipeline.segment.marks import Mark, label_of, mark_of

_LABEL = re.compile(r"[^\s：:。、，,]{1,20}(?=\s*[：:])")


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

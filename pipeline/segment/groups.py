"""Lines put together to what will be blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import BlockKind
from pipeline.segment.joining import Joiner
from pipeline.segment.layout import Layout
from pipeline.segment.lines import display_width
from pipeline.segment.marked import Marked
from pipeline.segment.marks import fold_line
from pipeline.segment.wrapping import ends_sentence

_RUNNING_COLUMNS = 100  # a block wider than this is running text, whatever it ends with


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; ``text`` is their range of the source as it stands."""

    start: int
    end: int
    text: str
    first: Marked
    kind: BlockKind = BlockKind.PARAGRAPH

    @property
    def gap(self) -> int:
        """Blank lines before it."""
        return self.first.line.gap

    @property
    def running(self) -> bool:
        """Whether this is running text: it ends a sentence, or it is long."""
        return ends_sentence(self.text) or self.width > _RUNNING_COLUMNS

    @property
    def width(self) -> int:
        """Columns, on one line."""
        return display_width(self.text)

    @property
    def marker(self) -> str:
        """The mark as it is written, folded; empty where there is none."""
        return fold_line(self.text)[: self.first.mark_end]

    @property
    def rest(self) -> str:
        """The folded text after the mark."""
        return fold_line(self.text)[self.first.mark_end :]


def groups_of(text: str, lines: Sequence[Marked], layout: Layout) -> Iterator[Group]:
    """Put lines together while each goes on the one before."""
    joiner = Joiner(lines, layout)
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not joiner.joins(first, at):
            start, end = lines[first].line.start, lines[at - 1].line.end
            yield Group(start, end, text[start:end], lines[first])
            first = at

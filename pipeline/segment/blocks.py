"""From a text to its blocks, each with its kind and language."""

from __future__ import annotations

from pipeline.model import Block
from pipeline.segment.groups import groups_of
from pipeline.segment.kinds import with_kinds
from pipeline.segment.layout import layout_of
from pipeline.segment.lines import lines_of
from pipeline.segment.marked import mark_lines
from pipeline.text import language_of


def blocks_of(text: str) -> tuple[Block, ...]:
    """Split a text into blocks: sorted, apart, holding every character but white space."""
    lines = mark_lines(lines_of(text))
    layout = layout_of(lines)
    groups = with_kinds(list(groups_of(text, lines, layout)), layout.usual_gap)
    return tuple(Block(g.start, g.end, g.kind, language_of(g.text)) for g in groups)

"""From a text to its blocks, each with its kind and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.model import Block, BlockKind, Span
from pipeline.segment.groups import Group, groups_of
from pipeline.segment.kinds import with_kinds
from pipeline.segment.layout import layout_of
from pipeline.segment.lines import lines_of
from pipeline.segment.marked import Marked, mark_lines
from pipeline.text import language_of

_PAGE = "page"  # the mark of page numbers, and of what recurs beside them


class Blocks(NamedTuple):
    """The blocks of a text, and what stands inside them without being a part of them."""

    blocks: tuple[Block, ...]
    furniture: tuple[Span, ...]


def blocks_of(text: str, given: Sequence[Block] = ()) -> Blocks:
    """Split a text into blocks: sorted, apart, holding every character but white space.

    Args:
        text: the document's text.
        given: what its format says of its parts, as ``read`` gives it.
    """
    lines = mark_lines(lines_of(text), given)
    flow, pages = _without_pages(lines)
    layout = layout_of(flow)
    groups = with_kinds(list(groups_of(text, flow, layout)), layout.usual_gap)
    inside: list[Span] = []
    outside: list[Group] = []
    at = 0
    for page in pages:
        line = page.line
        while at < len(groups) and groups[at].end <= line.start:
            at += 1
        if at < len(groups) and groups[at].start < line.start:
            inside.append(Span(line.start, line.end))
        else:
            body = text[line.start : line.end]
            outside.append(Group(line.start, line.end, body, page, BlockKind.BOILERPLATE))
    ordered = sorted([*groups, *outside], key=lambda group: group.start)
    return Blocks(tuple(_blocks(ordered, inside)), tuple(inside))


def _blocks(groups: Sequence[Group], inside: Sequence[Span]) -> Iterator[Block]:
    for group in groups:
        text = group.text
        for span in reversed([s for s in inside if group.start < s.start < group.end]):
            text = text[: span.start - group.start] + text[span.end - group.start :]
        yield Block(group.start, group.end, group.kind, language_of(text))


def _without_pages(lines: Sequence[Marked]) -> tuple[list[Marked], list[Marked]]:
    """The lines but for page furniture, blank lines around it counted together; and that."""
    flow: list[Marked] = []
    pages: list[Marked] = []
    gap = 0
    for line in lines:
        if line.mark is not None and line.mark.id == _PAGE and line.given is None:
            pages.append(line)
            gap += line.line.gap + 1  # as good as a blank line
        else:
            if gap:
                moved = replace(line.line, gap=line.line.gap + gap)
                line = replace(line, line=moved, after_page=True)
                gap = 0
            flow.append(line)
    return flow, pages

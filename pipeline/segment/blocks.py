"""From lines to blocks, each with its kind and language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Block, BlockKind
from pipeline.segment.layout import Joiner, Layout, Marked, ends_sentence, layout_of, mark_lines
from pipeline.segment.lines import display_width, lines_of
from pipeline.segment.marks import fold_line, label_of, section_of
from pipeline.text import is_japanese, language_of

_LABEL = re.compile(r"(?P<name>[^\s：:。、，,;；][^：:。；;\n]{0,38}?)\s*[：:](?!//)\s*(?=\S)")
_BRACKETED_LABEL = re.compile(r"(?P<name>【[^】]{1,30}】|〔[^〕]{1,30}〕|＜[^＞]{1,30}＞)\s*(?=\S)")
_RUNNING_COLUMNS = 100  # a block wider than this is running text, whatever it ends with
_HEADING_COLUMNS = 64  # and a heading is no wider than this
_TITLE_COLUMNS = 24  # what stands above the title (a sender, a number) is mostly narrower
_TITLE_BLOCKS = 10
_SPECIAL = (
    BlockKind.GLOSSARY,
    BlockKind.REFERENCE,
    BlockKind.CONTACT,
    BlockKind.BOILERPLATE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; ``text`` is their range of the source as it stands."""

    start: int
    end: int
    text: str
    first: Marked
    gap: int
    kind: BlockKind = BlockKind.PARAGRAPH

    @property
    def running(self) -> bool:
        """Whether this is running text: it ends a sentence, or it is long."""
        return ends_sentence(self.text) or display_width(self.text) > _RUNNING_COLUMNS

    @property
    def rest(self) -> str:
        """The text after the mark."""
        return fold_line(self.text)[self.first.mark_end :]


def blocks_of(text: str) -> tuple[Block, ...]:
    """Split a text into blocks: sorted, apart, holding every character but white space."""
    lines = mark_lines(lines_of(text))
    layout = layout_of(lines)
    groups = [g for group in _groups(text, lines, layout) for g in _split_label(group)]
    kinds = _Sections(groups).kinds()
    groups = [replace(g, kind=kind) for g, kind in zip(groups, kinds, strict=True)]
    groups = _with_title(groups)
    return tuple(Block(g.start, g.end, g.kind, language_of(g.text)) for g in groups)


def _groups(text: str, lines: Sequence[Marked], layout: Layout) -> Iterator[Group]:
    joiner = Joiner(lines, layout)
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not joiner.joins(first, at):
            start, end = lines[first].line.start, lines[at - 1].line.end
            yield Group(start, end, text[start:end], lines[first], lines[first].line.gap)
            first = at


def _split_label(group: Group) -> list[Group]:
    """Set a Japanese label before running text apart: it is a heading on the same line."""
    found = _BRACKETED_LABEL.match(group.text)
    if found is None and group.first.mark is None:
        found = _LABEL.match(group.text)
        if found and (label_of(found["name"]) or not _is_heading_label(found["name"])):
            return [group]
    rest = group.text[found.end() :] if found else ""
    if found is None or not (ends_sentence(rest) or display_width(rest) > _RUNNING_COLUMNS):
        return [group]
    cut = len(group.text[: found.end()].rstrip())
    unmarked = Marked(group.first.line, None, 0)
    return [
        replace(group, end=group.start + cut, text=group.text[:cut], kind=BlockKind.HEADING),
        replace(group, start=group.start + found.end(), text=rest, first=unmarked, gap=0),
    ]


def _is_heading_label(name: str) -> bool:
    return any(map(is_japanese, name)) and display_width(name) <= 36


class _Sections:
    """Walks the groups in order and keeps in mind under which heading it is."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._section: BlockKind | None = None
        self._rank = ""  # the mark of the heading that opened the section
        self._term = False  # the block before was a glossary term that waits for its definition
        self._label: BlockKind | None = None  # what the block before was labelled as

    def kinds(self) -> list[BlockKind]:
        """The kind of every group."""
        return [self._kind(i, group) for i, group in enumerate(self._groups)]

    def _kind(self, i: int, group: Group) -> BlockKind:
        mark = group.first.mark
        term, self._term = self._term, False
        label, self._label = self._label, None
        if group.kind is BlockKind.HEADING:
            return self._heading(group.text, "label")
        if mark is not None and mark.kind is BlockKind.HEADING:
            if mark.running and group.running and section_of(group.rest) is None:
                return self._in_section(BlockKind.LIST_ITEM)
            return self._heading(group.rest if mark.cut else group.text, mark.id)
        if mark is not None and mark.kind is BlockKind.GLOSSARY:
            self._term = not group.running
            return BlockKind.GLOSSARY
        if mark is not None:
            inner = mark.kind is BlockKind.LIST_ITEM
            return self._in_section(mark.kind) if inner else mark.kind
        if label is not None and group.text.startswith(("（", "(")):
            return label
        if term:
            return BlockKind.GLOSSARY
        return self._unmarked(i, group)

    def _unmarked(self, i: int, group: Group) -> BlockKind:
        named = _LABEL.match(group.text)
        self._label = label_of(named["name"]) if named else None
        if self._label is not None:
            return self._label
        if group.running or display_width(group.text) > _HEADING_COLUMNS:
            return self._in_section(BlockKind.PARAGRAPH)
        if section_of(group.text.rstrip("：:")) is not None and len(group.text) <= 40:
            return self._heading(group.text, "plain")
        after = self._groups[i + 1] if i + 1 < len(self._groups) else None
        stands_over = after is not None and after.first.mark is None and after.running
        if stands_over and not named and self._section not in _SPECIAL:
            return self._heading(group.text, "plain")
        return self._in_section(BlockKind.PARAGRAPH)

    def _heading(self, text: str, rank: str) -> BlockKind:
        section = section_of(text)
        if section in _SPECIAL or rank == self._rank or self._section not in _SPECIAL:
            self._section, self._rank = section, rank
        return BlockKind.HEADING

    def _in_section(self, kind: BlockKind) -> BlockKind:
        return self._section if self._section in _SPECIAL else kind


def _with_title(groups: list[Group]) -> list[Group]:
    """Mark the first headline and its subtitles, if the text begins with one."""
    top: list[int] = []
    for i, group in enumerate(groups[:_TITLE_BLOCKS]):
        mark = group.first.mark
        if mark is not None and mark.kind is BlockKind.BOILERPLATE:
            continue
        plain = mark is None or mark.id == "subtitle"
        if group.running or not plain or _LABEL.match(group.text):
            break
        if section_of(group.text) is not None:
            break
        top.append(i)
    if not top or len(groups) == 1 or len(top) == len(groups):
        return groups
    wide = [i for i in top if display_width(groups[i].text) >= _TITLE_COLUMNS]
    title = (wide or top)[0]
    out = list(groups)
    for i in top:
        subtitle = groups[i].first.mark is not None and i > title
        if i == title or (subtitle and out[i - 1].kind is BlockKind.TITLE):
            out[i] = replace(groups[i], kind=BlockKind.TITLE)
    return out

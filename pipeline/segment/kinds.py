"""What each group of lines is for, by its mark, its label and the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import BlockKind
from pipeline.segment.groups import Group
from pipeline.segment.lines import display_width
from pipeline.segment.marked import Marked
from pipeline.segment.marks import Mark, is_self_portrait, is_sender, label_of, section_of
from pipeline.segment.wrapping import ends_sentence, is_unfinished
from pipeline.text import is_japanese

_LABEL = re.compile(r"(?P<name>[^\s：:。、，,;；][^：:。；;\n]{0,38}?)\s*[：:](?!//|:)\s*(?=\S)")
_WIDE_LABEL = re.compile(r"(?P<name>[^\s：:。、，,]{1,20})(?:[\u3000\t]| {2,})\s*(?=\S)")
_COUNT = re.compile(
    r"\d+|\b[IVXivx]+\b|\b[a-z](?=\))|[アイウエオ](?=\))"
)  # what counts on in a mark
_BRACKETED = re.compile(r"(?:【[^】]{1,30}】|〔[^〕]{1,30}〕|＜[^＞]{1,30}＞)\s*(?=\S)")
_ABOUT = re.compile(r"about\s+\S.{1,50}$", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z][A-Z &/-]{3,39}$")
_HEADING_COLUMNS = 64  # a heading is no wider than this
_LABEL_COLUMNS = 36
_LABELLED_COLUMNS = 100  # so much text after a label is running text without a full stop
_TITLE_LEAST = 24  # what stands above the title (a sender, a number) is mostly narrower
_TITLE_MOST = 240
_TITLE_BLOCKS = 12
_COLON_TITLE_WORDS = 6
_SPECIAL = (
    BlockKind.GLOSSARY,
    BlockKind.REFERENCE,
    BlockKind.CONTACT,
    BlockKind.BOILERPLATE,
)
_ENUMERATED = ("numbered-heading", "circled-heading", "spaced-heading")


def with_kinds(groups: Sequence[Group], usual_gap: int) -> list[Group]:
    """The groups with their kinds; a Japanese label before running text becomes a heading.

    ``usual_gap`` is how many blank lines stand between the lines of one paragraph.
    """
    walk = _Walk(groups, usual_gap)
    known = [replace(group, kind=walk.kind(i, group)) for i, group in enumerate(groups)]
    return _with_title([part for group in known for part in _split_label(group)])


class _Walk:
    """Goes through the groups in order and keeps in mind under which heading it is."""

    def __init__(self, groups: Sequence[Group], usual_gap: int) -> None:
        self._groups = groups
        self._usual_gap = usual_gap  # blank lines that stand between the lines of a paragraph
        self._section: BlockKind | None = None
        self._rank = ""  # how the heading that opened the section is marked
        self._since_heading = 1
        self._close = False  # an unmarked heading and the block under it without a blank line
        self._term = False  # the group before was a glossary term that waits for its definition
        self._label: BlockKind | None = None  # what the group before was labelled as

    def kind(self, i: int, group: Group) -> BlockKind:
        """The kind of the group; to be asked of every group, in order."""
        mark = group.first.mark
        if group.first.given is not None:
            return self._given(group, group.first.given)
        self._leave_at_blank_line(group)
        term, self._term = self._term, False
        label, self._label = self._label, None
        if mark is None:
            if label is not None and not ends_sentence(group.text) and group.text[0] in "（(":
                return label
            return BlockKind.GLOSSARY if term else self._unmarked(i, group)
        if mark.kind is BlockKind.HEADING:
            return self._marked_heading(group, mark)
        if mark.kind is BlockKind.GLOSSARY:
            self._term = not group.running
            return BlockKind.GLOSSARY
        return self._inside(mark.kind) if mark.kind is BlockKind.LIST_ITEM else mark.kind

    def _given(self, group: Group, kind: BlockKind) -> BlockKind:
        """A kind that the format tells; its headings open sections as all others do."""
        self._term, self._label = False, None
        if kind is BlockKind.HEADING:
            return self._heading(
                section_of(group.rest if group.first.mark else group.text), "given"
            )
        return self._inside(kind) if kind is BlockKind.LIST_ITEM else kind

    def _leave_at_blank_line(self, group: Group) -> None:
        """A blank line ends what an unmarked heading right above its lines is about."""
        apart = group.gap > self._usual_gap
        if self._since_heading == 0:
            self._close = not apart
        elif apart and self._close and self._section is BlockKind.BOILERPLATE:
            self._section = None
        self._since_heading += 1

    def _marked_heading(self, group: Group, mark: Mark) -> BlockKind:
        name = group.rest if mark.cut else group.text
        section = section_of(name)
        if mark.running and group.running and section is None:
            return self._inside(BlockKind.LIST_ITEM)
        rank = mark.id + _COUNT.sub("0", group.marker if mark.cut else name[:1])
        item = section is None and mark.id in _ENUMERATED and rank != self._rank
        if item and self._section in _SPECIAL:
            return self._inside(BlockKind.HEADING)
        return self._heading(section, rank)

    def _unmarked(self, i: int, group: Group) -> BlockKind:
        bracketed = _BRACKETED.match(group.text)
        if bracketed:
            self._heading(section_of(bracketed[0]), "bracketed")
            return self._inside(BlockKind.PARAGRAPH)
        wide = _WIDE_LABEL.match(group.text) if group.first.labelled else None
        named = wide or _LABEL.match(group.text)
        if named:
            section = section_of(named["name"])
            self._label = label_of(named["name"]) or (section if section in _SPECIAL else None)
            if section is BlockKind.PARAGRAPH and self._section is not BlockKind.CONTACT:
                self._section = None  # an abstract's BACKGROUND: and the like
        if self._label is not None:
            return self._label
        section = self._section_named(i)
        if group.running or group.width > _HEADING_COLUMNS:
            return self._inside(BlockKind.PARAGRAPH)
        if named:
            return self._inside(BlockKind.PARAGRAPH)
        if section is not None or _CAPITALS.match(group.text) or self._stands_over(i):
            return self._heading(section, "plain")
        return self._inside(BlockKind.PARAGRAPH)

    def _section_named(self, i: int) -> BlockKind | None:
        """What the group names, if it is a heading; "About X" by what is told of X under it."""
        text = self._groups[i].text
        section = section_of(text.rstrip("：:"))
        if section is None and i + 1 < len(self._groups) and _ABOUT.match(text):
            return BlockKind.BOILERPLATE if is_self_portrait(self._groups[i + 1].text) else None
        return section

    def _stands_over(self, i: int) -> bool:
        """Whether an unmarked short line is the heading of the running text under it."""
        if i + 1 == len(self._groups) or self._section in _SPECIAL:
            return False
        if is_unfinished(self._groups[i].text):
            return False
        after = self._groups[i + 1]
        return after.first.mark is None and after.running

    def _heading(self, section: BlockKind | None, rank: str) -> BlockKind:
        stays = rank != self._rank or (section is None and self._section is BlockKind.CONTACT)
        if section in _SPECIAL or self._section not in _SPECIAL or not stays:
            self._section, self._rank = section, rank
            self._since_heading = 0 if rank == "plain" else 1
            self._close = False
        return BlockKind.HEADING

    def _inside(self, kind: BlockKind) -> BlockKind:
        return self._section if self._section in _SPECIAL else kind


def _split_label(group: Group) -> Iterator[Group]:
    """Set a Japanese label before running text apart: it is a heading on the same line."""
    found = _label_to_split(group) if group.kind is BlockKind.PARAGRAPH else None
    rest = group.text[found.end() :] if found else ""
    if not found or not (ends_sentence(rest) or display_width(rest) > _LABELLED_COLUMNS):
        yield group
        return
    cut = len(group.text[: found.end()].rstrip())
    start = group.start + found.end()
    kept = replace(group, end=group.start + cut, text=group.text[:cut], kind=BlockKind.HEADING)
    yield kept
    yield replace(group, start=start, text=rest, first=Marked(group.first.line))


def _label_to_split(group: Group) -> re.Match[str] | None:
    bracketed = _BRACKETED.match(group.text)
    named = _LABEL.match(group.text)
    if bracketed or named is None or group.first.mark is not None:
        return bracketed
    name = named["name"]
    whole = all(name.count(a) == name.count(b) for a, b in ("（）", "()", "「」", "『』"))
    short = any(map(is_japanese, name)) and display_width(name) <= _LABEL_COLUMNS
    return named if whole and short else None


def _with_title(groups: list[Group]) -> list[Group]:
    """Mark the first headline and its subtitles, if the text begins with one."""
    if any(group.kind is BlockKind.TITLE for group in groups):
        return groups  # its format says which it is
    top = list(_above_the_text(groups))
    if not top or len(top) == len(groups):
        return groups
    wide = [i for i in top if groups[i].width >= _TITLE_LEAST]
    own = [i for i in wide if not is_sender(groups[i].text)]
    title = (own or wide or top)[0]
    out = list(groups)
    out[title] = replace(groups[title], kind=BlockKind.TITLE)
    for i in range(title + 1, len(groups)):
        mark = groups[i].first.mark
        if mark is None or mark.id != "subtitle":
            break
        out[i] = replace(groups[i], kind=BlockKind.TITLE)
    return out


def _above_the_text(groups: Sequence[Group]) -> Iterator[int]:
    """The groups that may be the title: above the first running text and the first heading."""
    for i, group in enumerate(groups[:_TITLE_BLOCKS]):
        mark = group.first.mark
        if mark is not None and mark.kind is BlockKind.BOILERPLATE:
            continue
        if mark is not None or ends_sentence(group.text) or group.width > _TITLE_MOST:
            return
        # A headline may end like a section's name: … の意義
        short = group.width < _TITLE_LEAST or group.text[-1] in "：:"
        section = short and section_of(group.text.rstrip("：:")) is not None
        if section and i + 1 < len(groups) and groups[i + 1].running:
            return
        if not section and not _is_labelled(group):
            yield i


def _is_labelled(group: Group) -> bool:
    """Whether this is a label and what it says, and no English headline with a colon in it."""
    named = _LABEL.match(group.text)
    if named is None:
        return False
    name = named["name"]
    known = label_of(name) is not None or (section_of(name) is not None and name.isalpha())
    words = len(group.text.split())
    return known or words < _COLON_TITLE_WORDS or any(map(is_japanese, group.text))

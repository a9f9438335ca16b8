"""The text of a DOCX document's XML: what a reader of the printed page sees, block by block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import BlockKind
from pipeline.read.docx.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VAL = f"{_W}val"

_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "\u00ad",
}
_TEXT = (f"{_W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
# Properties (w:tab is a tab stop there), what was deleted or moved away, and readings of ruby.
_LEFT_OUT = frozenset(
    f"{_W}{name}" for name in ("pPr", "rPr", "sdtPr", "sectPr", "del", "moveFrom", "rt")
)
_REFERENCES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_LINE_ENDS = re.compile(r"[\r\n]+")

_DEEPEST_STYLE = 50  # styles based on styles
_BODY_LEVEL = 9  # the outline level of running text
_KINDS = (
    (BlockKind.TITLE, re.compile("title|表題|タイトル")),
    (
        BlockKind.HEADING,
        re.compile("(?:heading|見出し)[1-9]?|subtitle|副題|サブタイトル|tocheading|目次の見出し"),
    ),
    (BlockKind.CAPTION, re.compile("caption|図表番号")),
    (BlockKind.LIST_ITEM, re.compile("(?:list(?:bullet|number)?|箇条書き|段落番号|一覧)[1-5]?")),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph's text and what its style says that it is for."""

    text: str
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class _Style:
    """What one style says itself; None where it leaves that to the style it is based on."""

    kind: BlockKind | None
    based_on: str
    level: int | None
    numbered: bool | None
    hidden: bool | None


class Styles:
    """The styles of a document, by id."""

    def __init__(self, root: _Element | None) -> None:
        found = () if root is None else root.iterfind(f"{_W}style")
        self._styles = {style.get(f"{_W}styleId", ""): _style(style) for style in found}

    def kind_of(self, properties: _Element | None) -> BlockKind:
        """What a paragraph with these properties (``w:pPr``) is for."""
        styles = list(self._chain(_value(properties, "pStyle")))
        own = _level(properties)
        kind = _kind_of(styles)
        if kind is None and own is not None and own < _BODY_LEVEL:
            kind = BlockKind.HEADING
        if kind is not None and kind is not BlockKind.LIST_ITEM:
            return kind
        said = (_numbered(properties), *(style.numbered for style in styles))
        numbered = next((n for n in said if n is not None), kind is not None)
        return BlockKind.LIST_ITEM if numbered else BlockKind.PARAGRAPH

    def hides(self, properties: _Element | None, style: str) -> bool | None:
        """Whether text is hidden by properties (``w:pPr``, ``w:rPr``) naming a style so."""
        inherited = (one.hidden for one in self._chain(_value(properties, style)))
        said = (_switch(properties, "vanish") if style == "rStyle" else None, *inherited)
        return next((hidden for hidden in said if hidden is not None), None)

    def _chain(self, style_id: str) -> Iterator[_Style]:
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = style.based_on


def _style(element: _Element) -> _Style:
    names = (*_value(element, "name").split(","), element.get(f"{_W}styleId", ""))
    paragraph = element.find(f"{_W}pPr")
    return _Style(
        _kind_named(names),
        _value(element, "basedOn"),
        _level(paragraph),
        _numbered(paragraph),
        _switch(element.find(f"{_W}rPr"), "vanish"),
    )


def _kind_named(names: Iterable[str]) -> BlockKind | None:
    plain = [re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", n)).lower() for n in names]
    return next((k for k, known in _KINDS if any(map(known.fullmatch, plain))), None)


def _kind_of(styles: Iterable[_Style]) -> BlockKind | None:
    """The nearest style that has a known name or an outline level decides."""
    for style in styles:
        if style.kind is not None:
            return style.kind
        if style.level is not None:
            return BlockKind.HEADING if style.level < _BODY_LEVEL else None
    return None


def _value(parent: _Element | None, name: str) -> str:
    child = None if parent is None else parent.find(f"{_W}{name}")
    return "" if child is None else child.get(_VAL, "")


def _level(properties: _Element | None) -> int | None:
    level = _value(properties, "outlineLvl")
    return int(level) if re.fullmatch("[0-9]", level) else None


def _numbered(properties: _Element | None) -> bool | None:
    """Whether it is in a list; the list 0 takes a paragraph out of its style's list."""
    numbering = None if properties is None else properties.find(f"{_W}numPr")
    if numbering is None:
        return None
    return _value(numbering, "numId") != "0"


def _switch(properties: _Element | None, name: str) -> bool | None:
    switch = None if properties is None else properties.find(f"{_W}{name}")
    return None if switch is None else switch.get(_VAL, "1") not in ("0", "false", "off")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph whose end is still to come.

    ``fields`` holds, for each field that is open, whether its code rather than its result is
    being read. A field that is never closed ends with its paragraph.
    """

    kind: BlockKind
    hidden: bool
    parts: list[str] = field(default_factory=list)
    anchored: list[Piece] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)


class Story:
    """Reads one run of paragraphs: the body, or one note.

    Attributes:
        pieces: its paragraphs in order, those of a text box after the one that anchors it.
        notes: the ids of the ``footnotes`` and ``endnotes`` that it refers to, in order.
        embedded: how many other files it has embedded as text.
    """

    def __init__(self, root: _Element, styles: Styles) -> None:
        self.pieces: list[Piece] = []
        self.notes: Mapping[str, dict[str, None]] = {"footnotes": {}, "endnotes": {}}
        self.embedded = 0
        self._styles = styles
        self._open: list[_Paragraph] = []
        self._walk(root)

    def _walk(self, root: _Element) -> None:
        """Visit every element that is shown, without recursion: documents may be deep."""
        path = [(root, iter(root))]
        while path:
            element, children = path[-1]
            child = next(children, None)
            if child is None:
                path.pop()
                if element.tag == f"{_W}p":
                    self._close()
            elif isinstance(child.tag, str) and self._enters(child):
                self._begin(child)
                path.append((child, iter(child)))

    def _enters(self, element: _Element) -> bool:
        tag = element.tag
        if tag in _LEFT_OUT:
            return False
        if tag == f"{_W}r":
            return self._shows(element)
        return _is_live(element)

    def _shows(self, run: _Element) -> bool:
        hidden = self._styles.hides(run.find(f"{_W}rPr"), "rStyle")
        if hidden is None:
            hidden = bool(self._open) and self._open[-1].hidden
        if hidden:  # a field may end in it all the same
            for mark in run.iterfind(f"{_W}fldChar"):
                self._begin(mark)
        return not hidden

    def _begin(self, element: _Element) -> None:
        tag = element.tag
        if tag == f"{_W}p":
            properties = element.find(f"{_W}pPr")
            hidden = bool(self._styles.hides(properties, "pStyle"))
            self._open.append(_Paragraph(self._styles.kind_of(properties), hidden))
        elif tag == f"{_W}altChunk":
            self.embedded += 1
        elif tag in _REFERENCES:
            self.notes[_REFERENCES[tag]][element.get(f"{_W}id", "")] = None
        elif self._open:
            self._inline(element, self._open[-1])

    def _inline(self, element: _Element, paragraph: _Paragraph) -> None:
        if element.tag == f"{_W}fldChar":
            _field_mark(element.get(f"{_W}fldCharType", ""), paragraph.fields)
        elif any(paragraph.fields):
            return
        elif element.tag in _TEXT:
            # Word shows a line end in the markup as a space; a comment may divide the text.
            text = (element.text or "") + "".join(child.tail or "" for child in element)
            paragraph.parts.append(_LINE_ENDS.sub(" ", text))
        elif element.tag == f"{_W}sym":
            paragraph.parts.append(
                symbol(element.get(f"{_W}char", ""), element.get(f"{_W}font", ""))
            )
        elif element.tag in _CHARACTERS:
            paragraph.parts.append(_CHARACTERS[element.tag])

    def _close(self) -> None:
        closed = self._open.pop()
        into = self._open[-1].anchored if self._open else self.pieces
        into.append(Piece("".join(closed.parts), closed.kind))
        into += closed.anchored


def _is_live(element: _Element) -> bool:
    """Whether an element that has versions or states is the one that is shown."""
    tag, parent = element.tag, element.getparent()
    if tag in (f"{_MC}Choice", f"{_MC}Fallback") and parent is not None:
        choice = parent.find(f"{_MC}Choice")
        return element is (parent.find(f"{_MC}Fallback") if choice is None else choice)
    if tag == f"{_W}sdtContent" and parent is not None:  # not "Click here to enter text"
        return not _switch(parent.find(f"{_W}sdtPr"), "showingPlcHdr")
    if tag == f"{_W}tr":
        return element.find(f"{_W}trPr/{_W}del") is None
    if tag == f"{_W}tc":
        return not _is_gone(element.find(f"{_W}tcPr"))
    return True


def _is_gone(cell: _Element | None) -> bool:
    """Whether a cell was deleted, or is merged into the one above or before it."""
    if cell is None:
        return False
    merges = (cell.find(f"{_W}vMerge"), cell.find(f"{_W}hMerge"))
    return cell.find(f"{_W}cellDel") is not None or any(
        merge is not None and merge.get(_VAL, "continue") == "continue" for merge in merges
    )


def _field_mark(kind: str, fields: list[bool]) -> None:
    if kind == "begin":
        fields.append(True)
    elif kind == "separate" and fields:
        fields[-1] = False
    elif kind == "end" and fields:
        fields.pop()

"""From an HTML tree to pieces of text in their order, as a browser would break them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import BlockKind
from pipeline.read.html.marks import (
    HEADINGS,
    drops,
    keeps_lines,
    looks_like_block,
    looks_like_site_part,
    words,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = HEADINGS | words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form header hgroup hr html legend li main menu nav ol p"
    " pre section summary table tbody td tfoot th thead tr ul"
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_BOLD = frozenset(("b", "strong"))

_BLANK = re.compile("[ \t\n\r\f]+")
# Pasted from a PDF, a page may hold a word that its line's end divides: unwrapping joins it there.
_DIVIDED = re.compile("(?<=[a-z]-)[ \t]*\r?\n[ \t]*(?=[a-z])")
_BLANKS = re.compile("  +")
_AROUND_BREAK = re.compile(" *\n[ \n]*")
_BLANK_LINE = re.compile("\n[ \t\r\u00a0\u3000]*\n\\s*")
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(slots=True)
class Piece:
    """A run of text between two edges of blocks.

    Attributes:
        text: as a browser shows it: blanks collapsed, ``<br>`` a line end.
        kind: HEADING, LIST_ITEM, CAPTION or PARAGRAPH, as the markup says.
        level: of the heading, 1 to 6; 0 for what is none.
        node: the block element around it; nodes are numbered in the order they open.
        row: the table row that it is a whole cell of; -1 for none.
        chars: its characters besides blanks; ``linked`` is how many are inside links, ``bold``
            how many are in bold type.
    """

    text: str
    kind: BlockKind
    level: int
    node: int
    row: int
    chars: int
    linked: int
    bold: int


@dataclass(slots=True)
class Walked:
    """The pieces of a page, and what a choice among them needs.

    Attributes:
        pieces: in the page's order.
        parent: of each node, by its number; the first is its own.
        end: of each node, the first number behind the nodes within.
        spans: of each node, where its pieces begin and end.
        tags: of each node.
        parts: ranges of pieces that by their names are no content but the site's own; the flag
            says that this is certain.
        deepest: how deep elements lie in one another.
        elements: how many there are.
    """

    pieces: list[Piece] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parts: list[tuple[int, int, bool]] = field(default_factory=list)
    deepest: int = 0
    elements: int = 0


@dataclass(slots=True)
class _Open:
    """A block element that is open."""

    tag: str
    node: int
    kind: BlockKind
    first: int  # piece
    row: int
    level: int = 0
    site: bool = False  # by its name it is no content
    main: bool = False  # it holds the page's main element
    nav: bool = False  # it holds what a site's header holds
    pre: bool = False
    broken: bool = False  # its text has a blank line


def walk(root: _Element) -> Walked:
    """Take the text of a page's body, without what is never shown.

    The tree is walked once and without recursion.
    """
    from lxml.etree import iterwalk

    walker = _Walker()
    walked = walker.walked
    events = iterwalk(root, events=("start", "end"))
    depth = 0
    skipped = False
    for event, element in events:
        tag = element.tag
        if skipped:  # this is the end of what was passed over
            skipped = False
            walker.skip(tag, element.tail)
        elif event == "end":
            depth -= 1
            walker.close(tag, element.tail)
        elif drops(element):
            skipped = True
            events.skip_subtree()
        else:
            depth += 1
            walked.deepest = max(walked.deepest, depth)
            walked.elements += 1
            walker.open(element)
    return walked


class _Walker:
    def __init__(self) -> None:
        self.walked = Walked()
        self._stack: list[_Open] = []
        self._inline: list[bool] = []  # of each open element, whether it is in the line
        self._articles = 0
        self._links = 0
        self._bold = 0
        self._parts: list[str] = []
        self._chars = self._linked = self._strong = self._since_break = 0

    def open(self, element: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self._break()
        block = tag in _BLOCKS or looks_like_block(element)
        self._inline.append(not block)
        if block:
            self.flush()
            self._stack.append(self._opened(tag, element))
        self._count(tag, 1)
        self._add(element.text)

    def _break(self) -> None:
        """A second break, with nothing shown since the first, ends a paragraph."""
        if not self._since_break and self._stack and self._stack[-1].kind is BlockKind.PARAGRAPH:
            self.flush()
            self._stack[-1].broken = True
        self._parts.append("\n")
        self._since_break = 0

    def close(self, tag: str, tail: str | None) -> None:
        self._count(tag, -1)
        if not self._inline.pop():
            self.flush()
            self._shut(self._stack.pop())
        self._add(tail)

    def skip(self, tag: str, tail: str | None) -> None:
        """Go past an element that shows nothing."""
        if tag in _BLOCKS:
            self.flush()
        if tag == "nav" and self._stack:
            self._stack[-1].nav = True
        self._add(tail)

    def flush(self) -> None:
        """Make a piece of what was gathered since the last edge of a block."""
        parts, self._parts = self._parts, []
        chars, linked, bold = self._chars, self._linked, self._strong
        self._chars = self._linked = self._strong = self._since_break = 0
        if not chars or not self._stack:
            return
        box = self._stack[-1]
        text = _NOT_TEXT.sub("", "".join(parts))
        if box.pre:
            for part in _BLANK_LINE.split(text.replace("\r\n", "\n")):
                share = len(part) / len(text)
                self._piece(box, part.rstrip(), len(part), round(linked * share), 0)
        else:
            text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text))
            self._piece(box, text, chars, linked, bold)

    def _piece(self, box: _Open, text: str, chars: int, linked: int, bold: int) -> None:
        text = text.strip()
        if not text:
            return
        kind = box.kind
        if kind is BlockKind.LIST_ITEM and not self._first_of_item(box):
            kind = BlockKind.PARAGRAPH
        cell = kind is BlockKind.PARAGRAPH and box.tag in ("td", "th") and not box.broken
        row = box.row if cell else -1
        self.walked.pieces.append(Piece(text, kind, box.level, box.node, row, chars, linked, bold))

    def _first_of_item(self, box: _Open) -> bool:
        """Whether the piece to come is the first one of the list's item around it."""
        item = next((b for b in reversed(self._stack) if b.tag in ("li", "ul", "ol")), box)
        return item.first == len(self.walked.pieces)

    def _opened(self, tag: str, element: _Element) -> _Open:
        walked = self.walked
        above = self._stack[-1] if self._stack else None
        box = _Open(tag, len(walked.parent), BlockKind.PARAGRAPH, len(walked.pieces), -1)
        walked.parent.append(above.node if above else 0)
        walked.end.append(0)
        walked.spans.append((0, 0))
        walked.tags.append(tag)
        if above:
            self._inherit(box, above)
        box.pre = box.pre or keeps_lines(element)
        box.site = looks_like_site_part(element)
        box.main = tag == "main"
        box.nav = tag in _LISTS or tag == "form"
        return box

    def _inherit(self, box: _Open, above: _Open) -> None:
        tag = box.tag
        if tag in HEADINGS:
            box.kind, box.level = BlockKind.HEADING, int(tag[1])
        elif tag == "li":
            box.kind = BlockKind.LIST_ITEM
        elif tag in ("figcaption", "caption"):
            box.kind = BlockKind.CAPTION
        elif tag not in _LISTS and tag not in ("table", "blockquote", "dl"):
            box.kind, box.level = above.kind, above.level
        box.row = box.node if tag == "tr" else above.row if tag in ("td", "th") else -1
        box.pre = above.pre

    def _shut(self, box: _Open) -> None:
        walked = self.walked
        walked.end[box.node] = len(walked.parent)
        walked.spans[box.node] = (box.first, len(walked.pieces))
        above = self._stack[-1] if self._stack else None
        footer = box.tag == "footer" and not (above and above.tag == "blockquote")
        header = box.tag == "header" and box.nav and not self._articles
        site = (box.site or header or footer) and not box.main
        if site and box.first < len(walked.pieces):
            walked.parts.append((box.first, len(walked.pieces), header or footer))
        if above:
            above.main = above.main or box.main
            above.nav = above.nav or box.nav

    def _count(self, tag: str, by: int) -> None:
        if tag == "a":
            self._links += by
        elif tag in _BOLD:
            self._bold += by
        elif tag == "article":
            self._articles += by

    def _add(self, text: str | None) -> None:
        if not text:
            return
        seen = len(text.strip())
        self._chars += seen
        self._since_break += seen
        self._linked += seen if self._links else 0
        self._strong += seen if self._bold else 0
        if self._stack and self._stack[-1].pre:
            self._parts.append(text)
        else:
            self._parts.append("\n".join(_BLANK.sub(" ", part) for part in _DIVIDED.split(text)))

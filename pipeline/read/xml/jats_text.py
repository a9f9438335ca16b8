"""The text of JATS elements, block by block, whatever is nested in what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import BlockKind
from pipeline.read.extracted import TextBuilder
from pipeline.read.xml.tree import collapsed, entity_text, inside, is_reference, name_of, text_in

if TYPE_CHECKING:
    from lxml.etree import _Element


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# No claim of this article in words: others' work, cells, formulas, files, rights.
LEFT_OUT = _names(
    """ref-list ref table array thead tbody tfoot disp-formula disp-formula-group inline-formula
    tex-math math chem-struct chem-struct-wrap supplementary-material inline-supplementary-material
    media graphic inline-graphic inline-media object-id alt-text long-desc permissions
    copyright-statement license contrib-group aff related-article related-object product
    index-term rt rp sec-meta sig-block award-group kwd-group counts code preformat private-char
    question-wrap answer-set glyph-data"""
)
TITLES = ("article-title", "subtitle", "trans-title", "trans-subtitle")
# A title's footnote marks are not its wording.
TITLE_LEAVES_OUT = LEFT_OUT | {"fn", "xref"}

_SAME = None  # the kind of what is around it
_KINDS: dict[str, BlockKind | None] = {
    **dict.fromkeys(
        _names(
            """p abstract trans-abstract body back sec app app-group list boxed-text disp-quote
            verse-group verse-line speech statement attrib fig-group table-wrap-group
            table-wrap-foot floats-group floats-wrap def-list glossary fn-group funding-group
            caption def term address"""
        ),
        _SAME,
    ),
    **dict.fromkeys(("title", "subtitle", "term-head", "def-head"), BlockKind.HEADING),
    "list-item": BlockKind.LIST_ITEM,
    "def-item": BlockKind.GLOSSARY,
    **dict.fromkeys(("fig", "table-wrap"), BlockKind.CAPTION),
    **dict.fromkeys(
        _names("ack fn author-notes corresp funding-statement open-access notes bio"),
        BlockKind.BOILERPLATE,
    ),
}
# What stays as it is whatever stands inside; a footnote in a caption is still a footnote.
_CLOSED = (BlockKind.CAPTION, BlockKind.BOILERPLATE, BlockKind.GLOSSARY)
# Anchored in the middle of a sentence, and read after its paragraph.
_FLOATS = _names("fig fig-group table-wrap table-wrap-group boxed-text fn")
_HOLDS_FLOATS = ("p", "title")
_NOTE_SECTION = re.compile(
    r"coi|conflict|competing|disclosure|fund|acknowledg|ethic|consent"
    r"|author.?contrib|data.?avail|availability|supplement",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _End:
    name: str
    is_block: bool


class Flow:
    """Puts the blocks of elements together, in the order of reading."""

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self._buffer: list[str] = []
        self._label = ""
        self._term = 0  # where the one that is defined begins in the buffer
        self._kinds = [BlockKind.PARAGRAPH]
        self._holding = 0
        self._floats: list[_Element] = []
        self._left: list[_Element | _End | str] = []

    def title(self, element: _Element) -> None:
        """Add a title of the article."""
        self.builder.add(title_text(element), BlockKind.TITLE)

    def add(self, element: _Element) -> None:
        """Add all that is inside an element."""
        self._left.append(element)
        while self._left:
            item = self._left.pop()
            if isinstance(item, str):
                self._buffer.append(item)
            elif isinstance(item, _End):
                self._close(item)
            elif is_reference(item):
                self._buffer.append(entity_text(item))
            else:
                self._open(item, name_of(item))
        self._flush()
        self._label = ""

    def _open(self, element: _Element, name: str) -> None:
        if name in LEFT_OUT:
            return
        if self._holding and name in _FLOATS:
            self._floats.append(element)
            return
        if name == "label":
            self._label = text_in(element, LEFT_OUT)
            return
        in_glossary = self._kinds[-1] is BlockKind.GLOSSARY
        is_block = name in _KINDS and not in_glossary
        if is_block:
            self._flush()
            self._kinds.append(self._kind(element, name))
        elif name == "break" or name in _KINDS:
            self._buffer.append(" ")
        if name == "term":
            self._term = len(self._buffer)
        self._holding += name in _HOLDS_FLOATS
        self._left.append(_End(name, is_block))
        self._left += inside(element)
        self._left.append(element.text or "")

    def _close(self, end: _End) -> None:
        if end.is_block:
            self._flush()
            self._kinds.pop()
        elif end.name == "term":
            term = "".join(self._buffer[self._term :]).rstrip()
            self._buffer.append(" " if term.endswith((":", "：")) or not term else ": ")
        if end.name in ("sec", "fig", "table-wrap", "list-item", "fn"):
            self._label = ""  # of something without words
        self._holding -= end.name in _HOLDS_FLOATS
        if not self._holding and self._floats:
            self._left += reversed(self._floats)
            self._floats = []

    def _kind(self, element: _Element, name: str) -> BlockKind:
        around = self._kinds[-1]
        kind = _KINDS[name]
        if name == "sec" and _NOTE_SECTION.search(element.get("sec-type") or ""):
            kind = BlockKind.BOILERPLATE
        if name == "title" and around is BlockKind.BOILERPLATE:
            return BlockKind.HEADING
        if kind is None or (around in _CLOSED and kind is not BlockKind.BOILERPLATE):
            return around
        return kind

    def _flush(self) -> None:
        body = collapsed("".join(self._buffer))
        self._buffer = []
        if body:
            self.builder.add(f"{self._label} {body}" if self._label else body, self._kinds[-1])
            self._label = ""


def title_text(element: _Element) -> str:
    """A title's text without the marks of its footnotes."""
    return text_in(element, TITLE_LEAVES_OUT)

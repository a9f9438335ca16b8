"""XML, read without trust: decoded strictly, no entities expanded, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import TYPE_CHECKING, Any

from pipeline.read.extracted import Given
from pipeline.read.outcome import RefusedError, bounded
from pipeline.read.xml.encoding import DECLARATION, decode_xml, head_text

if TYPE_CHECKING:
    from lxml.etree import XMLSyntaxError, _Element

_COMMENT = r"<!--(?s:.*?)-->|<\?(?s:.*?)\?>"
_QUOTED = r""""[^"]*+"|'[^']*+'"""
_ASIDE = rf"(?:\s++|{_COMMENT})*+"
_SUBSET = rf"\[(?P<subset>(?:{_COMMENT}|{_QUOTED}|[^\]\"'<]|<(?!!--|\?))*+)\]\s*+"
_DOCTYPE = re.compile(
    rf"{_ASIDE}<!DOCTYPE\s++(?P<name>[^\s\[>]++)"
    rf"(?P<whole>(?:{_QUOTED}|[^\"'\[>])*+(?:{_SUBSET})?+>)?+"
)
_ROOT = re.compile(
    rf"""{_ASIDE}<(?P<name>[^\W\d][\w.:-]*+)(?P<whole>(?:\s++[\w.:-]++\s*+=\s*+(?:{_QUOTED}))*+\s*+/?>)?"""
)
_ENTITY = re.compile(rf"{_COMMENT}|{_QUOTED}|(?P<declared><!ENTITY)")
_ADVICE = re.compile(r",? (?:use|try) XML_PARSE_HUGE(?: option)?|, line \d+, column \d+$")
_BEYOND_LIMITS = (110, 114)  # libxml2's XML_ERR_NAME_TOO_LONG, XML_ERR_RESOURCE_LIMIT
_NO_MEMORY = 2  # XML_ERR_NO_MEMORY
_BLANKS = re.compile(r"[ \t\r\n]+")
_NEEDS_LXML = 'pip install "taisei[xml]"'


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed document; the rest is as in :class:`~pipeline.read.extracted.Extracted`."""

    root: _Element
    encoding: str
    encoding_from: str
    notes: tuple[str, ...]


def root_name(head: bytes) -> str:
    """The name of the root element, without its prefix; empty if this is not XML or HTML.

    Args:
        head: an input's first bytes.
    """
    text = head_text(head)
    declaration = DECLARATION.match(text)
    after = declaration.end() if declaration else 0
    doctype = _DOCTYPE.match(text, after)
    root = _ROOT.match(text, doctype.end() if doctype else after)
    if root is None:
        return _local(doctype["name"]) if doctype else ""
    # "<Aim> We asked …" is how plain text may begin.
    tag = root["whole"] or ""
    closes = bool(tag) and ("=" in tag or "</" in text or "/>" in text)
    return _local(root["name"]) if declaration or doctype or closes else ""


def parse(data: bytes, given: Given) -> Tree:
    """Parse a document.

    Raises:
        RefusedError: it is too large, wrongly encoded, not well formed, nested too deeply, or
            declares entities; or lxml is missing.
    """
    try:
        from lxml import etree
    except ImportError:
        raise RefusedError(
            "is XML, and reading it needs lxml, which is not installed", _NEEDS_LXML
        ) from None
    found = decode_xml(
        bounded(data, given.limits.max_markup_bytes, "max_markup_bytes"), encoding=given.encoding
    )
    _refuse_entities(found.text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(found.text.encode(), parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", 0) == _NO_MEMORY:
            raise MemoryError from None
        raise _broken(error) from None
    internal: Any = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise _declares_entities()
    notes = (*found.notes, *_unknown_entities(root.iter(etree.Entity)))
    return Tree(root, found.encoding, found.encoding_from, notes)


def name_of(element: _Element) -> str:
    """An element's name without its namespace; empty for an entity reference."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def is_reference(element: _Element) -> bool:
    """Whether this is a reference to an entity: comments and instructions are not kept."""
    return not isinstance(element.tag, str)


def children(element: _Element | None, *names: str) -> list[_Element]:
    """The children of an element that have one of these names, whatever their namespace."""
    return [] if element is None else [one for one in element if name_of(one) in names]


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first element at a path of names below ``element``."""
    for name in path:
        element = next(iter(children(element, name)), None)
    return element


def exact_text(element: _Element | None, leave_out: frozenset[str] = frozenset()) -> str:
    """All text inside an element, white space as it stands.

    Args:
        element: where to look; None has no text.
        leave_out: names of elements whose text does not count.
    """
    parts: list[str] = []
    left: list[_Element | str] = [] if element is None else [element]
    while left:
        item = left.pop()
        if isinstance(item, str):
            parts.append(item)
        elif is_reference(item):
            parts.append(entity_text(item))
        elif name_of(item) not in leave_out:
            parts.append(item.text or "")
            left += inside(item)
    return "".join(parts)


def inside(element: _Element) -> Iterator[_Element | str]:
    """An element's children and the text after each, last first, as a stack takes them."""
    for one in element.iterchildren(reversed=True):
        yield one.tail or ""
        yield one


def text_in(element: _Element | None, leave_out: frozenset[str] = frozenset()) -> str:
    """The same as :func:`exact_text`, white space collapsed."""
    return collapsed(exact_text(element, leave_out))


def collapsed(text: str) -> str:
    """``text`` with single blanks, and none around it."""
    return _BLANKS.sub(" ", text).strip()


def entity_text(reference: _Element) -> str:
    """The character of an entity that HTML knows, else the reference as it is written."""
    written = str(reference.text)
    return html5.get(written[1:], written)


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


def _refuse_entities(text: str) -> None:
    """Refuse what declares entities before a parser could expand them."""
    doctype = _DOCTYPE.match(text)
    if doctype is None:
        return
    if doctype["whole"] is None:
        found = "<!ENTITY" in text
    else:
        found = any(one["declared"] for one in _ENTITY.finditer(doctype["subset"] or ""))
    if found:
        raise _declares_entities()


def _declares_entities() -> RefusedError:
    return RefusedError(
        "declares XML entities of its own, which are not read",
        "save it with the entities replaced by their text, without <!ENTITY",
    )


def _unknown_entities(references: Iterator[_Element]) -> Iterator[str]:
    unknown = [one for one in map(entity_text, references) if one.startswith("&") and one != "&"]
    if unknown:
        names = ", ".join(sorted(set(unknown))[:5])[:100]
        yield f"references to unknown entities stand as they are ({names})"


def _broken(error: XMLSyntaxError) -> RefusedError:
    reason = collapsed(_ADVICE.sub("", _ADVICE.sub("", error.msg or "")))[:200]
    where = f"{reason}, line {error.lineno}"
    if getattr(error, "code", 0) in _BEYOND_LIMITS:
        return RefusedError(
            f"is nested or sized beyond what is safe to read ({where})", "split or simplify it"
        )
    return RefusedError(f"is not well-formed XML ({where})", "get the file again, or mend it")

"""Whether an input is an HTML page, by its first bytes."""

from __future__ import annotations

import codecs
import re

from pipeline.read.html.marks import words

_SPACE = re.compile(r"[\s\ufeff]*")
_XML = re.compile(r"<\?xml\b[^>]*\?>", re.IGNORECASE)
# Comments and other instructions; one that does not end hides all the rest.
_ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:>|\Z)", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype\s+([\w:-]+)[^>\[]*(?:\[.*?\]\s*)?>?", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<([a-zA-Z][\w:-]*)(?=[\s/>])")
_PAGE = words("html head body frameset")
# What a fragment may begin with: tags that no format of papers has as its root.
_PARTS = words(
    "p div h1 h2 h3 h4 h5 h6 br hr table tr td span ul ol li dl center font blockquote pre"
    " section main header nav a b strong em i img form meta link title style script"
)
_ONLY_HTML = re.compile(
    r"</?(?:p|div|h[1-6]|br|hr|table|tr|td|span|ul|ol|li|dl|dt|dd|center|font|a|b|strong|img)"
    r"(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_PAPER = re.compile(r"<(?:front|article-meta|journal-meta|sec|pmid|infon|passage|xref)\b", re.I)
_SEVERAL = 3
_LOOKED_AT = 4000
_NAMES = (".html", ".htm", ".xhtml")
_OTHER = ("%PDF", "PK\x03\x04", "{\\rtf", "\x1f\x8b", "\x89PNG", "MZ", "GIF8")


def fits(head: bytes, name: str) -> bool:
    """Tell by content; by the name only where the content leaves it open."""
    text = _ascii_view(head)
    named = name.lower().endswith(_NAMES)
    at, is_xml = _past_prologue(text)
    if doctype := _DOCTYPE.match(text, at):
        return doctype[1].lower() == "html"
    tag = _TAG.match(text, at)
    root = tag[1].lower() if tag else ""
    if root in _PAGE:
        return not is_xml or root == "html"
    if is_xml or _PAPER.search(text):
        return False
    parts = len(_ONLY_HTML.findall(text[at : at + _LOOKED_AT]))
    if root in _PARTS or (root == "article" and parts):
        return parts >= _SEVERAL or (named and parts > 0)
    return named and not root and not text.startswith(_OTHER) and "\0" not in text


def _ascii_view(head: bytes) -> str:
    """The markup of the first bytes, whatever the encoding of the text between."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "ignore")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _past_prologue(text: str) -> tuple[int, bool]:
    """Where the content begins, and whether an XML declaration comes before."""
    at, is_xml = _SPACE.match(text).end(), False  # type: ignore[union-attr]
    while True:
        if xml := _XML.match(text, at):
            is_xml = True
        skipped = xml or _ASIDE.match(text, at)
        if not skipped:
            return at, is_xml
        at = _SPACE.match(text, skipped.end()).end()  # type: ignore[union-attr]

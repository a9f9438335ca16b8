"""The bytes of an XML document: which encoding they are in, and its text."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import UsageError
from pipeline.read.encoding.decode import Decoded, decode
from pipeline.read.encoding.names import codec_named
from pipeline.read.outcome import RefusedError

DECLARATION = re.compile(r"\s*(<\?xml\s[^>]*>)")
"""An XML declaration; blank lines before it, which the standard forbids, are common."""

_DECLARED = re.compile(r"""\sencoding\s*=\s*["']([\w.:-]+)["']""")
# By marks, or by how "<" is written.
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def head_text(head: bytes) -> str:
    """The beginning of an XML document, as far as it can be decoded."""
    name = _written(head) or _declared(head) or "utf-8"
    for codec in (name, "utf-8"):
        try:
            decoder = codecs.getincrementaldecoder(codec_named(codec))("replace")
            return decoder.decode(head).removeprefix("\ufeff")
        except (UsageError, LookupError, UnicodeError):
            continue  # what it declares is not known, or not true
    return ""


def decode_xml(data: bytes, *, encoding: str | None = None) -> Decoded:
    """Decode a document; blanks stand for its declaration, which is no longer true.

    Args:
        data: its bytes.
        encoding: what the user says that it is encoded in, whatever it declares.

    Raises:
        UsageError: there is no such ``encoding``.
        RefusedError: it is empty, or not in the encoding that it declares.
    """
    found = decode(data, encoding=encoding) if encoding else _as_it_says(data)
    text = found.text.removeprefix("\ufeff")
    if declaration := DECLARATION.match(text):
        text = re.sub(r"\S", " ", declaration[0]) + text[declaration.end() :]
    return found._replace(text=text)


def _as_it_says(data: bytes) -> Decoded:
    """Decode as declared, unless the bytes themselves contradict: then they are right."""
    declared, written = _declared(data), _written(data)
    if not declared:
        return decode(data)
    try:
        codec = codec_named(declared)
    except UsageError:
        raise RefusedError(
            f"declares the encoding {declared[:40]!r}, which is not known",
            "give --encoding NAME or save it as UTF-8",
        ) from None
    # Written in single bytes, the declaration can not be right about UTF-16.
    is_wide = codec.startswith(("utf-16", "utf-32"))
    if _family(codec) == _family(written) if written else not is_wide:
        return decode(data, encoding=declared)
    found = decode(data)
    note = f"declares the encoding {declared}, which it is not in"
    return found._replace(notes=(*found.notes, note))


def _declared(data: bytes) -> str:
    head = data[:1000].decode(_written(data) or "latin-1", errors="ignore")
    declaration = DECLARATION.match(head.removeprefix("\ufeff"))
    found = _DECLARED.search(declaration[1]) if declaration else None
    return found[1] if found else ""


def _written(data: bytes) -> str:
    return next((codec for start, codec in _WIDE if data.startswith(start)), "")


def _family(codec: str) -> str:
    """``utf-8``, ``utf-16`` or ``utf-32``; any other codec is its own."""
    return codec[:6].rstrip("-") if codec.startswith("utf-") else codec

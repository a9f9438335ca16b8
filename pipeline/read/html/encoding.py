"""From an HTML page's bytes to its text: what the page declares counts, if it is true."""

from __future__ import annotations

import codecs
import re

from pipeline.errors import UsageError
from pipeline.read.encoding.decode import Decoded, decode
from pipeline.read.encoding.names import codec_named
from pipeline.read.extracted import Given
from pipeline.read.outcome import RefusedError

_DECLARED_WITHIN = 4096
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)"
    rb"|<meta\b[^>]{0,1000}?charset\s*=\s*[\"']?\s*([\w:.-]+)",
    re.IGNORECASE,
)
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS = (*_WIDE_MARKS, codecs.BOM_UTF8)
# As browsers read these labels, which pages use loosely.
_SUPERSET = {
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    # A page whose declaration could be read is in neither.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_TEXT_CODEC = re.compile(
    r"utf-8|cp\d+|shift_jis.*|euc_.*|iso2022_.*|gb.*|hz|big5.*|johab|iso8859-\d+|koi8-\w|mac-roman"
    r"|tis-620"
)
_SINGLE_BYTE = re.compile(r"cp12\d\d|iso8859-\d+|koi8-\w|mac-roman|tis-620")
_NON_ASCII = re.compile("[^\x00-\x7f]")


def decode_page(data: bytes, given: Given) -> Decoded:
    """Decode by the user's word, a byte-order mark, the page's declaration, or by detection.

    Raises:
        RefusedError: nothing decodes it.
    """
    if not data.startswith(_WIDE_MARKS):
        data = data.replace(b"\0", b"")  # browsers pass over it
    if given.encoding:
        return decode(data, encoding=given.encoding)
    if data.startswith(_MARKS) and (marked := _as(data, None)):
        return marked
    declared = declared_codec(data)
    if not declared:
        return decode(data)
    true = None if _is_really_utf8(data, declared) else _as(data, declared)
    if true is not None and not _is_damaged(true):
        return true
    found = _as(data, None)
    if found is None or (true is not None and _is_damaged(found)):
        return true or decode(data)
    note = f"declares {declared}, but is {found.encoding}"
    return found._replace(notes=(*found.notes, note))


def declared_codec(data: bytes) -> str:
    """The codec for the encoding that a page's start declares; empty for none or no such."""
    match = _DECLARATION.search(_COMMENT.sub(b"", data[:_DECLARED_WITHIN]))
    if not match:
        return ""
    label = (match[1] or match[2]).decode("ascii", "ignore").lower()
    try:
        codec = codec_named(label)
    except UsageError:
        return ""
    codec = _SUPERSET.get(codec, codec)
    return codec if _TEXT_CODEC.fullmatch(codec) else ""


def _as(data: bytes, codec: str | None) -> Decoded | None:
    try:
        return decode(data, encoding=codec)
    except RefusedError:
        return None


def _is_damaged(found: Decoded) -> bool:
    return "\ufffd" in found.text


def _is_really_utf8(data: bytes, declared: str) -> bool:
    """Whether a page saved anew still declares its old encoding: chance hardly makes UTF-8."""
    if declared == "utf-8":
        return False
    try:
        beyond = len(_NON_ASCII.findall(data.decode("utf-8")))
    except UnicodeDecodeError:
        return False
    return beyond >= (1 if _SINGLE_BYTE.fullmatch(declared) else 10)

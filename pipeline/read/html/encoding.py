"""From an HTML page's bytes to its text: what the page declares counts, if it is true."""

from __future__ import annotations

import codecs
import re

from pipeline.read.encoding.decode import Decoded, decode
from pipeline.read.extracted import Given

_DECLARED_WITHIN = 4096
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)"
    rb"|<meta\b[^>]{0,1000}?charset\s*=\s*[\"']?\s*([\w:.-]+)",
    re.IGNORECASE,
)
# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# As browsers read these labels, which pages use loosely.
_READ_AS = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac_roman",
    "utf8": "utf-8",
}
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
    wide = data.startswith(tuple(mark for mark, name in _MARKS if name != "utf-8-sig"))
    if not wide:
        data = data.replace(b"\0", b"")  # browsers pass over it
    if given.encoding:
        return decode(data, encoding=given.encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark) and (text := _strict(data, codec)) is not None:
            return Decoded(text, codec, "mark")
    declared = declared_codec(data)
    if not declared:
        return decode(data)
    text = _strict(data, declared)
    if text is not None and not _is_really_utf8(data, declared):
        return Decoded(text, declared, "declared")
    found = decode(data)
    note = f"declares {declared}, but is {found.encoding}"
    return found._replace(notes=(*found.notes, note))


def declared_codec(data: bytes) -> str:
    """The codec for the encoding that a page's start declares; empty for none or no such."""
    match = _DECLARATION.search(_COMMENT.sub(b"", data[:_DECLARED_WITHIN]))
    if not match:
        return ""
    label = (match[1] or match[2]).decode("ascii", "ignore").lower()
    try:
        codec = codecs.lookup(_READ_AS.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    codec = _SUPERSET.get(codec, codec)
    return codec if _TEXT_CODEC.fullmatch(codec) else ""


def _strict(data: bytes, codec: str) -> str | None:
    """The text; the wider sets that pages use under the same label are tried too."""
    wider = {"euc_jp": "euc_jis_2004", "iso2022_jp": "iso2022_jp_ext"}.get(codec)
    for name in filter(None, (codec, wider)):
        try:
            return data.decode(name)
        except (UnicodeError, ValueError):
            continue
    return None


def _is_really_utf8(data: bytes, declared: str) -> bool:
    """Whether a page saved anew still declares its old encoding: chance hardly makes UTF-8."""
    if declared == "utf-8":
        return False
    try:
        beyond = len(_NON_ASCII.findall(data.decode("utf-8")))
    except UnicodeDecodeError:
        return False
    return beyond >= (1 if _SINGLE_BYTE.fullmatch(declared) else 10)

"""From bytes to text: strict UTF-8, with a remedy for everything else."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.read.outcome import RefusedError

_BOM = b"\xef\xbb\xbf"
# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\([BJ]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GUESSES = (("cp932", "CP932"), ("euc_jp", "EUC-JP"))
_PROBE_BYTES = 20_000


class Decoded(NamedTuple):
    """Text, and the name of the codec that gives it back from the bytes."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decode UTF-8, a byte-order mark removed (the encoding is then ``utf-8-sig``).

    Line ends stay as they are.

    Raises:
        RefusedError: ``data`` is empty, blank, binary, or in another encoding; the byte offset
            counts from the start of ``data``.
    """
    if not data:
        raise RefusedError("is empty", "give a file with text in it")
    _refuse_other_encodings(data)
    marked = data.startswith(_BOM)
    body = data[len(_BOM) :] if marked else data
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(body)
        raise RefusedError(
            f"is not UTF-8 (byte 0x{data[offset]:02x} at offset {offset})", _how_to_convert(data)
        ) from None
    check_text(text)
    return Decoded(text, "utf-8-sig" if marked else "utf-8")


def check_text(text: str) -> None:
    """Refuse text that no stage could use: blank, with NUL, or with lone surrogates."""
    if not text or text.isspace():
        raise RefusedError("holds nothing but white space", "give a file with text in it")
    if (nul := text.find("\0")) >= 0:
        raise RefusedError(f"holds a NUL character at {nul}", "remove it or save as plain text")
    if lone := _SURROGATE.search(text):
        raise RefusedError(
            f"holds a lone surrogate (U+{ord(lone[0]):04X}) at character {lone.start()}",
            "write characters beyond U+FFFF whole, as UTF-8 or as a pair of escapes",
        )


def _refuse_other_encodings(data: bytes) -> None:
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            raise RefusedError(f"is {name}, not UTF-8", _convert_from(name))
    if (nul := data.find(b"\0")) >= 0:
        raise RefusedError(
            f"is binary (NUL byte at offset {nul})", "save it as plain text in UTF-8"
        )
    if _ISO_2022_JP.search(data[:_PROBE_BYTES]):
        raise RefusedError("is ISO-2022-JP, not UTF-8", _convert_from("ISO-2022-JP"))


def _how_to_convert(data: bytes) -> str:
    """Name the Japanese encoding that fits, if one does: most kana wins."""
    best, most = "its own encoding", 0
    for codec, name in _GUESSES:
        kana = len(_KANA.findall(data[:_PROBE_BYTES].decode(codec, errors="ignore")))
        try:
            data.decode(codec)
        except UnicodeDecodeError:
            continue
        if kana > most:
            best, most = name, kana
    if not most:
        return "convert it to UTF-8, e.g. with iconv -f OLD -t UTF-8, or save it as plain text"
    return f"it looks like {best}: {_convert_from(best)}"


def _convert_from(name: str) -> str:
    return f"convert it, e.g. with iconv -f {name} -t UTF-8"

"""Decoding that loses nothing unseen: what a codec refuses is mended or counted.

Python's Japanese codecs are stricter than the programs that wrote the files. No codec of
Python's reads EUC-JP or ISO-2022-JP as browsers do: ``euc_jp`` lacks rows 13 and 89 to 92 (①, ㈱,
髙), ``euc_jis_2004`` has ten fewer in row 13 and *other* characters in rows 89 to 92.
"""

from __future__ import annotations

import codecs
import re
from contextvars import ContextVar
from dataclasses import dataclass

BAD = "\ufffd"
_HANDLER = "taisei.mend"
_SURROGATE_UTF8 = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_PAIR_UTF8 = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_NOT_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
_NOT_CP932_PLACE = re.compile("(?<!\ufffd)[\x80\uf8f0-\uf8f3]+")
_NEAR = 2  # so many bytes between two bad ones may be of the same damaged character
# Rows 13 and 89 to 92, as NEC and IBM filled them and Windows kept them.
_VENDOR = re.compile(rb"[\x2d\x79-\x7c][\x21-\x7e]")


@dataclass(slots=True)
class Mended:
    """What came of decoding.

    Attributes:
        text: the text; U+FFFD stands for each byte sequence that the codec refuses.
        bad: how many of those there are.
        places: in how many places, as one damaged character may make several.
        first: the byte offset of the first; -1 without any.
        beyond: how many characters the codec itself refuses, but that are sure all the same.
        damaged: how many U+FFFD the bytes themselves held.
    """

    text: str = ""
    bad: int = 0
    places: int = 0
    first: int = -1
    beyond: int = 0
    damaged: int = 0


@dataclass(slots=True)
class _State:
    codec: str
    most: int
    found: Mended
    end: int = -9  # of the last bad sequence


_STATE: ContextVar[_State] = ContextVar("state")


def mend(data: bytes, codec: str) -> Mended | None:
    """Decode ``data``, or give None where too much of it is bad.

    It may be bad in one place, or in as many as 1 % of its characters.
    """
    if codec == "utf-8-sig" and data.startswith(codecs.BOM_UTF8):
        # The codec itself counts bytes from behind the mark.
        body = mend(data[len(codecs.BOM_UTF8) :], "utf-8")
        if body is not None and body.bad:
            body.first += len(codecs.BOM_UTF8)
        return body
    try:
        found = Mended(data.decode(codec))
    except UnicodeDecodeError:
        found = Mended()
        # A text has no more characters than bytes: this bounds the work on hopeless data.
        token = _STATE.set(_State(codec, _most(len(data)), found))
        codecs.register_error(_HANDLER, _mended)
        try:
            found.text = data.decode(codec, _HANDLER)
        except UnicodeDecodeError:
            return None
        finally:
            _STATE.reset(token)
    except UnicodeError:
        return None
    if codec == "cp932":
        _unassign(found)
    length = len(found.text)
    if found.places > max(1, length // 100) or found.bad > _most(length):
        return None
    found.damaged = found.text.count(BAD) - found.bad
    return found


def _most(length: int) -> int:
    """How much may be bad: each place makes up to four U+FFFD."""
    return 4 + length // 25


def first_refused(data: bytes, codec: str) -> int:
    """The byte offset of what ``codec`` refuses first; -1 if it takes all."""
    try:
        data.decode("utf-8" if codec == "utf-8-sig" else codec)
    except UnicodeError as error:
        return int(getattr(error, "start", 0))
    return -1


def _unassign(found: Mended) -> None:
    """Replace what Python's CP932 makes of the bytes 0x80, 0xA0 and 0xFD to 0xFF: they are none."""
    first = _NOT_CP932.search(found.text)
    if first is None:
        return
    found.places += len(_NOT_CP932_PLACE.findall(found.text))
    before = found.text[: first.start()]
    if BAD not in before:
        found.first = len(before.encode("cp932"))
    found.text, count = _NOT_CP932.subn(BAD, found.text)
    found.bad += count


def _mended(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    state = _STATE.get()
    at, found = error.start, state.found
    sure = _sure(error.object, at, state.codec)
    if sure is not None:
        found.beyond += 1
        return sure
    found.bad += 1
    if found.bad > state.most:
        raise error
    found.places += at - state.end > _NEAR
    if found.first < 0:
        found.first = at
    # One lone surrogate is one character, though UTF-8 refuses each of its bytes.
    lone = state.codec == "utf-8" and _SURROGATE_UTF8.match(error.object, at)
    state.end = at + 3 if lone else error.end
    return BAD, state.end


def _sure(data: bytes, at: int, codec: str) -> tuple[str, int] | None:
    """The one character that the bytes at ``at`` mean although ``codec`` refuses them."""
    if codec == "utf-8" and _PAIR_UTF8.match(data, at):  # CESU-8, as some databases write it
        pair = data[at : at + 6].decode("utf-8", "surrogatepass")
        return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le"), at + 6
    two = data[at : at + 2]
    if codec == "euc_jp" and len(two) == 2 and min(two) > 0xA0:
        two = bytes(byte & 0x7F for byte in two)
    elif not codec.startswith("iso2022_jp"):
        return None
    if _VENDOR.fullmatch(two) is None:
        return None
    try:
        return _shifted(two[0], two[1]).decode("cp932"), at + 2
    except UnicodeDecodeError:
        return None


def _shifted(row: int, cell: int) -> bytes:
    """A JIS X 0208 place, both bytes 0x21 to 0x7E, as Shift_JIS writes it."""
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    trail = cell + (0x7E if row % 2 == 0 else 0x1F if cell < 0x60 else 0x20)
    return bytes((lead, trail))

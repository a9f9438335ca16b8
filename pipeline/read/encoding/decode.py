"""From bytes to text: what is declared, then marks, then strict UTF-8, then evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.read.encoding.guess import guess, wide
from pipeline.read.encoding.mend import Mended, first_refused, mend
from pipeline.read.encoding.names import codec_named, label_of
from pipeline.read.outcome import RefusedError

# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Terminals and printers write other escape sequences.
_JIS_ESCAPE = re.compile(rb"\x1b\$[@B]|\x1b\$\([DOPQ]|\x1b\(I")
_ESCAPE_LEFT = re.compile(r"\x1b[$(]")
_ISO_2022_JP = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2", "iso2022_jp_2004")
_BINARY = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b\x08", "gzip-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "a database"),
)
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_NOT_CONTROLS = bytes(set(range(256)) - set(_CONTROLS))
_ASCII = bytes(range(128))
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile("[\\s\0\ufeff\ufffd]*")
_REMEDY = "give --encoding NAME or convert it to UTF-8, e.g. with iconv -f NAME -t UTF-8"


class Decoded(NamedTuple):
    """Text, the codec that gives it back from the bytes, and how that was found.

    ``data.decode(encoding)`` is ``text`` unless a note says that bytes were replaced, or that
    characters are beyond the codec. ``text`` never holds surrogates. ``encoding_from`` and
    ``notes`` are as in :class:`~pipeline.read.extracted.Extracted`.
    """

    text: str
    encoding: str
    encoding_from: str = "default"
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """Decode ``data``: as declared, by its marks, as strict UTF-8, or by what makes sense.

    A byte-order mark at the start goes; line ends and all else stay. Where the encoding is
    plain and few bytes (1 %, or one) are not of it, U+FFFD stands for them and a note says so.

    Args:
        data: the bytes of one text.
        encoding: what the user says that they are encoded in.

    Raises:
        UsageError: there is no such ``encoding``.
        RefusedError: ``data`` is empty, blank, binary, not in ``encoding``, or in none that can
            be told; byte offsets count from the start of ``data``.
    """
    codec = None if encoding is None else codec_named(encoding)
    if not data:
        raise RefusedError("is empty", "give a file with text in it")
    for signature, what in _BINARY:
        if data.startswith(signature):
            raise _binary(what)
    if codec is not None:
        found = _declared(data, codec)
    else:
        found = _marked(data) or _utf8(data) or _detected(data)
    # UTF-7 alone can give surrogates; they are for check_text to refuse.
    _refuse_controls(found.text.encode("utf-8", "surrogatepass"))
    check_text(found.text)
    return found


def check_text(text: str) -> None:
    """Refuse text that no stage could use: blank, or with lone surrogates."""
    blank = _BLANK.match(text)
    if blank is None or blank.end() == len(text):
        raise RefusedError("holds nothing but white space", "give a file with text in it")
    if not text.isascii() and (lone := _SURROGATE.search(text)):
        raise RefusedError(
            f"holds a lone surrogate (U+{ord(lone[0]):04X}) at character {lone.start()}",
            "write characters beyond U+FFFF whole, as UTF-8 or as a pair of escapes",
        )


def _declared(data: bytes, codec: str) -> Decoded:
    found = _best(data, _meant(data, codec), "declared")
    if found is None:
        if wide(data) is None:
            _refuse_controls(data)
        raise _refused(data, codec)
    if found.encoding.startswith("utf-8") or data.isascii() or b"\0" in data:
        return found
    if first_refused(data, "utf-8") >= 0:
        return found
    return found._replace(notes=(*found.notes, "would be valid UTF-8, too"))


def _meant(data: bytes, codec: str) -> tuple[str, ...]:
    """The codecs that the name of ``codec`` may mean for ``data``."""
    family = codec[:6].rstrip("-")
    for mark, marked in _MARKS:
        if data.startswith(mark) and marked.startswith(family):
            return (marked,)
    if codec in ("utf-16", "utf-32"):
        order = wide(data) or ""
        return (order if order.startswith(codec) else f"{codec}-le",)
    if codec == "iso8859-1" and re.search(rb"[\x80-\x9f]", data):
        return ("cp1252",)  # no text has C1 controls; browsers read it so, too
    if codec == "iso2022_jp":
        return _ISO_2022_JP
    return ("shift_jis", "cp932") if codec == "shift_jis" else (codec,)


def _marked(data: bytes) -> Decoded | None:
    """By a byte-order mark, or by the escape sequences of ISO-2022-JP."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            if found := _best(data, (codec,), "mark"):
                return found
            if codec != "utf-32":  # that mark may be UTF-16's and a NUL
                raise _refused(data, codec)
    if b"\x1b" not in data or not _JIS_ESCAPE.search(data):
        return None
    high = len(data.translate(None, _ASCII))
    if high and (high > 1 + len(data) // 100 or first_refused(data, "utf-8") < 0):
        return None
    found = _best(data, _ISO_2022_JP, "mark")
    if found is None and not high:
        raise _refused(data, "iso2022_jp")
    return found


def _utf8(data: bytes) -> Decoded | None:
    if first_refused(data, "utf-8") >= 0:
        return None
    # English in UTF-16 is valid UTF-8, with a NUL after each letter.
    codec = wide(data) if data.translate(None, _NOT_CONTROLS) else None
    return (codec and _best(data, (codec,), "detected")) or _best(data, ("utf-8",), "default")


def _detected(data: bytes) -> Decoded:
    if found := _best(data, guess(data), "detected"):
        return found
    _refuse_controls(data)
    # Nothing tells what a few odd bytes among ASCII are; the rest is plain all the same.
    mended = mend(data, "utf-8")
    if mended is None or mended.bad * 100 > len(mended.text):
        raise _refused(data, "utf-8", " and fits no other encoding well")
    return Decoded(mended.text, "utf-8", "detected", tuple(_notes(mended, "utf-8")))


def _best(data: bytes, names: Iterable[str], found_by: str) -> Decoded | None:
    """The first of the codecs that lose least."""
    best: tuple[Mended, str] | None = None
    for codec in names:
        mended = mend(data, codec)
        if mended is not None and (best is None or _loss(mended) < _loss(best[0])):
            best = mended, codec
        if best is not None and _loss(best[0]) == (0, 0):
            break
    if best is None:
        return None
    mended, codec = best
    if codec == "euc_jp" and mended.beyond and mend(data, "euc_jis_2004") == Mended(mended.text):
        mended, codec = Mended(mended.text), "euc_jis_2004"
    return Decoded(mended.text, codec, found_by, tuple(_notes(mended, codec)))


def _loss(mended: Mended) -> tuple[int, int]:
    return (mended.bad, mended.beyond)


def _notes(mended: Mended, codec: str) -> Iterable[str]:
    label = label_of(codec)
    if mended.bad:
        several = "sequences are" if mended.bad > 1 else "sequence is"
        stand = "stand" if mended.bad > 1 else "stands"
        yield (
            f"{mended.bad} byte {several} not {label} and {stand} as U+FFFD,"
            f" the first at byte {mended.first}"
        )
    if mended.beyond:
        how = "pairs of surrogates (CESU-8)" if label == "UTF-8" else "Windows writes them"
        yield f"{_counted(mended.beyond, 'character')} beyond {codec} read as {how}"
    if mended.damaged:
        counted = _counted(mended.damaged, "replacement character")
        yield f"holds {counted} (U+FFFD): it was damaged before"
    if nul := mended.text.count("\0"):
        yield f"holds {_counted(nul, 'NUL character')}"
    if codec in _ISO_2022_JP and (left := len(_ESCAPE_LEFT.findall(mended.text))):
        yield f"{_counted(left, 'escape sequence')} of ISO-2022-JP could not be followed"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _refuse_controls(data: bytes) -> None:
    """Refuse what is no text: a stray control character or two is well, one in twenty is not."""
    controls = data.translate(None, _NOT_CONTROLS)
    if len(controls) > max(2, len(data) // 20):
        raise _binary(f"{len(controls) * 100 // len(data)} % of it is control characters")


def _binary(what: str) -> RefusedError:
    return RefusedError(f"is binary ({what})", "save it as plain text in UTF-8")


def _refused(data: bytes, codec: str, more: str = "") -> RefusedError:
    at = first_refused(data, codec)
    byte = f" (byte 0x{data[at]:02x} at offset {at})" if 0 <= at < len(data) else ""
    return RefusedError(f"is not {label_of(codec)}{byte}{more}", _REMEDY)

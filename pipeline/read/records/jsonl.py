"""JSON Lines: one JSON object a line, with ``text`` and, best, ``id``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from pipeline.read.encoding.decode import Decoded, check_text, decode
from pipeline.read.extracted import Extracted, Given, Refused
from pipeline.read.format import Format
from pipeline.read.outcome import RefusedError

_OPENS_WITH_RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:id|text)"\s*:')
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_EXPECTED = 'write one JSON object a line: {"id": "…", "text": "…"}'
_BOM = b"\xef\xbb\xbf"


def _fits(head: bytes, name: str) -> bool:
    return name.lower().endswith((".jsonl", ".ndjson")) or (
        not name.lower().endswith(".txt") and _OPENS_WITH_RECORD.match(head) is not None
    )


def _read(data: bytes, given: Given) -> Iterator[Extracted | Refused]:
    """Read line by line; a line whose id can not be read gets ``<stem>-<line>``, as one without."""
    if not data.strip():
        raise RefusedError("is empty", "give a file with records in it")
    for number, line in enumerate(_lines(data, given), start=1):
        if not line.raw.strip():
            continue
        try:
            yield _record(line, number, given)
        except RefusedError as error:
            yield Refused(number, error.what, error.remedy)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's bytes, and what it was decoded to with all others, if that went."""

    raw: bytes
    decoded: Decoded | None


def _lines(data: bytes, given: Given) -> list[_Line]:
    """All lines in one encoding, found from all of them; each by itself where none fits."""
    raw = data.removeprefix(_BOM).split(b"\n")
    try:
        whole = decode(data, encoding=given.encoding)
    except RefusedError:
        return [_Line(line, None) for line in raw]
    texts = whole.text.split("\n")
    if len(texts) != len(raw):  # UTF-16, in which a line end is no single byte
        raw = [text.encode() for text in texts]
    return [
        _Line(line, whole._replace(text=text, notes=whole.notes if "\ufffd" in text else ()))
        for line, text in zip(raw, texts, strict=True)
    ]


def _record(line: _Line, number: int, given: Given) -> Extracted:
    decoded = line.decoded or decode(line.raw, encoding=given.encoding)
    record = _object(decoded.text)
    return Extracted(
        _text_of(record),
        id=_check_id(record.get("id")) or "",
        record=number,
        sha256=sha256(line.raw).hexdigest(),
        encoding=decoded.encoding,
        encoding_from=decoded.encoding_from,
        notes=decoded.notes,
    )


def _object(text: str) -> dict[str, object]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusedError(
            f"is not JSON ({error.msg} at column {error.colno})", _EXPECTED
        ) from None
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"is not usable JSON ({error})", _EXPECTED) from None
    if not isinstance(value, dict):
        raise RefusedError("is JSON, but not an object", _EXPECTED)
    return value


def _check_id(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RefusedError("has an id that is neither a string nor a whole number", _EXPECTED)
    text = str(value).strip()
    if not text or _CONTROL.search(text):
        raise RefusedError("has an id that is blank or holds control characters", _EXPECTED)
    return text


def _text_of(record: dict[str, object]) -> str:
    if "text" not in record:
        raise RefusedError("has no text", _EXPECTED)
    text = record["text"]
    if not isinstance(text, str):
        raise RefusedError("has a text that is not a string", _EXPECTED)
    check_text(text)
    return text


FORMAT = Format(name="jsonl", extensions=(".jsonl", ".ndjson"), fits=_fits, read=_read)

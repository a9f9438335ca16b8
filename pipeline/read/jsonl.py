"""JSON Lines: one JSON object a line, with ``text`` and, best, ``id``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pipeline.read.decode import Decoded, check_text, decode
from pipeline.read.format import Format, Record
from pipeline.read.outcome import RefusedError

_OPENS_WITH_RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:id|text)"\s*:')
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_EXPECTED = 'write one JSON object a line: {"id": "…", "text": "…"}'
_BOM = b"\xef\xbb\xbf"


def _fits(head: bytes, name: str) -> bool:
    return name.lower().endswith((".jsonl", ".ndjson")) or (
        not name.lower().endswith(".txt") and _OPENS_WITH_RECORD.match(head) is not None
    )


def _records(data: bytes, stem: str) -> Iterator[Record]:
    """Find the lines; a line whose id can not be read gets ``<stem>-<line>``, as one without."""
    at = len(_BOM) if data.startswith(_BOM) else 0
    for number, line in enumerate(data[at:].split(b"\n"), start=1):
        end = at + len(line)
        if line.strip():
            yield Record(_id_of(line) or f"{stem}-{number}", at, end, number)
        at = end + 1


def _id_of(line: bytes) -> str | None:
    try:
        return _check_id(_object(line).get("id"))
    except RefusedError:
        return None


def _object(line: bytes) -> dict[str, object]:
    text = decode(line).text
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


def _decode(line: bytes) -> Decoded:
    record = _object(line)
    _check_id(record.get("id"))
    if "text" not in record:
        raise RefusedError("has no text", _EXPECTED)
    text = record["text"]
    if not isinstance(text, str):
        raise RefusedError("has a text that is not a string", _EXPECTED)
    check_text(text)
    return Decoded(text, "utf-8")


FORMAT = Format(
    name="jsonl", extensions=(".jsonl", ".ndjson"), fits=_fits, decode=_decode, records=_records
)

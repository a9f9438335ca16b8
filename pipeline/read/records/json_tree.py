"""JSON documents: told from JSON Lines by their first bytes, loaded, their ids checked."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass

from pipeline.read.outcome import RefusedError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"\s*+:?|[{}\[\]]|"', re.DOTALL)
_UNUSABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
LINES = (".jsonl", ".ndjson")
"""Names that belong to JSON Lines, whatever the content looks like."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the first bytes of a JSON document tell.

    Attributes:
        keys: of the object, or of a list's objects.
        is_list: it is a list.
        over_lines: it has line ends inside, as a record of JSON Lines has not.
    """

    keys: frozenset[str]
    is_list: bool
    over_lines: bool


def shape_of(head: bytes) -> Shape | None:
    """Look at an input's first bytes; None for what is no JSON object or list, or several."""
    text = _head_text(head).lstrip("\ufeff \t\r\n")
    if not text.startswith(("{", "[")):
        return None
    is_list = text.startswith("[")
    depth, end, keys = 0, len(text), set()
    for token in _TOKEN.finditer(text):
        if token[0] in "{[":
            depth += 1
        elif token[0] in "}]":
            depth -= 1
        elif token[0].endswith(":") and depth == 1 + is_list:
            keys.add(token[0][1 : token[0].rindex('"')])
        elif token[0] == '"':
            break  # a string that the head cuts
        if depth <= 0:
            end = token.end()
            break
    if text[end:].strip():
        return None
    return Shape(frozenset(keys), is_list, "\n" in text[:end])


def has_several(text: str) -> bool:
    """Whether an object on the first line is followed by another, as in JSON Lines."""
    first, _, rest = text.lstrip("\ufeff \t\r\n").partition("\n")
    if not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def load(text: str, expected: str) -> object:
    """Load a JSON document.

    Args:
        text: the document.
        expected: the remedy to name where it is wrong.

    Raises:
        RefusedError: it is not JSON, or nested too deeply.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusedError(
            f"is not JSON ({error.msg} at line {error.lineno}, column {error.colno})", expected
        ) from None
    except RecursionError:
        raise RefusedError("is JSON nested too deeply to be read", expected) from None
    except ValueError as error:
        raise RefusedError(f"is not usable JSON ({error})", expected) from None


def id_of(value: object, expected: str) -> str:
    """A record's id as text; empty where it has none.

    Raises:
        RefusedError: it is no string and no whole number, or can not be printed.
    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RefusedError("has an id that is neither a string nor a whole number", expected)
    text = str(value).strip()
    if _UNUSABLE.search(text):
        raise RefusedError("has an id that holds control characters", expected)
    return text


def _head_text(head: bytes) -> str:
    marked = next((codec for mark, codec in _MARKS if head.startswith(mark)), None)
    for codec in [marked] if marked else ["utf-8", "cp932"]:
        try:
            return codecs.getincrementaldecoder(codec)("strict").decode(head)
        except UnicodeDecodeError:
            continue
    return head.decode("latin-1")

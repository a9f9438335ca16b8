"""The lines of a text and how wide they are set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.script import JAPANESE

# East Asian wide and full-width characters; the ambiguous ones are counted as narrow.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf"
    "\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff"
    "\U00020000-\U0003fffd]"
)
_JAPANESE_CHAR = re.compile(f"[{JAPANESE}]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, without the white space around it.

    ``width`` and ``indent`` are in columns (a full-width character takes two), ``gap`` counts
    the blank lines before it, ``trailing`` says whether white space stands after its text.
    """

    start: int
    end: int
    text: str
    width: int
    indent: int
    gap: int
    trailing: bool
    japanese: bool


def display_width(text: str) -> int:
    """Columns that ``text`` takes in a monospaced font."""
    return len(text) + len(_WIDE.findall(text))


def lines_of(text: str) -> tuple[Line, ...]:
    """Split at every line end (CR, LF, CRLF, form feed, …); blank lines only leave a gap."""
    found: list[Line] = []
    at = gap = 0
    for raw in text.splitlines(keepends=True):
        body = raw.strip()
        if body:
            start = at + len(raw) - len(raw.lstrip())
            end = start + len(body)
            ending = len(raw) - len(raw.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"))
            found.append(
                Line(
                    start=start,
                    end=end,
                    text=body,
                    width=display_width(body),
                    indent=display_width(text[at:start]),
                    gap=gap,
                    trailing=end < at + len(raw) - ending,
                    japanese=_JAPANESE_CHAR.search(body) is not None,
                )
            )
            gap = 0
        else:
            gap += 1
        at += len(raw)
    return tuple(found)

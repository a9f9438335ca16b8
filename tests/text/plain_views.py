"""Views made character by character, to hold the fast ones to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import combining, normalize

from pipeline.model import Span
from pipeline.text.footnotes import footnote_marks
from pipeline.text.hyphens import divides_word
from pipeline.text.script import JAPANESE_OR_PUNCTUATION

JAPANESE = re.compile(f"[{JAPANESE_OR_PUNCTUATION}]")
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
DASHES = "\u2010\u2011\u2012\u2013\u2212\ufe63"

Char = tuple[str, int, int]
"""A character of a view, and the range of the source that it came from."""


def plain_fold(text: str, start: int, end: int) -> list[Char]:
    chars: list[Char] = []
    at = start
    while at < end:
        stop = at + 1
        while stop < end and joins(text[at:stop], text[stop]):
            stop += 1
        chars += [(char, at, stop) for char in normalize("NFKC", text[at:stop])]
        at = stop
    return chars


def joins(before: str, char: str) -> bool:
    if combining(normalize("NFKD", char)[0]):
        return True
    together = normalize("NFKC", before + char)
    return together != normalize("NFKC", before) + normalize("NFKC", char)


def plain_unwrap(text: str, start: int, end: int, skip: Sequence[Span]) -> list[Char]:
    gone = [*skip, *footnote_marks(text, start, end)]
    chars = [
        ("-" if char in DASHES else char, a, b)
        for char, a, b in plain_fold(text, start, end)
        if char not in UNSEEN and not any(span.start <= a and b <= span.end for span in gone)
    ]
    line = "".join(char for char, _, _ in chars)
    out: list[Char] = []
    at = 0
    for run in re.finditer(r"\s+", line):
        stop, after = run.span()
        hyphen = line[:stop].endswith("-") and line[: stop - 1][-1:].isalnum()
        if hyphen and ("\n" in run[0] or "\r" in run[0]):
            raw = chars[stop - 1][1]
            stop -= divides_word(line, stop - 1, after, text[max(0, raw - 5000) : raw + 5000])
            out += chars[at:stop]
        else:
            out += chars[at:stop]
            beside = line[stop - 1 : stop], line[after : after + 1]
            if all(char and not JAPANESE.match(char) for char in beside):
                out.append((" ", *chars[stop][1:]))
        at = after
    return out + chars[at:]

"""Marks that lead to a footnote, set inside a sentence: no part of the words they follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Span
from pipeline.text.script import JAPANESE

_SUPERSCRIPT = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
FOOTNOTE_SIGNS = f"*＊※†‡{_SUPERSCRIPT}"
"""Body of a character class: a text without any of these has no such marks."""

_SIGN = re.compile(f"[{FOOTNOTE_SIGNS}]")
_DIGITS = "0-9\uff10-\uff19"
# An asterisk and a number after Latin capitals or digits name an allele (UGT1A1*28), and a raised
# digit after two letters is a unit's or an ion's (mm², Ca²⁺).
_MARKS = re.compile(
    rf"(?<=[{JAPANESE})\]）」』])[*＊]\s?[{_DIGITS}]{{1,2}}(?![{_DIGITS}])"
    rf"|(?<=[a-z]{{4}})[*＊](?=[\s,.;:)]|$)"
    rf"|(?<=[\w)\]）」』])※\s?[{_DIGITS}]{{1,2}}(?![{_DIGITS}])"
    rf"|(?:(?<=[A-Za-z]{{3}})|(?<=[{JAPANESE})）]))[{_SUPERSCRIPT}]{{1,2}}"
    rf"(?:[,、–-][{_SUPERSCRIPT}]{{1,2}})*(?![\u207a\u207bA-Za-z0-9])"
    rf"|(?<=[\w)\]）」』])[†‡]"
)


def footnote_marks(text: str, start: int, end: int) -> Iterator[Span]:
    """Where such marks stand in ``text[start:end]``: ``薬※3``, ``薬*1``, ``drug²``, ``drug†``.

    Marks in brackets of their own, as （※3）, stay: brackets part what they hold from the words.
    """
    at = start
    for sign in _SIGN.finditer(text, start, end):  # far faster than a search for all of a mark
        found = _MARKS.match(text, sign.start(), end) if sign.start() >= at else None
        if found:
            yield Span(*found.span())
            at = found.end()

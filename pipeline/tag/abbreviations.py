"""Abbreviations that an English text defines: ``long form (SF)`` and ``SF (long form)``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.model import Span
from pipeline.tag.alignment import align, words_listed
from pipeline.tag.brackets import closings
from pipeline.text.script import JAPANESE

_WINDOW = 220  # code points before a bracket in which its long form may begin
_MOST_CHARS, _MOST_WORDS = 16, 2  # of a short form

_JAPANESE = re.compile(f"[{JAPANESE}]")
_CUT = re.compile(r"[;,:]\s|[、:;]|\s(?:or|and)\s|\s?=(?!\s?[-\d.])")
_BEFORE = re.compile(r"(?<!\S)[^\s()\[\]]+$")
_VALUE = re.compile(r"[=<>≤≥±]")
_QUOTES = " \"'“”‘’「」"
_END = re.compile(r"[.?!][\"')\]]*\s+(?=[A-Z(\[])|[。！？!?]|[:;]\s")


@dataclass(frozen=True, slots=True)
class Pair:
    """A short form and its long form, as ranges of one text."""

    short: Span
    long: Span


def pairs(text: str, breaks: Sequence[int] = ()) -> Iterator[Pair]:
    """All abbreviations that ``text`` defines in brackets, in the order of the brackets.

    Args:
        text: folded and unwrapped.
        breaks: where its sentences begin, ascending; no pair goes across one. Ends of sentences
            that the signs alone tell are seen without.
    """
    for start, end in closings(text).items():
        floor = sentence_start(text, start, breaks)
        japanese = _JAPANESE.search(text[floor:start][::-1])
        if japanese:
            floor = start - japanese.start()
        found = (
            _long_first(text, floor, start, end)
            or _short_first(text, floor, start, end)
            or _both_inside(text, start + 1, end)
        )
        if found:
            yield found


def sentence_start(text: str, at: int, breaks: Sequence[int] = ()) -> int:
    """Where the sentence that holds ``at`` begins, as far back as a long form may reach."""
    floor = max(0, at - _WINDOW)
    index = bisect_right(breaks, at)
    start = floor = max(floor, breaks[index - 1] if index else 0)
    for match in _END.finditer(text, floor, at):
        if text[match.start()] != "." or not _no_end().search(text[floor : match.start()]):
            start = match.end()
    return start


def _long_first(text: str, floor: int, start: int, end: int) -> Pair | None:
    """``long form (SF)``: the short form is the bracket or goes to its first sign."""
    _, stop = _trim(text, floor, start)
    for left, right in _spans(text, start + 1, end):
        # substance(s), CB(1)
        glued = stop == start and right - left < 2
        if glued or not _may_be_short(text[left:right]):
            continue
        began = align(text[left:right], text[floor:stop])
        if began is not None:
            return Pair(Span(left, right), Span(floor + began, stop))
    return None


def _short_first(text: str, floor: int, start: int, end: int) -> Pair | None:
    """``SF (long form)``."""
    before = _BEFORE.search(text[floor:start].rstrip())
    if not before:
        return None
    left, right = _trim(text, floor + before.start(), floor + before.end())
    short = text[left:right]
    if not _may_be_short(short) or short.islower():
        return None
    for long in _spans(text, start + 1, end):
        if align(short, text[slice(*long)], whole=True) == 0:
            return Pair(Span(left, right), Span(*long))
    return None


def _both_inside(text: str, start: int, end: int) -> Pair | None:
    """``(long form, SF)``."""
    cuts = [cut for cut in _CUT.finditer(text, start, end) if cut[0][0] in ",;:、"]
    if not cuts:
        return None
    left, right = _trim(text, cuts[-1].end(), end)
    short = text[left:right]
    if not _may_be_short(short) or not short[0].isupper():
        return None
    long = _trim(text, start, cuts[-1].start())
    if align(short, text[slice(*long)], whole=True) != 0:
        return None
    return Pair(Span(left, right), Span(*long))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole of a bracket, then what it holds up to the first sign."""
    yield _trim(text, start, end)
    found = _CUT.search(text, start, end)
    if found:
        yield _trim(text, start, found.start())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    return start, end


def _may_be_short(short: str) -> bool:
    if not 1 <= len(short) <= _MOST_CHARS or len(short.split()) > _MOST_WORDS:
        return False
    if not short[0].isalnum() or not short.isprintable() or _VALUE.search(short):
        return False
    if not any(char.isascii() and char.isalpha() for char in short):
        return False
    if " " in short and (short.islower() or short[0].isdigit()):
        return False  # (two patients), (10 mg/kg)
    return short not in words_listed("never_short")


@cache
def _no_end() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(words_listed("never_end")))
    return re.compile(rf"(?:^|[\s(\[])(?:[A-Za-z]|{words})$")

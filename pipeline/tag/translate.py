"""Japanese noun phrases put into English word by word, to see what an acronym is short for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.tag.alignment import align
from pipeline.tag.rules import load_tsv
from pipeline.text import is_japanese

_REACH = 30  # code points before a bracket in which a long form may begin
_LATIN = re.compile(r"[A-Za-z0-9α-ωΑ-Ω][A-Za-z0-9α-ωΑ-Ω-]*$")
_JOIN = re.compile(r"[・ \-]$")


@dataclass(frozen=True, slots=True)
class Translated:
    """The phrase that an acronym is short for: where it begins, and its English words."""

    start: int
    english: str


@cache
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for japanese, english in load_tsv("translations.tsv"):
        found[japanese] = (*found.get(japanese, ()), *english.split("|"))
    return found


@cache
def _longest() -> int:
    return max(map(len, _words()))


def long_form(text: str, end: int, short: str) -> Translated | None:
    """The Japanese phrase ending at ``end`` whose English is abbreviated by ``short``.

    None where the words of the phrase are not all known, or their initials do not fit. The
    shortest phrase that fits is taken.
    """
    if not any(map(is_japanese, text[max(0, end - _REACH) : end])):
        return None
    first = short[0].lower()
    pieces = _pieces(text, end)
    for count in range(1, len(pieces) + 1):
        for english in _readings(pieces[:count]):
            # Most phrases fall here, long before their letters are aligned.
            if english[0].lower() == first and align(short, english, whole=True) == 0:
                return Translated(pieces[count - 1][0], english)
    return None


def _pieces(text: str, end: int) -> list[tuple[int, tuple[str, ...]]]:
    """Known words before ``end``, last first, each with where it begins and its readings."""
    found: list[tuple[int, tuple[str, ...]]] = []
    floor = max(0, end - _REACH)
    while end > floor:
        latin = _LATIN.search(text[floor:end])
        size = next(
            (
                n
                for n in range(min(_longest(), end - floor), 0, -1)
                if text[end - n : end] in _words()
            ),
            0,
        )
        if size:
            found.append((end - size, _words()[text[end - size : end]]))
            end -= size
        elif latin:
            found.append((floor + latin.start(), (latin[0],)))
            end = floor + latin.start()
        elif found and _JOIN.search(text[floor:end]):
            end -= 1
        else:
            break
    return found


def _readings(pieces: list[tuple[int, tuple[str, ...]]]) -> list[str]:
    """English for the pieces in the order of the text; at most a few ways."""
    ways = [""]
    for _, readings in reversed(pieces):
        ways = [f"{way} {reading}".strip() for way in ways for reading in readings][:32]
    return ways

"""Sentence ends in Japanese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text import is_japanese

_PAIRS = {")": "(", "」": "「", "』": "『", "]": "[", "】": "【", "〉": "〈", "》": "《"}
_OPENERS = frozenset(_PAIRS.values())
_ENDS = "。｡！？!?"
_LONGEST_BRACKET = 600  # an opening bracket that closes further away was never closed
# What belongs to the sentence that just ended: a citation, or a short note at the very end.
_NOTE = re.compile(r"(?:\[\d[\d,、-]*\])+|(?:\([^()。]{1,16}\))+\s*$")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_LATIN_WORDS = 4  # so many before a full stop make an English sentence
_LATIN_SPAN = 300
_DEEPEST = 20  # open brackets that are kept in mind


def japanese_spans(folded: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Ranges of sentences in unwrapped text: 。！？ outside of brackets, and the text's end.

    A full stop of Latin writing ends a sentence after a Japanese character or a closing
    bracket, where no digit or small letter follows, and after four words or more of Latin
    writing before a Japanese character. Brackets around the whole text do not count.
    """
    inside = _inside_brackets(folded, start)
    left = at = start
    while at < len(folded):
        if not inside[at - start] and _ends(folded, left, at):
            at = _after_end(folded, at)
            if left < at < len(folded):
                note = _NOTE.match(folded, at)
                at = note.end() if note else at
            yield left, at
            left = at
        else:
            at += 1
    if left < len(folded):
        yield left, len(folded)


def _ends(folded: str, left: int, at: int) -> bool:
    char = folded[at]
    if char in "。｡":
        return True
    before = folded[at - 1] if at else ""
    after = folded[at + 1] if at + 1 < len(folded) else ""
    japanese_before = bool(before) and (is_japanese(before) or before in ")」』]%")
    if char in _ENDS:
        return japanese_before or not after or is_japanese(after)
    if char != "." or after == "." or after.isdigit():
        return False
    if japanese_before:
        return not after.islower()
    return is_japanese(after or "a") and _ends_english(folded[max(left, at - _LATIN_SPAN) : at])


def _ends_english(before: str) -> bool:
    """Whether an English sentence ends here, before a Japanese one."""
    words = _WORD.findall(before)
    return not _JAPANESE.search(before) and len(words) >= _LATIN_WORDS and len(words[-1]) > 3


def _after_end(folded: str, at: int) -> int:
    """Past the end mark, any further ones, and the brackets that close right after."""
    at += 1
    while at < len(folded) and folded[at] in _ENDS + "」』)”\"'…":
        at += 1
    return at


def _inside_brackets(folded: str, start: int) -> list[bool]:
    """For each character whether a pair of brackets holds it; unpaired ones hold nothing."""
    inside = [False] * (len(folded) - start)
    stack: list[int] = []
    for at in range(start, len(folded)):
        char = folded[at]
        if char in _OPENERS:
            stack.append(at)
            del stack[:-_DEEPEST]
        elif char in _PAIRS:
            depth = next(
                (d for d in reversed(range(len(stack))) if folded[stack[d]] == _PAIRS[char]), -1
            )
            if depth < 0:
                continue
            opened = stack[depth]
            del stack[depth:]
            whole = opened == start and at >= len(folded.rstrip()) - 1
            if not whole and at - opened <= _LONGEST_BRACKET:
                inside[opened - start : at - start] = [True] * (at - opened)
    return inside

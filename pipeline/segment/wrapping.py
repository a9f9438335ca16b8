"""Whether a line goes on in the next one, as far as the words at the break tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.segment.lines import Line
from pipeline.segment.marks import table
from pipeline.segment.tokens import short_units

_SHORT = 0.35  # of the full width: lines narrower than this are not broken by it
_LATIN_MIN = 30  # columns: a shorter line of Latin letters before a small one may be a list
_CONTEXT = 24  # characters either side of a break that the tokenizer sees
_KATAKANA = re.compile(r"[\u30a1-\u30f6\u30fc]+")
_KATAKANA_LINE = re.compile(r"[\u30a1-\u30ff・\s]+$")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("wrap.toml")[name]["pattern"])


def ends_sentence(text: str) -> bool:
    """Whether a line or a block (without white space around it) ends a sentence."""
    tail = text[-40:]
    return bool(_pattern("sentence_end").search(tail)) and not _pattern("not_end").search(tail)


def is_unfinished(text: str) -> bool:
    """Whether a line ends like a phrase that goes on, as no heading does."""
    tail = text[-40:]
    return any(_pattern(name).search(tail) for name in ("goes_on_end", "goes_on_end_wide"))


def carries_on(a: Line, b: Line, width: int) -> bool:
    """Whether the words alone show that ``b`` goes on where ``a`` breaks off.

    ``width`` is the full width, or the widest line's. ``a`` must not end a sentence.
    """
    japanese = a.japanese or b.japanese
    if japanese and _pattern("goes_on_start").match(b.text):
        return True
    # A short headline may end like an unfinished phrase: the wider, the less likely.
    long_enough = a.width >= width * _SHORT
    if _pattern("goes_on_end").search(a.text):
        return long_enough and (a.japanese or a.width >= _LATIN_MIN or a.text[-1] in "-,")
    if _pattern("headline_end").search(a.text):
        return False
    if a.width >= width / 2 and _pattern("goes_on_end_wide").search(a.text):
        return True
    if not japanese or (a.text[-1].isascii() and "a" <= b.text[0] <= "z"):
        return b.text[0].islower() and a.width >= _LATIN_MIN
    return _breaks_phrase(a.text, b.text, long_enough)


def _name_twice(before: str, after: str) -> bool:
    """Whether a heading ends with the katakana name that the text under it begins with."""
    name = _KATAKANA.match(after)
    return name is not None and before.endswith(name[0])


def _breaks_phrase(left: str, right: str, long_enough: bool) -> bool:
    """Whether Sudachi sees a word across the break, or one that can not stand at it."""
    if _KATAKANA_LINE.match(left) or _KATAKANA_LINE.match(right):
        return False  # a list of names looks like one long name
    before, after = left[-_CONTEXT:], right[:_CONTEXT]
    if before[-1].isascii() and after[0].isascii():
        return False
    cut = len(before)
    for start, end, pos in short_units(before + after):
        if start < cut < end:
            return not _name_twice(before, after)
        if end == cut and long_enough and _unfinished(pos):
            return True
        if start == cut:
            counted = pos[2] == "助数詞可能" and before[-1].isdigit()
            suru = pos[4] == "サ行変格"  # 同定⏎しました: no line begins with it
            return counted or suru or pos[0] in ("助詞", "助動詞", "接尾辞")
    return False


def _unfinished(pos: Sequence[str]) -> bool:
    if pos[0] in ("接頭辞", "連体詞"):
        return True
    if pos[0] == "助詞":
        return pos[1] in ("係助詞", "副助詞", "接続助詞")
    inflected = pos[0] in ("動詞", "助動詞", "形容詞")
    return inflected and pos[5].startswith(("連用形", "未然形", "仮定形"))


def ends_with_verb(text: str) -> bool:
    """Whether the last short unit of a Japanese line is a verb or an adjective."""
    units = short_units(text[-_CONTEXT:])
    return bool(units) and units[-1][2][0] in ("動詞", "助動詞", "形容詞")

"""Which script a character or a passage is written in."""

from __future__ import annotations

import re

from pipeline.model import Language
from pipeline.text.foreign import is_foreign

_KANA = r"\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PUNCTUATION = (
    r"\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)

JAPANESE = _KANA + _HAN
"""Body of a regular expression's character class: kana and Han."""
JAPANESE_OR_PUNCTUATION = JAPANESE + _PUNCTUATION
"""The same with Japanese (full-width) punctuation."""

_JAPANESE_CHAR = re.compile(f"[{JAPANESE}]")
_JAPANESE_RUN = re.compile(f"[{JAPANESE}]+")
_KANA_CHAR = re.compile(f"[{_KANA}]")
_LATIN_CHAR = re.compile(r"[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]")
_LATIN_RUN = re.compile(r"[A-Za-z\u00c0-\u024f\uff21-\uff3a\uff41-\uff5a]+")
_LETTER_RUN = re.compile(r"[^\W\d_]+")

# A Japanese sentence on oncology is full of Latin names, an English one holds next to no
# Japanese: one Japanese letter in ten is enough.
_JAPANESE_SHARE = 0.1
_HAN_MOST = 40  # Japanese names and terms in a row without kana
_JAPANESE_CODECS = ("euc_jis_2004", "cp932")
_BEYOND_JIS = 2  # characters; a single one may be a person's name


def is_japanese(char: str) -> bool:
    """Whether ``char`` is kana or Han."""
    return _JAPANESE_CHAR.match(char) is not None


def count_japanese(text: str) -> int:
    """How many characters of ``text`` are kana or Han."""
    return _length(_JAPANESE_RUN, text)


def _length(runs: re.Pattern[str], text: str) -> int:
    """How many characters stand in the runs, found whole as that is much faster."""
    return sum(map(len, runs.findall(text)))


def is_latin(char: str) -> bool:
    """Whether ``char`` is a Latin letter, full-width ones included."""
    return _LATIN_CHAR.match(char) is not None


def language_of(text: str) -> Language:
    """Tell the language of a passage: ``ja``, ``en`` or ``other``, by script and common words.

    Without any kana, a long passage in Han is taken for Chinese, hence ``other``, and so is one
    with characters that no Japanese standard has; a passage without letters is ``other`` too.
    """
    letters = _length(_LETTER_RUN, text)
    japanese = count_japanese(text)
    if not letters:
        return "other"
    if japanese >= _JAPANESE_SHARE * letters:
        return "other" if _is_chinese(text, japanese) else "ja"
    latin = _length(_LATIN_RUN, text) > letters / 2
    return "en" if latin and not is_foreign(text) else "other"


def _is_chinese(text: str, letters: int) -> bool:
    """Whether a passage with so many Japanese letters (kana and Han) is Chinese."""
    if _KANA_CHAR.search(text):
        return False
    if letters > _HAN_MOST:
        return True
    han = "".join(_JAPANESE_CHAR.findall(text))
    # Between them they hold every kanji in use, but few of the simplified forms of China.
    for codec in _JAPANESE_CODECS:
        known = set(han.encode(codec, "ignore").decode(codec))
        han = "".join(char for char in han if char not in known)
    return len(han) >= _BEYOND_JIS

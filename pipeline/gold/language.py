"""The language of an annotated text, for figures by language."""

from __future__ import annotations

from collections import Counter

from pipeline.model import Language
from pipeline.text import count_japanese, language_of

# A text is mixed where its second language takes this share of the columns; a Japanese press
# release that ends in an English title and address stays below, one with an abstract does not.
_MIXED_SHARE = 0.1


def document_language(text: str) -> Language:
    """Tell ``ja``, ``en``, ``mixed`` or ``other``, line by line, by columns of letters."""
    columns: Counter[Language] = Counter()
    for line in text.splitlines():
        if line:
            # A Japanese letter is two columns wide, as much text as two Latin ones.
            letters = "".join(filter(str.isalpha, line))
            columns[language_of(line)] += len(letters) + count_japanese(letters)
    first, second = sorted((columns["ja"], columns["en"]), reverse=True)
    if first == 0 or columns["other"] > 2 * (first + second):
        return "other"
    if second >= _MIXED_SHARE * (first + second):
        return "mixed"
    return "ja" if columns["ja"] > columns["en"] else "en"

"""Keys made one token after the other, to hold the fast ones to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.lexicon.keys import FINAL_LONG_VOWEL, GREEK, MUTE, SPELLINGS, lower_table

TOKEN = re.compile(
    f"(?P<token>[a-z]+|[0-9]+|[{''.join(GREEK)}])"
    f"|(?P<spelling>{'|'.join(sorted(SPELLINGS, key=len, reverse=True))})"
    f"|(?P<mute>[{MUTE}]|{FINAL_LONG_VOWEL})|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Char:
    """A character of a key, and where in the text a name may begin and end with it."""

    char: str
    begin: int | None = None
    end: int | None = None


def key_chars(text: str) -> list[Char]:
    """The key of ``text``, character by character."""
    chars: list[Char] = []
    for match in TOKEN.finditer(text.translate(lower_table())):
        start, end = match.span()
        if match.lastgroup == "mute":
            continue
        token = match.lastgroup == "token"
        if token and (not chars or chars[-1].char != "|"):
            chars.append(Char("|"))
        folded = GREEK.get(match[0]) or SPELLINGS.get(match[0])
        if folded is None:
            chars += [Char(char, start + i, start + i + 1) for i, char in enumerate(match[0])]
        else:
            last = len(folded) - 1
            chars += [
                Char(char, None if i else start, end if i == last else None)
                for i, char in enumerate(folded)
            ]
        if token:
            chars.append(Char("|"))
    return chars

"""The folding that names and text share, so that spelling variants meet in one key.

A key is lower case. Every run of Latin letters, every run of digits and every Greek letter
(spelled out) is a token of its own between ``|`` marks, whatever stood between them: ``IGF-1R``,
``IGF1R`` and ``IGF 1R`` all give ``|igf|1|r|``, ``TNF-α`` gives ``|tnf|alpha|``. The marks make a
name match whole tokens only. Other punctuation stays, so names never join across it. Japanese
spelling variants fold to one form: がん/ガン → 癌, たんぱく/蛋白 → タンパク, ウィルス → ウイルス.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
"""Greek letters and the names that English texts spell them with."""

_SPELLINGS = {
    "がん": "癌", "ガン": "癌", "たんぱく": "タンパク", "蛋白": "タンパク",
    "ウィルス": "ウイルス", "ヴィールス": "ウイルス", "ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ",
    "ヴォ": "ボ", "ヴ": "ブ", "すい臓": "膵臓", "膵がん": "膵癌", "すいがん": "膵癌",
    "腫よう": "腫瘍", "ぜん息": "喘息", "りんぱ": "リンパ", "骨ずい": "骨髄", "頸": "頚",
    "けい部": "頚部", "頭けい": "頭頚", "リセプタ": "レセプタ",
    "ヂ": "ジ", "ヅ": "ズ",
}  # fmt: skip
"""Japanese spellings and the one each is folded to, longest first in the expression."""

_KATAKANA = "\u30a1-\u30fa\u30fc"
_STARTS = "".join(sorted({spelling[0] for spelling in _SPELLINGS}))
_TOKEN = re.compile(
    "(?P<letters>[a-z]+)|(?P<digits>[0-9]+)"
    f"|(?P<greek>[{''.join(GREEK)}])"
    f"|(?P<spelling>{'|'.join(sorted(_SPELLINGS, key=len, reverse=True))})"
    f"|(?P<mute>[\\s\\-・]+|(?<=[{_KATAKANA}])ー(?![{_KATAKANA}]))"
    f"|(?P<run>[^a-z0-9\\s\\-・ー{''.join(GREEK)}{_STARTS}]+)|(?P<other>.)",
    re.DOTALL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keyed:
    """The key of a text, with the way back: pieces of key and where each came from."""

    key: str
    at: tuple[int, ...]  # where each piece begins in ``key``
    sources: tuple[tuple[int, int, bool], ...]  # its range in the text; whether it is 1:1

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """Range of the text that ``key[start:end]`` came from; None if it cuts a folded piece."""
        if self.key[start] == "|":
            start += 1
        if self.key[end - 1] == "|":
            end -= 1
        first = bisect_right(self.at, start) - 1
        last = bisect_right(self.at, end - 1) - 1
        text_start = self._place(first, start, 0)
        text_end = self._place(last, end, 1)
        return None if text_start is None or text_end is None else (text_start, text_end)

    def _place(self, piece: int, position: int, side: int) -> int | None:
        begin, end, plain = self.sources[piece]
        offset = position - self.at[piece]
        if plain:
            return begin + offset
        if side == 0:
            return begin if offset == 0 else None
        length = (self.at[piece + 1] if piece + 1 < len(self.at) else len(self.key)) - self.at[
            piece
        ]
        length -= self.key[self.at[piece] : self.at[piece] + length].count("|")
        return end if offset == length else None


@cache
def _lower_table() -> dict[int, str]:
    """Lower case for single code points that stay single, accents off Latin letters."""
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x391, 0x3CA), 0x1E9E):
        char = chr(code)
        base = normalize("NFD", char)[0].lower() if code < 0x250 else char.lower()
        if len(base) == 1 and base != char:
            table[code] = base
    table[ord("’")] = "'"
    table[ord("|")] = "/"  # the mark is ours
    return table


def keyed(text: str) -> Keyed:
    """Fold ``text`` (NFKC, as :func:`pipeline.text.unwrap` gives it) to its key."""
    low = text.translate(_lower_table())
    out: list[str] = []
    at: list[int] = []
    sources: list[tuple[int, int, bool]] = []
    length = 0
    open_mark = False  # whether the key ends with "|"
    for match in _TOKEN.finditer(low):
        kind = match.lastgroup
        if kind == "mute":
            continue
        piece = match[0]
        plain = True
        if kind in ("letters", "digits", "greek"):
            if not open_mark:
                out.append("|")
                length += 1
            if kind == "greek":
                piece, plain = GREEK[piece], False
            at.append(length)
            sources.append((match.start(), match.end(), plain))
            out.append(piece)
            out.append("|")
            length += len(piece) + 1
            open_mark = True
            continue
        if kind == "spelling":
            piece, plain = _SPELLINGS[piece], False
        at.append(length)
        sources.append((match.start(), match.end(), plain))
        out.append(piece)
        length += len(piece)
        open_mark = False
    return Keyed("".join(out), tuple(at), tuple(sources))


def key_of(name: str) -> str:
    """Key of a name; the same as the key of the text that writes it in any variant."""
    return keyed(normalize("NFKC", name)).key

"""The folding that names and text share, so that spelling variants meet in one key.

A key is lower case. Every run of Latin letters, every run of digits and every Greek letter
(spelled out) is a token of its own between ``|`` marks, whatever stood between them: ``IGF-1R``,
``IGF1R`` and ``IGF 1R`` all give ``|igf|1|r|``, ``TNF-α`` gives ``|tnf|alpha|``. The marks make a
name match whole tokens only. Other punctuation stays, so names never join across it. Japanese
spelling variants fold to one form: がん/ガン → 癌, たんぱく/蛋白 → タンパク, ウィルス → ウイルス.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

MARK = "|"
"""Stands around every token of a key."""

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
"""Greek letters and the names that English texts spell them with."""

SPELLINGS = {
    "がん": "癌", "ガン": "癌", "たんぱく": "タンパク", "蛋白": "タンパク",
    "ウィルス": "ウイルス", "ヴィールス": "ウイルス", "ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ",
    "ヴォ": "ボ", "ヴ": "ブ", "すい臓": "膵臓", "膵がん": "膵癌",
    "腫よう": "腫瘍", "ぜん息": "喘息", "りんぱ": "リンパ", "骨ずい": "骨髄", "頸": "頚",
    "けい部": "頚部", "頭けい": "頭頚", "リセプタ": "レセプタ",
    "ヂ": "ジ", "ヅ": "ズ",
}  # fmt: skip
"""Japanese spellings and the one each is folded to."""

MUTE = r"\s\-・"
"""Body of a character class: what keys leave out …"""
_KATAKANA = "\u30a1-\u30fa\u30fc"
FINAL_LONG_VOWEL = f"ー(?<=[{_KATAKANA}]ー)(?![{_KATAKANA}])"
"""… beside the mark of a long vowel at the end of a katakana word."""

RESERVED = tuple(map(chr, range(0xFDD0, 0xFDD8)))
"""Code points that are no characters, nor ever will be: ``scan`` has a use for them."""
UNREAD = "\ufffd"
"""What a text has in their place."""

_STARTS = "".join(sorted({spelling[0] for spelling in SPELLINGS}))
_TOKEN = re.compile(
    f"(?P<token>[a-z]+|[0-9]+|[{''.join(GREEK)}])"
    f"|(?P<spelling>{'|'.join(sorted(SPELLINGS, key=len, reverse=True))})"
    f"|(?P<mute>[{MUTE}]+|{FINAL_LONG_VOWEL})"
    f"|[^a-z0-9{MUTE}ー{''.join(GREEK)}{_STARTS}]+|.",
    re.DOTALL,
)


@cache
def lower_table() -> dict[int, str]:
    """Lower case for single code points that stay single, accents off Latin letters."""
    table: dict[int, str] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x391, 0x3CA), 0x1E9E):
        char = chr(code)
        base = normalize("NFD", char)[0].lower() if code < 0x250 else char.lower()
        if len(base) == 1 and base != char:
            table[code] = base
    table |= dict.fromkeys(map(ord, RESERVED), UNREAD)
    table[ord("’")] = "'"
    table[ord("|")] = "/"  # the mark is ours
    return table


def key_of(name: str) -> str:
    """Key of a name; the same as the key of the text that writes it in any variant.

    ``scan.scan`` makes the keys of texts, much faster and with the way back.
    """
    out = [""]
    for match in _TOKEN.finditer(normalize("NFKC", name).translate(lower_table())):
        piece = match[0]
        if match.lastgroup == "token":
            opening = "" if out[-1].endswith(MARK) else MARK
            out.append(f"{opening}{GREEK.get(piece, piece)}{MARK}")
        elif match.lastgroup != "mute":
            out.append(SPELLINGS.get(piece, piece))
    return "".join(out)

"""Which encoding bytes are in that name none: the one they make most sense in.

Every candidate decodes a sample, and what is not ASCII in it is weighed, 1 for a character (in
its place) that such texts are full of, down to -2 for one that no text has. The weights are
reasoned out; ``bench/encodings.py`` measures them.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

_SAMPLE = 65_536
_PARTS = 4
_HIGH = re.compile(rb"[\x80-\xff]")
_SURROGATE_UTF8 = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_PLAUSIBLE = {"cp932": 0.5, "euc_jp": 0.5, "cp1252": 0.6, "mac-roman": 0.6}
_WIDE_PLAUSIBLE = 0.75
_NEAR = 0.1
# chardet's confidence. It says less of what it can not tell, and of kanji without kana.
_SURE = 0.25
_MANY = 10  # so many characters without kana may be Chinese or Korean

_KANJI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ALONE = re.compile("(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])")
# Half-width katakana in words. EUC-JP read as CP932 rarely makes such.
_HALF = re.compile("(?:[ｳｶ-ﾄﾊ-ﾎ]ﾞ|[ﾊ-ﾎ]ﾟ|[ｦ-ﾝ]){3,}(?![ﾞﾟ])")
_KANA = re.compile("[\u3041-\u30ff]")
_JAPANESE = ("cp932", "euc_jp")
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")

# English punctuation where it belongs, by what stands before and after.
_IN_PLACE = re.compile(
    r"""(?<![^\s(\[{/“‘«—–"'-])[“‘„«](?=[\w"'“‘(\[.$€£]|\Z)  # opens a quotation
    | (?<![\s(])[”’»](?!\w)                                  # closes one
    | (?<=[\w%)\]])’(?=\w) | (?<!\S)’(?=\d\d|tis\b|em\b|s\b)     # apostrophe
    | (?<![^\s\w)\]”’%"'.,(+®™])[–—](?![^\s\w(\[“‘$€£"']) | …
    | (?<=\S)\xa0 | \xa0(?=\S)
    | (?<=[\w)”’])[®™] | (?<![^\s\d(])[°©](?=[\sA-Z]) | (?<=\d)°
    | (?<![^\s\w(])[±×÷≥≤≈≠](?=[\s\d]) | (?<![^\s\d(/])µ(?=[A-Za-z])
    | (?<=[A-Za-z\d])[²³¹] | (?<!\S)[•·](?=[\s\w]) | (?<=\w)·(?=\w)
    | (?<=[\w.,)’”])[†‡§] | [†‡§](?=\s?\w) | (?<!\w)[€£¥](?=\s?\d)""",
    re.VERBOSE | re.MULTILINE,
)
_SMALL = "áàâäåæçéèêëíìîïñóòôöøúùûüß"
_CAPITAL = "ÁÀÂÄÅÆÇÉÈÊËÍÎÏÑÓÔÖØÚÛÜ"
_LETTER = re.compile(
    f"(?<=[A-Za-z])[{_SMALL}](?![A-Z])|(?<![A-Za-z])[{_SMALL}](?=[a-z])"
    f"|(?<![A-Za-z])[{_CAPITAL}](?=[a-z])|(?<=[A-Z])[{_CAPITAL}](?![a-z])|(?<!\\S)à(?!\\S)"
)
_RARE_LETTER = re.compile("(?<=[A-Za-z])[ãõšžýÿðþœ](?![A-Z])|(?<![A-Za-z])[šžœþ](?=[a-z])")


def guess(data: bytes) -> Iterator[str]:
    """Codecs that ``data``, which is not UTF-8, may be in, the likeliest first."""
    sample = _sample(data)
    scores = {codec: _score_of(sample, codec) for codec in (*_JAPANESE, "cp1252", "mac-roman")}
    if _is_damaged_utf8(sample, max(scores[codec] for codec in _JAPANESE) >= _PLAUSIBLE["cp932"]):
        yield "utf-8"
        return  # Windows-1252 takes every UTF-8, and makes a mess of it
    scores |= {codec: _score_of(data[:_SAMPLE], codec) for codec in _WIDE}
    likely = [codec for codec, score in scores.items() if score >= _least(codec)]
    # Sorting keeps the order of equals: Japanese goes before Western.
    likely.sort(key=lambda codec: -scores[codec])
    if not likely or (likely[0] in _JAPANESE and _lacks_kana(sample, likely[0])):
        yield from _chardet(sample)
    yield from (codec for codec in likely if scores[codec] >= scores[likely[0]] - _NEAR)


def wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, for data that may well be valid UTF-8 with NUL in it."""
    scores = {codec: _score_of(data[:_SAMPLE], codec) for codec in _WIDE}
    best = max(_WIDE, key=lambda codec: scores[codec])
    return best if scores[best] >= _WIDE_PLAUSIBLE else None


def _least(codec: str) -> float:
    return _PLAUSIBLE.get(codec, _WIDE_PLAUSIBLE)


def _sample(data: bytes) -> bytes:
    """All of ``data``, or parts of it that begin near bytes that are not ASCII."""
    if len(data) <= _SAMPLE:
        return data
    parts, end = [], 0
    for part in range(_PARTS):
        high = _HIGH.search(data, max(end, part * len(data) // _PARTS))
        if high is None:
            break
        # A line's start is a character's start in every encoding that is not wide.
        start = max(end, data.rfind(b"\n", max(0, high.start() - 1000), high.start()) + 1)
        start = start or high.start()
        end = start + _SAMPLE // _PARTS
        last = data.rfind(b"\n", start + _SAMPLE // _PARTS // 2, end)
        end = last if last > 0 else end
        parts.append(data[start:end])
    return b"\n".join(parts)


def _read(sample: bytes, codec: str) -> str:
    """``sample`` decoded, a character cut off at its end left out."""
    # Only this one of Python's codecs for EUC-JP has ① and the like.
    codec = "euc_jis_2004" if codec == "euc_jp" else codec
    return codecs.getincrementaldecoder(codec)("replace").decode(sample)


def _is_damaged_utf8(sample: bytes, may_be_japanese: bool) -> bool:
    # Surrogates are refused byte by byte, but nothing else is written so.
    surrogates = len(_SURROGATE_UTF8.findall(sample))
    text = _read(sample, "utf-8")
    bad = text.count("\ufffd") - 3 * surrogates
    seen = Counter(text)
    three = sum(n for char, n in seen.items() if char >= "\u0800" and char != "\ufffd")
    two = sum(n for char, n in seen.items() if "\x80" <= char < "\u0800")
    if bad > 0:
        if may_be_japanese:  # where two bytes often fit by chance, three seldom
            return surrogates + three + two / 2 >= 4 * bad
        return surrogates + three + two / 2 >= len(re.findall("\ufffd+", text)) - surrogates
    # Cut off at the end, all else is well; a lead byte alone is no evidence.
    cut = re.search(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z", sample)
    return surrogates + three + two > 0 or (cut is not None and len(cut[0]) > 1)


def _score_of(sample: bytes, codec: str) -> float:
    text = _read(sample, codec)
    if codec in _WIDE:
        return _sum(text, _wide_weight) / len(text) if text else -2.0
    others = len(text) - len(text.encode("ascii", "ignore")) + len(_CONTROL.findall(text))
    if not others:
        return -2.0
    if codec in _JAPANESE:
        total = _sum(text, _japanese_weight) + 1.3 * sum(map(len, _HALF.findall(text)))
        if codec == "cp932":
            total -= 0.7 * sum(map(_ends_as_letter, _ALONE.findall(text)))
        return total / others
    good = len(_IN_PLACE.findall(text)) + 0.7 * len(_LETTER.findall(text))
    good += 0.5 * len(_RARE_LETTER.findall(text))
    return (good + _sum(text, _western_weight)) / others


def _sum(text: str, weight: Callable[[str], float]) -> float:
    return sum(weight(char) * n for char, n in Counter(text).items())


@lru_cache(maxsize=20_000)
def _japanese_weight(char: str) -> float:
    if "\u3041" <= char <= "\u30ff" or "\u3000" <= char <= "\u3017" or "！" <= char <= "～":
        return 1.0
    if re.match(f"[{_KANJI}]", char):
        return 1.0 if _is_common(char) else 0.2
    if "\uff61" <= char <= "\uff9f":  # half-width: what EUC-JP read as CP932 is made of
        return -0.6
    if char < "\x80":
        return _ascii_weight(char, 0.0)
    if char < "\xa1" or char >= "\ufff0" or "\ue000" <= char <= "\uf8ff":
        return -2.0
    if "\u0400" <= char <= "\u04ff" or "\u2500" <= char <= "\u257f":
        return 0.3  # Cyrillic, and lines of boxes
    return 0.9 if char.encode("cp932", "ignore") else -1.0


def _ends_as_letter(char: str) -> bool:
    """Whether it may be Windows-1252: its lead byte a curly quote, its trail byte a letter."""
    code = char.encode("cp932", "ignore")
    return len(code) == 2 and code[0] > 0x81 and code[1] < 0x80


def _is_common(kanji: str) -> bool:
    """Whether it is one of the 2,965 kanji of JIS level 1."""
    code = kanji.encode("cp932", "ignore")
    return b"\x88\x9f" <= code <= b"\x98\x72"


@lru_cache(maxsize=20_000)
def _wide_weight(char: str) -> float:
    if char < "\x80":
        return _ascii_weight(char, 1.0)
    if char <= "\u2122":  # Latin, Greek, curly quotes, dashes
        return 0.5 if char > "\x9f" else -2.0
    return _japanese_weight(char)


def _western_weight(char: str) -> float:
    if char < "\x80":
        return _ascii_weight(char, 0.0)
    return -2.0 if char == "\ufffd" or char < "\xa0" else 0.0


def _ascii_weight(char: str, printable: float) -> float:
    return -2.0 if _CONTROL.match(char) else printable


def _lacks_kana(sample: bytes, codec: str) -> bool:
    text = _read(sample, codec)
    others = len(text) - len(text.encode("ascii", "ignore"))
    return others > _MANY and len(_KANA.findall(text)) < others / 20


def _chardet(sample: bytes) -> Iterator[str]:
    """What chardet says, if it is sure."""
    import chardet

    found = chardet.detect(sample, prefer_superset=True)
    name = found["encoding"]
    if name and (found["confidence"] or 0.0) >= _SURE:
        try:
            codec = codecs.lookup(name).name
        except LookupError:
            return
        if not _C1.search(_read(sample, codec)):  # no text has such
            yield codec

"""Katakana of an INN by the rules that Japanese approved names (JAN) follow for modern stems."""

from __future__ import annotations

import re

# Stems of medicines that texts on resistance speak of, and whose spelling is regular.
_STEMS = re.compile(
    r"[a-z]{3,}(?:nib|mab|lisib|ciclib|parib|degib|sertib|rasib|zomib|clax|lutamide|tecan|taxel"
    r"|platin|rubicin|domide|strant|stat|limus|citabine|xefen|ertib|metostat|tinostat|senib"
    r"|menib|fosfamide|relix|mustine|trexed|bulin|tinoin|vir|ciclovir|penem|floxacin|cillin)"
)
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ",
    "d": "ダジズデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_PAIRS = {
    "f": ("ファ", "フィ", "フ", "フェ", "ホ"), "w": ("ワ", "ウィ", "ウ", "ウェ", "ウォ"),
    "y": ("ヤ", "イ", "ユ", "イエ", "ヨ"), "j": ("ジャ", "ジ", "ジュ", "ジェ", "ジョ"),
}  # fmt: skip
_SPECIAL = {"du": "デュ"}
_ALONE = {"t": "ト", "d": "ド", "f": "フ", "w": "ウ", "y": "イ", "j": "ジ"}
_VOWELS = "aiueo"
_RESPELLED = (
    (r"ph", "f"), (r"th", "t"), (r"ch", "k"), (r"rh", "r"), (r"qu", "k"), (r"ck", "k"),
    (r"([bcdfgklmnprstvz])\1", r"\1"), (r"c(?=[eiy])", "s"), (r"c", "k"), (r"x", "ks"),
    (r"l", "r"), (r"v", "b"), (r"q", "k"),
    (r"ae|oe", "e"), (r"(?<=[aiueo])y(?=[aiueo])", "j"),
    (r"y(?![aiueo])", "i"), (r"(?<=[bdfgkmnprstzy])(ine|ide|ane|ene|one|ate)$", r"\1"),
)  # fmt: skip
_STAT = re.compile("スタト$")
_SILENT = re.compile(r"(?<=[aiueo][bdfgklmnprstz])e$")
# Older stems whose Japanese names follow the English or German sound.
_SOUNDED = (
    (r"thromycin$", "sromaisin"), (r"m[iy]cin$", "maisin"), (r"cyclin$", "saikrin"),
    (r"(?<=[aio])son$", "zon"), (r"solon$", "zolon"),
)  # fmt: skip
# Spellings that one sound has in lists of different times, and the one they are compared by.
_ONE_SOUND = (
    ("ー", ""), ("ッ", ""), (" ", ""), ("・", ""), ("ティ", "チ"), ("ディ", "ジ"),
    ("トゥ", "ツ"), ("ドゥ", "ズ"), ("デュ", "ジュ"), ("テュ", "チュ"), ("ヴァ", "バ"),
    ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"), ("フォ", "ホ"),
    ("キサ", "クサ"), ("キシ", "クシ"), ("キセ", "クセ"), ("キソ", "クソ"), ("ウィ", "ビ"),
)  # fmt: skip
_BEFORE_LIPS = re.compile("ム(?=[バビブベボパピプペポ])")
# How else a name may be spelled: in Latin before it is read, at the end of the katakana (for names
# that end so in Latin), anywhere in it.
_READ = ((r"fung", "fang"), (r"ate$", "ete"))
_ENDINGS = (
    (r"(?:ole?|al)$", "ル", "ール"), (r"[ae]t$", "ト", "ット"), (r"ate$", "ト", "ート"),
    (r"ase$", "ス", "ーゼ"),
)  # fmt: skip
_ELSE = (
    ("キサ", "クサ"), ("キシ", "クシ"), ("ホ", "フォ"), ("ゲ", "ジェ"), ("ギ", "ジ"),
    ("デュ", "ドゥ"), ("ビ", "ヴィ"),
)  # fmt: skip
_LATIN = re.compile("[a-z]{6,}")


def katakana_of(inn: str) -> str | None:
    """Katakana of an INN in lower case with a regular modern stem; None for any other name.

    ``sotorasib`` gives ``ソトラシブ``. How often it agrees with approved names is measured by a
    test against the Japanese drug list.
    """
    return _STAT.sub("スタット", _spelled(_SILENT.sub("", inn))) if _STEMS.fullmatch(inn) else None


def spellings_of(inn: str) -> tuple[str, ...]:
    """All likely katakana of any INN of one word in lower case; empty for other names.

    ``cenobamate`` gives ``セノバメート`` among others. How many approved names are among them is
    measured by a test against the Japanese drug list.
    """
    if not _LATIN.fullmatch(inn):
        return ()
    read = {inn, _stems_sounded(inn)}
    for pattern, other in _READ:
        read |= {re.sub(pattern, other, word) for word in read}
    found = {_spelled(_SILENT.sub("", word)) for word in read}
    for latin, end, other in _ENDINGS:
        if re.search(latin, inn):
            found |= {re.sub(f"{end}$", other, kana) for kana in found}
    for some, other in _ELSE:
        found |= {kana.replace(some, other) for kana in found}
    return tuple(sorted({_BEFORE_LIPS.sub("ン", kana) for kana in found}))


def sound_of(katakana: str) -> str:
    """What different spellings of one katakana name share."""
    for spelling, other in _ONE_SOUND:
        katakana = katakana.replace(spelling, other)
    return _BEFORE_LIPS.sub("ン", katakana)


def sounds_of(name: str) -> list[str]:
    """How a drug's Japanese name should sound, by its English one; empty where that has signs.

    ``risedronic acid`` gives ``リセドロン酸``; of ``tiotropium bromide`` one word does as well.
    """
    words = name.split()
    if not words or not all(re.fullmatch(r"[a-z]{3,}", word) for word in words):
        return []
    if len(words) == 2 and words[1] == "acid" and words[0].endswith("ic"):
        return [sound_of(_spelled(words[0][:-2])) + "酸"]
    found = ["".join(map(_sounded, words))]
    if len(words) == 2 and words[0].endswith("ium"):
        found.append(_sounded(words[0]))
    return found


def _sounded(word: str) -> str:
    return sound_of(_spelled(_stems_sounded(_SILENT.sub("", word))))


def _stems_sounded(word: str) -> str:
    for pattern, spelling in _SOUNDED:
        word = re.sub(pattern, spelling, word)
    return word


def _spelled(text: str) -> str:
    for pattern, spelling in _RESPELLED:
        text = re.sub(pattern, spelling, text)
    text = re.sub(r"ks(?=[aiueo])", "kis", text)
    kana, at = [], 0
    while at < len(text):
        consonant = "" if text[at] in _VOWELS else text[at]
        at += len(consonant)
        vowel = text[at] if at < len(text) and text[at] in _VOWELS else ""
        at += len(vowel)
        kana.append(_syllable(consonant, vowel))
    return "".join(kana)


def _syllable(consonant: str, vowel: str) -> str:
    if vowel:
        if consonant + vowel in _SPECIAL:
            return _SPECIAL[consonant + vowel]
        pairs = _PAIRS.get(consonant) or tuple(_ROWS[consonant])
        return pairs[_VOWELS.index(vowel)]
    if consonant == "n":
        return "ン"
    return _ALONE.get(consonant) or _ROWS[consonant][2]

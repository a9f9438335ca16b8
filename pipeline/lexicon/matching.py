"""Which key hits count: the case rule of each sense and the edges of each hit."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.lexicon.keys import GREEK

CaseRule = Literal["any", "some", "title", "exact"]
"""``any`` case; ``some``: not all lower case; ``title``: as the name has it or like Kras;
``exact``: the letters as the name has them."""

RULE_CODES: dict[CaseRule, str] = {"any": "a", "some": "s", "title": "t", "exact": "x"}

_ASCII_LETTERS = re.compile("[A-Za-z]+")
# What an edge of a name can be inside of, a bit each, and the characters that make it so.
IN_WORD, IN_KATAKANA, IN_HIRAGANA = 1, 2, 4
SIDES = {
    IN_WORD: r"[^\W_\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]",  # letters, digits; no Japanese
    IN_KATAKANA: "[\u30a1-\u30fa\u30fc]",
    IN_HIRAGANA: "[\u3041-\u3096]",
}
_KATAKANA = re.compile(SIDES[IN_KATAKANA])
_HIRAGANA_ALONE = re.compile(f"{SIDES[IN_HIRAGANA]}+")
# Particles and endings that may stand right before and after a name written in hiragana.
_BEFORE_HIRAGANA = re.compile("[のはがをにやともでへかなたるいりくうすてきしんどば]")
_AFTER_HIRAGANA = re.compile(
    "(?:[のはがをにやともでへかだし]|など|な[らのどる]|さ[れせ]|より|から|まで|ではな)"
)
# Katakana words that make compounds with a name before them and leave it a name.
_COMPOUND_TAIL = re.compile(
    "レベル|シグナル|レセプタ|ファミリ|サブユニット|サブタイプ|ノックダウン|ノックアウト|ノックイン|カプセル|シロップ|テープ|ゲル"
    "|ナトリウム|カリウム|カルシウム|マグネシウム|メシル|トシル|フマル|マレイン|クエン|コハク|ベシル|タンパク|プロモータ|アイソフォーム"
    "|リガンド|トランスポータ|キナーゼ|フリー|バイオシミラー|ユニット|モノマー|ダイマー|ホモログ|ヘテロ|パスウェイ|スコア|セル"
    "|モデル|マウス|サンプル|データ|ベース|スタディ|ステージ|プラス|マイナス|リンゴ酸|シュウ酸|アジピン|パモ酸|カンシル|エシル|グルコン酸"
    "|グルクロン酸|エナント酸|プロピオン酸|ジメチルスルホキシド|エタノール付加|リポソーム|ナノ粒子|ミセル|コンジュゲート|ナイーブ"
)
_COMPOUND_HEAD = re.compile(
    "(?:マウス|ヒト|ラット|モノ|ジ|ポリ|ヒドロ|アンチ|マルチ|トータル|ターゲット|バイオ|ミュータント|リポソーマル|リポソーム)$"
)  # fmt: skip
_NO_HEAD = re.compile("(?:モノ|ジ|ポリ|ヒドロ)$")
_SPELLED = str.maketrans(GREEK)
_HAN = re.compile("[\u3005\u3400-\u9fff\uf900-\ufaff]")
# Elements that one Han character names; most words that hold it are other things: 鉄道, 銅像.
_ELEMENTS = frozenset("鉄銅")
# Han characters beside a name of one such character that leave it a name: 鉄過剰, 鉄欠乏, 銅濃度.
_AFTER_ONE_HAN = re.compile(
    "代謝|過剰|欠乏|依存|濃度|結合|輸送|貯蔵|量|枯渇|蓄積|曝露|錯体|含有|介在|誘導|取り"
)
_BEFORE_ONE_HAN = re.compile("(?:[内外]|過剰|遊離|血清|不安定)$")
_LONG = 6  # letters of a name that a space does not turn into something else


def letters(surface: str) -> str:
    """The ASCII letters of a surface, case kept: what the case rules compare."""
    return "".join(_ASCII_LETTERS.findall(surface))


def case_fits(rule: str, name: str, surface: str) -> bool:
    """Whether ``surface`` writes ``name`` in a case that its rule code allows.

    Greek letters count as spelled. Where the text breaks a short solid name by a space
    (``AT 37`` for AT-37), any rule is ``exact``.
    """
    surface, name = surface.translate(_SPELLED), name.translate(_SPELLED)
    if " " in surface and " " not in name and len(letters(name)) < _LONG:
        return letters(surface) == letters(name)
    if rule == "a":
        return True
    found = letters(surface)
    if rule == "s":
        return not found.islower() or found == letters(name)
    return found == letters(name) or (rule == "t" and found == letters(name).title())


def edges_fit(text: str, start: int, end: int, left: int, right: int) -> bool:
    """Whether nothing beside ``text[start:end]`` makes it a part of a longer word.

    ``left`` and ``right`` say what its edges are inside of.
    """
    if (left | right) & IN_WORD:
        return False
    if end - start == 1 and text[start] in _ELEMENTS and not _han_fits(text, start, end):
        return False
    if left & IN_KATAKANA and not _head(text, start):
        return False
    if right & IN_KATAKANA:
        return bool(_COMPOUND_TAIL.match(text, end)) or long_vowel(text, end)
    return _hiragana_fits(text, start, end, left, right)


def _head(text: str, start: int) -> bool:
    head = text[max(0, start - 8) : start]
    return bool(_COMPOUND_HEAD.search(head)) and not _NO_HEAD.search(head)


def long_vowel(text: str, end: int) -> bool:
    """Whether the long-vowel mark that keys drop follows, and then no katakana."""
    if text[end : end + 1] != "ー" or not _KATAKANA.match(text[end - 1]):
        return False
    return not _KATAKANA.match(text[end + 1 : end + 2])


def _han_fits(text: str, start: int, end: int) -> bool:
    if _HAN.match(text, end) and not _AFTER_ONE_HAN.match(text, end):
        return False
    before = text[max(0, start - 3) : start]
    return not _HAN.search(before[-1:]) or bool(_BEFORE_ONE_HAN.search(before))


def _hiragana_fits(text: str, start: int, end: int, left: int, right: int) -> bool:
    if not (left | right) & IN_HIRAGANA or not _HIRAGANA_ALONE.fullmatch(text, start, end):
        return True
    if left & IN_HIRAGANA and not _BEFORE_HIRAGANA.match(text, start - 1):
        return False
    return not (right & IN_HIRAGANA) or bool(_AFTER_HIRAGANA.match(text, end))

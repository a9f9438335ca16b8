"""Which language a passage is in."""

from __future__ import annotations

import pytest

from pipeline.text import language_of
from pipeline.text.foreign import languages

EXAMPLES = languages()["examples"]
CASES = {
    "Japanese": ("EGFR変異はゲフィチニブへの耐性の原因だった。", "ja"),
    "Japanese full of Latin names": ("EGFR T790M、MET、AXL、HER3 が関わる。", "ja"),
    "English": ("MET amplification drives resistance.", "en"),
    "English with a Japanese name": (
        "The group of 矢野 found that MET amplification drives it.",
        "en",
    ),
    "Chinese": ("研究" * 30, "other"),
    "short Chinese": ("替莫唑胺耐药是治疗失败的主要原因。", "other"),
    "kanji alone": ("薬剤耐性機構解明", "ja"),
    "names in kanji": ("髙橋 﨑山 𠮷田", "ja"),
    "Korean": ("연구팀은 내성의 원인을 밝혔다.", "other"),
    "Russian": ("Ученые нашли причину устойчивости.", "other"),
    "numbers": ("12 3.4 %", "other"),
    "nothing": ("", "other"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_language(text: str, expected: str) -> None:
    assert language_of(text) == expected


@pytest.mark.parametrize("text", EXAMPLES["match"])
def test_another_language_in_latin_letters(text: str) -> None:
    assert language_of(text) == "other"


@pytest.mark.parametrize("text", EXAMPLES["nomatch"])
def test_english_is_not_taken_for_another(text: str) -> None:
    assert language_of(text) == "en"


def test_there_are_examples_and_no_word_of_english_is_another_language_s() -> None:
    assert len(EXAMPLES["match"]) >= 7
    assert len(EXAMPLES["nomatch"]) >= 6
    english = set(languages()["english"])
    assert not {
        name: english & set(words)
        for name, words in languages()["other"].items()
        if english & set(words)
    }

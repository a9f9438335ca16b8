"""The page's own words: each is used, each placeholder is kept in Japanese."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

import pipeline.report
from pipeline.model import EvidenceSource, MentionType, State
from pipeline.report.markup import asset
from pipeline.text import is_japanese

WORDS = json.loads(asset("words.json"))
HOME = Path(pipeline.report.__file__).parent
SOURCES = "\n".join(
    path.read_text("utf-8")
    for path in sorted([*HOME.glob("*.py"), *(HOME / "assets").glob("*.js")])
    if path.name != "cytoscape.min.js"
)
FROM_THE_MODEL = {state.value.replace("_", " ") for state in State} | {
    *MentionType,
    *get_args(EvidenceSource),
}
COUNTED = re.compile(r"\{n\} ([a-z ]+)")


def test_there_are_words():
    assert len(WORDS) > 100


@pytest.mark.parametrize("english", WORDS)
def test_a_word_is_used_somewhere(english):
    counted = COUNTED.fullmatch(english)
    written = counted[1] if counted else english
    assert written.removesuffix(" ≥") in SOURCES or written in FROM_THE_MODEL


@pytest.mark.parametrize("english", WORDS)
def test_a_word_is_japanese_and_keeps_what_is_filled_in(english):
    assert any(map(is_japanese, WORDS[english]))
    placeholders = re.compile(r"\{\w+\}")
    assert sorted(placeholders.findall(english)) == sorted(placeholders.findall(WORDS[english]))


@pytest.mark.parametrize("state", [state.value.replace("_", " ") for state in State])
def test_every_state_has_its_word(state):
    assert state in WORDS

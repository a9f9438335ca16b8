"""What is marked in a text, by patterns over a small lexicon."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.lexicon import Lexicon
from pipeline.model import Block, BlockKind, Document, Sentence, Source
from pipeline.tag import tag

_CASES_FILE = Path(__file__).with_name("mention_cases.toml")
CASES: dict[str, str] = tomllib.loads(_CASES_FILE.read_text(encoding="utf-8"))


def marked(text: str) -> tuple[str, list[tuple[str, str, str]]]:
    plain, found = "", []
    for piece in text.split("⟦"):
        inside, bracket, rest = piece.partition("⟧")
        if not bracket:
            plain += piece
            continue
        surface, kind, id = inside.rsplit("|", 2)
        found.append((surface, kind, id))
        plain += surface + rest
    return plain, found


def test_enough_cases() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("case", CASES)
def test_tag_marks(case: str, small: Lexicon) -> None:
    text, expected = marked(CASES[case])
    doc = tag(Document("t", text, Source("t", "")), small)
    assert [(text[m.start : m.end], m.type.value, m.id) for m in doc.mentions] == expected


def test_contact_blocks_give_dois_only(small: Lexicon) -> None:
    text = "EGFR 10.1000/abc"
    blocks = (Block(0, len(text), BlockKind.CONTACT, "en"),)
    doc = tag(Document("t", text, Source("t", ""), blocks=blocks), small)
    assert [m.id for m in doc.mentions] == ["doi:10.1000/abc"]


def test_a_heading_does_not_run_into_the_line_below(small: Lexicon) -> None:
    text = "ALK\n阻害薬"
    blocks = (Block(0, 3, BlockKind.HEADING, "en"), Block(4, 7, BlockKind.PARAGRAPH, "ja"))
    doc = tag(Document("t", text, Source("t", ""), blocks=blocks), small)
    assert [m.id for m in doc.mentions] == ["hgnc:427"]


def test_a_title_uses_what_the_text_defines_once(small: Lexicon) -> None:
    text = "EGF-R in cells\nEGF-R is lost. The epidermal growth factor receptor (EGF-R) is lost."
    title = text.index("\n")
    blocks = (
        Block(0, title, BlockKind.TITLE, "en"),
        Block(title + 1, len(text), BlockKind.PARAGRAPH, "en"),
    )
    doc = tag(Document("t", text, Source("t", ""), blocks=blocks), small)
    found = [(m.start, text[m.start : m.end]) for m in doc.mentions if m.id == "hgnc:3236"]
    assert [surface for _, surface in found] == [
        "EGF-R",
        "epidermal growth factor receptor",
        "EGF-R",
    ]
    assert found[0][0] == 0


def test_a_definition_stays_in_its_sentence(small: Lexicon) -> None:
    text = "We saw epidermal growth factor receptor (EGR) and EGR."
    cut = text.index("(EGR")
    whole = (Sentence(0, len(text), 0, "en"),)
    parted = (Sentence(0, cut, 0, "en"), Sentence(cut, len(text), 0, "en"))
    blocks = (Block(0, len(text), BlockKind.PARAGRAPH, "en"),)
    for sentences, count in ((whole, 3), (parted, 1)):
        doc = Document("t", text, Source("t", ""), blocks=blocks, sentences=sentences)
        assert len(tag(doc, small).mentions) == count


def test_every_sense_of_a_name_is_kept(small: Lexicon) -> None:
    doc = tag(Document("t", "IL-6 secretion", Source("t", "")), small)
    assert {c.id for c in doc.mentions[0].candidates} == {"hgnc:6018", "unii:4O4QWG0B3C"}

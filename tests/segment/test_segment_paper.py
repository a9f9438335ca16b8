"""Which paper a text is about, and who speaks: the table's examples, and whole texts."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Source
from pipeline.segment import segment
from pipeline.segment.marks import table
from pipeline.segment.paper import field_of, patterns
from pipeline.text import unwrap

TABLE = table("paper.toml")
LABELS = [(row["field"], text) for row in TABLE["label"] for text in row["match"]]
NO_LABELS = [(row["field"], text) for row in TABLE["label"] for text in row["nomatch"]]
VALUES = [
    (key, at, text, value)
    for key in ("prose", "sender")
    for at, row in enumerate(TABLE[key])
    for text, value in row["match"]
]
NO_VALUES = [
    (key, at, text)
    for key in ("prose", "sender")
    for at, row in enumerate(TABLE[key])
    for text in row["nomatch"]
]


def test_there_are_examples() -> None:
    assert len(LABELS) >= 14
    assert len(VALUES) >= 16
    assert all(row["match"] and row["nomatch"] for rows in TABLE.values() for row in rows)


@pytest.mark.parametrize(("field", "label"), LABELS)
def test_label(field: str, label: str) -> None:
    assert field_of(label) == field


@pytest.mark.parametrize(("field", "label"), NO_LABELS)
def test_label_of_something_else(field: str, label: str) -> None:
    assert field_of(label) != field


@pytest.mark.parametrize(("key", "at", "text", "value"), VALUES)
def test_value(key: str, at: int, text: str, value: str) -> None:
    found = patterns(key)[at].pattern.search(unwrap(text).folded)
    assert found is not None
    assert found["value"] == value


@pytest.mark.parametrize(("key", "at", "text"), NO_VALUES)
def test_no_value(key: str, at: int, text: str) -> None:
    assert patterns(key)[at].pattern.search(unwrap(text).folded) is None


JA = """架空大学

アレクチニブ耐性の原因を発見

研究グループは、耐性の原因を発見しました。成果は英国科学誌「Fictional Notes」に掲載されました。

【論文情報】
雑誌名：Fictional Medicine
論文名：MET amplification drives resistance
to alectinib in lung cancer
（MET遺伝子の増幅が肺がんのアレクチニブ耐性を引き起こす）
DOI：10.99999/fict.1
"""
EN = """University of Nowhere

Cause of alectinib resistance found

The finding was published today in Fictional Medicine. Cells had become resistant.

Title: MET amplification drives resistance to alectinib in lung cancer
"""


def metadata(text: str) -> dict[str, object]:
    return dict(segment(Document("t", text, Source("t", ""))).metadata)


def test_a_japanese_release_names_its_paper() -> None:
    assert metadata(JA) == {
        "dois": ["10.99999/fict.1"],
        "institution": "架空大学",
        "journal": "Fictional Medicine",
        "paper_titles": {
            "en": "MET amplification drives resistance to alectinib in lung cancer",
            "ja": "MET遺伝子の増幅が肺がんのアレクチニブ耐性を引き起こす",
        },
        "title": "アレクチニブ耐性の原因を発見",
    }


def test_an_english_release_names_its_paper() -> None:
    assert metadata(EN) == {
        "institution": "University of Nowhere",
        "journal": "Fictional Medicine",
        "paper_titles": {"en": "MET amplification drives resistance to alectinib in lung cancer"},
        "title": "Cause of alectinib resistance found",
    }

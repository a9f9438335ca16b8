"""Whatever a text holds, every offset leads back to the source; nothing is lost or doubled."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import export
from pipeline.ground import ground
from pipeline.lexicon import load
from pipeline.model import Document
from pipeline.read import document_from_text, read_inputs
from pipeline.run import process
from pipeline.segment import segment
from pipeline.tag import tag
from pipeline.text import unwrap

PIECES = (
    *("EGFR T790M", "ｹﾞﾌｨﾁﾆﾌﾞ", "ゲフィ\n\nチニブ", "gefit-\ninib", "P 糖たんぱく質", "ＭＥＴ", "㌘"),
    *(
        "への耐性の原因だった。",
        "を克服した。",
        " confers resistance to ",
        " overcomes ",
        "。",
        ".",
        "\n",
    ),
    *("か\u3099", "e\u0301", "\u1100\u1161", "\u09c7\u09be", "\u0315", "ﾀﾞ", "ﬁ", "①", "\u00ad"),
    *(
        "🧬",
        "👩‍🔬",
        "𠮷",
        "שלום",
        "\u202eabc\u202c",
        "مقاومة",
        "\u200b",
        "\ufeff",
        "\ufffd",
        "\uf06c",
    ),
    *("\0", "\x1b[0m", "\x0c", "\r\n", "\u2028", "\u3000", "\t", "- 2 -", "【", "】", "（", "」"),
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
).filter(lambda text: text.strip(" \t\r\n\0\u2028\u3000\x0c\ufeff\ufffd\x1c\x1d\x1e\x1f\x85\xa0"))


def check(doc: Document, text: str) -> None:
    """All ranges lie in the text, in order, inside what holds them."""
    assert doc.text == text
    assert all(0 <= b.start < b.end <= len(text) for b in doc.blocks)
    assert all(a.end <= b.start for a, b in pairwise(doc.blocks))
    gaps = zip(
        [0, *(b.end for b in doc.blocks)], [*(b.start for b in doc.blocks), len(text)], strict=True
    )
    assert not "".join(text[a:b] for a, b in gaps).strip()
    for sentence in doc.sentences:
        block = doc.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
    assert all(a.end <= b.start for a, b in pairwise(doc.sentences))
    assert all(a.end <= b.start for a, b in pairwise(doc.mentions))
    assert all(0 <= m.start < m.end <= len(text) for m in doc.mentions)
    view = unwrap(text)
    assert list(view.starts) == sorted(view.starts)
    for relation in doc.relations:
        for piece in relation.evidence:
            assert 0 <= piece.start < piece.end <= len(text)
            assert piece.start <= piece.trigger.start < piece.trigger.end <= piece.end
            assert all(0 <= a.start < a.end <= len(text) for a in piece.arguments)


@pytest.mark.slow
@settings(
    max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(TEXTS)
def test_any_text(text: str) -> None:
    doc = process(document_from_text(text))
    check(doc, text)
    assert process(document_from_text(text)) == doc
    assert "\n" not in export.document_line(doc).rstrip("\n")


def test_lone_surrogates_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        ("METの増幅\ud83e耐性\udd7a" + "の原因だった。" * 30).encode("utf-8", "surrogatepass")
    )
    (doc,) = read_inputs([path])
    assert isinstance(doc, Document)
    assert doc.text == "METの増幅\ufffd耐性\ufffd" + "の原因だった。" * 30
    assert "2 byte sequences are not UTF-8" in doc.source.notes[0]


def test_a_pair_of_surrogates_in_a_file_is_one_character(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("METの\ud83e\uddecの増幅".encode("utf-8", "surrogatepass"))
    (doc,) = read_inputs([path])
    assert isinstance(doc, Document)
    assert doc.text == "METの🧬の増幅"


LONG = {
    "Japanese sentences": "EGFR T790M変異はゲフィチニブへの抵抗にかかわる。",
    "Japanese without an end": "耐性細胞株",
    "katakana": "ア",
    "English sentences": "MET drives growth of gefitinib-treated cells. ",
    "English without an end": "word ",
    "one letter": "a",
    "brackets": "（",
    "half-width katakana": "ｹﾞ",
    "blanks": "耐 性\u3000",
    "digits": "10.1000/",
}
SECONDS = 120  # a slow machine's: it takes a fifth of it


@pytest.mark.slow
@pytest.mark.parametrize("unit", LONG.values(), ids=LONG.keys())
def test_a_million_bytes_on_one_line(tmp_path: Path, unit: str) -> None:
    check_one_line(tmp_path, unit, 1_000_000)


@pytest.mark.slow
def test_ten_million_bytes_on_one_line(tmp_path: Path) -> None:
    check_one_line(tmp_path, "耐性細胞株", 10_000_000)


def check_one_line(folder: Path, unit: str, size: int) -> None:
    path = folder / "a.txt"
    text = unit * (size // len(unit.encode()))
    path.write_text(text, encoding="utf-8")
    began = perf_counter()
    (doc,) = read_inputs([path])
    assert isinstance(doc, Document)
    check_long(process_without_parsing(doc), text)
    assert perf_counter() - began < SECONDS


def process_without_parsing(doc: Document) -> Document:
    """All stages but the last: sentence after sentence to parse is no matter of length."""
    lexicon = load()
    return ground(tag(segment(doc), lexicon), lexicon)


def check_long(doc: Document, text: str) -> None:
    assert doc.text == text
    held = "".join(text[b.start : b.end] for b in doc.blocks)
    assert len(held) >= len(text.strip())
    assert all(a.end <= b.start for a, b in pairwise(doc.sentences))
    assert all(a.end <= b.start for a, b in pairwise(doc.mentions))

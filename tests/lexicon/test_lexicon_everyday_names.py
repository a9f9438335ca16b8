"""Everyday names of genes, molecules and Japanese drugs: what they mean, and how many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicon import Lexicon, load
from pipeline.lexicon.sources.tables import HAND
from pipeline.model import MentionType


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


NAMES = rows(Path(__file__).with_name("everyday_names.tsv"))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def test_the_table_is_read_whole() -> None:
    assert len(NAMES) >= 100
    assert {row[1] for row in NAMES} == {"Gene", "Chemical", "Drug"}


@pytest.mark.parametrize(("surface", "type", "id", "name"), NAMES, ids=[r[0] for r in NAMES])
def test_name_means(lexicon: Lexicon, surface: str, type: str, id: str, name: str) -> None:
    entry = lexicon.lookup(surface)[0]
    assert (entry.type, entry.id, entry.name) == (type, id, name)


def test_how_many_names_are_written_by_hand() -> None:
    assert len({row[0] for row in rows(HAND / "genes.tsv") if row[2]}) >= 1300
    molecules = rows(HAND / "chemicals.tsv")
    assert len({row[0] for row in molecules}) == len(molecules)
    assert len([row for row in molecules if row[2]]) >= 330
    assert len({row[0] for row in rows(HAND / "ja_drugs.tsv")}) >= 440


def test_japanese_names_of_genes_are_found(lexicon: Lexicon) -> None:
    """Every one means its gene first, and hundreds of genes have one."""
    named = {}
    for gene, _, names in rows(HAND / "genes.tsv"):
        for name in filter(None, names.split("|")):
            named[name] = gene.partition("=")[0].lower()
    found = {name: lexicon.lookup(name)[0] for name in named}
    assert {entry.type for entry in found.values()} == {MentionType.GENE}
    wrong = [
        name
        for name, entry in found.items()
        if named[name] not in (entry.id.lower(), entry.name.lower())
    ]
    assert wrong == []
    assert len({entry.id for entry in found.values()}) >= 1300


@pytest.mark.parametrize(
    ("surface", "id"),
    [
        ("TNFアルファ", "hgnc:11892"),
        ("インターフェロンガンマ", "hgnc:5438"),
        ("サイクリン依存性リン酸化酵素4", "hgnc:1773"),
        ("乳酸脱水素酵素A", "hgnc:6535"),
        ("チトクロームc", "hgnc:19986"),
        ("モノカルボン酸輸送体4", "hgnc:10924"),
        ("ジヒドロ葉酸レダクターゼ", "hgnc:2861"),
        ("タンパク質キナーゼC", "fplx:PKC"),
        ("ATPシンターゼ", "fplx:ATP_synthase"),
        ("DNAメチル基転移酵素", "fplx:DNMT"),
    ],
)
def test_japanese_spellings_of_proteins(lexicon: Lexicon, surface: str, id: str) -> None:
    assert lexicon.lookup(surface)[0].id == id


@pytest.mark.parametrize(
    "surface",
    [
        "ABC transporter",
        "ABCトランスポーター",
        "COX",
        "SCAR",
        "NOS",
        "ACC",
        "Cox",
        "受容体",
        "kinase",
    ],
)
def test_kinds_and_abbreviations_are_no_genes(lexicon: Lexicon, surface: str) -> None:
    assert [e for e in lexicon.lookup(surface) if e.type is MentionType.GENE] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("低酸素では酸素が足りない", ["酸素"]),
        ("zinc finger proteins bind zinc", ["zinc"]),
        ("低マグネシウム血症とマグネシウム", ["マグネシウム"]),
        ("カルシウムチャネルとカルシウム", ["カルシウム"]),
    ],
)
def test_molecules_inside_other_words(lexicon: Lexicon, text: str, expected: list[str]) -> None:
    found = [
        text[hit.start : hit.end]
        for hit in lexicon.find(text)
        if hit.entries[0].type is MentionType.CHEMICAL
    ]
    assert found == expected

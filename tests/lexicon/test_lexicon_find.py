"""Finding names in running text: offsets, case rules, edges."""

from __future__ import annotations

import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from plain_keys import key_chars

from pipeline.lexicon import Lexicon, load
from pipeline.lexicon.keys import key_of
from pipeline.lexicon.scan import scan
from pipeline.text import unwrap


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def found(lexicon: Lexicon, text: str) -> set[tuple[str, str]]:
    """(surface, name) of the longest hits' first senses."""
    taken, end = set(), -1
    for hit in lexicon.find(text):
        if hit.start >= end:
            taken.add((text[hit.start : hit.end], hit.entries[0].name))
            end = hit.end
    return taken


CASE = {
    "a verb is no gene": ("The patients met the criteria.", set()),
    "the gene is": ("MET amplification", {("MET", "MET")}),
    "words in capitals are read as symbols": ("AR and MAX", {("AR", "AR"), ("MAX", "MAX")}),
    "and else as words": ("a cat may rest, was set at max", set()),
    "all and ALL": ("all children with ALL", {("ALL", "acute lymphoblastic leukemia")}),
    "a mouse symbol": ("Kras and Egfr", {("Kras", "KRAS"), ("Egfr", "EGFR")}),
    "a drug in any case": ("GEFITINIB or Gefitinib", {
        ("GEFITINIB", "gefitinib"), ("Gefitinib", "gefitinib")}),
    "an abbreviation of a statistic": ("PFS and OS with HR and CI", set()),
    "a temperature is no line": ("at 37 degrees in 10 days", set()),
    "a car is no therapy": ("The CAR is parked.", set()),
    "tumours alone are left out": ("tumours and disease", set()),
    "Greek spelled out and apart": ("NF-kappa B and interleukin 1 beta", {
        ("NF-kappa B", "NFkappaB"), ("interleukin 1 beta", "IL1B")}),
    "a long name at the start": ("Interleukin 6 and Beta catenin", {
        ("Interleukin 6", "IL6"), ("Beta catenin", "CTNNB1")}),
    "proteins as papers write them": ("RelA, Shh, Bcl-XL and c-myc", {
        ("RelA", "RELA"), ("Shh", "SHH"), ("Bcl-XL", "BCL2L1"), ("c-myc", "MYC")}),
    "Notch and a notch": ("Notch in a notch", {("Notch", "Notch")}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASE.values(), ids=CASE)
def test_case(lexicon: Lexicon, text: str, expected: set[tuple[str, str]]) -> None:
    assert found(lexicon, text) == expected


EDGES = {
    "beside Japanese": ("変異型EGFRが", {("EGFR", "EGFR")}),
    "inside a longer word": ("XEGFRX EGFRvIII", set()),
    "before a hyphen": ("EGFR-mutant", {("EGFR", "EGFR")}),
    "after a hyphen": ("non-EGFR", {("EGFR", "EGFR")}),
    "a subline's parent": ("PC-9/OR", {("PC-9", "PC-9")}),
    "inside katakana": ("ピゲフィチニブル", set()),
    "before a katakana word of its own": ("ゲフィチニブカプセル", {("ゲフィチニブ", "gefitinib")}),
    "between middle dots": ("ゲフィチニブ・エルロチニブ", {
        ("ゲフィチニブ", "gefitinib"), ("エルロチニブ", "erlotinib")}),
    "with its long vowel": ("オートファジーを", {("オートファジー", "autophagy")}),
    "hiragana in a word": ("がんばるとちがんな", set()),
    "hiragana as a name": ("がんの再発", {("がん", "cancer")}),
    "in an institute's name": ("国立がん研究センター", set()),
    "cancer cells are no disease": ("がん細胞、cancer cells", set()),
    "but lung cancer's cells name one": ("肺がん細胞", {("肺がん", "lung cancer")}),
    "one Han character": ("腱と胆", set()),
    "but iron and copper": ("鉄と銅", {("鉄", "iron atom"), ("銅", "copper atom")}),
    "iron within a word": ("鉄道と銅像、製鉄", set()),
    "iron in a compound": ("細胞内鉄濃度", {("鉄", "iron atom")}),
    "across a comma": ("PC, 9", set()),
    "digits go on": ("p531 H22289", set()),
    "a hyphen or none or a space": ("IGF-1R IGF1R IGF 1R", {
        ("IGF-1R", "IGF1R"), ("IGF1R", "IGF1R"), ("IGF 1R", "IGF1R")}),
    "the longest name": ("トラスツズマブデルクステカン", {
        ("トラスツズマブデルクステカン", "trastuzumab deruxtecan")}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EDGES.values(), ids=EDGES)
def test_edges(lexicon: Lexicon, text: str, expected: set[tuple[str, str]]) -> None:
    assert found(lexicon, text) == expected


def test_overlapping_hits_are_all_given_in_order(lexicon: Lexicon) -> None:
    text = "EGFR-TKIとEGFR"
    spans = [(hit.start, hit.end) for hit in lexicon.find(text)]
    assert spans == sorted(spans, key=lambda span: (span[0], -span[1]))
    assert {(0, 8), (0, 4), (9, 13)} <= set(spans)


def test_a_shared_alias_keeps_all_its_genes_best_first(lexicon: Lexicon) -> None:
    entries = lexicon.lookup("PD-1")
    assert entries[0].name == "PDCD1"
    assert len({entry.id for entry in entries}) > 1
    scores = [entry.score for entry in entries]
    assert scores == sorted(scores, reverse=True)


NAMES = (
    "EGFR", "TNF-α", "gefitinib", "ゲフィチニブ", "肺がん", "PC-9", "P糖たんぱく質",
    "オートファジー", "CDK4/6阻害薬", "NF-κB", "ウィルス", "ﾀﾞ", "ｱﾚｸﾁﾆﾌﾞ",
    "EML4-ALK", "アポトーシス", "すい臓がん",
)  # fmt: skip
BETWEEN = ("", " ", "-", "、", "の", "/", "(", ")", "・", "ー", "x", "9", "\n", "İ", "ß", "|", "𠮷")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(NAMES + BETWEEN), max_size=12).map("".join))
@example("肺がんー")
@example("|EGFR|")
@example("İEGFR")
def test_offsets_are_of_the_text_given(lexicon: Lexicon, text: str) -> None:
    folded = unwrap(text).folded
    for hit in lexicon.find(folded):
        surface = folded[hit.start : hit.end]
        assert surface
        assert surface == surface.strip()
        assert {entry.id for entry in hit.entries} == {
            entry.id for entry in lexicon.lookup(surface)
        }


PIECES = (
    *("α", "μ", "Δ", "ς", "Σ", "がん", "ガン", "ヴァ", "ヴ", "ヴィールス", "蛋白", "すいがん"),
    *("頭けい", "けい部", "ー", "カ", "リセプター", "・", "-", "’", "|", "ẞ", "ß", "É", "İ", "ı"),
    *(
        "K",
        "Д",
        "𠮷",
        "𐐀",
        "😀",
        "\0",
        "\n",
        "\u2028",
        "\u3000",
        "\uffff",
        "\ufdd0",
        "\ufdd1",
        "IGF",
        "egfr",
        "12",
        " ",
    ),
    *("x、", "が", "鉄", "(", "_", "²", "ヂ", "たんぱく"),
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
    st.text(st.characters(codec="utf-8"), max_size=40),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("TNF-α|がんーβ")
@example("蛋白-蛋白α")
def test_a_scanned_key_is_the_plain_one_and_leads_back(text: str) -> None:
    chars = key_chars(text)
    view = scan(text)
    assert view.key == "".join(char.char for char in chars)
    for start, end in ((i, j) for j in range(len(chars) + 1) for i in range(j)):
        inner = [char for char in chars[start:end] if char.char != "|"]
        if not inner or "||" in view.key[start:end]:
            continue
        begin, finish = inner[0].begin, inner[-1].end
        expected = [] if begin is None or finish is None else [(7, begin, finish)]
        assert list(view.back([(start, end, 7)])) == expected, (start, end)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_names_have_the_keys_of_texts(text: str) -> None:
    assert key_of(text) == scan(normalize("NFKC", text)).key


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from(NAMES + BETWEEN), max_size=6).map("".join), max_size=5))
@example(["肺がん", "", "細胞", "がん", "細胞"])
@example(["がん研究", "センターのEGFR", "-mutant"])
@example(["マウス", "アレクチニブ", "ー", ""])
def test_many_texts_are_searched_as_one_is(lexicon: Lexicon, texts: list[str]) -> None:
    assert lexicon.find_all(texts) == [lexicon.find(text) for text in texts]


def test_texts_longer_than_what_is_searched_at_once(lexicon: Lexicon) -> None:
    texts = ["EGFR and がん。" * 1000, "KRAS", "", "MET " * 6000, "肺がん"] * 3
    found = lexicon.find_all(texts)
    assert found == [lexicon.find(text) for text in texts]
    assert [len(hits) for hits in found[:5]] == [2000, 1, 0, 6000, 2]


@pytest.mark.parametrize(
    "spellings",
    [
        ("TNF-α", "TNFα", "TNF α", "TNF-alpha"),
        ("がん", "癌", "ガン"),
        ("たんぱく質", "タンパク質", "蛋白質"),
        ("ウィルス", "ウイルス"),
        ("レセプター", "レセプタ", "リセプター"),
        ("MCF-7", "MCF7", "mcf 7"),
        ("ビンクリスチン", "ﾋﾞﾝｸﾘｽﾁﾝ"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({key_of(spelling) for spelling in spellings}) == 1

"""Folding and unwrapping: nothing is lost, and every character leads back to the source."""

from __future__ import annotations

import sys
from pathlib import Path
from unicodedata import combining, decomposition, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from plain_views import DASHES, UNSEEN, plain_fold, plain_unwrap

from pipeline.errors import SpanError
from pipeline.model import Span
from pipeline.text import FoldedText, fold, unwrap
from pipeline.text.fold import FLAT_IN, OTHER_BLANKS, SIGNS
from pipeline.text.hyphens import compounds
from pipeline.text.offsets import Cuts, Pieces

AWKWARD = (
    *(
        "ﾀﾞ",
        "ｹﾞﾌｨﾁﾆﾌﾞ",
        "ﾊﾟ",
        "\uff9e",
        "\u3099",
        "か\u3099",
        "か\u309b",
        "㌘",
        "㍿",
        "ﬁ",
        "Å",
        "e\u0301",
    ),
    *(
        "\u1100\u1161\u11a8",
        "\u1100",
        "\u1161",
        "가",
        "\u09c7\u09be",
        "\u0315",
        "a\u0315\u0300",
        "ᾳ",
    ),
    *("ＭＥＴ", "①", "½", "™", "…", "\u00a0", "\u3000", "\u2003", "\u200b", "\u00ad", "\ufeff"),
    *("🧬", "👩🏽\u200d🔬", "𠮷", "\U0001d54f", "שלום", "مرحبا", "\u202e", "\0", "\x1b"),
    *("\n", "\r\n", "\r", "\f", "\u2028", " ", "\t", "-", "‐", "－", "−", "ー"),
    *("アレク", "チニブ", "EGFR", "resist", "ance", "。", "、", "（", ")"),
)
AWKWARD_TEXTS = st.lists(st.sampled_from(AWKWARD), max_size=30).map("".join)
TEXTS = st.one_of(AWKWARD_TEXTS, st.text(st.characters(codec="utf-8"), max_size=50))


def check_ways_back(view: FoldedText, raw: str) -> None:
    assert list(view.starts) == sorted(view.starts)
    assert list(view.ends) == sorted(view.ends)
    for i, char in enumerate(view.folded):
        start, end = view.to_raw(i, i + 1)
        held = normalize("NFKC", raw[start:end])
        assert (
            char in held
            or (char == "-" and any(dash in held for dash in DASHES))
            or (char == " " and held.isspace())
        )


@given(TEXTS)
@example("ﾀﾞ㌘")
@example("\u1100\u1161\u11a8")
@example("e\u0315\u0301")
def test_folding_is_nfkc_and_every_character_leads_back(raw: str) -> None:
    view = fold(raw)
    assert view.folded == normalize("NFKC", raw)
    check_ways_back(view, raw)


@given(TEXTS, TEXTS, TEXTS)
def test_folding_a_range_counts_from_the_whole_text(before: str, raw: str, after: str) -> None:
    text = before + raw + after
    view = fold(text, len(before), len(before) + len(raw))
    assert view.folded == normalize("NFKC", raw)
    if len(view):
        assert Span(len(before), len(before) + len(raw)).covers(view.to_raw(0, len(view)))


@given(TEXTS)
def test_folding_leaves_out_nothing(raw: str) -> None:
    """The ranges of the characters cover the source."""
    view = fold(raw)
    held = {i for start, end in zip(view.starts, view.ends, strict=True) for i in range(start, end)}
    assert held == set(range(len(raw)))


def _bare(text: str) -> str:
    """Without white space, and without hyphens, which may go at line ends."""
    return "".join(text.replace("-", "").split())


@given(TEXTS)
def test_unwrapping_keeps_every_character_that_is_seen(raw: str) -> None:
    view = unwrap(raw)
    check_ways_back(view, raw)
    folded = normalize("NFKC", raw)
    for unseen in UNSEEN:
        folded = folded.replace(unseen, "")
    for dash in DASHES:
        folded = folded.replace(dash, "-")
    assert _bare(view.folded) == _bare(folded)


@given(TEXTS)
def test_unwrapping_twice_is_unwrapping_once(raw: str) -> None:
    """But for marks that stand alone until the blank before them goes (\u309b)."""
    once = unwrap(raw).folded
    assert normalize("NFKC", unwrap(once).folded) == normalize("NFKC", once)


@given(TEXTS, st.data())
def test_ranges_go_there_and_back(raw: str, data: st.DataObject) -> None:
    view = unwrap(raw)
    if not len(view):
        return
    start = data.draw(st.integers(0, len(view) - 1))
    end = data.draw(st.integers(start + 1, len(view)))
    span = view.to_raw(start, end)
    again = view.from_raw(*span)
    assert again.start <= start
    assert again.end >= end


WRAPPED = st.lists(
    st.sampled_from(
        [*AWKWARD, *"\n\n- a肺", "\r\n", "  ", "-\n", "1* ", "薬※3", "\u2013", "\u207b"]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(TEXTS, WRAPPED), st.data())
@example("a-\nb  c\u2013\nd", None)
@example(" 薬\n※3 \u207b\u00adx-\r\n", None)
def test_views_are_the_plain_ones(text: str, data: st.DataObject | None) -> None:
    places = st.integers(0, len(text))
    drawn = data.draw(st.lists(places, min_size=4, max_size=4)) if data else [0, 0, 0, len(text)]
    start, skipped, until, end = sorted(drawn)
    skip = [Span(skipped, until)] if skipped < until else []
    for view, plain in (
        (fold(text, start, end), plain_fold(text, start, end)),
        (unwrap(text, start, end, skip), plain_unwrap(text, start, end, skip)),
    ):
        assert list(zip(view.folded, view.starts, view.ends, strict=True)) == plain
        assert [view.starts[i] for i in range(len(view))] == [place for _, place, _ in plain]


def test_the_signs_are_all_that_unwrapping_looks_for() -> None:
    everything = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    made = [char for char in everything if set(normalize("NFKC", char)) & set(DASHES + UNSEEN)]
    assert len(made) >= len(DASHES + UNSEEN)
    assert [char for char in made if not SIGNS.match(char)] == []
    assert [char for char in everything[:128] if SIGNS.match(char)] == ["*"]
    blanks = {char for char in everything if char.isspace() and normalize("NFKC", char) == char}
    assert blanks == set(" \n" + OTHER_BLANKS)


def test_characters_that_fold_alone_are_never_the_latter_part_of_another() -> None:
    """What a composition's second part is, or begins with it, would go with what is before it."""
    seconds = {
        chr(int(parts[-1], 16))
        for parts in (decomposition(chr(c)).split() for c in range(0x110000))
        if len(parts) == 2 and not parts[0].startswith("<")
    }
    assert len(seconds) > 50
    alone = [chr(c) for first, last in FLAT_IN for c in range(first, last + 1)]
    alone = [char for char in alone if not combining(normalize("NFKD", char)[0])]
    assert [char for char in alone if normalize("NFKD", char)[0] in seconds] == []


def test_pieces_are_a_sequence() -> None:
    plain = [3, 4, 9, 20, 21, 22]
    pieces = Pieces(range(30), Cuts([(3, 5), (9, 10), (10, 10), (20, 23)]))
    assert (list(pieces), len(pieces)) == (plain, 6)
    assert [pieces[i] for i in range(-6, 6)] == plain + plain
    assert (pieces[1:4], pieces[::-2]) == ((4, 9, 20), (22, 20, 4))
    assert list(Pieces(pieces, Cuts([(1, 3), (5, 6)]))) == [4, 9, 22]
    assert list(Pieces(range(3), Cuts([]))) == []
    with pytest.raises(IndexError):
        pieces[6]


FOLDED = {
    "half-width kana": ("ｹﾞﾌｨﾁﾆﾌﾞ耐性", "ゲフィチニブ耐性"),
    "one character to three": ("5㌘", "5グラム"),
    "full-width Latin": ("ＭＥＴ", "MET"),
    "case stays": ("MET met", "MET met"),
    "ligature": ("inﬁltrate", "infiltrate"),
    "Hangul jamo": ("\u1112\u1161\u11ab", "한"),
}
UNWRAPPED = {
    "a break inside a word": ("アレク\n\nチニブ", "アレクチニブ"),
    "a break between Latin and Japanese": ("ALK\n\n阻害薬", "ALK阻害薬"),
    "blanks inside a term": ("P 糖たんぱく質", "P糖たんぱく質"),
    "a break between Latin words": ("lung\ncancer", "lung cancer"),
    "CRLF": ("lung \r\n cancer", "lung cancer"),
    "a hyphen at a line's end": ("Mcl-\n1", "Mcl-1"),
    "a word divided": ("acquired resis-\ntance arose", "acquired resistance arose"),
    "a compound": ("drug-\nresistant", "drug-resistant"),
    "a compound written elsewhere": ("foo-\nbarred and foo-barred", "foo-barred and foo-barred"),
    "a word written elsewhere": ("re-\nlapse after relapse", "relapse after relapse"),
    "a name in capitals": ("EML4-\nALK", "EML4-ALK"),
    "not at a line's end": ("resis- tance", "resis- tance"),
    "a hyphen between blanks": ("a - b", "a - b"),
    "soft hyphen": ("resist\u00adance", "resistance"),
    "zero-width space": ("EG\u200bFR", "EGFR"),
    "all dashes": ("a‐b‑c–d−e－f", "a-b-c-d-e-f"),
    "the long vowel mark is no dash": ("データ", "データ"),
    "ends": ("  a  ", "a"),
}


@pytest.mark.parametrize(("raw", "expected"), FOLDED.values(), ids=FOLDED.keys())
def test_fold(raw: str, expected: str) -> None:
    assert fold(raw).folded == expected


@pytest.mark.parametrize(("raw", "expected"), UNWRAPPED.values(), ids=UNWRAPPED.keys())
def test_unwrap(raw: str, expected: str) -> None:
    assert unwrap(raw).folded == expected


@pytest.mark.parametrize("raw", compounds()["stays"])
def test_a_compound_keeps_its_hyphen(raw: str) -> None:
    assert unwrap(raw).folded == raw.replace("\n", "")


@pytest.mark.parametrize("raw", compounds()["goes"])
def test_a_divided_word_loses_its_hyphen(raw: str) -> None:
    view = unwrap(raw)
    assert view.folded == raw.replace("-\n", "")
    assert view.to_raw(0, len(view)) == Span(0, len(raw))


def test_the_table_of_compounds_is_whole() -> None:
    table = compounds()
    assert len(table["stays"]) >= 10
    assert len(table["goes"]) >= 6
    assert all(len(set(table[key])) == len(table[key]) for key in table)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (1, 1), (2, 1), (0, 4)])
def test_a_range_outside_of_the_view_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        fold("abc").to_raw(start, end)


def test_a_view_with_too_few_offsets_is_refused() -> None:
    with pytest.raises(SpanError):
        FoldedText("ab", (0,), (1,))


FOOTNOTES = {
    "after a Japanese term": ("ゲフィチニブ※3への耐性", "ゲフィチニブへの耐性"),
    "an asterisk": ("増殖因子*1や薬＊２は", "増殖因子や薬は"),
    "after a bracket": ("受容体（EGFR）※12を", "受容体(EGFR)を"),
    "raised digits": ("gefitinib\u00b9 and alectinib\u00b2,\u00b3.", "gefitinib and alectinib."),
    "raised digits after Japanese": ("耐性\u00b9\u2070の原因", "耐性の原因"),
    "daggers": ("gefitinib† and 薬‡は", "gefitinib and薬は"),
    "an asterisk alone": ("gefitinib* failed", "gefitinib failed"),
    "in brackets it stays": ("薬（※3）の", "薬(※3)の"),
    "at the beginning it stays": ("※1 薬", "※1薬"),
    "alleles stay": ("UGT1A1*28 and HLA-A*02", "UGT1A1*28 and HLA-A*02"),
    "units and ions stay": ("5 mm\u00b2, Ca\u00b2\u207a, 10\u2075", "5 mm2, Ca2+, 105"),
    "a product stays": ("2*3 = 6", "2*3 = 6"),
}


@pytest.mark.parametrize(("text", "expected"), FOOTNOTES.values(), ids=FOOTNOTES.keys())
def test_footnote_marks(text: str, expected: str) -> None:
    view = unwrap(text)
    assert view.folded == expected
    assert all(text[a:b] for a, b in zip(view.starts, view.ends, strict=True))

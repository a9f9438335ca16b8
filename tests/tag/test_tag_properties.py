"""What holds for any text: no overlaps, right offsets, no dependence on order."""

from __future__ import annotations

import random
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.lexicon import Lexicon
from pipeline.model import Document, Grounding, MentionType, Source
from pipeline.tag import tag
from pipeline.tag.candidate import Candidate, Cover
from pipeline.tag.choose import choose
from pipeline.tag.translit import romanisations
from pipeline.text import unwrap

PIECES = [
    "EGFR", "ALK", "ｵｼﾒﾙﾁﾆﾌﾞ", "オシメル\n\nチニブ", "阻害薬", "T790M", "V600E/K",
    "肺がん", "変異", " ", "（", "）", "-", "/", "、", "。", "\n", "および", " and ",
    "inhibitors", "㌘", "ﾀﾞ", "e\u0301", "が\u3099", "PC-9/GR", "細胞", "10.1000/xyz",
    "エクソン19", "欠失", "上皮成長因子受容体（EGFR）", "\u200b", "😀", "以下、「X-1」",
    "AR", "REST", "miR-21", "anti-", "抗", "抗体", "EML4-", "ＭＥＫ", "BRAFV600E",
    "\u1100\u1161",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map("".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_mentions_are_sorted_apart_and_inside(text: str, small: Lexicon) -> None:
    mentions = tag(Document("t", text, Source("t", "")), small).mentions
    ends = [0, *(m.end for m in mentions)]
    assert all(end <= m.start for end, m in zip(ends, mentions, strict=False))
    assert all(m.end <= len(text) and text[m.start : m.end].strip() for m in mentions)
    assert all(m.found_by for m in mentions)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text(max_size=8), after=st.text(max_size=8))
def test_a_name_is_found_where_it_stands(before: str, after: str, small: Lexicon) -> None:
    text = f"{before}。ｵｼﾒﾙ\nﾁﾆﾌﾞ。{after}"
    mentions = tag(Document("t", text, Source("t", "")), small).mentions
    start = len(before) + 1
    found = [m for m in mentions if m.start == start]
    assert [text[m.start : m.end] for m in found] == ["ｵｼﾒﾙ\nﾁﾆﾌﾞ"]
    assert unwrap(text, found[0].start, found[0].end).folded == "オシメルチニブ"


RANGES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6), st.sampled_from(list(MentionType)[:4])),
    max_size=12,
)


@given(ranges=RANGES, seed=st.integers(0, 5))
def test_choice_does_not_depend_on_order(
    ranges: list[tuple[int, int, MentionType]], seed: int
) -> None:
    candidates = [
        Candidate(start, start + size, kind, "x", (Grounding(f"{kind}:1", "n", 0.5, "w"),))
        for start, size, kind in ranges
    ]
    shuffled = list(candidates)
    random.Random(seed).shuffle(shuffled)
    chosen = choose(candidates)
    assert chosen == choose(shuffled)
    assert all(a.end <= b.start for a, b in pairwise(chosen))
    # Nothing is dropped without something longer or better in its place.
    for candidate in candidates:
        assert any(c.start < candidate.end and candidate.start < c.end for c in chosen)


def test_tagging_twice_gives_the_same(small: Lexicon) -> None:
    text = "".join(PIECES)
    doc = Document("t", text, Source("t", ""))
    assert tag(doc, small) == tag(tag(doc, small), small)


def test_romanisations_start_with_the_likeliest() -> None:
    first = [name for name, _ in zip(romanisations("ゲフィチニブ"), range(3), strict=False)]
    assert first[0][0] == "gefitinib"
    names = [name for name, _ in romanisations("クリゾチニブ")]
    assert "crizotinib" in names


def test_romanisations_of_no_kana_are_none() -> None:
    assert list(romanisations("漢字")) == []


@given(
    spans=st.lists(st.tuples(st.integers(0, 15), st.integers(1, 6)), max_size=8),
    start=st.integers(0, 20),
    size=st.integers(1, 5),
)
def test_cover_holds_what_a_range_holds(
    spans: list[tuple[int, int]], start: int, size: int
) -> None:
    ranges = [(a, a + n) for a, n in spans]
    plain = any(a <= start and start + size <= b for a, b in ranges)
    assert Cover(ranges).holds(start, start + size) == plain


@pytest.mark.parametrize(
    "piece",
    ["A-", "の", "A1", "1-", "receptor ", "チロシンキナーゼ", "EGFR/", "がん細胞", "a.b@", "(EGFR"],
)
@pytest.mark.slow
def test_time_grows_with_length_only(piece: str, small: Lexicon) -> None:
    def once(length: int) -> float:
        text = piece * (length // len(piece))
        begin = process_time()
        tag(Document("t", text, Source("t", "")), small)
        return process_time() - begin

    def seconds(length: int) -> float:  # other processes can only make it longer
        return min(once(length) for _ in range(3))

    once(500)
    assert seconds(12_000) < 12 * max(seconds(3_000), 0.02)

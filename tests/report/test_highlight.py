from __future__ import annotations

import re
from html import unescape

import pytest
from graph_strategies import TEXT
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export import visible
from pipeline.model import Span
from pipeline.report.highlight import highlight
from pipeline.report.markup import plain, shorten


def tagged(html: str) -> str:
    """``<mark class="a b" …>x</mark>`` as ``(a b:x)``."""
    return re.sub(r'<mark class="([a-z ]+)" title="[a-z +]+">(.*?)</mark>', r"(\1:\2)", html)


CASES = {
    "nothing marked": ("plain text", 0, [], "plain text"),
    "two marks": (
        "T790M resists gefitinib",
        0,
        [("cause", Span(0, 5)), ("therapy", Span(14, 23))],
        "(cause:T790M) resists (therapy:gefitinib)",
    ),
    "offsets are the document's": ("MET", 100, [("cause", Span(100, 103))], "(cause:MET)"),
    "nested": (
        "EGFR-TKI resistant",
        0,
        [("trigger", Span(0, 18)), ("therapy", Span(0, 8))],
        "(trigger therapy:EGFR-TKI)(trigger: resistant)",
    ),
    "overlapping": (
        "abcdef",
        0,
        [("cause", Span(0, 4)), ("therapy", Span(2, 6))],
        "(cause:ab)(cause therapy:cd)(therapy:ef)",
    ),
    "same range twice": ("ab", 0, [("via", Span(0, 2)), ("via", Span(0, 2))], "(via:ab)"),
    "partly outside": ("cd", 2, [("cause", Span(0, 3))], "(cause:c)d"),
    "wholly outside": ("cd", 2, [("cause", Span(7, 9))], "cd"),
    "Japanese word broken by a line end": (
        "アレク\n\n チニブ耐性",
        0,
        [("therapy", Span(0, 9))],
        "(therapy:アレクチニブ)耐性",
    ),
    "English broken by a line end": (
        "is resistant\n   to it",
        0,
        [("trigger", Span(3, 18))],
        "is (trigger:resistant to) it",
    ),
    "blank between marks is no mark's": (
        "A  B",
        0,
        [("cause", Span(0, 1)), ("therapy", Span(3, 4))],
        "(cause:A) (therapy:B)",
    ),
    "markup in the text": (
        "<b>&",
        0,
        [("cause", Span(0, 3))],
        "(cause:&lt;b&gt;)&amp;",
    ),
    "control character": ("a\x00", 0, [], "a␀"),
}


@pytest.mark.parametrize(("text", "start", "marks", "expected"), CASES.values(), ids=CASES.keys())
def test_marks(text, start, marks, expected):
    assert tagged(highlight(text, start, marks)) == expected


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda p: Span(p[0], p[0] + p[1]))
MARKS = st.lists(
    st.tuples(st.sampled_from(["trigger", "cause", "agent", "therapy", "via"]), SPANS), max_size=5
)


@given(TEXT, st.integers(0, 10), MARKS)
def test_marks_add_nothing_and_lose_nothing(text, start, marks):
    html = highlight(text, start, marks)
    assert unescape(re.sub(r"<[^>]*>", "", html)) == visible(plain(text))
    assert html.count("<mark") == html.count("</mark>") <= 2 * len(marks)


LINES = {
    "Japanese": ("薬が\n効かない", "薬が効かない"),
    "English": ("drugs\n  fail", "drugs fail"),
    "both": ("P 糖タンパク質 and\nMET", "P糖タンパク質and MET"),
    "ends": ("\n drug \n", "drug"),
}


@pytest.mark.parametrize(("text", "expected"), LINES.values(), ids=LINES.keys())
def test_one_line(text, expected):
    assert plain(text) == expected


SHORTENED = {
    "fits": ("alectinib", 9, "alectinib"),
    "cut": ("alectinib", 8, "alectin…"),
    "Japanese counts double": ("アレクチニブ", 9, "アレクチ…"),
    "no blank before the ellipsis": ("platinum drug", 10, "platinum…"),
}


@pytest.mark.parametrize(("text", "limit", "expected"), SHORTENED.values(), ids=SHORTENED.keys())
def test_shorten(text, limit, expected):
    assert shorten(text, limit) == expected

"""The tables of line ends, by their examples, and the measure of a document."""

from __future__ import annotations

import re

import pytest

from pipeline.segment.layout import layout_of
from pipeline.segment.lines import display_width, lines_of
from pipeline.segment.marked import mark_lines
from pipeline.segment.marks import table
from pipeline.segment.sentences import split_sentences

WRAP = table("wrap.toml")
CASES = [
    (name, line, key == "match")
    for name, row in WRAP.items()
    for key in ("match", "nomatch")
    for line in row[key]
]
EXAMPLES = table("abbreviations.toml")["examples"]


def test_there_are_examples() -> None:
    assert len(WRAP) == 6
    assert len(CASES) >= 40
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize(("name", "line", "expected"), CASES)
def test_line_ends(name: str, line: str, expected: bool) -> None:
    pattern = re.compile(WRAP[name]["pattern"])
    found = pattern.match(line) if name == "goes_on_start" else pattern.search(line)
    assert (found is not None) is expected


@pytest.mark.slow
@pytest.mark.parametrize("marked", EXAMPLES)
def test_abbreviations_end_no_sentence(marked: str) -> None:
    text = marked.replace("|", "")
    found = [text[a:b] for a, b in split_sentences(text)]
    assert found == marked.split("|")


WIDTHS = {
    "half": ("abc ", 4),
    "full": ("耐性。", 6),
    "half-width kana": ("ｱﾚｸ", 3),
    "emoji": ("🧬", 2),
}


@pytest.mark.parametrize(("text", "expected"), WIDTHS.values(), ids=WIDTHS.keys())
def test_display_width(text: str, expected: int) -> None:
    assert display_width(text) == expected


def test_lines_know_where_they_stand() -> None:
    text = "\u3000一行目 \r\n\r\n \n二行目\n"
    first, second = lines_of(text)
    assert [text[line.start : line.end] for line in (first, second)] == ["一行目", "二行目"]
    assert (first.indent, first.trailing, first.gap) == (2, True, 0)
    assert (second.indent, second.trailing, second.gap) == (0, False, 2)


PROSE = (
    "耐性の原因となるタンパク質を調べたところ、細胞の表面にある受容体が増えていることが分かった。"
    * 4
)


@pytest.mark.parametrize("columns", [30, 60, 80, 100])
@pytest.mark.parametrize("gap", [0, 1, 2])
def test_width_and_gap_are_measured(columns: int, gap: int) -> None:
    step = columns // 2
    lines = [PROSE[i : i + step] for i in range(0, len(PROSE), step)]
    layout = layout_of(mark_lines(lines_of(("\n" * (gap + 1)).join(lines))))
    assert layout.widths == {True: columns}
    assert layout.usual_gap == gap


def test_text_that_is_not_wrapped_has_no_width() -> None:
    text = "METが増えていた。\n薬を変えると、細胞は死んだ。\n検査について\n試薬は長く保つ。\n"
    assert layout_of(mark_lines(lines_of(text))).widths == {}

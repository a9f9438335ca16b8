"""Lines set to a width: columns of wide characters, where a line may break, what style stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli.painting import INKS
from pipeline.cli.wrapping import Piece, lines_of, width, wrapped
from pipeline.model import MentionType

WIDTHS = {
    "letters": ("EGFR", 4),
    "kanji": ("耐性", 4),
    "half-width kana": ("ﾀﾞ", 2),
    "full-width letters": ("ＭＥＴ", 6),
    "combining mark": ("e\u0301", 1),
    "no width": ("a\u200bb", 2),
    "ambiguous counts as narrow": ("α±", 2),
}


@pytest.mark.parametrize(("text", "expected"), WIDTHS.values(), ids=WIDTHS)
def test_columns(text: str, expected: int) -> None:
    assert width(text) == expected


# text, columns, lines
BREAKS = {
    "at blanks": ("MET drives resistance", 12, ["MET drives", "resistance"]),
    "fits": ("MET drives", 10, ["MET drives"]),
    "between kanji": ("耐性機構", 5, ["耐性", "機構"]),
    "no line begins with a comma": ("耐性機、構", 6, ["耐性", "機、構"]),
    "no line ends with a bracket": ("耐性（機構）", 6, ["耐性", "（機", "構）"]),
    "no line begins with a small kana": ("薬がキャリア", 6, ["薬が", "キャリ", "ア"]),
    "between Japanese and Latin": ("変異EGFRの", 6, ["変異", "EGFRの"]),
    "a word wider than the line": ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
    "a wide character alone": ("耐性", 1, ["耐", "性"]),
    "blank lines stay": ("", 5, [""]),
}


@pytest.mark.parametrize(("text", "limit", "expected"), BREAKS.values(), ids=BREAKS)
def test_where_lines_break(text: str, limit: int, expected: list[str]) -> None:
    found = ["".join(p.text for p in line) for line in wrapped((Piece(text),), limit)]
    assert found == expected


def test_styles_and_indents_go_over_the_break() -> None:
    line = (Piece("a "), Piece("bb cc", "Gene"), Piece(" d"))
    assert list(wrapped(line, 4, "  ")) == [
        (Piece("a "), Piece("bb", "Gene")),
        (Piece("  "), Piece("cc", "Gene")),
        (Piece("  "), Piece("d")),
    ]


def test_every_kind_of_line_end_is_one() -> None:
    pieces = [Piece("a\r\nb\n"), Piece("c\u2028d", "Gene"), Piece("\te")]
    assert list(lines_of(pieces)) == [
        (Piece("a"),), (Piece("b"),), (Piece("c", "Gene"),), (Piece("d", "Gene"), Piece("    e")),
    ]  # fmt: skip


@given(
    text=st.text(st.sampled_from("ab 耐、（）ーe\u0301\u200b⟦|"), max_size=40),
    limit=st.integers(2, 9),
)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, limit: int) -> None:
    lines = ["".join(p.text for p in line) for line in wrapped((Piece(text),), limit)]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line.rstrip(" ")) <= limit for line in lines)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("kind", MentionType)
def test_ink_stands_out_from_its_ground(kind: MentionType) -> None:
    """Contrast as WCAG 2.2 counts it; 4.5 is its level AA."""
    light, dark = sorted((_light(colour) for colour in INKS[kind][:2]), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_no_two_types_look_alike() -> None:
    assert len(set(INKS)) == len({ink[1:] for ink in INKS.values()}) == len(MentionType)

"""PDF: reading order, furniture, paragraphs, pages; what is damaged or hostile."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.extracted import Extracted, Given
from pipeline.read.outcome import Limits, RefusedError
from pipeline.read.pdf.reader import FORMAT

FONT = "HeiseiKakuGo-W5"
WIDTH, HEIGHT = A4
JA = "細胞株を長く薬にさらすと耐性を示すようになり因子が増えていた"  # 30 characters
EN = "cells that were kept in the drug for months grew"


def pdf(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(*rows: tuple[float, float, str]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for x, y, text in rows:
            canvas.drawString(x, y, text)

    return draw


def column(
    x: float, top: float, texts: list[str], leading: float = 16
) -> list[tuple[float, float, str]]:
    return [(x, top - i * leading, text) for i, text in enumerate(texts)]


def read(data: bytes, **limits: int) -> Extracted:
    (found,) = FORMAT.read(data, Given("a.pdf", Limits(**limits)))
    assert isinstance(found, Extracted)
    return found


def numbered(name: str, count: int, body: str = JA[:20]) -> list[str]:
    return [f"{name}{i}{body}" for i in range(count)]


LEFT, RIGHT = numbered("左", 8), numbered("右", 8)
ORDERS = {
    "one column": ([*column(60, 700, LEFT)], LEFT),
    "one column drawn from below": ([*column(60, 700, LEFT)][::-1], LEFT),
    "two columns": ([*column(60, 700, LEFT), *column(310, 700, RIGHT)], [*LEFT, *RIGHT]),
    "two columns, the right one drawn first": (
        [*column(310, 700, RIGHT), *column(60, 700, LEFT)],
        [*LEFT, *RIGHT],
    ),
    "two columns drawn row by row": (
        [
            row
            for pair in zip(column(60, 700, LEFT), column(310, 700, RIGHT), strict=True)
            for row in pair
        ],
        [*LEFT, *RIGHT],
    ),
    "a title across two columns": (
        [(60, 760, JA + JA[:12]), *column(60, 700, LEFT), *column(310, 700, RIGHT)],
        [JA + JA[:12], *LEFT, *RIGHT],
    ),
    "a title across, drawn last": (
        [*column(60, 700, LEFT), *column(310, 700, RIGHT), (60, 760, JA + JA[:12])],
        [JA + JA[:12], *LEFT, *RIGHT],
    ),
    "a figure's caption between columns above and below": (
        [
            *column(60, 700, LEFT),
            *column(310, 700, RIGHT),
            (60, 540, "図1 " + JA + JA[:12]),
            *column(60, 500, numbered("下", 6)),
            *column(310, 500, numbered("隅", 6)),
        ],
        [*LEFT, *RIGHT, "図1 " + JA + JA[:12], *numbered("下", 6), *numbered("隅", 6)],
    ),
    "columns of unlike length": (
        [*column(60, 700, LEFT), *column(310, 700, RIGHT[:2])],
        [*LEFT, *RIGHT[:2]],
    ),
    "paragraphs apart on the same height in both columns": (
        [
            *column(60, 700, LEFT[:4]),
            *column(60, 600, LEFT[4:]),
            *column(310, 700, RIGHT[:4]),
            *column(310, 600, RIGHT[4:]),
        ],
        [*LEFT, *RIGHT],
    ),
    "three columns": (
        [
            *column(50, 700, numbered("一", 6, JA[:10])),
            *column(220, 700, numbered("二", 6, JA[:10])),
            *column(390, 700, numbered("三", 6, JA[:10])),
        ],
        [*numbered("一", 6, JA[:10]), *numbered("二", 6, JA[:10]), *numbered("三", 6, JA[:10])],
    ),
    "a table is read by rows": (
        [
            row
            for i, (name, value) in enumerate(
                [("薬", "奏効率"), ("甲", "12 %"), ("乙", "34 %"), ("丙", "56 %"), ("丁", "7 %")]
            )
            for row in [(60, 700 - 16 * i, name), (260, 700 - 16 * i, value)]
        ],
        ["薬\t奏効率", "甲\t12 %", "乙\t34 %", "丙\t56 %", "丁\t7 %"],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_reading_order(rows: list[tuple[float, float, str]], expected: list[str]) -> None:
    found = read(pdf(lines(*rows)))
    assert [line for line in found.text.split("\n") if line] == expected


def test_there_are_orders() -> None:
    assert len(ORDERS) >= 12


HEAD = (60, 800, "架空大学 広報 第 12 号")
FURNITURE = {
    "page numbers below": [[(297, 30, f"- {n} -")] for n in (1, 2, 3)],
    "bare page numbers": [[(297, 30, f"{n}")] for n in (1, 2, 3)],
    "page numbers that start at 17": [[(297, 30, f"{n}")] for n in (17, 18, 19)],
    "pages of pages": [[(500, 30, f"{n}/3")] for n in (1, 2, 3)],
    "a running head": [[HEAD]] * 3,
    "a running head from the second page on": [[], [HEAD], [HEAD]],
    "head, foot and number": [
        [HEAD, (60, 30, "本件の取り扱いに注意"), (500, 30, f"Page {n} of 3")] for n in (1, 2, 3)
    ],
    "two lines of a head": [[HEAD, (60, 786, "2031 年 3 月 4 日")]] * 3,
}


@pytest.mark.parametrize("furniture", FURNITURE.values(), ids=FURNITURE.keys())
def test_page_furniture_goes(furniture: list[list[tuple[float, float, str]]]) -> None:
    bodies = [column(60, 700, numbered(name, 10)) for name in "甲乙丙"]
    pages = [lines(*edge, *body) for edge, body in zip(furniture, bodies, strict=True)]
    found = read(pdf(*pages))
    assert found.text.split() == [text for body in bodies for _, _, text in body]


KEPT = {
    "a number in the text": [[(60, 400, "12")], [(60, 400, "13")]],
    "the same heading in the text": [[(60, 500, "【結果】")], [(60, 500, "【結果】")]],
    "a first line that differs": [[(60, 800, "一行目の文")], [(60, 800, "別の文である")]],
    "a line right above the text": [[(60, 716, "同じ行")], [(60, 716, "同じ行")]],
    "a year": [[(297, 30, "2031")], []],
}


@pytest.mark.parametrize("rows", KEPT.values(), ids=KEPT.keys())
def test_what_only_looks_like_furniture_stays(rows: list[list[tuple[float, float, str]]]) -> None:
    pages = [
        lines(*own, *column(60, 700, numbered(name, 10)))
        for own, name in zip(rows, "甲乙", strict=True)
    ]
    text = read(pdf(*pages)).text
    for _, _, kept in (row for page in rows for row in page):
        assert kept in text


def test_pages_start_where_they_say() -> None:
    names = "甲乙丙"
    pages = [
        lines(*column(60, 700, numbered(name, 5)), (297, 30, str(i)))
        for i, name in enumerate(names, 1)
    ]
    found = read(pdf(*pages))
    assert len(found.pages) == 3
    assert [found.text[at] for at in found.pages] == list(names)


def test_a_page_without_text_is_told() -> None:
    found = read(
        pdf(lines((60, 700, JA)), lambda canvas: canvas.rect(60, 60, 99, 99), lines((60, 700, EN)))
    )
    assert found.notes == ("1 of 3 pages without a text layer (2): run OCR if they are scanned",)
    assert len(found.pages) == 3
    assert list(found.pages) == sorted(found.pages)


def test_paragraphs_stand_apart() -> None:
    text = read(
        pdf(
            lines(
                (70, 700, JA),
                *column(60, 684, [JA + "一", JA + "二。"]),
                (70, 652, JA),
                *column(60, 636, [JA + "三", JA + "四。"]),
                *column(60, 560, [JA + "五", JA + "六。"]),
            )
        )
    ).text
    assert text.split("\n\n") == [
        f"{JA}\n{JA}一\n{JA}二。",
        f"{JA}\n{JA}三\n{JA}四。",
        f"{JA}五\n{JA}六。",
    ]


def test_a_hyphen_at_a_line_s_end_stays() -> None:
    text = read(pdf(lines(*column(60, 700, ["the cells became resis-", "tant to the drug."])))).text
    assert text == "the cells became resis-\ntant to the drug."


def test_words_set_wide_are_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        body = canvas.beginText(60, 700)
        body.setFont(FONT, 10)
        body.setCharSpace(4)
        body.textLine("耐性を克服する新しい薬")
        canvas.drawText(body)

    assert read(pdf(draw)).text.replace(" ", "") == "耐性を克服する新しい薬"


REFUSED: dict[str, tuple[bytes, dict[str, int], str]] = {
    "no pages with text": (pdf(lambda canvas: canvas.rect(9, 9, 9, 9)), {}, "has no text layer"),
    "encrypted": (
        pdf(lines((60, 700, JA)), encrypt=StandardEncryption("secret", canPrint=0)),
        {},
        "is encrypted",
    ),
    "rubbish": (b"%PDF-1.7\n" + bytes(range(256)) * 40, {}, "is a damaged PDF"),
    "too many pages": (pdf(*[lines((60, 700, JA))] * 5), {"max_pages": 4}, "more than 4 pages"),
}


@pytest.mark.parametrize(("data", "limits", "what"), REFUSED.values(), ids=REFUSED.keys())
def test_what_can_not_be_read_says_why(data: bytes, limits: dict[str, int], what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        read(data, **limits)


def test_a_pdf_with_rights_but_no_password_is_read() -> None:
    data = pdf(lines((60, 700, JA)), encrypt=StandardEncryption("", ownerPassword="x", canCopy=0))
    assert read(data).text == JA


LOOPS = {
    "a page tree that holds itself": b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
    "a page tree of endless count": b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
}


@pytest.mark.parametrize("tree", LOOPS.values(), ids=LOOPS.keys())
def test_loops_end(tree: bytes) -> None:
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj" + tree + b"endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(RefusedError):
        read(data)


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_pdf_that_breaks_off(tenths: int) -> None:
    data = pdf(*[lines(*column(60, 700, numbered(name, 20))) for name in "甲乙丙"])
    with suppress(RefusedError):
        assert read(data[: len(data) * tenths // 10]).text


ROWS = st.lists(
    st.text(st.sampled_from("耐性肺がん薬株細胞abcxyzMETALK019"), min_size=2, max_size=24),
    min_size=1,
    max_size=30,
)


@settings(max_examples=40)
@given(ROWS)
def test_no_line_is_lost_or_doubled(rows: list[str]) -> None:
    found = read(pdf(lines(*column(60, 760, rows))))
    assert "".join(found.text.split()) == "".join("".join(rows).split())
    assert all(a <= b for a, b in pairwise(found.pages))

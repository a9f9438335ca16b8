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
from pipeline.read.pdf.lines import PdfLine
from pipeline.read.pdf.pieces import whole_lines
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
    "a line drawn in pieces, out of order": (
        [
            (60, 700, "一番目の"),
            (60, 684, "次の行である。"),
            (180, 700, "三番目の終わり。"),
            (100, 700, "二番目の部分を描"),
        ],
        ["一番目の二番目の部分を描三番目の終わり。", "次の行である。"],
    ),
    "terms and what they mean are read by rows": (
        [
            row
            for top, name, count in [(700, "薬", 3), (646, "受", 2), (600, "変", 4)]
            for row in [
                (60, top, f"※ {name}の用語"),
                *column(170, top, numbered(name, count)),
            ]
        ],
        [
            line
            for name, count in [("薬", 3), ("受", 2), ("変", 4)]
            for line in (
                f"※ {name}の用語\t{name}0{JA[:20]}",
                *numbered(name, count)[1:],
            )
        ],
    ),
    "a note below the left column, on the height of the right one's last line": (
        [*column(60, 700, LEFT), *column(310, 700, numbered("右", 12)), (60, 526, "*1 注である")],
        [*LEFT, "*1 注である", *numbered("右", 12)],
    ),
    "lines across as close as those of the column below": (
        [
            *column(60, 748, [JA + JA[:12]] * 3),
            *column(60, 700, LEFT),
            *column(310, 700, RIGHT),
        ],
        [*[JA + JA[:12]] * 3, *LEFT, *RIGHT],
    ),
    "a heading at the left below columns": (
        [
            *column(60, 700, LEFT[:4]),
            *column(310, 700, RIGHT[:6]),
            (60, 590, "【論文情報】"),
            *column(60, 560, [JA + JA[:12]] * 3),
        ],
        [*LEFT[:4], *RIGHT[:6], "【論文情報】", *[JA + JA[:12]] * 3],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_reading_order(rows: list[tuple[float, float, str]], expected: list[str]) -> None:
    found = read(pdf(lines(*rows)))
    assert [line for line in found.text.split("\n") if line] == expected


def test_there_are_orders() -> None:
    assert len(ORDERS) >= 17
    assert len(PIECES) >= 4


Sized = tuple[float, float, float, str]  # the font's size, and where the text stands


def sized(*rows: Sized) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for size, x, y, text in rows:
            canvas.setFont(FONT, size)
            canvas.drawString(x, y, text)

    return draw


BODY = [(10.0, x, y, text) for x, y, text in column(60, 640, LEFT)]
PIECES: dict[str, tuple[list[Sized], list[str]]] = {
    "raised marks drawn after the text": (
        [
            (10, 60, 700, "薬が効いた"),
            (10, 60, 684, JA),
            (10, 114, 700, "例では長く"),
            (6, 110, 704, "1"),
        ],
        ["薬が効いた1例では長く", JA],
    ),
    "a lowered mark after the text": (
        [(10, 60, 700, "薬の"), *BODY, (6, 80, 697, "50")],
        ["薬の50", *LEFT],
    ),
    "readings over characters": (
        [
            row
            for i, text in enumerate(LEFT)
            for row in [(10.0, 60.0, 700.0 - 20 * i, text), (5.0, 90.0, 710.0 - 20 * i, "さいぼう")]
        ],
        LEFT,
    ),
    "small kana that stand over nothing": (
        [*BODY, (5, 60, 480, "ちいさいもじ")],
        [*LEFT, "ちいさいもじ"],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), PIECES.values(), ids=PIECES.keys())
def test_pieces_of_lines(rows: list[Sized], expected: list[str]) -> None:
    found = read(pdf(sized(*rows))).text
    assert [line for line in found.split("\n") if line] == expected


def test_characters_below_each_other_are_a_vertical_line() -> None:
    def at(x: float, text: str) -> list[PdfLine]:
        places = [(letter, 700 - 10 * i) for i, letter in enumerate(text)]
        return [
            PdfLine(letter, x, y - 10, x + 10, y, 10, y - 5, upright=True) for letter, y in places
        ]

    found = whole_lines([*at(500, "縦に書いた行"), *at(480, "次のT790M")])
    assert [(line.text, line.upright) for line in found] == [
        ("縦に書いた行", False),
        ("次のT790M", False),
    ]
    axis = at(60, "86420")
    assert whole_lines(axis) == axis


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
    "roman numbers": [[(297, 30, number)] for number in ("i", "ii", "iii")],
    "numbers in brackets": [[(297, 30, f"（{n}）")] for n in (1, 2, 3)],
    "left and right pages": [
        [(60, 800, "12"), (400, 800, "架空学会誌")],
        [(60, 800, "架空学会誌"), (520, 800, "13")],
        [(60, 800, "14"), (400, 800, "架空学会誌")],
    ],
    "the authors on the one even page": [
        [(60, 800, "101"), (400, 800, "架空学会誌")],
        [(60, 800, "山田ほか"), (520, 800, "102")],
        [(60, 800, "103"), (400, 800, "架空学会誌")],
    ],
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


def test_the_same_title_on_two_slides_stays() -> None:
    slide = sized((24, 60, 780, "耐性の仕組み"), *BODY)
    assert read(pdf(slide, slide)).text.split().count("耐性の仕組み") == 2


def turned(text: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        sized(*BODY)(canvas)
        canvas.translate(580, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, text)

    return draw


def test_text_along_the_edge_is_one_line_after_the_others() -> None:
    text = read(pdf(turned("Posted on 3 May"), turned("Not the same"))).text
    assert [line for line in text.split("\n") if line] == [
        *LEFT,
        "Posted on 3 May",
        *LEFT,
        "Not the same",
    ]


def test_text_along_the_edge_of_every_page_goes() -> None:
    assert read(pdf(*[turned("Posted on 3 May")] * 2)).text.split() == [*LEFT, *LEFT]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned(turn: int) -> None:
    """Its text was drawn so that it reads upright then; pages are numbered below."""

    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.setPageSize((WIDTH, HEIGHT))
            if turn:
                canvas.setPageRotation(turn)
            # The library exchanges the sides of a page that lies on its side.
            right, top = (HEIGHT, WIDTH) if turn in (90, 270) else (WIDTH, HEIGHT)
            canvas.translate(*{0: (0, 0), 90: (right, 0), 180: (right, top), 270: (0, top)}[turn])
            canvas.rotate(turn)
            lines(*column(60, 500, LEFT), *column(320, 500, RIGHT), (297, 30, str(number)))(canvas)

        return draw

    assert read(pdf(page(1), page(2))).text.split() == [*LEFT, *RIGHT] * 2


def test_what_lies_beside_the_page_goes() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((40, 100, 560, 760))
        lines(*column(60, 700, LEFT), (60, 800, "a.indd 1"), (60, 50, "2031/03/04"))(canvas)

    assert read(pdf(draw)).text.split() == LEFT


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


def test_entries_whose_first_line_stands_out() -> None:
    entries = [[f"{i}) {JA}", JA[:8] + "。"] for i in range(4)]
    rows = [
        (60 + 15 * j, 700 - 16 * (2 * i + j), text)
        for i, entry in enumerate(entries)
        for j, text in enumerate(entry)
    ]
    assert read(pdf(lines(*rows))).text.split("\n\n") == ["\n".join(entry) for entry in entries]


def test_an_indented_paragraph_below_a_list() -> None:
    rows = [
        (60, 700, f"・{JA}"),
        (70, 684, "一つ。"),
        (60, 668, f"・{JA}"),
        (70, 652, "一つ。"),
        (60, 636, "・短い。"),
        (70, 620, JA),
        (60, 604, JA + "続く"),
        (60, 588, "二つ。"),
    ]
    assert read(pdf(lines(*rows))).text.split("\n\n") == [
        f"・{JA}\n一つ。",
        f"・{JA}\n一つ。",
        "・短い。",
        f"{JA}\n{JA}続く\n二つ。",
    ]


def test_a_title_of_two_centred_lines_is_one() -> None:
    text = read(
        pdf(sized((14, 150, 720, JA[:20]), (14, 220, 702, JA[:10]), (14, 60, 684, JA[:28])))
    ).text
    assert text.startswith(f"{JA[:20]}\n{JA[:10]}\n")


def test_words_set_far_apart_in_a_narrow_column_are_one_line() -> None:
    rows = [
        "a drug that kills",
        "most of the cells leaves a few",
        "which grow back and then resist",
    ]

    def draw(canvas: Canvas) -> None:
        body = canvas.beginText(60, 700)
        body.setFont("Times-Roman", 10)
        for row in rows:
            spare = 200 - canvas.stringWidth(row, "Times-Roman", 10)
            body.setWordSpace(spare / row.count(" "))
            body.textLine(row)
        canvas.drawText(body)

    assert read(pdf(draw)).text.split("\n") == rows


def test_text_drawn_twice_for_weight_is_read_once() -> None:
    rows = [(60 + shift, 700, "太字の見出し") for shift in (0, 0.3)]
    assert read(pdf(lines(*rows, (60, 680, JA)))).text.split() == ["太字の見出し", JA]


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


def test_a_line_spread_over_the_page_is_one() -> None:
    heading = "一行に広く置く"
    spread = [(60 + 60 * i, 740, letter) for i, letter in enumerate(heading)]
    text = read(pdf(lines(*spread, *column(60, 700, LEFT)))).text
    assert text.replace(" ", "").split() == [heading, *LEFT]


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


def test_fonts_that_the_pdf_does_not_hold_have_a_size_on_any_system() -> None:
    import pypdfium2

    read(pdf(lines((60, 700, JA))))  # which has pdfium use our font
    text = "薬Aｱ、한字"
    page = pypdfium2.PdfDocument(pdf(lines((60, 700, text))))[0].get_textpage()
    boxes = [page.get_charbox(i) for i in range(page.count_chars())]
    widths = [round(right - left, 1) for left, _, right, _ in boxes]
    heights = {round(top - bottom) for _, bottom, _, top in boxes}
    assert (widths, heights) == ([9.2, 4.2, 4.2, 9.2, 9.2, 9.2], {9})

"""DOCX: text as the page shows it, kinds from styles, and a clear word on everything else."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import BlockKind
from pipeline.read.docx.reader import FORMAT
from pipeline.read.extracted import Extracted, Given
from pipeline.read.outcome import Limits, RefusedError

TITLE, HEADING, PARAGRAPH = BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH
LIST_ITEM, CAPTION = BlockKind.LIST_ITEM, BlockKind.CAPTION

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
SENTENCE = "MET amplification drives resistance to gefitinib."


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_body(body: str) -> bytes:
    """A document of Word's default styles with this XML as its body."""
    document = docx.Document()
    element = document.element.body
    for child in parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"):
        element.insert(len(element) - 1, child)
    return saved(document)


def edited(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A package with members replaced, added, or (None) taken out."""
    return repacked(data, zipfile.ZIP_DEFLATED, changes)


def repacked(data: bytes, method: int, changes: dict[str, bytes | None] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        members: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        for name, body in (members | (changes or {})).items():
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def read(data: bytes, **limits: int) -> Extracted:
    (found,) = FORMAT.read(data, Given("a.docx", Limits(**limits)))
    assert isinstance(found, Extracted)
    ends = [0, *(block.end for block in found.blocks)]
    for end, block in zip(ends, found.blocks, strict=False):
        assert found.text[end : block.start].strip("\n") == ""
    assert ends[-1] == len(found.text)
    return found


def texts(found: Extracted) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks]


def kinds(found: Extracted) -> list[tuple[str, BlockKind]]:
    return [(found.text[block.start : block.end], block.kind) for block in found.blocks]


def refusal(data: bytes, **limits: int) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read(data, **limits)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy
    return caught.value


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + result + mark("end")


RUBY = "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
BOX = "<w:txbxContent>{}</w:txbxContent>"
SHAPE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{}</wps:txbx></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
TABS = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
CELL = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"

INLINE: dict[str, tuple[str, list[str]]] = {
    "runs join": (p(r("EG"), r("FR変異")), ["EGFR変異"]),
    "spaces around runs stay": (p(r("HER2 "), r(" loss")), ["HER2  loss"]),
    "tab, not tab stop": (p(r("a"), "<w:r><w:tab/></w:r>", r("b"), properties=TABS), ["a\tb"]),
    "line breaks": (p(r("a"), "<w:r><w:br/><w:t>b</w:t><w:cr/></w:r>", r("c")), ["a\nb\nc"]),
    "page break": (p(r("a"), '<w:r><w:br w:type="page"/></w:r>', r("b")), ["a\nb"]),
    "line end in the markup": (p("<w:r><w:t>drug\nresistance</w:t></w:r>"), ["drug resistance"]),
    "comment in the markup": (p("<w:r><w:t>ge<!-- x -->fitinib</w:t></w:r>"), ["gefitinib"]),
    "hyphens": (
        p(r("T"), "<w:r><w:noBreakHyphen/></w:r>", r("DM1"), "<w:r><w:softHyphen/></w:r>", r("x")),
        ["T-DM1\u00adx"],
    ),
    "symbol": (p(r("TGF-"), '<w:r><w:sym w:font="x" w:char="03B2"/></w:r>'), ["TGF-β"]),
    "symbol font": (p(r("a"), '<w:r><w:sym w:font="Symbol" w:char="F062"/></w:r>'), ["aβ"]),
    "another symbol font": (p('<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>'), ["\uf06c"]),
    "symbols that are none": (
        p(
            r("a"),
            *(f'<w:r><w:sym w:char="{c}"/></w:r>' for c in ("D800", "0000", "zz", "")),
            r("b"),
        ),
        ["ab"],
    ),
    "tracked changes": (
        p(
            f"<w:ins w:id='1'>{r('新しい')}</w:ins>",
            "<w:del w:id='2'><w:r><w:delText>古い</w:delText></w:r></w:del>",
            f"<w:moveFrom w:id='3'>{r('前の')}</w:moveFrom>",
            f"<w:moveTo w:id='4'>{r('後の')}</w:moveTo>",
            r("薬"),
        ),
        ["新しい後の薬"],
    ),
    "ruby": (p(r("薬剤"), RUBY.format(r("たいせい"), r("耐性")), r("細胞")), ["薬剤耐性細胞"]),
    "field": (p(r("see "), field("REF _Ref1", r("Table 1")), r(".")), ["see Table 1."]),
    "field in a field's code": (p(field(f"IF {field('PAGE', r('7'))} x", r("yes"))), ["yes"]),
    "simple field": (p(f"<w:fldSimple w:instr='DATE'>{r('5月')}</w:fldSimple>"), ["5月"]),
    "field without an end": (
        p(r("a"), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("CODE")) + p(r("b")),
        ["a", "b"],
    ),
    "hidden": (p(r("a"), r("x", "<w:vanish/>"), r("b", '<w:vanish w:val="0"/>')), ["ab"]),
    "hidden end of a field": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>',
            r("seen"),
        ),
        ["seen"],
    ),
    "hyperlink": (p("<w:hyperlink r:id='x'>", r("doi"), "</w:hyperlink>"), ["doi"]),
    "content control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('a'))}</w:sdtContent></w:sdt>",
        ["a"],
    ),
    "content control not filled in": (
        p(
            r("a"),
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>",
            f"<w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>",
        ),
        ["a"],
    ),
    "alternate content": (
        p(
            "<w:r><mc:AlternateContent><mc:Choice Requires='a'><w:t>first</w:t></mc:Choice>"
            "<mc:Choice Requires='b'><w:t>second</w:t></mc:Choice>"
            "<mc:Fallback><w:t>last</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        ["first"],
    ),
    "fallback alone": (
        p(
            "<w:r><mc:AlternateContent><mc:Fallback><w:t>last</w:t></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        ),
        ["last"],
    ),
    "text box": (
        p(
            r("around"),
            SHAPE.format(*[BOX.format(p(r("in the")) + p(r("box")))] * 2),
            r(" the box"),
        )
        + p(r("next")),
        ["around the box", "in the", "box", "next"],
    ),
    "text box in a text box": (
        p(SHAPE.format(BOX.format(p(r("b"), SHAPE.format(BOX.format(p(r("c"))), ""))), ""), r("a")),
        ["a", "b", "c"],
    ),
    "formula": (
        p(r("p < ".replace("<", "&lt;")), "<m:oMath><m:r><m:t>0.05</m:t></m:r></m:oMath>"),
        ["p < 0.05"],
    ),
    "merged cells": (
        "<w:tbl><w:tr>"
        + CELL.format('<w:gridSpan w:val="2"/>', p(r("wide")))
        + "</w:tr><w:tr>"
        + CELL.format('<w:vMerge w:val="restart"/>', p(r("tall")) + p(r("two")))
        + CELL.format("", p(r("x")))
        + "</w:tr><w:tr>"
        + CELL.format("<w:vMerge/>", p(r("tall")))
        + CELL.format("", p(r("y")))
        + "</w:tr></w:tbl>",
        ["wide", "tall", "two", "x", "y"],
    ),
    "deleted row": (
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr>"
        + CELL.format("", p(r("gone")))
        + "</w:tr><w:tr>"
        + CELL.format("", p(r("here")))
        + "</w:tr></w:tbl>",
        ["here"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), INLINE.values(), ids=INLINE.keys())
def test_the_text_is_what_the_page_shows(body: str, expected: list[str]) -> None:
    assert texts(read(with_body(body))) == expected


def english_report() -> Document:
    document = docx.Document()
    document.add_heading("Resistance to EGFR inhibitors", 0)
    document.add_paragraph("A short report", style="Subtitle")
    document.add_heading("Findings", 1)
    document.add_paragraph(SENTENCE)
    document.add_paragraph("T790M", style="List Bullet")
    document.add_paragraph("C797S", style="List Number 2")
    document.add_paragraph("Table 1. Clones", style="Caption")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["Clone", "Drug", "HCC827", "erlotinib"], strict=True):
        cell.text = text
    document.add_paragraph("What follows", style="Title")
    section = document.sections[0]
    section.header.paragraphs[0].text = "RUNNING HEAD"
    section.footer.paragraphs[0].text = "page 1"
    document.add_comment(document.paragraphs[3].runs, text="check this")
    return document


def test_an_english_report() -> None:
    found = read(saved(english_report()))
    assert kinds(found) == [
        ("Resistance to EGFR inhibitors", TITLE),
        ("A short report", HEADING),
        ("Findings", HEADING),
        (SENTENCE, PARAGRAPH),
        ("T790M", LIST_ITEM),
        ("C797S", LIST_ITEM),
        ("Table 1. Clones", CAPTION),
        ("Clone", PARAGRAPH),
        ("Drug", PARAGRAPH),
        ("HCC827", PARAGRAPH),
        ("erlotinib", PARAGRAPH),
        ("What follows", HEADING),
    ]
    assert found.metadata == {"title": "Resistance to EGFR inhibitors"}
    assert (found.encoding, found.pages, found.notes) == ("", (), ())


def test_a_japanese_press_release() -> None:
    """Word in Japanese numbers its styles' ids; only their names say what they are."""
    document = docx.Document()
    for style, id_ in (("Title", "a3"), ("Heading 1", "1"), ("Caption", "a5")):
        document.styles[style].element.styleId = id_
    document.add_paragraph("2024年4月1日")
    document.add_paragraph("肺がんの薬剤耐性を\n克服する化合物", style="Title")
    document.add_paragraph("発表のポイント", style="Heading 1")
    document.add_paragraph("　ゲフィチニブへの耐性はMETの増幅による。\n第二文である。")
    document.add_paragraph("図1　耐性株", style="Caption")
    found = read(saved(document))
    assert kinds(found) == [
        ("2024年4月1日", PARAGRAPH),
        ("肺がんの薬剤耐性を\n克服する化合物", TITLE),
        ("発表のポイント", HEADING),
        ("ゲフィチニブへの耐性はMETの増幅による。\n第二文である。", PARAGRAPH),
        ("図1　耐性株", CAPTION),
    ]
    assert found.metadata == {"title": "肺がんの薬剤耐性を克服する化合物"}
    assert [block.language for block in found.blocks][1:] == ["ja"] * 4


STYLE = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
STYLES = [
    STYLE.format("x1", "表題", ""),
    STYLE.format("x2", "見出し 3", ""),
    STYLE.format("x3", "副題", ""),
    STYLE.format("x4", "箇条書き 2", ""),
    STYLE.format("x5", "図表番号", ""),
    STYLE.format("x6", "press lead", '<w:basedOn w:val="x2"/>'),
    STYLE.format("x7", "section", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    STYLE.format("x8", "plain", '<w:basedOn w:val="x7"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
    STYLE.format("x9", "step", f"<w:pPr>{NUMBERED.format(4)}</w:pPr>"),
    STYLE.format("y1", "round", '<w:basedOn w:val="y2"/>'),
    STYLE.format("y2", "about", '<w:basedOn w:val="y1"/>'),
    STYLE.format("y3", "heading 1,H1,章", ""),
    STYLE.format("y4", "secret", "<w:rPr><w:vanish/></w:rPr>"),
]
KINDS: dict[str, tuple[str, BlockKind]] = {
    "表題": ("x1", TITLE),
    "見出し 3": ("x2", HEADING),
    "副題": ("x3", HEADING),
    "箇条書き 2": ("x4", LIST_ITEM),
    "図表番号": ("x5", CAPTION),
    "based on a heading": ("x6", HEADING),
    "outline level of a style": ("x7", HEADING),
    "outline level taken back": ("x8", PARAGRAPH),
    "list of a style": ("x9", LIST_ITEM),
    "styles based on each other": ("y1", PARAGRAPH),
    "aliases": ("y3", HEADING),
    "known by its id": ("Heading2", HEADING),
    "unknown": ("none such", PARAGRAPH),
    "List Paragraph without a list": ("ListParagraph", PARAGRAPH),
    "List Paragraph in a list": (f'ListParagraph"/>{NUMBERED.format(1)}<w:x w:val="', LIST_ITEM),
    "heading in a list": (f'x2"/>{NUMBERED.format(1)}<w:x w:val="', HEADING),
    "taken out of its style's list": (f'ListBullet"/>{NUMBERED.format(0)}<w:x w:val="', PARAGRAPH),
    "outline level of its own": ('Normal"/><w:outlineLvl w:val="0', HEADING),
    "outline level of running text": ('Normal"/><w:outlineLvl w:val="9', PARAGRAPH),
    "outline level that is none": ('Normal"/><w:outlineLvl w:val="first', PARAGRAPH),
}


def with_styles(body: str) -> bytes:
    data = with_body(body)
    styles = member(data, "word/styles.xml")
    more = "".join(STYLES).encode()
    return edited(data, {"word/styles.xml": styles.replace(b"</w:styles>", more + b"</w:styles>")})


@pytest.mark.parametrize(("style", "kind"), KINDS.values(), ids=KINDS.keys())
def test_styles_tell_kinds_and_numbers_add_no_text(style: str, kind: BlockKind) -> None:
    body = p(r("耐性機構"), properties=f'<w:pStyle w:val="{style}"/>')
    assert kinds(read(with_styles(body))) == [("耐性機構", kind)]


def test_styles_hide_text() -> None:
    secret = '<w:{} w:val="y4"/>'.format
    body = p(r("a"), r("x", secret("rStyle")), r("b"))
    body += p(r("x"), r("c", '<w:vanish w:val="0"/>'), properties=secret("pStyle"))
    assert texts(read(with_styles(body))) == ["ab", "c"]


def test_a_document_without_styles() -> None:
    data = saved(english_report())
    relations = member(data, "word/_rels/document.xml.rels").replace(b'/styles"', b'/gone"')
    found = read(edited(data, {"word/_rels/document.xml.rels": relations}))
    assert {kind for _, kind in kinds(found)} == {PARAGRAPH}


def with_notes() -> bytes:
    reference = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'.format
    data = with_body(
        p(r("耐性"), reference("footnote", 3), r("の原因"), reference("endnote", 2))
        + p(r("METの増幅"), reference("footnote", 2), reference("footnote", 9))
        + p(f"<w:del w:id='1'>{reference('footnote', 4)}</w:del>", r("。"))
    )
    note = '<w:{0} w:id="{1}"><w:p><w:r><w:{0}Ref/></w:r><w:r><w:t>{2}</w:t></w:r></w:p></w:{0}>'
    feet = "".join(note.format("footnote", i, f"脚注{i}") for i in (0, 2, 3, 4))
    ends = note.format("endnote", 2, "文末注")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
    parts = {"footnotes": feet, "endnotes": ends}
    types = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{kind.format(n)}"/>' for n in parts
    )
    relations = "".join(f'<Relationship Id="n{n}" Type="{R}/{n}" Target="{n}.xml"/>' for n in parts)
    changes: dict[str, bytes | None] = {
        f"word/{n}.xml": f'<w:{n} xmlns:w="{W}">{body}</w:{n}>'.encode()
        for n, body in parts.items()
    }
    for name, more, end in (
        ("[Content_Types].xml", types, b"</Types>"),
        ("word/_rels/document.xml.rels", relations, b"</Relationships>"),
    ):
        changes[name] = member(data, name).replace(end, more.encode() + end)
    return edited(data, changes)


def test_notes_follow_the_body_in_the_order_of_their_marks() -> None:
    """A note whose mark was deleted, and the separator line, are not shown."""
    expected = ["耐性の原因", "METの増幅", "。", "脚注3", "脚注2", "文末注"]
    assert texts(read(with_notes())) == expected


TITLES = {
    "real": ("耐性を生む変異", "耐性を生む変異"),
    "blank": ("  ", None),
    "Word's own": ("Microsoft Word - 0401_press.doc", None),
    "file name": ("release_final.docx", None),
    "new document": ("Word 文書", None),
    "python-docx's own": ("Word Document", None),
    "template": ("プレスリリース", None),
}


@pytest.mark.parametrize(("core", "title"), TITLES.values(), ids=TITLES.keys())
def test_the_title_of_the_properties_stands_in(core: str, title: str | None) -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.core_properties.title = core
    assert read(saved(document)).metadata == ({"title": title} if title else {})


def test_a_title_is_told_on_one_line() -> None:
    document = docx.Document()
    document.add_paragraph("MET amplification \nand resistance", style="Title")
    assert read(saved(document)).metadata == {"title": "MET amplification and resistance"}


def test_a_strict_document_and_one_with_macros() -> None:
    data = saved(english_report())
    usual = b"http://schemas.openxmlformats.org/"
    strict = {
        name: member(data, name)
        .replace(usual + b"officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")
        .replace(usual + b"wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/")
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
        if name.endswith((".xml", ".rels"))
    }
    assert read(edited(data, strict)) == read(data)
    types = member(data, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert read(edited(data, {"[Content_Types].xml": types})) == read(data)


def test_embedded_files_are_told() -> None:
    assert read(with_body(p(r("a")) + "<w:altChunk r:id='x'/>")).notes == (
        "1 embedded file with text left out",
    )


XML_TEXT = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"),
        st.sampled_from("\t\n\u3000 耐性ﾀﾞ&<]>"),
    ),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(XML_TEXT, max_size=8))
def test_any_paragraphs_come_back_in_order(paragraphs: list[str]) -> None:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    expected = [text.strip() for text in paragraphs if text.strip()]
    if expected:
        assert texts(read(saved(document))) == expected
    else:
        assert refusal(saved(document)).what == "holds no text"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


FITS = {
    "Word's": (zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "a", True),
    "LibreOffice's": (zipped("_rels/.rels", "docProps/app.xml", "word/styles.xml"), "a.zip", True),
    "Excel's": (zipped("[Content_Types].xml", "xl/workbook.xml"), "a.docx", False),
    "PowerPoint's": (zipped("[Content_Types].xml", "ppt/presentation.xml"), "a.docx", False),
    "open, named .docx": (zipped("[Content_Types].xml", "docProps/app.xml"), "a.DOCX", True),
    "open, named .docm": (zipped("[Content_Types].xml"), "a.docm", True),
    "open, named .xlsx": (zipped("[Content_Types].xml"), "a.xlsx", False),
    "archive": (zipped("a.txt", "word/b.xml"), "a.zip", False),
    "archive of documents": (zipped("a.docx", "b.docx") + zipped("word/c.xml"), "a.zip", False),
    "archive with a folder of that name": (zipped("word/a.txt"), "a.zip", False),
    "no ZIP": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", False),
    "empty": (b"", "a.docx", False),
}


@pytest.mark.parametrize(("data", "name", "fits"), FITS.values(), ids=FITS.keys())
def test_content_decides_and_the_name_where_it_is_open(data: bytes, name: str, fits: bool) -> None:
    assert FORMAT.fits(data[:8192], name) is fits


def test_a_real_document_fits_by_its_content() -> None:
    assert FORMAT.fits(saved(english_report())[:8192], "download")


GOOD = saved(english_report())
BOMB = "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in pairwise("abcdefghij"))
ENTITY = "<!DOCTYPE d [<!ENTITY a '耐性'>{}]>"
DOCUMENT = '{}<w:document xmlns:w="' + W + '"><w:body>{}</w:body></w:document>'


def main_part(xml: str) -> Callable[[], bytes]:
    return lambda: edited(GOOD, {"word/document.xml": xml.encode()})


def other_type(kind: str) -> Callable[[], bytes]:
    types = member(GOOD, "[Content_Types].xml").replace(b"wordprocessingml.document", kind.encode())
    return lambda: edited(GOOD, {"[Content_Types].xml": types})


def without(name: str) -> Callable[[], bytes]:
    return lambda: edited(GOOD, {name: None})


def flagged() -> bytes:
    at = GOOD.index(b"PK\x01\x02")
    return GOOD[: at + 8] + b"\x01" + GOOD[at + 9 :]


def bad_checksum() -> bytes:
    return directory_edited(GOOD, "word/document.xml", crc=1)


def too_short() -> bytes:
    return directory_edited(GOOD, "word/document.xml", size=99_999)


def bzipped() -> bytes:
    return repacked(GOOD, zipfile.ZIP_BZIP2)


def directory_edited(data: bytes, name: str, **values: int) -> bytes:
    """Let the ZIP directory tell a lie on a member: its ``crc`` or its ``size``."""
    out = bytearray(data)
    at = data.index(b"PK\x01\x02")
    while data[at + 46 :][: len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    (local,) = struct.unpack_from("<I", data, at + 42)
    for key, value in values.items():
        for offset in (at + 16, local + 14):
            struct.pack_into("<I", out, offset + (0 if key == "crc" else 8), value)
    return bytes(out)


def endless_parts() -> bytes:
    """Parts that lead to one another, deeper than a recursive reader can follow."""
    relation = '<Relationship Id="a" Type="urn:x" Target="p{}.xml"/>'.format
    rels = '<Relationships xmlns="{}">{}</Relationships>'.format
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts: dict[str, bytes | None] = {f"word/p{i}.xml": b"<x/>" for i in range(2001)}
    for i in range(2000):
        parts[f"word/_rels/p{i}.xml.rels"] = rels(package, relation(i + 1)).encode()
    start = member(GOOD, "word/_rels/document.xml.rels")
    end = b"</Relationships>"
    parts["word/_rels/document.xml.rels"] = start.replace(end, relation(0).encode() + end)
    return edited(GOOD, parts)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is a damaged DOCX file (File is not a zip file)"),
    "Excel": (other_type("spreadsheetml.sheet"), "is an Excel workbook"),
    "PowerPoint": (other_type("presentationml.presentation"), "is a PowerPoint file"),
    "another Office file": (other_type("drawing"), "is an Office file without a text"),
    "no main part": (without("_rels/.rels"), "is an Office file without a text"),
    "no package": (without("[Content_Types].xml"), "is a ZIP archive, not a DOCX file"),
    "no document": (without("word/document.xml"), "is a damaged DOCX file (There is no item"),
    "no styles": (without("word/styles.xml"), "is a damaged DOCX file (There is no item"),
    "no body": (
        main_part('<w:document xmlns:w="urn:x"/>'),
        "is a damaged DOCX file (the document has no body)",
    ),
    "no text": (main_part(DOCUMENT.format("", "<w:p/>")), "holds no text"),
    "not XML": (main_part("<w:document"), "is a damaged DOCX file ("),
    "another encoding": (
        main_part("<?xml version='1.0' encoding='x-none'?><a/>"),
        "is a damaged DOCX file (",
    ),
    "an entity": (
        main_part(DOCUMENT.format(ENTITY.format(""), p(r("x&a;")))),
        "declares XML entities, which no DOCX file does",
    ),
    "entities in entities": (
        main_part(DOCUMENT.format(ENTITY.format(BOMB), p(r("&j;")))),
        "is a damaged DOCX file (",
    ),
    "entities in an attribute": (
        main_part(DOCUMENT.format(ENTITY.format(BOMB), p("<w:r w:x='&j;'/>"))),
        "is a damaged DOCX file (",
    ),
    "an external entity": (
        main_part(
            DOCUMENT.format("<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", p(r("&a;")))
        ),
        "declares XML entities",
    ),
    "deep": (
        main_part(DOCUMENT.format("", "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000)),
        "is a damaged DOCX file (",
    ),
    "encrypted": (flagged, "is encrypted"),
    "wrong checksum": (bad_checksum, "is a damaged DOCX file (Bad CRC-32"),
    "shorter than declared": (too_short, "is a damaged DOCX file (word/document.xml has "),
    "compressed in another way": (bzipped, "is a damaged DOCX file ([Content_Types].xml is comp"),
    "endless parts": (endless_parts, "is a damaged DOCX file ("),
}


@pytest.mark.parametrize(("make", "what"), REFUSED.values(), ids=REFUSED.keys())
def test_what_can_not_be_read_says_why(make: Callable[[], bytes], what: str) -> None:
    assert refusal(make()).what.startswith(what)


def test_deep_nesting_that_the_parser_allows_is_read() -> None:
    body = DOCUMENT.format("", "<w:sdt>" * 200 + p(r("a")) + "</w:sdt>" * 200)
    assert texts(read(main_part(body)())) == ["a"]


LIMITS = {
    "members": ("max_members", 3, "holds more than 3 files"),
    "unpacked": ("max_unpacked_bytes", 9000, "unpacks to more than 9,000 bytes"),
    "markup": ("max_markup_bytes", 9000, "has a part of more than 9,000 bytes (word/"),
}


@pytest.mark.parametrize(("limit", "value", "what"), LIMITS.values(), ids=LIMITS.keys())
def test_limits_are_named(limit: str, value: int, what: str) -> None:
    error = refusal(GOOD, **{limit: value})
    assert what in error.what
    assert f"raise {limit}" in error.remedy


def test_pictures_are_not_unpacked_and_a_damaged_one_does_no_harm() -> None:
    data = edited(GOOD, {"word/media/image1.png": bytes(2_000_000)})
    data = directory_edited(data, "word/media/image1.png", crc=1)
    assert read(data, max_markup_bytes=1_000_000) == read(GOOD)


def test_a_declared_bomb_is_not_unpacked() -> None:
    bomb = edited(GOOD, {"word/document.xml": b" " * 30_000_000})
    tracemalloc.start()
    assert "more than 20,000,000 bytes (word/document.xml)" in refusal(bomb).what
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    """Checksum and size are those of its beginning, which is a document."""
    start = DOCUMENT.format("", p(r(SENTENCE))).encode()
    bomb = edited(GOOD, {"word/document.xml": start + b" " * 50_000_000})
    liar = directory_edited(bomb, "word/document.xml", size=len(start), crc=zlib.crc32(start))
    tracemalloc.start()
    assert texts(read(liar)) == [SENTENCE]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_names_that_lead_out_of_the_package_do_no_harm() -> None:
    outside = {"../../evil.xml": b"<a/>", "/etc/evil": b"a", "word\\x.xml": b"b"}
    assert read(edited(GOOD, outside)) == read(GOOD)


def survives(data: bytes) -> bool:
    """Whether it was read; any error but a refusal fails the test."""
    try:
        read(data)
    except RefusedError:
        return False
    return True


def test_cut_off_anywhere() -> None:
    cuts = [len(GOOD) * tenth // 10 for tenth in range(10)] + [len(GOOD) - 1]
    assert not any(survives(GOOD[:cut]) for cut in cuts)


def test_flipped_bytes_anywhere() -> None:
    rng = random.Random(7)
    stored = repacked(GOOD, zipfile.ZIP_STORED)  # so that flips reach the XML, too
    outcomes = set()
    for data in (GOOD, stored):
        for _ in range(100):
            flipped = bytearray(data)
            for _ in range(rng.choice((1, 1, 5, 50))):
                flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
            outcomes.add(survives(bytes(flipped)))
    assert outcomes == {True, False}


def test_broken_markup_under_a_good_checksum() -> None:
    rng = random.Random(8)
    names = ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "_rels/.rels")
    names += ("[Content_Types].xml", "docProps/core.xml")
    outcomes = set()
    for name in names:
        body = member(GOOD, name)
        for _ in range(15):
            broken = bytearray(body)
            at = rng.randrange(len(broken))
            broken[at : at + rng.choice((1, 8))] = rng.randbytes(rng.choice((0, 1, 4)))
            outcomes.add(survives(edited(GOOD, {name: bytes(broken)})))
    assert outcomes == {True, False}


def test_without_python_docx_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx.package", None)
    error = refusal(GOOD)
    assert "python-docx, which is not installed" in error.what
    assert error.remedy == 'pip install "taisei[docx]"'


def test_importing_the_reader_loads_no_library() -> None:
    code = "import sys, pipeline.read.docx.reader; print({'lxml', 'docx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"

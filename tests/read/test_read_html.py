"""HTML: what a page tells, in order and whole, without the site around it."""

from __future__ import annotations

import importlib
import sys
import time
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import BlockKind
from pipeline.read.extracted import Extracted, Given
from pipeline.read.html.reader import FORMAT
from pipeline.read.outcome import Limits, RefusedError

pytest.importorskip("trafilatura")

T, H, P = BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH
LI, C = BlockKind.LIST_ITEM, BlockKind.CAPTION

JA1 = "ゲフィチニブに対する耐性がT790Mの変異によって生じることを、培養細胞を用いて確かめました。"
JA2 = "一方で、METの増幅も耐性の原因となるため、二つの薬を併せて使う方法を動物で試しました。"
JA3 = "この結果から、早い段階で変異を調べることが治療の選択に役立つと考えられます。"
EN1 = "Resistance to osimertinib arose in most of the treated cultures within twelve weeks."
EN2 = "Amplification of MET was seen in half of them, and adding capmatinib restored the response."
EN3 = "The team now plans a trial that tests both drugs in patients with progressing disease."
MENU = "<ul>" + "".join(f'<li><a href="/{n}">項目{n}</a></li>' for n in range(8)) + "</ul>"
CARDS = "".join(
    f'<li><a href="/n{n}">別の研究の知らせ、その{n}番目をお読みください</a></li>' for n in range(5)
)
TEASERS = "".join(
    f"<div class=css-7><a href=/{n}><h4>別件{n}</h4></a><p>別件{n}の紹介が入ります。</p></div>"
    for n in range(4)
)
RAIL = "Every morning we send you the five stories that matter most, free of charge."


def read(page: str | bytes, **options: object) -> Extracted:
    data = page.encode() if isinstance(page, str) else page
    (found,) = FORMAT.read(data, Given("a.html", **options))  # type: ignore[arg-type]
    assert isinstance(found, Extracted)
    return found


def blocks(page: str | bytes, **options: object) -> list[tuple[BlockKind, str]]:
    found = read(page, **options)
    at = 0
    for block in found.blocks:
        assert not found.text[at : block.start].strip()
        at = block.end
    assert not found.text[at:].strip()
    return [(b.kind, found.text[b.start : b.end]) for b in found.blocks]


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


TEMPLATES: dict[str, tuple[str, list[tuple[BlockKind, str]]]] = {
    "weblog": (
        page(
            f'<header class="site-header"><a href="/">研究所</a><nav>{MENU}</nav></header>'
            '<div id="content"><article class="post type-post"><header class="entry-header">'
            '<h1 class="entry-title">耐性の仕組みを解明</h1></header><div class="entry-content">'
            f"<p>{JA1}</p><h2>背景</h2><p>{JA2}</p>"
            "<figure><img src=a alt=x><figcaption>図1 耐性の模式図</figcaption></figure>"
            f"<p>{JA3}</p>"
            '<div class="sharedaddy"><p>シェア</p><ul><li><a href=#>Twitter</a></ul></div></div>'
            '<footer class="entry-footer">カテゴリー: <a href=/c>成果</a></footer></article>'
            f'<div class="related-posts"><h3>関連記事</h3><ul>{CARDS}</ul></div></div>'
            f'<div id="sidebar"><p>{JA3}</p></div>'
            "<footer><p>〒000-0000 住所はこちら。Copyright</p></footer>",
            "<title>耐性の仕組みを解明 | 研究所</title>",
        ),
        [
            (T, "耐性の仕組みを解明"), (P, JA1), (H, "背景"), (P, JA2), (C, "図1 耐性の模式図"),
            (P, JA3),
        ],
    ),
    "university": (
        page(
            f'<div id="header"><h1><a href="/">東西大学</a></h1><div id="gnav">{MENU}</div></div>'
            '<div id="topicPath"><a href=/>ホーム</a> &gt; 耐性克服の新手法</div>'
            '<div id="wrap"><div id="main"><h2>耐性克服の新手法</h2>'
            '<p class="date">2024年3月5日</p>'
            f"<h3>発表のポイント</h3><ul><li>{JA1}</li><li>{JA2}</li></ul>"
            f"<h3>概要</h3><p>　{JA3}</p>"
            f'<p>{JA1}<sup>注1</sup>{JA2}</p><h3>関連ニュース</h3><ul>{CARDS}</ul></div>'
            f'<div id="side">{MENU}</div></div><div id="footer">東西大学 所在地</div>',
            "<title>耐性克服の新手法 | 東西大学</title>"
            '<meta property="og:site_name" content="東西大学">',
        ),
        [
            (T, "耐性克服の新手法"), (P, "2024年3月5日"), (H, "発表のポイント"), (LI, JA1),
            (LI, JA2), (H, "概要"), (P, JA3), (P, f"{JA1}注1{JA2}"),
        ],
    ),
    "table layout": (
        page(
            f"<table><tr><td width=150><a href=/a>トップ</a><br><a href=/b>研究</a></td><td>"
            f"<font size=5><b>耐性の研究について</b></font><br><br>　{JA1}<br>{JA2}<br><br>"
            f"<b>■今後の展望</b><br><br>　{JA3}</td></tr></table>",
            "<title>耐性の研究について</title>",
        ),
        [(T, "耐性の研究について"), (P, f"{JA1}\n{JA2}"), (H, "■今後の展望"), (P, JA3)],
    ),
    "div and br": (
        page(
            '<div class="box"><div class="ttl">新しい併用療法</div><div class="txt">'
            f"{JA1}<br>\n　{JA2}<br>　<br />{JA3}</div></div>",
            "<title>新しい併用療法</title>",
        ),
        [(T, "新しい併用療法"), (P, f"{JA1}\n　{JA2}"), (P, JA3)],
    ),
    "bold headings": (
        page(
            f"<div id=contents><h1>研究成果</h1><p><strong>■研究の背景</strong></p><p>{JA1}</p>"
            f"<p><strong>{JA2}</strong></p><p><b>図2 結果</b></p><p>{JA3}</p></div>"
        ),
        [(T, "研究成果"), (H, "■研究の背景"), (P, JA1), (P, JA2), (P, "図2 結果"), (P, JA3)],
    ),
    "glossary as a list of definitions": (
        page(
            f"<main><h1>用語のある発表</h1><p>{JA1}</p><p>{JA2}</p><h2>用語解説</h2>"
            f"<dl><dt>耐性</dt><dd>薬が効かなくなること。</dd><dt>増幅</dt><dd>遺伝子の数が増えること。</dd></dl></main>"
        ),
        [
            (T, "用語のある発表"), (P, JA1), (P, JA2), (H, "用語解説"), (P, "耐性"),
            (P, "薬が効かなくなること。"), (P, "増幅"), (P, "遺伝子の数が増えること。"),
        ],
    ),
    "newswire": (
        page(
            f"<header role=banner><nav>{MENU}</nav></header><main><article>"
            "<h1>Acme Reports Data on Resistance</h1>"
            "<time datetime='2024-03-05T09:00:00Z'>March 5</time>"
            f"<div class='bw-release-story'><p>{EN1}</p><p>{EN2} <a href=/x>More data</a>.</p>"
            f"<blockquote><p>“{EN3}”</p></blockquote><p><b>About Acme</b></p><p>{EN1}</p>"
            "<h3>Contacts</h3><p>Media:<br>Jo Doe<br>jo@example.org</p></div></article></main>"
            f"<aside><p>{RAIL}</p></aside>"
            "<footer>Terms of Use</footer>",
            "<title>Acme Reports Data on Resistance | Wire</title>",
        ),
        [
            (T, "Acme Reports Data on Resistance"), (P, "March 5"), (P, EN1),
            (P, f"{EN2} More data."), (P, f"“{EN3}”"), (H, "About Acme"), (P, EN1), (H, "Contacts"),
            (P, "Media:\nJo Doe\njo@example.org"),
        ],
    ),
    "cookie banner": (
        page(
            f'<div id="cookie-banner"><p>We use cookies. {RAIL} Accept?</p>'
            f"<button>Accept</button></div><div role=dialog><p>{EN1}</p></div><div class=inner>"
            f"<h1>A trial begins</h1><p>{EN2}</p><p>{EN3}</p></div>"
        ),
        [(T, "A trial begins"), (P, EN2), (P, EN3)],
    ),
    "almost no text": (page("<h1>休止のお知らせ</h1><p>研究は続けます。</p>"),
                       [(T, "休止のお知らせ"), (P, "研究は続けます。")]),
    "set by hand": (
        page(f"<h1>Note</h1><pre>\nResistance  to gefitinib\nis known.\n\n  {EN1}\n</pre>"),
        [(T, "Note"), (P, "Resistance  to gefitinib\nis known."), (P, EN1)],
    ),
    "text in the body": (f"<html><body>{EN1}<p>{EN2}</p>{EN3}", [(P, EN1), (P, EN2), (P, EN3)]),
    "the whole page in a form": (
        page(
            "<form id=aspnetForm><input type=hidden value=x><div><h1>発表</h1>"
            f"<p>{JA1}</p><p>{JA2}</p></div></form>"
        ),
        [(T, "発表"), (P, JA1), (P, JA2)],
    ),
    "data in a table": (
        page(
            f"<article><h1>Doses</h1><p>{EN1}</p><p>{EN2}</p><table>"
            "<caption>Table 1. Doses</caption><tr><th>Drug</th><th>Dose</th></tr>"
            "<tr><td>gefitinib</td><td>250 <i>mg</i></td></tr></table></article>"
        ),
        [
            (T, "Doses"), (P, EN1), (P, EN2), (C, "Table 1. Doses"), (P, "Drug\tDose"),
            (P, "gefitinib\t250 mg"),
        ],
    ),
    "cards that are articles": (
        page(
            "<div id=wrap><div class=detail><h1>新たな治療標的</h1>"
            f"<p>{JA1}</p><p>{JA2}</p><p>{JA3}</p></div><div class=cards>"
            + "".join(f"<article><a href=/{n}><h3>別の話題{n}</h3></a></article>" for n in range(4))
            + "</div></div>"
        ),
        [(T, "新たな治療標的"), (P, JA1), (P, JA2), (P, JA3)],
    ),
    "title outside the content": (
        page(
            "<div class=hero><h1>Why the drug stops working</h1></div>"
            f"<div class=text><p>{EN1}</p><p>{EN2}</p></div>"
        ),
        [(T, "Why the drug stops working"), (P, EN1), (P, EN2)],
    ),
    "title in the head alone": (
        page(f"<div><p>{EN1}</p><p>{EN2}</p></div>", "<title>Why drugs fail | Institute</title>"),
        [(T, "Why drugs fail"), (P, EN1), (P, EN2)],
    ),
    "sections, and names that say nothing": (
        page(
            '<div class="css-1"><a href=/>Home</a><a href=/b>News</a></div>'
            f"<div class=css-2><h1>耐性の仕組み</h1><p>{JA1}</p></div><div class=css-3>"
            f"<section><h2>背景</h2><p>{JA2}</p></section><section><h2>手法</h2><p>{JA3}</p></section>"
            f"<section><h2>お問い合わせ</h2><p>広報室<br>電話 00-0000</p></section></div>{TEASERS}"
            "<div class=css-9><p>© 研究所。無断の転載を禁じます。</p></div>"
        ),
        [
            (T, "耐性の仕組み"), (P, JA1), (H, "背景"), (P, JA2), (H, "手法"), (P, JA3),
            (H, "お問い合わせ"), (P, "広報室\n電話 00-0000"),
        ],
    ),
    "a science wire": (
        page(
            f"<nav>{MENU}</nav><div class=container><div class=col-9><article><header>"
            '<p>News Release <time datetime="2024-03-05">5-Mar-2024</time></p>'
            "<h1>Two drugs restore response</h1><p>A trial in mice</p></header>"
            "<figure><img src=x><figcaption><p><strong>image:</strong> Cells.</p></figcaption>"
            f"</figure><div class=entry><p>{EN1}</p><p>{EN2}</p><p>{EN3}</p></div><hr><div>"
            "<h4>Journal</h4><p>Journal of Tests</p><h4>DOI</h4><p><a href=x>10.1234/abc</a></p>"
            '</div></article></div><div class="col-3 addthis"><p>Follow</p></div></div>'
        ),
        [
            (P, "News Release 5-Mar-2024"), (T, "Two drugs restore response"),
            (P, "A trial in mice"), (C, "image: Cells."), (P, EN1), (P, EN2), (P, EN3),
            (H, "Journal"), (P, "Journal of Tests"), (H, "DOI"), (P, "10.1234/abc"),
        ],
    ),
    "news with a rail": (
        page(
            f"<div class=wrap><div class=article-main><h1>Drug fails no more</h1><p>By Jo Doe</p>"
            f"<div class=article-body><p>{EN1}</p><div class=ad>Advertisement</div><p>{EN2}</p>"
            f"<div><a href=x>Read more: other story</a></div><p>{EN3}</p></div></div>"
            f"<div class=rail><h3>Most read</h3><ol>{CARDS}</ol><p>{RAIL}</p></div></div>"
        ),
        [(T, "Drug fails no more"), (P, "By Jo Doe"), (P, EN1), (P, EN2), (P, EN3)],
    ),
    "nested tables": (
        page(
            "<center><table><tr><td><a href=a>home</a><br><a href=b>member</a></td><td><table><tr>"
            f"<td><font color=red>耐性の話</font><hr><p>{JA1}<p>{JA2}<p>{JA3}</table></table>",
            "<title>耐性の話</title>",
        ),
        [(T, "耐性の話"), (P, JA1), (P, JA2), (P, JA3)],
    ),
    "nested lists": (
        page(f"<h1>List</h1><p>{EN1}</p><ul><li>one<ul><li>two</li></ul>three<p>four</p></li><li><p>five</p></ul>"),
        [(T, "List"), (P, EN1), (LI, "one"), (LI, "two"), (P, "three"), (P, "four"), (LI, "five")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_page_is_read_whole_and_alone(html: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert blocks(html) == expected


INLINE: dict[str, tuple[str, str]] = {
    "no blank from markup": ("T<b>790</b>M<span>変異</span>", "T790M変異"),
    "blanks as a browser": ("a \n\t b<i> </i>c&nbsp;&nbsp;d", "a b c\u00a0\u00a0d"),
    "full-width blank stays": ("耐性　獲得", "耐性　獲得"),
    "ruby": ("<ruby>耐性<rp>(</rp><rt>たいせい</rt><rp>)</rp></ruby>の話", "耐性の話"),
    "raised and lowered": ("IC<sub>50</sub>は10<sup>-6</sup>", "IC50は10-6"),
    "a link's text": ('<a href="/x">薬</a>の話', "薬の話"),
    "a comment": ("耐<!-- x -->性", "耐性"),
    "a script": ("耐<script>x()</script>性", "耐性"),
    "hidden": ('耐<span style="display: none">x</span>性<i hidden>y</i>', "耐性"),
    "escaped markup": ("&lt;script&gt;x&lt;/script&gt; &amp;amp;", "<script>x</script> &amp;"),
    "wbr": ("osi<wbr>mertinib", "osimertinib"),
    "one break": ("a <br> b<br/>c", "a\nb\nc"),
    "nul and surrogates": ("a&#0;b&#xD800;c&#1;d", "a\ufffdb\ufffdcd"),
    "beyond the BMP": ("𩸽&#x1F9EC;", "𩸽🧬"),
}


@pytest.mark.parametrize(("markup", "expected"), INLINE.values(), ids=INLINE.keys())
def test_text_of_a_line(markup: str, expected: str) -> None:
    html = page(f"<h1>題</h1><p>{JA1}</p><p>{markup}</p><p>{JA2}</p>")
    assert blocks(html) == [(T, "題"), (P, JA1), (P, expected), (P, JA2)]


def test_blocks_keep_words_apart() -> None:
    html = "<div>one<div>two</div>three<section>four</section></div><td>five<h3>six</h3>seven"
    assert read(page(html)).text.split() == ["one", "two", "three", "four", "five", "six", "seven"]


CIRCLED = "①" + JA1
DETECTED = {"default", "detected"}  # UTF-8 is both
HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset=x-sjis">'
XML = "<?xml version='1.0' encoding='UTF-8'?>"
ENCODINGS: dict[str, tuple[str, str, str, set[str], bool]] = {
    "declared": ('<meta charset="utf-8">', "utf-8", "utf-8", {"declared"}, False),
    "as Shift_JIS": ('<meta charset="Shift_JIS">', "cp932", "cp932", {"declared"}, False),
    "as x-sjis, the old way": (HTTP_EQUIV, "cp932", "cp932", {"declared"}, False),
    "as EUC-JP": ("<meta charset=euc-jp>", "euc_jis_2004", "euc_jis_2004", {"declared"}, False),
    "in an XML declaration": (XML, "utf-8", "utf-8", {"declared"}, False),
    "byte-order mark": ("<meta charset=shift_jis>", "utf-8-sig", "utf-8-sig", {"mark"}, False),
    "wide": ("<meta charset=utf-8>", "utf-16", "utf-16", {"mark"}, False),
    "in a comment": ("<!-- <meta charset=shift_jis> -->", "utf-8", "utf-8", DETECTED, False),
    "wrongly": ("<meta charset=shift_jis>", "utf-8", "utf-8", DETECTED, True),
    "wrongly as Latin": ("<meta charset=iso-8859-1>", "utf-8", "utf-8", DETECTED, True),
    "as no encoding of text": ("<meta charset=rot13>", "utf-8", "utf-8", DETECTED, False),
}


@pytest.mark.parametrize(
    ("declaration", "codec", "encoding", "how", "noted"), ENCODINGS.values(), ids=ENCODINGS.keys()
)
def test_encodings(declaration: str, codec: str, encoding: str, how: set[str], noted: bool) -> None:
    start = "" if declaration.startswith("<?") else "<!DOCTYPE html>"
    html = f"{start}{declaration}<html><body><h1>題</h1><p>{CIRCLED}</p><p>{JA2}</p></body></html>"
    found = read(html.encode(codec))
    assert [found.text[b.start : b.end] for b in found.blocks] == ["題", CIRCLED, JA2]
    assert found.encoding == encoding
    assert found.encoding_from in how
    assert bool(found.notes) == noted


def test_latin_1_is_windows_1252() -> None:
    html = f"<meta charset=iso-8859-1><h1>Naïve</h1><p>“{EN1}”</p><p>{EN2}</p>"
    found = read(html.encode("cp1252"))
    assert (found.encoding, found.text.split("\n")[1]) == ("cp1252", f"“{EN1}”")


PAPER = {
    "citation_title": "A Title",
    "citation_doi": "https://doi.org/10.1234/ABC",
    "citation_publisher": "Press",
    "citation_journal_title": "A Journal",
    "citation_publication_date": "2023/7/4",
}
OF_PAGE = {
    "og:title": "名 - 所",
    "og:site_name": "所",
    "article:published_time": "2024-03-05T09:00:00+09:00",
}


def metas(values: dict[str, str]) -> str:
    return "".join(f'<meta property="{name}" content="{v}">' for name, v in values.items())


def data(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


LINKED = '{"@graph": [{"a": 1}, {"datePublished": "2022-01-31"}]}'
NAME = "<h1>名</h1>"
META: dict[str, tuple[str, str, dict[str, object]]] = {
    "of a paper": (
        metas(PAPER),
        "",
        {
            "title": "A Title",
            "date": "2023-07-04",
            "dois": ["10.1234/abc"],
            "journal": "A Journal",
            "institution": "Press",
        },
    ),
    "of a page": (
        f"<title>名 - 所</title>{metas(OF_PAGE)}",
        "",
        {"title": "名", "date": "2024-03-05", "institution": "所"},
    ),
    "linked data": (data(LINKED), NAME, {"title": "名", "date": "2022-01-31"}),
    "the only time": (
        "",
        f"{NAME}<time datetime=2021-12-24>x</time>",
        {"title": "名", "date": "2021-12-24"},
    ),
    "times that differ": (
        "",
        f"{NAME}<time datetime=2021-12-24>x</time><time datetime=2020-12-24>x</time>",
        {"title": "名"},
    ),
    "marked": (
        "",
        f"{NAME}<p class=post-date>公開日：<b>令和6年3月5日</b></p>",
        {"title": "名", "date": "2024-03-05"},
    ),
    "marked, in words": (
        "",
        f'{NAME}<div class="date">March 5, 2024</div>',
        {"title": "名", "date": "2024-03-05"},
    ),
    "of another page": (
        "",
        f"{NAME}<ul><li><span class=date>2024.3.5</span>別の記事</li></ul>",
        {"title": "名"},
    ),
    "no date out of the text": ("", f"{NAME}<p>2019-05-03に始まった。</p>", {"title": "名"}),
    "a date that is none": (metas({"date": "2024-13-45"}), NAME, {"title": "名"}),
    "broken data": (data('{"a": [[['), NAME, {"title": "名"}),
    "nothing": ("", "", {}),
}


@pytest.mark.parametrize(("head", "body", "expected"), META.values(), ids=META.keys())
def test_metadata(head: str, body: str, expected: dict[str, object]) -> None:
    assert read(page(f"{body}<p>{JA1}</p><p>{JA2}</p>", head)).metadata == expected


FITS: dict[str, tuple[bytes, str, bool]] = {
    "doctype": (b"<!DOCTYPE html><p>a", "a.txt", True),
    "old doctype": (b'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><p>', "a", True),
    "behind blanks and a comment": (b"\xef\xbb\xbf\n<!-- saved --> <html lang=ja>", "a.txt", True),
    "head": (b"<head><title>", "a", True),
    "XHTML": (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "a.xml", True),
    "wide": ("<html><body>".encode("utf-16"), "a", True),
    "Shift_JIS": ("<html><title>耐性".encode("cp932"), "a", True),
    "a fragment": (b"<div><p>a</p><p>b<br>c</p></div>", "a.txt", True),
    "an article as a fragment": (b"<article><h1>a</h1><p>b</p></article>", "a.txt", True),
    "one tag": (b"<p>a", "a.txt", False),
    "one tag, by its name": (b"<p>a", "a.HTM", True),
    "text, by its name": (b"a text", "a.html", True),
    "JATS": (b'<?xml version="1.0"?><!DOCTYPE article PUBLIC "x" "y"><article><p>', "a.xml", False),
    "JATS without a declaration": (
        b"<article article-type='x'><front><p>a</p><p>b</p></front>", "a.html", False),
    "PubMed": (b'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet>', "a.xml", False),
    "BioC": (b"<!DOCTYPE collection SYSTEM 'BioC.dtd'><collection><infon>", "a.xml", False),
    "XML by another name": (b"<?xml version='1.0'?><collection>", "a.html", False),
    "text about it": (b"A page begins with <html> and <body> and <p>.", "a.txt", False),
    "less than": (b"<5% of cells were resistant", "a.txt", False),
    "a PDF": (b"%PDF-1.7", "a.html", False),
    "nothing": (b"", "a.txt", False),
}  # fmt: skip


@pytest.mark.parametrize(("head", "name", "expected"), FITS.values(), ids=FITS.keys())
def test_recognised_by_content_first(head: bytes, name: str, expected: bool) -> None:
    assert FORMAT.fits(head, name) is expected


def deep(tag: str, count: int) -> str:
    return f"<h1>x</h1><p>{EN1}</p>" + f"<{tag}>" * count + EN2


BODY = f"<p>{EN1}</p><p>{EN2}</p>"
HOSTILE: dict[str, tuple[str, str]] = {
    "100,000 div": (deep("div", 100_000), "nested too deeply"),
    "100,000 b": (deep("b", 100_000), "nested too deeply"),
    "50,000 tables": (deep("table><tr><td", 50_000), "nested too deeply"),
    "2,000 div": (deep("div", 2_000), ""),
    "2,000 forms": (deep("form><div", 900), ""),
    "2,000 headers": (deep("header><header", 900), ""),
    "2,000 lists": (deep("ul><li", 900), ""),
    "a giant attribute": (f"<p class='{'a ' * 5_000_000}'>{EN1}</p>{BODY}", ""),
    "names that nearly match": (
        f"<p class='{'side-' * 200}x' id='{'a' * 900}'>{EN1}</p>" * 2000,
        "",
    ),
    "10 MB in one p": ("<p>" + "x" * 10_000_000, ""),
    "10 MB of blanks": (BODY + "<p>a" + " \n" * 5_000_000 + "b", ""),
    "many breaks": (BODY + "<br>" * 200_000, ""),
    "breaks and blanks": (BODY + "<br> \u3000" * 200_000, ""),
    "a million lines": (BODY + "<pre>" + "\n \u3000" * 1_000_000 + "x", ""),
    "many p": (BODY + "<p>a" * 60_000, ""),
    "20 MB of tags": ("<i>" * 6_500_000, "more than 600,000 tags"),
    "broken tags": (BODY + "<p <b></i></p></div><table><<>>&&;<p" * 200, ""),
    "a comment without end": (BODY + "<!--" + "x <p>" * 100_000, ""),
    "a script without end": (BODY + "<script>" + "x <p>" * 100_000, ""),
    "null bytes": (BODY + "<p>a\0b\0</p>" * 1000, ""),
    "deep data": (f'<script type="application/ld+json">{"[" * 500_000}</script>{BODY}', ""),
    "wide data": (f'<script type="application/ld+json">[{"1," * 400_000}1]</script>{BODY}', ""),
    "many cells": (BODY + "<table><tr>" + "<td>a" * 60_000, ""),
    "many meta": (BODY + "<meta name=date content=x>" * 50_000, ""),
    "many times": (BODY + "<time datetime=x></time>" * 50_000, ""),
    "many titles": (f"<title>{'a | ' * 50_000}</title>" + BODY + "<h2>a | a</h2>" * 5_000, ""),
    "no text": ("<html><body><img src=x></body></html>", "holds no text"),
    "a frameset": ("<frameset><frame src=a></frameset>", "holds no text"),
    "instructions alone": ("<?" * 1000, "holds no text"),
    "a script alone": ("<html><script>x()</script>", "holds no text"),
}


@pytest.mark.parametrize(("html", "what"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_end_soon(html: str, what: str) -> None:
    start = time.monotonic()
    if what:
        with pytest.raises(RefusedError) as caught:
            read(html)
        assert what in caught.value.what
    else:
        assert EN1 in (text := read(html).text) or "xxx" in text
    assert time.monotonic() - start < 20


def test_too_large_names_the_limit() -> None:
    with pytest.raises(RefusedError, match="max_markup_bytes"):
        read("<p>abc", limits=Limits(max_markup_bytes=5))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(RefusedError, match=r"taisei\[html\]"):
        read(page(BODY))


def test_where_the_library_fails_the_page_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html, expected = TEMPLATES["sections, and names that say nothing"]

    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(importlib.import_module("trafilatura"), "bare_extraction", fail)
    assert blocks(html) == expected
    assert read(html).notes


# At least one letter: a paragraph of marks alone may be the site's.
WORDS = st.text(st.sampled_from("耐性のMETは増幅abc。、.　 <&>\"'é🧬"), max_size=60)
PARAGRAPHS = st.lists(WORDS.map(lambda w: f"耐{' '.join(w.split(' '))}薬"), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from(["<div>{}</div>", "<main>{}</main>", "{}", "<td>{}</td>"]))
def test_paragraphs_come_back_in_order(paragraphs: list[str], frame: str) -> None:
    html = page(frame.format("".join(f"<p>{escape(p)}</p>" for p in paragraphs)))
    shown = [" ".join(filter(None, p.split(" "))) for p in paragraphs]
    assert blocks(html) == [(P, p) for p in shown]


def test_a_word_divided_before_it_was_pasted_keeps_its_line_end() -> None:
    html = f"<h1>{EN2}</h1><p>It made the cells resist-\n  ant to the drug,\n as EGFR-\nTKI do.</p>"
    found = read(html.encode())
    last = found.blocks[-1]
    assert found.text[last.start : last.end] == (
        "It made the cells resist-\nant to the drug, as EGFR- TKI do."
    )

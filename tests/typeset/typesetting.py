"""Sets a text anew: as PDF (two ways), HTML and DOCX, as other people's programs would."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from pathlib import Path

from pipeline.model import BlockKind
from pipeline.read import document_from_text
from pipeline.segment import segment
from pipeline.text import unwrap

Part = tuple[BlockKind, str]

STAND_IN = "・"
"""For what a font or an encoding lacks: the releases' bullets are private-use characters."""
CID_FONTS = ("HeiseiMin-W3", "HeiseiKakuGo-W5")
BROWSER_FONTS = ("Noto Serif CJK JP", "Noto Sans CJK JP")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_HEAD = "架空広報 2031 年 3 月"
_TAGS = {BlockKind.TITLE: "h1", BlockKind.HEADING: "h2", BlockKind.LIST_ITEM: "li"}


def parts_of(text: str) -> list[Part]:
    """A text's blocks without the line ends inside them, each with its kind."""
    doc = segment(document_from_text(text))
    found: list[Part] = []
    for block in doc.blocks:
        view = unwrap(text, block.start, block.end, doc.furniture)
        body: list[str] = []
        at = -1
        for i, char in enumerate(view.folded):
            if view.starts[i] > at or char == " ":
                body.append(" " if char == " " else text[view.starts[i] : view.ends[i]])
            at = view.starts[i]
        found.append((block.kind, _PRIVATE.sub(STAND_IN, "".join(body))))
    return found


def as_cid_pdf(parts: list[Part], font: str, columns: int) -> bytes:
    """A PDF by reportlab with a Japanese CID font, running heads and page numbers."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    registerFont(UnicodeCIDFont(font))
    width, height = A4
    margin, gutter = 60, 24
    column = (width - 2 * margin - (columns - 1) * gutter) / columns

    def furniture(canvas, doc):
        canvas.setFont(font, 8)
        canvas.drawString(margin, height - 36, _HEAD)
        canvas.drawCentredString(width / 2, 30, f"- {doc.page} -")

    frames = [
        Frame(margin + i * (column + gutter), margin, column, height - 2 * margin, 0, 0, 0, 0)
        for i in range(columns)
    ]
    plain = ParagraphStyle("p", fontName=font, fontSize=10, leading=16, wordWrap="CJK")
    large = ParagraphStyle("h", parent=plain, fontSize=13, leading=20, spaceAfter=6)
    styles = {
        BlockKind.TITLE: large,
        BlockKind.HEADING: ParagraphStyle("h2", parent=plain, spaceBefore=8, fontSize=11),
        BlockKind.PARAGRAPH: ParagraphStyle("i", parent=plain, firstLineIndent=10),
    }
    out = io.BytesIO()
    template = BaseDocTemplate(out, pagesize=A4)
    template.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    template.build([Paragraph(html.escape(body), styles.get(kind, plain)) for kind, body in parts])
    return out.getvalue()


def as_html(parts: list[Part], style: str = "") -> bytes:
    """A page with the release among a site's navigation, sidebar and footer."""
    body = "\n".join(
        f"<{_TAGS.get(kind, 'p')}>{html.escape(text)}</{_TAGS.get(kind, 'p')}>"
        for kind, text in parts
    )
    body = re.sub(r"((?:<li>.*</li>\n?)+)", r"<ul>\n\1</ul>\n", body)
    return f"""<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>プレスリリース | 架空大学</title>
<style>{style}</style></head>
<body>
<header><nav><ul><li><a href="/">ホーム</a></li><li><a href="/news">ニュース</a></li>
<li><a href="/access">アクセス</a></li></ul></nav></header>
<div id="wrapper"><main><article>
{body}
</article></main>
<aside><h3>関連記事</h3><ul><li><a href="/1">オープンキャンパス</a></li></ul></aside></div>
<footer><p>Copyright 架空大学 All rights reserved.</p></footer>
</body></html>
""".encode()


def as_docx(parts: list[Part]) -> bytes:
    """A Word document with styled headings, a running head and a page's foot."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = _HEAD
    styles = {
        BlockKind.TITLE: "Title",
        BlockKind.HEADING: "Heading 2",
        BlockKind.LIST_ITEM: "List Bullet",
    }
    for kind, text in parts:
        document.add_paragraph(text, style=styles.get(kind, "Normal"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def browser() -> str | None:
    """Debian's chromium, if it is there with Japanese fonts."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    lister = shutil.which("fc-list")
    if not found or not lister:
        return None
    fonts = subprocess.run([lister, ":lang=ja", "family"], capture_output=True, text=True).stdout
    return found if all(font in fonts for font in BROWSER_FONTS) else None


def as_browser_pdf(parts: list[Part], font: str, columns: int, folder: Path, program: str) -> bytes:
    """A PDF as a browser prints a page: embedded fonts, date and address on every page."""
    style = (
        "header,aside,footer{display:none} @page{size:A4;margin:22mm 20mm}"
        f"article{{font-family:'{font}';font-size:10.5pt;line-height:1.6;columns:{columns};"
        "column-gap:8mm} h1{font-size:16pt;column-span:all} h2{font-size:12pt}"
        "p{text-indent:1em;margin:0 0 .3em;text-align:justify}"
    )
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_bytes(as_html(parts, style))
    subprocess.run(
        [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={pdf}",
            str(page),
        ],
        capture_output=True,
        timeout=120,
        check=True,
        cwd=folder,
    )
    return pdf.read_bytes()

"""How fast inputs are read, beside the time that the parsing library takes by itself.

    python bench/reading.py [--rounds N] [FORMAT…]

Documents are made anew (tests/typeset), so that the command runs anywhere. Both sides read the
same bytes in this process, in turn; the ratio is the median of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from pipeline.model import BlockKind
from pipeline.read.extracted import Given
from pipeline.read.formats import format_named

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "typeset"))

import typesetting  # noqa: E402

Case = tuple[str, str, bytes, Callable[[bytes], object]]  # name, format, bytes, the library alone


def texts() -> list[str]:
    """The project's own documents, as parts of one long release in each language."""
    paths = sorted((ROOT / "corpus").glob("*.txt"))
    return [
        "\n\n".join(p.read_text("utf-8") for p in paths if p.name[:2] == x) for x in ("ja", "en")
    ]


def pypdfium2_alone(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        textpage = page.get_textpage()
        found.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return found


def trafilatura_alone(data: bytes) -> str | None:
    import trafilatura

    return trafilatura.extract(
        data, fast=True, favor_recall=True, include_comments=False, with_metadata=True
    )


def docx_alone(data: bytes) -> list[str]:
    import docx

    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def lxml_alone(data: bytes) -> str:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return "".join(etree.fromstring(data, parser).itertext())


def jats(parts: list[typesetting.Part]) -> bytes:
    from html import escape

    body = "".join(
        f"</sec><sec><title>{escape(text)}</title>"
        if kind is BlockKind.HEADING
        else f"<p>{escape(text)}</p>"
        for kind, text in parts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><article article-type="research-article"><front>'
        "<article-meta><title-group><article-title>Release</article-title></title-group>"
        f"</article-meta></front><body><sec>{body}</sec></body></article>"
    ).encode()


def cases() -> list[Case]:
    found: list[Case] = []
    for language, text in zip(("ja", "en"), texts(), strict=True):
        parts = typesetting.parts_of(text)
        font = typesetting.CID_FONTS[0]
        for columns in (1, 2):
            data = typesetting.as_cid_pdf(parts, font, columns)
            found.append((f"PDF {language}, CID, {columns} col.", "pdf", data, pypdfium2_alone))
        if program := typesetting.browser():
            for columns in (1, 2):
                data = in_browser(parts, columns, program)
                found.append(
                    (f"PDF {language}, browser, {columns} col.", "pdf", data, pypdfium2_alone)
                )
        for name, some in (("page", parts[:60]), ("long page", parts)):
            data = typesetting.as_html(some)
            found.append((f"HTML {language}, {name}", "html", data, trafilatura_alone))
            data = without_marks(data)
            found.append((f"HTML {language}, {name} of divs", "html", data, trafilatura_alone))
        found.append((f"DOCX {language}", "docx", typesetting.as_docx(parts), docx_alone))
        found.append((f"JATS {language}", "jats", jats(parts), lxml_alone))
        line = json.dumps({"id": "a", "text": text}, ensure_ascii=False).encode() + b"\n"
        found.append(
            (
                f"JSON Lines {language}",
                "jsonl",
                line * 20,
                lambda d: list(map(json.loads, d.splitlines())),
            )
        )
        for encoding in ("utf-8", "cp932", "euc_jp") if language == "ja" else ("utf-8", "cp1252"):
            data = (text * 20).encode(encoding, "replace")
            found.append(
                (f"text {language}, {encoding}", "text", data, lambda d, e=encoding: d.decode(e))
            )
    return found


def without_marks(page: bytes) -> bytes:
    """The page without the elements that say which part of it is the content."""
    return re.sub(rb"<(/?)(?:main|article|header|aside|footer|nav)>", rb"<\1div>", page)


def in_browser(parts: list[typesetting.Part], columns: int, program: str) -> bytes:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        font = typesetting.BROWSER_FONTS[0]
        return typesetting.as_browser_pdf(parts, font, columns, Path(folder), program)


def timed(call: Callable[[], object]) -> float:
    began = perf_counter()
    call()
    return perf_counter() - began


def measure(case: Case, rounds: int) -> tuple[float, float, float]:
    """Median seconds of taisei and of the library, and the median of their ratios."""
    _, fmt, data, alone = case
    reader = format_named(fmt)
    pairs = []
    for _ in range(rounds + 1):
        ours = timed(lambda: list(reader.read(data, Given(f"a.{fmt}"))))
        pairs.append((ours, timed(lambda: alone(data))))
    pairs = pairs[1:]  # the first loads libraries
    ours, theirs = zip(*pairs, strict=True)
    return median(ours), median(theirs), median(a / b for a, b in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "formats", nargs="*", help="pdf, html, docx, jats, jsonl, text; all if none"
    )
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args()
    print(f"{'input':28}{'KB':>8}{'taisei ms':>12}{'library ms':>12}{'ratio':>8}{'MB/s':>8}")
    found = cases()
    gc.collect()
    gc.freeze()  # what this command holds is no part of a process that reads
    totals: dict[str, list[float]] = {}
    for case in found:
        if asked.formats and case[1] not in asked.formats:
            continue
        ours, theirs, ratio = measure(case, asked.rounds)
        row(case[0], len(case[2]), ours, theirs, ratio)
        total = totals.setdefault(case[1], [0, 0, 0])
        for at, value in enumerate((len(case[2]), ours, theirs)):
            total[at] += value
    print("\nall inputs of a format, one after the other")
    for fmt, (size, ours, theirs) in totals.items():
        row(fmt, size, ours, theirs, ours / theirs)


def row(name: str, size: float, ours: float, theirs: float, ratio: float) -> None:
    print(
        f"{name:28}{size / 1e3:8.0f}{ours * 1e3:12.2f}{theirs * 1e3:12.2f}"
        f"{ratio:8.2f}{size / ours / 1e6:8.1f}"
    )


if __name__ == "__main__":
    main()

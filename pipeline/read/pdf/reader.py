"""PDF with a text layer, by pypdfium2: the text in reading order, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.read.extracted import Extracted, Given
from pipeline.read.format import Format
from pipeline.read.outcome import RefusedError
from pipeline.read.pdf.fonts import use_own_fonts
from pipeline.read.pdf.furniture import PdfPage, without_furniture
from pipeline.read.pdf.lines import PageReader, Placing
from pipeline.read.pdf.order import reading_order
from pipeline.read.pdf.pieces import whole_lines, within
from pipeline.read.pdf.text import put_together

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024  # bytes: readers accept what a mail program put before it
_UNKNOWN_MOST = 0.3  # of the characters, above which the text is worth nothing
_UNKNOWN = "\ufffd"


def _fits(head: bytes, name: str) -> bool:
    at = head[:_SIGNATURE_WITHIN].find(_SIGNATURE)
    return at == 0 or (at > 0 and name.lower().endswith(".pdf"))


def _read(data: bytes, given: Given) -> Iterator[Extracted]:
    pages, unread = _pages_of(data, given)
    total = len(pages)
    blank = [number for number, page in enumerate(pages, start=1) if not page.lines]
    if len(blank) == total:
        raise RefusedError(
            f"has no text layer ({_count(total, 'page')} of pictures or nothing)",
            "run OCR over it first, e.g. with ocrmypdf -l jpn+eng",
        )
    lines = [reading_order(kept) for kept in without_furniture(pages)]
    text, starts = put_together(lines)
    notes = [*_about_blank(blank, total), *_about_unknown(text), *unread]
    if not text:
        raise RefusedError("holds page numbers and running heads alone", "check the file")
    yield Extracted(text, pages=starts, notes=tuple(notes))


def _pages_of(data: bytes, given: Given) -> tuple[list[PdfPage], list[str]]:
    """The pages' lines, and a note for each page that the library could not read."""
    try:
        import pypdfium2
    except ImportError:
        raise RefusedError(
            "is a PDF, and reading it needs pypdfium2, which is not installed",
            'pip install "taisei[pdf]"',
        ) from None
    use_own_fonts()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _why_not(str(error)) from None
    try:
        total = len(document)
        if total > given.limits.max_pages:
            raise RefusedError(
                f"has more than {given.limits.max_pages:,} pages", "split it, or raise max_pages"
            )
        if not total:
            raise RefusedError("is a PDF without pages", "get the file again")
        reader = PageReader()
        pages, notes = [], []
        for number in range(total):
            try:
                pages.append(_page(document, number, reader))
            except pypdfium2.PdfiumError as error:
                pages.append(PdfPage((), 0.0))
                notes.append(f"page {number + 1} can not be read ({error})")
        return pages, notes
    finally:
        document.close()


def _page(document: Any, number: int, reader: PageReader) -> PdfPage:
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            # What is seen of the page, before it is turned: the media box within the crop box.
            left, bottom, right, top = page.get_bbox()
            placing = Placing(left, bottom, right, top, page.get_rotation())
            lines = whole_lines(reader.lines(textpage, placing))
            width, height = page.get_size()
            return PdfPage(tuple(within(lines, width, height)), height)
        finally:
            textpage.close()
    finally:
        page.close()


def _why_not(error: str) -> RefusedError:
    if "password" in error.lower():
        return RefusedError("is encrypted", "save it without its password first")
    return RefusedError(
        f"is a damaged PDF ({error.rstrip('.')})", "get the file again, or repair it with qpdf"
    )


def _about_blank(blank: list[int], total: int) -> list[str]:
    if not blank:
        return []
    which = ", ".join(map(str, blank[:10])) + (", …" if len(blank) > 10 else "")
    return [
        f"{len(blank)} of {_count(total, 'page')} without a text layer ({which}): run OCR if they"
        " are scanned"
    ]


def _about_unknown(text: str) -> list[str]:
    unknown = text.count(_UNKNOWN)
    if unknown > _UNKNOWN_MOST * len(text):
        raise RefusedError(
            "has fonts that do not say which characters they show",
            "run OCR over it, e.g. with ocrmypdf --force-ocr -l jpn+eng",
        )
    if unknown:
        return [f"{_count(unknown, 'character')} that the PDF's fonts do not name, as U+FFFD"]
    return []


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


FORMAT = Format(name="pdf", extensions=(".pdf",), fits=_fits, read=_read, extra="pdf", guarded=True)

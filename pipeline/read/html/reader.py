"""HTML: the main content of a saved page, with its title, headings, lists and captions."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.model import BlockKind
from pipeline.read.encoding.decode import Decoded
from pipeline.read.extracted import Extracted, Given, TextBuilder
from pipeline.read.format import Format
from pipeline.read.html.encoding import decode_page
from pipeline.read.html.fits import fits
from pipeline.read.html.main import main_pieces
from pipeline.read.html.meta import head_of, metadata_of, named_title, one_line, title_piece
from pipeline.read.html.text import Piece, Walked, walk
from pipeline.read.outcome import RefusedError, bounded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_REMEDY = "save the page anew from a browser, or save its text as plain text"
_NOT_MARKUP = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_NO_CONTENT_CHOICE = "its main part could not be told from the rest of the page"

# A tree takes many times its tags' size.
_MOST_TAGS = 600_000
# Beyond these no page was written by hand, and the library's time grows faster than the page.
_MOST_ELEMENTS = 60_000
_MOST_TEXT = 3_000_000
_DEEPEST = 400

_LONGEST_HEADING = 80
_NO_HEADING = re.compile(
    r"[。．.、,;；!！]$|^(?:図|表|写真|注|Fig(?:ure|\.)|Table|Photo)\s*[\d0-9A]|\n"
)


def read(data: bytes, given: Given) -> Iterator[Extracted]:
    """Give the page's document.

    Raises:
        RefusedError: the page is too large, nested too deeply, broken or without text.
    """
    bounded(data, given.limits.max_markup_bytes, "max_markup_bytes")
    found = decode_page(data, given)
    _check_libraries()
    try:
        document = _document(_parsed(found.text), found)
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # the libraries' own, over bytes that may be hostile
        reason = f"{type(error).__name__}: {error}"[:200]
        raise RefusedError(f"is HTML that can not be read ({one_line(reason)})", _REMEDY) from None
    yield document


def _document(root: HtmlElement, found: Decoded) -> Extracted:
    walked = walk(root)
    notes = list(found.notes)

    def choose() -> str | None:
        chosen = _chosen_text(root, walked)
        if not chosen:
            notes.append(_NO_CONTENT_CHOICE)
        return chosen

    head = head_of(root)
    kept = main_pieces(walked, choose)
    title = title_piece(head, walked.pieces, kept)
    name, builder = _put_together(kept, title, named_title(head))
    return Extracted(
        builder.text,
        encoding=found.encoding,
        encoding_from=found.encoding_from,
        blocks=tuple(builder.blocks),
        metadata=metadata_of(root, head, name),
        notes=tuple(notes),
    )


def _check_libraries() -> None:
    try:
        import htmldate  # noqa: F401
        import lxml.html  # noqa: F401
        import trafilatura  # noqa: F401
    except ImportError:
        raise RefusedError(
            "is an HTML page, and reading it needs trafilatura, which is not installed",
            'pip install "taisei[html]"',
        ) from None


def _parsed(text: str) -> HtmlElement:
    """Parse once. The parser stops short of the rest of what nests too deeply: that is told."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    if text.count("<") > _MOST_TAGS:
        raise RefusedError(f"holds more than {_MOST_TAGS:,} tags", "split it")
    declaration = _XML_DECLARATION.match(text)
    text = _NOT_MARKUP.sub("", text[declaration.end() if declaration else 0 :])
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=True,
    )
    # As bytes: of a str, lxml refuses an encoding's declaration.
    try:
        root = document_fromstring(text.encode(), parser=parser)
    except ParserError:  # raised where no element is found
        raise RefusedError("holds no text", _REMEDY) from None
    for entry in parser.error_log.filter_from_fatals():
        if "depth" in entry.message:
            raise RefusedError("is nested too deeply", _REMEDY)
        raise RefusedError(f"is HTML that can not be read ({one_line(entry.message)})", _REMEDY)
    return root


def _chosen_text(root: HtmlElement, walked: Walked) -> str | None:
    """What the library takes for the main content; None where it finds none."""
    import trafilatura

    size = sum(piece.chars for piece in walked.pieces)
    if walked.elements > _MOST_ELEMENTS or size > _MOST_TEXT or walked.deepest > _DEEPEST:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            root,
            fast=True,
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            output_format="xml",
        )
    except Exception:  # a page that it stumbles over is chosen from without it
        return None
    body = getattr(found, "body", None)
    return None if body is None else "\n".join(body.itertext())


def _put_together(kept: list[Piece], title: Piece | None, named: str) -> tuple[str, TextBuilder]:
    """Build the text, the title first where the content lacks it."""
    if not kept:
        raise RefusedError("holds no text", _REMEDY)
    builder = TextBuilder()
    inside = title is not None and any(piece is title for piece in kept)
    name = title.text if title else named
    if not inside:
        builder.add(name, BlockKind.TITLE)
    for piece in kept:
        builder.add(piece.text, BlockKind.TITLE if piece is title else _kind(piece))
    return one_line(name), builder


def _kind(piece: Piece) -> BlockKind:
    """The markup's word, but a short line all in bold is a heading too."""
    if piece.kind is not BlockKind.PARAGRAPH or "\t" in piece.text:
        return piece.kind
    bold = 0 < piece.chars <= min(piece.bold, _LONGEST_HEADING) and piece.row < 0
    return BlockKind.HEADING if bold and not _NO_HEADING.search(piece.text) else piece.kind


FORMAT = Format(
    name="html",
    extensions=(".html", ".htm", ".xhtml"),
    fits=fits,
    read=read,
    extra="html",
    guarded=True,
)

"""What an HTML page says of itself: its title, its site, its date, the paper it tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.model import BlockKind
from pipeline.read.html.date import published_on
from pipeline.read.html.main import squeezed
from pipeline.read.html.text import Piece

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("citation_title", "og:title", "dc.title", "twitter:title")
_SITES = ("og:site_name", "citation_publisher")
_DOIS = ("citation_doi", "dc.identifier.doi", "prism.doi", "bepress_citation_doi")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_BETWEEN = re.compile(r"\s*[|｜»«]\s*|\s+[-–—‐::/]+\s+|\s*(?:::|【|】)\s*")
_END = re.compile(r"[\s|｜»«\-–—‐::/]+\Z")
_MOST_VALUE = 2_000


@dataclass(slots=True)
class Head:
    """The values of a page's ``meta`` tags, by name in lower case, and its ``title``."""

    title: str = ""
    metas: dict[str, list[str]] = field(default_factory=dict)

    def first(self, names: Sequence[str]) -> str:
        """The first value that one of the names has, in the names' order."""
        return next((value for name in names for value in self.metas.get(name, ())), "")


def head_of(root: HtmlElement) -> Head:
    """Gather what the page's head says."""
    head = Head()
    for element in root.iter("title", "meta"):
        if element.tag == "title":
            head.title = head.title or one_line(element.text or "")
            continue
        get = element.get
        name = get("property") or get("name") or get("itemprop") or ""
        value = one_line((get("content") or "")[:_MOST_VALUE])
        if name and value:
            head.metas.setdefault(name[:100].lower(), []).append(value)
    return head


def one_line(text: str) -> str:
    """The text with each run of white space as one blank."""
    return " ".join(text.split())


def metadata_of(root: HtmlElement, head: Head, title: str) -> dict[str, object]:
    """What the page says of the whole; keys without a value are left out."""
    dois = [_DOI.search(value) for name in _DOIS for value in head.metas.get(name, ())]
    found: Mapping[str, object] = {
        "title": title,
        "date": published_on(root, head.metas),
        "dois": sorted({doi[0].lower() for doi in dois if doi}),
        "journal": head.first(("citation_journal_title", "prism.publicationname")),
        "institution": site_of(head),
    }
    return {key: value for key, value in found.items() if value}


def site_of(head: Head) -> str:
    """The site's name, if it is one: neither long nor an address."""
    name = head.first(_SITES)
    return "" if len(name) > 100 or "://" in name else name


def title_piece(head: Head, pieces: Sequence[Piece], kept: Sequence[Piece]) -> Piece | None:
    """Find the heading that is the page's title; None where only its head may name one.

    Args:
        head: what the page's head says.
        pieces: the whole page's.
        kept: the content's.
    """
    heading = _heading(head, pieces, kept)
    title = squeezed(heading.text if heading else named_title(head))
    if heading and any(piece is heading for piece in kept):
        return heading
    # The same words may stand in the content, as a line that is no heading.
    return next((p for p in kept[:10] if title and squeezed(p.text) == title), heading)


def _heading(head: Head, pieces: Sequence[Piece], kept: Sequence[Piece]) -> Piece | None:
    named = [squeezed(name) for name in (head.first(_TITLES), head.title) if name]
    site = squeezed(site_of(head))
    headings = [p for p in pieces if p.kind is BlockKind.HEADING and squeezed(p.text) != site]
    same = [p for p in headings if p.level <= 3 and _names(named, squeezed(p.text))]
    if same:
        inside = {id(piece) for piece in kept}
        return max(same, key=lambda p: (len(squeezed(p.text)), id(p) in inside))
    firsts = [p for p in kept if p.level == 1 and squeezed(p.text) != site]
    return next(iter(firsts or [p for p in headings if p.level == 1]), None)


def _names(named: Sequence[str], heading: str) -> bool:
    """Whether a heading is what the page is called, or the better part of it."""
    return any(
        (heading in name and 3 * len(heading) >= len(name))
        or (len(name) > 15 and heading.startswith(name.rstrip(".…")))
        for name in named
    )


def named_title(head: Head) -> str:
    """The title that the page's head gives, without the site's name."""
    title = head.first(_TITLES) or head.title
    site = site_of(head)
    parts = [part.strip() for part in _BETWEEN.split(title) if part.strip()]
    if len(parts) < 2:
        return title
    if parts[-1] == site:
        return _END.sub("", title[: title.rindex(site)])
    return title if head.first(_TITLES) else max(parts, key=len)

"""JATS and NLM XML: articles as PubMed Central, J-STAGE and publishers give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.read.extracted import Extracted, Given, Refused, each_record
from pipeline.read.format import Format
from pipeline.read.outcome import RefusedError
from pipeline.read.xml.article import (
    doi_of,
    full_date,
    metadata_of,
    pmcid_of,
    pmid_of,
    title_languages,
)
from pipeline.read.xml.encoding import head_text
from pipeline.read.xml.jats_text import TITLE_LEAVES_OUT, TITLES, Flow
from pipeline.read.xml.tree import (
    Tree,
    child,
    children,
    name_of,
    parse,
    root_name,
    text_in,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_SETS = ("pmc-articleset", "OAI-PMH", "GetRecord", "ListRecords")
# DocBook's and HTML's articles have the same name.
_SIGN = re.compile(
    r"JATS|NLM//DTD|\s(?:article-type|dtd-version)\s*=|<(?:\w+:)?(?:front|article-meta)[\s>]"
)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_TEXT = ("holds no article text", "give an article with a title, an abstract or a body")
# The best first; the day on which PubMed Central released it is none of the article's.
_DATES = ("epub", "electronic", "ppub", "print", "epub-ppub", "pub", "collection")


def _fits(head: bytes, _name: str) -> bool:
    root = root_name(head)
    if root in _SETS:
        return True
    text = head_text(head) if root == "article" else ""
    return bool(_SIGN.search(text)) and "DocBook" not in text


def _read(data: bytes, given: Given) -> Iterator[Extracted | Refused]:
    tree = parse(data, given)
    articles = [one for one in tree.root.iter("{*}article") if name_of(one)]
    if not articles:
        raise RefusedError("holds no article in JATS", "give JATS XML with an article element")
    yield from each_record(articles, lambda article, number: _article(article, tree, number))


def _article(article: _Element, tree: Tree, record: int) -> Extracted:
    flow = Flow()
    notes: list[str] = []
    versions = [article]
    for part in [*children(article, "sub-article"), *children(article, "response")]:
        if part.get("article-type") == "translation":
            versions.append(part)
        else:
            notes.append(part.get("article-type") or name_of(part))
    for version in versions:
        _lay_out(version, flow)
    builder = flow.builder
    if not builder.blocks:
        raise RefusedError(*_NO_TEXT)
    return Extracted(
        builder.text,
        id=_id_of(_meta(article)) if record else "",
        record=record,
        encoding=tree.encoding,
        encoding_from=tree.encoding_from,
        blocks=tuple(builder.blocks),
        metadata=_metadata(article, versions),
        notes=(*tree.notes, *_left_out(notes)),
    )


def _left_out(kinds: list[str]) -> Iterator[str]:
    if kinds:
        names = ", ".join(sorted(set(kinds)))[:100]
        yield f"what others add to the article was left out ({names})"


def _lay_out(article: _Element, flow: Flow) -> None:
    """Titles and abstracts, the body with its figures, then notes."""
    meta = _meta(article)
    for group in children(meta, "title-group"):
        for title in group.iter(*(f"{{*}}{name}" for name in TITLES)):
            flow.title(title)
    for name in ("abstract", "trans-abstract"):
        for part in children(meta, name):
            flow.add(part)
    for part in children(article, "body", "floats-group", "floats-wrap"):
        flow.add(part)
    for part in children(meta, "author-notes", "funding-group"):
        flow.add(part)
    for part in children(article, "back"):
        flow.add(part)


def _meta(article: _Element) -> _Element | None:
    meta = child(article, "front", "article-meta")
    return child(article, "front-stub") if meta is None else meta


def _metadata(article: _Element, versions: list[_Element]) -> Mapping[str, object]:
    meta = _meta(article)
    titles = [title for version in versions for title in _titles(version)]
    ids = _ids(meta)
    return metadata_of(
        title=titles[0][0] if titles else "",
        date=_date(meta),
        dois=sorted({doi for text in ids.get("doi", ()) if (doi := doi_of(text))}),
        journal=_journal(child(article, "front", "journal-meta")),
        paper_titles=title_languages(titles),
        pmid=pmid_of(next(iter(ids.get("pmid", ())), "")),
        pmcid=_pmcid(ids),
        institution=_institution(meta),
    )


def _titles(article: _Element) -> Iterator[tuple[str, str, str]]:
    """An article's title and its translations, each with its own and inherited language."""
    inherited = article.get(_LANGUAGE) or ""
    group = child(_meta(article), "title-group")
    for title in children(group, "article-title"):
        yield _plain(title), title.get(_LANGUAGE) or "", inherited
    for translated in children(group, "trans-title-group"):
        outer = translated.get(_LANGUAGE) or ""
        for title in children(translated, "trans-title"):
            yield _plain(title), title.get(_LANGUAGE) or outer, ""
    for title in children(group, "trans-title"):  # as older versions have it
        yield _plain(title), title.get(_LANGUAGE) or "", ""


def _plain(title: _Element) -> str:
    return text_in(title, TITLE_LEAVES_OUT)


def _ids(meta: _Element | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in children(meta, "article-id"):
        found.setdefault(one.get("pub-id-type") or "", []).append(text_in(one))
    return found


def _pmcid(ids: Mapping[str, list[str]]) -> str:
    given = [*ids.get("pmcid", ()), *ids.get("pmc", ())]
    return next((pmcid for text in given if (pmcid := pmcid_of(text))), "")


def _id_of(meta: _Element | None) -> str:
    ids = _ids(meta)
    doi = next((doi for text in ids.get("doi", ()) if (doi := doi_of(text))), "")
    return _pmcid(ids) or doi or pmid_of(next(iter(ids.get("pmid", ())), ""))


def _date(meta: _Element | None) -> str:
    found: dict[str, str] = {}
    for one in children(meta, "pub-date"):
        year, month, day = (text_in(child(one, part)) for part in ("year", "month", "day"))
        date = full_date(year, month, day) or full_date(
            *((one.get("iso-8601-date") or "").split("T")[0].split("-") + [""] * 3)[:3]
        )
        kind = one.get("pub-type") or one.get("publication-format") or one.get("date-type") or ""
        if date and one.get("date-type") in (None, "pub", "epub", "ppub", "collection"):
            found.setdefault(kind, date)
    return next((found[kind] for kind in _DATES if kind in found), "")


def _journal(meta: _Element | None) -> str:
    for path in (("journal-title-group", "journal-title"), ("journal-title",)):
        if title := text_in(child(meta, *path)):
            return title
    return ""


def _institution(meta: _Element | None) -> str:
    """The one institution of the one affiliation; several are not told apart."""
    found = [] if meta is None else [*meta.iter("{*}aff")]
    if len(found) != 1:
        return ""
    names = [text_in(one) for one in found[0].iter("{*}institution")]
    return names[0] if len(names) == 1 else ""


FORMAT = Format(
    name="jats", extensions=(".xml", ".nxml"), fits=_fits, read=_read, extra="xml", guarded=True
)

"""PubMed XML: titles and abstracts as NCBI's E-utilities and MEDLINE give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.model import BlockKind
from pipeline.read.extracted import Extracted, Given, Refused, TextBuilder, each_record
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
from pipeline.read.xml.tree import Tree, child, children, name_of, parse, root_name, text_in

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = (
    "PubmedArticleSet",
    "PubmedArticle",
    "PubmedBookArticleSet",
    "PubmedBookArticle",
    "MedlineCitationSet",
    "MedlineCitation",
)
_RECORDS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
_LEFT_OUT = frozenset(("math", "DispFormula"))
_UNLABELLED = ("UNLABELLED", "UNLABELED", "UNASSIGNED")


def _fits(head: bytes, _name: str) -> bool:
    return root_name(head) in _ROOTS


def _read(data: bytes, given: Given) -> Iterator[Extracted | Refused]:
    tree = parse(data, given)
    is_record = name_of(tree.root) in _RECORDS
    records = [tree.root] if is_record else children(tree.root, *_RECORDS)
    if not records:
        raise RefusedError("holds no article", "give PubMed XML with a PubmedArticle element")
    yield from each_record(records, lambda record, number: _record(record, tree, number))


def _record(record: _Element, tree: Tree, number: int) -> Extracted:
    citation = _citation(record)
    builder = TextBuilder()
    article = _article(citation)
    for title in children(article, "ArticleTitle", "VernacularTitle"):
        builder.add(text_in(title, _LEFT_OUT), BlockKind.TITLE)
    for abstract in [*children(article, "Abstract"), *children(citation, "OtherAbstract")]:
        _add_abstract(builder, abstract)
    if not builder.blocks:
        raise RefusedError("holds neither title nor abstract", "leave this record out")
    return Extracted(
        builder.text,
        id=pmid_of(text_in(child(citation, "PMID"))) if number else "",
        record=number,
        encoding=tree.encoding,
        encoding_from=tree.encoding_from,
        blocks=tuple(builder.blocks),
        metadata=_metadata(record, citation),
        notes=tree.notes,
    )


def _add_abstract(builder: TextBuilder, abstract: _Element) -> None:
    for part in children(abstract, "AbstractText"):
        text = text_in(part, _LEFT_OUT)
        label = " ".join((part.get("Label") or "").split())
        if text and label.upper() not in _UNLABELLED:
            builder.add(label, BlockKind.HEADING)
        builder.add(text)


def _citation(record: _Element) -> _Element:
    for name in ("MedlineCitation", "BookDocument"):
        if (found := child(record, name)) is not None:
            return found
    return record


def _article(citation: _Element) -> _Element:
    """The element of title and abstract; in a book's chapter there is none of its own."""
    found = child(citation, "Article")
    return citation if found is None else found


def _metadata(record: _Element, citation: _Element) -> Mapping[str, object]:
    article = _article(citation)
    ids = dict(_ids(record, citation))
    title = _unbracketed(text_in(child(article, "ArticleTitle"), _LEFT_OUT))
    vernacular = text_in(child(article, "VernacularTitle"), _LEFT_OUT)
    languages = [text_in(one) for one in children(article, "Language")]
    other = next((code for code in languages if code != "eng"), "")
    return metadata_of(
        title=title,
        date=_date(article),
        dois=sorted(_dois(record, citation)),
        journal=text_in(child(article, "Journal", "Title"))
        or text_in(child(citation, "MedlineJournalInfo", "MedlineTA")),
        # PubMed's own title is English, or all there is; the other is in the article's language.
        paper_titles=title_languages([(title, "", ""), (vernacular, other, "")]),
        pmid=pmid_of(text_in(child(citation, "PMID"))),
        pmcid=pmcid_of(ids.get("pmc", "")),
    )


def _ids(record: _Element, citation: _Element) -> Iterator[tuple[str, str]]:
    """The article's own ids; those of its references lie deeper."""
    for around in (child(record, "PubmedData"), child(record, "PubmedBookData"), citation):
        for one in children(child(around, "ArticleIdList"), "ArticleId"):
            yield one.get("IdType") or "", text_in(one)


def _dois(record: _Element, citation: _Element) -> set[str]:
    found = {text for kind, text in _ids(record, citation) if kind == "doi"}
    for one in children(_article(citation), "ELocationID"):
        if one.get("EIdType") == "doi" and one.get("ValidYN") != "N":
            found.add(text_in(one))
    return {doi for text in found if (doi := doi_of(text))}


def _date(article: _Element) -> str:
    """The day of electronic publication, else of the issue."""
    issue = child(article, "Journal", "JournalIssue", "PubDate")
    for one in [*children(article, "ArticleDate"), *([] if issue is None else [issue])]:
        parts = (text_in(child(one, part)) for part in ("Year", "Month", "Day"))
        if date := full_date(*parts):
            return date
    return ""


def _unbracketed(title: str) -> str:
    """A title without the brackets in which PubMed puts its translations."""
    bare = title.removesuffix(".")
    inner = bare[1:-1]
    if bare.startswith("[") and bare.endswith("]") and not set("[]") & set(inner):
        return inner
    return title


FORMAT = Format(
    name="pubmed", extensions=(".xml",), fits=_fits, read=_read, extra="xml", guarded=True
)

"""The documents, each with what was read out of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.graph import AssembledRelation, dois_of
from pipeline.model import Document
from pipeline.report.markup import doi_link, esc, lang, name
from pipeline.report.svg import phrase

_LANGUAGES = {"ja": "Japanese", "en": "English", "mixed": "Japanese and English"}


def anchors(docs: Sequence[Document]) -> dict[str, str]:
    """An HTML id for each document id; ids from outside are no safe names."""
    return {doc_id: f"d-{n}" for n, doc_id in enumerate(sorted({d.id for d in docs}), start=1)}


def document_sections(docs: Sequence[Document], relations: Sequence[AssembledRelation]) -> str:
    """A section with one article a document."""
    stated: dict[str, list[AssembledRelation]] = defaultdict(list)
    for relation in relations:
        for doc_id in relation.documents:
            stated[doc_id].append(relation)
    anchor = anchors(docs)
    articles = "".join(_article(doc, stated[doc.id], anchor) for doc in docs)
    return f'<section id="documents"><h2>Documents</h2>{articles}</section>'


def _article(
    doc: Document, relations: Sequence[AssembledRelation], anchor: Mapping[str, str]
) -> str:
    title = doc.metadata.get("title")
    shown = title if isinstance(title, str) and title.strip() else doc.id
    date = doc.metadata.get("date")
    facts = [
        ("File", name(doc.source.name)),
        ("Language", _LANGUAGES.get(doc.language, "other")),
        *([("Date", esc(date))] if isinstance(date, str) and date else []),
        *([("DOI", ", ".join(map(doi_link, dois_of(doc))))] if dois_of(doc) else []),
        *_identifiers(doc),
        ("Mentions", f"{len(doc.mentions):,}"),
        ("SHA-256", f"<code>{esc(doc.source.sha256[:16])}…</code>" if doc.source.sha256 else "–"),
    ]
    rows = "".join(f"<div><dt>{key}</dt><dd>{value}</dd></div>" for key, value in facts)
    items = "".join(f"<li>{_claim(relation)}</li>" for relation in relations)
    said = f"<ul>{items}</ul>" if items else "<p>No relation was found in it.</p>"
    return (
        f'<article id="{anchor[doc.id]}"{lang(shown)}><h3>{name(shown)}</h3>'
        f'<div lang="en"><dl class="facts">{rows}</dl>{said}</div></article>'
    )


def _identifiers(doc: Document) -> list[tuple[str, str]]:
    found = doc.metadata.get("identifiers")
    listed = [esc(str(each)) for each in found] if isinstance(found, list | tuple) else []
    return [("Identifiers", ", ".join(listed))] if listed else []


def _claim(relation: AssembledRelation) -> str:
    data = {
        "relation": relation.relation,
        "polarity": relation.polarity,
        "certainty": relation.certainty,
    }
    return (
        f'<a href="#r-{esc(relation.id)}">{name(relation.subject.name or relation.subject.id)} '
        f"{phrase(data)} {name(relation.object.name or relation.object.id)}</a>"
    )

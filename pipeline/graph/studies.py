"""Which documents report one and the same study, and so count as one witness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from unicodedata import east_asian_width, normalize

from pipeline.model import BlockKind, Document, MentionType

_DOI = re.compile(r"10\.\d{4,9}/\S+")
# Punctuation of the sentence around a DOI; a closing bracket may belong to the DOI itself.
_DOI_TAIL = ".,;:'\"\u3001\u3002\uff0c\uff0e"
_NO_LETTER = re.compile(r"[\W_]+")

# A release names its paper, perhaps a preprint and a dataset; a text with more DOIs than
# this carries a list of references, and citing one paper does not make two studies one.
_OWN_DOIS = 3

# "Press release" or "プレスリリース" is no title of a study. In half-width columns.
_TITLE_COLUMNS = 20


def normalise_doi(doi: str) -> str:
    """A DOI in lower case without resolver, prefix or the sentence's punctuation; else ''."""
    found = _DOI.search(normalize("NFKC", doi))
    return found[0].rstrip(_DOI_TAIL).lower() if found else ""


def normalise_title(title: str) -> str:
    """Letters and digits of a title, folded; '' where it is too short to tell studies apart."""
    folded = _NO_LETTER.sub("", normalize("NFKC", title).casefold())
    columns = sum(2 if east_asian_width(char) in "WF" else 1 for char in folded)
    return folded if columns >= _TITLE_COLUMNS else ""


def dois_of(doc: Document) -> tuple[str, ...]:
    """DOIs that a document gives for its own study, normalised, in the order of the text.

    They come from ``metadata["dois"]``, then from DOI mentions. Of a text with a list of
    references only those outside it count, and of many still the first.
    """
    listed = doc.metadata.get("dois")
    found = (
        [doi for doi in listed if isinstance(doi, str)] if isinstance(listed, list | tuple) else []
    )
    mentions = [m for m in doc.mentions if m.type is MentionType.DOI]
    found += [m.id or doc.text[m.start : m.end] for m in mentions]
    own = _distinct(found)
    if len(own) <= _OWN_DOIS:
        return own
    references = [b.span for b in doc.blocks if b.kind is BlockKind.REFERENCE]
    outside = [m for m in mentions if not any(r.covers(m.span) for r in references)]
    cited = {normalise_doi(m.id or doc.text[m.start : m.end]) for m in mentions if m not in outside}
    kept = tuple(doi for doi in own if doi not in cited)
    return kept if len(kept) <= _OWN_DOIS else kept[:1]


def _distinct(dois: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doi for doi in map(normalise_doi, dois) if doi))


def _title_of(doc: Document) -> str:
    title = doc.metadata.get("title")
    if isinstance(title, str) and title.strip():
        return title
    block = next((b for b in doc.blocks if b.kind is BlockKind.TITLE), None)
    return doc.text[block.start : block.end] if block else ""


def _paper_titles(doc: Document) -> Iterator[str]:
    """The titles of the paper that a release names, by which it meets the paper itself."""
    titles = doc.metadata.get("paper_titles")
    if isinstance(titles, Mapping):
        yield from (title for title in titles.values() if isinstance(title, str))


def _signs(doc: Document) -> Iterator[str]:
    """What two documents on one study have in common."""
    for doi in dois_of(doc):
        yield f"doi:{doi}"
    for title in {normalise_title(t) for t in (_title_of(doc), *_paper_titles(doc))} - {""}:
        yield f"title:{title}"
    copy = _NO_LETTER.sub("", normalize("NFKC", doc.text).casefold())
    if copy:
        yield f"text:{sha256(copy.encode('utf-8', 'surrogatepass')).hexdigest()}"


def studies(documents: Sequence[Document]) -> dict[str, str]:
    """Tell for each document id which study it reports.

    Documents are of one study when they share a DOI, a title (folded, without punctuation
    and white space) or their whole text, directly or through a third document.

    Returns:
        For each document id the name of its study: the smallest document id in it.
    """
    parent = {doc.id: doc.id for doc in documents}

    def root(node: str) -> str:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    first_with: dict[str, str] = {}
    for doc in sorted(documents, key=lambda d: d.id):
        for sign in _signs(doc):
            one, other = root(doc.id), root(first_with.setdefault(sign, doc.id))
            parent[max(one, other)] = min(one, other)
    return {doc.id: root(doc.id) for doc in documents}

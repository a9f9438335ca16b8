"""A part of what documents say: by kind, sign, certainty, date, document, disease and weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from pipeline.errors import UsageError
from pipeline.graph.assemble import AssembledRelation, assemble, contradicted
from pipeline.graph.dates import date_of, is_date, within
from pipeline.graph.hierarchy import Kinship, ancestors
from pipeline.model import BlockKind, Document, MentionType, Relation


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; what is left empty keeps everything.

    Documents and single claims are dropped before relations are assembled, so that belief,
    studies and evidence are those of what is left; contradictions are marked before relations
    are dropped, so that an edge stays marked where its opposite is not shown.

    Attributes:
        documents: ids of documents, or patterns with ``*`` and ``?``.
        since: the first date of a document, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
        until: the last one, included. Where one is given, documents without a date are dropped.
        min_confidence: least confidence of a document's claim, 0 to 1.
        diseases: CURIEs; a claim is of a disease, or of a subtype, where its context names it,
            or, if that names none, the title of the document.
        types: of the subject or the object.
        relations: ``CAUSES_RESISTANCE``, ``OVERCOMES``.
        polarities: ``positive``, ``negative``.
        certainties: ``asserted`` by some document, or only ``hypothesised``.
        min_belief: least belief of a relation over all documents, 0 to 1.
    """

    documents: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    min_confidence: float = 0.0
    diseases: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    polarities: frozenset[str] = frozenset()
    certainties: frozenset[str] = frozenset()
    min_belief: float = 0.0

    def __post_init__(self) -> None:
        for name, day in (("since", self.since), ("until", self.until)):
            if day and not is_date(day):
                raise UsageError(f"{name} {day}: is no date; write YYYY, YYYY-MM or YYYY-MM-DD")

    def takes(self, doc: Document) -> bool:
        """Whether a document is among those asked for."""
        named = not self.documents or any(fnmatchcase(doc.id, one) for one in self.documents)
        if not named or not (self.since or self.until):
            return named
        day = date_of(doc)
        return bool(day) and within(day, self.since, self.until)

    def keeps(self, relation: AssembledRelation) -> bool:
        """Whether an assembled relation is among those asked for."""
        ends = {str(relation.subject.type), str(relation.object.type)}
        return (
            (not self.types or not self.types.isdisjoint(ends))
            and (not self.relations or relation.relation in self.relations)
            and (not self.polarities or relation.polarity in self.polarities)
            and (not self.certainties or relation.certainty in self.certainties)
            and relation.belief >= self.min_belief
        )


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Selected:
    """What a selection keeps: documents with the claims kept, and their relations, assembled.

    ``opposed``: ids of the relations whose opposite the documents say too, shown or not.
    """

    documents: tuple[Document, ...]
    relations: tuple[AssembledRelation, ...]
    opposed: frozenset[str]


def select(
    documents: Iterable[Document],
    selection: Selection = EVERYTHING,
    kinship: Kinship | None = None,
) -> Selected:
    """Assemble what ``selection`` keeps of some documents.

    Args:
        documents: with their relations.
        selection: what to keep.
        kinship: who knows the subtypes of diseases; without it only the diseases themselves
            count.
    """
    kept = tuple(_with_claims(doc, selection, kinship) for doc in documents if selection.takes(doc))
    relations = assemble(kept)
    return Selected(kept, tuple(filter(selection.keeps, relations)), contradicted(relations))


def _with_claims(doc: Document, selection: Selection, kinship: Kinship | None) -> Document:
    claims: Sequence[Relation] = doc.relations
    if selection.min_confidence:
        claims = [r for r in claims if r.confidence >= selection.min_confidence]
    if selection.diseases and claims:
        of_title = _diseases_of_title(doc)
        claims = [
            r
            for r in claims
            if _is_of({d.id for d in r.context.diseases} or of_title, selection.diseases, kinship)
        ]
    return doc if len(claims) == len(doc.relations) else replace(doc, relations=tuple(claims))


def _is_of(named: Iterable[str], wanted: frozenset[str], kinship: Kinship | None) -> bool:
    return any(
        disease in wanted
        or (kinship is not None and not wanted.isdisjoint(ancestors(disease, kinship)))
        for disease in named
    )


def _diseases_of_title(doc: Document) -> set[str]:
    titles = [block.span for block in doc.blocks if block.kind is BlockKind.TITLE]
    return {
        mention.id
        for mention in doc.mentions
        if mention.type is MentionType.DISEASE and any(t.covers(mention.span) for t in titles)
    }

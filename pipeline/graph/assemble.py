"""Relations of many documents, assembled into one relation per claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from pipeline.graph.belief import belief
from pipeline.graph.dates import date_of
from pipeline.graph.studies import dois_of, studies
from pipeline.model import (
    Argument,
    Certainty,
    Context,
    Document,
    EntityRef,
    EvidenceSource,
    Polarity,
    Relation,
    RelationKind,
    Span,
    State,
)

_Key = tuple[str, str, str, str]
_OTHER = {"positive": "negative", "negative": "positive"}


@dataclass(frozen=True, slots=True)
class AssembledEvidence:
    """A sentence of a document that says so. Offsets are code points of that document."""

    document: str
    start: int
    end: int
    text: str
    trigger: Span
    arguments: tuple[Argument, ...]
    rule: str
    source: EvidenceSource
    confidence: float
    date: str = ""  # of the document, as its metadata give it: a day, month or year


@dataclass(frozen=True, slots=True)
class AssembledRelation:
    """One claim over all documents; its fields are those of a line of ``relations.jsonl``.

    ``studies`` counts independent studies, ``documents`` are ids in order, ``contexts`` the
    distinct contexts in which documents saw it; ``dois`` stand in the graph alone.
    """

    id: str
    relation: RelationKind
    subject: EntityRef
    object: EntityRef
    polarity: Polarity
    certainty: Certainty
    state: tuple[State, ...]
    via: tuple[EntityRef, ...]
    contexts: tuple[Context, ...]
    belief: float
    studies: int
    documents: tuple[str, ...]
    evidence: tuple[AssembledEvidence, ...]
    dois: tuple[str, ...] = ()  # of the documents' own studies

    @property
    def key(self) -> _Key:
        """What makes two claims the same claim."""
        return (self.relation, self.subject.id, self.object.id, self.polarity)

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates of the documents that say so, in order; those without one say nothing."""
        return tuple(sorted({piece.date for piece in self.evidence} - {""}))


def contradicted(relations: Iterable[AssembledRelation]) -> frozenset[str]:
    """Ids of the relations whose very opposite is among them too."""
    ids = {relation.key: relation.id for relation in relations}
    return frozenset(
        id for (*claim, polarity), id in ids.items() if (*claim, _OTHER[polarity]) in ids
    )


def assembled_id(relation: str, subject: str, object_: str, polarity: str) -> str:
    """Id of the claim: ``r`` and 16 hexadecimal digits of a hash, equal over runs and corpora.

    The letter keeps readers of GraphML from taking an id of digits alone for a number.
    """
    key = "\x1f".join((relation, subject, object_, polarity))
    return "r" + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def assemble(documents: Iterable[Document]) -> tuple[AssembledRelation, ...]:
    """Unite the relations of documents that say the same thing.

    Relations with the same kind, subject id, object id and polarity are one: asserted if any
    document asserts it, states and vias united, every piece of evidence kept once. Documents
    on one study count as one (see :func:`pipeline.graph.studies.studies`); see
    :func:`pipeline.graph.belief.belief` for the belief.

    Returns:
        Relations in the order of their key, whatever the order of the documents.
    """
    docs = tuple(documents)
    study = studies(docs)
    claims: dict[_Key, list[tuple[Document, Relation]]] = defaultdict(list)
    for doc in docs:
        for relation in doc.relations:
            claims[relation.key].append((doc, relation))
    names = _names([relation for found in claims.values() for _, relation in found])
    return tuple(_unite(claims[key], study, names) for key in sorted(claims))


def _names(relations: Sequence[Relation]) -> dict[str, EntityRef]:
    """One type and name for each id: the most frequent, of equals the first in order."""
    seen: dict[str, Counter[EntityRef]] = defaultdict(Counter)
    for relation in relations:
        for ref in (relation.subject, relation.object, *relation.via):
            seen[ref.id][ref] += 1
    return {
        curie: min(refs, key=lambda ref: (-refs[ref], ref)) for curie, refs in sorted(seen.items())
    }


def _unite(
    found: Sequence[tuple[Document, Relation]],
    study: dict[str, str],
    names: dict[str, EntityRef],
) -> AssembledRelation:
    relations = [relation for _, relation in found]
    first = relations[0]
    documents = tuple(sorted({doc.id for doc, _ in found}))
    asserted = any(relation.certainty == "asserted" for relation in relations)
    contexts = {_sorted_context(r.context) for r in relations} - {Context()}
    return AssembledRelation(
        id=assembled_id(*first.key),
        relation=first.relation,
        subject=names[first.subject.id],
        object=names[first.object.id],
        polarity=first.polarity,
        certainty="asserted" if asserted else "hypothesised",
        state=tuple(sorted({state for r in relations for state in r.state})),
        via=tuple(sorted({names[via.id] for r in relations for via in r.via})),
        contexts=tuple(sorted(contexts, key=_context_order)),
        belief=belief((study[d.id], _as_written(r.confidence), r.certainty) for d, r in found),
        studies=len({study[doc_id] for doc_id in documents}),
        documents=documents,
        evidence=_evidence(found),
        dois=tuple(sorted({doi for doc, _ in found for doi in dois_of(doc)})),
    )


def _as_written(confidence: float) -> float:
    """As ``documents.jsonl`` has it: a graph of documents read back is the same graph."""
    return round(float(confidence), 4)


def _sorted_context(context: Context) -> Context:
    return replace(
        context,
        diseases=tuple(sorted(set(context.diseases))),
        cell_lines=tuple(sorted(set(context.cell_lines))),
        models=tuple(sorted(set(context.models))),
    )


def _context_order(context: Context) -> tuple[object, ...]:
    return (context.level or "", context.diseases, context.cell_lines, context.models)


def _evidence(found: Sequence[tuple[Document, Relation]]) -> tuple[AssembledEvidence, ...]:
    pieces = {
        AssembledEvidence(
            document=doc.id,
            start=piece.start,
            end=piece.end,
            text=doc.text[piece.start : piece.end],
            trigger=piece.trigger,
            arguments=tuple(sorted(piece.arguments, key=lambda a: (a.slot, a.start, a.end))),
            rule=piece.rule,
            source=piece.source,
            confidence=_as_written(piece.confidence),
            date=date_of(doc),
        )
        for doc, relation in found
        for piece in relation.evidence
    }
    return tuple(sorted(pieces, key=evidence_order))


def evidence_order(piece: AssembledEvidence) -> tuple[object, ...]:
    """By document, then by place in it; a total order, so that no set's order shows."""
    arguments = tuple((a.slot, a.start, a.end) for a in piece.arguments)
    place = (piece.document, piece.start, piece.end, piece.trigger, arguments)
    return (*place, piece.rule, piece.source, piece.confidence, piece.text)


def best_evidence(relation: AssembledRelation) -> AssembledEvidence | None:
    """The sentence to show first: explicit, sure, short; None without evidence."""
    return min(
        relation.evidence,
        key=lambda e: (e.source != "explicit", -e.confidence, e.end - e.start, evidence_order(e)),
        default=None,
    )

"""Which causes an agent works on: those that the document blames for the resistance overcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Document, EntityRef, Relation


def with_vias(
    relations: Sequence[Relation], doc: Document, threshold: float
) -> tuple[Relation, ...]:
    """Add to each OVERCOMES the causes that its own sentences name.

    Args:
        relations: of one document.
        doc: the document.
        threshold: from which confidence on a cause counts.
    """
    causes: dict[str, set[EntityRef]] = {}
    for relation in relations:
        blames = relation.relation == "CAUSES_RESISTANCE" and relation.polarity == "positive"
        if blames and relation.confidence >= threshold:
            causes.setdefault(relation.object.id, set()).add(relation.subject)
    return tuple(_with_vias(relation, doc, causes) for relation in relations)


def _with_vias(relation: Relation, doc: Document, causes: dict[str, set[EntityRef]]) -> Relation:
    blamed = causes.get(relation.object.id, set()) - {relation.subject}
    if relation.relation != "OVERCOMES" or not blamed:
        return relation
    named = {
        m.id
        for e in relation.evidence
        for m in doc.mentions
        if e.start <= m.start and m.end <= e.end
    }
    found = {cause for cause in blamed if cause.id in named}
    return replace(relation, via=tuple(sorted({*relation.via, *found})))

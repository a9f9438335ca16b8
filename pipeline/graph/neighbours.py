"""What the relations say of one thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.graph.assemble import AssembledEvidence, AssembledRelation, evidence_order

Relations = tuple[AssembledRelation, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The relations of one thing by its part in them, the most believed first.

    ``caused_by`` and ``overcome_by`` have it as the therapy, ``causes`` and ``overcomes`` as
    cause and agent; resistance comes or goes ``through`` it as a via.
    """

    caused_by: Relations
    overcome_by: Relations
    causes: Relations
    overcomes: Relations
    through: Relations


def neighbours(curie: str, relations: Iterable[AssembledRelation]) -> Neighbours:
    """Gather what relations say of ``curie``."""
    ordered = sorted(relations, key=strength)
    of = [r for r in ordered if r.object.id == curie]
    by = [r for r in ordered if r.subject.id == curie]
    return Neighbours(
        caused_by=tuple(r for r in of if r.relation == "CAUSES_RESISTANCE"),
        overcome_by=tuple(r for r in of if r.relation == "OVERCOMES"),
        causes=tuple(r for r in by if r.relation == "CAUSES_RESISTANCE"),
        overcomes=tuple(r for r in by if r.relation == "OVERCOMES"),
        through=tuple(r for r in ordered if curie in {via.id for via in r.via}),
    )


def strength(relation: AssembledRelation) -> tuple[object, ...]:
    """Sorts relations: the most believed first, of equals by names."""
    return (
        -relation.belief,
        -relation.studies,
        relation.subject.name,
        relation.object.name,
        *relation.key,
    )


def evidence_by_strength(relation: AssembledRelation) -> tuple[AssembledEvidence, ...]:
    """A relation's sentences, the best to show first."""
    return tuple(
        sorted(
            relation.evidence,
            key=lambda e: (
                e.source != "explicit",
                -e.confidence,
                e.end - e.start,
                evidence_order(e),
            ),
        )
    )

"""Scoring the relations of one document as sets, required and acceptable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.gold import GoldDocument, GoldRelation
from pipeline.model import Document, EntityRef, Relation
from pipeline.score.counts import Counts, Share

Key = tuple[str, str, str, str]
Cell = tuple[str, str]  # (relation, polarity)


class Claim(NamedTuple):
    """A missed or a false relation, by ids, with names for the reader."""

    document: str
    relation: str
    subject: str
    object: str
    polarity: str
    subject_name: str
    object_name: str


@dataclass(frozen=True, slots=True)
class RelationScore:
    """What one document's relations score.

    ``counts`` are by (relation, polarity). ``certainty``, ``state`` and ``via`` are judged over
    the required relations that were found, and over nothing else.
    """

    counts: Mapping[Cell, Counts]
    certainty: Share
    state: Counts
    via: Counts
    missed: tuple[Claim, ...] = ()
    false_alarms: tuple[Claim, ...] = ()


def score_relations(gold: GoldDocument, predicted: Document | None) -> RelationScore:
    """Compare relations on (relation, subject id, object id, polarity).

    A required relation that was found counts as right, one that was not as missed; a predicted
    relation counts as false where gold has it neither as required nor as acceptable.
    """
    required = {r.key: r for r in gold.relations if r.status == "required"}
    acceptable = {r.key for r in gold.relations} - required.keys()
    got = _by_key(predicted.relations if predicted else ())
    found = sorted(required.keys() & got.keys())
    missed = sorted(required.keys() - got.keys())
    false = sorted(got.keys() - required.keys() - acceptable)
    counts: dict[Cell, Counts] = {}
    for keys, one in ((found, Counts(tp=1)), (false, Counts(fp=1)), (missed, Counts(fn=1))):
        for key in keys:
            cell = (key[0], key[3])
            counts[cell] = counts.get(cell, Counts()) + one
    certainty, state, via = _attributes((required[key], got[key]) for key in found)
    return RelationScore(
        counts=dict(sorted(counts.items())),
        certainty=certainty,
        state=state,
        via=via,
        missed=tuple(_claim(gold.id, key, required[key]) for key in missed),
        false_alarms=tuple(_claim(gold.id, key, got[key][0]) for key in false),
    )


def _by_key(relations: Iterable[Relation]) -> dict[Key, list[Relation]]:
    """Relations by key; a document should state each once, one that does not is united."""
    result: dict[Key, list[Relation]] = {}
    for relation in relations:
        result.setdefault(relation.key, []).append(relation)
    return result


def _claim(document: str, key: Key, relation: GoldRelation | Relation) -> Claim:
    return Claim(document, *key, relation.subject.name, relation.object.name)


def _attributes(
    pairs: Iterable[tuple[GoldRelation, list[Relation]]],
) -> tuple[Share, Counts, Counts]:
    certainty, state, via = Share(), Counts(), Counts()
    for want, got in pairs:
        asserted = any(relation.certainty == "asserted" for relation in got)
        right = (want.certainty == "asserted") == asserted
        certainty += Share(int(right), 1)
        state += _compare(set(want.state), {s for relation in got for s in relation.state})
        if want.relation == "OVERCOMES":
            via += _compare(_ids(want.via), _ids(e for relation in got for e in relation.via))
    return certainty, state, via


def _ids(entities: Iterable[EntityRef]) -> set[str]:
    return {entity.id for entity in entities}


def _compare(want: set[str], got: set[str]) -> Counts:
    return Counts(len(want & got), len(got - want), len(want - got))

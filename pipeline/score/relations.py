"""Scoring the relations of one document as sets, required and acceptable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.gold import GoldDocument, GoldRelation
from pipeline.model import Document, EntityRef, Relation
from pipeline.score.causes import Key, Sides
from pipeline.score.counts import Counts, Share


class Cell(NamedTuple):
    """What relations are counted by.

    A relation that gold requires stands in gold's cell, whether it was found or missed; a false
    one in the cell that the prediction gives it. ``source`` is ``explicit`` where any sentence
    names all arguments itself, ``""`` where the gold does not say.
    """

    relation: str
    polarity: str
    certainty: str
    source: str


class Claim(NamedTuple):
    """A missed, false or wrongly certain relation, by ids, with names for the reader."""

    document: str
    relation: str
    subject: str
    object: str
    polarity: str
    subject_name: str
    object_name: str
    cause: str = ""

    @property
    def key(self) -> Key:
        """The key of the relation in its document."""
        return (self.relation, self.subject, self.object, self.polarity)


@dataclass(frozen=True, slots=True)
class RelationScore:
    """What one document's relations score.

    ``counts`` are by :class:`Cell`. ``certainty``, ``state`` and ``via`` are judged over
    the required relations that were found, and over nothing else.
    """

    counts: Mapping[Cell, Counts]
    certainty: Share
    state: Counts
    via: Counts
    missed: tuple[Claim, ...] = ()
    false_alarms: tuple[Claim, ...] = ()
    uncertain: tuple[Claim, ...] = ()  # found, with the wrong certainty


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
    for cells, one in (
        ((_cell(required[key]) for key in found), Counts(tp=1)),
        ((_united_cell(got[key]) for key in false), Counts(fp=1)),
        ((_cell(required[key]) for key in missed), Counts(fn=1)),
    ):
        for cell in cells:
            counts[cell] = counts.get(cell, Counts()) + one
    certainty, state, via = _attributes((required[key], got[key]) for key in found)
    sides = Sides(gold, predicted, required.keys() | acceptable, got.keys()) if predicted else None
    return RelationScore(
        counts=dict(sorted(counts.items())),
        certainty=certainty,
        state=state,
        via=via,
        missed=tuple(
            _claim(gold.id, key, required[key], sides.missed(key, required[key]) if sides else "")
            for key in missed
        ),
        false_alarms=tuple(
            _claim(gold.id, key, got[key][0], sides.false(key, got[key][0]) if sides else "")
            for key in false
        ),
        uncertain=tuple(
            _claim(gold.id, key, required[key], "certainty")
            for key in found
            if not _same_certainty(required[key], got[key])
        ),
    )


def _by_key(relations: Iterable[Relation]) -> dict[Key, list[Relation]]:
    """Relations by key; a document should state each once, one that does not is united."""
    result: dict[Key, list[Relation]] = {}
    for relation in relations:
        result.setdefault(relation.key, []).append(relation)
    return result


def _cell(relation: GoldRelation | Relation) -> Cell:
    sources = {evidence.source for evidence in relation.evidence}
    source = "explicit" if "explicit" in sources else next(iter(sources), "")
    return Cell(relation.relation, relation.polarity, relation.certainty, source)


def _united_cell(relations: list[Relation]) -> Cell:
    cells = [_cell(relation) for relation in relations]
    certainty = min(cell.certainty for cell in cells)  # "asserted" sorts first
    source = max(cell.source for cell in cells)  # "explicit" sorts last
    return cells[0]._replace(certainty=certainty, source=source)


def _claim(document: str, key: Key, relation: GoldRelation | Relation, cause: str) -> Claim:
    return Claim(document, *key, relation.subject.name, relation.object.name, cause)


def _same_certainty(want: GoldRelation, got: Iterable[Relation]) -> bool:
    return want.certainty == min(relation.certainty for relation in got)


def _attributes(
    pairs: Iterable[tuple[GoldRelation, list[Relation]]],
) -> tuple[Share, Counts, Counts]:
    certainty, state, via = Share(), Counts(), Counts()
    for want, got in pairs:
        certainty += Share(int(_same_certainty(want, got)), 1)
        state += _compare(set(want.state), {s for relation in got for s in relation.state})
        if want.relation == "OVERCOMES":
            via += _compare(_ids(want.via), _ids(e for relation in got for e in relation.via))
    return certainty, state, via


def _ids(entities: Iterable[EntityRef]) -> set[str]:
    return {entity.id for entity in entities}


def _compare(want: set[str], got: set[str]) -> Counts:
    return Counts(len(want & got), len(got - want), len(want - got))

"""What one run says that another does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.graph.assemble import AssembledEvidence, AssembledRelation
from pipeline.graph.neighbours import strength
from pipeline.graph.select import Selected
from pipeline.model import Document

FIELDS = ("certainty", "belief", "studies", "state", "via", "contexts", "documents")
"""Of an assembled relation, what a change is looked for in, beside evidence and contradiction."""


@dataclass(frozen=True, slots=True)
class Change:
    """A relation in both runs that is not the same. ``fields`` are what differs."""

    old: AssembledRelation
    new: AssembledRelation
    fields: tuple[str, ...]
    added: tuple[AssembledEvidence, ...]
    lost: tuple[AssembledEvidence, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Relations and documents of two runs, compared; the most believed relations first.

    Documents are told by their ids; one with another text under the same id is changed.
    """

    new: tuple[AssembledRelation, ...]
    gone: tuple[AssembledRelation, ...]
    changed: tuple[Change, ...]
    same: int
    documents_new: tuple[str, ...]
    documents_gone: tuple[str, ...]
    documents_changed: tuple[str, ...]


def difference(old: Selected, new: Selected) -> Difference:
    """Compare two runs, relation by relation, by kind, subject, object and polarity."""
    before = {relation.key: relation for relation in old.relations}
    after = {relation.key: relation for relation in new.relations}
    both = [
        _change(before[key], after[key], old.opposed, new.opposed)
        for key in sorted(before.keys() & after.keys())
    ]
    changed = [change for change in both if change.fields]
    texts_before, texts_after = _texts(old.documents), _texts(new.documents)
    shared = texts_before.keys() & texts_after.keys()
    return Difference(
        new=_ordered(after[key] for key in after.keys() - before.keys()),
        gone=_ordered(before[key] for key in before.keys() - after.keys()),
        changed=tuple(sorted(changed, key=lambda change: strength(change.new))),
        same=len(both) - len(changed),
        documents_new=tuple(sorted(texts_after.keys() - shared)),
        documents_gone=tuple(sorted(texts_before.keys() - shared)),
        documents_changed=tuple(sorted(id for id in shared if texts_before[id] != texts_after[id])),
    )


def _change(
    old: AssembledRelation,
    new: AssembledRelation,
    opposed_before: frozenset[str],
    opposed_after: frozenset[str],
) -> Change:
    fields = [name for name in FIELDS if getattr(old, name) != getattr(new, name)]
    before, after = ({_place(e): e for e in r.evidence} for r in (old, new))
    added = tuple(e for e in new.evidence if _place(e) not in before)
    lost = tuple(e for e in old.evidence if _place(e) not in after)
    if added or lost:
        fields.append("evidence")
    if (old.id in opposed_before) != (new.id in opposed_after):
        fields.append("contradicted")
    return Change(old, new, tuple(fields), added, lost)


def _place(piece: AssembledEvidence) -> tuple[str, int, int, str]:
    """A sentence, however it was read."""
    return (piece.document, piece.start, piece.end, piece.text)


def _texts(documents: Iterable[Document]) -> dict[str, str]:
    return {doc.id: doc.text for doc in documents}


def _ordered(relations: Iterable[AssembledRelation]) -> tuple[AssembledRelation, ...]:
    return tuple(sorted(relations, key=strength))

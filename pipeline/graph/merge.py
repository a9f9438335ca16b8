"""Documents of several runs, united."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Document, Relation
from pipeline.relate.unite import relation_id

# The source of a record of a file ends with its number: records share the file's hash.
_RECORD = re.compile(r":\d+$")


@dataclass(frozen=True, slots=True)
class Merged:
    """Documents of several runs by their ids, each once.

    Attributes:
        documents: in the order of their ids.
        copies: run and id of each document left out, and the id it goes by, as a later run has
            read the same bytes.
        renamed: run and id of each document whose id another one has, and its new id.
    """

    documents: tuple[Document, ...]
    copies: tuple[tuple[str, str, str], ...]
    renamed: tuple[tuple[str, str, str], ...]


def merge(runs: Sequence[tuple[str, Sequence[Document]]]) -> Merged:
    """Unite the documents of runs.

    A document is the same as another run's where it was read from the same bytes, whatever
    either is called; the later run's reading of it stays. Of different documents with one id the
    first keeps it, the next get ``-2`` and so on, as files of one name do when they are read.

    Args:
        runs: each with what to call it, in order.
    """
    kept, replaced = _latest(runs)
    taken = {doc.id for docs in kept for doc in docs}
    seen: set[str] = set()
    documents: list[Document] = []
    renamed: list[tuple[str, str, str]] = []
    called: dict[tuple[str, str], str] = {}
    for (run, _), docs in zip(runs, kept, strict=True):
        for doc in docs:
            id = doc.id if doc.id not in seen else _free(doc.id, taken)
            if id != doc.id:
                renamed.append((run, doc.id, id))
            seen.add(id)
            taken.add(id)
            documents.append(_called(doc, id))
            called[_bytes(doc)] = id
    copies = tuple((run, doc.id, called[_bytes(doc)]) for run, doc in replaced)
    return Merged(tuple(sorted(documents, key=lambda d: d.id)), copies, tuple(renamed))


def _latest(
    runs: Sequence[tuple[str, Sequence[Document]]],
) -> tuple[list[list[Document]], list[tuple[str, Document]]]:
    """For each run what no later one has, and what is left out."""
    kept: list[list[Document]] = []
    replaced: list[tuple[str, Document]] = []
    later: set[tuple[str, str]] = set()
    for run, docs in reversed(runs):
        kept.insert(0, [doc for doc in docs if _bytes(doc) not in later])
        replaced[:0] = [(run, doc) for doc in docs if _bytes(doc) in later]
        later |= {_bytes(doc) for doc in docs}
    return kept, replaced


def _bytes(doc: Document) -> tuple[str, str]:
    record = _RECORD.search(doc.source.name)
    return doc.source.sha256, record[0] if record else ""


def _free(id: str, taken: set[str]) -> str:
    number = 2
    while f"{id}-{number}" in taken:
        number += 1
    return f"{id}-{number}"


def _called(doc: Document, id: str) -> Document:
    """The document under another id, which is part of its relations' ids."""
    if id == doc.id:
        return doc

    def again(relations: Sequence[Relation]) -> tuple[Relation, ...]:
        return tuple(replace(r, id=relation_id(id, r.key)) for r in relations)

    return replace(doc, id=id, relations=again(doc.relations), candidates=again(doc.candidates))

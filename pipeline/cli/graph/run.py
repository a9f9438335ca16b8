"""An earlier run, opened to be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.cli.documents import documents_of
from pipeline.errors import UsageError
from pipeline.graph import AssembledRelation, Found, Index, Selected, Selection, Thing, select
from pipeline.model import Document, EntityRef
from pipeline.read.outcome import printable

if TYPE_CHECKING:
    from pipeline.lexicon import Lexicon


@dataclass(frozen=True)
class Run:
    """What a selection keeps of a run, with its documents by id and the names of its things."""

    selected: Selected
    documents: dict[str, Document]
    index: Index
    lexicon: Lexicon

    @property
    def relations(self) -> tuple[AssembledRelation, ...]:
        """The relations kept, assembled."""
        return self.selected.relations

    def called(self, ref: EntityRef) -> str:
        """The name of a thing in a relation."""
        thing = self.index.things.get(ref.id)
        return thing.name if thing is not None else ref.name


def open_run(path: Path, selection: Selection) -> Run:
    """Read a run and assemble what is kept of it.

    Raises:
        InputError: there is no such run, or it can not be read.
    """
    from pipeline.lexicon import load

    documents = documents_of(path)
    selected = select(documents, selection, load())
    index = Index(selected.relations, selected.documents, load())
    return Run(selected, {doc.id: doc for doc in documents}, index, load())


def tell_unknown(found: Found) -> None:
    """Say on stderr that a name leads nowhere, and which names are like it."""
    what = "no relation here names it" if found.meant else "nothing here is called so"
    near = ", ".join(_name(thing) for thing in found.near)
    remedy = f"did you mean {near}?" if near else "try another name or id, or fewer filters"
    typer.echo(f"taisei: {printable(found.name)}: {what}; {remedy}", err=True)


def ends_of(run: Run, name: str) -> Found:
    """What a name leads to; where no list has it, by what patterns make of it (ALK阻害薬).

    Raises:
        UsageError: the name is blank.
    """
    if not name.strip():
        raise UsageError("a name is blank; give a name or an id")
    found = run.index.find(name)
    if found.meant:
        return found
    by_pattern = (run.index.find(id) for id in _composed(name))
    return next((replace(f, name=name) for f in by_pattern if f.things or f.members), found)


def _composed(name: str) -> list[str]:
    """Ids that tagging gives to a text that is this name alone."""
    from pipeline.run import Named, name_documents
    from pipeline.run.options import DEFAULTS

    (named,) = name_documents(name, replace(DEFAULTS, reader=False))
    if not isinstance(named, Named):
        return []
    whole = (m for m in named.document.mentions if (m.start, m.end) == (0, len(name)))
    return [candidate.id for mention in whole for candidate in mention.candidates]


def _name(thing: Thing) -> str:
    return printable(thing.name + (f" ({thing.ja})" if thing.ja and thing.ja != thing.name else ""))

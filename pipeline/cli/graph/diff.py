"""``taisei graph diff``: what one run says that another does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.graph.data import relation_data
from pipeline.cli.graph.lines import INDENT, sentences, statement, weight
from pipeline.cli.graph.run import Run, open_run
from pipeline.cli.graph.selecting import Json, selecting
from pipeline.cli.options import Colour
from pipeline.cli.painting import FAINT, HEAD, Painter, When, painter
from pipeline.cli.state import Debug, examples
from pipeline.cli.wrapping import Line, Piece, wrapped
from pipeline.export import json_line
from pipeline.graph import (
    AssembledEvidence,
    AssembledRelation,
    Change,
    Difference,
    Selection,
    difference,
)
from pipeline.read.outcome import printable

NAME = "diff"
EPILOG = examples(
    "taisei graph diff out-last-week out",
    "taisei graph diff before after --min-belief 0.5 --json",
)


@selecting
def run(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of a run, or its documents.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of another one.")],
    evidence: Annotated[
        int, typer.Option(min=0, metavar="N", help="Sentences shown of each relation.")
    ] = 1,
    json: Json = False,
    color: Colour = When.AUTO,
    _debug: Debug = False,
    *,
    selection: Selection,
) -> None:
    """Show the relations that are new in NEW, that are gone, and that have changed."""
    before, after = open_run(old, selection), open_run(new, selection)
    found = difference(before.selected, after.selected)
    if json:
        typer.echo(json_line(_data(found, before, after)))
        return
    show = painter(color)
    show.show(_lines(found, before, after, evidence, show))


def _data(found: Difference, before: Run, after: Run) -> dict[str, Any]:
    return {
        "documents": {
            "new": list(found.documents_new),
            "gone": list(found.documents_gone),
            "changed": list(found.documents_changed),
        },
        "new": [_relation(relation, after) for relation in found.new],
        "gone": [_relation(relation, before) for relation in found.gone],
        "changed": [
            {
                "fields": list(change.fields),
                "old": _relation(change.old, before),
                "new": _relation(change.new, after),
            }
            for change in found.changed
        ],
        "same": found.same,
    }


def _relation(relation: AssembledRelation, run: Run) -> dict[str, Any]:
    return relation_data(relation, run.documents, run.selected.opposed)


def _lines(
    found: Difference, before: Run, after: Run, most: int, painter: Painter
) -> Iterator[Line]:
    for line in _told(found, before, after, most):
        yield from wrapped(line, painter.width, INDENT)


def _told(found: Difference, before: Run, after: Run, most: int) -> Iterator[Line]:
    counts = (len(found.new), len(found.gone), len(found.changed), found.same)
    told = ("{} new, {} gone, {} changed, {} as before").format(*counts)
    yield (Piece("Relations", HEAD), Piece(f"  {told}", FAINT))
    yield from _documents("Documents new", found.documents_new)
    yield from _documents("Documents gone", found.documents_gone)
    yield from _documents("Documents changed", found.documents_changed)
    for head, relations, run in (("New", found.new, after), ("Gone", found.gone, before)):
        if relations:
            yield from ((), (Piece(head, HEAD),))
        for relation in relations:
            yield from _relation_lines("+" if run is after else "-", relation, run, most)
    if found.changed:
        yield from ((), (Piece("Changed", HEAD),))
    for change in found.changed:
        yield from _change_lines(change, before, after, most)


def _documents(head: str, ids: Sequence[str]) -> Iterator[Line]:
    if ids:
        yield (Piece(head, HEAD), Piece(f"  {printable(' · '.join(ids))}"))


def _relation_lines(
    sign: str,
    relation: AssembledRelation,
    run: Run,
    most: int,
    only: Sequence[AssembledEvidence] | None = None,
) -> Iterator[Line]:
    names = run.called(relation.subject), run.called(relation.object)
    lead = Piece(f"{sign} {relation.belief:.2f}  ")
    yield (lead, *statement(relation, *names), *weight(relation, run.selected.opposed))
    yield from sentences(relation, run.documents, most, only)


def _change_lines(change: Change, before: Run, after: Run, most: int) -> Iterator[Line]:
    told = [
        _was(name, change) for name in change.fields if name in ("belief", "certainty", "studies")
    ]
    told += [name for name in change.fields if name not in ("belief", "certainty", "studies")]
    added, lost = len(change.added), len(change.lost)
    told = [f"evidence +{added} −{lost}" if name == "evidence" else name for name in told]
    first, *_ = _relation_lines("~", change.new, after, 0)
    yield first
    yield (Piece(f"{INDENT}{'; '.join(told)}", FAINT),)
    yield from sentences(change.new, after.documents, most, change.added)
    if not change.added:
        yield from sentences(change.old, before.documents, most, change.lost)


def _was(name: str, change: Change) -> str:
    return f"{name} {getattr(change.old, name)} → {getattr(change.new, name)}"

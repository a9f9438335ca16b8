"""``taisei graph show``: what is said of a drug, a gene, or anything else in the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.graph.data import relation_data, thing_data
from pipeline.cli.graph.lines import INDENT, heading, named, sentences, weight
from pipeline.cli.graph.run import Run, ends_of, open_run, tell_unknown
from pipeline.cli.graph.selecting import Json, RunFolder, selecting
from pipeline.cli.options import Colour
from pipeline.cli.painting import FAINT, HEAD, STRONG, Painter, When, painter
from pipeline.cli.state import Debug, examples
from pipeline.cli.wrapping import Line, Piece, wrapped
from pipeline.export import json_line
from pipeline.graph import AssembledRelation, Found, Neighbours, Selection, Thing, neighbours
from pipeline.model import EntityRef
from pipeline.read.outcome import printable

NAME = "show"
EPILOG = examples(
    "taisei graph show アレクチニブ",
    "taisei graph show AREG T790M --run out --min-belief 0.8",
    'taisei graph show "ALK inhibitor" --since 2020 --json',
)
# Of each part that a thing takes: how its relations are headed, and which end is then told.
_PARTS = {
    "caused_by": ("Resistance to it is caused by", "subject"),
    "overcome_by": ("Resistance to it is overcome by", "subject"),
    "causes": ("It causes resistance to", "object"),
    "overcomes": ("It overcomes resistance to", "object"),
    "through": ("Through it", "both"),
}


@selecting
def run(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="Names in any language, or ids.")
    ],
    run: RunFolder = Path("out"),
    evidence: Annotated[
        int, typer.Option(min=0, metavar="N", help="Sentences shown of each relation.")
    ] = 3,
    json: Json = False,
    color: Colour = When.AUTO,
    _debug: Debug = False,
    *,
    selection: Selection,
) -> None:
    """Show what causes resistance to a thing, what overcomes it, and what it does to others.

    Of a class, gene or disease without relations of its own, its members are shown. Exit 1 where
    a name leads nowhere.
    """
    opened, show = open_run(run, selection), painter(color)
    known = True
    for name in names:
        found = ends_of(opened, name)
        if not found.things and not found.members:
            known = False
            tell_unknown(found)
            continue
        for thing in found.things or found.members:
            if json:
                typer.echo(json_line(_data(thing, found, opened)))
            else:
                show.show(_card(thing, found, opened, evidence, show))
    if not known:
        raise typer.Exit(1)


def _data(thing: Thing, found: Found, opened: Run) -> dict[str, object]:
    parts = neighbours(thing.id, opened.relations)
    return {
        "asked": found.name,
        **thing_data(thing),
        "members": [thing_data(member) for member in found.members],
        **{
            field.name: [
                relation_data(relation, opened.documents, opened.selected.opposed)
                for relation in getattr(parts, field.name)
            ]
            for field in fields(Neighbours)
        },
    }


def _card(thing: Thing, found: Found, opened: Run, most: int, painter: Painter) -> Iterator[Line]:
    for line in _lines(thing, found, opened, most):
        yield from wrapped(line, painter.width, INDENT)
    yield ()


def _lines(thing: Thing, found: Found, opened: Run, most: int) -> Iterator[Line]:
    yield heading(thing)
    if found.things and found.members:
        members = " · ".join(named(member) for member in found.members)
        yield (Piece("  takes in  ", FAINT), Piece(members))
    elif found.members:
        yield (Piece(f"  belongs to {printable(found.name)}", FAINT),)
    parts = neighbours(thing.id, opened.relations)
    for part, (head, end) in _PARTS.items():
        relations = getattr(parts, part)
        if relations:
            yield ()
            yield (Piece(head, HEAD),)
        for relation in relations:
            yield _told(relation, end, opened)
            yield from sentences(relation, opened.documents, most)


def _told(relation: AssembledRelation, end: str, opened: Run) -> Line:
    told: list[Piece] = [Piece(f"  {relation.belief:.2f}  ")]
    if relation.polarity == "negative":
        told.append(Piece("not " if end != "both" else "", STRONG))
    if end in ("subject", "both"):
        told += _end(relation.subject, opened)
    if end == "both":
        kind = "causes" if relation.relation == "CAUSES_RESISTANCE" else "overcomes"
        denied = "does not " if relation.polarity == "negative" else ""
        verb = kind.removesuffix("s") if denied else kind
        told.append(Piece(f" {denied}{verb} resistance to "))
    if end in ("object", "both"):
        told += _end(relation.object, opened)
    return (*told, *weight(relation, opened.selected.opposed))


def _end(ref: EntityRef, opened: Run) -> list[Piece]:
    return [
        Piece(printable(opened.called(ref)), str(ref.type)),
        Piece(f" {printable(ref.id)}", FAINT),
    ]

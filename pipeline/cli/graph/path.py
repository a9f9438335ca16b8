"""``taisei graph path``: how two things hang together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.graph.data import relation_data, thing_data
from pipeline.cli.graph.lines import INDENT, sentences, statement, weight
from pipeline.cli.graph.run import Run, ends_of, open_run, tell_unknown
from pipeline.cli.graph.selecting import Json, RunFolder, selecting
from pipeline.cli.options import Colour
from pipeline.cli.painting import FAINT, HEAD, Painter, When, painter
from pipeline.cli.state import Debug, examples
from pipeline.cli.tagged import counted
from pipeline.cli.wrapping import Line, Piece, wrapped
from pipeline.export import json_line
from pipeline.graph import Found, Kin, Selection, Step, Thing, hierarchy, paths
from pipeline.read.outcome import printable

NAME = "path"
EPILOG = examples(
    "taisei graph path AREG ceritinib",
    "taisei graph path P糖タンパク質 アレクチニブ --polarity positive",
    "taisei graph path T790M dacomitinib --hierarchy --paths 1",
)
_KIN = {"IS_A": "is one of", "PART_OF": "is part of"}


@selecting
def run(
    start: Annotated[str, typer.Argument(metavar="A", help="A name in any language, or an id.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    run: RunFolder = Path("out"),
    most: Annotated[int, typer.Option("--paths", min=1, metavar="N", help="Paths at most.")] = 3,
    longest: Annotated[
        int, typer.Option("--steps", min=1, metavar="N", help="Steps of a path at most.")
    ] = 6,
    evidence: Annotated[
        int, typer.Option(min=0, metavar="N", help="Sentences shown of each relation.")
    ] = 1,
    up: Annotated[
        bool,
        typer.Option("--hierarchy", help="Go through classes, genes and diseases as well."),
    ] = False,
    json: Json = False,
    color: Colour = When.AUTO,
    _debug: Debug = False,
    *,
    selection: Selection,
) -> None:
    """Show the shortest paths from A to B, each step with the sentences that say so.

    Of paths of one length the most believed is first. What texts deny is followed only where
    nothing else leads there. Exit 1 where there is no path.
    """
    opened, show = open_run(run, selection), painter(color)
    ends = [ends_of(opened, name) for name in (start, end)]
    unknown = [found for found in ends if not found.things and not found.members]
    for found in unknown:
        tell_unknown(found)
    if unknown:
        raise typer.Exit(1)
    ways = _ways(opened, ends, most, longest, up)
    if json:
        typer.echo(json_line({"from": start, "to": end, "paths": [_data(w, opened) for w in ways]}))
    else:
        show.show(_lines(ways, opened, evidence, show))
    if not ways:
        what = f"{printable(start)} and {printable(end)}: no path of {counted(longest, 'step')}"
        typer.echo(f"taisei: {what} at most; try --hierarchy, or fewer filters", err=True)
        raise typer.Exit(1)


def _ways(
    opened: Run, ends: Sequence[Found], most: int, longest: int, up: bool
) -> tuple[tuple[Step, ...], ...]:
    starts, targets = ([thing.id for thing in found.things or found.members] for found in ends)
    nodes = {ref.id for r in opened.relations for ref in (r.subject, r.object)}
    kin = hierarchy(nodes, opened.lexicon) if up else ()
    return paths(opened.relations, starts, targets, most=most, longest=longest, kin=kin)


def _thing(curie: str, opened: Run) -> Thing:
    """A thing of the graph, or one that only the hierarchy names."""
    known = opened.index.things.get(curie)
    if known is not None:
        return known
    label = opened.lexicon.label(curie)
    name = curie.removeprefix("class:").replace("-", " ") if label is None else label.name
    return Thing(name, str(label.type) if label else "", curie, label.ja if label else "")


def _data(way: Sequence[Step], opened: Run) -> list[dict[str, Any]]:
    return [
        {
            "from": thing_data(_thing(step.start, opened)),
            "to": thing_data(_thing(step.end, opened)),
            "relations": [
                relation_data(relation, opened.documents, opened.selected.opposed)
                for relation in step.relations
            ],
            "hierarchy": [kin._asdict() for kin in step.kin],
        }
        for step in way
    ]


def _lines(
    ways: Sequence[Sequence[Step]], opened: Run, most: int, painter: Painter
) -> Iterator[Line]:
    for number, way in enumerate(ways, start=1):
        names = [_thing(way[0].start, opened), *(_thing(step.end, opened) for step in way)]
        told = f"  {counted(len(way), 'step')}"
        head = " – ".join(printable(thing.name) for thing in names)
        yield from wrapped(
            (Piece(f"{number}. {head}", HEAD), Piece(told, FAINT)), painter.width, INDENT
        )
        for step in way:
            for line in _step(step, opened, most):
                yield from wrapped(line, painter.width, INDENT)
        yield ()


def _step(step: Step, opened: Run, most: int) -> Iterator[Line]:
    for relation in step.relations:
        ends = opened.called(relation.subject), opened.called(relation.object)
        belief = Piece(f"   {relation.belief:.2f}  ")
        yield (belief, *statement(relation, *ends), *weight(relation, opened.selected.opposed))
        yield from sentences(relation, opened.documents, most)
    for kin in step.kin:
        yield from _kin(kin, opened)


def _kin(kin: Kin, opened: Run) -> Iterator[Line]:
    child, parent = (_thing(curie, opened) for curie in (kin.child, kin.parent))
    told = f"{printable(child.name)} {_KIN[kin.kind]} {printable(parent.name)}"
    yield (Piece(f"         {told}"), Piece("  by the lexicon", FAINT))

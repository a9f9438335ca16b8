"""``taisei graph export``: the graph of an earlier run, as a file for another tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.graph.selecting import selecting
from pipeline.cli.state import Debug, examples
from pipeline.graph import EVERYTHING, Selection

if TYPE_CHECKING:
    from pipeline.export import GraphFormat

NAME = "export"
EPILOG = examples(
    "taisei graph export out -o resistance.graphml",
    "taisei graph export out/documents.jsonl -o picture.svg",
    "taisei graph export out -o resistance --format kgx --since 2024 --hierarchy",
    "taisei graph export --format list",
)
NAMES = "graphml, gexf, cyjs, json, csv, tsv, sif, kgx, svg, png"
LIST = "list"


def known_formats() -> tuple[GraphFormat, ...]:
    """All formats that the graph can be written in."""
    from pipeline.export import GRAPH_FORMATS, GraphFormat
    from pipeline.report import render_png, render_svg

    picture = "a picture of the surest edges"
    svg = GraphFormat("svg", (".svg",), picture, lambda graph: {"": render_svg(graph).encode()})
    png = GraphFormat(
        "png", (".png",), f"{picture}, of dots", lambda graph: {"": render_png(graph)}
    )
    return (*GRAPH_FORMATS, svg, png)


def _list(value: str | None) -> str | None:
    if value == LIST:
        for one in known_formats():
            typer.echo(f"{one.name:<8} {' '.join(one.suffixes):<9} {one.about}")
        raise typer.Exit
    return value


@selecting
def run(
    predicted: Annotated[
        Path,
        typer.Argument(metavar="PREDICTED", help="Folder of a run, or its documents.jsonl."),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="File to write; of two tables, the stem."),
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"Else told by FILE's suffix. {NAMES}; {LIST} says what each is for.",
            callback=_list,
            is_eager=True,
        ),
    ] = None,
    hierarchy: Annotated[
        bool,
        typer.Option(
            "--hierarchy", help="Edges to the classes, genes and diseases that things belong to."
        ),
    ] = False,
    _debug: Debug = False,
    *,
    selection: Selection,
) -> None:
    """Write the graph of an earlier run; the suffix of FILE names the format."""
    for path in write_graph(predicted, out, form, selection, hierarchy=hierarchy):
        typer.echo(f"{path}: written")


def write_graph(
    predicted: Path,
    out: Path,
    form: str | None = None,
    selection: Selection = EVERYTHING,
    *,
    hierarchy: bool = False,
) -> tuple[Path, ...]:
    """Build the graph of the documents in ``predicted`` and write it to ``out``.

    Args:
        predicted: a run's folder, or its ``documents.jsonl``.
        out: the file; of a format of several files, what their names begin with.
        form: the format's name; None takes it from the name of ``out``.
        selection: which part of it.
        hierarchy: add edges ``IS_A`` and ``PART_OF``.

    Returns:
        What was written.

    Raises:
        UsageError: no such format, or ``out`` can not be written.
        InputError: ``predicted`` holds no documents that can be read.
    """
    from pipeline.cli.documents import documents_of
    from pipeline.export import graph_files, graph_format
    from pipeline.run import build_labelled_graph, check_folder, write_file

    known = known_formats()
    wanted = graph_format(out, form, known)
    check_folder(out.parent)
    graph = build_labelled_graph(documents_of(predicted), selection, hierarchy=hierarchy)
    files = graph_files(out, wanted.write(graph), known)
    for path, content in files.items():
        write_file(path, content)
    return tuple(files)

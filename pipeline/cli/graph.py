"""``taisei graph``: the graph of an earlier run, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.state import Debug, examples
from pipeline.errors import UsageError

NAME = "graph"
EPILOG = examples(
    "taisei graph out -o resistance.graphml", "taisei graph out/documents.jsonl -o picture.svg"
)
SUFFIXES = (".graphml", ".svg", ".png")


def run(
    predicted: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="Folder of a run, or its documents.jsonl."),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="File to write; .graphml, .svg or .png."),
    ],
    _debug: Debug = False,
) -> None:
    """Write the graph of an earlier run; the suffix of FILE names the format."""
    write_graph(predicted, out)
    typer.echo(f"{out}: written")


def write_graph(predicted: Path, out: Path) -> None:
    """Build the graph of the documents in ``predicted`` and write it to ``out``.

    Raises:
        UsageError: no such format, or ``out`` can not be written.
        InputError: ``predicted`` holds no documents that can be read.
    """
    if out.suffix not in SUFFIXES:
        raise UsageError(
            f"{out}: unknown format {out.suffix!r}; end the name in {' or '.join(SUFFIXES)}"
        )
    from pipeline.cli.documents import documents_of
    from pipeline.export import graphml_bytes
    from pipeline.report import render_png, render_svg
    from pipeline.run import build_labelled_graph, check_folder, write_file

    check_folder(out.parent)
    graph = build_labelled_graph(documents_of(predicted))
    writers = {
        ".graphml": graphml_bytes,
        ".svg": lambda graph: render_svg(graph).encode(),
        ".png": render_png,
    }
    write_file(out, writers[out.suffix](graph))

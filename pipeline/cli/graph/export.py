"""``taisei graph export``: the graph of an earlier run, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.state import Debug, examples
from pipeline.errors import UsageError

NAME = "export"
EPILOG = examples(
    "taisei graph export out -o resistance.graphml",
    "taisei graph export out/documents.jsonl -o picture.svg --since 2024",
)
SUFFIXES = (".graphml", ".svg")


def run(
    predicted: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="Folder of a run, or its documents.jsonl."),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="File to write; .graphml or .svg."),
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
    from pipeline.report import render_svg
    from pipeline.run import build_labelled_graph, check_folder, write_file

    check_folder(out.parent)
    graph = build_labelled_graph(documents_of(predicted))
    content = graphml_bytes(graph) if out.suffix == ".graphml" else render_svg(graph).encode()
    write_file(out, content)

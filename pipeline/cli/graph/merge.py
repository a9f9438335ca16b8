"""``taisei graph merge``: several runs as one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.state import Debug, examples
from pipeline.cli.tagged import counted
from pipeline.errors import UsageError
from pipeline.read.outcome import printable

NAME = "merge"
EPILOG = examples(
    "taisei graph merge out-2023 out-2024 -o out-all",
    "taisei graph merge weekly/2024-05-13 weekly/2024-05-20 -o out",
)


def run(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN...", help="Folders of runs, or their documents.")
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="DIR", help="Folder to write the files of a run to."),
    ],
    _debug: Debug = False,
) -> None:
    """Unite the documents of runs and write all files of a run anew.

    A document that several runs have read from the same bytes is taken once, from the last of
    them; different documents of one name get a suffix.
    """
    from pipeline.cli.documents import run_file
    from pipeline.run import merge_runs

    for path in runs:
        if run_file(path) is None:
            raise UsageError(f"{path}: holds annotation; give the folder that taisei extract wrote")
    merged = merge_runs(runs, out)
    for name, id, kept in merged.copies:
        same = f"as {kept} " if kept != id else ""
        typer.echo(f"taisei: {printable(f'{name}: {id} is {same}in a later run')}", err=True)
    for name, id, new in merged.renamed:
        typer.echo(f"taisei: {printable(f'{name}: {id} is another text; now {new}')}", err=True)
    typer.echo(
        f"{out}: {counted(len(merged.documents), 'document')} of {counted(len(runs), 'run')}"
    )

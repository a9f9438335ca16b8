"""``taisei score``: how well a run agrees with gold annotation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.documents import documents_of
from pipeline.cli.state import Debug, examples
from pipeline.errors import UsageError

NAME = "score"
EPILOG = examples(
    "taisei score gold out --corpus corpus",
    "taisei score gold out --corpus corpus --details",
    "taisei score press-releases.json out/documents.jsonl --json --min-f1 0.6",
)


def run(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD", help="Folder of .ann files, one .ann, or a .json."),
    ],
    predicted: Annotated[
        Path, typer.Argument(metavar="PRED", help="Folder of a run, or its documents.jsonl.")
    ],
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the texts that the .ann files annotate."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not a table.")] = False,
    min_f1: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="X", help="Exit 1 where relations' F1 is below."),
    ] = None,
    details: Annotated[bool, typer.Option(help="List every miss and every false find.")] = False,
    _debug: Debug = False,
) -> None:
    """Compare the mentions and relations of a run with gold annotation."""
    from pipeline import gold as gold_room
    from pipeline import score as score_room

    skipped: list[str] = []
    wanted = gold_room.read_gold(gold, corpus, on_missing=skipped.append)
    for name in skipped:
        typer.echo(f"taisei: {name}: no text for this annotation; left out", err=True)
    if not wanted:
        raise UsageError(f"{gold}: nothing to score; give --corpus, the folder of its texts")
    scores = score_room.score(wanted, documents_of(predicted))
    typer.echo(score_room.to_json(scores) if as_json else score_room.table(scores), nl=False)

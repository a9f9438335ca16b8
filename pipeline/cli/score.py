"""``taisei score``: how well a run agrees with gold annotation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.documents import documents_of
from pipeline.cli.state import Debug, examples
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.score import Scores

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
    if as_json:
        typer.echo(json.dumps(score_room.to_json(scores), ensure_ascii=False, indent=2))
    else:
        typer.echo(score_room.table(scores), nl=False)
        if details:
            typer.echo("\n".join(detail_lines(scores)))
    f1 = scores.relations().f1
    if min_f1 is not None and (f1 is None or f1 < min_f1):
        reached = "undefined: there are no relations" if f1 is None else f"{f1:.3f}"
        typer.echo(f"taisei: score: F1 of relations is {reached}; --min-f1 asks {min_f1}", err=True)
        raise typer.Exit(1)


def detail_lines(scores: Scores) -> Iterator[str]:
    """Every miss and every false find, one line each."""
    for head, claims in (("missed", scores.missed), ("not in gold", scores.false_alarms)):
        yield f"{head}: {len(claims)}"
        for c in claims:
            negated = "not " if c.polarity == "negative" else ""
            yield f"  {c.document}: {c.subject_name} {negated}{c.relation} {c.object_name}" + (
                f"  ({c.subject} -> {c.object})"
            )

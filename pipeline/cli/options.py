"""Options that several commands take, each told once."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.limits import LIMITS
from pipeline.cli.painting import When

Reader = Annotated[
    bool,
    typer.Option(
        "--reader/--no-reader",
        help="Let trained models add English names and weigh relations (slower).",
    ),
]

Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="What text, JSON and HTML are encoded in, if not found out right."
    ),
]

EnglishModel = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Installed spaCy or scispaCy package that parses English."),
]

MinConfidence = Annotated[
    float | None,
    typer.Option(min=0, max=1, metavar="X", help="Least confidence of a relation."),
]

Bounds = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME=N", help=f"Raise or lower a bound on inputs: {', '.join(LIMITS)}."),
]

Colour = Annotated[
    When, typer.Option("--color", "--colour", help="auto: on a terminal without NO_COLOR.")
]

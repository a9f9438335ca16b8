"""``taisei graph``: the graph of an earlier run; one module per command."""

from __future__ import annotations

import typer

from pipeline.cli.graph import export
from pipeline.cli.state import examples

NAME = "graph"
COMMANDS = (export,)


def build_app() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        name=NAME,
        help="Write the graph of an earlier run in other tools' formats.",
        epilog=examples("taisei graph export out -o resistance.graphml"),
        no_args_is_help=True,
        rich_markup_mode="markdown",
    )
    for command in COMMANDS:
        app.command(command.NAME, epilog=command.EPILOG)(command.run)
    return app

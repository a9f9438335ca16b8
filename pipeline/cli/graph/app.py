"""``taisei graph``: the graph of earlier runs, as files and as answers."""

from __future__ import annotations

import typer

from pipeline.cli.graph import diff, export, merge, path, show
from pipeline.cli.state import examples

NAME = "graph"
_EPILOG = examples(
    "taisei graph export out -o resistance.graphml",
    "taisei graph show アレクチニブ --run out",
    "taisei graph path AREG ceritinib --run out",
    "taisei graph diff out-last-week out",
)
_COMMANDS = (export, show, path, diff, merge)


def build_app() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        name=NAME,
        help="Write the graph of earlier runs, ask it, compare and unite runs.",
        epilog=_EPILOG,
        no_args_is_help=True,
        rich_markup_mode="markdown",
    )
    for command in _COMMANDS:
        app.command(command.NAME, epilog=command.EPILOG)(command.run)
    return app

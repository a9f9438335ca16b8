"""``taisei lexicon``: look names up, and compile the lexicon anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Colour
from pipeline.cli.painting import When, painter
from pipeline.cli.state import Debug, examples

NAME = "lexicon"
_EPILOG = examples(
    "taisei lexicon lookup アレクチニブ T790M",
    "taisei lexicon lookup hgnc:3236",
    "taisei lexicon build --sources downloads/",
)


def build_app() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        name=NAME,
        help="Look names up in the lexicon, or compile it anew from its sources.",
        epilog=_EPILOG,
        no_args_is_help=True,
        rich_markup_mode="markdown",
    )
    app.command("lookup", epilog=_EPILOG)(lookup)
    app.command("build", epilog=_EPILOG)(build)
    return app


def lookup(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names or CURIEs.")],
    color: Colour = When.AUTO,
    _debug: Debug = False,
) -> None:
    """Print what each name can mean, best first, and from which source.

    For a CURIE, by what names the thing goes. In a pipe, a sense a line, parted by tabs. Exit 1
    where a name is unknown.
    """
    from pipeline.cli.lookup import card, look_up, rows
    from pipeline.lexicon import load

    lexicon, show = load(), painter(color)
    known = True
    for name in names:
        found = look_up(name, lexicon)
        known = known and found.known
        if show.terminal or show.colours:
            show.show(card(found, lexicon, show))
        else:
            typer.echo("\n".join(rows(found, lexicon)))
    if not known:
        raise typer.Exit(1)


def build(
    sources: Annotated[
        Path,
        typer.Option(
            "--sources", metavar="DIR", file_okay=False, help="Folder of the source files."
        ),
    ],
    target: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder to write to; else the package's own data."),
    ] = None,
    _debug: Debug = False,
) -> None:
    """Compile the lexicon from its sources; the same sources give the same bytes."""
    from pipeline.lexicon.build import build as compile_lexicon
    from pipeline.lexicon.store import COMPILED

    manifest = compile_lexicon(sources, target or COMPILED)
    counts = ", ".join(f"{count} {kind}" for kind, count in manifest.entities.items())
    typer.echo(f"{target or COMPILED}: {manifest.keys} names of {counts}")

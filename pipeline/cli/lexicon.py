"""``taisei lexicon``: look names up, and compile the lexicon anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.state import Debug, examples

NAME = "lexicon"
_EPILOG = examples(
    "taisei lexicon lookup アレクチニブ T790M",
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
    _debug: Debug = False,
) -> None:
    """Print what each name can mean, best first. Exit 1 where one is unknown."""
    unknown = 0
    for name in names:
        lines = senses(name)
        typer.echo("\n".join(lines) if lines else f"{name}\tnot in the lexicon")
        unknown += not lines
    if unknown:
        raise typer.Exit(1)


def senses(name: str) -> list[str]:
    """One line for each sense of a name, or for the thing that a CURIE names."""
    from pipeline.lexicon import load

    lexicon = load()
    lines = []
    for entry in lexicon.lookup(name):
        label = lexicon.label(entry.id)
        japanese = label.ja if label else ""
        fields = (name, entry.type, entry.id, entry.name, japanese, f"{entry.score:.2f}", entry.why)
        lines.append("\t".join(fields))
    label = lexicon.label(name)
    if label is not None:
        xrefs = " ".join(label.xrefs)
        lines.append("\t".join((name, label.type, name, label.name, label.ja, xrefs)))
    return lines


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

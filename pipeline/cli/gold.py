"""``taisei gold``: find the faults of annotation, and note which texts it is of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.state import Debug, examples

NAME = "gold"
_EPILOG = examples(
    "taisei gold check gold/",
    "taisei gold check my-gold/ --corpus my-texts/",
    "taisei gold manifest my-gold/ --corpus my-texts/",
)
_NAMED = 3  # of the documents without a text
Corpus = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="Folder of the texts; may be given again."),
]


def build_app() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        name=NAME,
        help="Find the faults of gold annotation, and note which texts it is of.",
        epilog=_EPILOG,
        no_args_is_help=True,
        rich_markup_mode="markdown",
    )
    app.command("check", epilog=_EPILOG)(check)
    app.command("manifest", epilog=_EPILOG)(manifest)
    return app


def check(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of .ann files, or one.")],
    corpus: Corpus = None,
    _debug: Debug = False,
) -> None:
    """Print every fault, one a line. Exit 1 where there is one.

    Overlaps, wrong offsets and words, unknown types, values and ids, arguments that are missing
    or can not stand there, relations without evidence, texts that changed.
    """
    from pipeline.audit import audit_gold
    from pipeline.lexicon import load

    found = audit_gold(gold, corpus or (), load())
    for fault in found.faults:
        typer.echo(fault)
    if found.unread:
        named = ", ".join(found.unread[:_NAMED]) + (", …" if len(found.unread) > _NAMED else "")
        told = f"{len(found.unread)} not checked, as their texts are not there ({named})"
        typer.echo(f"taisei: {told}; name their folder with --corpus", err=True)
    counted = f"{found.documents} documents checked, {len(found.faults)} faults"
    typer.echo(f"{counted}, {len(found.unread)} not checked" if found.unread else counted)
    if found.faults:
        raise typer.Exit(1)


def manifest(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of .ann files.")],
    corpus: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the texts.")] = None,
    _debug: Debug = False,
) -> None:
    """Write manifest.tsv anew, after texts were added or changed on purpose."""
    from pipeline.gold import gold_manifest
    from pipeline.run import check_folder, write_file

    content = gold_manifest(gold, corpus)
    check_folder(gold)
    write_file(gold / "manifest.tsv", content.encode())
    typer.echo(f"{gold / 'manifest.tsv'}: written")

"""``taisei rules``: check rules of one's own, and list all that open frames and fill them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Colour
from pipeline.cli.painting import When, painter
from pipeline.cli.state import Debug, examples
from pipeline.cues import LANGUAGES, CueKind, CueSets, RuleFile, check_rules, open_rules
from pipeline.errors import CueError, UsageError

NAME = "rules"
_EPILOG = examples(
    "taisei rules check mine.toml",
    "taisei rules list --language en --opens RESISTANCE",
    "taisei rules list --rules mine.toml --json",
    "taisei extract texts/ -o out --rules mine.toml",
)
OwnRules = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="FILE",
        help="Your own rules (TOML), beside taisei's; may be given again.",
    ),
]


def build_app() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        name=NAME,
        help="Check rules of your own, or list the cues and links by which relations are found.",
        epilog=_EPILOG,
        no_args_is_help=True,
        rich_markup_mode="markdown",
    )
    app.command("check", epilog=_EPILOG)(check)
    app.command("list", epilog=_EPILOG)(show)
    return app


def rule_files(paths: Sequence[Path] | None) -> tuple[RuleFile, ...]:
    """The files that ``--rules`` names, checked.

    Raises:
        CueError: one is missing or wrong; says which file, rule and key, and what to write.
    """
    files = tuple(map(open_rules, paths or ()))
    check_rules(files)
    return files


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of rules.")],
    _debug: Debug = False,
) -> None:
    """Check files of rules that are to be used together; print what is in them.

    Runs every example. Exit 2 where anything is wrong, with a line on each fault.
    """
    from pipeline.cli.rule_table import summary
    from pipeline.cues import hidden, read_all

    faults: list[str] = []
    found: list[RuleFile] = []
    for path in files:
        try:
            found.append(open_rules(path))
        except CueError as error:
            faults.append(str(error))
    rules, wrong = read_all(found)
    for fault in (*faults, *wrong):
        typer.echo(f"taisei: {' '.join(fault.split())}", err=True)
    if faults or wrong:
        raise typer.Exit(2)
    cues = CueSets(tuple(found))
    for one in rules:
        for told in hidden(one, cues.of(one.language)):
            typer.echo(f"taisei: {told}", err=True)
        typer.echo(summary(one))


def show(
    language: Annotated[
        str | None, typer.Option(metavar="ja|en", help="Those of one language alone.")
    ] = None,
    opens: Annotated[
        str | None, typer.Option(metavar="KIND", help="Those of one kind alone, as RESISTANCE.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, a rule a line.")] = False,
    rules: OwnRules = None,
    color: Colour = When.AUTO,
    _debug: Debug = False,
) -> None:
    """List cues and links, by kind, each with an example.

    In a pipe, a rule a line, parted by tabs. Of a link, ◇ is the therapy, ◆ the cause.
    """
    from pipeline.cli.rule_table import json_lines, listing, rows, rules_of

    languages = _languages(language)
    kind = _kind(opens)
    found = rules_of(rule_files(rules), languages, kind)
    paint = painter(color)
    if as_json:
        lines = json_lines(found)
    elif paint.terminal or paint.colours:
        paint.show(listing(found, paint))
        return
    else:
        lines = rows(found)
    for line in lines:
        typer.echo(line)


def _languages(given: str | None) -> tuple[str, ...]:
    if given is not None and given not in LANGUAGES:
        raise UsageError(f"rules list: --language {given}: is not known; give ja or en")
    return (given,) if given else LANGUAGES


def _kind(given: str | None) -> CueKind | None:
    if given is not None and given.upper() not in list(CueKind):
        raise UsageError(
            f"rules list: --opens {given}: no such kind; give one of {', '.join(CueKind)}"
        )
    return CueKind(given.upper()) if given else None

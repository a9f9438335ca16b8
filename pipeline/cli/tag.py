"""``taisei tag``: the named things of texts, in colour, as a table or as JSON, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.limits import limits_from
from pipeline.cli.options import Bounds, Colour, Encoding, Reader
from pipeline.cli.outcome import Outcome
from pipeline.cli.painting import Painter, When, painter
from pipeline.cli.state import Debug, State, examples
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.run import Named

NAME = "tag"
EPILOG = examples(
    "taisei tag release.txt",
    'taisei tag --text "MET増幅がオシメルチニブ耐性を起こす。"',
    "taisei tag papers/ --json",
    "taisei tag release.pdf --table",
    "taisei tag release.txt --why MET",
    "taisei tag release.txt --explain --at 120",
)


def run(
    context: typer.Context,
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[INPUT...]",
            readable=False,  # one file that may not be read must not stop the others
            help="Files in every format that extract reads, folders, patterns; - for standard"
            " input.",
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Read this, in place of inputs.")
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Say for each mention why it is there, and what lost and why."
        ),
    ] = False,
    why: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SURFACE", help="Explain only what is written so; may be given again."
        ),
    ] = None,
    at: Annotated[
        int | None,
        typer.Option(min=0, metavar="OFFSET", help="Explain only what stands at this character."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, a mention a line.")] = False,
    as_table: Annotated[
        bool,
        typer.Option("--table", help="Print a table; its columns are parted by tabs in a pipe."),
    ] = False,
    color: Colour = When.AUTO,
    encoding: Encoding = None,
    reader: Reader = True,
    limit: Bounds = None,
    _debug: Debug = False,
) -> None:
    """Mark every named thing of texts, with its type and id."""
    from pipeline.run import Named, Options, name_documents

    if (text is None) == (not inputs):
        raise UsageError("tag: give INPUT, or --text TEXT; one of the two")
    if as_json and as_table:
        raise UsageError("tag: --json and --table at once; give one of the two")
    if as_table and (explain or why or at is not None):
        raise UsageError("tag: a table has no room for reasons; take --json or neither")
    asked = bool(why) or at is not None
    options = Options(encoding=encoding, reader=reader, limits=limits_from(limit or ()))
    given = text if text is not None else list(inputs or ())
    items = name_documents(given, options, explain=explain or asked, misses=asked)
    show = painter(color)
    outcome = Outcome(NAME, context.find_object(State), Named)
    documents = outcome.documents(items)
    if as_table:
        _table(documents, show)
    elif as_json:
        _json(documents, why or (), at)
    elif explain or asked:
        _explanations(documents, show, why or (), at)
    else:
        _texts(documents, show, headed=text is None)
    outcome.end()


def _texts(documents: Iterator[Named], show: Painter, *, headed: bool) -> None:
    from pipeline.cli.tagged import headline, legend, text_lines

    for number, named in enumerate(documents):
        if headed:
            show.show([()] * bool(number) + [headline(named.document), ()])
        show.show(text_lines(named.document, show))
        show.show([(), *legend(named.document, show)])


def _table(documents: Iterator[Named], show: Painter) -> None:
    from pipeline.cli.tagged import table

    for line in table((named.document for named in documents), show):
        typer.echo(line)


def _json(documents: Iterator[Named], surfaces: Sequence[str], at: int | None) -> None:
    from pipeline.cli.cases import case_lines, cases, chosen
    from pipeline.export import mention_line

    for named in documents:
        doc = named.document
        if not named.decisions:
            for mention in doc.mentions:
                typer.echo(mention_line(doc, mention))
            continue
        found = chosen(cases(named), doc.text, surfaces, at)
        for case in sorted(found, key=lambda case: case.at):
            for line in case_lines(doc, case):
                typer.echo(line)


def _explanations(
    documents: Iterator[Named], show: Painter, surfaces: Sequence[str], at: int | None
) -> None:
    from pipeline.cli.cases import cases, chosen, unanswered
    from pipeline.cli.explained import explanation
    from pipeline.cli.tagged import headline
    from pipeline.lexicon import load

    for named in documents:
        doc = named.document
        found = chosen(cases(named), doc.text, surfaces, at)
        show.show([headline(doc), ()])
        show.show(explanation(doc, found, load(), show))
        for line in unanswered(found, doc.text, surfaces, at):
            typer.echo(line)

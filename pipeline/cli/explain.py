"""``taisei explain``: how the relations of a text were read, and what was dropped and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.limits import limits_from
from pipeline.cli.options import Bounds, Colour, Encoding, EnglishModel, MinConfidence, Reader
from pipeline.cli.outcome import Outcome
from pipeline.cli.painting import Painter, When, painter
from pipeline.cli.rules import OwnRules, rule_files
from pipeline.cli.state import Debug, State, examples
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.cli.asked import Asked
    from pipeline.run import Explained

NAME = "explain"
EPILOG = examples(
    "taisei explain release.txt",
    "taisei explain release.txt --line 12",
    "taisei explain release.pdf --at 2673",
    'taisei explain --text "MET増幅がオシメルチニブ耐性を起こす。"',
    "taisei explain release.txt --json",
    "taisei extract texts/ -o out --explain",
)


def run(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            readable=False,
            help="A file in any format that extract reads; - for standard input.",
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Read this, in place of a file.")
    ] = None,
    line: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only what stands in this line.")
    ] = None,
    sentence: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only this sentence.")
    ] = None,
    at: Annotated[
        int | None, typer.Option(min=0, metavar="OFFSET", help="Only what is at this character.")
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print JSON, a document a line, as extract --explain has it."),
    ] = False,
    color: Colour = When.AUTO,
    min_confidence: MinConfidence = None,
    english_model: EnglishModel = None,
    encoding: Encoding = None,
    reader: Reader = True,
    rules: OwnRules = None,
    limit: Bounds = None,
    _debug: Debug = False,
) -> None:
    """Say of each sentence how it was read: frames, slots, claims, and what was dropped."""
    from pipeline.cli.asked import Asked
    from pipeline.run import Explained, Options, explain_documents

    if (text is None) == (file is None):
        raise UsageError("explain: give FILE, or --text TEXT; one of the two")
    asked = Asked(line, sentence, at)
    if asked.too_much:
        raise UsageError("explain: give one of --line, --sentence and --at; not more")
    options = Options(
        min_confidence=min_confidence,
        english_model=english_model,
        encoding=encoding,
        reader=reader,
        rules=rule_files(rules),
        limits=limits_from(limit or ()),
    )
    given = text if text is not None else [file] if file else []
    outcome = Outcome(NAME, context.find_object(State), Explained)
    documents = outcome.documents(explain_documents(given, options))
    if as_json:
        _json(documents, asked)
    else:
        _explanations(documents, asked, painter(color))
    outcome.end()


def _json(documents: Iterator[Explained], asked: Asked) -> None:
    from pipeline.export import explanation_line

    for one in documents:
        doc = one.document
        typer.echo(explanation_line(doc, asked.chosen(doc, one.account)))


def _explanations(documents: Iterator[Explained], asked: Asked, show: Painter) -> None:
    from pipeline.cli.accounted import accounted

    for one in documents:
        doc = one.document
        show.show(accounted(doc, asked.chosen(doc, one.account), show))
        for told in asked.unanswered(doc):
            typer.echo(told)

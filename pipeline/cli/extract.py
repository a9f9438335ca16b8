"""``taisei extract``: texts in, a folder of results out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.limits import limits_from
from pipeline.cli.options import Bounds, Encoding, EnglishModel, MinConfidence, Reader
from pipeline.cli.progress import progress
from pipeline.cli.rules import OwnRules, rule_files
from pipeline.cli.state import Debug, State, examples
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.model import Mention

NAME = "extract"
EPILOG = examples(
    "taisei extract release.txt -o out",
    "taisei extract release.pdf page.html records.xml.gz -o out",
    "taisei extract texts/ more.zip -o out --workers 4",
    "taisei extract texts/ -o out --all --min-confidence 0.3",
    "taisei extract corpus/ -o out --mentions gold/",
    "taisei extract texts/ -o out --rules mine.toml",
)


def run(
    context: typer.Context,
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT...",
            readable=False,  # one file that may not be read must not stop the others
            help="Files (PDF, DOCX, HTML, text, JSON Lines, JATS, PubMed, BioC, PubAnnotation;"
            " .gz and .zip of them), folders, patterns; - for standard input.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="OUT", help="Folder for the results."),
    ],
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the documents.")] = 1,
    all_candidates: Annotated[
        bool,
        typer.Option("--all", help="Write relations below the threshold too, as candidates."),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Write with each document how its relations were read, and what was dropped.",
        ),
    ] = False,
    min_confidence: MinConfidence = None,
    english_model: EnglishModel = None,
    encoding: Encoding = None,
    reader: Reader = True,
    mentions: Annotated[
        Path | None,
        typer.Option(
            metavar="GOLD", help="Take the mentions of these .ann files; find relations alone."
        ),
    ] = None,
    rules: OwnRules = None,
    limit: Bounds = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    _debug: Debug = False,
) -> None:
    """Read texts and write documents, relations, graph and report to a folder."""
    from pipeline.run import Options, check_folder, extract_documents, write_run

    options = Options(
        workers=workers,
        min_confidence=min_confidence,
        all_candidates=all_candidates,
        explain=explain,
        english_model=english_model,
        encoding=encoding,
        reader=reader,
        mentions=_given(mentions, inputs) if mentions else None,
        rules=rule_files(rules),
        limits=limits_from(limit or ()),
    )
    check_folder(out)
    with progress("documents", shown=not quiet) as step:
        result = extract_documents(inputs, options, on_progress=step)
    state = context.find_object(State)
    for failure in result.failures:
        if state is not None and state.debug and failure.trace:
            typer.echo(failure.trace, err=True, nl=False)
        typer.echo(f"taisei: {failure}", err=True)
    if not result.documents and all(failure.stage == "read" for failure in result.failures):
        if not result.failures:
            raise UsageError("extract: the inputs hold no texts; give a file or a folder of texts")
        raise typer.Exit(2)
    write_run(out, result, options)
    if not quiet:
        for warning in result.warnings:
            typer.echo(f"taisei: {warning}", err=True)
        relations = sum(len(doc.relations) for doc in result.documents)
        typer.echo(
            f"{out}: {_count(len(result.documents), 'document')},"
            f" {_count(relations, 'relation')}"
            + (f"; {_count(len(result.failures), 'input')} failed" if result.failures else "")
        )
    if result.failures:
        raise typer.Exit(1)


def _given(path: Path, inputs: Sequence[Path]) -> dict[str, tuple[Mention, ...]]:
    """The mentions of gold, by document; the texts are beside it or in a folder of the inputs."""
    from pipeline.gold import read_gold

    folders = [given for given in inputs if given.is_dir()] or [given.parent for given in inputs]
    return {
        document.id: tuple(mention.as_mention("gold") for mention in document.mentions)
        for corpus in dict.fromkeys(folders)
        for document in read_gold(path, corpus, on_missing=lambda _: None)
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

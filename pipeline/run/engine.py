"""From paths to documents with relations, and from one text to one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cues import check_rules, open_rules
from pipeline.errors import InputError, UsageError
from pipeline.model import Document
from pipeline.run.clock import Clock
from pipeline.run.options import DEFAULTS, Options
from pipeline.run.outcome import Failure
from pipeline.run.stages import process
from pipeline.run.versions import check_english_model
from pipeline.run.warnings import warnings_of
from pipeline.run.workers import work_all

if TYPE_CHECKING:
    from pipeline.relate import Account

Progress = Callable[[int, int], None]  # documents done, documents in all


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run gives: documents by id, failures in the order of their inputs.

    ``seconds`` adds up, by stage, the time of all processes. ``accounts``, by the ids of
    documents, is empty where the options do not ask to explain.
    """

    documents: tuple[Document, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[str, ...]
    seconds: dict[str, float]
    accounts: Mapping[str, Account] = field(default_factory=dict)


def extract_documents(
    paths: Sequence[str | Path],
    options: Options = DEFAULTS,
    on_progress: Progress | None = None,
) -> RunResult:
    """Read files and folders and process every document in them.

    What fails is kept as a failure; everything else goes on.

    Raises:
        DependencyError, LexiconError, CueError: the installation is not whole, or the user's
            rules are wrong.
    """
    from pipeline import read

    check_english_model(options.english_model)
    check_rules(options.rules)
    clock = Clock()
    failures: list[Failure] = []
    inputs: list[Document] = []
    with clock("read"):
        for item in read.read_inputs(paths, limits=options.limits, encoding=options.encoding):
            if isinstance(item, Document):
                inputs.append(_with_mentions(item, options))
            else:
                failures.append(Failure(item.name, "read", item.what, item.remedy))
    done: list[Document] = []
    accounts: dict[str, Account] = {}
    seconds = dict(clock.seconds)
    if options.mentions is not None:  # they travel with their documents
        options = replace(options, mentions={})
    for number, outcome in enumerate(work_all(inputs, options), start=1):
        if outcome.document is not None:
            done.append(outcome.document)
            if outcome.account is not None:
                accounts[outcome.document.id] = outcome.account
        if outcome.failure is not None:
            failures.append(outcome.failure)
        for stage, took in outcome.seconds.items():
            seconds[stage] = seconds.get(stage, 0.0) + took
        if on_progress is not None:
            on_progress(number, len(inputs))
    return RunResult(tuple(done), tuple(failures), warnings_of(done), seconds, accounts)


def extract_one(
    text_or_path: str | Path,
    *,
    english_model: str | None = None,
    encoding: str | None = None,
    rules: Sequence[Path] = (),
    reader: bool = True,
) -> Document:
    """Process one text (a ``str``) or one file (a ``Path``); ``pipeline.extract`` says more."""
    check_english_model(english_model)
    files = tuple(map(open_rules, rules))
    check_rules(files)
    options = Options(english_model=english_model, encoding=encoding, rules=files, reader=reader)
    return process(_one_input(text_or_path, options), options)


def _with_mentions(document: Document, options: Options) -> Document:
    if options.mentions is None:
        return document
    return replace(document, mentions=options.mentions.get(document.id, ()))


def _one_input(text_or_path: str | Path, options: Options) -> Document:
    from pipeline import read

    if isinstance(text_or_path, str):
        return read.document_from_text(text_or_path)
    found = list(read.read_inputs([text_or_path], encoding=options.encoding))
    if len(found) != 1:
        raise UsageError(
            f"{text_or_path}: holds {len(found)} documents; give one file, or use extract_many"
        )
    (item,) = found
    if isinstance(item, Document):
        return item
    raise InputError(f"{item.name}: {item.what}; {item.remedy}")

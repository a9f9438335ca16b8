"""From inputs to documents with their relations, and how these were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cues import check_rules
from pipeline.model import Document
from pipeline.run.clock import Clock
from pipeline.run.naming import inputs_of
from pipeline.run.options import DEFAULTS, Options
from pipeline.run.outcome import Failure, failure_of
from pipeline.run.stages import process_explained
from pipeline.run.versions import check_english_model
from pipeline.run.workers import FATAL

if TYPE_CHECKING:
    from pipeline.relate import Account


@dataclass(frozen=True, slots=True)
class Explained:
    """A document with its relations, and the account of how they were read."""

    document: Document
    account: Account


def explain_documents(
    given: Sequence[str | Path] | str, options: Options = DEFAULTS
) -> Iterator[Explained | Failure]:
    """Read inputs and the relations in them, one document after another, and say how.

    Args:
        given: files, folders, ``-``; a ``str`` is the text itself.
        options: as those of a run.

    Yields:
        Documents, or the failures in their place, sorted by id.

    Raises:
        InputError: a text given is blank.
        DependencyError, LexiconError, CueError: the installation is not whole, or the user's
            rules are wrong.
    """
    check_english_model(options.english_model)
    check_rules(options.rules)
    for item in inputs_of(given, options):
        if isinstance(item, Failure):
            yield item
            continue
        clock = Clock()
        try:
            done: Explained | Failure = Explained(*process_explained(item, options, clock))
        except FATAL:
            raise
        except Exception as error:
            done = failure_of(item.id, clock.stage, error)
        yield done

"""What becomes of one document: a result or a failure, and the seconds it took."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import TaiseiError
from pipeline.model import Document
from pipeline.read.outcome import printable

if TYPE_CHECKING:
    from pipeline.relate import Account

_REPORT = "run it alone with --debug for the traceback, and report it as a fault of taisei"
_LOOK = "mend or leave out this input"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input has no result: which input, in which stage, what happened, what to do."""

    name: str
    stage: str
    what: str
    remedy: str
    trace: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        return _one_line(f"{self.name}: {self.stage}: {self.what}; {self.remedy}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One document's way through the stages; ``account`` where it was to be explained."""

    document: Document | None
    failure: Failure | None
    seconds: Mapping[str, float]
    account: Account | None = None


def failure_of(name: str, stage: str, error: Exception) -> Failure:
    """Turn an exception into a failure.

    taisei's own errors say the remedy themselves, after the last semicolon; whatever else
    arrives here is a fault of taisei, and says so.
    """
    trace = "".join(traceback.format_exception(error))
    text = _one_line(str(error))
    if not isinstance(error, TaiseiError):
        return Failure(name, stage, f"{type(error).__name__}: {text}", _REPORT, trace)
    what, separator, remedy = text.rpartition("; ")
    return Failure(name, stage, what if separator else text, remedy if separator else _LOOK, trace)


def crash_of(name: str) -> Failure:
    """The failure of a document whose process ended without a word."""
    return Failure(
        name,
        "process",
        "the process that worked on it died",
        "it may need more memory than there is: run it alone, or split the input",
    )


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))

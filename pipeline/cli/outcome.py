"""Failures of inputs as they come, and the exit code that they call for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

import typer

from pipeline.cli.state import State
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.run import Failure

Done = TypeVar("Done")


class Outcome(Generic[Done]):
    """Tells failures as they come, and ends with the exit code that they call for."""

    def __init__(self, command: str, state: State | None, done: type[Done]) -> None:
        self._command = command
        self._traced = state is not None and state.debug
        self._kind = done
        self._done = 0
        self._failures: list[Failure] = []

    def documents(self, items: Iterable[Done | Failure]) -> Iterator[Done]:
        """What was done; a line on stderr for each failure."""
        for item in items:
            if isinstance(item, self._kind):
                self._done += 1
                yield item
                continue
            failure: Failure = item  # type: ignore[assignment]
            self._failures.append(failure)
            if self._traced and failure.trace:
                typer.echo(failure.trace, err=True, nl=False)
            typer.echo(f"taisei: {failure}", err=True)

    def end(self) -> None:
        """Leave the command with the exit code for what failed."""
        if not self._done and not self._failures:
            raise UsageError(
                f"{self._command}: the inputs hold no texts; give a file or a folder of texts"
            )
        if self._failures:
            unread = not self._done and all(f.stage == "read" for f in self._failures)
            raise typer.Exit(2 if unread else 1)

"""What all commands share: the option --debug, and the parts of the help that repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer


@dataclass(slots=True)
class State:
    """What one invocation was told that outlives its command."""

    debug: bool = False


def _note_debug(context: typer.Context, value: bool) -> bool:
    state = context.find_object(State)
    if state is not None and value:
        state.debug = True
    return value


Debug = Annotated[
    bool,
    typer.Option("--debug", help="On an error, show the traceback too.", callback=_note_debug),
]


def examples(*lines: str) -> str:
    """An epilog of examples for ``--help``, one command a line."""
    return "\n\n".join(("Examples:", *(f"`{line}`" for line in lines)))

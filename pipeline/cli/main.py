"""The entry of the command: options of all commands, errors in one line, exit codes.

Exit codes: 0 fine; 1 some inputs failed or a threshold was missed; 2 wrong use, or nothing that
can be worked on; 130 after Ctrl-C. Where the reader of a pipe has gone (`| head`), 1 and silence.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from pipeline.cli import (
    convert,
    doctor,
    explain,
    extract,
    gold,
    lexicon,
    pair,
    rules,
    score,
    tag,
)
from pipeline.cli.graph import app as graph
from pipeline.cli.state import Debug, State, examples
from pipeline.errors import TaiseiError

_HELP = """Reads Japanese and English texts on cancer therapy and writes a graph of what causes
resistance to which therapy and what overcomes it, each edge with the sentence that says so."""

_EXIT = "Exit codes: 0 fine, 1 some inputs failed or a threshold was missed, 2 wrong use."


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline.run.versions import taisei_version

        typer.echo(f"taisei {taisei_version()}")
        raise typer.Exit


def _main(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_version, is_eager=True),
    ] = False,
    _debug: Debug = False,
) -> None:
    pass


def build_app() -> typer.Typer:
    """Put the commands together."""
    app = typer.Typer(
        name="taisei",
        help=_HELP,
        epilog=examples("taisei extract texts/ -o out", "taisei score gold/ out/", "taisei doctor")
        + f"\n\n{_EXIT}",
        no_args_is_help=True,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_main)
    for command in (extract, explain, tag, score, convert, pair, doctor):
        app.command(command.NAME, epilog=command.EPILOG)(command.run)
    app.add_typer(graph.build_app())
    app.add_typer(gold.build_app())
    app.add_typer(lexicon.build_app())
    app.add_typer(rules.build_app())
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; errors go to stderr, one line each.

    Args:
        arguments: what follows ``taisei``; None takes the process's own.
    """
    state = State()
    command = typer.main.get_command(build_app())
    try:
        result = command.main(
            args=None if arguments is None else list(arguments),
            prog_name="taisei",
            standalone_mode=False,
            obj=state,
        )
    except typer.TyperException as error:
        return _complain(_usage(error), 2, state)
    except TaiseiError as error:
        return _complain(str(error), 2, state)
    except BrokenPipeError:
        raise
    except Exception as error:
        fault = f"{type(error).__name__}: {error}; run it with --debug and report the traceback"
        return _complain(f"fault of taisei: {fault}", 1, state)
    if result == 130:
        return _complain("interrupted: no file is left half-written; run it again", 130, state)
    return result if isinstance(result, int) else 0


def run() -> None:
    """The console script ``taisei``."""
    # One thread per process: the parsers' matrices are small, and the sums stay the same.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (as `| head` does). Keep the interpreter from failing to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    raise SystemExit(code)


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "taisei"
    what = error.format_message().rstrip(". ")
    place = where.removeprefix("taisei").strip()
    return f"{place + ': ' if place else ''}{what}; see {where} --help"


def _complain(message: str, code: int, state: State) -> int:
    if state.debug:
        traceback.print_exc()
    typer.echo(f"taisei: {' '.join(message.split())}", err=True)
    return code

"""The options that say which part of a graph is meant, the same for every command."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import UsageError
from pipeline.graph import Selection
from pipeline.model import MentionType

_PANEL = "Which part of it"

RunFolder = Annotated[
    Path,
    typer.Option(
        "--run", "-r", metavar="OUT", help="Folder that taisei extract wrote, or its documents."
    ),
]
"""Where a command looks that takes names; ``out`` where nothing is said."""

Json = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


class Kind(StrEnum):
    """The kinds of relation."""

    CAUSES_RESISTANCE = "CAUSES_RESISTANCE"
    OVERCOMES = "OVERCOMES"


class Sign(StrEnum):
    """Whether it is said or denied."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Sureness(StrEnum):
    """Whether some document asserts it, or all only suppose it."""

    ASSERTED = "asserted"
    HYPOTHESISED = "hypothesised"


def _many(help: str, metavar: str | None = None) -> Any:
    """An option that may be given several times."""
    return typer.Option(metavar=metavar, help=help, case_sensitive=False, rich_help_panel=_PANEL)


def _least(help: str) -> Any:
    return typer.Option(min=0, max=1, metavar="X", help=help, rich_help_panel=_PANEL)


def selection_of(
    type: Annotated[
        list[MentionType] | None, _many("Of what causes, overcomes or is given.")
    ] = None,
    relation: Annotated[list[Kind] | None, _many("Kind of relation.")] = None,
    polarity: Annotated[list[Sign] | None, _many("Said or denied.")] = None,
    certainty: Annotated[list[Sureness] | None, _many("Asserted, or only supposed.")] = None,
    disease: Annotated[
        list[str] | None, _many("In a disease or its subtypes: a name or id.", "NAME")
    ] = None,
    document: Annotated[
        list[str] | None, _many("Of documents: an id, or a pattern with * and ?.", "ID")
    ] = None,
    since: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="Documents from YYYY[-MM[-DD]] on.", rich_help_panel=_PANEL
        ),
    ] = "",
    until: Annotated[
        str,
        typer.Option(metavar="DATE", help="Documents up to DATE.", rich_help_panel=_PANEL),
    ] = "",
    min_confidence: Annotated[float, _least("Least confidence of a document's claim.")] = 0.0,
    min_belief: Annotated[float, _least("Least belief over all documents.")] = 0.0,
) -> Selection:
    """The selection that the options ask for.

    Raises:
        UsageError: a date is none, or no disease is called so.
    """
    return Selection(
        documents=tuple(document or ()),
        since=since,
        until=until,
        min_confidence=min_confidence,
        diseases=frozenset(id for name in disease or () for id in _diseases(name)),
        types=frozenset(map(str, type or ())),
        relations=frozenset(map(str, relation or ())),
        polarities=frozenset(map(str, polarity or ())),
        certainties=frozenset(map(str, certainty or ())),
        min_belief=min_belief,
    )


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of :func:`selection_of` in place of its ``selection``."""
    own = inspect.signature(command, eval_str=True)
    options = inspect.signature(selection_of, eval_str=True).parameters

    @wraps(command)
    def run(**given: Any) -> None:
        asked = {name: given.pop(name) for name in options}
        command(**given, selection=selection_of(**asked))

    kept = [p for name, p in own.parameters.items() if name != "selection"]
    every = [p.replace(kind=p.KEYWORD_ONLY) for p in (*kept, *options.values())]
    # What typer reads; it takes the annotations from here as well.
    run.__signature__ = own.replace(parameters=every)  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run


def _diseases(name: str) -> Iterable[str]:
    from pipeline.lexicon import load

    label = load().label(name)
    if label is not None and label.type is MentionType.DISEASE:
        return [name]
    found = [entry.id for entry in load().lookup(name) if entry.type is MentionType.DISEASE]
    if not found:
        raise UsageError(
            f"--disease {name}: the lexicon has no disease of this name; "
            "see taisei lexicon lookup, or give an id such as mondo:0005233"
        )
    return found

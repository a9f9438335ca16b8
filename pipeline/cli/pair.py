"""``taisei pair``: what the Japanese and the English text on one study say, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.graph.data import relation_data
from pipeline.cli.graph.lines import INDENT, sentences, statement, weight
from pipeline.cli.graph.run import Run, open_run
from pipeline.cli.graph.selecting import Json, selecting
from pipeline.cli.options import Colour
from pipeline.cli.painting import FAINT, HEAD, Painter, When, painter
from pipeline.cli.state import Debug, examples
from pipeline.cli.wrapping import Line, Piece, wrapped
from pipeline.errors import UsageError
from pipeline.export import json_line
from pipeline.graph import AssembledRelation, Both, Pairing, Selection, pair, pair_two
from pipeline.read.outcome import printable

NAME = "pair"
EPILOG = examples(
    "taisei pair out",
    "taisei pair out --between release-2024 abstract-2024",
    "taisei pair out --min-belief 0.5 --json",
)
_BOTH = {
    "agreed": "Both say",
    "ja_stronger": "Asserted in Japanese, supposed in English",
    "en_stronger": "Asserted in English, supposed in Japanese",
    "contradicting": "One says what the other denies",
}
_ALONE = {"only_ja": "Only in Japanese", "only_en": "Only in English"}


@selecting
def run(
    predicted: Annotated[
        Path, typer.Argument(metavar="OUT", help="Folder of a run, or its documents.jsonl.")
    ],
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="JA EN", help="These two documents, whatever study they are of."),
    ] = None,
    evidence: Annotated[
        int, typer.Option(min=0, metavar="N", help="Sentences shown of each side.")
    ] = 1,
    json: Json = False,
    color: Colour = When.AUTO,
    _debug: Debug = False,
    *,
    selection: Selection,
) -> None:
    """Line up Japanese texts with English ones on the same study, claim by claim.

    Texts are of one study where they share a DOI or a paper's title. Exit 1 where no study is
    told in both languages.
    """
    opened = open_run(predicted, selection)
    pairings = _pairings(opened, between, selection)
    show = painter(color)
    for pairing in pairings:
        if json:
            typer.echo(json_line(_data(pairing, opened)))
        else:
            show.show(_lines(pairing, opened, evidence, show))
    if not pairings:
        what = "no study is told in both languages"
        typer.echo(f"taisei: {predicted}: {what}; name two documents with --between", err=True)
        raise typer.Exit(1)


def _pairings(
    opened: Run, between: tuple[str, str] | None, selection: Selection
) -> tuple[Pairing, ...]:
    documents = {doc.id: doc for doc in opened.selected.documents}
    if between is None:
        return pair(tuple(documents.values()), selection)
    for id in between:
        if id not in documents:
            raise UsageError(f"--between {id}: no such document; give ids of documents.jsonl")
    ja, en = (documents[id] for id in between)
    return (pair_two(ja, en, selection),)


def _data(pairing: Pairing, opened: Run) -> dict[str, Any]:
    def told(relation: AssembledRelation) -> dict[str, Any]:
        return relation_data(relation, opened.documents, ())

    return {
        "study": pairing.study,
        "dois": list(pairing.dois),
        "ja": list(pairing.ja),
        "en": list(pairing.en),
        **{
            part: [{"ja": told(both.ja), "en": told(both.en)} for both in getattr(pairing, part)]
            for part in _BOTH
        },
        **{part: [told(relation) for relation in getattr(pairing, part)] for part in _ALONE},
    }


def _lines(pairing: Pairing, opened: Run, most: int, painter: Painter) -> Iterator[Line]:
    for line in _told(pairing, opened, most):
        yield from wrapped(line, painter.width, INDENT)
    yield ()


def _told(pairing: Pairing, opened: Run, most: int) -> Iterator[Line]:
    yield (Piece(printable(f"{_list(pairing.ja)} – {_list(pairing.en)}"), HEAD),)
    if pairing.dois:
        yield (Piece(printable(f"  doi {_list(pairing.dois)}"), FAINT),)
    parts = {**_BOTH, **_ALONE}
    counts = (f"{heading.lower()}: {len(getattr(pairing, p))}" for p, heading in parts.items())
    yield (Piece(f"  {'; '.join(counts)}", FAINT),)
    for part, heading in parts.items():
        found: Sequence[Both | AssembledRelation] = getattr(pairing, part)
        if found:
            yield from ((), (Piece(heading, HEAD),))
        for one in found:
            yield from _claim(one, opened, most)


def _claim(one: Both | AssembledRelation, opened: Run, most: int) -> Iterator[Line]:
    sides = (one.ja, one.en) if isinstance(one, Both) else (one,)
    alike = len({side.key for side in sides}) == 1
    for number, side in enumerate(sides):
        if number == 0 or not alike:
            names = opened.called(side.subject), opened.called(side.object)
            yield (Piece("  "), *statement(side, *names), *(weight(side, ()) if not alike else ()))
        yield from sentences(side, opened.documents, most)


def _list(ids: Sequence[str]) -> str:
    return ", ".join(ids)

"""``taisei score``: how well a run, or a second reading, agrees with gold annotation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.documents import predictions_of, run_file
from pipeline.cli.state import Debug, examples
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.gold import GoldDocument
    from pipeline.score import Claim, Comparison, PairedTest, Scores

Ids = frozenset[str] | None

NAME = "score"
EPILOG = examples(
    "taisei score gold out --corpus corpus",
    "taisei score gold out --corpus corpus --html score.html",
    "taisei score gold --compare before after --corpus corpus",
    "taisei score readings/first readings/second --corpus corpus",
    "taisei score press-releases.json out/documents.jsonl --json --min-f1 0.6",
)
_GOLD = "Folder of .ann files, one .ann, or a .json."
_NOTHING = "{}: nothing to score; give --corpus, the folder of its texts"
_PRED = "Folder of a run, its documents.jsonl, or a second reading (.ann)."


def run(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help=_GOLD)],
    predicted: Annotated[Path | None, typer.Argument(metavar="PRED", help=_PRED)] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the texts that the .ann files annotate."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Score this document alone; may be given again."),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Score the documents of a split (dev, test)."),
    ] = None,
    compared: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            "--compare", metavar="OLD NEW", help="Two runs: what the new one won and lost."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not a table.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page with each error in its sentence."),
    ] = None,
    min_f1: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="X", help="Exit 1 where relations' F1 is below."),
    ] = None,
    details: Annotated[bool, typer.Option(help="List every miss and every false find.")] = False,
    _debug: Debug = False,
) -> None:
    """Compare the mentions and relations of a run with gold annotation."""
    if (predicted is None) == (compared is None):
        raise UsageError("give PRED to score it; or --compare OLD NEW to set two side by side")
    ids = _ids(gold, only, split)
    if compared:
        _compare(gold, compared, corpus, ids, as_json)
        return
    assert predicted is not None
    if html:
        scores = _with_page(html, gold, predicted, corpus, ids)
    else:
        scores = _scores(gold, predicted, corpus, ids)
    _report(scores, as_json, details, min_f1)


def _gold(path: Path, corpus: Path | None, ids: Ids) -> tuple[GoldDocument, ...]:
    """The gold documents asked for, those whose text is there."""
    from pipeline import gold as gold_room

    wanted = gold_room.read_gold(path, corpus, on_missing=_tell_missing)
    if not wanted:
        raise UsageError(_NOTHING.format(path))
    return tuple(document for document in wanted if ids is None or document.id in ids)


def _ids(path: Path, only: Sequence[str] | None, split: str | None) -> Ids:
    """The ids asked for; None where all are."""
    from pipeline import gold as gold_room

    ids = gold_room.split_of(path, split) if split else None
    if not only:
        return ids
    known = {file.stem for file in path.glob("*.ann")} if path.is_dir() else set(only)
    unknown = sorted(set(only) - (known if ids is None else ids))
    if unknown:
        raise UsageError(f"--only {unknown[0]}: no such document; use the names of {path}")
    return frozenset(only)


def _tell_missing(name: str) -> None:
    typer.echo(f"taisei: {name}: no text for this annotation; left out", err=True)


def _scores(gold: Path, predicted: Path, corpus: Path | None, ids: Ids) -> Scores:
    """Score, document by document where both sides are large folders and files."""
    from pipeline import score as score_room
    from pipeline.run import score_run

    documents = run_file(predicted)
    if gold.is_dir() and documents is not None:
        scores = score_run(gold, corpus, documents, ids=ids, on_missing=_tell_missing)
        if not scores.documents:
            raise UsageError(_NOTHING.format(gold))
        return scores
    return score_room.score(_gold(gold, corpus, ids), predictions_of(predicted, corpus))


def _report(scores: Scores, as_json: bool, details: bool, min_f1: float | None) -> None:
    from pipeline import score as score_room

    if as_json:
        typer.echo(json.dumps(score_room.to_json(scores), ensure_ascii=False, indent=2))
    else:
        typer.echo(score_room.table(scores), nl=False)
        if details:
            typer.echo("\n".join(detail_lines(scores)))
    f1 = scores.relations().f1
    if min_f1 is not None and (f1 is None or f1 < min_f1):
        reached = "undefined: there are no relations" if f1 is None else f"{f1:.3f}"
        typer.echo(f"taisei: score: F1 of relations is {reached}; --min-f1 asks {min_f1}", err=True)
        raise typer.Exit(1)


def _with_page(path: Path, gold: Path, predicted: Path, corpus: Path | None, ids: Ids) -> Scores:
    """Score with all documents at hand, as the page shows their sentences."""
    from pipeline import score as score_room
    from pipeline.report import render_scores
    from pipeline.run import check_folder, write_file

    wanted, found = _gold(gold, corpus, ids), tuple(predictions_of(predicted, corpus))
    scores = score_room.score(wanted, found)
    check_folder(path.parent)
    write_file(path, render_scores(scores, wanted, found).encode())
    typer.echo(f"taisei: {path}: written", err=True)
    return scores


def _compare(
    gold: Path, paths: tuple[Path, Path], corpus: Path | None, ids: Ids, as_json: bool
) -> None:
    from pipeline import score as score_room

    old, new = (_scores(gold, path, corpus, ids) for path in paths)
    found = score_room.compare(old, new)
    if as_json:
        text = json.dumps(score_room.comparison_to_json(found), ensure_ascii=False, indent=2)
    else:
        text = "\n".join(_comparison_lines(found))
    typer.echo(text)


def _comparison_lines(found: Comparison) -> Iterator[str]:
    for name, test in (("relations", found.relations), ("mentions", found.mentions)):
        yield f"{name:9}  {_tested(test)}"
    for head, claims in (
        ("won: now found", found.found),
        ("won: no longer false", found.mended),
        ("lost: no longer found", found.lost),
        ("lost: now false", found.broken),
    ):
        yield f"{head}: {len(claims)}"
        yield from map(_line, claims)


def _tested(test: PairedTest) -> str:
    figures = [("-" if x is None else f"{x:.3f}") for x in (test.old, test.new)]
    text = f"F1 {figures[0]} -> {figures[1]}"
    if test.difference is None or test.interval is None:
        return text
    low, high = test.interval.low, test.interval.high
    return f"{text}  {test.difference:+.3f} (95 % {low:+.3f} to {high:+.3f})  p = {test.p:.3g}"


def detail_lines(scores: Scores) -> Iterator[str]:
    """Every miss and every false find, one line each."""
    for head, claims in (
        ("missed", scores.missed),
        ("not in gold", scores.false_alarms),
        ("wrong certainty", scores.uncertain),
    ):
        yield f"{head}: {len(claims)}"
        yield from map(_line, claims)


def _line(claim: Claim) -> str:
    negated = "not " if claim.polarity == "negative" else ""
    cause = f"  [{claim.cause}]" if claim.cause else ""
    return (
        f"  {claim.document}: {claim.subject_name} {negated}{claim.relation} {claim.object_name}"
        f"  ({claim.subject} -> {claim.object}){cause}"
    )

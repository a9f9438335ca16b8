"""Scores a run against a folder of gold without holding either in memory.

Documents are scored one by one, in processes that share them. The figures are those of
:func:`pipeline.score.score`, whatever the number of processes.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import GoldError, InputError
from pipeline.export import parse_findings
from pipeline.gold import GoldFolder, open_gold
from pipeline.run.workers import process_pool, script_hidden
from pipeline.score import DocumentScore, Scores, score_document

_LINES = 50  # documents that a process takes at a time
_WAITING = 4  # such lots a process, read ahead
_WORTH_A_PROCESS = 400  # documents; below, starting it costs more than it saves


class _Lot(NamedTuple):
    """Lines of a ``documents.jsonl`` and the gold to score them against."""

    gold: Path
    corpus: Path | None
    source: str
    first: int
    lines: tuple[bytes, ...]


class _Scored(NamedTuple):
    """One document's score; None where gold does not have it, or not its text."""

    id: str
    score: DocumentScore | None


def score_run(
    gold: Path,
    corpus: Path | None,
    documents: Path,
    *,
    ids: Collection[str] | None = None,
    workers: int | None = None,
    on_missing: Callable[[str], object] | None = None,
) -> Scores:
    """Score the documents of a run.

    Args:
        gold: a folder of ``.ann`` files.
        corpus: the folder of their texts; None where they lie beside them.
        documents: the ``documents.jsonl`` of a run.
        ids: score these gold documents alone; None scores all.
        workers: processes; None takes as many as there are cores and work for.
        on_missing: called with the id of each gold document whose text is not there.

    Raises:
        GoldError: gold has a fault, or a document was predicted twice or from another text.
        InputError: a line of ``documents`` is wrong.
    """
    folder = open_gold(gold, corpus)
    wanted = set(folder.files) & set(ids if ids is not None else folder.files)
    found: dict[str, DocumentScore] = {}
    ignored: set[str] = set()
    seen: set[str] = set()
    for id_, score in _scored(_lots(gold, corpus, documents), _workers(workers, wanted)):
        if id_ in seen:
            raise GoldError(f"predictions: document {id_} comes twice; score one run at a time")
        seen.add(id_)
        if id_ in wanted and score is not None:
            found[id_] = score
        elif id_ not in folder.files:
            ignored.add(id_)
    for id_ in sorted(wanted - found.keys()):
        document = folder.read(id_)
        if document is not None:
            found[id_] = score_document(document, None)
        elif on_missing is not None:
            on_missing(id_)
    if ids is not None:
        ignored |= seen - wanted
    return Scores(tuple(found[id_] for id_ in sorted(found)), tuple(sorted(ignored)))


def _workers(asked: int | None, wanted: Collection[str]) -> int:
    if asked is not None:
        return asked
    return max(1, min(os.cpu_count() or 1, len(wanted) // _WORTH_A_PROCESS))


def _lots(gold: Path, corpus: Path | None, documents: Path) -> Iterator[_Lot]:
    lines: list[bytes] = []
    first = 1
    with documents.open("rb") as file:
        for number, line in enumerate(file, start=1):
            lines.append(line)
            if len(lines) == _LINES:
                yield _Lot(gold, corpus, str(documents), first, tuple(lines))
                lines, first = [], number + 1
    yield _Lot(gold, corpus, str(documents), first, tuple(lines))


def _scored(lots: Iterator[_Lot], workers: int) -> Iterator[_Scored]:
    if workers < 2:
        for lot in lots:
            yield from _score_lot(lot)
        return
    waiting: deque[Future[list[_Scored]]] = deque()
    with process_pool(workers) as executor:
        for lot in lots:
            with script_hidden():
                waiting.append(executor.submit(_score_lot, lot))
            if len(waiting) >= workers * _WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


@cache
def _opened(gold: Path, corpus: Path | None) -> GoldFolder:
    """Opened once in each process: the manifest may be long."""
    return open_gold(gold, corpus)


def _score_lot(lot: _Lot) -> list[_Scored]:
    folder = _opened(lot.gold, lot.corpus)
    scored: list[_Scored] = []
    for number, line in enumerate(lot.lines, start=lot.first):
        if not line.strip():
            continue
        where = f"{lot.source}, line {number}"
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            what = f"not UTF-8 at byte {error.start}"
            raise InputError(f"{where}: {what}; run taisei extract again") from error
        document = parse_findings(text, where=where)
        gold = folder.read(document.id) if document.id in folder.files else None
        scored.append(_Scored(document.id, score_document(gold, document) if gold else None))
    return scored

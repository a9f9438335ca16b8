"""Texts through the whole line, in two processes; each set is read once and kept."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import external
from tagging.passages import BENCHMARKS, ROOT, SHARED

from pipeline.gold import GoldDocument, read_gold, split_of
from pipeline.model import Document, Mention
from pipeline.read import Failure, document_from_text, read_inputs
from pipeline.run import Options
from pipeline.run.workers import work_all

GOLD, CORPUS = ROOT / "gold", ROOT / "corpus"
WORKERS = 2


@dataclass(frozen=True)
class Set:
    """Where gold and its texts are; ``corpus`` is None for texts taken out of the benchmarks.

    ``used`` says what the set was used for, since figures of a set that something was fitted to
    promise less.
    """

    gold: Path
    corpus: Path | None
    used: str


SETS: Mapping[str, Set] = {
    "dev": Set(GOLD, CORPUS, "rules written, joint weights and threshold chosen on it"),
    "test": Set(GOLD, CORPUS, "nothing; never looked at"),
    "releases": Set(
        GOLD / "external" / "releases",
        SHARED / "corpus",
        "read in development, its relations required; encoder trained on it",
    ),
    "civic": Set(GOLD / "external" / "civic", None, "encoder trained on it"),
    "biored": Set(GOLD / "external" / "biored", None, "encoder trained on it"),
}


@dataclass(frozen=True)
class Texts:
    """The gold of a set, and its documents as read from files, before any stage."""

    gold: tuple[GoldDocument, ...]
    documents: tuple[Document, ...]


@cache
def texts_of(name: str) -> Texts | None:
    """A set; None where its texts are not there."""
    one = SETS[name]
    corpus = one.corpus or benchmark_texts()
    if corpus is None or not corpus.is_dir() or not one.gold.is_dir():
        return None
    ids = split_of(GOLD, name) if one.gold == GOLD else None
    every = read_gold(one.gold, corpus, on_missing=lambda _: None)
    gold = tuple(g for g in every if ids is None or g.id in ids)
    found = read_inputs([corpus / f"{g.id}.txt" for g in gold])
    documents = tuple(d for d in found if not isinstance(d, Failure))
    by_id = {d.id: d for d in documents}
    return Texts(gold, tuple(by_id[g.id] for g in gold)) if gold else None


@cache
def benchmark_texts() -> Path | None:
    """A folder with the texts of CIViC and BioRED that gold annotates, for this process."""
    if not BENCHMARKS.is_dir():
        return None
    folder = _folder()
    for id_, text in (*external.statements(), *external.abstracts()):
        (folder / f"{id_}.txt").write_text(f"{text}\n", encoding="utf-8", newline="")
    return folder


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


def _folder() -> Path:
    return Path(_kept().name)


@cache
def read_set(name: str, given: bool, reader: bool = True) -> dict[str, Document] | None:
    """The documents of a set by id, read to their relations.

    Args:
        name: of the set.
        given: with gold's mentions.
        reader: with the trained readers too.
    """
    texts = texts_of(name)
    if texts is None:
        return None
    if not given:
        return _run(texts.documents, Options(workers=WORKERS, reader=reader))
    with_gold = (
        replace(d, mentions=mentions_of(g))
        for d, g in zip(texts.documents, texts.gold, strict=True)
    )
    return read_given(with_gold, reader)


def mentions_of(gold: GoldDocument) -> tuple[Mention, ...]:
    """Gold's mentions as a stage would find them."""
    return tuple(m.as_mention("gold") for m in sorted(gold.mentions, key=lambda m: m.extent))


def read_texts(texts: Mapping[str, str]) -> dict[str, Document]:
    """Texts by id through the whole line."""
    return read_all(document_from_text(text, id=id_) for id_, text in texts.items())


def read_all(documents: Iterable[Document]) -> dict[str, Document]:
    """Documents as ``pipeline.read`` gives them, through the whole line."""
    return _run(tuple(documents), Options(workers=WORKERS))


def read_given(documents: Iterable[Document], reader: bool = True) -> dict[str, Document]:
    """The same with the mentions that the documents have."""
    return _run(tuple(documents), Options(workers=WORKERS, mentions={}, reader=reader))


def _run(documents: Sequence[Document], options: Options) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for outcome in work_all(documents, options):
        if outcome.document is None:
            sys.exit(str(outcome.failure))
        found[outcome.document.id] = outcome.document
    return found

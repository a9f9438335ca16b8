"""The project's own gold: the things that each document names, type and id."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.gold import GoldDocument, read_gold, split_of
from pipeline.model import Document
from pipeline.score import Scores, score
from tagging.passages import BENCHMARKS, ROOT, SHARED, Figure, ratio_figure, read_names

GOLD, CORPUS = ROOT / "gold", ROOT / "corpus"
HIDDEN = ("test",)  # figures only: nobody may see what went wrong there


@dataclass(frozen=True)
class Judged:
    """A set of gold with what we found in its texts."""

    name: str
    note: str
    gold: tuple[GoldDocument, ...]
    documents: tuple[Document, ...]

    @property
    def scores(self) -> Scores:
        """All levels."""
        return score(self.gold, self.documents)


def judged(folder: Path) -> Iterator[Judged]:
    """Every set whose texts are there; ``folder`` is empty and takes those of the benchmarks."""
    if BENCHMARKS.is_dir():
        command = [sys.executable, str(ROOT / "bench" / "external.py"), str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for name, note, path, corpus in (
        ("releases", "three real press releases, gold with spans", "external/releases", SHARED / "corpus"),
        ("releases, shared gold", "the same, mention sets as first given", None, SHARED / "corpus"),
        ("dev", "the project's documents for development", "", CORPUS),
        ("test", "the project's documents kept apart", "", CORPUS),
        ("civic", "100 evidence statements of CIViC", "external/civic", folder),
        ("biored", "60 abstracts of BioRED on treatment", "external/biored", folder),
    ):
        where = SHARED / "gold" / "press-releases.json" if path is None else GOLD / path
        if not where.exists() or not corpus.is_dir():
            continue
        gold = read_gold(where, corpus, on_missing=lambda _: None)
        if not path and path is not None:
            ids = split_of(GOLD, name)
            gold = tuple(d for d in gold if d.id in ids)
        if gold:
            documents = tuple(
                read_names((corpus / f"{d.id}.txt").read_bytes().decode("utf-8"), d.id) for d in gold
            )
            yield Judged(name, note, tuple(gold), documents)


def figures(bar: float) -> list[Figure]:
    """Things named, type and id, in each set, and exact spans where gold has them."""
    lines: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for one in judged(Path(folder) / "texts"):
            scores = one.scores
            line = ratio_figure(
                f"{one.name}: things named",
                scores.mentions_by_document("grounded"),
                bar if one.name.startswith("releases") else None,
            )
            line["note"] = f"{one.note}; {len(one.gold)} documents"
            line["types"] = {
                kind: scores.mentions("grounded", type=kind).f1
                for kind in sorted({t for d in scores.documents for t in d.mentions["grounded"]})
            }
            lines.append(line)
            exact = scores.mentions_by_document("strict")
            if exact:
                lines.append(ratio_figure(f"{one.name}: exact span and type", exact))
    return lines


def errors(kind: str) -> Iterator[str]:
    """False and missed things of a set, by type and id, with the words; none of ``test``."""
    with tempfile.TemporaryDirectory() as folder:
        for one in judged(Path(folder) / "texts"):
            if one.name != kind or kind in HIDDEN:
                continue
            documents = {d.id: d for d in one.documents}
            tally: Counter[str] = Counter()
            for gold in one.gold:
                tally.update(_of_document(gold, documents[gold.id]))
            for line, count in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
                yield f"{count:4}  {line}"


def _of_document(gold: GoldDocument, doc: Document) -> Iterator[str]:
    got: dict[tuple[str, str], tuple[str, str]] = {}
    for m in doc.mentions:
        got.setdefault((m.type.value, m.id), (doc.text[m.start : m.end], m.found_by))
    words = {(e.type, e.id): e.name for e in gold.entities} if not gold.located else {}
    for m in gold.mentions:
        words.setdefault((m.type, m.id), doc.text[m.extent[0] : m.extent[1]])
    want = set(gold.mention_ids)
    for type, id in sorted(want - got.keys()):
        yield f"missed  {type} {id} {words.get((type, id), '')!r}"
    for type, id in sorted(got.keys() - want):
        surface, found_by = got[type, id]
        yield f"false   {type} {id} {surface!r} ({found_by})"

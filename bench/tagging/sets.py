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
SHOWN = ("releases", "dev", "civic", "biored")  # not test: nobody may see what went wrong there


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
    releases = SHARED / "corpus"
    for name, note, where, corpus in (
        ("releases", "real press releases", GOLD / "external" / "releases", releases),
        ("releases, as first given", "the same", SHARED / "gold" / "press-releases.json", releases),
        ("dev", "the project's documents for development", GOLD, CORPUS),
        ("test", "the project's documents kept apart", GOLD, CORPUS),
        ("civic", "evidence statements of CIViC", GOLD / "external" / "civic", folder),
        ("biored", "abstracts of BioRED on treatment", GOLD / "external" / "biored", folder),
    ):
        if where.exists() and corpus.is_dir():
            ids = split_of(GOLD, name) if where == GOLD else None
            every = read_gold(where, corpus, on_missing=lambda _: None)
            gold = tuple(d for d in every if ids is None or d.id in ids)
            texts = ((corpus / f"{d.id}.txt").read_bytes().decode("utf-8") for d in gold)
            found = tuple(read_names(t, d.id) for t, d in zip(texts, gold, strict=True))
            yield Judged(name, note, gold, found)


def figures(bar: float) -> list[Figure]:
    """Things named, type and id, in each set, and exact spans where gold has them."""
    lines: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for one in judged(Path(folder) / "texts"):
            scores = one.scores
            line = ratio_figure(
                f"{one.name}, {len(one.gold)} documents: things named, type and id",
                scores.mentions_by_document("grounded"),
                bar if one.name.startswith("releases") else None,
            )
            lines.append(line)
            exact = scores.mentions_by_document("strict")
            if exact:
                lines.append(ratio_figure(f"{one.name}: mentions, exact span and type", exact))
            if one.name == "dev":  # by type where there is enough of each
                lines += [
                    ratio_figure(f"— {kind}", scores.mentions_by_document("grounded", type=kind))
                    for kind in sorted(
                        {t for d in scores.documents for t in d.mentions["grounded"]}
                    )
                ]
    return lines


def errors(kind: str) -> Iterator[str]:
    """False and missed things of a set, by type and id, with the words; none of ``test``."""
    with tempfile.TemporaryDirectory() as folder:
        for one in judged(Path(folder) / "texts"):
            if one.name != kind or kind not in SHOWN:
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

"""The project's own gold: the things that each document names, type and id."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.gold import GoldDocument, read_gold, split_of
from pipeline.model import Document
from pipeline.score import Scores, score
from tagging.passages import BENCHMARKS, ROOT, SHARED, Figure, ratio_figure, read_names

GOLD, CORPUS, RELEASES = ROOT / "gold", ROOT / "corpus", SHARED / "corpus"
SETS: Mapping[str, tuple[Path, Path | None]] = {
    "releases": (GOLD / "external" / "releases", RELEASES),
    "releases, as first given": (SHARED / "gold" / "press-releases.json", RELEASES),
    "dev": (GOLD, CORPUS),
    "test": (GOLD, CORPUS),
    "civic": (GOLD / "external" / "civic", None),
    "biored": (GOLD / "external" / "biored", None),
}
"""Gold and texts; None for texts that are taken out of the benchmarks."""
SHOWN = ("releases", "dev", "civic", "biored")  # not test: nobody may see what went wrong there


@dataclass(frozen=True)
class Judged:
    """A set of gold with what we found in its texts."""

    name: str
    gold: tuple[GoldDocument, ...]
    documents: tuple[Document, ...]

    @property
    def scores(self) -> Scores:
        """All levels."""
        return score(self.gold, self.documents)


def judged(name: str) -> Judged | None:
    """A set, tagged; None where its texts are not there."""
    where, corpus = SETS[name]
    with tempfile.TemporaryDirectory() as folder:
        if corpus is None and BENCHMARKS.is_dir():
            corpus = Path(folder)
            command = [sys.executable, str(ROOT / "bench" / "external.py"), folder]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        if corpus is None or not where.exists() or not corpus.is_dir():
            return None
        ids = split_of(GOLD, name) if where == GOLD else None
        every = read_gold(where, corpus, on_missing=lambda _: None)
        gold = tuple(d for d in every if ids is None or d.id in ids)
        texts = [(corpus / f"{d.id}.txt").read_bytes().decode("utf-8") for d in gold]
    found = tuple(read_names(text, d.id) for text, d in zip(texts, gold, strict=True))
    return Judged(name, gold, found)


def figures(names: Sequence[str], bar: float | None = None) -> list[Figure]:
    """Things named, type and id, in each set, and exact spans where gold has them."""
    return [line for name in names if (one := judged(name)) for line in _figures(one, bar)]


def _figures(one: Judged, bar: float | None) -> Iterator[Figure]:
    scores = one.scores
    named = scores.mentions_by_document("grounded")
    title = f"{one.name}, {len(one.gold)} documents"
    yield ratio_figure(f"{title}: things named, type and id", named, bar)
    if len(scores.languages) > 1 and SETS[one.name][0] == GOLD:
        for language in scores.languages:
            its = scores.mentions_by_document("grounded", language=language)
            yield ratio_figure(f"— {language}", its)
    if one.name == "dev":  # there is enough of each type
        for kind in sorted({t for d in scores.documents for t in d.mentions["grounded"]}):
            its = scores.mentions_by_document("grounded", type=kind)
            yield ratio_figure(f"— {kind}", its)
    exact = scores.mentions_by_document("strict")
    if exact:
        yield ratio_figure(f"{title}: mentions, exact span and type", exact)


def errors(name: str) -> Iterator[str]:
    """False and missed things of a set, by type and id, with the words.

    Raises:
        ValueError: a set whose errors nobody may see.
    """
    if name not in SHOWN:
        raise ValueError(f"the errors of {name} are not to be seen")
    one = judged(name)
    if one is None:
        yield f"{name}: its texts are not there"
        return
    documents = {d.id: d for d in one.documents}
    tally: Counter[str] = Counter()
    for gold in one.gold:
        tally.update(_of_document(gold, documents[gold.id]))
    for line, count in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:4}  {line}"


def _of_document(gold: GoldDocument, doc: Document) -> Iterator[str]:
    got: dict[tuple[str, str], tuple[str, str]] = {}
    for mention in doc.mentions:
        surface = doc.text[mention.start : mention.end]
        got.setdefault((mention.type.value, mention.id), (surface, mention.found_by))
    words: dict[tuple[str, str], str] = {}
    for marked in gold.mentions:
        words.setdefault((marked.type, marked.id), doc.text[slice(*marked.extent)])
    want = set(gold.mention_ids)
    for type, id in sorted(want - got.keys()):
        yield f"missed  {type} {id} {words.get((type, id), '')!r}"
    for type, id in sorted(got.keys() - want):
        surface, found_by = got[type, id]
        yield f"false   {type} {id} {surface!r} ({found_by})"

"""Texts of open corpora in which no word speaks of resistance: the encoder learns silence of them.

They are on side effects, pathways, diagnosis, single patients: what people run taisei over by
mistake, or because one paper of ten is on resistance. Nothing in them is marked. Only training
parts are read; what development parts or BioRED hold too is left out, since taisei is measured
on those.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from ner_data import biored, fingerprint, iob, spans_of

from pipeline.cues import CueKind
from pipeline.cues import load as load_cues
from pipeline.text import fold

LENGTH = 9  # sentences of an abstract
_STRIDE = 5  # every fifth of the unconnected sentences
_SPEAKS = frozenset({CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.SENSITISE})
_CONNECTED = ("BC5CDR-IOB", "BioNLP13CG-IOB")
_UNCONNECTED = "BC2GM-IOB"
_CASES = ("jmed_mrner_medicine.csv.gz", "jmed_mrner_disease.csv.gz")


def quiet_texts(sources: Path) -> Iterator[tuple[str, str]]:
    """Id and text of each that does not speak of resistance.

    Args:
        sources: the folder with the open corpora (../shared/data/benchmarks).
    """
    measured = set(_measured(sources))
    for corpus in _CONNECTED:
        rows = [spans_of(sentence)[0] for sentence in iob(sources / f"{corpus}.train.tsv.gz")]
        for first in range(0, len(rows), LENGTH):
            some = rows[first : first + LENGTH]
            if measured.isdisjoint(map(fingerprint, some)) and not speaks(" ".join(some), "en"):
                yield f"quiet-{corpus}-{first:05}", " ".join(some)
    for number, sentence in enumerate(iob(sources / f"{_UNCONNECTED}.train.tsv.gz")):
        text = spans_of(sentence)[0]
        if number % _STRIDE == 0 and fingerprint(text) not in measured and not speaks(text, "en"):
            yield f"quiet-{_UNCONNECTED}-{number:05}", text
    for number, text in enumerate(sorted(_cases(sources))):
        if not speaks(text, "ja"):
            yield f"quiet-cases-{number:03}", text


def speaks(text: str, language: str) -> bool:
    """Whether a text holds a word of resistance, survival or sensitising."""
    return any(clue.kind in _SPEAKS for clue in load_cues(language).find(fold(text).folded))


def _cases(sources: Path) -> set[str]:
    """The Japanese case reports, each once; a question stands above each in 「」."""
    found = set()
    for name in _CASES:
        with gzip.open(sources / name, "rt", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                found.add(row["question"].partition("「")[2].removesuffix("」"))
    return found - {""}


def _measured(sources: Path) -> Iterator[str]:
    for name in (*_CONNECTED, _UNCONNECTED):
        for sentence in iob(sources / f"{name}.devel.tsv.gz"):
            yield fingerprint(spans_of(sentence)[0])
    for part in ("train", "dev"):
        for _, text, _ in biored(sources / f"biored_{part}.pubtator.gz"):
            yield from map(fingerprint, re.split(r"(?<=[.?!]) +", text))

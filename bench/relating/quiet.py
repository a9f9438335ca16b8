"""Relations claimed in texts that do not speak of resistance: each of them is false."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tagging.iob import rebuilt, sentences
from tagging.passages import BENCHMARKS, Figure

from pipeline.cues import CueKind
from pipeline.cues import load as load_cues
from pipeline.text import fold
from relating.counting import value
from relating.reading import read_texts

BAR = 2.0  # false relations per 1,000 abstracts
LENGTH = 9  # sentences of an abstract: the 500 of BC5CDR have 4,580
_SPEAKS = frozenset({CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.SENSITISE})

# File, and sentences that are read as one text: those of BC2GM are unconnected.
FILES: Mapping[str, tuple[str, int]] = {
    "BC5CDR": ("BC5CDR-IOB.devel.tsv.gz", LENGTH),
    "BC2GM": ("BC2GM-IOB.devel.tsv.gz", 1),
}


def figures() -> list[Figure]:
    """False relations per 1,000 abstracts, file by file and together."""
    lines: list[Figure] = []
    every: list[tuple[int, int]] = []
    for name in FILES:
        counted = counts(name)
        lines.append(_line(f"— {name}", counted))
        every += counted
    return [_line("both", every), *lines]


def _line(name: str, counted: Sequence[tuple[int, int]]) -> Figure:
    told = {"count": sum(n for n, _ in counted), "abstracts": round(_abstracts(counted))}
    return value(name, counted, per_thousand, BAR, at_most=True) | told


def per_thousand(counted: Sequence[tuple[int, int]]) -> float | None:
    """Of relations found and sentences read, text by text."""
    abstracts = _abstracts(counted)
    return 1000 * sum(found for found, _ in counted) / abstracts if abstracts else None


def _abstracts(counted: Sequence[tuple[int, int]]) -> float:
    return sum(length for _, length in counted) / LENGTH


def counts(name: str) -> list[tuple[int, int]]:
    """For each text that does not speak of resistance: relations found, and its sentences."""
    texts = {f"{name}-{n:05}": text for n, text in enumerate(quiet_texts(name))}
    found = read_texts(texts)
    return [(len(found[id_].relations), FILES[name][1]) for id_ in texts]


def quiet_texts(name: str) -> Iterator[str]:
    """The texts of a file without any cue of resistance."""
    file, length = FILES[name]
    every = list(sentences(BENCHMARKS / file))
    for first in range(0, len(every) - length + 1, length):
        text, _, _ = rebuilt(every[first : first + length])
        if not speaks(text):
            yield text


def speaks(text: str) -> bool:
    """Whether a text holds a word of resistance, survival or sensitising."""
    return any(clue.kind in _SPEAKS for clue in load_cues("en").find(fold(text).folded))


def errors() -> Iterator[str]:
    """Each relation found, with its sentence."""
    for name in FILES:
        texts = {f"{name}-{n:05}": text for n, text in enumerate(quiet_texts(name))}
        for doc in read_texts(texts).values():
            for r in doc.relations:
                e = r.evidence[0]
                told = f"{r.relation} {r.subject.name} -> {r.object.name} {r.polarity}"
                yield f"{doc.id} {told} {r.confidence} {e.rule} | {doc.text[e.start : e.end]}"

"""Texts with names marked by somebody, names found by us, and how the two are compared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.ground import ground
from pipeline.lexicon import load
from pipeline.model import Document, Span
from pipeline.propose import propose
from pipeline.read import document_from_text
from pipeline.score import Counts, intervals
from pipeline.score.mentions import most_pairs
from pipeline.segment import segment
from pipeline.tag import tag

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
BENCHMARKS = SHARED / "data" / "benchmarks"
SOURCES = SHARED / "data" / "lexicon"

Kinds = Mapping[str, Collection[str]]
"""A benchmark's kind of name, and which types of ours answer for it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a benchmark marks; ``ids`` are as it writes them."""

    start: int
    end: int
    kind: str
    ids: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The range in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its marked names. Only what stands in ``judged`` counts; all where None.

    Offsets are code points of ``text``.
    """

    id: str
    text: str
    names: tuple[Name, ...]
    judged: Span | None = None


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A mention of ours."""

    start: int
    end: int
    type: str
    id: str

    @property
    def span(self) -> Span:
        """The range in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One passage and one kind of name: what is right, false and missed, by exact span."""

    passage: Passage
    kind: str
    right: tuple[tuple[Name, Found], ...] = ()
    false: tuple[Found, ...] = ()
    missed: tuple[Name, ...] = ()
    found: tuple[Found, ...] = field(default=(), repr=False)  # everything found, of any type


def read_names(text: str, id: str = "text") -> Document:
    """The text through segment, tag and ground; no parser runs."""
    lexicon = load()
    return ground(propose(tag(segment(document_from_text(text, id=id)), lexicon), lexicon), lexicon)


def found_in(text: str, id: str = "text") -> tuple[Found, ...]:
    """Our mentions in a text, sorted; nothing in a blank one."""
    if not text.strip():
        return ()
    doc = read_names(text, id)
    return tuple(sorted(Found(m.start, m.end, m.type.value, m.id) for m in doc.mentions))


def judge(passage: Passage, found: Sequence[Found], kinds: Kinds) -> list[Verdict]:
    """Compare exact spans kind by kind; a span counts once in each kind."""
    inside = passage.judged or Span(0, len(passage.text))
    names = [n for n in passage.names if inside.covers(n.span)]
    own = [f for f in found if inside.covers(f.span)]
    verdicts = []
    for kind, types in kinds.items():
        wanted = {n.span: n for n in names if n.kind == kind}
        gotten = {f.span: f for f in own if f.type in types}
        verdicts.append(
            Verdict(
                passage,
                kind,
                tuple((wanted[s], gotten[s]) for s in sorted(wanted.keys() & gotten.keys())),
                tuple(gotten[s] for s in sorted(gotten.keys() - wanted.keys())),
                tuple(wanted[s] for s in sorted(wanted.keys() - gotten.keys())),
                tuple(found),
            )
        )
    return verdicts


def judge_all(passages: Iterable[Passage], kinds: Kinds) -> list[Verdict]:
    """Tag every passage and compare; verdicts of a passage stand together."""
    return [v for p in passages for v in judge(p, found_in(p.text, p.id), kinds)]


def touching(verdict: Verdict) -> Counts:
    """Names that share a character with one of the other side, paired so that most are."""
    names = [*(n for n, _ in verdict.right), *verdict.missed]
    own = [*(f for _, f in verdict.right), *verdict.false]
    edges = [[j for j, f in enumerate(own) if f.span.overlaps(n.span)] for n in names]
    pairs = most_pairs(edges, len(own))
    return Counts(pairs, len(own) - pairs, len(names) - pairs)


def exact(verdict: Verdict) -> Counts:
    """Names whose span is right."""
    return Counts(len(verdict.right), len(verdict.false), len(verdict.missed))


def by_passage(
    verdicts: Iterable[Verdict], count: Callable[[Verdict], Counts] = exact
) -> list[Counts]:
    """Counts for each passage, the units of the bootstrap."""
    sums: dict[str, Counts] = {}
    for verdict in verdicts:
        before = sums.get(verdict.passage.id, Counts())
        sums[verdict.passage.id] = before + count(verdict)
    return list(sums.values())


Figure = dict[str, Any]
"""One line of the tables, as JSON holds it."""


def ratio_figure(name: str, counts: Sequence[Counts], bar: float | None = None) -> Figure:
    """Precision, recall and F1 over passages, with the interval of F1."""
    total = sum(counts, Counts())
    spread = intervals(counts).f1
    return {
        "name": name,
        "precision": _rounded(total.precision),
        "recall": _rounded(total.recall),
        "f1": _rounded(total.f1),
        "low": _rounded(spread.low if spread else None),
        "high": _rounded(spread.high if spread else None),
        "right": total.tp,
        "false": total.fp,
        "missed": total.fn,
        "bar": bar,
    }


def share_figure(name: str, counts: Sequence[Counts], bar: float | None = None) -> Figure:
    """The share of right ones (``tp`` of ``tp + fn``), with its interval."""
    total = sum(counts, Counts())
    spread = intervals(counts).recall
    return {
        "name": name,
        "share": _rounded(total.recall),
        "low": _rounded(spread.low if spread else None),
        "high": _rounded(spread.high if spread else None),
        "right": total.tp,
        "total": total.tp + total.fn,
        "bar": bar,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


@cache
def source_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a gzipped TSV of the lexicon's sources, heading included."""
    import gzip

    with gzip.open(SOURCES / name, "rt", encoding="utf-8") as stream:
        return tuple(tuple(line.rstrip("\n").split("\t")) for line in stream)

"""How far the joint regression carries to cancers and therapies that it was not fitted on.

The encoder is not trained anew for each: only the regression on both readers' say, and its
threshold, are fitted without the documents that are judged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import train_joint
from tagging.passages import Figure

from pipeline.gold import GoldDocument
from pipeline.model import MentionType
from pipeline.run.clock import Clock
from pipeline.run.stages import name_things
from pipeline.score import Counts
from relating.counting import Key, against, f1, ratio, value
from relating.reading import texts_of

_AT_LEAST = 2  # documents of a group: F1 of one alone says nothing
_THRESHOLDS = np.arange(0.2, 0.8, 0.02)

# By the names of gold's diseases; what none of these fits has no site of its own.
SITES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "blood": r"leuk|lymph|myelom|hematopo",
        "skin": r"melanom|skin|cutaneous",
        "breast": r"breast",
        "prostate": r"prostat",
        "ovary and uterus": r"ovar|endometri",
        "lung and pleura": r"lung|mesotheliom|pleura",
        "bowel": r"colorectal|colon",
        "stomach and gullet": r"gastric|stomach|esophag",
        "bladder and kidney": r"bladder|urothel|kidney|renal",
        "brain": r"glio|medulloblastom|brain",
        "bone": r"osteosarcom|bone",
        "head, neck and thyroid": r"head and neck|oropharyn|thyroid",
        "glands": r"neuroendocrine",
    }.items()
}


@dataclass(frozen=True)
class Document:
    """A dev document as both readers see it, and the groups it belongs to."""

    id: str
    read: train_joint.Read
    sites: frozenset[str]
    therapies: frozenset[str]


@dataclass(frozen=True)
class Left:
    """A group left out of fitting, and how its documents fare."""

    name: str
    counts: tuple[Counts, ...]


def figures() -> list[Figure]:
    """Mean and worst group, beside the same documents with nothing left out."""
    docs = documents()
    everything = judged(docs, docs)
    lines = [ratio("nothing left out: fitted and judged on dev", everything)]
    for name, groups_of in (("cancer", _sites), ("therapy", _therapies)):
        left = leave_out(docs, groups_of)
        if not left:
            continue
        lines.append(_mean(f"one {name} left out, mean of {len(left)}", left))
        worst = min(left, key=lambda one: (f1(one.counts) or 0.0, one.name))
        lines.append(ratio(f"— worst: {worst.name}, {len(worst.counts)} documents", worst.counts))
        grouped = {d.id for d in docs if any(g.name in groups_of(d) for g in left)}
        same = [c for d, c in zip(docs, everything, strict=True) if d.id in grouped]
        lines.append(ratio("— the same documents, nothing left out", same))
    return lines


def _mean(name: str, left: Sequence[Left]) -> Figure:
    def of(groups: Sequence[Left]) -> float | None:
        defined = [one for group in groups if (one := f1(group.counts)) is not None]
        return sum(defined) / len(defined) if defined else None

    return value(name, left, of)


@cache
def documents() -> tuple[Document, ...]:
    """Every dev document, read from end to end."""
    texts = texts_of("dev")
    assert texts is not None  # the project's own
    return tuple(
        Document(
            gold.id,
            train_joint.read(name_things(doc, Clock()), gold),
            frozenset({site} if (site := site_of(gold)) else ()),
            frozenset(r.object.name for r in gold.required),
        )
        for gold, doc in zip(texts.gold, texts.documents, strict=True)
    )


def site_of(gold: GoldDocument) -> str | None:
    """The site of cancer that a document names most often; the first of SITES among equals."""
    named = Counter(
        site
        for mention in gold.mentions
        if mention.type is MentionType.DISEASE
        for site, pattern in SITES.items()
        if pattern.search(mention.name)
    )
    return max(SITES, key=lambda site: named[site]) if named else None


def _sites(doc: Document) -> frozenset[str]:
    return doc.sites


def _therapies(doc: Document) -> frozenset[str]:
    return doc.therapies


def leave_out(
    docs: Sequence[Document], groups_of: Callable[[Document], frozenset[str]]
) -> list[Left]:
    """Each group of documents, judged by what the others teach."""
    sizes = Counter(group for doc in docs for group in groups_of(doc))
    found = []
    for group in sorted(name for name, size in sizes.items() if size >= _AT_LEAST):
        inside = [d for d in docs if group in groups_of(d)]
        # A release and its abstract tell of one study: neither may teach what the other is asked.
        studies = {d.read.study for d in inside}
        rest = [d for d in docs if d.read.study not in studies]
        found.append(Left(group, judged(rest, inside)))
    return found


def judged(taught: Sequence[Document], asked: Sequence[Document]) -> tuple[Counts, ...]:
    """Fit the regression and its threshold on some documents, and judge others."""
    reads = [d.read for d in taught]
    model = train_joint.fit(reads)
    known = [train_joint.scores(model, read) for read in reads]
    threshold = max(_THRESHOLDS, key=lambda t: train_joint.f1(reads, known, t)[0])
    return tuple(_counts(d.read.gold, train_joint.scores(model, d.read), threshold) for d in asked)


def _counts(gold: Mapping[Key, bool], likely: Mapping[Key, float], threshold: float) -> Counts:
    return against(gold, (key for key, p in likely.items() if p >= threshold))

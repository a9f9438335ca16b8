"""Relations of each set of gold, end to end and with its mentions given."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

import relations
from tagging.passages import Figure

from pipeline.score import Counts, DocumentScore, Scores, score
from relating.counting import ratio, share
from relating.reading import SETS, read_set, texts_of

SHOWN = ("dev", "releases", "civic", "biored")  # not test: nobody may see what went wrong there

# What relations are counted by, with the values in their order.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "language": ("en", "ja"),
    "relation": ("CAUSES_RESISTANCE", "OVERCOMES"),
    "polarity": ("positive", "negative"),
    "source": ("explicit", "discourse"),
}


def figures() -> list[Figure]:
    """Every set whose texts are there."""
    lines: list[Figure] = []
    for name in SETS:
        for given in (False, True):
            scores = scores_of(name, given)
            if scores is not None:
                lines += _figures(name, scores, given)
    return lines


def scores_of(name: str, given: bool) -> Scores | None:
    """A set scored; None where its texts are not there."""
    texts, found = texts_of(name), read_set(name, given)
    if texts is None or found is None:
        return None
    return score(texts.gold, found.values())


def _figures(name: str, scores: Scores, given: bool) -> Iterator[Figure]:
    way = "gold mentions given" if given else "end to end"
    used = "" if given else SETS[name].used
    title = f"**{name}**, {len(scores.documents)} documents, {way}"
    yield ratio(title, scores.relations_by_document()) | {"used": used}
    for group, values in GROUPS.items():
        for value in values:
            if group != "language" or len(scores.languages) > 1:
                yield ratio(f"— {value}", counts_by(scores, group, value))
    yield from _attributes(scores)


def counts_by(scores: Scores, group: str, value: str) -> list[Counts]:
    """Counts of the relations of one group, document by document."""
    if group == "language":
        return list(scores.relations_by_document(language=value))
    return [_of_cells(document, group, value) for document in scores.documents]


def _of_cells(document: DocumentScore, group: str, value: str) -> Counts:
    cells = document.relations.counts.items()
    return sum((c for cell, c in cells if getattr(cell, group) == value), Counts())


def _attributes(scores: Scores) -> Iterator[Figure]:
    """What is said of the required relations that were found."""
    found = [d.relations for d in scores.documents]
    right = [Counts(r.certainty.right, 0, r.certainty.total - r.certainty.right) for r in found]
    yield share("— certainty right", right)
    yield ratio("— states", [r.state for r in found])
    yield ratio("— via", [r.via for r in found])


def errors(name: str) -> Iterator[str]:
    """Every miss and false alarm of a set, end to end.

    Raises:
        ValueError: a set whose errors nobody may see.
    """
    if name not in SHOWN:
        raise ValueError(f"the errors of {name} are not to be seen")
    texts, found = texts_of(name), read_set(name, given=False)
    if texts is None or found is None:
        sys.exit(f"{name}: its texts are not there")
    for gold in texts.gold:
        _, lines = relations.counts(gold, found[gold.id])
        if lines:
            yield gold.id
            yield from lines

"""The weigh stage: every pair of a document with what the encoder makes of it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model import Document, MentionType, State
from pipeline.weigh.encoder import Asked, logits_of
from pipeline.weigh.pairs import AGENTS, Pair, pairs_of
from pipeline.weigh.vocabulary import Vocabulary
from pipeline.weigh.window import Window, pieces_of, window_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_CHANGED = 0.5


@dataclass(frozen=True, slots=True)
class Weighed:
    """How likely a sentence says of a pair that …; each in 0..1.

    ``causes``, ``overcomes``: it does; ``spares``, ``fails``: it does not, in so many words.
    ``hypothesised`` and ``states``, how the subject is changed, hold where one of these does.
    """

    pair: Pair
    causes: float
    spares: float
    overcomes: float
    fails: float
    hypothesised: float
    states: tuple[State, ...]


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, loaded when first asked for."""
    return Vocabulary()


def weigh(doc: Document, telling: Container[int]) -> tuple[Weighed, ...]:
    """What the shipped encoder makes of each pair that a sentence may relate.

    Args:
        doc: segmented, tagged and grounded.
        telling: sentences that a cue says are worth a look although they name nothing themselves.

    Returns:
        In the order of ``pairs_of``; empty where no sentence has a pair.
    """
    asked_for = (pair for pair in pairs_of(doc) if _is_named(pair) or pair.sentence in telling)
    import numpy as np

    groups = [list(some) for _, some in groupby(asked_for, key=lambda pair: pair.sentence)]
    if not groups:
        return ()
    pieces = pieces_of(doc)
    windows = [window_of(doc, pieces, g[0].sentence, wanted(g), vocabulary()) for g in groups]
    asked = [
        [asked_of(pair, window) for pair in group]
        for group, window in zip(groups, windows, strict=True)
    ]
    return tuple(
        _weighed(pair, row)
        for group, rows in zip(groups, logits_of(windows, asked), strict=True)
        for pair, row in zip(group, 1 / (1 + np.exp(-rows.astype(np.float64))), strict=True)
    )


def _is_named(pair: Pair) -> bool:
    return not (pair.subject_back and pair.object_back)


def wanted(pairs: Iterable[Pair]) -> list[tuple[MentionType, str]]:
    """Type and id of all that pairs speak of, in the order of their mentions."""
    mentions = {m.id: m for pair in pairs for m in (pair.object, pair.subject)}
    return [(m.type, m.id) for m in sorted(mentions.values(), key=lambda m: (m.start, m.id))]


def asked_of(pair: Pair, window: Window) -> Asked:
    """Where a window names the two things of a pair."""
    return Asked(
        window.places.get(pair.subject.id, ()),
        window.places.get(pair.object.id, ()),
        pair.subject_back,
        pair.object_back,
    )


def _weighed(pair: Pair, row: npt.NDArray[np.float64]) -> Weighed:
    causes, spares, overcomes, fails, hypothesised = (round(float(p), 4) for p in row[:5])
    states = tuple(s for s, p in zip(State, row[5:], strict=True) if p >= _CHANGED)
    if pair.subject.type not in AGENTS:
        overcomes = fails = 0.0
    return Weighed(pair, causes, spares, overcomes, fails, hypothesised, states)

"""One confidence from both readings of a document: the encoder's and the frames'.

A logistic regression on six readable numbers; training/train_joint.py fits it on dev, in
cross-validation by study, and prints what it is worth.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

_SURE = 0.5
_LIMIT = 1e-4

OFF_THEME = -1.6
"""Log-odds that a relation loses in a document without any word of cancer or of resistance.

There, one drug that reverses what another does is about side effects or physiology. Chosen on
texts of the development parts of BC5CDR and BC2GM (bench/relating/quiet.py).
"""


@dataclass(frozen=True, slots=True)
class Voices:
    """What the readings say of one relation, or of one sentence's say on it.

    ``reader``: the highest probability of the encoder; ``frames``: the highest confidence of
    a frame, 0 for none; ``sentences``: how many the encoder finds likelier than not;
    ``rival``: the highest probability of the encoder that the same subject does the same, or is
    denied to, to another object. Where a text tells one cause of one drug and another of
    another, the crossed pairs are less likely for it. ``denied``: whether the relation is a
    denial, of which both readers are surer than they are right.
    """

    reader: float
    frames: float
    sentences: int
    rival: float = 0.0
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """The regression: confidence = 1 / (1 + exp(-sum))."""

    bias: float
    reader: float  # of the encoder's log-odds
    frames: float  # of the frames' confidence
    both: float  # of their product
    repeated: float  # of the logarithm of 1 + further sentences
    rival: float
    denied: float


@cache
def shipped() -> Weights:
    """The weights in the package."""
    text = (files("pipeline.relate") / "data" / "joint.json").read_text(encoding="utf-8")
    return Weights(**json.loads(text))


def features(voices: Voices) -> tuple[float, ...]:
    """The numbers that the regression sees, in the order of ``Weights``."""
    p = min(max(voices.reader, _LIMIT), 1 - _LIMIT)
    odds = math.log(p / (1 - p))
    further = math.log1p(max(voices.sentences - 1, 0))
    both = p * voices.frames
    return 1.0, odds, voices.frames, both, further, voices.rival, float(voices.denied)


def confidence(voices: Voices, weights: Weights | None = None, shift: float = 0.0) -> float:
    """How likely the relation is right, in 0..1, rounded to three decimals.

    ``shift`` is added to the log-odds.
    """
    row = asdict(weights or shipped()).values()
    total = shift + sum(w * x for w, x in zip(row, features(voices), strict=True))
    return round(1 / (1 + math.exp(-total)), 3)


def sure_sentences(likely: Sequence[float]) -> int:
    """How many of the encoder's probabilities are over one half."""
    return sum(p >= _SURE for p in likely)

"""How far to believe an edge, from how often and how firmly independent studies say it."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from pipeline.model import Certainty

HYPOTHESISED_WEIGHT = 0.5
"""What a hope, an aim or a suggestion counts against an assertion."""
STUDY_CEILING = 0.95
"""No single study, read by a machine, settles a claim."""


def belief(claims: Iterable[tuple[str, float, Certainty]]) -> float:
    """Noisy-or over independent studies.

    ``belief = 1 - prod over studies s of (1 - w_s)`` with
    ``w_s = min(STUDY_CEILING, max over claims c of s of confidence_c * weight_c)``, where the
    weight is 1 for an asserted claim and ``HYPOTHESISED_WEIGHT`` for a hypothesised one. So it
    grows with each further study and with confidence, never with copies of one study.

    Args:
        claims: for each document's claim its study, confidence in 0..1 and certainty.

    Returns:
        0..1, rounded to four digits; 0 without claims.

    Source: noisy-or (Pearl 1988); the use for text-mined statements follows INDRA's belief
    model (Gyori et al. 2017), here with studies in the place of sources.
    """
    strongest: dict[str, float] = {}
    for study, confidence, certainty in claims:
        weight = confidence * (1.0 if certainty == "asserted" else HYPOTHESISED_WEIGHT)
        strongest[study] = max(strongest.get(study, 0.0), min(max(weight, 0.0), STUDY_CEILING))
    # Sorted, because floating-point products depend on their order.
    return round(1.0 - prod(1.0 - weight for weight in sorted(strongest.values())), 4)

"""Two systems on the same gold: what the new one won and lost, and whether that is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import GoldError
from pipeline.score.bootstrap import LEVEL, Interval
from pipeline.score.counts import Counts, total
from pipeline.score.relations import Claim
from pipeline.score.scores import Scores

ROUNDS = 10_000
_CELLS = 2_000_000  # documents shuffled at a time, to bound memory


@dataclass(frozen=True, slots=True)
class PairedTest:
    """How the F1 of two systems differs over the same documents.

    Attributes:
        old, new: micro F1 of each; None where undefined.
        difference: new less old; None where either is undefined.
        interval: of the difference, by bootstrap over documents.
        p: how often documents dealt to the two systems by lot differ at least as much.
        rounds: how many deals and samples were drawn.
    """

    old: float | None
    new: float | None
    difference: float | None
    interval: Interval | None
    p: float | None
    rounds: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from ``old`` to ``new``; each claim once, sorted."""

    found: tuple[Claim, ...]  # required relations that only the new one has
    lost: tuple[Claim, ...]  # required relations that only the old one has
    mended: tuple[Claim, ...]  # false relations that only the old one has
    broken: tuple[Claim, ...]  # false relations that only the new one has
    relations: PairedTest
    mentions: PairedTest


def compare(old: Scores, new: Scores, *, rounds: int = ROUNDS, seed: int = 0) -> Comparison:
    """Compare two scorings of the same gold.

    Raises:
        GoldError: they are not of the same documents.
    """
    if [d.id for d in old.documents] != [d.id for d in new.documents]:
        raise GoldError("the two scorings are of different gold; score both against the same")
    missed_before, missed_now = _by_place(old.missed), _by_place(new.missed)
    false_before, false_now = _by_place(old.false_alarms), _by_place(new.false_alarms)
    return Comparison(
        found=_only(missed_before, missed_now),
        lost=_only(missed_now, missed_before),
        mended=_only(false_before, false_now),
        broken=_only(false_now, false_before),
        relations=paired_test(
            old.relations_by_document(), new.relations_by_document(), rounds=rounds, seed=seed
        ),
        mentions=paired_test(
            old.mentions_by_document(), new.mentions_by_document(), rounds=rounds, seed=seed
        ),
    )


def paired_test(
    old: Sequence[Counts], new: Sequence[Counts], *, rounds: int = ROUNDS, seed: int = 0
) -> PairedTest:
    """Approximate randomisation of micro F1 over documents, two-sided.

    In each round every document's counts are dealt to the two systems by a coin. Where no
    system were better, a deal would differ as much as what was seen: ``p`` is the share of
    deals that do, the deal that was seen among them.

    Args:
        old: counts of the one system, one item for each document.
        new: counts of the other, on the same documents in the same order.
        rounds: deals drawn for ``p``, and samples drawn for the interval.
        seed: of the random draws.

    Source: Yeh, More accurate tests for the statistical significance of result differences,
    COLING 2000; the interval as in :func:`pipeline.score.intervals`.
    """
    import numpy as np

    before, after = total(old).f1, total(new).f1
    if before is None or after is None:
        return PairedTest(before, after, None, None, None, rounds)
    tables = np.array([[_row(c) for c in old], [_row(c) for c in new]], dtype=np.int64)
    random = np.random.default_rng(seed)
    seen, size = after - before, len(old)
    extreme, differences = 0, []
    step = max(1, _CELLS // size)
    for first in range(0, rounds, step):
        now = min(step, rounds - first)
        swap = random.integers(2, size=(now, size, 1)).astype(bool)
        dealt = np.where(swap, tables[0], tables[1]).sum(axis=1)
        rest = np.where(swap, tables[1], tables[0]).sum(axis=1)
        extreme += int((abs(_f1s(dealt) - _f1s(rest)) >= abs(seen) - 1e-12).sum())
        drawn = random.integers(size, size=(now, size))
        sums = tables[:, drawn].sum(axis=2)
        differences.append(_f1s(sums[1]) - _f1s(sums[0]))
    known = np.concatenate(differences)
    known = known[~np.isnan(known)]
    low, high = np.quantile(known, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    p = (1 + extreme) / (1 + rounds)
    return PairedTest(before, after, seen, Interval(float(low), float(high)), p, rounds)


def _row(counts: Counts) -> tuple[int, int, int]:
    return (counts.tp, counts.fp, counts.fn)


def _f1s(sums: Any) -> Any:
    """F1 of each row of (tp, fp, fn); nan where undefined."""
    import numpy as np

    below = 2 * sums[:, 0] + sums[:, 1] + sums[:, 2]
    with np.errstate(invalid="ignore"):
        return np.where(below > 0, 2 * sums[:, 0] / np.where(below > 0, below, 1), np.nan)


def _by_place(claims: Sequence[Claim]) -> dict[tuple[str, ...], Claim]:
    return {(claim.document, *claim.key): claim for claim in claims}


def _only(
    here: dict[tuple[str, ...], Claim], there: dict[tuple[str, ...], Claim]
) -> tuple[Claim, ...]:
    return tuple(here[key] for key in sorted(here.keys() - there.keys()))

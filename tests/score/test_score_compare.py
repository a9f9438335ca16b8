"""Two systems on the same gold: what is won and lost, and whether chance explains it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring import gold, predicted

from pipeline.errors import GoldError
from pipeline.score import Counts, compare, comparison_to_json, paired_test, score
from pipeline.score.counts import total

GOLD = [gold("d1", relations=["C+a>x", "C+b>x", "O+c>x"]), gold("d2", relations=["C+a>y"])]
OLD = [predicted("d1", relations=["C+a>x", "C+z>x"]), predicted("d2", relations=["C+a>y"])]
NEW = [predicted("d1", relations=["C+a>x", "C+b>x", "C+w>x"]), predicted("d2")]

COUNTS = st.builds(Counts, st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
PAIRS = st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=8)


def claims(found):
    return [(claim.document, claim.subject, claim.object) for claim in found]


def test_what_was_won_and_lost():
    found = compare(score(GOLD, OLD), score(GOLD, NEW))
    assert claims(found.found) == [("d1", "b", "x")]
    assert claims(found.lost) == [("d2", "a", "y")]
    assert claims(found.mended) == [("d1", "z", "x")]
    assert claims(found.broken) == [("d1", "w", "x")]
    assert found.relations.difference == pytest.approx(0.0)
    assert comparison_to_json(found)["found"][0]["subject"] == "b"


def test_scorings_of_different_gold_are_refused():
    with pytest.raises(GoldError, match="different gold"):
        compare(score(GOLD, OLD), score(GOLD[:1], NEW))


@given(PAIRS)
def test_a_system_against_itself_differs_by_nothing(pairs):
    counts = [old for old, _ in pairs]
    test = paired_test(counts, counts, rounds=50)
    assert test.difference in (None, 0.0)
    assert test.p in (None, 1.0)


@given(PAIRS, st.integers(0, 3))
def test_changing_sides_changes_the_sign_alone(pairs, seed):
    old, new = [a for a, _ in pairs], [b for _, b in pairs]
    one = paired_test(old, new, rounds=60, seed=seed)
    other = paired_test(new, old, rounds=60, seed=seed)
    if one.difference is None:
        assert other.difference is None
        return
    assert one.difference == -other.difference
    assert one.p == other.p
    assert one.interval.low == pytest.approx(-other.interval.high)
    assert 0 < one.p <= 1
    assert one == paired_test(old, new, rounds=60, seed=seed)


@settings(max_examples=25)
@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=5))
def test_p_is_near_that_of_all_deals(pairs):
    """Against every one of the 2^n ways to deal the documents."""
    old, new = [a for a, _ in pairs], [b for _, b in pairs]
    test = paired_test(old, new, rounds=4000)
    if test.p is None:
        return
    deals = list(product((0, 1), repeat=len(pairs)))
    extreme = 0
    for deal in deals:
        first = total(pair[side] for pair, side in zip(pairs, deal, strict=True)).f1
        second = total(pair[1 - side] for pair, side in zip(pairs, deal, strict=True)).f1
        extreme += (
            first is not None and second is not None
            and abs(first - second) >= abs(test.difference) - 1e-12
        )  # fmt: skip
    assert test.p == pytest.approx(extreme / len(deals), abs=0.04)


def test_a_steady_gain_is_no_chance_and_a_mixed_one_may_be():
    steady = paired_test([Counts(5, 5, 5)] * 20, [Counts(6, 4, 4)] * 20, rounds=2000)
    assert steady.p < 0.001
    assert steady.interval.low > 0
    mixed = paired_test(
        [Counts(5, 5, 5), Counts(9, 1, 1)] * 3, [Counts(9, 1, 1), Counts(5, 5, 4)] * 3, rounds=2000
    )
    assert mixed.p > 0.5
    assert mixed.interval.low < 0 < mixed.interval.high

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.graph import HYPOTHESISED_WEIGHT, STUDY_CEILING, belief

CASES = {
    "nothing said": ([], 0.0),
    "one study": ([("a", 0.8, "asserted")], 0.8),
    "two studies": ([("a", 0.8, "asserted"), ("b", 0.5, "asserted")], 0.9),
    "a copy adds nothing": ([("a", 0.8, "asserted"), ("a", 0.8, "asserted")], 0.8),
    "the surer copy counts": ([("a", 0.3, "asserted"), ("a", 0.8, "asserted")], 0.8),
    "a hope counts half": ([("a", 0.8, "hypothesised")], 0.4),
    "hope in one, finding in the other": (
        [("a", 0.8, "hypothesised"), ("b", 0.5, "asserted")],
        0.7,
    ),
    "no study settles it": ([("a", 1.0, "asserted")], STUDY_CEILING),
}


@pytest.mark.parametrize(("claims", "expected"), CASES.values(), ids=CASES.keys())
def test_belief(claims, expected):
    assert belief(claims) == pytest.approx(expected)


CLAIMS = st.lists(
    st.tuples(
        st.sampled_from("abcd"), st.floats(0, 1), st.sampled_from(["asserted", "hypothesised"])
    )
)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_and_copies_do_not_matter(claims, random):
    shuffled = claims * 2
    random.shuffle(shuffled)
    assert belief(shuffled) == belief(claims)
    assert 0 <= belief(claims) <= 1


@given(CLAIMS, st.floats(0, 1))
def test_a_further_study_never_lowers_it(claims, confidence):
    assert belief([*claims, ("new", confidence, "asserted")]) >= belief(claims)


@given(CLAIMS)
def test_asserting_never_lowers_it(claims):
    assert belief([(s, c, "asserted") for s, c, _ in claims]) >= belief(claims)
    assert HYPOTHESISED_WEIGHT < 1

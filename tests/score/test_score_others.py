"""The same figures as nervaluate and seqeval where they define the same thing.

Where they differ, and why this project does otherwise, is said in docs/scoring.md.
"""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator
from scoring import gold, predicted
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2

from pipeline.score import Counts, score

SIZE = 24
TAGS = ("Drug", "Gene", "Disease")


@st.composite
def sides(draw):
    """Mentions of one side: (type, start, end), none overlapping another."""
    at, found = 0, []
    while at < SIZE:
        at += draw(st.integers(0, 3))
        size = draw(st.integers(1, 4))
        if at + size > SIZE:
            break
        found.append((draw(st.sampled_from(TAGS)), at, at + size))
        at += size
    return found


DOCUMENTS = st.lists(st.tuples(sides(), sides()), min_size=1, max_size=4)


def ours(drawn):
    def written(side):
        return [f"{kind} {start}-{end} x{start}" for kind, start, end in side]

    golds = [gold(f"d{i}", written(a)) for i, (a, _) in enumerate(drawn)]
    text = "x" * SIZE
    return score(
        golds, [predicted(f"d{i}", written(b), text=text) for i, (_, b) in enumerate(drawn)]
    )


def nervaluate(drawn):
    def given_as(side):  # ends are inclusive there
        return [{"label": kind, "start": start, "end": end - 1} for kind, start, end in side]

    evaluator = Evaluator(
        [given_as(a) for a, _ in drawn], [given_as(b) for _, b in drawn], list(TAGS), loader="dict"
    )
    return evaluator.evaluate()


def counted(result):
    found = result.correct + result.partial
    return Counts(found, result.actual - found, result.possible - found)


def tags(side):
    line = ["O"] * SIZE
    for kind, start, end in side:
        line[start] = f"B-{kind}"
        line[start + 1 : end] = [f"I-{kind}"] * (end - start - 1)
    return line


def unambiguous(drawn):
    """Whether each mention overlaps one of the other side at most."""
    for left, right in drawn:
        for one, other in ((left, right), (right, left)):
            if any(sum(a < d and c < b for _, c, d in other) > 1 for _, a, b in one):
                return False
    return True


@given(DOCUMENTS)
def test_strict_mentions_as_nervaluate_counts_them(drawn):
    theirs = nervaluate(drawn)
    mine = ours(drawn)
    assert counted(theirs["overall"]["strict"]) == mine.mentions("strict")
    for tag, results in theirs["entities"].items():
        assert counted(results["strict"]) == mine.mentions("strict", type=tag)


@given(DOCUMENTS)
def test_strict_ratios_as_seqeval_gives_them(drawn):
    want, got = [tags(a) for a, _ in drawn], [tags(b) for _, b in drawn]
    mine = ours(drawn).mentions("strict")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where it puts 0 for what is undefined
        figures = [
            measure(want, got, mode="strict", scheme=IOB2)
            for measure in (precision_score, recall_score, f1_score)
        ]
    for theirs, ratio in zip(figures, (mine.precision, mine.recall, mine.f1), strict=True):
        assert theirs == pytest.approx(ratio or 0.0)


@given(DOCUMENTS)
def test_relaxed_mentions_as_nervaluate_finds_types_where_no_pairing_is_in_doubt(drawn):
    for tag in TAGS:
        only = [tuple([m for m in side if m[0] == tag] for side in pair) for pair in drawn]
        theirs = counted(nervaluate(only)["overall"]["ent_type"])
        mine = ours(only).mentions("relaxed")
        if unambiguous(only):
            assert theirs == mine
        else:  # it takes partners greedily, so that it may find fewer pairs
            assert theirs.tp <= mine.tp
        assert theirs.tp + theirs.fp == mine.tp + mine.fp
        assert theirs.tp + theirs.fn == mine.tp + mine.fn


@given(DOCUMENTS)
def test_partial_mentions_as_nervaluate_pairs_them_where_types_do_not_matter(drawn):
    blind = [tuple([("Drug", a, b) for _, a, b in side] for side in pair) for pair in drawn]
    theirs = counted(nervaluate(blind)["overall"]["partial"])
    mine = ours(blind).mentions("relaxed")
    if unambiguous(blind):
        assert theirs == mine
    else:
        assert theirs.tp <= mine.tp


def test_the_strategy_reaches_pairs_in_doubt_and_pairs_that_are_not():
    seen = set()

    @settings(max_examples=100)
    @given(DOCUMENTS)
    def look(drawn):
        seen.add(unambiguous(drawn))
        seen.add("found" if ours(drawn).mentions("strict").tp else "nothing found")

    look()
    assert seen == {True, False, "found", "nothing found"}


def test_nervaluate_takes_partners_greedily_and_so_depends_on_order():
    """Two pairs are there; a first one that takes the nearest leaves one (docs/scoring.md)."""
    true, found = [("Drug", 2, 4), ("Drug", 4, 9)], [("Drug", 3, 5), ("Drug", 2, 3)]
    assert counted(nervaluate([(true, found)])["overall"]["ent_type"]).tp == 1
    assert counted(nervaluate([(true, found[::-1])])["overall"]["ent_type"]).tp == 2
    assert ours([(true, found)]).mentions("relaxed").tp == 2

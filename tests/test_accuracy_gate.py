"""Accuracy on the development documents may not fall beyond chance from docs/accuracy.json.

After a change that is meant to move the figures: ``make accuracy``, and look at what moved.
"""

from __future__ import annotations

import json

import pytest

from pipeline.gold import read_gold, split_of
from pipeline.run import Options, extract_documents
from pipeline.score import Counts, paired_test, score

FIGURES = ("mentions", "grounded", "relations")


def counts_of(figure):
    return [Counts(*row) for _, row in sorted(figure["documents"].items())]


def fallen(baseline, measured):
    """The figures that fell, in words.

    A figure has fallen where it lies below the baseline's interval, or where the 95 % interval
    of its change over the same documents lies wholly below nothing.
    """
    told = []
    for name in FIGURES:
        known = baseline[name]
        test = paired_test(counts_of(known), measured[name], rounds=2000)
        if test.new < known["low"] or test.interval.high < 0:
            change = f"{test.difference:+.4f} (at most {test.interval.high:+.4f})"
            told.append(f"{name}: F1 {test.new:.4f}, was {known['f1']}, change {change}")
    return told


@pytest.fixture(scope="module")
def told(root):
    return json.loads((root / "docs" / "accuracy.json").read_text(encoding="utf-8"))["dev"]


@pytest.fixture(scope="module")
def dev(root):
    ids = split_of(root / "gold", "dev")
    return [d for d in read_gold(root / "gold", root / "corpus") if d.id in ids]


def test_the_baseline_is_of_the_documents_that_are_there(told, dev):
    assert len(dev) >= 50
    for name in FIGURES:
        figure = told[name]
        assert sorted(figure["documents"]) == [document.id for document in dev]
        assert 0 < figure["low"] < figure["f1"] < figure["high"] < 1
        assert sum(counts_of(figure), Counts()).f1 == pytest.approx(figure["f1"], abs=1e-4)


def lessened(counts, every):
    """The same with one of what was found missed, in every so many documents that have one."""
    rich = [i for i, one in enumerate(counts) if one.tp][::every]
    return [
        Counts(one.tp - 1, one.fp, one.fn + 1) if i in rich else one for i, one in enumerate(counts)
    ]


def test_a_fall_beyond_chance_is_told(told):
    same = {name: counts_of(told[name]) for name in FIGURES}
    assert fallen(told, same) == []
    assert fallen(told, same | {"relations": lessened(same["relations"], 20)}) == []
    (line,) = fallen(told, same | {"relations": lessened(same["relations"], 2)})
    assert line.startswith("relations: F1 ")


@pytest.mark.slow
def test_accuracy_has_not_fallen(told, dev, root):
    paths = [root / "corpus" / f"{document.id}.txt" for document in dev]
    result = extract_documents(paths, Options(workers=2))
    assert result.failures == ()
    scores = score(dev, result.documents)
    measured = {
        "mentions": scores.mentions_by_document("strict"),
        "grounded": scores.mentions_by_document("grounded"),
        "relations": scores.relations_by_document(),
    }
    assert fallen(told, measured) == []

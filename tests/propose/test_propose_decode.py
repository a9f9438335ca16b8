"""From probabilities of tags to names."""

import numpy as np
import pytest

from pipeline.propose.decode import Run, runs

TAGS = ("O", "B-Gene", "I-Gene", "L-Gene", "U-Gene", "B-Drug", "I-Drug", "L-Drug", "U-Drug")


def rows(*tokens: dict[str, float]) -> np.ndarray:
    """One row a token: the tags told, what is left over for O."""
    table = np.zeros((len(tokens), len(TAGS)), dtype="f")
    for row, told in zip(table, tokens, strict=True):
        for tag, share in told.items():
            row[TAGS.index(tag)] = share
        row[0] += 1 - sum(told.values())
    return table


CASES = {
    "nothing": ([{}, {}], []),
    "no token": ([], []),
    "one token": ([{}, {"U-Gene": 0.9}, {}], [Run(1, 2, "Gene", 0.9)]),
    "three tokens": (
        [{"B-Gene": 0.9}, {"I-Gene": 0.7}, {"L-Gene": 0.8}, {}],
        [Run(0, 3, "Gene", 0.7)],
    ),
    "side by side": (
        [{"U-Gene": 0.9}, {"U-Drug": 0.8}],
        [Run(0, 1, "Gene", 0.9), Run(1, 2, "Drug", 0.8)],
    ),
    "a start without an end is none": ([{"B-Gene": 0.6}, {}], []),
    "kinds do not mix": (
        [{"B-Gene": 0.6}, {"L-Drug": 0.5, "L-Gene": 0.4}],
        [Run(0, 2, "Gene", 0.4)],
    ),
    "weak": ([{"U-Gene": 0.04}], []),
    "half": ([{"U-Gene": 0.4, "U-Drug": 0.35}], [Run(0, 1, "Gene", 0.4)]),
}


@pytest.mark.parametrize(("tokens", "expected"), CASES.values(), ids=CASES.keys())
def test_names_of_a_text(tokens, expected):
    found = list(runs(rows(*tokens), TAGS))
    assert [(r.first, r.last, r.kind) for r in found] == [
        (r.first, r.last, r.kind) for r in expected
    ]
    assert [r.score for r in found] == pytest.approx([r.score for r in expected])


def test_every_case_was_run():
    assert len(CASES) == 9

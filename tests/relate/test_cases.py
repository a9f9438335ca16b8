"""What short passages state, read by the real parsers with their mentions given.

A case in ``known_misses.txt`` is known to go wrong: it must still do so, else take it out.
"""

from pathlib import Path

import pytest
from cases import judge, read_cases

HERE = Path(__file__).parent
KNOWN = frozenset((HERE / "known_misses.txt").read_text(encoding="utf-8").split("\n"))
CASES = [case for name in ("ja", "en") for case in read_cases(HERE / "cases" / f"{name}.toml")]
HELD = [case for name in ("ja", "en") for case in read_cases(HERE / "cases" / f"{name}_held.toml")]

pytestmark = pytest.mark.slow


def test_the_harness_found_the_cases():
    names = [case.name for case in (*CASES, *HELD)]
    assert len(CASES) >= 150
    assert len(HELD) >= 70
    assert len(set(names)) == len(names)
    assert KNOWN - {""} <= set(names)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.name,
            marks=pytest.mark.xfail(reason="known miss", strict=True) if case.name in KNOWN else (),
        )
        for case in CASES
    ],
)
def test_case(case):
    missed, false, _ = judge(case)
    assert not missed
    assert not false

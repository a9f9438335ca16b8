"""What short passages state, read by the real parsers with their mentions given.

The passages were written by several hands who did not see the rules. A case that is named in
``known_misses.txt`` goes wrong today: it must still do so, else take its line out (or write the
file anew: python bench/cases.py --known > tests/relate/known_misses.txt).
"""

from pathlib import Path

import pytest
from cases import judge, read_cases

HERE = Path(__file__).parent
KNOWN = set((HERE / "known_misses.txt").read_text(encoding="utf-8").splitlines())
CASES = [case for path in sorted((HERE / "cases").glob("*.toml")) for case in read_cases(path)]

pytestmark = pytest.mark.slow


def _param(case):
    marks = pytest.mark.xfail(reason="known miss", strict=True) if case.name in KNOWN else ()
    return pytest.param(case, id=case.name, marks=marks)


def test_the_harness_found_the_cases():
    names = [case.name for case in CASES]
    assert len(CASES) >= 530
    assert len(set(names)) == len(names)
    assert set(names) >= KNOWN
    assert len(KNOWN) < len(names) / 3


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_case(case):
    missed, false, _ = judge(case)
    assert not missed
    assert not false

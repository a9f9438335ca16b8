"""Names that a document gives to things, in both languages, with the compiled lexicon."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pipeline.ground import ground
from pipeline.lexicon import Lexicon, load
from pipeline.model import Document, Source
from pipeline.segment import segment
from pipeline.tag import tag

pytestmark = pytest.mark.slow

_FOLDER = Path(__file__).parent
_MARK = re.compile(r"⟦([^⟧|]+)\|([^⟧|]+)\|([^⟧|]+)⟧|⟨([^⟩]+)⟩")


def read(name: str) -> dict[str, str]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))


JAPANESE, ENGLISH = read("alias_cases_ja.toml"), read("alias_cases_en.toml")
CASES = {
    f"{name} {key}": text
    for name, table in (("ja", JAPANESE), ("en", ENGLISH))
    for key, text in table.items()
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def test_enough_cases() -> None:
    assert len(JAPANESE) >= 40
    assert len(ENGLISH) >= 30


@pytest.mark.parametrize("case", CASES)
def test_names_of_a_document(case: str, lexicon: Lexicon) -> None:
    plain, wanted, free, at = "", [], [], 0
    for mark in _MARK.finditer(CASES[case]):
        plain += CASES[case][at : mark.start()]
        start = len(plain)
        plain += mark[1] or mark[4]
        if mark[1]:
            wanted.append((start, len(plain), mark[2], mark[3]))
        else:
            free.append((start, len(plain)))
        at = mark.end()
    plain += CASES[case][at:]
    assert wanted or free
    mentions = ground(
        tag(segment(Document("t", plain, Source("t", ""))), lexicon), lexicon
    ).mentions
    found = [(m.start, m.end, m.type.value, m.name) for m in mentions]
    assert [one for one in wanted if one not in found] == [], found
    touched = [m for m in found for start, end in free if m[0] < end and start < m[1]]
    assert touched == []

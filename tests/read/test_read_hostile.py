"""Hostile files: a clear failure, bounded time and memory, no file written; the rest goes on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import pytest
from hostile import EN, HARMLESS, HOSTILE, SECRET, SLOW, Make

from pipeline.read import Limits

GOOD = ("0 first.txt", "zz last.txt")  # beside the hostile ones, in the order of names
LIMITS = Limits(max_seconds=8.0, max_memory_bytes=700_000_000)
MOST_OWN_MEMORY = 600_000_000
MOST_SECONDS = 60.0  # for all that is no slow one

# A process of its own, as its memory is to be measured.
READER = """
import json, sys
from pathlib import Path
from pipeline.model import Document
from pipeline.read import Limits, read_inputs
limits = Limits(**json.loads(sys.argv[1]))
for item in read_inputs(sys.argv[2:], limits=limits):
    done = isinstance(item, Document)
    print(json.dumps([item.source.name, item.text] if done else [None, str(item)]))
status = Path("/proc/self/status")
print(status.read_text() if status.exists() else "")
"""


@dataclass(frozen=True)
class Reading:
    """What came of a folder of files."""

    found: tuple[tuple[str | None, str], ...]  # a document's name and text, or a failure
    seconds: float
    memory: int  # the most bytes that the process took, without the one that it parses in
    errors: str
    written: frozenset[Path]  # what is there afterwards and was not before

    def failures(self, name: str) -> list[str]:
        """What is said of a file, or of those in it."""
        place = re.compile(rf"/hostile/{re.escape(name.removesuffix('.gz'))}[:/.]")
        return [text for known, text in self.found if known is None and place.search(text)]

    def texts(self, name: str) -> list[str]:
        return [text for known, text in self.found if known and known.partition(":")[0] == name]


def reading(parent: Path, files: Mapping[str, Make]) -> Reading:
    folder = parent / "hostile"
    folder.mkdir()
    secret = parent / "secret"
    secret.write_text(SECRET)
    for name, make in files.items():
        (folder / name).write_bytes(make(secret.as_uri()))
    for name in GOOD:
        (folder / name).write_text(EN)
    before, began = set(parent.rglob("*")), perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", READER, json.dumps(asdict(LIMITS)), str(folder)]
        + [str(folder / name) for name in files],  # once more, with those of odd names
        cwd=parent,  # a name that leads out would lead from here
        capture_output=True,
        text=True,
        timeout=300,
    )
    seconds = perf_counter() - began
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    high = re.search(r"VmHWM:\s*(\d+) kB", done.stdout)
    memory = int(high[1]) * 1024 if high else 0
    written = frozenset(set(parent.rglob("*")) - before)
    return Reading(tuple(map(tuple, map(json.loads, lines))), seconds, memory, done.stderr, written)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    files = {name: make for name, (make, _) in HOSTILE.items()} | HARMLESS
    return reading(tmp_path_factory.mktemp("read"), files)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_told(read: Reading, name: str) -> None:
    told = read.failures(name)
    assert told
    for line in told:
        assert any(reason in line for reason in HOSTILE[name][1]), line
        assert "; " in line  # what is wrong, then what to do
        assert "\n" not in line
        assert "Traceback" not in line
        assert "fault of taisei" not in line


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_hostile_is_read(read: Reading, name: str) -> None:
    (text,) = read.texts(name)
    assert text.startswith(EN)
    assert read.failures(name) == []


def test_the_rest_goes_on(read: Reading) -> None:
    assert [read.texts(name) for name in GOOD] == [[EN], [EN]]


def test_no_file_is_written_and_none_read_that_was_not_given(read: Reading) -> None:
    assert read.written == frozenset()
    assert not Path("/tmp/o.txt").exists()
    assert [text for _, text in read.found if SECRET in text] == []


def test_time_and_memory_are_bounded(read: Reading) -> None:
    assert read.errors == ""
    assert read.seconds < MOST_SECONDS
    assert read.memory < MOST_OWN_MEMORY


def test_the_tables_are_whole() -> None:
    assert len(HOSTILE) >= 50
    assert len(HARMLESS) >= 12
    assert len(SLOW) >= 8


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_what_takes_all_that_the_limits_allow(tmp_path: Path, name: str) -> None:
    make, reasons = SLOW[name]
    read = reading(tmp_path, {name: make})
    (line,) = read.failures(name)
    assert any(reason in line for reason in reasons), line
    assert [read.texts(good) for good in GOOD] == [[EN], [EN]]
    assert read.seconds < LIMITS.max_seconds + 5
    assert read.memory < MOST_OWN_MEMORY
    assert read.written == frozenset()

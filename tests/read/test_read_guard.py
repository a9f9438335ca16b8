"""Hostile inputs cost themselves alone: time, memory and crashes are bounded, the rest goes on."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import UsageError
from pipeline.model import Document
from pipeline.read import Failure, Limits, guard, read_inputs
from pipeline.read.extracted import Extracted, Given
from pipeline.read.formats import format_named
from pipeline.read.outcome import RefusedError

EN = "MET amplification drives resistance to gefitinib."
SLEEPS = "import time; time.sleep(60)"
DIES = "import os; os.abort()"
BREAKS_OFF = "import sys; sys.stdin.readline(); print(1000, flush=True); print('{'); sys.exit()"


def pdf(text: str = EN) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(60, 700, text)
    canvas.save()
    return out.getvalue()


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(*paths: Path, **limits: float) -> tuple[list[str], list[str]]:
    """Ids of the documents, and the failures' messages."""
    found = list(read_inputs(paths, limits=Limits(**limits)))  # type: ignore[arg-type]
    ids = [item.id for item in found if isinstance(item, Document)]
    return ids, [str(item) for item in found if isinstance(item, Failure)]


def test_an_input_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_COMMAND", SLEEPS)
    began = perf_counter()
    ids, failures = read(put(tmp_path, "a.pdf", pdf()), put(tmp_path, "b.txt", EN), max_seconds=0.5)
    assert perf_counter() - began < 10
    assert ids == ["b"]
    assert "a.pdf: takes more than 0.5 s to parse; split it, or raise max_seconds" in failures[0]


@pytest.mark.parametrize("command", [DIES, BREAKS_OFF], ids=["dies", "breaks off"])
def test_a_library_that_crashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(guard, "_COMMAND", command)
    ids, failures = read(put(tmp_path, "a.pdf", pdf()), put(tmp_path, "b.txt", EN))
    assert ids == ["b"]
    assert "makes the library that reads pdf crash" in failures[0]


def test_after_a_crash_a_new_process_reads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    fmt, given = format_named("pdf"), Given("a.pdf")
    with guard.Guard() as warden:
        with monkeypatch.context() as patched:
            patched.setattr(guard, "_COMMAND", DIES)
            with pytest.raises(RefusedError):
                list(warden.read(fmt, pdf(), given))
        for _ in range(2):
            (found,) = warden.read(fmt, pdf(), given)
            assert isinstance(found, Extracted)
            assert found.text == EN


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not bounded there")
def test_an_input_that_takes_too_much_memory(tmp_path: Path) -> None:
    page = put(tmp_path, "a.html", "<html><body>" + f"<p>{EN}</p>" * 250_000)
    ids, failures = read(page, put(tmp_path, "b.txt", EN), max_memory_bytes=250_000_000)
    assert ids == ["b"]
    assert len(failures) == 1
    assert "needs more than 250,000,000 bytes of memory" in failures[0] or "crash" in failures[0]


def test_the_same_comes_back_as_without_the_process() -> None:
    fmt, given = format_named("pdf"), Given("a.pdf")
    with guard.Guard() as warden:
        assert list(warden.read(fmt, pdf(), given)) == list(fmt.read(pdf(), given))
        for data in (b"%PDF-1.7 rubbish", b"%PDF-"):
            with pytest.raises(RefusedError) as here:
                list(fmt.read(data, given))
            with pytest.raises(RefusedError) as there:
                list(warden.read(fmt, data, given))
            assert str(here.value) == str(there.value)


def test_no_process_is_started_for_plain_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_COMMAND", DIES)
    assert read(put(tmp_path, "a.txt", EN)) == (["a"], [])


def test_a_folder_of_the_same_name_in_the_working_directory_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "pipeline"
    fake.mkdir()
    put(fake, "__init__.py", "raise SystemExit('taken in')")
    monkeypatch.chdir(tmp_path)
    assert read(put(tmp_path, "a.pdf", pdf())) == (["a"], [])


@pytest.mark.parametrize("name", ["max_bytes", "max_seconds", "max_pages"])
def test_a_limit_of_nothing_is_no_limit(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name}: 0; give more than 0"):
        Limits(**{name: 0})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_a_limit_that_no_machine_can_keep(value: float) -> None:
    with pytest.raises(UsageError, match=r"max_seconds: .*; give [0-9]+ at most"):
        Limits(max_seconds=value)


def test_a_process_that_does_not_take_its_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_COMMAND", SLEEPS)
    page = put(tmp_path, "a.html", "<html><body>" + f"<p>{EN}</p>" * 20_000)  # fills the pipe
    ids, failures = read(page, put(tmp_path, "b.txt", EN), max_seconds=0.5)
    assert ids == ["b"]
    assert "takes more than 0.5 s to parse" in failures[0]


def test_what_a_library_prints_is_not_taken_for_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prints = "import os; from pipeline.read import child; from pipeline.read.formats import *; "
    prints += "old = child._answer; child._answer = lambda *a: (os.write(1, b'7\\n'), old(*a))[1]; "
    monkeypatch.setattr(guard, "_COMMAND", guard._COMMAND.replace("from", prints + "from"))
    assert read(put(tmp_path, "a.pdf", pdf())) == (["a"], [])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no timers")
def test_the_process_ends_by_itself_where_ours_was_killed() -> None:
    code = "import time; from pipeline.read import child; child._GRACE = 0.5; "
    code += "child._answer = lambda *a: time.sleep(60); child.main()"
    task = {"format": "pdf", "name": "a", "encoding": None, "size": 1}
    task["limits"] = asdict(Limits(max_seconds=0.5))
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps(task).encode() + b"\n%")
        process.stdin.flush()
        assert process.wait(20) < 0


def test_modules_are_found_where_this_process_finds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "pypdfium2.py", "raise ImportError")
    monkeypatch.syspath_prepend(str(tmp_path))
    _, failures = read(put(tmp_path, "a.pdf", pdf()))
    assert failures[0].endswith('pypdfium2, which is not installed; pip install "taisei[pdf]"')


def test_an_unknown_encoding_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="klingon"):
        list(read_inputs([put(tmp_path, "a.txt", EN)], encoding="klingon"))

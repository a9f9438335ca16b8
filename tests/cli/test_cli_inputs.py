"""The command over inputs of all kinds: what a run writes, and what is left when it is cut off."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from time import sleep

import pytest

from pipeline.cli.main import main

EN = "MET amplification drives resistance to gefitinib."
JA = "METの増幅がゲフィチニブ耐性を引き起こす。"
SAME = ("documents.jsonl", "relations.jsonl", "graph.graphml", "report.html")

# Stands for a library, and waits where it is loaded.
WAITS = """
import os, time
with open(os.environ["PID_FILE"], "w") as file:
    file.write(str(os.getpid()))
time.sleep(60)
"""


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a b.txt").write_text(EN)
    (folder / "発表.txt").write_bytes((JA * 5).encode("cp932"))
    (folder / "e.txt.gz").write_bytes(gzip.compress((JA * 5).encode("euc_jp")))
    (folder / "h.html").write_text(f"<html><body><p>{EN}</p></body></html>")
    (folder / "r.jsonl").write_text(json.dumps({"id": "r1", "text": EN}) + "\n{\n")
    (folder / "x.pdf").write_bytes(b"%PDF-1.4 x")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("a b.txt", JA)
        archive.writestr("../out.txt", EN)
    return sorted(folder.iterdir())


@pytest.mark.slow
def test_a_run_is_the_same_however_it_is_shared_and_ordered(
    tmp_path: Path, inputs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    names = list(map(str, inputs))
    shuffled = random.Random(1).sample(names * 2, 2 * len(names))
    runs = {"one": names, "two": [*names, "--workers", "2"], "shuffled": shuffled}
    written, told = {}, {}
    for name, arguments in runs.items():
        assert main(["extract", *arguments, "-o", str(tmp_path / name)]) == 1
        written[name] = [(tmp_path / name / file).read_bytes() for file in SAME]
        told[name] = capsys.readouterr().err
    assert written["one"] == written["two"] == written["shuffled"]
    assert told["one"] == told["two"] == told["shuffled"]
    assert [line.startswith("taisei: ") for line in told["one"].splitlines()] == [True] * 4
    run = json.loads((tmp_path / "one" / "run.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["name"], one["encoding"]) for one in run["inputs"]] == [
        ("a b", "a b.txt", "utf-8"),
        ("a b-2", "z.zip/a b.txt", "utf-8"),
        ("e", "e.txt", "euc_jp"),
        ("h", "h.html", "utf-8"),
        ("r1", "r.jsonl:1", "utf-8"),
        ("発表", "発表.txt", "cp932"),
    ]
    assert sorted(Path(failure["name"]).name for failure in run["failures"]) == [
        *("out.txt", "r.jsonl:2", "x.pdf")
    ]
    assert run["warnings"] == ["z.zip/a b.txt: another input has this name too; its id is a b-2"]
    assert {path.name for path in tmp_path.iterdir()} == {"in", *runs}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no such signals")
def test_ctrl_c_while_a_library_parses_leaves_nothing_behind(
    tmp_path: Path, inputs: list[Path]
) -> None:
    (tmp_path / "pypdfium2.py").write_text(WAITS)
    pid_file = tmp_path / "pid"
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "extract", *inputs, "-o", tmp_path / "out"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PID_FILE": str(pid_file)},
    )
    for _ in range(300):
        if pid_file.exists() and pid_file.read_text():
            break
        sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.startswith("taisei: interrupted: ")
    assert len(errors.splitlines()) == 1
    assert not (tmp_path / "out").exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


MISSING = {"pypdfium2": ("x.pdf", "pdf"), "trafilatura": ("h.html", "html"), "docx": ("d", "docx")}


@pytest.mark.slow
@pytest.mark.parametrize("library", MISSING)
def test_a_library_that_is_missing_is_told_with_its_extra(
    tmp_path: Path, inputs: list[Path], library: str
) -> None:
    name, extra = MISSING[library]
    (tmp_path / f"{library}.py").write_text("raise ImportError")
    with zipfile.ZipFile(tmp_path / "in" / "d", "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", "")
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "extract", f"in/{name}", "-o", "out"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"taisei: in/{name}: read: is ")
    assert line.endswith(f'which is not installed; pip install "taisei[{extra}]"')


def test_names_can_not_write_to_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a\x1b[2J\nb.txt").write_text("")
    assert main(["extract", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "\x1b" not in line
    assert "a\u241b[2J\u240ab.txt: read: is empty; " in line

# ruff: noqa: E501  (a table reads best with a case a line)
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib import metadata

import pytest
import typer
from typer.testing import CliRunner

from pipeline.cli import main as main_module
from pipeline.cli.main import build_app, main
from pipeline.errors import SpanError
from pipeline.run.outcome import Failure

TAISEI = [sys.executable, "-m", "pipeline"]
RUNNER = CliRunner()
NO_DOCUMENT = b"\x00\x01\x02PNG\x00\xff\xfe" * 40

# name: (arguments, with {tmp}; exit code; what the one line on stderr begins with, and holds)
WRONG = {
    "unknown command": (["extrct"], 2, "taisei: ", "extrct"),
    "unknown option": (["extract", "{tmp}/a.txt", "--fast", "-o", "x"], 2, "taisei: extract: ", "--fast"),
    "no input": (["extract", "-o", "{tmp}/out"], 2, "taisei: extract: ", "INPUT"),
    "no output": (["extract", "{tmp}/a.txt"], 2, "taisei: extract: ", "--out"),
    "no workers": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--workers", "0"], 2, "taisei: extract: ", "--workers"),
    "confidence above one": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--min-confidence", "2"], 2, "taisei: extract: ", "--min-confidence"),
    "confidence not a number": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--min-confidence", "high"], 2, "taisei: extract: ", "--min-confidence"),
    "output is a file": (["extract", "{tmp}/a.txt", "-o", "{tmp}/a.txt"], 2, "taisei: {tmp}/a.txt: is not a folder; ", "-o"),
    "output below a file": (["extract", "{tmp}/a.txt", "-o", "{tmp}/a.txt/out"], 2, "taisei: {tmp}/a.txt: is not a folder; ", "-o"),
    "missing file": (["extract", "{tmp}/nowhere.txt", "-o", "{tmp}/out"], 2, "taisei: {tmp}/nowhere.txt: read: ", "; "),
    "empty file": (["extract", "{tmp}/empty.txt", "-o", "{tmp}/out"], 2, "taisei: {tmp}/empty.txt: read: ", "; "),
    "binary": (["extract", "{tmp}/picture.txt", "-o", "{tmp}/out"], 2, "taisei: {tmp}/picture.txt: read: ", "; "),
    "folder without texts": (["extract", "{tmp}/folder", "-o", "{tmp}/out"], 2, "taisei: {tmp}/folder: read: ", "; "),
    "english model not installed": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--english-model", "en_no_such_model"], 2, "taisei: ", "en_no_such_model"),
    "unknown encoding": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--encoding", "klingon"], 2, "taisei: encoding: 'klingon' is not known; ", "cp932"),
    "another encoding than the text's": (["extract", "{tmp}/picture.txt", "-o", "{tmp}/out", "--encoding", "utf-8"], 2, "taisei: {tmp}/picture.txt: read: ", "; "),
    "unknown limit": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--limit", "max_byte=1"], 2, "taisei: --limit max_byte=1: no such limit; ", "max_bytes"),
    "limit is no number": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--limit", "max_bytes=much"], 2, "taisei: --limit max_bytes=much: is no number; ", "=N"),
    "limit without a number": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--limit", "max_pages"], 2, "taisei: --limit max_pages: is no number; ", "=N"),
    "limit of nothing": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--limit", "max_bytes=0"], 2, "taisei: max_bytes: 0; ", "more than 0"),
    "limit below nothing": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--limit", "max_seconds=-1"], 2, "taisei: max_seconds: -1.0; ", "more than 0"),
    "limit without end": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--limit", "max_seconds=inf"], 2, "taisei: max_seconds: inf; ", "at most"),
    "limit that is passed": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--limit", "max_bytes=3"], 2, "taisei: {tmp}/a.txt: read: is larger than 3 bytes; ", "max_bytes"),
    "pattern without files": (["extract", "{tmp}/no*.txt", "-o", "{tmp}/out"], 2, "taisei: {tmp}/no*.txt: read: no file matches", "; "),
    "graph of nothing": (["graph", "export", "{tmp}/nowhere", "-o", "{tmp}/g.graphml"], 2, "taisei: {tmp}/nowhere: no such file; ", "extract"),
    "graph of a folder without a run": (["graph", "export", "{tmp}/folder", "-o", "{tmp}/g.graphml"], 2, "taisei: {tmp}/folder/documents.jsonl: no such file; ", "extract"),
    "graph of another format": (["graph", "export", "{tmp}/run", "-o", "{tmp}/g.xls"], 2, "taisei: {tmp}/g.xls: unknown format '.xls'; ", ".graphml"),
    "graph of a format that is not there": (["graph", "export", "{tmp}/run", "-o", "{tmp}/g.csv", "--format", "xls"], 2, "taisei: --format xls: unknown format; ", "kgx"),
    "graph of a name without a suffix": (["graph", "export", "{tmp}/run", "-o", "{tmp}/g"], 2, "taisei: {tmp}/g: unknown format ''; ", "--format"),
    "graph below a file": (["graph", "export", "{tmp}/run", "-o", "{tmp}/a.txt/g.csv"], 2, "taisei: {tmp}/a.txt: is not a folder; ", "-o"),
    "graph in the old form": (["graph", "{tmp}/run", "-o", "{tmp}/g.graphml"], 2, "taisei: graph: ", "; "),
    "bad line of documents": (["graph", "export", "{tmp}/bad.jsonl", "-o", "{tmp}/g.graphml"], 2, "taisei: {tmp}/bad.jsonl", "1"),
    "no gold": (["score", "{tmp}/nowhere", "{tmp}/run"], 2, "taisei: {tmp}/nowhere: no such file or folder; ", ".ann"),
    "bad gold": (["score", "{tmp}/gold", "{tmp}/run", "--corpus", "{tmp}"], 2, "taisei: {tmp}/gold/a.ann:1", "; "),
    "score of nothing": (["score", "{tmp}/good", "{tmp}/nowhere", "--corpus", "{tmp}"], 2, "taisei: {tmp}/nowhere: no such file; ", "extract"),
    "nothing to score": (["score", "{tmp}/good", "--corpus", "{tmp}"], 2, "taisei: give PRED", "--compare"),
    "score and compare at once": (["score", "{tmp}/good", "{tmp}/run", "--compare", "a", "b"], 2, "taisei: give PRED", "--compare"),
    "one run to compare": (["score", "{tmp}/good", "--compare", "a"], 2, "taisei: Option ", "--compare"),
    "split that is not there": (["score", "{tmp}/good", "{tmp}/run", "--corpus", "{tmp}", "--split", "dev"], 2, "taisei: {tmp}/good: no split.tsv", "write one"),
    "document that is not there": (["score", "{tmp}/good", "{tmp}/run", "--corpus", "{tmp}", "--only", "b"], 2, "taisei: --only b: no such document", "names"),
    "nothing to convert": (["convert", "{tmp}/nowhere", "{tmp}/x.spacy"], 2, "taisei: {tmp}/nowhere: no such file", "name"),
    "format that is not there": (["convert", "{tmp}/good", "{tmp}/x", "--to", "excel"], 2, "taisei: --to excel: no such format; ", "brat"),
    "format that nothing tells": (["convert", "{tmp}/good", "{tmp}/x.dat", "--corpus", "{tmp}"], 2, "taisei: {tmp}/x.dat: the name tells no format; ", "--to"),
    "brat into a full folder": (["convert", "{tmp}/good", "{tmp}/run", "--corpus", "{tmp}"], 2, "taisei: {tmp}/run: is there already; ", "new folder"),
    "convert bad gold": (["convert", "{tmp}/gold", "{tmp}/x.spacy", "--corpus", "{tmp}"], 2, "taisei: {tmp}/gold/a.ann:1", "; "),
    "tag nothing": (["tag"], 2, "taisei: tag: give INPUT, or --text", "; "),
    "tag two things": (["tag", "{tmp}/a.txt", "--text", "MET"], 2, "taisei: tag: give INPUT, or --text", "one of the two"),
    "tag a blank text": (["tag", "--text", " "], 2, "taisei: ", "; "),
    "tag in two shapes": (["tag", "{tmp}/a.txt", "--json", "--table"], 2, "taisei: tag: --json and --table", "; "),
    "a table of reasons": (["tag", "{tmp}/a.txt", "--explain", "--table"], 2, "taisei: tag: a table has no room", "--json"),
    "tag at no place": (["tag", "{tmp}/a.txt", "--at", "-1"], 2, "taisei: tag: ", "--at"),
    "tag in no such colours": (["tag", "{tmp}/a.txt", "--color", "red"], 2, "taisei: tag: ", "--color"),
    "tag a missing file": (["tag", "{tmp}/nowhere.txt"], 2, "taisei: {tmp}/nowhere.txt: read: ", "; "),
    "tag a binary": (["tag", "{tmp}/picture.txt", "--json"], 2, "taisei: {tmp}/picture.txt: read: ", "; "),
    "tag an empty folder": (["tag", "{tmp}/folder", "--explain"], 2, "taisei: {tmp}/folder: read: ", "; "),
    "tag beyond a limit": (["tag", "{tmp}/a.txt", "--limit", "max_bytes=3"], 2, "taisei: {tmp}/a.txt: read: is larger than 3 bytes; ", "max_bytes"),
    "tag in an unknown encoding": (["tag", "{tmp}/a.txt", "--encoding", "klingon"], 2, "taisei: encoding: 'klingon' is not known; ", "cp932"),
    "rules that are not there": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--rules", "{tmp}/no.toml"], 2, "taisei: {tmp}/no.toml: no such file; ", "TOML"),
    "rules that are wrong": (["extract", "{tmp}/a.txt", "-o", "{tmp}/out", "--rules", "{tmp}/mine.toml"], 2, "taisei: {tmp}/mine.toml: cue 'x': key 'pattern' is no regular expression: ", "mend"),
    "check rules that are wrong": (["rules", "check", "{tmp}/mine.toml"], 2, "taisei: {tmp}/mine.toml: cue 'x': key 'pattern' is no regular expression: ", "mend"),
    "check rules that are not there": (["rules", "check", "{tmp}/no.toml"], 2, "taisei: {tmp}/no.toml: no such file; ", "TOML"),
    "check a folder of rules": (["rules", "check", "{tmp}/folder"], 2, "taisei: {tmp}/folder: Is a directory; ", "TOML"),
    "list with rules that are wrong": (["rules", "list", "--rules", "{tmp}/mine.toml"], 2, "taisei: {tmp}/mine.toml: cue 'x'", "mend"),
    "list rules of no kind": (["rules", "list", "--opens", "door"], 2, "taisei: rules list: --opens door: no such kind; ", "RESISTANCE"),
    "list rules of another language": (["rules", "list", "--language", "fr"], 2, "taisei: rules list: --language fr: is not known; ", "ja or en"),
    "explain nothing": (["explain"], 2, "taisei: explain: give FILE, or --text", "; "),
    "explain two things": (["explain", "{tmp}/a.txt", "--text", "MET"], 2, "taisei: explain: give FILE, or --text", "one of the two"),
    "explain two places": (["explain", "{tmp}/a.txt", "--line", "1", "--at", "3"], 2, "taisei: explain: give one of --line", "not more"),
    "explain no line": (["explain", "{tmp}/a.txt", "--line", "0"], 2, "taisei: explain: ", "--line"),
    "explain a missing file": (["explain", "{tmp}/nowhere.txt"], 2, "taisei: {tmp}/nowhere.txt: read: ", "; "),
    "explain with rules that are wrong": (["explain", "{tmp}/a.txt", "--rules", "{tmp}/mine.toml"], 2, "taisei: {tmp}/mine.toml: cue 'x'", "mend"),
    "threshold above one": (["score", "{tmp}/good", "{tmp}/run", "--min-f1", "7"], 2, "taisei: score: ", "--min-f1"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("Gefitinib is a drug.\n")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.txt").write_bytes(NO_DOCUMENT)
    (tmp_path / "mine.toml").write_text(
        'language = "en"\n[[cue]]\nid = "x"\nopens = "UP"\npattern = "("\n'
    )
    (tmp_path / "bad.jsonl").write_text('{"id": \n')
    for name in ("folder", "run", "gold", "good"):
        (tmp_path / name).mkdir()
    (tmp_path / "run" / "documents.jsonl").write_text("")
    (tmp_path / "gold" / "a.ann").write_text("T1\tDrug 0 9 gefitinib\n")
    (tmp_path / "good" / "a.ann").write_text(
        "T1\tDrug 0 9\tGefitinib\nN1\tReference T1 unii:S65743JHBS\tgefitinib\n"
    )
    return tmp_path


@pytest.mark.parametrize(("arguments", "code", "begins", "holds"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use_gets_one_line_and_its_exit_code(folder, capsys, arguments, code, begins, holds):
    before = sorted(folder.rglob("*"))
    assert main([a.format(tmp=folder) for a in arguments]) == code
    written = capsys.readouterr()
    assert written.out == ""
    (line,) = written.err.splitlines()
    assert line.startswith(begins.format(tmp=folder))
    assert holds in line
    assert "; " in line
    assert sorted(folder.rglob("*")) == before, "nothing may be written"


def test_the_table_of_wrong_use_is_whole():
    assert len(WRONG) >= 30


def test_a_folder_that_may_not_be_written(folder, capsys, monkeypatch):
    # root may write anywhere, so that rights alone would not do here
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.R_OK)
    assert main(["extract", str(folder / "a.txt"), "-o", str(folder / "out")]) == 2
    assert "may not be written; give -o" in capsys.readouterr().err


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"taisei {metadata.version('taisei')}\n"


COMMANDS = (
    "extract",
    "explain",
    "tag",
    "score",
    "convert",
    "gold",
    "graph",
    "doctor",
    "lexicon",
    "rules",
)


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_has_examples(command):
    result = RUNNER.invoke(build_app(), [command, "--help"] if command else ["--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert f"taisei {command or 'extract'} " in result.stdout


def test_help_names_every_command():
    result = RUNNER.invoke(build_app(), ["--help"])
    assert [name for name in COMMANDS if name not in result.stdout] == []
    assert "--install-completion" in result.stdout


def test_without_arguments_the_help_is_shown():
    result = RUNNER.invoke(build_app(), [])
    assert "Commands" in result.output


def raising(error: BaseException):
    def build() -> typer.Typer:
        app = build_app()

        @app.command("fail")
        def fail() -> None:
            raise error

        return app

    return build


FAULTS = {
    "a mistake of ours": (KeyError("x"), 1, "taisei: fault of taisei: KeyError"),
    "an error with remedy": (SpanError("a: b;\n c"), 2, "taisei: a: b; c"),
    "interrupt": (KeyboardInterrupt(), 130, "taisei: interrupted"),
}


@pytest.mark.parametrize(("error", "code", "begins"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_one_line(monkeypatch, capsys, error, code, begins):
    monkeypatch.setattr(main_module, "build_app", raising(error))
    assert main(["fail"]) == code
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(begins)
    assert main(["--debug", "fail"]) == code
    assert ("Traceback" in capsys.readouterr().err) == (code != 130)


def test_an_unreadable_input_beside_a_readable_one(folder, capsys, monkeypatch):
    seen = {}
    monkeypatch.setattr("pipeline.run.workers.process", lambda doc, options, clock: doc)
    monkeypatch.setattr(
        "pipeline.run.write_run", lambda out, result, options: seen.update(result=result)
    )
    arguments = [str(folder / name) for name in ("a.txt", "empty.txt", "nowhere.txt")]
    assert main(["extract", *arguments, "-o", str(folder / "out")]) == 1
    result = seen["result"]
    assert [doc.id for doc in result.documents] == ["a"]
    assert sorted(f.name.rsplit("/")[-1] for f in result.failures) == ["empty.txt", "nowhere.txt"]
    written = capsys.readouterr()
    assert len(written.err.splitlines()) == 2
    assert written.out.count("\n") == 1
    assert "1 document, 0 relations; 2 inputs failed" in written.out
    assert main(["extract", *arguments, "-o", str(folder / "out"), "--quiet"]) == 1
    assert capsys.readouterr().out == ""


def test_a_failing_stage_is_told_and_traced_under_debug(folder, capsys, monkeypatch):
    def process(doc, options, clock):
        with clock("tag"):
            raise IndexError("7")

    monkeypatch.setattr("pipeline.run.workers.process", process)
    monkeypatch.setattr("pipeline.run.write_run", lambda out, result, options: None)
    assert main(["extract", str(folder / "a.txt"), "-o", str(folder / "out")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("taisei: a: tag: IndexError: 7; ")
    assert main(["extract", str(folder / "a.txt"), "-o", str(folder / "out"), "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_doctor_is_content_here(capsys):
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 12
    assert all(line.startswith("OK ") for line in lines)


def test_doctor_says_what_is_missing(capsys, monkeypatch):
    monkeypatch.setattr("pipeline.cli.doctor.PYTHONS", ((2, 7),))
    assert main(["doctor"]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("MISSING Python")
    assert "; run it with Python 3.11 or 3.12" in first


def test_score_of_an_empty_run_misses_its_threshold(folder, capsys):
    arguments = ["score", str(folder / "good"), str(folder / "run"), "--corpus", str(folder)]
    assert main(arguments) == 0
    assert "mentions" in capsys.readouterr().out
    assert main([*arguments, "--json"]) == 0
    json.loads(capsys.readouterr().out)


def test_a_closed_pipe_ends_quietly():
    done = subprocess.run(
        f"{sys.executable} -m pipeline --help | true; exit ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.returncode in (0, 1)  # 0 where the pipe took all before its end was closed


def test_the_module_is_the_command():
    done = subprocess.run([*TAISEI, "--version"], capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("taisei ")
    done = subprocess.run([*TAISEI, "nonsense"], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_ctrl_c_is_told_in_one_line(tmp_path):
    fifo = tmp_path / "waits.txt"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [*TAISEI, "extract", str(fifo), "-o", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process, fifo.open("wb"):  # opens once taisei reads
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.startswith("taisei: interrupted: ")
    assert len(errors.splitlines()) == 1


def test_failure_line_matches_its_parts():
    assert str(Failure("a", "tag", "b\n c", "d")) == "a: tag: b c; d"

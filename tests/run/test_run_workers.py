from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline.errors import DependencyError, InputError, SpanError
from pipeline.model import Document, Source
from pipeline.run import workers
from pipeline.run.options import Options
from pipeline.run.outcome import Failure, Outcome, failure_of


def document(name: str) -> Document:
    return Document(name, f"text of {name}", Source(f"{name}.txt", "0" * 64))


def fake_work(doc: Document, options: Options) -> Outcome:
    """Stands for ``work`` in a spawned process, where nothing can be patched."""
    if doc.id.startswith("dies"):
        os._exit(9)
    return Outcome(doc, None, {"tag": 1.0})


def fake_process(doc, options, clock):
    with clock("segment"):
        pass
    with clock("tag"):
        if doc.id == "bad":
            raise SpanError("mention [3, 3) is empty; give a longer one")
        if doc.id == "worse":
            raise KeyError("x")
        if doc.id == "setup":
            raise DependencyError("no model; install it")
    return doc


@pytest.fixture
def patched(monkeypatch):
    monkeypatch.setattr(workers, "process", fake_process)


def test_a_bad_document_becomes_a_failure_and_the_others_go_on(patched):
    names = ["a", "bad", "m", "worse", "z"]
    outcomes = list(workers.work_all([document(n) for n in names], Options()))
    assert [o.document.id for o in outcomes if o.document] == ["a", "m", "z"]
    failures = [o.failure for o in outcomes if o.failure]
    assert [(f.name, f.stage) for f in failures] == [("bad", "tag"), ("worse", "tag")]
    assert str(failures[0]) == "bad: tag: mention [3, 3) is empty; give a longer one"
    assert "KeyError" in failures[1].what
    assert "--debug" in failures[1].remedy
    assert "fake_process" in failures[1].trace
    assert set(outcomes[0].seconds) == {"segment", "tag"}


def test_a_broken_installation_ends_the_run(patched):
    with pytest.raises(DependencyError, match="no model"):
        list(workers.work_all([document("a"), document("setup")], Options()))


ERRORS = {
    "own error with remedy": (InputError("f: is odd; mend it"), "f: is odd", "mend it"),
    "two semicolons": (InputError("f: a; b; mend it"), "f: a; b", "mend it"),
    "several lines": (InputError("f: is\n  odd; mend it"), "f: is odd", "mend it"),
}


@pytest.mark.parametrize(("error", "what", "remedy"), ERRORS.values(), ids=ERRORS.keys())
def test_failure_of_own_errors(error, what, remedy):
    failure = failure_of("doc", "tag", error)
    assert (failure.what, failure.remedy) == (what, remedy)
    assert str(failure) == f"doc: tag: {what}; {remedy}"


def test_failures_compare_without_their_traces():
    assert Failure("a", "tag", "b", "c", "trace 1") == Failure("a", "tag", "b", "c", "trace 2")


@pytest.mark.slow
def test_processes_keep_the_order_and_survive_a_death():
    names = ["a", "b", "dies", "m", "dies-too", "z"]
    docs = [document(name) for name in names]
    outcomes = list(workers.work_all(docs, Options(workers=2), job=fake_work))
    assert [o.document.id if o.document else None for o in outcomes] == [
        "a",
        "b",
        None,
        "m",
        None,
        "z",
    ]
    failures = [o.failure for o in outcomes if o.failure]
    assert [f.name for f in failures] == ["dies", "dies-too"]
    assert "memory" in failures[0].remedy


JOBS = """
from pipeline.run.outcome import Outcome
def job(doc, options):
    return Outcome(doc, None, {})
"""
UNGUARDED = """
print("once")
from jobs import job
from pipeline.model import Document, Source
from pipeline.run.options import Options
from pipeline.run.workers import work_all
docs = [Document(name, "text", Source("x.txt", "0" * 64)) for name in "ab"]
for outcome in work_all(docs, Options(workers=2), job):
    print(outcome.document.id if outcome.document else outcome.failure)
"""


@pytest.mark.slow
def test_a_script_needs_no_guard_against_running_twice(tmp_path):
    (tmp_path / "jobs.py").write_text(JOBS)
    (tmp_path / "script.py").write_text(UNGUARDED)
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout.split(), done.stderr) == (["once", "a", "b"], "")

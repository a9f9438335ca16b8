"""Scoring a run from disk, document by document, gives what scoring in memory gives."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import GoldError, InputError
from pipeline.export import document_line, parse_document, parse_findings, read_documents
from pipeline.gold import gold_manifest, read_gold
from pipeline.run import score_run
from pipeline.score import as_prediction, score, to_json


@pytest.fixture(scope="module")
def run(root, tmp_path_factory):
    """Gold of the project, and a run that finds two thirds of it and an extra document."""
    folder = tmp_path_factory.mktemp("run")
    gold = read_gold(root / "gold", root / "corpus")
    lines = []
    for document in gold[::2]:
        text = (root / "corpus" / f"{document.id}.txt").read_bytes().decode()
        prediction = as_prediction(document, text)
        kept = tuple(r for i, r in enumerate(prediction.relations) if i % 3)
        lines.append(document_line(replace(prediction, relations=kept)))
    lines.append(document_line(replace(prediction, id="extra")))
    (folder / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root / "gold", root / "corpus", folder / "documents.jsonl"


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_the_figures_are_the_same(run, workers):
    gold, corpus, documents = run
    whole = score(read_gold(gold, corpus), read_documents(documents))
    piecewise = score_run(gold, corpus, documents, workers=workers)
    assert to_json(piecewise) == to_json(whole)
    assert piecewise.ignored == ("extra",)
    assert len(piecewise.documents) >= 80
    assert piecewise.relations().tp > 100


def test_some_documents_alone(run):
    gold, corpus, documents = run
    ids = {d.id for d in read_gold(gold, corpus)[:3]}
    scores = score_run(gold, corpus, documents, ids=ids, workers=1)
    assert {d.id for d in scores.documents} == ids


def test_a_document_twice_is_refused(run, tmp_path):
    gold, corpus, documents = run
    (line, *_) = documents.read_text(encoding="utf-8").splitlines()
    twice = tmp_path / "documents.jsonl"
    twice.write_text(f"{line}\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError, match="comes twice"):
        score_run(gold, corpus, twice, workers=1)


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_wrong_line_is_told_with_its_number(run, tmp_path, workers):
    gold, corpus, documents = run
    (line, *_) = documents.read_text(encoding="utf-8").splitlines()
    broken = tmp_path / "documents.jsonl"
    broken.write_text(f"{line}\n" + '{"id": 1}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"documents\.jsonl, line 2: "):
        score_run(gold, corpus, broken, workers=workers)


def test_another_text_is_refused(run, tmp_path):
    gold, corpus, documents = run
    (line, *_) = documents.read_text(encoding="utf-8").splitlines()
    data = json.loads(line)
    data["source"]["sha256"] = "0"
    data["text"] += " "
    changed = tmp_path / "documents.jsonl"
    changed.write_text(json.dumps(data) + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match="comes from another text"):
        score_run(gold, corpus, changed, workers=1)


def test_a_missing_text_is_told_and_left_out(run, tmp_path):
    gold, _, documents = run
    (tmp_path / "corpus").mkdir()
    missing: list[str] = []
    scores = score_run(gold, tmp_path / "corpus", documents, workers=1, on_missing=missing.append)
    assert scores.documents == ()
    assert len(missing) >= 80


def test_a_manifest_that_does_not_fit_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("MET\n")
    (tmp_path / "a.ann").write_text("T1\tGene 0 3\tMET\nN1\tReference T1 hgnc:7029\tMET\n")
    (tmp_path / "manifest.tsv").write_text(gold_manifest(tmp_path))
    (tmp_path / "a.txt").write_text("ALK\n")
    (tmp_path / "documents.jsonl").write_text("")
    with pytest.raises(GoldError, match="has changed since it was annotated"):
        score_run(tmp_path, None, tmp_path / "documents.jsonl", workers=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1000))
def test_findings_are_what_scoring_looks_at(run, number):
    lines = run[2].read_text(encoding="utf-8").splitlines()
    line = lines[number % len(lines)]
    whole, findings = parse_document(line), parse_findings(line)
    for name in ("id", "text", "language"):
        assert getattr(findings, name) == getattr(whole, name)
    assert [(m.span, m.type, m.id) for m in findings.mentions] == [
        (m.span, m.type, m.id) for m in whole.mentions
    ]
    assert [(r.key, r.certainty, r.state, r.via, r.evidence) for r in findings.relations] == [
        (r.key, r.certainty, r.state, r.via, r.evidence) for r in whole.relations
    ]

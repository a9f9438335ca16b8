"""The parts of ``make bench-tag``: which there are, and that the documents kept apart stay so."""

from __future__ import annotations

import json

import pytest
from tagging import benchmarks, iob, jmed, page, pubtator, sets, speed, statements
from tagging.passages import BENCHMARKS


def test_every_part_has_its_words():
    assert list(page._words()["parts"]) == list(benchmarks.PARTS)


def test_no_errors_of_the_documents_kept_apart():
    assert "test" not in sets.SHOWN
    assert len(benchmarks.ERRORS) == 9
    with pytest.raises(ValueError, match="test"):
        next(sets.errors("test"))


def test_the_page_is_fresh(root):
    kept = json.loads((root / "docs" / "tagging.json").read_text(encoding="utf-8"))
    assert list(kept) == [name for name in benchmarks.PARTS if name in kept]
    assert len(kept) >= 9
    assert page.rendered(kept).rstrip() in (root / "docs" / "accuracy.md").read_text("utf-8")


@pytest.mark.slow
def test_the_lexicon_pass_is_measured_without_the_benchmarks(monkeypatch):
    monkeypatch.setattr(speed, "ROUNDS", 1)
    monkeypatch.setattr(speed, "CHARACTERS", 1)
    (line,) = speed.figures(
        {"English": ["EGFR T790M resists gefitinib."], "none": []}, {"English": 1}
    )
    assert line["million_per_second"] > 0
    assert 0 < line["folding_share"] < 1


@pytest.mark.slow
@pytest.mark.skipif(not BENCHMARKS.is_dir(), reason="the benchmarks are not beside this checkout")
def test_the_benchmarks_are_read_whole():
    counts = {
        "biored": len(list(pubtator.passages(BENCHMARKS / "biored_dev.pubtator.gz"))),
        "bc5cdr": sum(1 for _ in iob.sentences(BENCHMARKS / "BC5CDR-IOB.devel.tsv.gz")),
        "bc2gm": sum(1 for _ in iob.sentences(BENCHMARKS / "BC2GM-IOB.devel.tsv.gz")),
        "jmed": sum(1 for _ in jmed.reports(BENCHMARKS / "jmed_mrner_medicine.csv.gz")),
        "civic": sum(1 for _ in statements.statements(BENCHMARKS / "civic_dev.tsv.gz")),
    }
    assert counts == {"biored": 100, "bc5cdr": 4581, "bc2gm": 2519, "jmed": 66, "civic": 1260}

"""Real texts marked for relations: rows that can be read, and ranges that are sentences."""

from __future__ import annotations

import gzip
import tarfile
from io import BytesIO

import pytest
import real_texts
from marked import Mark

from pipeline.errors import InputError

STATEMENT = "Cells were grown. MET amplification made them resistant to gefitinib."
HEADER = "evidence_id\tevidence_statement\n"


@pytest.fixture
def benchmarks(tmp_path):
    with gzip.open(tmp_path / "civic_dev.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.write(f"{HEADER}7\t{STATEMENT}\n8\tNothing is stated here.\n")
    with tarfile.open(tmp_path / "civicmine_training.tar.gz", "w:gz") as archive:
        text = "Loss of PTEN — no cause.".encode()
        for name in ("civicmine/training/1.01.txt", "civicmine/training/1.01.a1"):
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, BytesIO(text))
    return tmp_path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    found = tmp_path / "real"
    found.mkdir()
    monkeypatch.setattr(real_texts, "FOLDER", found)
    return found


def test_marks_stand_off_their_texts(benchmarks, folder):
    rows = "# a comment\n7\t18\t69\tC+ MET[amplification] -> gefitinib\n8\n"
    (folder / "civic.tsv").write_text(rows, encoding="utf-8")
    (folder / "civicmine.tsv").write_text("1.01\t0\t24\tC- PTEN[loss] -> X\n", encoding="utf-8")
    first, silent, sentence = real_texts.read_real(benchmarks)
    assert (first.id, silent.id, sentence.id) == (
        "real-civic-7",
        "real-civic-8",
        "real-civicmine-1.01",
    )
    assert first.text == STATEMENT
    (mark,) = first.marks
    assert isinstance(mark, Mark)
    assert (mark.subject, mark.object, mark.polarity) == ("MET", "gefitinib", "positive")
    assert first.text[mark.start : mark.end].startswith("MET amplification")
    assert silent.marks == ()
    assert sentence.text == "Loss of PTEN — no cause."


def test_a_mark_that_can_not_be_read_is_named(benchmarks, folder):
    (folder / "civic.tsv").write_text("7\t0\t17\tMET causes it\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"civic\.tsv, line 1: not a statement"):
        list(real_texts.read_real(benchmarks))


def test_every_row_is_a_sentence_that_names_what_is_marked(shared):
    """Of the project's own rows; a name may stand in an earlier sentence."""
    found = list(real_texts.read_real(shared / "data" / "benchmarks"))
    marks = [(marked, mark) for marked in found for mark in marked.marks]
    assert len(found) >= 500
    assert len(marks) >= 400
    wrong = [
        (marked.id, mark)
        for marked, mark in marks
        if not marked.text[mark.start : mark.end].strip()
        or mark.subject.casefold() not in marked.text.casefold()
        or mark.object.casefold() not in marked.text.casefold()
    ]
    assert wrong == []

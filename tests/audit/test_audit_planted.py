"""Each fault planted in sound gold is found, named, and nothing else is."""

from __future__ import annotations

import shutil

import pytest
from typer.testing import CliRunner

from pipeline.audit import audit_gold
from pipeline.cli.main import build_app
from pipeline.gold import gold_manifest
from pipeline.lexicon import load

TEXT = (
    "MET増幅はゲフィチニブ耐性を生み、クリゾチニブはこれを克服した。\n"
    "ALKは関与しなかった。doi:10.5555/a.1\n"
)
ANN = """\
T1\tGene 0 3\tMET
T2\tDrug 6 12\tゲフィチニブ
T3\tDrug 18 24\tクリゾチニブ
T4\tGene 34 37\tALK
T5\tDOI 50 61\t10.5555/a.1
N1\tReference T1 hgnc:7029\tMET
N2\tReference T2 unii:S65743JHBS\tgefitinib
N3\tReference T3 unii:53AH36668S\tcrizotinib
N4\tReference T4 hgnc:427\tALK
N5\tReference T5 doi:10.5555/a.1\t10.5555/a.1
T6\tCAUSES_RESISTANCE 12 14\t耐性
T7\tOVERCOMES 28 30\t克服
E1\tCAUSES_RESISTANCE:T6 cause:T1 therapy:T2
E2\tOVERCOMES:T7 agent:T3 therapy:T2 via:T1
A1\tstate E1 amplification
A2\tsource E2 explicit
"""

# name: (what is replaced, by what, what the message says)
PLANTED = {
    "overlap": ("Gene 0 3\tMET", "Gene 0 7\tMET増幅はゲ", "overlaps"),
    "wrong offset": ("Drug 6 12", "Drug 7 13", "says 'ゲフィチニブ' but the text there is"),
    "offset outside": ("Gene 34 37", "Gene 134 137", "ends outside the text"),
    "reversed range": ("Gene 34 37", "Gene 37 34", "is empty or reversed"),
    "white space": ("Gene 34 37\tALK", "Gene 33 37\tALK", "begins or ends with white space"),
    "unknown type": ("T1\tGene", "T1\tGen", "unknown type Gen; write Gene"),
    "unknown scheme": ("hgnc:7029", "entrez:4233", "is not identified by entrez"),
    "id in no list": ("hgnc:7029", "hgnc:999999", "is in no list"),
    "id of another name": ("hgnc:427\tALK", "hgnc:3236\tALK", "hgnc:3236 is EGFR, not ALK"),
    "id of another type": (
        "unii:53AH36668S",
        "text:Gene/crizotinib",
        "is an id of another type than Drug",
    ),
    "id of wrong shape": ("unii:S65743JHBS", "unii:gefitinib", "is no id of unii"),
    "two names for one id": ("hgnc:427\tALK", "hgnc:7029\tALK", "has the name 'ALK' here and"),
    "mention without id": ("N4\tReference T4 hgnc:427\tALK\n", "", "mention without Reference"),
    "trigger that is not there": ("OVERCOMES:T7", "OVERCOMES:T9", "no trigger of type OVERCOMES"),
    "relation without evidence": (
        "T7\tOVERCOMES 28 30\t克服\n",
        "",
        "no trigger of type OVERCOMES",
    ),
    "trigger of no event": ("E1\tCAUSES_RESISTANCE:T6 cause:T1 therapy:T2\n", "", "of no event"),
    "argument not there": ("cause:T1", "cause:T11", "cause refers to T11, which is not there"),
    "argument that can not be": ("agent:T3", "agent:T5", "a DOI (T5) can not be the agent"),
    "argument missing": (" therapy:T2 via", " via", "no therapy"),
    "unknown value": ("E1 amplification", "E1 amplified", "unknown state amplified"),
    "attribute twice": (
        "A2\tsource E2 explicit",
        "A2\tsource E2 explicit\nA3\tsource E2 discourse",
        "has its source already",
    ),
    "same line id twice": ("T4\tGene", "T3\tGene", "id T3 is taken"),
    "relation line": ("A2\tsource", "R1\tsource", "unknown kind of line 'R1'"),
}


@pytest.fixture(scope="module")
def lexicon():
    return load()


@pytest.fixture
def folder(tmp_path):
    gold, corpus = tmp_path / "gold", tmp_path / "corpus"
    gold.mkdir()
    corpus.mkdir()
    (corpus / "d.txt").write_text(TEXT, encoding="utf-8", newline="")
    (gold / "d.ann").write_text(ANN, encoding="utf-8", newline="")
    (gold / "manifest.tsv").write_text(gold_manifest(gold, corpus), encoding="utf-8")
    (gold / "split.tsv").write_text("id\tsplit\nd\tdev\n", encoding="utf-8")
    return gold


def faults(folder, lexicon):
    return audit_gold(folder, (), lexicon).faults


def test_sound_gold_has_no_fault(folder, lexicon):
    found = audit_gold(folder, (), lexicon)
    assert (found.documents, found.faults, found.unread) == (1, (), ())


@pytest.mark.parametrize(("old", "new", "told"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_found(folder, lexicon, old, new, told):
    assert ANN.count(old) == 1
    (folder / "d.ann").write_text(ANN.replace(old, new), encoding="utf-8", newline="")
    found = faults(folder, lexicon)
    assert any(told in line for line in found), found
    assert all(line.startswith(f"{folder / 'd.ann'}") for line in found)
    assert all("; " in line for line in found)  # what to do


def test_at_least_twenty_are_planted():
    assert len(PLANTED) >= 20


def test_a_text_that_changed_is_found(folder, lexicon):
    changed = TEXT.replace("克服", "打破")
    (folder.parent / "corpus" / "d.txt").write_text(changed, encoding="utf-8", newline="")
    found = faults(folder, lexicon)
    assert any("has changed since it was annotated (sha256 differs)" in line for line in found)


def test_a_document_without_split_and_a_split_without_document_are_found(folder, lexicon):
    (folder / "split.tsv").write_text("id\tsplit\ne\tdev\n", encoding="utf-8")
    assert [line.split(": ")[1][:15] for line in faults(folder, lexicon)] == [
        "no line for d; ",
        "e has no .ann; ",
    ]


def test_subfolders_are_read_and_missing_texts_told(folder, lexicon):
    (folder / "external").mkdir()
    shutil.copy(folder / "d.ann", folder / "external" / "x.ann")
    found = audit_gold(folder, (), lexicon)
    assert (found.documents, found.faults, found.unread) == (1, (), ("x",))


def test_the_command_says_each_fault_and_fails(folder):
    run = CliRunner()
    command = ["gold", "check", str(folder)]
    sound = run.invoke(build_app(), command)
    assert (sound.exit_code, sound.stdout) == (0, "1 documents checked, 0 faults\n")
    (folder / "d.ann").write_text(ANN.replace("T1\tGene", "T1\tGen"), encoding="utf-8", newline="")
    broken = run.invoke(build_app(), command)
    assert broken.exit_code == 1
    assert "unknown type Gen; write Gene" in broken.stdout


def test_the_command_writes_the_manifest(folder):
    before = (folder / "manifest.tsv").read_bytes()
    (folder / "manifest.tsv").unlink()
    corpus = str(folder.parent / "corpus")
    done = CliRunner().invoke(build_app(), ["gold", "manifest", str(folder), "--corpus", corpus])
    assert done.exit_code == 0
    assert (folder / "manifest.tsv").read_bytes() == before


def test_the_gold_of_the_project_has_no_fault(root, lexicon):
    assert audit_gold(root / "gold", (), lexicon).faults == ()

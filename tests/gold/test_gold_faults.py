"""Planted faults: each is found, with file, line, what is wrong and a remedy."""

from __future__ import annotations

import re

import pytest

from pipeline.errors import GoldError
from pipeline.gold import check_gold, gold_manifest, read_gold

TEXT = """ルカパリブが効かなくなる
BRCA2の復帰変異はルカパ
リブ耐性をもたらした。
ATR阻害薬はこの耐性を克服した。
"""
# Line numbers of the clean file, for reading the table below:
# 1-4 mentions, 5-8 references, 9-10 triggers, 11-12 events, 13-14 attributes.
CLEAN = """T1\tDrug 0 5\tルカパリブ
T2\tGene 13 18\tBRCA2
T3\tDrug 24 27;28 30\tルカパ リブ
T4\tDrugClass 40 46\tATR阻害薬
N1\tReference T1 unii:8237F3U7EH\trucaparib
N2\tReference T2 hgnc:1101\tBRCA2
N3\tReference T3 unii:8237F3U7EH\trucaparib
N4\tReference T4 class:ATR-inhibitor\tATR inhibitor
T5\tCAUSES_RESISTANCE 30 32\t耐性
T6\tOVERCOMES 52 54\t克服
E1\tCAUSES_RESISTANCE:T5 cause:T2 therapy:T3
E2\tOVERCOMES:T6 agent:T4 therapy:T3 via:T2
A1\tstate E1 mutation
A2\tsource E2 discourse
"""

# name: (what to replace, by what, the line that the message names, words of the message)
FAULTS = {
    "no tab": ("T2\tGene 13 18\tBRCA2", "T2 Gene 13 18 BRCA2", 2, "no known shape"),
    "no text": ("T2\tGene 13 18\tBRCA2", "T2\tGene 13 18", 2, "T2: T line of wrong shape"),
    "brat's R line": ("A1\tstate E1 mutation", "R1\tx Arg1:T1 Arg2:T2", 13, "unknown kind of line"),
    "an empty line": ("A1\tstate", "\nA1\tstate", 13, "empty line; delete it"),
    "unknown type": ("T2\tGene", "T2\tProtein", 2, "unknown type Protein; write one of"),
    "misspelt type": ("T2\tGene", "T2\tGenes", 2, "unknown type Genes; write Gene"),
    "unknown attribute": ("A1\tstate", "A1\tstatement", 13, "unknown attribute statement"),
    "unknown value": ("E1 mutation", "E1 mutant", 13, "unknown state mutant; write one of"),
    "misspelt value": ("E1 mutation", "E1 mutations", 13, "write mutation"),
    "value missing": ("E1 mutation", "E1", 13, "A1: A line of wrong shape"),
    "outside the text": ("52 54\t克服", "152 154\t克服", 10, "ends outside the text of 58"),
    "reversed": ("Gene 13 18", "Gene 18 13", 2, "empty or reversed"),
    "fragments out of order": ("24 27;28 30", "28 30;24 27", 3, "not after the one before"),
    "one off": ("Gene 13 18", "Gene 14 19", 2, "says 'BRCA2' but the text there is 'RCA2の'"),
    "text of one fragment": ("ルカパ リブ", "ルカパリブ", 3, "says 'ルカパリブ' but"),
    "over a line end": ("24 27;28 30", "24 30", 3, "runs over a line end; split it"),
    "white space": ("Drug 0 5\tルカパリブ", "Drug 0 5;12 13\tルカパリブ", 1, "white space"),
    "duplicate id": ("T2\tGene", "T1\tGene", 2, "id T1 is taken by line 1"),
    "duplicate event": ("E2\tOVER", "E1\tOVER", 12, "id E1 is taken by line 11"),
    "nesting": ("T4\tDrugClass 40 46\tATR阻害薬", "T4\tDrugClass 15 18\tCA2", 4, "overlaps T2"),
    "overlapping a fragment": (
        "T4\tDrugClass 40 46\tATR阻害薬",
        "T4\tDrugClass 29 30\tブ",
        4,
        "T4: overlaps T3 of line 3",
    ),
    "same span twice": (
        "T4\tDrugClass 40 46\tATR阻害薬",
        "T4\tDrugClass 0 5\tルカパリブ",
        4,
        "T4: overlaps",
    ),
    "no Reference": ("N2\tReference T2 hgnc:1101\tBRCA2\n", "", 2, "T2: mention without Reference"),
    "Reference to nothing": ("Reference T2", "Reference T12", 6, "refers to T12"),
    "Reference to a trigger": ("Reference T2", "Reference T5", 6, "T5, a trigger"),
    "two References": ("Reference T2", "Reference T1", 6, "T1 is grounded by N1 too"),
    "no prefix": ("hgnc:1101", "1101", 6, "N2: N line of wrong shape; write N1<TAB>Reference"),
    "foreign scheme": ("hgnc:1101", "mondo:1101", 6, "a Gene is not identified by mondo:"),
    "no canonical name": ("hgnc:1101\tBRCA2", "hgnc:1101\t", 6, "N2: no name"),
    "one id, two names": ("T3 unii:8237F3U7EH\truca", "T3 unii:8237F3U7EH\tola", 3, "the name"),
    "one id, two types": (
        "T1\tDrug 0 5",
        "T1\tChemical 0 5",
        3,
        "has the type 'Drug' here and 'Chemical' in line 1",
    ),
    "event without trigger": ("RESISTANCE:T5 ", "RESISTANCE ", 11, "E line of wrong shape"),
    "trigger that is not there": ("RESISTANCE:T5", "RESISTANCE:T15", 11, "T15 is no trigger"),
    "trigger that is a mention": ("RESISTANCE:T5", "RESISTANCE:T1", 11, "T1 is no trigger"),
    "trigger of the other kind": ("RESISTANCE:T5", "RESISTANCE:T6", 11, "T6 is no trigger"),
    "trigger of no event": ("E2\tOVERCOMES:T6 agent:T4 therapy:T3 via:T2\n", "", 10, "no event"),
    "unknown event": ("E1\tCAUSES_RESISTANCE:", "E1\tCAUSE_RESISTANCE:", 11, "write CAUSES_RES"),
    "no therapy": (" therapy:T3 via", " via", 12, "E2: no therapy; add therapy:T1"),
    "no cause": (" cause:T2", "", 11, "E1: no cause"),
    "no agent": (" agent:T4", "", 12, "E2: no agent"),
    "agent of a cause": ("cause:T2", "agent:T2", 11, "CAUSES_RESISTANCE has no argument agent"),
    "via of a cause": ("therapy:T3\n", "therapy:T3 via:T2\n", 11, "no argument via"),
    "two therapies": ("therapy:T3\n", "therapy:T3 therapy:T1\n", 11, "2 arguments therapy"),
    "argument that is not there": ("agent:T4", "agent:T14", 12, "agent refers to T14"),
    "argument that is a trigger": ("agent:T4", "agent:T5", 12, "agent T5 is a trigger or"),
    "a Gene as therapy": ("therapy:T3\n", "therapy:T2\n", 11, "a Gene (T2) can not be the therapy"),
    "attribute of a mention": ("state E1", "state T2", 13, "T2, which is no event"),
    "attribute of nothing": ("state E1", "state E3", 13, "E3, which is no event"),
    "state twice": ("A2\tsource E2 discourse", "A2\tstate E1 mutation", 14, "its state already"),
    "note on nothing": ("A2\tsource E2 discourse", "#1\tAnnotatorNotes T9\t?", 14, "T9, which"),
    "CRLF": ("\n", "\r\n", 1, "line ends in CRLF"),
    "byte-order mark": ("T1\tDrug", "\ufeffT1\tDrug", 1, "byte-order mark"),
}


@pytest.fixture
def folders(tmp_path):
    gold, corpus = tmp_path / "gold", tmp_path / "corpus"
    gold.mkdir()
    corpus.mkdir()
    (corpus / "d1.txt").write_bytes(TEXT.encode())
    (gold / "d1.ann").write_bytes(CLEAN.encode())
    return gold, corpus


def test_the_table_is_all_there():
    assert len(FAULTS) >= 50


def test_a_clean_file_has_no_faults(folders):
    assert check_gold(*folders) == []
    assert [d.id for d in read_gold(*folders)] == ["d1"]


@pytest.mark.parametrize(("old", "new", "line", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_found(folders, old, new, line, words):
    gold, corpus = folders
    assert old in CLEAN
    (gold / "d1.ann").write_bytes(CLEAN.replace(old, new).encode())
    problems = check_gold(gold, corpus)
    place = f"{gold / 'd1.ann'}:{line}: "
    found = [problem for problem in problems if problem.startswith(place) and words in problem]
    assert found, problems
    assert re.search(r"; \S", found[0]), "a remedy follows"
    assert all("\n" not in problem for problem in problems)
    with pytest.raises(GoldError, match=re.escape(f"{gold / 'd1.ann'}:")):
        read_gold(gold, corpus)


def test_every_fault_of_a_file_is_found_by_one_reading(folders):
    gold, corpus = folders
    bad = CLEAN.replace("T2\tGene", "T2\tProtein").replace("E1 mutation", "E1 mutant")
    (gold / "d1.ann").write_text(bad, encoding="utf-8")
    lines = [int(problem.split(":")[1]) for problem in check_gold(gold, corpus)]
    assert lines == sorted(lines)
    assert {2, 13} <= set(lines)
    with pytest.raises(GoldError, match=r"d1\.ann:2: .* \(and \d+ more\)$"):
        read_gold(gold, corpus)


def test_the_same_thing_twice_is_acceptable_at_most(folders):
    gold, corpus = folders
    same = CLEAN.replace("cause:T2", "cause:T1")
    (gold / "d1.ann").write_text(same, encoding="utf-8")
    assert "d1.ann:11: E1: subject and object are the same" in check_gold(gold, corpus)[0]
    (gold / "d1.ann").write_text(f"{same}A3\tstatus E1 acceptable\n", encoding="utf-8")
    assert check_gold(gold, corpus) == []


def test_a_missing_text_is_an_error_or_told(folders):
    gold, corpus = folders
    (corpus / "d1.txt").unlink()
    with pytest.raises(GoldError, match=r"d1\.ann: its text .*d1\.txt is not there; put it there"):
        read_gold(gold, corpus)
    skipped: list[str] = []
    assert read_gold(gold, corpus, on_missing=skipped.append) == ()
    assert skipped == ["d1"]


def test_a_text_with_a_byte_order_mark_is_a_fault(folders):
    gold, corpus = folders
    (corpus / "d1.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert check_gold(gold, corpus)[0].startswith(f"{corpus / 'd1.txt'}:1: byte-order mark")


def test_a_text_that_is_not_utf8_is_a_fault(folders):
    gold, corpus = folders
    (corpus / "d1.txt").write_bytes(TEXT.encode("cp932"))
    assert "not UTF-8" in check_gold(gold, corpus)[0]


MANIFESTS = {
    "the text changed": ("", "TEXT", 2, "the text of d1 has changed"),
    "wrong length": ("\t58\n", "\t59\n", 2, "d1 has 58 code points, not 59; write 58"),
    "no header": ("id\tsha256\tchars\n", "", 1, "write id<TAB>sha256<TAB>chars"),
    "short line": ("\t58\n", "\n", 2, "line of wrong shape"),
    "no annotation": ("\t58\n", f"\t58\nd2\t{'0' * 64}\t5\n", 3, "no d2.ann; add it"),
    "line twice": ("\t58\n", f"\t58\nd1\t{'0' * 64}\t5\n", 3, "d1 stands in line 2 too"),
}


@pytest.mark.parametrize(("old", "new", "line", "words"), MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_manifest_is_checked_where_there_is_one(folders, old, new, line, words):
    gold, corpus = folders
    manifest = gold_manifest(gold, corpus)
    (gold / "manifest.tsv").write_text(manifest, encoding="utf-8")
    assert check_gold(gold, corpus) == []
    if new == "TEXT":
        (corpus / "d1.txt").write_text(TEXT.replace("効か", "効け"), encoding="utf-8")
    else:
        assert old in manifest
        (gold / "manifest.tsv").write_text(manifest.replace(old, new), encoding="utf-8")
    problems = check_gold(gold, corpus)
    place = f"{gold / 'manifest.tsv'}:{line}: "
    assert any(p.startswith(place) and words in p for p in problems), problems


def test_a_text_that_the_manifest_lacks_is_told(folders):
    gold, corpus = folders
    (gold / "manifest.tsv").write_text("id\tsha256\tchars\n", encoding="utf-8")
    assert check_gold(gold, corpus) == [
        f"{gold / 'manifest.tsv'}: no line for d1; add its id, sha256 and length"
    ]


WRONG_PATHS = {
    "nothing there": ("nowhere", "no such file or folder"),
    "another kind of file": ("d1.txt", "neither .ann, .json nor a folder"),
    "a folder without gold": ("empty", "no .ann files"),
}


@pytest.mark.parametrize(("name", "words"), WRONG_PATHS.values(), ids=WRONG_PATHS.keys())
def test_a_wrong_path_is_told(tmp_path, name, words):
    (tmp_path / "d1.txt").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    with pytest.raises(GoldError, match=re.escape(words)):
        read_gold(tmp_path / name)


def test_a_wrong_corpus_folder_is_told(folders):
    gold, corpus = folders
    with pytest.raises(GoldError, match="no such folder; name the folder of the texts"):
        read_gold(gold, corpus / "nowhere")

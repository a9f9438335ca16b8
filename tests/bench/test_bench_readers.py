"""The readers of the benchmarks, on small made-up files."""

from __future__ import annotations

import gzip
import io

import pytest
from tagging import iob, jmed, pubtator, statements

from pipeline.model import Span

SPACED = {
    "full stop and comma": ("We saw A , B and C .", "We saw A, B and C."),
    "brackets": ("patients ( n = 12 ) had it", "patients (n = 12) had it"),
    "hyphen and slash": (
        "EGFR - mutant NSCLC and / or EML4 - ALK",
        "EGFR-mutant NSCLC and/or EML4-ALK",
    ),
    "hanging hyphen": ("alpha - and beta - chains", "alpha- and beta-chains"),
    "dash": ("a drug - - a marker", "a drug -- a marker"),
    "place before a promoter": ("the box at - 35 and - 10", "the box at -35 and -10"),
    "decimals": ("0 . 05 and 1 : 10", "0.05 and 1:10"),
    "thousands, places, lists": ("1 , 000 of 3 , 4 - diol at 2 , 9", "1,000 of 3,4-diol at 2, 9"),
    "charges": ("Ca ( 2 + ) and Na + enter", "Ca(2+) and Na+ enter"),
    "subtypes of receptors": ("5 - HT ( 2A ) receptors", "5-HT(2A) receptors"),
    "plain numbers in brackets": ("in Japan ( 12 ) and Peru ( 3 )", "in Japan (12) and Peru (3)"),
    "possessive": ("Crohn ' s disease and rats ' brains", "Crohn's disease and rats' brains"),
    "quotation": ('the " early " genes', 'the "early" genes'),
}


@pytest.mark.parametrize(("tokens", "text"), SPACED.values(), ids=SPACED)
def test_blanks_are_put_back_as_english_is_set(tokens, text):
    sentence = tuple((token, "O") for token in tokens.split())
    assert iob.rebuilt([sentence])[0] == text


def tagged(*pairs):
    return tuple(pair.rsplit("|", 1) for pair in pairs)


def test_names_keep_their_tokens_whatever_the_spacing():
    first = tagged("Use|O", "N|B-Chemical", "-|I-Chemical", "oxide|I-Chemical", ".|O")
    second = tagged("Renal|B-Disease", "failure|I-Disease", "pain|B-Disease", "x|I-Chemical")
    text, names, ranges = iob.rebuilt([first, second])
    assert text == "Use N-oxide. Renal failure pain x"
    assert [(text[n.start : n.end], n.kind) for n in names] == [
        ("N-oxide", "Chemical"),
        ("Renal failure", "Disease"),
        ("pain", "Disease"),
        ("x", "Chemical"),
    ]
    assert [text[r.start : r.end] for r in ranges] == ["Use N-oxide.", "Renal failure pain x"]


@pytest.fixture
def columns(tmp_path):
    path = tmp_path / "made-up.tsv.gz"
    lines = [f"word{i}\tB-Disease\nhere\tO\n" for i in range(23)]
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write("\n".join(lines))
    return path


def test_sentences_in_context_are_each_judged_once(columns):
    passages = list(iob.in_context(columns))
    judged = [
        passage.text[name.start : name.end]
        for passage in passages
        for name in passage.names
        if passage.judged.covers(name.span)
    ]
    assert judged == [f"word{i}" for i in range(23)]
    assert passages[-1].text.startswith("word10 here word11")  # ten sentences before the last run


def test_sentences_alone_are_passages_of_their_own(columns):
    passages = list(iob.alone(columns))
    assert [p.text for p in passages[:2]] == ["word0 here", "word1 here"]
    assert len(passages) == len({p.id for p in passages}) == 23


ABSTRACT = """\
12|t|KRAS in mice.
12|a|Kras G12C resists.
12\t0\t4\tKRAS\tGeneOrGeneProduct\t3845
12\t14\t18\tKras\tGeneOrGeneProduct\t16653,3845
12\t19\t23\tG12C\tSequenceVariant\tp|SUB|G|12|C
12\t24\t31\tresists\tDiseaseOrPhenotypicFeature\t-
12\tAssociation\t3845\tp|SUB|G|12|C\tNovel
"""


def test_abstracts_have_one_character_between_title_and_text():
    (passage,) = pubtator.parsed(ABSTRACT)
    assert passage.text == "KRAS in mice. Kras G12C resists."
    assert [n.ids for n in passage.names] == [
        ("3845",),
        ("16653", "3845"),
        ("p|SUB|G|12|C",),
        (),
    ]


def test_a_name_that_is_not_where_it_should_be_is_told():
    with pytest.raises(ValueError, match="'KRAS' is not at 1"):
        list(pubtator.parsed(ABSTRACT.replace("12\t0\t4", "12\t1\t5")))


def test_only_questions_for_names_are_read():
    rows = "tag,question,answer\n"
    rows += "m-key,\"薬品名は？\n「ゲフィチニブを投与。」\",['ゲフィチニブ']\n"
    rows += 'm-val,"値は？\n「x」",[]\n'
    (report,) = jmed.parsed(io.StringIO(rows))
    assert report.text == "ゲフィチニブを投与。"
    assert report.answers == {"ゲフィチニブ"}


CHANGES = {
    "substitution": ("T790M", ["T790M"]),
    "with its fusion": ("EML4-ALK L1196M", ["L1196M"]),
    "deletion": ("L755_T759del", ["L755_T759del"]),
    "shift": ("K706FS*19", ["K706FS*19"]),
    "stop": ("R130*", ["R130*"]),
    "of the transcript": ("c.902-1G>T", ["c.902-1G>T"]),
    "rs number": ("RS4149056", ["RS4149056"]),
    "exon": ("EXON 19 DELETION", ["exon 19 deletion"]),
    "no sequence": ("AMPLIFICATION", []),
    "place without change": ("EXON 11 MUTATION", []),
    "residue without change": ("V600", []),
}


@pytest.mark.parametrize(("variant", "changes"), CHANGES.values(), ids=CHANGES)
def test_changes_in_a_curators_variant(variant, changes):
    assert statements.changes(variant) == changes


PLACES = {
    "whole word": ("EGFR", "EGFR-mutant, not EGFRvIII", 1),
    "any case": ("gefitinib", "Gefitinib", 1),
    "short ones as they are": ("KIT", "a kit for KIT", 1),
    "words as they are": ("MET", "criteria were met", 0),
    "marks stand for themselves": ("R130*", "R130* and R130", 1),
}


@pytest.mark.parametrize(("name", "text", "count"), PLACES.values(), ids=PLACES)
def test_where_a_name_literally_stands(name, text, count):
    found = statements.places(name, text)
    assert len(found) == count
    assert all(isinstance(place, Span) for place in found)


def test_a_change_may_stand_in_three_letters_and_with_other_marks():
    assert "p.Thr790Met" in statements.spellings("T790M")
    assert "L755-T759del" in statements.spellings("L755_T759del")
    assert statements.spellings("exon 19 deletion") == ["exon 19 deletion", "exon 19 deletions"]

"""Finding things by any name, what is said of them, and how they hang together."""

from __future__ import annotations

import pytest
from graph_corpus import corpus
from graph_samples import NAMES, Claim, Labels, document
from graph_strategies import collections
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.graph import Index, Kin, Selection, assemble, neighbours, paths, select
from pipeline.lexicon import load

RELATIONS = assemble(corpus())
INDEX = Index(RELATIONS, corpus(), load())


def ids(found):
    return [thing.id for thing in found.things]


NAMED = {
    "its name": ("alectinib", ["unii:LIJ4CT1Z3Y"]),
    "in capitals": ("ALECTINIB", ["unii:LIJ4CT1Z3Y"]),
    "in Japanese": ("アレクチニブ", ["unii:LIJ4CT1Z3Y"]),
    "in half width": ("ｱﾚｸﾁﾆﾌﾞ", ["unii:LIJ4CT1Z3Y"]),
    "a brand of it": ("Alecensa", ["unii:LIJ4CT1Z3Y"]),
    "its id": ("unii:LIJ4CT1Z3Y", ["unii:LIJ4CT1Z3Y"]),
    "its id in other letters": ("HGNC:40", ["hgnc:40"]),
    "a gene's symbol": ("ABCB1", ["hgnc:40"]),
    "a gene's other name": ("MDR1", ["hgnc:40"]),
    "a protein in Japanese": ("P糖タンパク質", ["hgnc:40"]),
    "as a text writes it": ("T790M", ["var:hgnc:3236/p.T790M"]),
    "over a line's end in the text": ("アンフィレグリン", ["hgnc:651"]),
    "a class": ("PARP阻害薬", ["class:PARP-inhibitor"]),
    "a process": ("EMT", ["go:0001837"]),
    "a way alone": ("G1202R", ["var:hgnc:427/p.G1202R"]),
    "blanks around": ("  MET ", ["hgnc:7029"]),
    "not in the graph": ("imatinib", []),
    "nothing": ("xyzzy", []),
}


@pytest.mark.parametrize(("name", "expected"), NAMED.values(), ids=NAMED.keys())
def test_names(name, expected):
    assert ids(INDEX.find(name)) == expected


def test_names_without_the_lexicon():
    plain = Index(RELATIONS, corpus())
    assert ids(plain.find("Amphiregulin")) == ["hgnc:651"]  # as a text writes it
    assert ids(plain.find("areg")) == ["hgnc:651"]
    assert ids(plain.find("Alecensa")) == []


def test_a_class_takes_in_its_drugs():
    found = INDEX.find("ALK inhibitor")
    assert ids(found) == []
    assert [thing.name for thing in found.members] == ["alectinib", "lorlatinib"]


def test_a_gene_takes_in_its_variants():
    found = INDEX.find("EGFR")
    names = [thing.name for thing in found.members]
    assert "EGFR p.C797S" in names
    assert "EGFR p.T790M" in names


NEAR = {
    "a letter off": ("alectnib", "alectinib"),
    "in Japanese": ("オシメルチニフ", "osimertinib"),
    "a gene": ("ABCB11x", "ABCB1"),
}


@pytest.mark.parametrize(("name", "expected"), NEAR.values(), ids=NEAR.keys())
def test_close_names_are_offered(name, expected):
    found = INDEX.find(name)
    assert not found.things
    assert expected in [thing.name for thing in found.near]


def test_nothing_is_offered_for_what_is_like_nothing():
    assert INDEX.find("xyzzy").near == ()
    assert INDEX.find("  ").things == ()


def names_of(relations, end):
    return [getattr(relation, end).name for relation in relations]


def test_what_is_said_of_a_drug():
    of = neighbours("unii:LIJ4CT1Z3Y", RELATIONS)
    causes = [(r.subject.name, r.polarity) for r in of.caused_by]
    assert causes == [
        ("ALK p.G1202R", "positive"),
        ("AREG", "positive"),
        ("ABCB1", "positive"),
        ("ABCB1", "negative"),
    ]
    assert names_of(of.overcome_by, "subject") == ["lorlatinib", "erlotinib"]
    assert of.causes == of.overcomes == ()


def test_what_is_said_of_a_gene():
    of = neighbours("hgnc:7029", RELATIONS)
    assert names_of(of.causes, "object") == ["osimertinib"]
    assert [(r.subject.name, r.object.name) for r in of.through] == [
        ("MET inhibitor", "osimertinib")
    ]


def test_a_drug_that_overcomes():
    of = neighbours("unii:3C06JJ0Z2O", RELATIONS)
    assert names_of(of.overcomes, "object") == ["gefitinib", "erlotinib"]


@settings(max_examples=10, deadline=None)
@given(collections())
def test_every_relation_is_told_of_both_its_ends(docs):
    relations = assemble(docs)
    for relation in relations:
        by = neighbours(relation.subject.id, relations)
        of = neighbours(relation.object.id, relations)
        assert relation in by.causes + by.overcomes
        assert relation in of.caused_by + of.overcome_by


def ways(start, end, **options):
    found = paths(RELATIONS, [start], [end], **options)
    return [[way[0].start, *(step.end for step in way)] for way in found]


def test_the_shortest_path_is_first():
    areg, alectinib, lorlatinib = "hgnc:651", "unii:LIJ4CT1Z3Y", "unii:OSP71S83EU"
    assert ways(areg, lorlatinib, most=1) == [[areg, alectinib, lorlatinib]]


def test_each_step_has_its_relations_in_either_direction():
    ((first, second),) = paths(RELATIONS, ["hgnc:651"], ["unii:OSP71S83EU"], most=1)
    assert [r.subject.name for r in first.relations] == ["AREG"]
    assert [(r.subject.name, r.relation) for r in second.relations] == [("lorlatinib", "OVERCOMES")]
    assert all(r.evidence for step in (first, second) for r in step.relations)


def test_of_equal_paths_the_more_believed_is_first():
    t790m, osimertinib = "var:hgnc:3236/p.T790M", "unii:3C06JJ0Z2O"
    found = ways(t790m, osimertinib, most=2)
    assert [way[1] for way in found] == ["unii:S65743JHBS", "unii:J4T82NDH7E"]


def test_denials_are_followed_only_where_nothing_else_leads():
    trametinib, venetoclax = "unii:33E86K87QN", "unii:FQA2Q2Q3X1"
    ((step,),) = paths(RELATIONS, [trametinib], [venetoclax])
    assert [r.polarity for r in step.relations] == ["negative"]
    il6, kras = "hgnc:5960", "hgnc:6407"
    # IL6 is said to have nothing to do with vemurafenib, and reaches KRAS only so.
    assert ways(il6, kras, most=1) == [[il6, "unii:207SMY3FQT", kras]]


def test_no_path():
    assert ways("hgnc:651", "hgnc:1100") == []
    assert ways("hgnc:651", "hgnc:651") == []
    assert ways("hgnc:651", "hgnc:0") == []
    assert ways("hgnc:651", "unii:OSP71S83EU", longest=1) == []


def test_the_hierarchy_is_a_way_where_it_is_asked_for():
    gene, trametinib = "hgnc:1100", "unii:Q20Q21Q62J"
    up = [Kin("unii:Q20Q21Q62J", "IS_A", "class:platinum-based-drug")]
    ((first, second),) = paths(RELATIONS, [gene], [trametinib], kin=up, most=1)
    assert first.relations
    assert (second.relations, second.kin) == ((), tuple(up))


def test_a_path_over_what_a_selection_keeps():
    kept = select(corpus(), Selection(documents=("en-alk",))).relations
    assert paths(kept, ["hgnc:651"], ["unii:OSP71S83EU"]) == ()


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(NAMES)))
def test_paths_go_both_ways_and_lengths_grow(start, end):
    there, back = ways(start, end), ways(end, start)
    assert [len(way) for way in there] == [len(way) for way in back]
    assert [len(way) for way in there] == sorted(len(way) for way in there)
    assert all(len(set(way)) == len(way) for way in there)


def test_labels_need_no_more_than_labels():
    claim = Claim("[MET](cause) {causes} [x](therapy)", "MET", "gefitinib")
    relations = assemble([document("a", claim)])
    assert Labels().label("hgnc:40") is not None
    assert [t.name for t in Index(relations).things.values()] == ["MET", "gefitinib"]

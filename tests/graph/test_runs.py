"""Two runs compared, several united, and two languages side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graph_corpus import corpus
from graph_samples import Claim, document
from graph_strategies import collections
from hypothesis import given, settings

from pipeline.graph import Selection, assemble, difference, merge, pair, pair_two, select
from pipeline.relate.unite import relation_id

CAUSES = "[AREG](cause) {causes resistance} to [alectinib](therapy)."


def claim(sentence=CAUSES, subject="AREG", object_="alectinib", **changes):
    return Claim(sentence, subject, object_, **changes)


def compare(old, new):
    return difference(select(old), select(new))


def test_equal_runs_do_not_differ():
    found = compare(corpus(), reversed(corpus()))
    assert (found.new, found.gone, found.changed, found.same) == ((), (), (), 26)
    assert found.documents_new == found.documents_gone == found.documents_changed == ()


def test_what_this_weeks_release_adds():
    old, release = corpus()[1:], corpus()[0]
    found = compare(old, corpus())
    assert found.documents_new == (release.id,)
    assert [(r.subject.name, r.object.name, r.polarity) for r in found.new] == [
        ("ALK p.G1202R", "alectinib", "positive"),
        ("lorlatinib", "alectinib", "positive"),
        ("ABCB1", "alectinib", "negative"),
        ("erlotinib", "alectinib", "positive"),
    ]
    changed = {change.new.subject.name: change.fields for change in found.changed}
    assert changed == {
        "AREG": ("state", "documents", "evidence"),  # one study: belief stays
        "ABCB1": ("contradicted",),
    }
    back = compare(corpus(), old)
    assert back.gone == found.new
    assert back.documents_gone == (release.id,)


CHANGES = {
    "certainty": (claim(certainty="hypothesised"), {"certainty", "belief"}),
    "confidence": (claim(confidence=0.5), {"belief", "evidence"} - {"evidence"}),
    "sentence": (claim("[AREG](cause) {drives resistance} to [alectinib](therapy)."), {"evidence"}),
    "via": (claim(via=("MET",)), {"via"}),
}


@pytest.mark.parametrize(("after", "fields"), CHANGES.values(), ids=CHANGES.keys())
def test_changes(after, fields):
    (change,) = compare([document("a", claim())], [document("a", after)]).changed
    assert set(change.fields) == fields


def test_evidence_that_came_and_went():
    two = claim("[AREG](cause) {drives resistance} to [alectinib](therapy).")
    (change,) = compare([document("a", claim())], [document("a", claim(), two)]).changed
    assert [piece.text for piece in change.added] == [
        "AREG drives resistance to alectinib.",
    ]
    assert change.lost == ()


def test_a_document_with_another_text_is_changed():
    found = compare([document("a", claim())], [document("a", claim(), title="x")])
    assert found.documents_changed == ("a",)


@settings(max_examples=10, deadline=None)
@given(collections(), collections())
def test_a_difference_accounts_for_every_relation(old, new):
    found, back = compare(old, new), compare(new, old)
    assert len(found.new) + len(found.changed) + found.same == len(assemble(new))
    assert len(found.gone) + len(found.changed) + found.same == len(assemble(old))
    assert (found.new, found.gone) == (back.gone, back.new)


def test_runs_unite():
    docs = corpus()
    merged = merge([("one", docs[:4]), ("two", docs[4:])])
    assert [doc.id for doc in merged.documents] == sorted(doc.id for doc in docs)
    assert merged.copies == merged.renamed == ()
    assert assemble(merged.documents) == assemble(docs)


def test_a_document_in_two_runs_is_taken_from_the_later():
    old = document("a", claim())
    new = replace(old, id="b", relations=())  # the same bytes, read anew
    merged = merge([("one", [old]), ("two", [new])])
    assert merged.documents == (new,)
    assert merged.copies == (("one", "a", "b"),)


def test_different_documents_of_one_name():
    first, second = document("a", claim()), document("a", claim(), title="another")
    third = document("a-2", claim(), title="a third")
    merged = merge([("one", [first]), ("two", [second, third])])
    assert [doc.id for doc in merged.documents] == ["a", "a-2", "a-3"]
    assert merged.renamed == (("two", "a", "a-3"),)
    renamed = merged.documents[2]
    assert renamed.text == second.text
    assert [r.id for r in renamed.relations] == [
        relation_id("a-3", r.key) for r in second.relations
    ]


def test_records_of_one_file_are_documents_of_their_own():
    first = document("a", claim())
    other = document("b", claim(), title="x")
    records = [
        replace(doc, source=replace(doc.source, name=f"pubmed.xml:{n}", sha256="0" * 64))
        for n, doc in enumerate((first, other), start=1)
    ]
    assert len(merge([("one", records)]).documents) == 2
    assert len(merge([("one", records), ("two", records)]).documents) == 2


@settings(max_examples=10, deadline=None)
@given(collections())
def test_a_run_united_with_itself_is_itself(docs):
    merged = merge([("one", docs), ("two", docs)])
    assert sorted(doc.id for doc in merged.documents) == sorted(doc.id for doc in docs)


DOI = ("10.9999/study",)


def told(ja, en):
    return pair(
        [
            document("ja-1", *ja, title="耐性のしくみを解明した研究の発表", dois=DOI),
            document("en-1", *en, title="How tumours escape from inhibitors", dois=DOI),
        ]
    )


def japanese(**changes):
    return claim("[アンフィレグリン](cause)が[アレクチニブ](therapy){耐性}を起こす。", **changes)


HOPE = {"certainty": "hypothesised"}
DENIED = {"polarity": "negative"}
PARTS = ("agreed", "ja_stronger", "en_stronger", "contradicting", "only_ja", "only_en")
# name: (Japanese claims, English claims, the parts that hold one)
PAIRS = {
    "both say it": ([japanese()], [claim()], {"agreed"}),
    "both suppose it": ([japanese(**HOPE)], [claim(**HOPE)], {"agreed"}),
    "the release is bolder": ([japanese()], [claim(**HOPE)], {"ja_stronger"}),
    "the paper is bolder": ([japanese(**HOPE)], [claim()], {"en_stronger"}),
    "the paper denies it": ([japanese()], [claim(**DENIED)], {"contradicting"}),
    "the release alone": ([japanese()], [claim(object_="lorlatinib")], {"only_ja", "only_en"}),
    "another kind": ([japanese()], [claim(relation="OVERCOMES")], {"only_ja", "only_en"}),
    "said and denied": (
        [japanese(), japanese(**DENIED)],
        [claim()],
        {"agreed", "contradicting"},
    ),
}


@pytest.mark.parametrize(("ja", "en", "parts"), PAIRS.values(), ids=PAIRS.keys())
def test_pairs(ja, en, parts):
    (pairing,) = told(ja, en)
    assert {part for part in PARTS if getattr(pairing, part)} == parts
    assert (pairing.ja, pairing.en, pairing.dois) == (("ja-1",), ("en-1",), DOI)


def test_studies_in_one_language_are_left_out():
    assert pair([document("en-1", claim(), dois=DOI), document("en-2", claim(), dois=DOI)]) == ()
    assert pair([document("ja-1", japanese()), document("en-1", claim())]) == ()


def test_a_text_in_both_languages_is_paired_with_itself():
    report = document("report", japanese(), claim(subject="MET"))
    report = replace(report, language="mixed")
    (pairing,) = pair([report])
    assert [r.subject.name for r in pairing.only_ja] == ["AREG"]
    assert [r.subject.name for r in pairing.only_en] == ["MET"]
    assert pairing.ja == pairing.en == ("report",)


def test_two_documents_of_the_users_choice():
    pairing = pair_two(document("ja-1", japanese()), document("en-1", claim()))
    assert len(pairing.agreed) == 1


def test_a_selection_holds_for_both_sides():
    docs = [document("ja-1", japanese(), dois=DOI), document("en-1", claim(**HOPE), dois=DOI)]
    (pairing,) = pair(docs, Selection(certainties=frozenset({"asserted"})))
    assert [r.subject.name for r in pairing.only_ja] == ["AREG"]


def test_every_claim_of_the_corpus_is_told_once_or_opposed():
    (pairing,) = pair(corpus())
    assert (pairing.ja, pairing.en) == (("ja-alk",), ("en-alk",))
    assert [both.ja.subject.name for both in pairing.agreed] == ["AREG"]
    assert [(b.ja.polarity, b.en.polarity) for b in pairing.contradicting] == [
        ("negative", "positive")
    ]
    assert [r.subject.name for r in pairing.only_ja] == ["ALK p.G1202R", "lorlatinib", "erlotinib"]
    assert pairing.only_en == ()

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from graph_corpus import corpus
from graph_samples import Claim, document
from graph_strategies import collections
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.graph import assemble, assembled_id, best_evidence
from pipeline.model import Context, EntityRef, State

AREG = "[AREG](cause) {confers resistance} to [alectinib](therapy)."


def claim(**changes):
    return Claim(**{"sentence": AREG, "subject": "AREG", "object": "alectinib"} | changes)


def only(*documents):
    (relation,) = assemble(documents)
    return relation


def test_fields_are_those_of_a_line():
    names = [field.name for field in fields(only(document("a", claim())))]
    assert names == [
        "id", "relation", "subject", "object", "polarity", "certainty", "state", "via",
        "contexts", "belief", "studies", "documents", "evidence",
        "dois",  # of the graph alone
    ]  # fmt: skip


def test_one_claim_of_two_documents_is_one_relation():
    found = only(document("b", claim(), title="x"), document("a", claim(), title="y"))
    assert found.documents == ("a", "b")
    assert [piece.document for piece in found.evidence] == ["a", "b"]
    assert found.studies == 2
    assert found.belief == pytest.approx(0.96)
    assert found.id == assembled_id("CAUSES_RESISTANCE", "hgnc:651", "unii:LIJ4CT1Z3Y", "positive")


def test_a_release_and_its_abstract_are_one_witness():
    doi = ("10.9999/a",)
    found = only(
        document("b", claim(), title="x", dois=doi), document("a", claim(), title="y", dois=doi)
    )
    assert (found.studies, found.documents, found.belief) == (1, ("a", "b"), 0.8)


APART = {
    "kind": {"relation": "OVERCOMES"},
    "subject": {"subject": "ABCB1"},
    "object": {"object": "lorlatinib"},
    "polarity": {"polarity": "negative"},
}


@pytest.mark.parametrize("changes", APART.values(), ids=APART.keys())
def test_what_differs_stays_apart(changes):
    found = assemble([document("a", claim()), document("b", claim(**changes))])
    assert len({relation.id for relation in found}) == 2


def test_attributes_are_united():
    found = only(
        document(
            "a",
            claim(
                certainty="hypothesised",
                state=(State.OVEREXPRESSION,),
                via=("MET", "KRAS"),
                context=Context(level="in_vivo"),
            ),
        ),
        document("b", claim(state=(State.AMPLIFICATION,), via=("MET",))),
        document("c", claim(context=Context(level="clinical"))),
    )
    assert found.certainty == "asserted"
    assert found.state == (State.AMPLIFICATION, State.OVEREXPRESSION)
    assert [via.name for via in found.via] == ["KRAS", "MET"]
    assert [context.level for context in found.contexts] == ["clinical", "in_vivo"]


def test_hypothesised_stays_so_where_no_text_asserts_it():
    hope = claim(certainty="hypothesised")
    assert only(document("a", hope), document("b", hope)).certainty == "hypothesised"


def test_evidence_holds_the_very_characters():
    for relation in assemble(corpus()):
        for piece in relation.evidence:
            text = next(doc.text for doc in corpus() if doc.id == piece.document)
            assert piece.text == text[piece.start : piece.end]
            assert piece.start <= piece.trigger.start < piece.trigger.end <= piece.end


def test_the_same_document_twice_adds_nothing():
    doc = document("a", claim())
    assert assemble([doc, doc]) == assemble([doc])


def test_one_name_for_one_id():
    nickname = EntityRef("Chemical", "hgnc:651", "amphiregulin")
    found = assemble(
        [
            document("a", claim(subject=nickname)),
            document("b", claim(), claim(object="lorlatinib")),
        ]
    )
    assert {relation.subject.name for relation in found} == {"AREG"}
    assert {relation.subject.type for relation in found} == {"Gene"}


def test_best_evidence_is_explicit_then_sure_then_short():
    doc = document("a", claim(confidence=0.5), claim(confidence=0.9), claim(confidence=0.9))
    (relation,) = doc.relations
    weak, sure, told = relation.evidence
    told = replace(told, source="discourse", confidence=1.0)
    found = only(replace(doc, relations=(replace(relation, evidence=(weak, sure, told)),)))
    assert best_evidence(found).start == sure.start
    assert best_evidence(replace(found, evidence=())) is None


@settings(max_examples=40, deadline=None)
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(docs, random):
    shuffled = [replace(d, relations=d.relations[::-1]) for d in docs]
    random.shuffle(shuffled)
    found = assemble(docs)
    assert assemble(shuffled) == found
    assert [r.key for r in found] == sorted({r.key for d in docs for r in d.relations})

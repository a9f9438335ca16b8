from __future__ import annotations

import json

import pytest
from graph_corpus import corpus
from graph_samples import Claim, Labels, document
from graph_strategies import collections
from hypothesis import given, settings

from pipeline.graph import assemble, build_graph, graph_of


@pytest.fixture(scope="module")
def graph():
    return build_graph(corpus(), Labels())


def test_an_edge_is_an_assembled_relation(graph):
    relations = {relation.id: relation for relation in assemble(corpus())}
    assert len(relations) == 26
    assert graph.number_of_edges() == 26
    for subject, object_, key, data in graph.edges(keys=True, data=True):
        relation = relations[key]
        assert (subject, object_) == (relation.subject.id, relation.object.id)
        assert data["relation_id"] == key
        assert data["belief"] == relation.belief
        assert data["evidence_count"] == len(relation.evidence)
        assert data["document_count"] == len(relation.documents)
        assert data["studies"] == relation.studies
        assert json.loads(data["documents"]) == list(relation.documents)
        assert json.loads(data["state"]) == [str(state) for state in relation.state]
        assert json.loads(data["via"]) == [via.id for via in relation.via]


def test_the_best_sentence_is_in_its_document(graph):
    texts = {doc.id: doc.text for doc in corpus()}
    for _, _, data in graph.edges(data=True):
        sentence = texts[data["best_document"]][data["best_start"] : data["best_end"]]
        assert data["best_sentence"] == sentence


def test_attributes_are_flat_and_typed(graph):
    for data in [d for _, d in graph.nodes(data=True)] + [d for _, _, d in graph.edges(data=True)]:
        assert {type(value) for value in data.values()} <= {str, int, float, bool}
        assert "" not in data.values()


def test_labels_of_nodes(graph):
    assert graph.nodes["hgnc:40"] == {
        "name": "ABCB1",
        "label_ja": "P糖タンパク質",
        "type": "Gene",
        "xrefs": '["chembl:C1","mesh:D2"]',
    }
    assert graph.nodes["hgnc:6407"]["label_ja"] == "KRAS"  # no Japanese name is known


def test_without_labels_the_names_of_the_texts_stand(graph):
    bare = build_graph(corpus())
    assert bare.nodes["hgnc:40"]["name"] == "ABCB1"
    assert bare.nodes["hgnc:40"]["xrefs"] == "[]"
    assert bare.edges.keys() == graph.edges.keys()


def test_contradictions_are_marked_on_both_edges(graph):
    marked = {(u, v, d["polarity"]) for u, v, d in graph.edges(data=True) if d["contradicted"]}
    alectinib = "unii:LIJ4CT1Z3Y"
    assert marked == {("hgnc:40", alectinib, "positive"), ("hgnc:40", alectinib, "negative")}


def test_overcoming_does_not_contradict_causing():
    docs = [
        document("a", Claim("[MET](cause) {causes} [alectinib](therapy)", "MET", "alectinib")),
        document(
            "b",
            Claim(
                "[MET](agent) {not} [alectinib](therapy)",
                "MET",
                "alectinib",
                "OVERCOMES",
                polarity="negative",
            ),
        ),
    ]
    graph = build_graph(docs)
    assert [d["contradicted"] for _, _, d in graph.edges(data=True)] == [False, False]


def test_order_of_insertion_is_sorted():
    # One subject with edges of both kinds, whose keys sort otherwise than their objects.
    sentence = "[MET](cause) {does it to} [X](therapy)"
    both = document(
        "z",
        Claim(sentence, "MET", "venetoclax"),
        Claim(sentence, "MET", "alectinib", "OVERCOMES"),
        Claim(sentence, "MET", "osimertinib", "OVERCOMES"),
        Claim(sentence, "MET", "MET inhibitor"),
    )
    graph = build_graph([*corpus(), both])
    assert list(graph.nodes) == sorted(graph.nodes)
    assert list(graph.edges(keys=True)) == sorted(graph.edges(keys=True))


@settings(max_examples=30, deadline=None)
@given(collections())
def test_any_documents_give_a_graph_independent_of_order(docs):
    graph, other = build_graph(docs), build_graph(docs[::-1])
    assert list(graph.nodes(data=True)) == list(other.nodes(data=True))
    assert list(graph.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert list(graph_of(assemble(docs)).edges(keys=True)) == list(graph.edges(keys=True))

"""What the report's script is given: whole, in place, and harmless."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from graph_corpus import corpus
from graph_samples import Claim, Labels, document
from hypothesis import given
from hypothesis import strategies as st

from pipeline.graph import assemble, build_graph
from pipeline.model import EntityRef
from pipeline.report.data import embedded, report_data, seen

AWKWARD = {
    "the end of a script": "</script><script>alert(1)</script>",
    "a comment": "<!--<script>",
    "an entity": "&lt;b&gt;",
    "line ends of JavaScript": "a\u2028b\u2029c",
    "quotes and a backslash": "\"'\\",
    "beyond the first plane": "𠮷野家🧬",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD.keys())
def test_any_text_goes_through_a_script_element_and_comes_back(text):
    inside = embedded({text: [text]})
    assert not re.search("[<>&\u2028\u2029]", inside)
    assert json.loads(inside) == {text: [text]}


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_is_visible_and_as_long_as_what_was_read(text):
    shown = seen(text)
    assert len(shown) == len(text)
    shown.encode("utf-8")
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f-\x9f]", shown)


def data_of(docs):
    docs = sorted(docs, key=lambda doc: doc.id)
    return report_data(docs, assemble(docs), build_graph(docs, Labels()))


def test_every_edge_leads_to_its_nodes_and_its_sentences():
    data = data_of(corpus())
    docs = {doc.id: doc for doc in corpus()}
    relations = assemble(corpus())
    assert len(data["edges"]) == len(relations) == 26
    for edge, relation in zip(data["edges"], relations, strict=True):
        assert data["nodes"][edge["source"]]["id"] == relation.subject.id
        assert data["nodes"][edge["target"]]["id"] == relation.object.id
        for piece, kept in zip(edge["evidence"], relation.evidence, strict=True):
            doc = data["documents"][piece["document"]]
            assert doc["id"] == kept.document
            assert doc["text"][piece["start"] : piece["end"]] == kept.text
            assert ["trigger", *kept.trigger] in piece["marks"]
    for doc in data["documents"]:
        assert len(doc["mentions"]) == len(docs[doc["id"]].mentions)
        for start, end, entity in doc["mentions"]:
            found = {(m.start, m.end, m.type, m.id) for m in docs[doc["id"]].mentions}
            assert (start, end, *doc["entities"][entity][:2]) in found


def test_both_languages_are_told_apart():
    data = data_of(corpus())
    languages = {tuple(edge["languages"]) for edge in data["edges"]}
    assert languages >= {("ja",), ("en",)}
    names = {node["name"]: node["ja"] for node in data["nodes"]}
    assert names["alectinib"] == "アレクチニブ"
    assert names["MET"] == ""


CUES = {
    "a denial": (
        "[MET](cause) did not cause {resistance} to [X](therapy).",
        {"polarity": "negative"},
        {"negation": ["not"]},
    ),
    "a hypothesis": (
        "[MET](cause) may cause {resistance} to [X](therapy).",
        {"certainty": "hypothesised"},
        {"hypothesis": ["may"]},
    ),
    "an assertion has neither": (
        "[MET](cause) may not cause {resistance} to [X](therapy).",
        {},
        {},
    ),
    "a denial in Japanese": (
        "[MET](cause)は[X](therapy)への{耐性}を生まなかった。",
        {"polarity": "negative"},
        {"negation": ["なかった"]},
    ),
}


@pytest.mark.parametrize(("sentence", "says", "cues"), CUES.values(), ids=CUES.keys())
def test_the_cues_that_speak_for_the_claim_are_marked(sentence, says, cues):
    drug = EntityRef("Drug", "unii:X", "X")
    doc = document("a", Claim(sentence, "MET", drug, **says), title="Title")
    (edge,) = data_of([doc])["edges"]
    (piece,) = edge["evidence"]
    found = {}
    for name, start, end in piece["marks"]:
        if name in {"negation", "hypothesis", "state"}:
            found.setdefault(name, []).append(doc.text[start:end])
    assert found.keys() == cues.keys()
    for name, words in cues.items():
        assert any(word in "".join(found[name]) for word in words)


def test_a_doi_that_is_none_gets_no_address():
    doc = document("a", dois=("10.9999/ok", "javascript:alert(1)"))
    (given,) = data_of([doc])["documents"]
    addresses = dict(given["dois"])
    assert addresses["10.9999/ok"] == "https://doi.org/10.9999/ok"
    assert set(addresses.values()) <= {"https://doi.org/10.9999/ok", ""}


def test_evidence_from_a_document_that_is_not_there_brings_its_words():
    (first, *_) = corpus()
    relations = assemble([first])
    data = report_data([], relations, build_graph([first]))
    for edge in data["edges"]:
        for piece in edge["evidence"]:
            assert piece["document"] is None
            assert piece["name"] == "ja-alk"
            assert len(piece["text"]) == piece["end"] - piece["start"]


def test_lone_surrogates_and_controls_do_not_move_offsets():
    doc = document("a", Claim("[MET](cause) {resists} [X](therapy).", "MET", "gefitinib"))
    doc = replace(doc, metadata={"title": "\udc80\x00"})
    (given,) = data_of([doc])["documents"]
    assert given["title"] == "\ufffd␀"
    embedded(given).encode("utf-8")

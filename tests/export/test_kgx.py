"""KGX against the Biolink model: ``biolink.json`` is made of it by ``bench/biolink.py``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import networkx as nx
import pytest
from graph_corpus import corpus
from graph_samples import Claim, Labels, document

from pipeline.export import kgx
from pipeline.graph import build_graph
from pipeline.model import RELATION_KINDS, Certainty, MentionType, State

MODEL = json.loads((Path(__file__).parent / "biolink.json").read_text(encoding="utf-8"))
# Columns that the model does not know; KGX keeps them.
OURS = {"taisei_id", "certainty", "state", "via", "studies", "contradicted", "documents"}


def rows(graph: nx.MultiDiGraph, part: str) -> list[dict[str, str]]:
    head, *lines = kgx.kgx_parts(graph)[f"_{part}.tsv"].decode().splitlines()
    names = head.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def spaced(curie: str) -> str:
    name = curie.removeprefix("biolink:")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


@pytest.fixture(scope="module")
def graph():
    return build_graph(corpus(), Labels())


def edge(graph: nx.MultiDiGraph) -> dict[str, str]:
    (row,) = rows(graph, "edges")
    return row


def single(subject: str, object_: str, **data: object) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    kinds = {"hgnc": "Gene", "unii": "Drug", "var": "Variant", "go": "Process", "fplx": "Gene"}
    for node in (subject, object_):
        graph.add_node(node, name=node, type=kinds[node.partition(":")[0]])
    graph.add_edge(subject, object_, key="r1", **data)
    return graph


def test_the_model_is_there():
    assert MODEL["version"] == "4.4.6"
    assert len(MODEL["classes"]) > 100
    assert len(MODEL["predicates"]) > 100


def test_every_column_is_a_slot_of_the_model_or_told_as_ours():
    columns = {*kgx.NODE_COLUMNS, *kgx.EDGE_COLUMNS}
    assert columns - OURS <= {*MODEL["slots"]}
    assert {*MODEL["required"]} <= {*kgx.EDGE_COLUMNS}


def test_the_required_cells_are_filled(graph):
    nodes, edges = rows(graph, "nodes"), rows(graph, "edges")
    assert (len(nodes), len(edges)) == (graph.number_of_nodes(), 26)
    assert all(row[name] for row in nodes for name in ("id", "category", "name"))
    assert all(row[name] for row in edges for name in ("id", *MODEL["required"]))
    assert {row[end] for row in edges for end in ("subject", "object")} <= {r["id"] for r in nodes}
    assert len({row["id"] for row in edges}) == 26


def test_every_type_has_a_category_of_the_model():
    assert {*kgx.CATEGORIES} == {*MentionType} - {MentionType.DOI}
    for category in (*kgx.CATEGORIES.values(), kgx.FAMILY, kgx.OTHER):
        assert "named thing" in MODEL["classes"][spaced(category)]


def test_every_predicate_is_one_of_the_model_and_fits_its_ends():
    assert {*kgx.PREDICATES} == {*RELATION_KINDS}
    of_chemicals = [pair[0] for pair in kgx.PREDICATES.values()]
    for predicate in of_chemicals:
        ends = MODEL["predicates"][spaced(predicate)]
        for category in kgx._ACTORS:
            assert ends["domain"] in MODEL["classes"][spaced(category)]
        for category in kgx._CHEMICALS:
            assert ends["range"] in MODEL["classes"][spaced(category)]
    for _, predicate in kgx.PREDICATES.values():
        ends = MODEL["predicates"][spaced(predicate)]
        assert ends == {"domain": "named thing", "range": "chemical entity"}
    for predicate in (kgx.RESPONSE, kgx.UNKNOWN, *kgx.HIERARCHY.values()):
        assert spaced(predicate) in MODEL["predicates"]


def test_every_value_is_one_of_the_model():
    assert {*kgx.QUALIFIERS} == {*State}
    for qualifiers in kgx.QUALIFIERS.values():
        for slot, value in qualifiers.items():
            assert value in MODEL["values"][slot]
    assert {*kgx.LEVELS} == {*get_args(Certainty)}
    assert {*kgx.LEVELS.values()} <= {*MODEL["values"]["knowledge_level"]}
    assert {"text_mining_agent", "not_provided"} <= {*MODEL["values"]["agent_type"]}


def test_every_prefix_is_one_of_the_model():
    assert {*kgx.PREFIXES.values()} <= {*MODEL["prefixes"]}


PREDICATE = {
    "gene and drug": ("hgnc:1", "unii:A", "CAUSES_RESISTANCE", "decreases_sensitivity_to"),
    "drug and drug": ("unii:B", "unii:A", "OVERCOMES", "increases_sensitivity_to"),
    "family and drug": ("fplx:ERK", "unii:A", "OVERCOMES", "increases_sensitivity_to"),
    "variant": ("var:hgnc:1/p.T7M", "unii:A", "CAUSES_RESISTANCE", "associated_with_resistance_to"),
    "process": ("go:1", "unii:A", "OVERCOMES", "associated_with_sensitivity_to"),
    "therapy that is no chemical": ("hgnc:1", "go:1", "OVERCOMES", "associated_with_response_to"),
    "kind of": ("unii:A", "unii:B", "IS_A", "subclass_of"),
    "part of": ("var:hgnc:1/p.T7M", "hgnc:1", "PART_OF", "part_of"),
    "something else": ("unii:A", "unii:B", "LIKES", "related_to"),
}


@pytest.mark.parametrize(
    ("subject", "object_", "relation", "expected"), PREDICATE.values(), ids=PREDICATE.keys()
)
def test_predicates(subject, object_, relation, expected):
    row = edge(single(subject, object_, relation=relation))
    assert row["predicate"] == f"biolink:{expected}"
    assert row["original_predicate"] == f"taisei:{relation}"


CURIES = {
    "gene": ("hgnc:3236", "HGNC:3236"),
    "drug": ("unii:LIJ4CT1Z3Y", "UNII:LIJ4CT1Z3Y"),
    "gene elsewhere": ("ncbigene:1956", "NCBIGene:1956"),
    "doi": ("doi:10.1000/182(a)", "doi:10.1000/182(a)"),
    "of our own": ("class:EGFR-inhibitor", "taisei:class%3AEGFR-inhibitor"),
    "variant": ("var:hgnc:3236/p.T790M", "taisei:var%3Ahgnc%3A3236%2Fp.T790M"),
    "text": ("text:Gene/耐 性", "taisei:text%3AGene%2F%E8%80%90%20%E6%80%A7"),
    "hostile": ("hgnc:1 |\t<b>", "taisei:hgnc%3A1%20%7C%09%3Cb%3E"),
    "doi with a bar": ("doi:10.1/a|b", "taisei:doi%3A10.1%2Fa%7Cb"),
    "bare": ("x", "taisei:x"),
}


@pytest.mark.parametrize(("ours", "theirs"), CURIES.values(), ids=CURIES.keys())
def test_ids(ours, theirs):
    assert kgx.curie(ours) == theirs


def test_a_denied_hypothesis_with_a_state_and_a_disease():
    disease = [{"diseases": [{"type": "Disease", "id": "mondo:0005233", "name": "NSCLC"}]}] * 2
    row = edge(
        single(
            "hgnc:1",
            "unii:A",
            relation="CAUSES_RESISTANCE",
            polarity="negative",
            certainty="hypothesised",
            state='["overexpression"]',
            contexts=json.dumps(disease),
            belief=0.25,
            best_sentence="a | b\nc",
            publications='["doi:10.1000/182","doi:10.1000/183"]',
        )
    )
    expected = {
        "negated": "true",
        "knowledge_level": "prediction",
        "agent_type": "text_mining_agent",
        "subject_aspect_qualifier": "expression",
        "subject_direction_qualifier": "increased",
        "subject_form_or_variant_qualifier": "",
        "disease_context_qualifier": "MONDO:0005233",
        "has_confidence_score": "0.25",
        "supporting_text": "a ¦ b c",
        "publications": "doi:10.1000/182|doi:10.1000/183",
    }
    assert {name: row[name] for name in expected} == expected


def test_several_states_or_diseases_leave_the_qualifier_empty():
    two = [{"diseases": [{"id": "mondo:1"}, {"id": "mondo:2"}]}]
    row = edge(single("hgnc:1", "unii:A", state='["loss","mutation"]', contexts=json.dumps(two)))
    assert {row[slot] for slot in MODEL["values"] if slot.startswith("subject_")} == {""}
    assert row["disease_context_qualifier"] == ""
    assert row["state"] == "loss|mutation"


ODD = {"no list": "{}", "no JSON": "[", "numbers": "[1]", "text": "x", "a number": 3}


@pytest.mark.parametrize("value", ODD.values(), ids=ODD.keys())
def test_attributes_of_other_shapes_break_nothing(value):
    names = ("state", "contexts", "publications", "via", "documents")
    row = edge(single("hgnc:1", "unii:A", **dict.fromkeys(names, value)))
    assert row["predicate"] == "biolink:related_to"


def test_a_variant_names_its_gene_and_a_node_its_japanese_name(graph):
    nodes = {row["taisei_id"]: row for row in rows(graph, "nodes")}
    assert nodes["var:hgnc:3236/p.T790M"]["has_gene"] == "HGNC:3236"
    assert nodes["hgnc:40"]["synonym"] == "P糖タンパク質"
    assert nodes["hgnc:40"]["xref"] == "CHEMBL.COMPOUND:C1|MESH:D2"
    assert nodes["hgnc:6407"]["synonym"] == ""


def test_the_publications_of_the_documents_are_named():
    claim = Claim("[MET](cause) {causes} [alectinib](therapy)", "MET", "alectinib")
    docs = [
        document("a", claim, dois=("https://doi.org/10.1000/ABC",)),
        document("b", claim, dois=("10.1000/abc", "10.1000/def")),
        document("c", claim),
    ]
    assert edge(build_graph(docs))["publications"] == "doi:10.1000/abc|doi:10.1000/def"

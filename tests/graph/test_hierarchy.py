"""Drug and class, variant and gene, subtype and disease: as edges beside those of the texts."""

from __future__ import annotations

import networkx as nx
import pytest
from graph_corpus import corpus
from graph_samples import Claim, Labels, document

from pipeline.graph import ancestors, build_graph, hierarchy, with_hierarchy
from pipeline.lexicon import load
from pipeline.model import EntityRef

PARENTS = {
    "unii:LIJ4CT1Z3Y": ("class:ALK-inhibitor",),
    "unii:OSP71S83EU": ("class:ALK-inhibitor",),
    "class:ALK-inhibitor": ("class:kinase-inhibitor",),
    "hgnc:3236": ("fplx:ERBB",),
    "mondo:0005233": ("mondo:0005138",),
    "loop:a": ("loop:b",),
    "loop:b": ("loop:a",),
}


class Kin:
    def parents(self, curie: str) -> tuple[str, ...]:
        return PARENTS.get(curie, ())


STEPS = {
    "drug and class": (["unii:LIJ4CT1Z3Y"], {("unii:LIJ4CT1Z3Y", "IS_A", "class:ALK-inhibitor")}),
    "variant and gene": (
        ["var:hgnc:3236/p.T790M"],
        {("var:hgnc:3236/p.T790M", "PART_OF", "hgnc:3236")},
    ),
    "a variant of no known gene": (["var:?/p.T790M"], set()),
    "subtype and disease": (["mondo:0005233"], {("mondo:0005233", "IS_A", "mondo:0005138")}),
    "gene and family": (["hgnc:3236"], {("hgnc:3236", "PART_OF", "fplx:ERBB")}),
    "a fusion has its genes": (
        ["fusion:hgnc:1316-hgnc:427"],
        {
            ("hgnc:1316", "PART_OF", "fusion:hgnc:1316-hgnc:427"),
            ("hgnc:427", "PART_OF", "fusion:hgnc:1316-hgnc:427"),
        },
    ),
    "further up where another thing is there": (
        ["unii:LIJ4CT1Z3Y", "class:kinase-inhibitor"],
        {
            ("unii:LIJ4CT1Z3Y", "IS_A", "class:ALK-inhibitor"),
            ("class:ALK-inhibitor", "IS_A", "class:kinase-inhibitor"),
        },
    ),
    "a circle ends": (["loop:a"], {("loop:a", "IS_A", "loop:b"), ("loop:b", "IS_A", "loop:a")}),
    "a thing without any": (["go:0006914"], set()),
}  # fmt: skip


@pytest.mark.parametrize(("given", "steps"), STEPS.values(), ids=STEPS.keys())
def test_steps(given, steps):
    assert set(hierarchy(given, Kin())) == steps


def test_edges_stand_beside_those_of_texts():
    plain = build_graph(corpus(), Labels())
    graph = with_hierarchy(plain, Kin(), Labels())
    added = graph.edges.keys() - plain.edges.keys()
    assert plain.edges.keys() <= graph.edges.keys()
    assert {(u, graph.edges[u, v, k]["relation"], v) for u, v, k in added} == {
        ("unii:LIJ4CT1Z3Y", "IS_A", "class:ALK-inhibitor"),
        ("unii:OSP71S83EU", "IS_A", "class:ALK-inhibitor"),
        ("var:hgnc:3236/p.C797S", "PART_OF", "hgnc:3236"),
        ("var:hgnc:3236/p.T790M", "PART_OF", "hgnc:3236"),
        ("var:hgnc:427/p.G1202R", "PART_OF", "hgnc:427"),
    }
    assert graph.nodes["class:ALK-inhibitor"]["name"] == "ALK inhibitor"
    assert graph.nodes["class:ALK-inhibitor"]["type"] == "DrugClass"
    assert list(graph.nodes) == sorted(graph.nodes)
    assert list(graph.edges(keys=True)) == sorted(graph.edges(keys=True))
    assert not nx.utils.graphs_equal(plain, graph)


def test_the_graph_itself_stays_as_it_is():
    plain = build_graph(corpus())
    before = list(plain.edges(keys=True))
    with_hierarchy(plain, Kin())
    assert list(plain.edges(keys=True)) == before


# What the lexicon that ships knows.
KNOWN = {
    "アレクチニブ": ("unii:LIJ4CT1Z3Y", "class:ALK-inhibitor"),
    "a class of the class": ("unii:LIJ4CT1Z3Y", "class:kinase-inhibitor"),
    "gefitinib": ("unii:S65743JHBS", "class:EGFR-inhibitor"),
    "cisplatin": ("unii:Q20Q21Q62J", "class:platinum-based-drug"),
    "a class that patterns compose": ("unii:33E86K87QN", "class:MEK-inhibitor"),
    "a variant's family": ("var:hgnc:3236/p.T790M", "fplx:ERBB"),
    "NSCLC": ("mondo:0005233", "mondo:0005138"),
}


@pytest.mark.parametrize(("thing", "above"), KNOWN.values(), ids=KNOWN.keys())
def test_what_the_lexicon_knows(thing, above):
    assert above in ancestors(thing, load())


def test_a_class_that_only_the_hierarchy_names_is_a_node():
    claim = Claim("[MET](cause) {causes} [x](therapy)", "MET", "trametinib")
    graph = with_hierarchy(build_graph([document("a", claim)]), load(), load())
    assert graph.nodes["class:MEK-inhibitor"]["name"] == "MEK inhibitor"


def test_things_of_texts_alone_belong_to_nothing():
    odd = EntityRef("Gene", "text:Gene/xyz", "xyz")
    claim = Claim("[xyz](cause) {causes} [gefitinib](therapy)", odd, "gefitinib")
    plain = build_graph([document("a", claim)])
    assert with_hierarchy(plain, Kin()).number_of_edges() == 1

from __future__ import annotations

import copy
import time
from pathlib import Path

import igraph
import networkx as nx
import pytest
from graph_corpus import corpus
from graph_samples import Labels
from graph_strategies import TEXT
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.export import graphml_bytes, visible, write_graphml
from pipeline.graph import build_graph

GOLDEN = Path(__file__).parent / "golden" / "corpus.graphml"
HOSTILE = "<b>&amp;\"'\x00\x1b[31m]]>\r\n\t\u2028\u202e\ufffe\udc80 ${x} 耐性😀"


@pytest.fixture(scope="module")
def graph():
    return build_graph(corpus(), Labels())


def read(content: bytes, folder: Path) -> nx.MultiDiGraph:
    path = folder / "read.graphml"
    path.write_bytes(content)
    return nx.read_graphml(path, force_multigraph=True)


def test_graphml_is_stable_and_reads_back(tmp_path, request):
    graph = build_graph(reversed(corpus()), Labels())  # input order must not matter
    write_graphml(graph, tmp_path / "out.graphml")
    actual = (tmp_path / "out.graphml").read_bytes()
    if request.config.getoption("--update-golden", default=False):
        GOLDEN.write_bytes(actual)
        pytest.fail("golden rewritten: read the diff, then run again without the flag")
    assert actual == GOLDEN.read_bytes()
    back = nx.read_graphml(GOLDEN, force_multigraph=True)
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert sorted(back.edges(keys=True, data=True)) == sorted(graph.edges(keys=True, data=True))
    assert back.number_of_edges() == 26


def test_igraph_reads_every_attribute(graph, tmp_path):
    write_graphml(graph, tmp_path / "out.graphml")
    back = igraph.Graph.Read_GraphML(str(tmp_path / "out.graphml"))
    nodes = {v["id"]: {k: x for k, x in v.attributes().items() if k != "id"} for v in back.vs}
    assert nodes == dict(graph.nodes(data=True))
    edges = {edge["relation_id"]: edge for edge in back.es}
    assert len(edges) == 26
    for source, target, key, data in graph.edges(keys=True, data=True):
        found = {k: v for k, v in edges[key].attributes().items() if k != "id"}
        assert found == data
        assert {type(found[k]) for k, v in data.items() if isinstance(v, bool)} == {bool}
        assert (back.vs[edges[key].source]["id"], back.vs[edges[key].target]["id"]) == (
            source,
            target,
        )


def test_bytes_end_with_one_line_end_and_have_a_declaration(graph):
    content = graphml_bytes(graph)
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<graphml")
    assert content.endswith(b"</graphml>\n")
    assert not content.endswith(b"\n\n")


def test_the_callers_graph_stays_as_it_is(graph):
    graph = graph.copy()
    graph.graph |= {"id": "mine", "name": HOSTILE, "none": None, "list": [1]}
    before = copy.deepcopy((graph.graph, dict(graph.nodes(data=True)), list(graph.edges.data())))
    content = graphml_bytes(graph)
    assert before == (graph.graph, dict(graph.nodes(data=True)), list(graph.edges.data()))
    assert graphml_bytes(graph) == content


def test_hostile_text_survives_both_readers(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", name=HOSTILE, **{HOSTILE: "key"})
    graph.add_node(HOSTILE, name="b")
    graph.add_edge("a", HOSTILE, key="r1", best_sentence=HOSTILE, belief=0.5)
    graph.edges["a", HOSTILE, "r1"]["self"] = "keyword"
    back = read(graphml_bytes(graph), tmp_path)
    shown = visible(HOSTILE)
    assert back.nodes["a"] == {"name": shown, shown: "key"}
    assert back.nodes[shown] == {"name": "b"}
    expected = {"best_sentence": shown, "self": "keyword", "belief": 0.5}
    assert list(back.edges(keys=True, data=True)) == [("a", shown, "r1", expected)]
    other = igraph.Graph.Read_GraphML(str(tmp_path / "read.graphml"))
    # igraph shows "&" as "&#38;" in ids and names of attributes, not in values.
    assert sorted(other.vs["name"]) == sorted([shown, "b"])
    assert "key" in other.vs[shown.replace("&", "&#38;")]
    assert other.es[0]["best_sentence"] == shown
    assert (other.es[0]["self"], other.es[0]["belief"]) == ("keyword", 0.5)


def test_nodes_that_would_fall_together_stay_apart(tmp_path):
    graph = nx.MultiDiGraph([("a\x00", "a␀"), ("a␀", 1), (1, "1")])
    back = read(graphml_bytes(graph), tmp_path)
    assert back.number_of_nodes() == 4
    assert back.number_of_edges() == 3


VALUES = {
    "list": ([1, "耐性"], '[1,"耐性"]'),
    "tuple": ((1,), "[1]"),
    "mapping": ({"a": None}, '{"a":null}'),
    "boolean": (False, False),
    "integer": (-3, -3),
    "float": (0.1 + 0.2, 0.1 + 0.2),
    "string of digits": ("007", "007"),
    "blanks": ("  ", "  "),
}


@pytest.mark.parametrize(("value", "expected"), VALUES.values(), ids=VALUES.keys())
def test_values(tmp_path, value, expected):
    graph = nx.MultiDiGraph()
    graph.add_node("a", x=value)
    back = read(graphml_bytes(graph), tmp_path)
    assert back.nodes["a"]["x"] == expected
    assert type(back.nodes["a"]["x"]) is type(expected)


def test_none_is_left_out(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", x=None, y=1)
    assert read(graphml_bytes(graph), tmp_path).nodes["a"] == {"y": 1}


MIXED = {"number and text": ([1, "a"], ["1", "a"]), "integer and float": ([1, 0.5], [1.0, 0.5])}


@pytest.mark.parametrize(("values", "expected"), MIXED.values(), ids=MIXED.keys())
def test_an_attribute_has_one_type(tmp_path, values, expected):
    graph = nx.MultiDiGraph()
    for n, value in enumerate(values):
        graph.add_node(n, x=value)
    content = graphml_bytes(graph)
    assert content.count(b"<key ") == 1
    back = read(content, tmp_path)
    assert [back.nodes[str(n)]["x"] for n in range(len(values))] == expected


WHERE = {
    "node": (lambda g: g.add_node("n1", x={1}), "node n1: attribute 'x' is a set"),
    "edge": (lambda g: g.add_edge("u", "v", "k", x=object), r"edge u -> v \(k\): attribute 'x'"),
    "graph": (lambda g: g.graph.update(x=[{1}]), "the graph: attribute 'x' is a list"),
}


@pytest.mark.parametrize(("add", "what"), WHERE.values(), ids=WHERE.keys())
def test_what_can_not_be_written_is_named(tmp_path, add, what):
    graph = nx.MultiDiGraph()
    add(graph)
    with pytest.raises(InputError, match=what):
        write_graphml(graph, tmp_path / "out.graphml")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_other_kinds_of_graph(tmp_path, kind):
    graph = kind()
    graph.add_edge("b", "a", weight=1)
    path = tmp_path / "out.graphml"
    write_graphml(graph, path)
    back = nx.read_graphml(path)
    assert back.is_directed() == graph.is_directed()
    assert [data["weight"] for _, _, data in back.edges(data=True)] == [1]


VALUE = st.one_of(TEXT, st.integers(-9, 9), st.floats(-1, 1), st.booleans(), st.lists(TEXT))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(TEXT, st.dictionaries(TEXT, VALUE, max_size=3), max_size=4),
    st.dictionaries(TEXT, VALUE, max_size=3),
)
def test_any_graph_is_read_and_its_order_does_not_show(tmp_path_factory, nodes, edge):
    def build(names):
        graph = nx.MultiDiGraph()
        for name in names:
            graph.add_node(name)
            graph.nodes[name].update(nodes[name])
        for name in names:
            graph.edges[name, name, graph.add_edge(name, name, key="r")].update(edge)
        return graph

    content = graphml_bytes(build(sorted(nodes)))
    assert graphml_bytes(build(sorted(nodes, reverse=True))) == content
    back = read(content, tmp_path_factory.getbasetemp())
    assert back.number_of_nodes() == back.number_of_edges() == len(nodes)


@pytest.mark.slow
def test_five_thousand_edges_in_reasonable_time(tmp_path):
    graph = nx.MultiDiGraph()
    (_, _, data), *_ = build_graph(corpus()).edges(data=True)
    for n in range(5000):
        graph.add_edge(f"hgnc:{n % 900}", f"unii:{n % 300}", key=f"r{n}", **data)
    started = time.perf_counter()
    write_graphml(graph, tmp_path / "out.graphml")
    assert time.perf_counter() - started < 10
    back = nx.read_graphml(tmp_path / "out.graphml", force_multigraph=True)
    assert back.number_of_edges() == 5000

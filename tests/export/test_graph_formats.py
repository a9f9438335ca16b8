"""Every format of graphs: what all have in common, and each read back by somebody else's reader."""

from __future__ import annotations

import csv
import io
import json
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

from pipeline.errors import InputError, UsageError
from pipeline.export import GRAPH_FORMATS, graph_files, graph_format, visible
from pipeline.graph import build_graph

FORMATS = {one.name: one for one in GRAPH_FORMATS}
NAMED = pytest.mark.parametrize("name", FORMATS)

# Names as a text could have them: markup, script, formula, path, controls, surrogates, RTL marks.
HOSTILE = {
    "markup": "<b>&amp;\"']]>",
    "script": "</script><script>alert(1)</script>",
    "formula": '=HYPERLINK("http://x","y")',
    "formula with a sign": "+1-1",
    "formula with a minus": "-2+3",
    "formula of Lotus": "@SUM(A1)",
    "formula behind blanks": " \u3000=1+1",
    "formula in full width": "＝１＋１",
    "formula behind a tab": "\t=1",
    "path": "../../../etc/passwd",
    "path of Windows": "C:\\..\\con",
    "controls": "a\x00\x1b[31m\x07\x7f\x85b",
    "line ends": "a\r\nb\nc\td\u2028e\u2029f\x0bg",
    "lone surrogate": "a\udc80b",
    "right to left": "\u202egpj.exe\u2066\u200f",
    "no character": "\ufffe\uffff",
    "separators": 'a|b,c;d"e"',
    "quotation mark first": '"open',
    "long": "耐性" * 5000,
    "words of the formats": "id",
}


@pytest.fixture(scope="module")
def graph():
    return build_graph(corpus(), Labels())


def hostile_graph() -> nx.MultiDiGraph:
    """Each hostile text as an id, a name, a key, a value, and the name of an attribute."""
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="A", type="Gene")
    for number, text in enumerate(HOSTILE.values()):
        node = f"text:Gene/{text}"
        graph.add_node(node, name=text, label_ja=text, type=text, xrefs=[text])
        graph.add_node(text)
        graph.add_edge("a", node, key=f"r{number}", relation=text, best_sentence=text, belief=0.5)
        graph.add_edge(node, text, key=text, publications=[text], documents=[text], state=[text])
        if text != "id":
            graph.edges["a", node, f"r{number}"][text] = text
    return graph


def one(name: str, graph: nx.MultiDiGraph) -> bytes:
    (content,) = FORMATS[name].write(graph).values()
    return content


def table(content: bytes, name: str) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig" if name == "csv" else "utf-8")
    dialect = {"delimiter": ","} if name == "csv" else {"delimiter": "\t"}
    if name == "kgx":
        dialect["quoting"] = csv.QUOTE_NONE
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=name != "kgx", **dialect))


def test_no_format_is_forgotten():
    assert [*FORMATS] == ["graphml", "gexf", "cyjs", "json", "csv", "tsv", "sif", "kgx"]
    assert len({suffix for form in GRAPH_FORMATS for suffix in form.suffixes}) >= len(FORMATS)


@NAMED
def test_order_does_not_show_and_the_callers_graph_stays(name, graph):
    before = nx.node_link_data(graph, edges="edges")
    parts = FORMATS[name].write(graph)
    assert nx.node_link_data(graph, edges="edges") == before
    other = nx.MultiDiGraph()
    for u, v, key, data in reversed(list(graph.edges(keys=True, data=True))):
        other.add_edge(u, v, key, **dict(reversed(data.items())))
    for node, data in graph.nodes(data=True):
        other.nodes[node].update(reversed(data.items()))
    assert FORMATS[name].write(other) == parts
    assert FORMATS[name].write(build_graph(reversed(corpus()), Labels())) == parts
    for content in parts.values():
        assert content.endswith(b"\n")
        assert not content.endswith(b"\n\n")


@NAMED
def test_no_date_and_no_place_is_written(name, graph):
    for content in FORMATS[name].write(graph).values():
        assert time.strftime("%Y-%m-%d").encode() not in content
        assert str(Path.home()).encode() + b"/" not in content


@NAMED
def test_hostile_text_is_written(name):
    for content in FORMATS[name].write(hostile_graph()).values():
        text = content.decode("utf-8")
        # Of controls only line ends, and the tabs that part cells, are left.
        assert visible(text.replace("\ufeff", "")) == text.replace("\ufeff", "")


@NAMED
def test_nothing_makes_a_file_of_nothing(name):
    for content in FORMATS[name].write(nx.MultiDiGraph()).values():
        content.decode("utf-8")


@NAMED
def test_what_can_not_be_written_is_named(name):
    graph = nx.MultiDiGraph()
    graph.add_node("n1", x={1})
    with pytest.raises(InputError, match="node n1: attribute 'x' is a set"):
        FORMATS[name].write(graph)


VALUE = st.one_of(TEXT, st.integers(-9, 9), st.floats(-1, 1), st.booleans(), st.lists(TEXT))


@NAMED
@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(TEXT, st.dictionaries(TEXT, VALUE, max_size=3), max_size=3),
    st.dictionaries(TEXT, VALUE, max_size=3),
)
def test_any_graph_is_written(name, nodes, edge):
    graph = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node)
        graph.nodes[node].update(nodes[node])
        graph.edges[node, node, graph.add_edge(node, node, key="r")].update(edge)
    for content in FORMATS[name].write(graph).values():
        content.decode("utf-8")


# Readers of others


def test_gexf_comes_back_through_networkx(graph, tmp_path):
    # igraph has no reader of GEXF.
    (tmp_path / "g.gexf").write_bytes(one("gexf", graph))
    back = nx.read_gexf(tmp_path / "g.gexf")
    assert isinstance(back, nx.MultiDiGraph)
    assert {n: {k: v for k, v in d.items() if k != "label"} for n, d in back.nodes(data=True)} == (
        dict(graph.nodes(data=True))
    )
    assert {d["label"] for _, d in back.nodes(data=True)} == {
        d["name"] for _, d in graph.nodes(data=True)
    }
    edges = {data["relation_id"]: (u, v, data) for u, v, data in back.edges(data=True)}
    assert len(edges) == graph.number_of_edges() == 26
    for u, v, key, data in graph.edges(keys=True, data=True):
        *ends, found = edges[key]
        assert ends == [u, v]
        assert found["weight"] == data["belief"]
        assert (found["id"], found["label"]) == (key, data["relation"])
        assert {k: found[k] for k in data} == data
        assert [type(found[k]) for k in data] == [type(value) for value in data.values()]


def test_gexf_keeps_attributes_whose_names_are_its_own(tmp_path):
    graph = nx.MultiDiGraph()
    words = {"id": "x", "start": "y", "viz": "z", "pid": "p", "weight": "w", "type": "t", "key": 1}
    graph.add_edge("a", "b", key="r1")
    graph.nodes["a"].update(words)
    graph.edges["a", "b", "r1"].update(words)
    (tmp_path / "g.gexf").write_bytes(one("gexf", graph))
    back = nx.read_gexf(tmp_path / "g.gexf")
    ((_, _, edge),) = back.edges(data=True)
    assert {k: edge[f"{k}_"] for k in words} == words
    assert back.nodes["a"]["start_"] == "y"
    assert back.nodes["a"]["type"] == "t"


def test_node_link_json_comes_back_through_networkx(graph):
    back = nx.node_link_graph(json.loads(one("json", graph)), edges="edges")
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert list(back.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_cytoscape_json_comes_back_through_networkx(graph):
    data = json.loads(one("cyjs", graph))
    ids = [item["data"]["id"] for part in data["elements"].values() for item in part]
    assert len(ids) == len(set(ids)) == graph.number_of_nodes() + graph.number_of_edges()
    back = nx.cytoscape_graph(data)
    for node, found in back.nodes(data=True):
        assert {k: found[k] for k in graph.nodes[node]} == graph.nodes[node]
    assert sorted(back.edges(keys=True)) == sorted(graph.edges(keys=True))
    for u, v, key, found in back.edges(keys=True, data=True):
        assert {k: found[k] for k in graph.edges[u, v, key]} == graph.edges[u, v, key]
        assert found["interaction"] == found["relation"]


@pytest.mark.parametrize("name", ["json", "cyjs"])
def test_json_can_stand_in_a_page(name):
    text = one(name, hostile_graph()).decode()
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(text)
    assert "</script><script>alert(1)</script>" in json.dumps(json.loads(text))


@pytest.mark.parametrize("name", ["json", "cyjs"])
def test_json_has_no_number_that_is_none(name):
    graph = nx.MultiDiGraph()
    graph.add_node("a", x=float("nan"))
    with pytest.raises(InputError, match="finite numbers"):
        FORMATS[name].write(graph)


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_tables_hold_every_attribute(name, graph):
    nodes, edges = (table(part, name) for part in FORMATS[name].write(graph).values())
    assert [row["id"] for row in nodes] == list(graph.nodes)
    for row in nodes:
        assert {k: row[k] for k in graph.nodes[row["id"]]} == graph.nodes[row["id"]]
    assert len(edges) == 26
    for row in edges:
        data = graph.edges[row["source"], row["target"], row["id"]]
        assert row["source_name"] == graph.nodes[row["source"]]["name"]
        assert row["target_name"] == graph.nodes[row["target"]]["name"]
        for key, value in data.items():
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            assert row[key] == (shown if name == "csv" else shown.replace("\n", " "))


def test_csv_is_marked_as_utf8_and_tsv_is_not(graph):
    for part in FORMATS["csv"].write(graph).values():
        assert part.startswith("\ufeffid,".encode())
    for part in FORMATS["tsv"].write(graph).values():
        assert part.startswith(b"id\t")


@pytest.mark.parametrize("name", ["csv", "tsv", "kgx"])
def test_no_cell_is_a_formula(name):
    cells = 0
    graph = hostile_graph()
    graph.nodes["a"]["x"] = -1
    for part in FORMATS[name].write(graph).values():
        rows = table(part, name)
        for cell in [c for row in rows for c in (*row, *row.values())]:
            assert isinstance(cell, str), "no row is longer or shorter than the head"
            cells += 1
            bare = cell.lstrip(" \u3000\t\r\n")
            assert bare == "-1" or not bare.startswith(tuple("=+-@＝＋－＠"))
            assert not cell.startswith(("\t", "\r", "\n"))
    assert cells > 500


@pytest.mark.parametrize("name", ["tsv", "kgx", "sif"])
def test_a_row_is_a_line(name):
    graph = hostile_graph()
    parts = FORMATS[name].write(graph)
    head = 0 if name == "sif" else 1
    counts = [len(part.decode().splitlines()) - head for part in parts.values()]
    assert counts[-1] == graph.number_of_edges()
    for part in parts.values():
        assert len({line.count("\t") for line in part.decode().splitlines()}) == 1


def test_sif_names_both_ends_and_the_relation(graph):
    lines = [line.split("\t") for line in one("sif", graph).decode().splitlines()]
    names = {node: data["name"] for node, data in graph.nodes(data=True)}
    expected = {
        (names[u], ("NOT_" if d["polarity"] == "negative" else "") + d["relation"], names[v])
        for u, v, d in graph.edges(data=True)
    }
    assert {tuple(line) for line in lines} == expected
    assert lines == sorted(lines)
    assert any(relation.startswith("NOT_") for _, relation, _ in lines)


def test_sif_keeps_things_of_one_name_apart_and_things_alone():
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="MET")
    graph.add_node("b", name="MET")
    graph.add_node("c")
    graph.add_edge("a", "b", relation="OVERCOMES")
    assert one("sif", graph) == b"MET (a)\tOVERCOMES\tMET (b)\nc\n"


def test_graphml_is_what_networkx_itself_writes_but_for_booleans(graph):
    from networkx.readwrite.graphml import GraphMLWriter

    from pipeline.export.flat import flat

    file = io.BytesIO()
    GraphMLWriter(graph=flat(graph)).dump(file)
    expected = file.getvalue().replace(b">True<", b">true<").replace(b">False<", b">false<")
    assert one("graphml", graph).strip() == expected.strip()


def test_the_graph_of_two_readers_is_the_same(graph, tmp_path):
    (tmp_path / "g.graphml").write_bytes(one("graphml", graph))
    other = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    assert (other.vcount(), other.ecount()) == (graph.number_of_nodes(), 26)
    types = {name: type(value) for name, value in other.es[0].attributes().items()}
    assert (types["belief"], types["studies"]) == (float, float)  # igraph's only number
    assert (types["contradicted"], types["relation"]) == (bool, str)


# Names of files

CHOSEN = {
    "suffix": ("g.gexf", None, "gexf"),
    "upper case": ("G.GraphML", None, "graphml"),
    "the longer suffix": ("g.kgx.tsv", None, "kgx"),
    "the shorter suffix": ("g.tsv", None, "tsv"),
    "option before suffix": ("g.csv", "sif", "sif"),
    "option alone": ("g", "KGX", "kgx"),
}


@pytest.mark.parametrize(("out", "given_", "expected"), CHOSEN.values(), ids=CHOSEN.keys())
def test_which_format(out, given_, expected):
    assert graph_format(Path(out), given_, GRAPH_FORMATS).name == expected


def test_no_format():
    with pytest.raises(UsageError, match=r"g\.xls: unknown format '\.xls'; end the name in"):
        graph_format(Path("g.xls"), None, GRAPH_FORMATS)
    with pytest.raises(UsageError, match="--format xls: unknown format; give one of graphml, "):
        graph_format(Path("g.csv"), "xls", GRAPH_FORMATS)


PLACES = {
    "one file": ("d/g.json", {""}, {"d/g.json"}),
    "tables": ("d/g.csv", {"_nodes.csv", "_edges.csv"}, {"d/g_nodes.csv", "d/g_edges.csv"}),
    "no suffix": ("d/g", {"_nodes.tsv"}, {"d/g_nodes.tsv"}),
    "a suffix of none": ("d/g.v1", {"_nodes.tsv"}, {"d/g.v1_nodes.tsv"}),
    "not in one another's way": ("d/g.kgx.tsv", {"_nodes.tsv"}, {"d/g.kgx_nodes.tsv"}),
}


@pytest.mark.parametrize(("out", "ends", "expected"), PLACES.values(), ids=PLACES.keys())
def test_where_parts_go(out, ends, expected):
    files = graph_files(Path(out), dict.fromkeys(ends, b""), GRAPH_FORMATS)
    assert {path.as_posix() for path in files} == expected


@pytest.mark.slow
def test_graphml_of_ten_thousand_edges_is_far_from_slow(graph):
    (_, _, data), *_ = graph.edges(data=True)
    large = nx.MultiDiGraph()
    for n in range(10_000):
        large.add_edge(f"hgnc:{n % 2000}", f"unii:{n % 300}", key=f"r{n}", **data)
    started = time.process_time()  # of the processor: other work on the machine does not count
    content = one("graphml", large)
    assert time.process_time() - started < 6  # a tenth of the bar's twenty, thrice
    assert content.count(b"<edge ") == 10_000

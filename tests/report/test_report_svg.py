from __future__ import annotations

from xml.etree import ElementTree

import networkx as nx
import pytest
from graph_corpus import corpus
from graph_samples import Labels

from pipeline.graph import build_graph
from pipeline.report import render_svg
from pipeline.report.svg import MAX_EDGES

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def root():
    return ElementTree.fromstring(render_svg(build_graph(corpus(), Labels())))


def classes(root, name):
    return [g for g in root.iter(f"{SVG}g") if name in g.get("class", "").split()]


def test_every_edge_and_node_is_drawn(root):
    graph = build_graph(corpus(), Labels())
    drawn = {g.get("data-edge") for g in root.iter(f"{SVG}g")} - {None}
    assert drawn == set(nx.get_edge_attributes(graph, "relation_id").values())
    assert len(classes(root, "node")) == graph.number_of_nodes()


LOOKS = {
    "causes": ("relation", "CAUSES_RESISTANCE"),
    "overcomes": ("relation", "OVERCOMES"),
    "negative": ("polarity", "negative"),
    "hypothesised": ("certainty", "hypothesised"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_an_edge_looks_like_what_it_says(root, look):
    key, value = LOOKS[look]
    graph = build_graph(corpus(), Labels())
    expected = {k for _, _, k, d in graph.edges(keys=True, data=True) if d[key] == value}
    assert expected
    assert {g.get("data-edge") for g in classes(root, look)} - {None} == expected


def test_each_edge_says_itself_in_words(root):
    titles = {title.text for title in root.iter(f"{SVG}title")}
    assert "lorlatinib overcomes resistance to alectinib" in titles
    assert "IL6 possibly causes resistance to erlotinib" in titles
    assert "trametinib does not overcome resistance to venetoclax" in titles


def test_it_stands_alone(root):
    text = render_svg(build_graph(corpus(), Labels()))
    assert "prefers-color-scheme: dark" in text
    assert "url(" not in text
    assert "@import" not in text
    assert not list(root.iter(f"{SVG}script"))
    assert not list(root.iter(f"{SVG}a"))


def test_japanese_is_declared(root):
    spans = [t for t in root.iter(f"{SVG}tspan") if t.get("lang") == "ja"]
    assert "アレクチニブ" in [t.text for t in spans]


def test_everything_lies_inside(root):
    width, height = float(root.get("width")), float(root.get("height"))
    rects = list(root.iter(f"{SVG}rect"))
    assert len(rects) == 26
    for rect in rects:
        x, y = float(rect.get("x", 0)), float(rect.get("y", 0))
        assert x >= 0
        assert y >= 0
        assert x + float(rect.get("width")) <= width
        assert y + float(rect.get("height")) <= height


def test_the_same_text_whatever_the_order():
    assert render_svg(build_graph(corpus()[::-1])) == render_svg(build_graph(corpus()))


def test_any_graph_with_bare_attributes_can_be_drawn():
    graph = nx.MultiDiGraph([("<a>\x00", "b"), ("b", "b")])
    root = ElementTree.fromstring(render_svg(graph))
    assert len(classes(root, "node")) == 2
    assert ElementTree.fromstring(render_svg(nx.MultiDiGraph())) is not None


def test_of_too_many_edges_the_strongest_are_drawn():
    graph = nx.MultiDiGraph()
    for n in range(MAX_EDGES + 50):
        graph.add_edge(f"g{n}", "drug", key=f"r{n:03}", belief=n / 1000)
    root = ElementTree.fromstring(render_svg(graph))
    drawn = {g.get("data-edge") for g in root.iter(f"{SVG}g")} - {None}
    assert drawn == {f"r{n:03}" for n in range(50, MAX_EDGES + 50)}
    few = ElementTree.fromstring(render_svg(graph, max_edges=3))
    assert {g.get("data-edge") for g in few.iter(f"{SVG}g")} - {None} == {"r197", "r198", "r199"}
    assert f"the {MAX_EDGES} strongest of {MAX_EDGES + 50} edges" in root.get("aria-label")

"""What documents and graphs show in a notebook."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree

import networkx as nx
import pytest
from graph_corpus import corpus
from graph_samples import Claim, Labels, document
from graph_strategies import collections
from hypothesis import given, settings
from pages import Page

import pipeline
from pipeline.cli.painting import INKS
from pipeline.graph import build_graph
from pipeline.model import Document, EntityRef, Grounding, Mention, MentionType, Source
from pipeline.report import document_html, render_svg
from pipeline.report.markup import asset
from pipeline.report.notebook import MAX_DRAWN, MAX_ROWS, MAX_TEXT

HOSTILE = (
    "</div></style><script>alert(1)</script><img src=x onerror=alert(2)>\"' onclick='x' "
    "<!-- --> ]]> &lt;b&gt; \x00\x1b \u202egnp.exe javascript:alert(3) $x^2$ \\(y\\) {{7*7}}"
)
PICTURE = "data:image/svg+xml;base64,"


def rows(page):
    """The data rows of the table."""
    return len(page.all("tr")) - 1 if page.all("tr") else 0


def marks(page):
    """The marked surfaces with the class of their mark."""
    classes = [attributes["class"] for attributes in page.all("mark")]
    surfaces = [text for tag, text in page.texts if tag == "mark"]
    return list(zip(surfaces, classes, strict=True))


def alone(page):
    """What a cell's output must be: one element, well formed, that loads and runs nothing."""
    assert page.faults == []
    tag, attributes = page.tags[0]
    assert (tag, attributes["lang"]) == ("div", "en")
    assert {"mathjax_ignore", "tex2jax_ignore"} <= set(attributes["class"].split())
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "embed"}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert attributes.get("href", "#") is not None
        assert tag == "img" or "src" not in attributes
    assert all(image["src"].startswith(PICTURE) and image["alt"] for image in page.all("img"))
    style = page.text_of("style")
    assert style == asset("notebook.css")
    assert not re.search(r"url\(|@import|</", style)
    assert [line for line in style.splitlines() if not line.startswith(".taisei ")] == []


def test_a_document_shows_its_relations_and_its_text():
    doc = corpus()[0]
    page = Page(doc._repr_html_())
    alone(page)
    assert "肺がん細胞が薬から逃れるしくみを解明" in page.text
    assert "Japanese" in page.text
    assert f"{len(doc.mentions)} mentions" in page.text
    assert f"{len(doc.relations)} relations" in page.text
    assert rows(page) == len(doc.relations) == 5
    assert ("克服した", "trigger") in marks(page)
    assert ("ロルラチニブ", "agent") in marks(page)
    assert ("ロルラチニブ", "Drug") in marks(page)
    titles = {m["title"] for m in page.all("mark")}
    assert "Drug unii:OSP71S83EU lorlatinib" in titles


def test_the_text_of_a_document_is_whole_and_every_mention_is_marked():
    for doc in corpus():
        page = Page(document_html(doc))
        inside = page.text.split("with its mentions marked", 1)[1].rstrip("\n")
        assert inside.rstrip("\n") == doc.text.rstrip("\n")
        types = {kind.value for kind in MentionType}
        shown = [(surface, kind) for surface, kind in marks(page) if kind in types]
        ordered = sorted(doc.mentions, key=lambda m: m.start)
        assert shown == [(doc.text[m.start : m.end], m.type.value) for m in ordered]


def mention(start, end):
    return Mention(start, end, MentionType.GENE, "x", (Grounding("hgnc:7029", "MET", 1.0, "x"),))


def text_of(text, *spans):
    return Document("d", text, Source("d.txt", ""), mentions=tuple(mention(*s) for s in spans))


MARKING = {
    "none": (text_of("MET"), []),
    "beside each other": (text_of("METMET", (0, 3), (3, 6)), ["MET", "MET"]),
    "of nested the outer": (text_of("c-MET gene", (2, 5), (0, 10)), ["c-MET gene"]),
    "of crossing the first": (text_of("abcd", (0, 3), (2, 4)), ["abc"]),
    "to the end": (text_of("a MET", (2, 5)), ["MET"]),
    "across a line end": (text_of("M\r\nET", (0, 5)), ["M\nET"]),
    "cut before a name": (text_of("x" * MAX_TEXT + "y", (MAX_TEXT - 2, MAX_TEXT + 1)), []),
    "cut after a name": (text_of("x" * MAX_TEXT + "y", (MAX_TEXT - 2, MAX_TEXT)), ["xx"]),
}


@pytest.mark.parametrize(("doc", "expected"), MARKING.values(), ids=MARKING.keys())
def test_marked_mentions(doc, expected):
    assert [surface for surface, _ in marks(Page(document_html(doc)))] == expected


def test_a_long_text_is_cut_and_says_so():
    html = document_html(text_of("x" * (MAX_TEXT + 1234)))
    assert "… and 1,234 further characters" in html
    assert len(html) < 2 * MAX_TEXT


def test_of_many_relations_the_surest_are_shown():
    claims = [
        Claim(
            "[MET](cause) {resists} [X](therapy).",
            EntityRef("Gene", f"g:{n}", f"gene{n}"),
            "gefitinib",
            confidence=n / 100,
        )
        for n in range(MAX_ROWS + 5)
    ]
    page = Page(document_html(document("d", *claims)))
    assert rows(page) == MAX_ROWS
    assert page.text_of("caption") == f"The {MAX_ROWS} surest of {MAX_ROWS + 5}."
    assert "gene5" in page.text
    assert "gene4 " not in page.text


def test_a_document_without_anything_says_so():
    page = Page(document_html(text_of("Nothing.")))
    alone(page)
    assert "No relation was found in it." in page.text


def test_a_document_in_a_list_is_one_short_line():
    lines = []
    corpus()[0]._repr_pretty_(SimpleNamespace(text=lines.append), False)
    assert lines == ["<Document 'ja-alk': ja, 11 mentions, 5 relations>"]


@pytest.fixture
def graph():
    return pipeline.Graph(build_graph(corpus(), Labels()))


def drawn(page):
    (image,) = page.all("img")
    return b64decode(image["src"].removeprefix(PICTURE)).decode()


def test_a_graph_shows_its_strongest_edges_and_its_picture(graph):
    page = Page(graph._repr_html_())
    alone(page)
    assert rows(page) == MAX_ROWS < graph.number_of_edges() == 26
    assert f"{graph.number_of_nodes()} nodes · 26 relations" in page.text
    assert "osimertinib" in page.text
    assert "オシメルチニブ" in page.text
    assert page.text.count("(contradicted)") == 2
    assert drawn(page) == render_svg(graph)
    ElementTree.fromstring(drawn(page))


PARTS = {
    "a subgraph": lambda g: g.edge_subgraph(sorted(g.edges(keys=True))[:2]),
    "nodes": lambda g: g.subgraph([n for n in g if not n.startswith("go:")]),
    "a copy": lambda g: g.copy(),
    "the other way round": lambda g: g.reverse(),
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_what_networkx_makes_of_a_graph_shows_itself_too(graph, part):
    made = part(graph)
    assert isinstance(made, pipeline.Graph)
    page = Page(made._repr_html_())
    alone(page)
    assert rows(page) == min(made.number_of_edges(), MAX_ROWS)
    edges = made.number_of_edges()
    assert repr(made) == f"<Graph with {made.number_of_nodes()} nodes and {edges} edges>"


def test_a_graph_is_a_networkx_graph_with_all_that_was_in_it(graph):
    plain = build_graph(corpus(), Labels())
    assert isinstance(graph, nx.MultiDiGraph)
    assert list(graph.nodes(data=True)) == list(plain.nodes(data=True))
    assert list(graph.edges(keys=True, data=True)) == list(plain.edges(keys=True, data=True))


def test_a_large_graph_has_no_picture():
    graph = pipeline.Graph()
    for n in range(MAX_DRAWN + 1):
        graph.add_edge(f"g{n}", "drug", key=f"r{n}", relation="CAUSES_RESISTANCE", belief=n / 100)
    page = Page(graph._repr_html_())
    assert page.all("img") == []
    assert rows(page) == MAX_ROWS
    assert page.text.index("g40") < page.text.index("g39") < page.text.index("g16")
    graph.remove_node("g0")
    assert len(Page(graph._repr_html_()).all("img")) == 1


def test_edges_of_another_kind_are_counted_and_not_taken_for_resistance(graph):
    graph.add_edge("unii:3C06JJ0Z2O", "class:EGFR-inhibitor", key="h", relation="IS_A")
    page = Page(graph._repr_html_())
    assert "26 relations · 1 other edge" in page.text
    assert "class:EGFR-inhibitor" not in page.text
    assert "class:EGFR-inhibitor" not in drawn(page)


def test_an_empty_graph_and_one_without_attributes():
    for graph in (pipeline.Graph(), pipeline.Graph([("<a>", "b")])):
        page = Page(graph._repr_html_())
        alone(page)
        assert "No relation was found in it." in page.text
    bare = pipeline.Graph()
    bare.add_edge("<a>\x00", "b", relation="OVERCOMES")
    page = Page(bare._repr_html_())
    alone(page)
    assert "<a>␀ overcomes resistance to b" in page.text


def test_hostile_names_and_texts_stay_text():
    gene = EntityRef("Gene", f"text:Gene/{HOSTILE}", HOSTILE)
    drug = EntityRef("Drug", "unii:X", f"drug {HOSTILE}")
    sentence = "[MET](cause) {<script>alert(0)</script>} [X](therapy) " + HOSTILE.replace("{", "(")
    doc = document(HOSTILE, Claim(sentence, gene, drug, rule=HOSTILE), title=HOSTILE)
    doc = replace(doc, source=Source("\udc80" + HOSTILE, HOSTILE), language="mixed")
    for page in (Page(doc._repr_html_()), Page(pipeline.Graph(build_graph([doc]))._repr_html_())):
        alone(page)
        assert "<script>" in page.text
        assert "\x00" not in page.text


@settings(max_examples=40)
@given(collections())
def test_any_documents_and_their_graph(documents):
    for doc in documents:
        alone(Page(doc._repr_html_()))
    graph = pipeline.Graph(build_graph(documents))
    html = graph._repr_html_()
    alone(Page(html))
    assert pipeline.Graph(build_graph(documents[::-1]))._repr_html_() == html


def test_marks_have_the_colours_of_the_terminal():
    style = asset("notebook.css")
    found = dict(re.findall(r"mark\.([A-Z]\w+) \{ (.*?) \}", style))
    assert found.keys() == {kind.value for kind in INKS}
    for kind, (ink, ground, underlined) in INKS.items():
        line = f"color: {ink}; background: {ground};"
        assert found[kind.value] == line + (" text-decoration: underline;" if underlined else "")

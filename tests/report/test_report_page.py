from __future__ import annotations

import re
import time
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from graph_corpus import corpus, five_thousand_edges
from graph_samples import Claim, Labels, document
from graph_strategies import collections
from hypothesis import given, settings
from pages import Page

from pipeline.graph import assemble, build_graph
from pipeline.model import Argument, EntityRef, Source
from pipeline.report import render_report

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' onclick='x' "
    "<!-- --> ]]> &lt;b&gt; \x00\x1b \u202egnp.exe javascript:alert(3) {{7*7}} ${x} %s"
)


def report(documents, labels=None):
    return render_report(documents, assemble(documents), build_graph(documents, labels))


@pytest.fixture(scope="module")
def html():
    return report(corpus(), Labels())


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_the_markup_is_well_formed(page):
    assert page.faults == []
    assert len(page.tags) > 500


def scripts(html):
    """The content of each script that runs, in order."""
    return re.findall(r"<script>(.*?)</script>", html, re.S)


def test_the_policy_allows_the_inline_style_and_scripts_alone(html, page):
    (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*|data:|blob:", policy)
    run = scripts(html)
    assert len(run) == 3  # before the body is drawn, Cytoscape.js, ours
    for directive, contents in (("style-src", [page.text_of("style")]), ("script-src", run)):
        digests = (b64encode(sha256(content.encode()).digest()).decode() for content in contents)
        assert f"{directive} " + " ".join(f"'sha256-{each}'" for each in digests) + ";" in policy
    assert len(page.all("style")) == 1
    assert [a for a in page.all("script") if a] == [{"type": "application/json", "id": "data"}]


def test_nothing_is_loaded_and_nothing_runs_from_an_attribute(page):
    for tag, attributes in page.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "image", "use"}
        for name in attributes:
            assert not name.startswith("on")
            assert name not in {"style", "src", "srcset", "xlink:href", "action", "formaction"}
    style = page.text_of("style")
    assert "url(" not in style
    assert "@import" not in style


def test_links_stay_inside_or_lead_to_a_doi(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes in page.all("a")]
    assert len(links) > 80
    for link in links:
        assert link[1:] in ids if link.startswith("#") else link.startswith("https://doi.org/10.")
    assert {link for link in links if "doi.org" in link} >= {
        "https://doi.org/10.9999/example.2022.114"
    }


def test_the_table_can_be_read_aloud(page):
    assert "Every relation" in page.text_of("caption")
    assert [h.get("scope") for h in page.all("th")] == ["col"] * 9 + ["row"] * 26
    assert page.all("html") == [{"lang": "en"}]


def test_every_relation_has_a_row_with_its_sentences(page):
    relations = assemble(corpus())
    rows = {a["id"]: a for a in page.all("tbody")}
    assert rows.keys() == {f"r-{relation.id}" for relation in relations}
    assert sum(a["data-contradicted"] == "yes" for a in rows.values()) == 2
    assert len(page.all("blockquote")) == sum(len(r.evidence) for r in relations) == 28
    # A name that a line end breaks in the text is whole here, and marked.
    assert ("mark", "アンフィレグリン") in page.texts


def test_it_reads_without_the_script(page):
    # What needs the script is hidden until it is there.
    for id_ in ("switches", "filters", "live", "more-rows", "nothing"):
        (found,) = [a for _, a in page.tags if a.get("id") == id_]
        assert "hidden" in found
    assert len(page.all("details")) == len(page.all("noscript")) == 26
    assert len(page.all("svg")) == 1 + 5  # the picture, and the legend's lines


def test_japanese_is_declared(page):
    for tag, attributes in page.tags:
        if tag == "blockquote":
            assert attributes.get("lang") in (None, "ja")
    quotes = [a.get("lang") for a in page.all("blockquote")]
    assert quotes.count("ja") == 7


def test_the_same_bytes_whatever_the_order():
    docs = corpus()
    graph = build_graph(docs, Labels())
    page = render_report(docs, assemble(docs), graph)
    turned = docs[::-1]
    assert render_report(turned, assemble(turned)[::-1], build_graph(turned, Labels())) == page


def test_hostile_names_and_texts_stay_text():
    gene = EntityRef("Gene", f"text:Gene/{HOSTILE}", HOSTILE)
    drug = EntityRef("Drug", "unii:X", f"drug {HOSTILE}")
    sentence = "[MET](cause) {<script>alert(0)</script>} [X](therapy) " + HOSTILE.replace("{", "(")
    doc = document(
        HOSTILE,
        Claim(sentence, gene, drug, rule=HOSTILE),
        title=HOSTILE,
        date=HOSTILE,
        dois=('10.9999/"><script>alert(4)</script>', "10.9999/ok"),
    )
    doc = replace(doc, source=Source("\udc80" + HOSTILE, HOSTILE), language="mixed")
    html = report([doc])
    html.encode("utf-8")
    page = Page(html)
    assert page.faults == []
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in Page(report(corpus())).tags}
    assert len(page.all("script")) == 4
    assert not [a for _, a in page.tags for name in a if name.startswith("on")]
    assert "\x00" not in html
    assert "␀" in page.text
    assert page.text.count("<img src=x onerror=alert(2)>") > 5
    for a in page.all("a"):
        assert a["href"].startswith(("#", "https://doi.org/10."))
        assert not re.search(r"[\"'<>\s]", a["href"])


def test_an_argument_outside_the_sentence_is_shown_where_it_stands():
    text = "[MET](cause) lets cells resist [gefitinib](therapy)"
    doc = document(
        "a",
        Claim("Gefitinib is a drug and {known}.", "KRAS", "erlotinib"),
        Claim(text.replace("resist", "{resist}"), "MET", "gefitinib"),
    )
    (first, second) = doc.relations
    (piece,) = second.evidence
    therapy = Argument("therapy", 0, 9)
    piece = replace(piece, source="discourse", arguments=(piece.arguments[0], therapy))
    doc = replace(doc, relations=(first, replace(second, evidence=(piece,))))
    page = Page(report([doc]))
    assert ("mark", "Gefitinib") in page.texts
    assert "therapy, at 0–9: " in page.text


def test_pages_of_a_document_are_told():
    (doc, *_) = corpus()
    doc = replace(doc, source=replace(doc.source, pages=(0, 100)))
    text = Page(report([doc])).text
    assert "page 1" in text
    assert "page 2" in text


@pytest.mark.parametrize("docs", [(), (document("a", title="x"),)], ids=["none", "no relation"])
def test_nothing_to_show_is_said(docs):
    page = Page(report(docs))
    assert page.faults == []
    assert "nothing to draw" in page.text
    assert "No relation was found" in page.text


@settings(max_examples=25, deadline=None)
@given(collections())
def test_any_documents_give_a_page(docs):
    page = Page(report(docs))
    assert page.faults == []
    assert len(page.all("tbody")) == len(assemble(docs))
    assert len(page.all("script")) == 4


@pytest.mark.slow
def test_five_thousand_edges_in_reasonable_time():
    docs = five_thousand_edges()
    started = time.perf_counter()
    html = report(docs)
    assert time.perf_counter() - started < 20
    assert html.count("<tbody") == 5000
    assert "The 150 strongest of 5,000 edges." in html

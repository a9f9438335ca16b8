"""The report in a real Chromium: clicked, filtered, searched, switched, by mouse and keyboard."""

from __future__ import annotations

import re

import pytest
from browser import CHROMIUM, Browser
from graph_corpus import corpus, five_thousand_edges
from graph_samples import Claim, Labels, document

from pipeline.graph import assemble, build_graph
from pipeline.model import EntityRef
from pipeline.report import render_report

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
]

CY = "document.getElementById('network')._cyreg.cy"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


def written(folder, docs, name="report.html"):
    page = folder / name
    graph = build_graph(docs, Labels())
    page.write_text(render_report(docs, assemble(docs), graph), encoding="utf-8")
    return page


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return written(tmp_path_factory.mktemp("report"), corpus())


@pytest.fixture
def browser(driver, page):
    """The report freshly opened; afterwards nothing may have been complained of or asked for."""
    driver.faults.clear()
    driver.requests.clear()
    driver.resize(1400, 1000)
    driver.open(page)
    driver.settle()
    yield driver
    assert driver.faults == []
    assert {address.split(":")[0] for address in driver.requests} == {"file"}


def edge_id(subject, object_, polarity="positive"):
    (found,) = [
        r.id
        for r in assemble(corpus())
        if (r.subject.name, r.object.name, r.polarity) == (subject, object_, polarity)
    ]
    return found


def click_edge(browser, edge):
    x, y = browser.run(
        "(() => { const box = document.getElementById('network').getBoundingClientRect();"
        f" const at = {CY}.getElementById('{edge}').renderedMidpoint();"
        " return [box.x + at.x, box.y + at.y]; })()"
    )
    browser.click(x, y)


def listed(browser):
    return browser.run("[...document.querySelectorAll('#edges button')].map((b) => b.innerText)")


def drawn(browser):
    return browser.run(f"{CY}.edges().length")


def test_the_whole_network_is_drawn_and_listed(browser):
    assert drawn(browser) == len(listed(browser)) == 26
    assert browser.text("#shown") == "26 relations"
    assert "lorlatinib overcomes resistance to alectinib" in listed(browser)
    assert browser.run("getComputedStyle(document.querySelector('.still')).display") == "none"


def test_clicking_an_edge_shows_its_sentences_with_their_marks(browser):
    click_edge(browser, edge_id("lorlatinib", "alectinib"))
    assert browser.text("#evidence-title") == "lorlatinib overcomes resistance to alectinib"
    marks = browser.run(
        "[...document.querySelectorAll('#sentences mark')].map((m) => [m.className, m.innerText])"
    )
    assert ["agent", "ロルラチニブ"] in marks
    assert ["therapy", "アレクチニブ"] in marks
    assert ["trigger", "克服した"] in marks
    headings = browser.run("[...document.querySelectorAll('.side h4')].map((h) => h.innerText)")
    assert headings == ["Japanese (1)", "English (0)"]
    link = "https://doi.org/10.9999/example.2024.001"
    assert browser.run("document.querySelector('#sentences a').href") == link
    assert browser.run("document.activeElement.id") == "evidence"


def test_filters_narrow_network_list_and_table(browser):
    browser.choose("[name=relation]", "overcomes")
    assert 0 < drawn(browser) < 26
    assert all("overcome" in line for line in listed(browser))
    browser.choose("[name=polarity]", "negative")
    assert listed(browser) == ["trametinib does not overcome resistance to venetoclax"]
    assert browser.text("#shown") == "1 of 26 relations"
    browser.click_on("nav a[href='#relations']")
    rows = "[...document.querySelectorAll('#relations tbody')].filter((b) => !b.hidden).length"
    assert browser.run(rows) == 1
    browser.click_on("[type=reset]")
    browser.settle()
    assert browser.run(rows) == 26


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("certainty", "hypothesised", lambda r: r.certainty == "hypothesised"),
        ("belief", "0.85", lambda r: r.belief >= 0.85),
        ("confidence", "0.85", lambda r: max(e.confidence for e in r.evidence) >= 0.85),
    ],
)
def test_each_filter_keeps_what_it_names(browser, field, value, fits):
    browser.choose(f"[name={field}]", value)
    expected = sum(map(fits, assemble(corpus())))
    assert 0 < expected < 26
    assert drawn(browser) == expected


def test_language_filter_keeps_what_is_said_in_it(browser):
    browser.choose("[name=language]", "ja")
    japanese = drawn(browser)
    browser.choose("[name=language]", "en")
    english = drawn(browser)
    browser.choose("[name=language]", "both")
    assert japanese + english - drawn(browser) == 26
    assert 0 < japanese < 26


@pytest.mark.parametrize("words", ["アンフィレグリン", "ａｒｅｇ", "hgnc:651"])
def test_searching_finds_names_of_both_languages_and_ids(browser, words):
    browser.click_on("#words")
    browser.type(words)
    found = listed(browser)
    assert found
    assert all("AREG" in line for line in found)


def test_names_switch_to_japanese_and_back(browser):
    browser.choose("#names", "ja")
    assert "ロルラチニブはアレクチニブへの耐性を克服する" in listed(browser)
    labels = browser.run(f"{CY}.nodes().map((n) => n.data('label'))")
    assert "アレクチニブ" in labels
    browser.choose("#names", "en")
    assert "lorlatinib overcomes resistance to alectinib" in listed(browser)


# Text in sight in Latin letters alone that no document and no rule brought.
ENGLISH_LEFT = r"""
(() => {
  const own = "bdi, blockquote, code, .best, .text, .elsewhere span, #names, svg, .brand";
  const texts = document.createTreeWalker(document.querySelector("body"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const at = texts.currentNode;
    if (at.parentElement.closest(own) || !at.parentElement.checkVisibility()) continue;
    if (/[A-Za-z]{2}/.test(at.data) && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(at.data))
      found.push(at.data.trim());
  }
  return found;
})()
"""
SAME_IN_BOTH = re.compile(r"doi:\S+|DOI|SHA-256|\S+\.txt")


@pytest.mark.parametrize("view", ["picture", "relations", "documents"])
def test_the_whole_page_speaks_japanese(browser, view):
    browser.choose("#names", "ja")
    browser.click_on(f"nav a[href='#{view}']")
    if view == "picture":
        click_edge(browser, edge_id("lorlatinib", "alectinib"))
    if view == "relations":
        browser.click_on("#relations summary")
    if view == "documents":
        browser.click_on("[data-text]")
    assert browser.run("document.documentElement.lang") == "ja"
    left = browser.run(ENGLISH_LEFT)
    assert [words for words in left if not SAME_IN_BOTH.fullmatch(words)] == []
    browser.choose("#names", "en")
    assert len(browser.run(ENGLISH_LEFT)) > 20


def test_back_in_english_the_page_is_as_it_was(browser):
    def shown():
        return browser.run("document.querySelector('main').innerText")

    for view in ("relations", "documents", "picture"):
        browser.click_on(f"nav a[href='#{view}']")
        before = shown()
        browser.choose("#names", "ja")
        assert shown() != before
        browser.choose("#names", "en")
        assert shown() == before


@pytest.mark.parametrize("preferred", ["light", "dark"])
def test_colours_can_be_chosen_against_the_system(browser, preferred):
    browser.scheme(preferred)
    look = f"[{CY}.nodes()[0].style('color'), getComputedStyle(document.body).backgroundColor]"
    seen = {}
    for choice in ("light", "dark", ""):
        browser.choose("#colours", choice)
        seen[choice] = browser.run(look)
    assert seen["light"] != seen["dark"]
    assert seen[""] == seen[preferred]
    browser.scheme("light")


OVERLAPS = f"""
(() => {{
  const body = {{ includeLabels: false, includeOverlays: false }};
  const boxes = [...{CY}.nodes()].map((node) => node.boundingBox(body));
  const meet = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
  return boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) => meet(a, b))).length;
}})()
"""


@pytest.mark.parametrize("arrangement", ["free", "columns"])
def test_no_name_lies_over_another(browser, arrangement):
    browser.choose("#arrangement", arrangement)
    assert browser.run(OVERLAPS) == 0


def test_the_keyboard_alone_reaches_an_edge_and_comes_back(browser):
    browser.run("document.querySelector('#network').focus()")
    browser.press("Tab")
    assert browser.run("document.activeElement.closest('#edges') !== null")
    browser.press("ArrowDown")
    second = browser.run("document.activeElement.innerText")
    assert second == listed(browser)[1]
    browser.press("Enter")
    assert browser.text("#evidence-title") == second
    assert browser.run("document.activeElement.id") == "evidence"
    browser.press("Escape")
    assert browser.run("document.activeElement.innerText") == second


def test_a_name_leads_to_what_is_around_it(browser):
    click_edge(browser, edge_id("lorlatinib", "alectinib"))
    browser.click_on("[data-focus]:last-of-type")
    assert all("alectinib" in line for line in listed(browser))
    assert browser.text("#unfocus").startswith("Only around alectinib")
    browser.click_on("#unfocus")
    assert drawn(browser) == 26


def test_a_sentence_leads_to_its_place_in_the_text_with_all_mentions(browser):
    click_edge(browser, edge_id("lorlatinib", "alectinib"))
    browser.click_on("[data-read]")
    assert browser.text(".passage").startswith("ロルラチニブは")
    doc = corpus()[0]
    count = browser.run("document.querySelectorAll('.text .mention').length")
    assert count == len(doc.mentions)
    title = browser.run("document.querySelector('.passage .mention').title")
    assert title.startswith("Drug · lorlatinib · unii:")


def test_the_table_sorts_and_opens_a_row(browser):
    browser.click_on("nav a[href='#relations']")
    browser.click_on("thead th:first-child button")
    first = browser.run("document.querySelector('#relations tbody .entity').innerText")
    assert first == min((r.subject.name for r in assemble(corpus())), key=str.lower)
    browser.click_on("#relations summary")
    assert browser.run("document.querySelectorAll('#relations details[open] .side').length") == 2
    browser.click_on(".to-network")
    assert not browser.run("document.getElementById('evidence').hidden")


def test_light_and_dark_give_other_colours_to_the_network(browser):
    fill = f"{CY}.nodes()[0].style('background-color')"
    browser.scheme("light")
    light = browser.run(fill)
    browser.scheme("dark")
    assert browser.run(fill) != light
    browser.scheme("light")


def test_without_scripts_picture_table_and_sentences_are_there(browser, page):
    browser.without_script()
    browser.open(page)
    browser.without_script(False)
    shown = "(s) => getComputedStyle(document.querySelector(s)).display !== 'none'"
    for selector in (".still svg", "#relations table", "#relations blockquote", "#documents"):
        assert browser.run(f"({shown})({selector!r})"), selector
    assert browser.run("getComputedStyle(document.getElementById('live')).display") == "none"


def test_hostile_names_and_texts_stay_text(driver, tmp_path):
    gene = EntityRef("Gene", f"text:Gene/{HOSTILE}", HOSTILE)
    doc = document(
        HOSTILE,
        Claim(f"[MET](cause) {{resists}} [X](therapy) {HOSTILE}", gene, "gefitinib", rule=HOSTILE),
        title=HOSTILE,
        dois=('10.9999/"><script>alert(4)</script>',),
    )
    driver.faults.clear()
    driver.open(written(tmp_path, [doc]))
    driver.run("document.querySelector('#edges button').click()")
    driver.run("document.querySelector('[data-read]').click()")
    driver.settle()
    assert driver.faults == []
    assert driver.run("document.querySelectorAll('img, script').length") == 4
    assert HOSTILE in driver.text(".text")
    assert HOSTILE in driver.run("document.getElementById('evidence-title').textContent")


def test_five_thousand_edges_begin_with_a_part_and_can_all_be_shown(driver, tmp_path):
    docs = five_thousand_edges()
    driver.faults.clear()
    driver.open(written(tmp_path, docs))
    assert drawn(driver) == 50
    assert driver.text("#drawn") == "Shown: the 50 strongest of 5,000 edges."
    driver.choose("#limit", "all")
    assert drawn(driver) == 5000
    driver.click_on("#words")
    driver.type("G99")
    assert driver.text("#shown") == "50 of 5,000 relations"
    driver.click_on("nav a[href='#relations']")
    assert driver.run("document.querySelectorAll('#relations details').length") == 50
    assert driver.faults == []
    # Processor time of the page, all threads; on a machine at leisure it is the waiting time.
    driver.send("Performance.enable")
    metrics = {m["name"]: m["value"] for m in driver.send("Performance.getMetrics")["metrics"]}
    assert metrics["ProcessTime"] < 60


@pytest.mark.parametrize("docs", [(), (document("a", title="x"),)], ids=["none", "no relation"])
def test_nothing_to_show_breaks_nothing(driver, tmp_path, docs):
    driver.faults.clear()
    driver.open(written(tmp_path, docs))
    driver.click_on("nav a[href='#documents']")
    assert driver.faults == []

"""The three real press releases as one report, clicked and searched in a real Chromium."""

from __future__ import annotations

import pytest
from browser import CHROMIUM, Browser

from pipeline.cli.main import main

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
]

CY = "document.getElementById('network')._cyreg.cy"
LISTED = "[...document.querySelectorAll('#edges button')].map((b) => b.innerText)"


@pytest.fixture(scope="module")
def opened(tmp_path_factory, shared):
    out = tmp_path_factory.mktemp("releases") / "out"
    assert main(["extract", str(shared / "corpus"), "-o", str(out), "--quiet"]) == 0
    with Browser(tmp_path_factory.mktemp("profile")) as driver:
        driver.open(out / "report.html")
        driver.settle()
        yield driver
        assert driver.faults == []


@pytest.fixture
def browser(opened):
    """The page with every filter clear."""
    opened.click_on("nav a[href='#picture']")
    opened.click_on("[type=reset]")
    opened.settle()
    return opened


SIGNS = (
    ("AREG", "causes resistance to alectinib"),
    ("ABCB1", "causes resistance to ceritinib"),
    ("ABCB1", "does not cause resistance to alectinib"),
    ("TP53", "causes resistance to alectinib"),
)


@pytest.mark.parametrize(("cause", "says"), SIGNS)
def test_a_search_finds_each_cause_with_its_sign(browser, cause, says):
    browser.click_on("#words")
    browser.type(cause)
    listed = browser.run(LISTED)
    assert f"{cause} {says}" in [line.replace("possibly ", "") for line in listed]


def test_the_causes_hang_together_in_one_picture(browser):
    names = f"{CY}.elements().components().map((part) => part.nodes().map((n) => n.data('label')))"
    (whole,) = [part for part in browser.run(names) if "alectinib" in part]
    assert {"AREG", "ABCB1", "TP53", "alectinib", "ceritinib"} <= set(whole)


def test_a_click_on_the_line_shows_the_japanese_sentences(browser):
    browser.click_on("#words")
    browser.type("アンフィレグリン alectinib")
    browser.choose("[name=relation]", "causes")
    show = "scrollIntoView({ block: 'center', behavior: 'instant' })"
    browser.run(f"document.getElementById('network').{show}")
    browser.settle()
    x, y = browser.run(
        "(() => { const box = document.getElementById('network').getBoundingClientRect();"
        f" const of = (name) => {CY}.nodes().filter((n) => n.data('label') === name);"
        f" const at = of('AREG').edgesTo(of('alectinib'))[0].renderedMidpoint();"
        " return [box.x + at.x, box.y + at.y]; })()"
    )
    browser.click(x, y)
    assert browser.text("#evidence-title").startswith("AREG")
    marked = "[...document.querySelectorAll('#sentences mark.cause')].map((m) => m.innerText)"
    assert {"アンフィレグリン"} & set(browser.run(marked))


def test_filters_part_what_causes_from_what_overcomes(browser):
    whole = browser.run(f"{CY}.edges().length")
    parts = []
    for relation in ("causes", "overcomes"):
        browser.choose("[name=relation]", relation)
        parts.append(browser.run(f"{CY}.edges().length"))
    assert sum(parts) == whole
    assert min(parts) > 0

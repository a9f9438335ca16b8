"""Parts of a graph: which claims a selection keeps, and what that does to belief and marks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from graph_corpus import corpus
from graph_samples import Claim, Labels, document
from graph_strategies import collections
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.graph import Selection, date_of, graph_of, select
from pipeline.model import Context, EntityRef, Grounding, Mention, MentionType

NSCLC = EntityRef("Disease", "mondo:0005233", "non-small cell lung carcinoma")
LUNG = "mondo:0005138"


class Above:
    """Who belongs to what."""

    def parents(self, curie: str) -> tuple[str, ...]:
        return (LUNG,) if curie == NSCLC.id else ()


# name: (selection, relations kept of the corpus's 26)
SELECTIONS = {
    "everything": (Selection(), 26),
    "of variants": (Selection(types=frozenset({"Variant"})), 4),
    "of classes, at either end": (Selection(types=frozenset({"DrugClass"})), 4),
    "what overcomes": (Selection(relations=frozenset({"OVERCOMES"})), 8),
    "what is denied": (Selection(polarities=frozenset({"negative"})), 3),
    "only supposed": (Selection(certainties=frozenset({"hypothesised"})), 4),
    "one document": (Selection(documents=("ja-alk",)), 5),
    "a pattern of documents": (Selection(documents=("*-alk",)), 6),
    "two patterns": (Selection(documents=("*-alk", "en-leukaemia")), 8),
    "no such document": (Selection(documents=("alk",)), 0),
    "from a year on": (Selection(since="2023"), 8),
    "from a day on": (Selection(since="2024-05-14"), 6),
    "up to a month, included": (Selection(until="2022-11"), 8),
    "between": (Selection(since="2022-11-03", until="2024-05-13"), 2),
    "sure claims": (Selection(min_confidence=0.9), 6),
    "believed": (Selection(min_belief=0.95), 2),
    "all at once": (
        Selection(types=frozenset({"Gene"}), polarities=frozenset({"positive"}), since="2024"),
        2,
    ),
}


@pytest.mark.parametrize(("selection", "count"), SELECTIONS.values(), ids=SELECTIONS.keys())
def test_what_is_kept(selection, count):
    assert len(select(corpus(), selection).relations) == count


def test_every_filter_is_tried():
    assert len(SELECTIONS) >= 17


def test_belief_is_that_of_what_is_left():
    whole = {r.key: r for r in select(corpus()).relations}
    until = {r.key: r for r in select(corpus(), Selection(until="2022")).relations}
    key = ("CAUSES_RESISTANCE", "var:hgnc:3236/p.T790M", "unii:S65743JHBS", "positive")
    assert (whole[key].studies, until[key].studies) == (2, 1)
    assert until[key].belief < whole[key].belief
    assert until[key].documents == ("en-egfr",)
    assert until[key].dates == ("2022-11-02",)


def test_an_edge_stays_marked_where_its_opposite_is_hidden():
    kept = select(corpus(), Selection(polarities=frozenset({"positive"})))
    graph = graph_of(kept.relations, None, kept.opposed)
    marked = [(u, v) for u, v, data in graph.edges(data=True) if data["contradicted"]]
    assert marked == [("hgnc:40", "unii:LIJ4CT1Z3Y")]


def test_no_opposite_is_left_where_its_document_is_not_taken():
    assert select(corpus(), Selection(documents=("en-alk",))).opposed == frozenset()


WRONG = ("2024-13", "24", "last week", "2024-02-30", "2024/05/14")


@pytest.mark.parametrize("day", WRONG)
def test_a_date_that_is_none_is_named(day):
    with pytest.raises(UsageError, match=f"since {day}: is no date; write YYYY"):
        Selection(since=day)


DATES = {
    "a day": ("2024-05-14", "2024-05-14"),
    "a month": ("2024-05", "2024-05"),
    "a year": ("2024", "2024"),
    "no such day": ("2024-02-30", ""),
    "words": ("May 2024", ""),
    "a number": (2024, ""),
}


@pytest.mark.parametrize(("given", "found"), DATES.values(), ids=DATES.keys())
def test_dates_of_documents(given, found):
    doc = replace(document("a"), metadata={"date": given})
    assert date_of(doc) == found


# date: (window, whether it is in it)
WINDOWS = {
    "a year holds a month of it": ("2024", ("2024-06", ""), True),
    "a year ends before the next": ("2024", ("2025-01", ""), False),
    "a month up to a day of it": ("2024-06", ("", "2024-06-03"), True),
    "a month after a day": ("2024-07", ("", "2024-06-30"), False),
    "a day up to its month": ("2024-06-30", ("", "2024-06"), True),
    "a day up to its year": ("2024-12-31", ("", "2024"), True),
    "no date": ("", ("2000", ""), False),
}


@pytest.mark.parametrize(("day", "window", "taken"), WINDOWS.values(), ids=WINDOWS.keys())
def test_windows(day, window, taken):
    doc = document("a", date=day)
    assert Selection(since=window[0], until=window[1]).takes(doc) is taken


def in_disease(doc_id, *, context, title=""):
    named = Context(diseases=(NSCLC,)) if context else Context()
    claim = Claim("[MET](cause) {causes} [gefitinib](therapy)", "MET", "gefitinib", context=named)
    doc = document(doc_id, claim, title=title)
    if not title:
        return doc
    found = (Grounding(NSCLC.id, NSCLC.name, 1.0, "test"),)
    mention = Mention(0, len(title), MentionType.DISEASE, "test", found)
    return replace(doc, mentions=(mention, *doc.mentions))


DISEASES = {
    "in its context": (in_disease("a", context=True), {NSCLC.id}, 1),
    "a subtype of it": (in_disease("a", context=True), {LUNG}, 1),
    "in the title": (in_disease("a", context=False, title="NSCLC"), {LUNG}, 1),
    "nowhere": (in_disease("a", context=False), {LUNG}, 0),
    "another one": (in_disease("a", context=True), {"mondo:0005105"}, 0),
}


@pytest.mark.parametrize(("doc", "asked", "count"), DISEASES.values(), ids=DISEASES.keys())
def test_diseases(doc, asked, count):
    kept = select([doc], Selection(diseases=frozenset(asked)), Above())
    assert len(kept.relations) == count


def test_edges_tell_dates():
    graph = graph_of(select(corpus()).relations, Labels())
    edges = {
        (graph.nodes[u]["name"], graph.nodes[v]["name"]): data
        for u, v, data in graph.edges(data=True)
    }
    twice = edges["EGFR p.T790M", "gefitinib"]
    assert twice["dates"] == '["2022-11-02","2023-03-31"]'
    assert (twice["first_year"], twice["last_year"]) == (2022, 2023)
    undated = edges["KRAS", "vemurafenib"]
    assert (undated["dates"], undated["first_year"], undated["last_year"]) == ("[]", -1, -1)


@settings(max_examples=15, deadline=None)
@given(collections(), st.sampled_from([selection for selection, _ in SELECTIONS.values()]))
def test_a_selection_never_adds(docs, selection):
    whole = {r.key for r in select(docs).relations}
    assert {r.key for r in select(docs, selection).relations} <= whole

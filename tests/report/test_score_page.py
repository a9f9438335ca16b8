"""The page of scores: every error in its sentence, nothing that loads or runs."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pages import Page

from pipeline.gold import parse_ann
from pipeline.model import Document, Grounding, Mention, Relation, Sentence, Source, Span
from pipeline.report import render_scores
from pipeline.score import as_prediction, score

sys.path.insert(0, str(Path(__file__).parents[1] / "score"))

TEXT = "METの増幅はゲフィ\nチニブ耐性を生む。これをALKが助ける。KRASは無関係だった。\n"
ANN = """\
T1\tGene 0 3\tMET
T2\tDrug 7 10;11 14\tゲフィ チニブ
T3\tGene 23 26\tALK
T4\tGene 31 35\tKRAS
N1\tReference T1 hgnc:7029\tMET
N2\tReference T2 unii:S65743JHBS\tgefitinib
N3\tReference T3 hgnc:427\tALK
N4\tReference T4 hgnc:6407\tKRAS
T5\tCAUSES_RESISTANCE 14 16\t耐性
T6\tCAUSES_RESISTANCE 27 30\t助ける
T7\tCAUSES_RESISTANCE 36 39\t無関係
E1\tCAUSES_RESISTANCE:T5 cause:T1 therapy:T2
E2\tCAUSES_RESISTANCE:T6 cause:T3 therapy:T2
E3\tCAUSES_RESISTANCE:T7 cause:T4 therapy:T2
A1\tsource E2 discourse
A2\tsource E3 discourse
A3\tpolarity E3 negative
A4\tstate E1 amplification
"""
GOLD = parse_ann("d", ANN.encode(), TEXT)


def reading(**changes) -> Document:
    """The gold as a prediction, with its sentences, changed."""
    document = as_prediction(GOLD, TEXT)
    sentences = (Sentence(0, 20, 0, "ja"), Sentence(20, 31, 0, "ja"), Sentence(31, 44, 0, "ja"))
    return replace(document, sentences=sentences, **changes)


def page_of(predicted, gold=GOLD):
    return Page(render_scores(score([gold], predicted), [gold], predicted))


def rows(page):
    """What the table of relations says of each error: (sort, cause)."""
    return [(t["data-sort"], t["data-cause"]) for t in page.all("tbody") if "data-sort" in t]


def test_gold_against_itself_has_no_error():
    page = page_of([reading()])
    assert page.faults == []
    assert rows(page) == []
    assert "No relation is missed, false or of the wrong certainty." in page.text
    assert "Every mention has its type, its span and its id." in page.text


@pytest.fixture(scope="module")
def page():
    by_name = {r.subject.name: r for r in as_prediction(GOLD, TEXT).relations}
    alk = Mention(23, 26, GOLD.mentions[2].type, "x", (Grounding("hgnc:1", "A1BG", 1.0, "x"),))
    mentions = (*as_prediction(GOLD, TEXT).mentions[:2], alk, as_prediction(GOLD, TEXT).mentions[3])
    flipped = replace(by_name["KRAS"], polarity="positive")
    unsure = replace(by_name["MET"], certainty="hypothesised")
    relations = (unsure, flipped)
    return page_of([reading(mentions=mentions, relations=relations)])


def test_each_error_is_told_with_its_cause(page):
    assert sorted(rows(page)) == [
        ("false", "polarity"),
        ("missed", "polarity"),
        ("missed", "wrong id"),
        ("wrong certainty", "certainty"),
    ]
    assert page.faults == []


def test_each_error_shows_the_sentence_with_its_arguments(page):
    marked = {(tuple((a.get("class") or "").split())) for a in page.all("mark")}
    assert {("cause",), ("therapy",), ("trigger",)} <= marked
    assert "これをALKが助ける。" in page.text
    assert "ゲフィチニブ耐性" in page.text  # the line end inside the name is not shown
    assert "amplification" in page.text


def test_an_argument_in_another_sentence_is_shown_too(page):
    assert "therapy: …" in page.text


def test_the_wrong_id_of_a_mention_is_told(page):
    assert "d: 1 wrong id" in page.text
    assert "hgnc:427" in page.text
    assert "hgnc:1" in page.text


def test_errors_of_mentions_by_kind():
    found = as_prediction(GOLD, TEXT).mentions
    longer = replace(found[0], end=4)
    other = replace(found[3], type=found[1].type)
    false = Mention(40, 42, found[0].type, "x", (Grounding("hgnc:1", "A1BG", 1.0, "x"),))
    page = page_of([reading(mentions=(longer, found[1], other, false))])
    assert "d: 1 boundary, 1 false, 1 missed, 1 type" in page.text


def test_a_document_without_prediction_is_told():
    page = page_of([])
    assert rows(page) == [("missed", "")] * 3
    assert "No prediction was made for this document." in page.text


def test_gold_without_offsets_shows_what_it_can():
    relation = replace(GOLD.relations[0], evidence=(), at=(0,))
    gold = replace(GOLD, mentions=(), relations=(relation,), located=False)
    page = page_of([reading(relations=())], gold)
    assert rows(page) == [("missed", "statement")]
    assert "METの増幅は" in page.text


HOSTILE = "</script><img src=x onerror=alert(1)>\"' <!-- \x00\u202e"


def test_nothing_from_a_document_becomes_markup():
    text = f"MET{HOSTILE}。\n"
    mention = Mention(0, 3, GOLD.mentions[0].type, "x", (Grounding(HOSTILE, HOSTILE, 1.0, "x"),))
    document = Document(HOSTILE, text, Source(HOSTILE, ""), mentions=(mention,))
    relation: Relation = replace(
        as_prediction(GOLD, TEXT).relations[0],
        subject=replace(GOLD.relations[0].subject, id=HOSTILE, name=HOSTILE),
        evidence=(),
    )
    gold = replace(GOLD, id=HOSTILE, sha256=None, mentions=(), entities=(), relations=())
    page = page_of([replace(document, relations=(relation,))], gold)
    assert page.faults == []
    assert not [tag for tag, _ in page.tags if tag == "img"]
    assert len(page.all("script")) == 1
    assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on")]


def test_the_page_is_the_same_in_any_order_and_loads_nothing():
    documents = [reading(), replace(reading(), id="e")]
    golds = [GOLD, replace(GOLD, id="e")]
    scores = score(golds, documents)
    one = render_scores(scores, golds, documents)
    assert one == render_scores(scores, golds[::-1], documents[::-1])
    assert "default-src 'none'" in one
    assert not re.search(r"""(?:src|href)=["'](?!#)""", one)


def test_spans_are_those_of_the_sentence():
    assert TEXT[20:31] == "これをALKが助ける。"
    assert Span(23, 26) == GOLD.mentions[2].extent

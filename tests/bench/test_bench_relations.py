"""How the bench of relations counts, on made-up gold, relations and readers."""

from __future__ import annotations

import civic
import pytest
import train_joint
from relating import calibration, counting, leaving, losses, masking, page, quiet, sets, statements
from relating.diagram import diagram
from relating.measures import ERRORS, PARTS

from pipeline.gold import GoldDocument, GoldMention, GoldRelation
from pipeline.model import (
    Document,
    EntityRef,
    Grounding,
    Mention,
    MentionType,
    Relation,
    Source,
    Span,
)
from pipeline.relate.joint import Voices
from pipeline.score import Counts

CAUSES = "CAUSES_RESISTANCE"


def key(subject, therapy, polarity="positive"):
    return (CAUSES, subject, therapy, polarity)


def relation(subject, therapy, polarity="positive", confidence=0.9):
    ends = [EntityRef(type, name, name) for type, name in (("Gene", subject), ("Drug", therapy))]
    return Relation("r", CAUSES, *ends, polarity, "asserted", confidence, ())


def gold(*relations, mentions=(), language="en"):
    stated = tuple(
        GoldRelation(CAUSES, EntityRef("Gene", s, s), EntityRef("Drug", t, t), status=status)
        for s, t, status in relations
    )
    return GoldDocument("d", None, language, tuple(mentions), relations=stated)


def document(text="x", mentions=(), relations=(), candidates=()):
    return Document(
        "d",
        text,
        Source("d", ""),
        mentions=tuple(mentions),
        relations=tuple(relations),
        candidates=tuple(candidates),
    )


def mention(text, words, type, id):
    start = text.index(words)
    return Mention(start, start + len(words), type, "test", (Grounding(id, id, 1.0, ""),))


BARS = {
    "reached": (0.9, 0.9, False, True),
    "missed": (0.89, 0.9, False, False),
    "kept under": (0.02, 0.03, True, True),
    "gone over": (0.04, 0.03, True, False),
    "nothing to judge": (None, 0.9, False, None),
}


@pytest.mark.parametrize(("figure", "bar", "at_most", "met"), BARS.values(), ids=BARS)
def test_a_bar_is_met_or_not(figure, bar, at_most, met):
    assert counting.judged({"value": figure}, bar, at_most=at_most)["met"] is met


def test_without_a_bar_nothing_is_judged():
    assert "met" not in counting.judged({"value": 1.0}, None)


def test_acceptable_relations_count_neither_way():
    given = gold(("a", "x", "required"), ("b", "x", "required"), ("c", "x", "acceptable"))
    found = [key("a", "x"), key("c", "x"), key("z", "x")]
    assert counting.agreement(given, found) == Counts(1, 1, 1)


def test_intervals_hold_the_figure_and_do_not_change():
    def mean(numbers):
        return sum(numbers) / len(numbers) if numbers else None

    line = counting.value("x", [1, 2, 3, 4], mean)
    assert line["low"] <= line["value"] == 2.5 <= line["high"]
    assert line == counting.value("x", [1, 2, 3, 4], mean)
    assert counting.spread([], mean) == (None, None)


def test_nobody_sees_errors_of_the_documents_kept_apart():
    assert "test" not in ERRORS
    with pytest.raises(ValueError, match="not to be seen"):
        next(sets.errors("test"))


STATEMENTS = {
    "resistance found": ("Resistance", "Supports", "positive", ("resistance", True)),
    "resistance missed": ("Resistance", "Supports", None, ("resistance", False)),
    "wrong way round": ("Resistance", "Supports", "negative", ("resistance", False)),
    "sensitivity, rightly none": ("Sensitivity/Response", "Supports", None, ("sensitivity", False)),
    "denied": ("Resistance", "Does Not Support", "negative", ("unsupported", True)),
    "denial overlooked": ("Resistance", "Does Not Support", "positive", ("unsupported", False)),
    "denied, none found": ("Resistance", "Does Not Support", None, None),
    "no bar": ("Sensitivity/Response", "Does Not Support", None, None),
}


@pytest.mark.parametrize(("way", "direction", "said", "told"), STATEMENTS.values(), ids=STATEMENTS)
def test_statements_are_judged_by_their_kind(way, direction, said, told):
    text = "KRAS makes tumours resistant to x."
    names = (
        mention(text, "KRAS", MentionType.GENE, "KRAS"),
        mention(text, "x", MentionType.DRUG, "x"),
    )
    doc = document(text, names, [relation("KRAS", "x", said)] if said else [])
    row = civic.Row("7", "KRAS", ("x",), direction, way, text)
    assert statements.case_of(row, doc) == told
    learned = [c.learned for c in statements.cases([row], {"7": doc}, frozenset("7"))]
    assert learned == ([True] if told else [])


def test_the_statements_trained_on_are_those_of_gold_and_those_marked_for_training():
    marked = statements.marked_for_training()
    assert len(marked) >= 250
    assert len(statements.learned_from()) == 100 + len(marked)


TOUCHING = {
    "shares a character": ([(0, 3)], [(2, 5)], True),
    "side by side": ([(0, 3)], [(3, 5)], False),
    "second part of a broken one": ([(0, 3), (8, 9)], [(7, 10)], True),
    "no cue": ([(0, 3)], [], False),
}


@pytest.mark.parametrize(("trigger", "cues", "touch"), TOUCHING.values(), ids=TOUCHING)
def test_triggers_are_found_where_they_touch_a_cue(trigger, cues, touch):
    assert losses.touches([Span(*t) for t in trigger], [Span(*c) for c in cues]) is touch


def test_calibration_error_is_the_mean_gap():
    sure = [(0.95, True)] * 3 + [(0.95, False)]  # off by 0.2
    unsure = [(0.55, True), (0.55, False)]  # off by 0.05
    assert calibration.error([sure, unsure]) == pytest.approx((4 * 0.2 + 2 * 0.05) / 6)
    assert calibration.error([[(0.05, True)]]) is None
    assert calibration.error([sure, unsure], least=0.9) == pytest.approx(0.2)
    assert [b.count for b in calibration.bins([(1.0, True), (0.0, False)])] == [1, 1]


def test_calibration_counts_what_is_below_the_threshold_and_not_what_is_acceptable():
    given = gold(("a", "x", "required"), ("b", "x", "acceptable"))
    doc = document(
        relations=[relation("a", "x"), relation("b", "x")],
        candidates=[relation("c", "x", confidence=0.2)],
    )
    assert list(calibration.points(given, doc)) == [(0.9, True), (0.2, False)]


def test_the_diagram_has_a_dot_for_each_bin():
    text = diagram({"dev": [(0.1, 0.0, 4), (0.9, 1.0, 9)], "test": []})
    assert text.count("<title>") == 3  # its own, and one for each dot
    assert "dev" in text
    assert "test" in text


def reader(number, right):
    """A document whose relation ``a`` is right or wrong, and sure if right."""
    said = key("a", "x")
    voices = {said: Voices(0.9 if right else 0.2, 0.0, 1), key("b", "x"): Voices(0.1, 0.0, 0)}
    study = train_joint.Read(str(number), voices, {said: True} if right else {})
    groups = frozenset({"even" if number % 2 == 0 else "odd"})
    return leaving.Document(f"d{number}", study, groups, frozenset())


def test_groups_left_out_are_judged_by_the_others():
    docs = [reader(n, right=n < 6) for n in range(9)]
    left = leaving.leave_out(docs, lambda doc: doc.sites)
    assert [(one.name, len(one.counts)) for one in left] == [("even", 5), ("odd", 4)]
    assert sum((c for one in left for c in one.counts), Counts()) == Counts(6, 0, 0)
    assert leaving.leave_out(docs[:2], lambda doc: doc.sites) == []


SITES = {
    "named most": (["lung cancer", "breast cancer", "breast carcinoma"], "breast"),
    "none": (["type 2 diabetes mellitus", "cancer"], None),
    "of equals the first of the table": (["lung cancer", "melanoma"], "skin"),
}


@pytest.mark.parametrize(("names", "site"), SITES.values(), ids=SITES)
def test_a_document_is_of_the_cancer_it_names_most(names, site):
    marks = [
        GoldMention((Span(i, i + 1),), MentionType.DISEASE, name, name)
        for i, name in enumerate(names)
    ]
    assert leaving.site_of(gold(mentions=marks)) == site


def test_names_become_numbered_placeholders_and_their_ranges_move():
    text = "EGFRはゲフィチニブに、KRASはゲフィチニブに耐性"
    marks = [
        GoldMention((Span(0, 4),), MentionType.GENE, "g:1", "EGFR"),
        GoldMention((Span(5, 11),), MentionType.DRUG, "d:1", "gefitinib"),
        GoldMention((Span(13, 17),), MentionType.GENE, "g:2", "KRAS"),
        GoldMention((Span(18, 24),), MentionType.DRUG, "d:1", "gefitinib"),
    ]
    given = gold(mentions=marks, language="ja")
    doc = document(text, [m.as_mention("gold") for m in marks])
    masked = masking.respelled(doc, masking.placeholders(given))
    assert masked.text == "遺伝子1は薬剤1に、遺伝子2は薬剤1に耐性"
    words = [masked.text[m.start : m.end] for m in masked.mentions]
    assert words == ["遺伝子1", "薬剤1", "遺伝子2", "薬剤1"]
    assert [m.id for m in masked.mentions] == ["g:1", "d:1", "g:2", "d:1"]


def test_the_gap_is_the_same_either_way():
    more, less = Counts(3, 0, 1), Counts(1, 0, 3)
    assert masking.gap([(more, less)]) == masking.gap([(less, more)]) > 0
    assert masking.gap([(Counts(), Counts())]) is None


SPEAKING = {
    "resistance": ("Cells became resistant to x.", True),
    "none": ("Rats were given x for ten days.", False),
}


@pytest.mark.parametrize(("text", "speaks"), SPEAKING.values(), ids=SPEAKING)
def test_quiet_texts_have_no_word_of_resistance(text, speaks):
    assert quiet.speaks(text) is speaks


def test_false_relations_are_counted_by_abstracts():
    assert quiet.per_thousand([(1, 9), (0, 9), (0, 9), (0, 9)]) == 250
    assert quiet.per_thousand([(1, 1)] + [(0, 1)] * 8) == 1000
    assert quiet.per_thousand([]) is None


def test_every_part_is_explained_to_the_reader():
    assert list(page._words()["parts"]) == list(PARTS)


def test_the_page_is_made_of_what_was_kept():
    figures = [
        counting.ratio("dev", [Counts(1, 1, 0)]) | {"used": "everything"},
        counting.share("right", [Counts(1, 0, 1)], 0.03, at_most=True),
    ]
    text = page.rendered({"calibration": {"date": "d", "lexicon": "l", "figures": figures}})
    assert "| | P | R | figure | 95 % | bar | met | right | false | missed | used for |" in text
    assert "| 0.667 | 0.667–0.667 |  |  | 1 | 1 | 0 | everything |" in text
    assert "| 0.500 | 0.500–0.500 | ≤ 0.03 | no | 1 |  | 1 |  |" in text
    assert "(reliability.svg)" in text
    assert any("bar ≤ 0.03" in line for line in page.as_text("civic", figures))

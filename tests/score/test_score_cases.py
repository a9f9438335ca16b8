"""Hand-worked cases: what is scored and the counts (tp, fp, fn) that come of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from scoring import gold, predicted

from pipeline.errors import GoldError
from pipeline.score import Counts, Ratios, Share, as_prediction, score

# Each text is ten code points, a line end at 4 and blanks at 7 and 8.
TEXT = "abcd\nef  g"

# name: (gold mentions, predicted mentions, strict, relaxed, grounded)
MENTIONS = {
    "the same": (["Drug 0-4 a"], ["Drug 0-4 a"], (1, 0, 0), (1, 0, 0), (1, 0, 0)),
    "nothing on either side": ([], [], (0, 0, 0), (0, 0, 0), (0, 0, 0)),
    "one missed": (["Drug 0-4 a"], [], (0, 0, 1), (0, 0, 1), (0, 0, 1)),
    "one false": ([], ["Drug 0-4 a"], (0, 1, 0), (0, 1, 0), (0, 1, 0)),
    # Another span is a miss and a false alarm at once; relaxed forgives it.
    "shifted by one": (["Drug 0-4 a"], ["Drug 1-4 a"], (0, 1, 1), (1, 0, 0), (1, 0, 0)),
    # Ends are exclusive: [0,2) and [2,4) do not touch.
    "side by side": (["Drug 0-2 a"], ["Drug 2-4 a"], (0, 1, 1), (0, 1, 1), (1, 0, 0)),
    "wrong type": (["Drug 0-4 a"], ["Gene 0-4 a"], (0, 1, 1), (0, 1, 1), (0, 1, 1)),
    # Spans say nothing of ids, sets say nothing of spans.
    "wrong id": (["Drug 0-4 a"], ["Drug 0-4 b"], (1, 0, 0), (1, 0, 0), (0, 1, 1)),
    "no id": (["Drug 0-4 a"], ["Drug 0-4 ?"], (1, 0, 0), (1, 0, 0), (0, 0, 1)),
    # Two occurrences of one thing: two spans, one element of the set.
    "one of two occurrences": (
        ["Drug 0-2 a", "Drug 5-7 a"],
        ["Drug 0-2 a"],
        (1, 0, 1),
        (1, 0, 1),
        (1, 0, 0),
    ),
    # One long prediction answers for one of the two gold mentions that it covers.
    "two in one": (["Drug 0-2 a", "Drug 2-4 b"], ["Drug 0-4 a"], (0, 1, 2), (1, 0, 1), (1, 0, 1)),
    "one in two": (["Drug 0-4 a"], ["Drug 0-2 a", "Drug 2-4 b"], (0, 2, 1), (1, 1, 0), (1, 1, 0)),
    # Pairing 0-3 with 2-4 first would leave 3-5 alone; the best pairing has two pairs.
    "the best pairing counts": (
        ["Drug 0-3 a", "Drug 3-5 b"],
        ["Drug 0-1 a", "Drug 2-4 b"],
        (0, 2, 2),
        (2, 0, 0),
        (2, 0, 0),
    ),
    # Broken by a line end at 4: equals the one range 2-7 of the raw text.
    "broken by a line end": (["Drug 2-4;5-7 a"], ["Drug 2-7 a"], (1, 0, 0), (1, 0, 0), (1, 0, 0)),
    "broken twice": (["Drug 2-4;5-7;9-10 a"], ["Drug 2-10 a"], (1, 0, 0), (1, 0, 0), (1, 0, 0)),
    # One fragment is not the mention.
    "half of a broken one": (["Drug 2-4;5-7 a"], ["Drug 2-4 a"], (0, 1, 1), (1, 0, 0), (1, 0, 0)),
    # "b" lies between the fragments: nothing contiguous can be exactly that.
    "broken by a letter": (["Drug 0-1;2-4 a"], ["Drug 0-4 a"], (0, 1, 1), (1, 0, 0), (1, 0, 0)),
    # Inside the gap, not on a fragment: no overlap.
    "in the gap": (["Drug 0-1;3-4 a"], ["Drug 1-3 a"], (0, 1, 1), (0, 1, 1), (1, 0, 0)),
    "three types at once": (
        ["Drug 0-2 a", "Gene 2-4 b", "Disease 5-7 c"],
        ["Drug 0-2 a", "Gene 2-3 b", "DOI 9-10 d"],
        (1, 2, 2),
        (2, 1, 1),
        (2, 1, 1),
    ),
}

# name: (gold relations, predicted relations, counts, certainty, state, via); a relation in
# brackets is acceptable.
RELATIONS = {
    "found": (["C+a>x"], ["C+a>x"], (1, 0, 0), (1, 1), (0, 0, 0), (0, 0, 0)),
    "missed": (["C+a>x"], [], (0, 0, 1), (0, 0), (0, 0, 0), (0, 0, 0)),
    "false": ([], ["C+a>x"], (0, 1, 0), (0, 0), (0, 0, 0), (0, 0, 0)),
    "nothing": ([], [], (0, 0, 0), (0, 0), (0, 0, 0), (0, 0, 0)),
    # Everything in the key must agree; each slip is one miss and one false alarm.
    "other kind": (["C+a>x"], ["O+a>x"], (0, 1, 1), (0, 0), (0, 0, 0), (0, 0, 0)),
    "other polarity": (["C+a>x"], ["C-a>x"], (0, 1, 1), (0, 0), (0, 0, 0), (0, 0, 0)),
    "turned round": (["C+a>x"], ["C+x>a"], (0, 1, 1), (0, 0), (0, 0, 0), (0, 0, 0)),
    "other object": (["C+a>x"], ["C+a>y"], (0, 1, 1), (0, 0), (0, 0, 0), (0, 0, 0)),
    "both polarities": (
        ["O+b>x", "O-b>x"],
        ["O+b>x", "O-b>x"],
        (2, 0, 0),
        (2, 2),
        (0, 0, 0),
        (0, 0, 0),
    ),
    "stated twice": (["C+a>x"], ["C+a>x", "C+a>x"], (1, 0, 0), (1, 1), (0, 0, 0), (0, 0, 0)),
    # An acceptable relation counts for nothing, there or not.
    "acceptable found": (["(C+a>x)"], ["C+a>x"], (0, 0, 0), (0, 0), (0, 0, 0), (0, 0, 0)),
    "acceptable missed": (["(C+a>x)"], [], (0, 0, 0), (0, 0), (0, 0, 0), (0, 0, 0)),
    "acceptable of the other polarity": (
        ["(C+a>x)"],
        ["C-a>x"],
        (0, 1, 0),
        (0, 0),
        (0, 0, 0),
        (0, 0, 0),
    ),
    # Required a, b; acceptable c. Predicted a, c, d: a found, b missed, d false, c left out.
    "one of each": (
        ["C+a>x", "C+b>x", "(C+c>x)"],
        ["C+a>x", "C+c>x", "C+d>x"],
        (1, 1, 1),
        (1, 1),
        (0, 0, 0),
        (0, 0, 0),
    ),
    # Certainty, state and via do not decide whether a relation is found.
    "certainty wrong": (
        ["C+a>x certainty=hypothesised"],
        ["C+a>x"],
        (1, 0, 0),
        (0, 1),
        (0, 0, 0),
        (0, 0, 0),
    ),
    "certainty right": (
        ["C+a>x certainty=hypothesised"],
        ["C+a>x certainty=hypothesised"],
        (1, 0, 0),
        (1, 1),
        (0, 0, 0),
        (0, 0, 0),
    ),
    # Gold {loss, mutation}, predicted {mutation, fusion}: one right, one false, one missed.
    "states": (
        ["C+a>x state=loss,mutation"],
        ["C+a>x state=mutation,fusion"],
        (1, 0, 0),
        (1, 1),
        (1, 1, 1),
        (0, 0, 0),
    ),
    "state missed": (["C+a>x state=loss"], ["C+a>x"], (1, 0, 0), (1, 1), (0, 0, 1), (0, 0, 0)),
    "via": (
        ["O+b>x via=a,c"],
        ["O+b>x via=a,d"],
        (1, 0, 0),
        (1, 1),
        (0, 0, 0),
        (1, 1, 1),
    ),
    # What was not found is not judged further, nor what is acceptable.
    "attributes of a missed one": (
        ["O+b>x state=loss via=a"],
        ["O+c>x state=loss via=a"],
        (0, 1, 1),
        (0, 0),
        (0, 0, 0),
        (0, 0, 0),
    ),
    "attributes of an acceptable one": (
        ["(O+b>x state=loss via=a)"],
        ["O+b>x state=fusion via=c"],
        (0, 0, 0),
        (0, 0),
        (0, 0, 0),
        (0, 0, 0),
    ),
}


def test_the_tables_are_all_there():
    assert len(MENTIONS) >= 19
    assert len(RELATIONS) >= 21


@pytest.mark.parametrize(
    ("want", "got", "strict", "relaxed", "grounded"), MENTIONS.values(), ids=MENTIONS.keys()
)
def test_mentions(want, got, strict, relaxed, grounded):
    scores = score([gold(mentions=want)], [predicted(mentions=got, text=TEXT)])
    assert scores.mentions("strict") == Counts(*strict)
    assert scores.mentions("relaxed") == Counts(*relaxed)
    assert scores.mentions("grounded") == Counts(*grounded)


@pytest.mark.parametrize(
    ("want", "got", "counts", "certainty", "state", "via"),
    RELATIONS.values(),
    ids=RELATIONS.keys(),
)
def test_relations(want, got, counts, certainty, state, via):
    scores = score([gold(relations=want)], [predicted(relations=got)])
    assert scores.relations() == Counts(*counts)
    assert scores.certainty() == Share(*certainty)
    assert scores.state() == Counts(*state)
    assert scores.via() == Counts(*via)
    assert (len(scores.missed), len(scores.false_alarms)) == (counts[2], counts[1])


RATIOS = {
    "nothing at all": ((0, 0, 0), (None, None, None)),
    "nothing found": ((0, 0, 2), (None, 0.0, 0.0)),
    "nothing there": ((0, 2, 0), (0.0, None, 0.0)),
    "all wrong": ((0, 1, 1), (0.0, 0.0, 0.0)),
    "all right": ((3, 0, 0), (1.0, 1.0, 1.0)),
    "half and three quarters": ((3, 3, 1), (0.5, 0.75, 0.6)),
}


@pytest.mark.parametrize(("counts", "ratios"), RATIOS.values(), ids=RATIOS.keys())
def test_ratios(counts, ratios):
    given = Counts(*counts)
    assert (given.precision, given.recall, given.f1) == ratios


def test_a_share_of_nothing_is_undefined():
    assert Share().accuracy is None
    assert (Share(1, 2) + Share(2, 2)).accuracy == 0.75


TWO_GOLD = [
    gold("d1", ["Drug 0-4 x", "Gene 5-7 a"], ["C+a>x", "O-b>x"], language="ja"),
    gold("d2", ["Drug 0-4 x"], ["C+a>x"], language="en"),
]
TWO_PREDICTED = [
    predicted("d1", ["Drug 0-4 x"], ["C+a>x", "C+b>x", "O-b>x"], text=TEXT),
    predicted("d2", ["Drug 0-3 x"], ["O+a>x"], text=TEXT),
]


def test_figures_by_language_type_kind_and_polarity():
    scores = score(TWO_GOLD, TWO_PREDICTED)
    assert scores.languages == ("en", "ja")
    assert scores.mentions(language="ja") == Counts(1, 0, 1)
    assert scores.mentions(language="en") == Counts(0, 1, 1)
    assert scores.mentions(type="Gene") == Counts(0, 0, 1)
    assert scores.mentions("grounded", type="Drug") == Counts(2, 0, 0)
    assert scores.relations() == Counts(2, 2, 1)
    assert scores.relations("CAUSES_RESISTANCE") == Counts(1, 1, 1)
    assert scores.relations(polarity="negative") == Counts(1, 0, 0)
    assert scores.relations(language="ja") == Counts(2, 1, 0)


def test_means_are_over_the_documents_that_define_them():
    """d1 has P 2/3, R 1, F1 4/5; d2 has zero; d3, where nothing is and nothing was found, none."""
    scores = score([*TWO_GOLD, gold("d3")], [*TWO_PREDICTED, predicted("d3")])
    assert scores.macro_relations() == Ratios(1 / 3, 0.5, 0.4)


def test_documents_that_were_not_predicted_are_missed_whole():
    scores = score(TWO_GOLD, TWO_PREDICTED[:1])
    assert scores.unpredicted == ("d2",)
    assert scores.relations() == Counts(2, 1, 1)
    assert scores.mentions("relaxed") == Counts(1, 0, 2)


def test_documents_that_are_not_in_gold_are_ignored_and_listed():
    scores = score(TWO_GOLD[:1], TWO_PREDICTED)
    assert scores.ignored == ("d2",)
    assert scores.relations() == Counts(2, 1, 0)


def test_missed_and_false_relations_are_listed():
    scores = score(TWO_GOLD, TWO_PREDICTED)
    cause = "CAUSES_RESISTANCE"
    assert scores.missed == (("d2", cause, "a", "x", "positive", "A", "X", "wrong kind"),)
    assert scores.false_alarms == (
        ("d1", cause, "b", "x", "positive", "B", "X", "wrong kind"),
        ("d2", "OVERCOMES", "a", "x", "positive", "A", "X", "wrong kind"),
    )


def test_gold_without_offsets_counts_in_sets_and_relations_alone():
    without = gold("d3", ["Drug 0-4 x", "Gene 0-4 a"], ["C+a>x"], located=False)
    scores = score([without], [predicted("d3", ["Drug 0-4 x"], ["C+a>x"], text=TEXT)])
    assert scores.mentions_by_document("strict") == ()
    assert scores.mentions_by_document("relaxed") == ()
    assert scores.mentions("grounded") == Counts(1, 0, 1)
    assert scores.relations() == Counts(1, 0, 0)


def test_relations_under_the_threshold_do_not_count():
    given = predicted(relations=["C+a>x"])
    given = replace(given, relations=(), candidates=given.relations)
    assert score([gold(relations=["C+a>x"])], [given]).relations() == Counts(0, 0, 1)


def test_a_document_given_twice_is_an_error():
    with pytest.raises(GoldError, match="gold: document d comes twice"):
        score([gold(), gold()], [])
    with pytest.raises(GoldError, match="predictions: document d comes twice"):
        score([gold()], [predicted(), predicted()])
    with pytest.raises(GoldError, match="predictions: document e comes twice"):
        score([gold()], [predicted("e"), predicted("e")])


def test_another_text_than_the_one_annotated_is_an_error():
    right = gold(sha256=hashlib.sha256(TEXT.encode()).hexdigest())
    with pytest.raises(GoldError, match="document d comes from another text"):
        score([right], [predicted(text=TEXT + "\n")])
    assert score([right], [predicted(text=TEXT)]).ignored == ()


def test_a_reading_without_offsets_is_no_prediction():
    with pytest.raises(GoldError, match="document d: a reading without offsets"):
        as_prediction(gold(located=False), TEXT)


def test_a_reading_claims_what_it_requires():
    first = gold(mentions=["Drug 2-4;5-7 x"], relations=["C+a>x", "(C+b>x)"])
    second = gold(mentions=["Drug 2-4;5-7 x"], relations=["C+b>x", "(C+a>x)"])
    scores = score([first], [as_prediction(second, TEXT)])
    assert scores.mentions() == Counts(1, 0, 0)
    assert scores.relations() == Counts(0, 0, 1)

"""Claims unite into relations the same way whatever their order."""

import itertools
from dataclasses import replace

import pytest

from pipeline.model import (
    Argument,
    Evidence,
    Grounding,
    Mention,
    MentionType,
    Span,
    State,
)
from pipeline.relate.claim import Claim
from pipeline.relate.joint import Voices, Weights, confidence
from pipeline.relate.unite import Confidence, relation_id, unite, voices_of


def mention(start, name, kind=MentionType.GENE):
    return Mention(start, start + len(name), kind, "t", (Grounding(f"x:{name}", name, 1.0, "t"),))


MET = mention(0, "MET")
OSI = mention(20, "osimertinib", MentionType.DRUG)


def claim(start, confidence, *, certainty="asserted", polarity="positive", states=()):
    arguments = (Argument("cause", 0, 3), Argument("therapy", 20, 31))
    evidence = Evidence(
        start, start + 50, Span(start + 5, start + 9), arguments, "r", "explicit", confidence
    )
    return Claim("CAUSES_RESISTANCE", MET, OSI, polarity, certainty, evidence, states)


CLAIMS = [
    claim(0, 0.6, certainty="hypothesised"),
    claim(100, 0.8, states=(State.AMPLIFICATION,)),
    claim(200, 0.5, certainty="hypothesised", states=(State.MUTATION,)),
]


FRAMES = Confidence()
WEIGHTS = Weights(
    bias=-0.5, reader=0.8, frames=1.0, both=0.5, repeated=0.3, rival=-0.8, denied=-0.5
)
BOTH = Confidence(WEIGHTS)


def second(start, likely, **kwargs):
    """The encoder's claim of the same."""
    one = claim(start, likely, **kwargs)
    return replace(one, evidence=replace(one.evidence, rule="en.cue/reader"))


def test_order_does_not_matter():
    results = {unite("d", order, FRAMES) for order in itertools.permutations(CLAIMS)}
    assert len(results) == 1


def test_of_two_triggers_as_good_the_first_is_told():
    """Fifty sentences, so that the order of a set can not hit upon it by chance."""
    alike = []
    for start in range(0, 5000, 100):
        one = claim(start, 0.6)
        later = replace(one.evidence, trigger=Span(start + 9, start + 12))
        alike += [replace(one, evidence=later), one]
    (relation,) = unite("d", alike, FRAMES)
    assert [piece.trigger.start - piece.start for piece in relation.evidence] == [5] * 50


def test_asserted_wins_and_states_unite():
    (relation,) = unite("d", CLAIMS, FRAMES)
    assert relation.certainty == "asserted"
    assert relation.state == (State.MUTATION, State.AMPLIFICATION)
    assert [e.start for e in relation.evidence] == [0, 100, 200]


def test_confidence_grows_with_sentences_but_not_with_copies_of_one():
    one = unite("d", [claim(0, 0.6)], FRAMES)[0].confidence
    again = unite("d", [claim(0, 0.6), claim(0, 0.6)], FRAMES)[0].confidence
    two = unite("d", [claim(0, 0.6), claim(100, 0.6)], FRAMES)[0].confidence
    assert one == again == pytest.approx(0.6)
    assert one < two < 1


def test_polarities_stay_two_relations():
    both = unite("d", [claim(0, 0.6), claim(100, 0.6, polarity="negative")], FRAMES)
    assert sorted(r.polarity for r in both) == ["negative", "positive"]
    assert len({r.id for r in both}) == 2


def test_ids_are_stable_and_of_one_document():
    key = ("CAUSES_RESISTANCE", "x:MET", "x:osimertinib", "positive")
    assert relation_id("d", key) == relation_id("d", key)
    assert relation_id("d", key) != relation_id("e", key)
    assert len(relation_id("d", key)) == 16


@pytest.mark.parametrize(
    ("claims", "voices"),
    [
        pytest.param([claim(0, 0.6)], Voices(0.0, 0.6, 0), id="a frame alone"),
        pytest.param([second(0, 0.9)], Voices(0.9, 0.0, 1), id="the encoder alone"),
        pytest.param([claim(0, 0.6), second(0, 0.9)], Voices(0.9, 0.6, 1), id="both on one"),
        pytest.param([second(0, 0.9), second(100, 0.7)], Voices(0.9, 0.0, 2), id="two sentences"),
        pytest.param([second(0, 0.9), second(100, 0.2)], Voices(0.9, 0.0, 1), id="one unsure"),
        pytest.param([second(0, 0.9), second(0, 0.8)], Voices(0.9, 0.0, 1), id="copies"),
        pytest.param(
            [second(0, 0.9, polarity="negative")],
            Voices(0.9, 0.0, 1, denied=True),
            id="a denial",
        ),
    ],
)
def test_voices_of_a_relation(claims, voices):
    assert voices_of(claims) == voices


@pytest.mark.parametrize(
    ("less", "more"),
    [
        pytest.param(Voices(0.4, 0.0, 0), Voices(0.6, 0.0, 1), id="surer encoder"),
        pytest.param(Voices(0.4, 0.0, 0), Voices(0.4, 0.8, 0), id="a frame says so too"),
        pytest.param(Voices(0.6, 0.0, 1), Voices(0.6, 0.0, 3), id="more sentences"),
        pytest.param(Voices(0.6, 0.0, 1, 0.9), Voices(0.6, 0.0, 1, 0.1), id="no surer object"),
        pytest.param(Voices(0.6, 0.0, 1, denied=True), Voices(0.6, 0.0, 1), id="no denial"),
    ],
)
def test_joint_confidence_grows(less, more):
    assert 0 < confidence(less, WEIGHTS) < confidence(more, WEIGHTS) < 1


def test_a_frame_shows_its_trigger_and_the_encoder_is_named_beside_it():
    (relation,) = unite("d", [claim(0, 0.6), second(0, 0.9)], BOTH)
    assert [e.rule for e in relation.evidence] == ["r+reader"]
    (alone,) = unite("d", [second(0, 0.9)], BOTH)
    assert [e.rule for e in alone.evidence] == ["en.cue/reader"]


def test_weak_sentences_are_not_shown_beside_strong_ones():
    (relation,) = unite("d", [second(0, 0.95), second(100, 0.06)], BOTH)
    assert [e.start for e in relation.evidence] == [0]


def test_a_users_rule_is_trusted_as_far_as_it_says():
    own = Confidence(WEIGHTS, frozenset({"r"}))
    assert unite("d", [claim(0, 0.9)], BOTH)[0].confidence < 0.9
    assert unite("d", [claim(0, 0.9)], own)[0].confidence == 0.9

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
from pipeline.relate.claim import Claim, relation_id, unite


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


def test_order_does_not_matter():
    results = {unite("d", order) for order in itertools.permutations(CLAIMS)}
    assert len(results) == 1


def test_of_two_triggers_as_good_the_first_is_told():
    """Fifty sentences, so that the order of a set can not hit upon it by chance."""
    alike = []
    for start in range(0, 5000, 100):
        one = claim(start, 0.6)
        later = replace(one.evidence, trigger=Span(start + 9, start + 12))
        alike += [replace(one, evidence=later), one]
    (relation,) = unite("d", alike)
    assert [piece.trigger.start - piece.start for piece in relation.evidence] == [5] * 50


def test_asserted_wins_and_states_unite():
    (relation,) = unite("d", CLAIMS)
    assert relation.certainty == "asserted"
    assert relation.state == (State.MUTATION, State.AMPLIFICATION)
    assert [e.start for e in relation.evidence] == [0, 100, 200]


def test_confidence_grows_with_sentences_but_not_with_copies_of_one():
    one = unite("d", [claim(0, 0.6)])[0].confidence
    again = unite("d", [claim(0, 0.6), claim(0, 0.6)])[0].confidence
    two = unite("d", [claim(0, 0.6), claim(100, 0.6)])[0].confidence
    assert one == again == pytest.approx(0.6)
    assert one < two < 1


def test_polarities_stay_two_relations():
    both = unite("d", [claim(0, 0.6), claim(100, 0.6, polarity="negative")])
    assert sorted(r.polarity for r in both) == ["negative", "positive"]
    assert len({r.id for r in both}) == 2


def test_ids_are_stable_and_of_one_document():
    key = ("CAUSES_RESISTANCE", "x:MET", "x:osimertinib", "positive")
    assert relation_id("d", key) == relation_id("d", key)
    assert relation_id("d", key) != relation_id("e", key)
    assert len(relation_id("d", key)) == 16

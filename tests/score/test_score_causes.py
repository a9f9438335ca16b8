"""Why relations are missed or false: hand-worked cases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scoring import gold, predicted

from pipeline.gold import GoldArgument, GoldEvidence
from pipeline.model import Evidence, Span
from pipeline.score import CAUSES, score

TEXT = "abcdefghij"
ALL = ["Gene 0-1 a", "Gene 2-3 b", "Drug 4-5 x", "Drug 6-7 y"]
LESS = [m for m in ALL if not m.endswith("a")]

# name: (predicted mentions, gold relations, predicted relations, causes of misses, of false)
CASES = {
    "nothing is predicted of what is there": (ALL, ["C+a>x"], [], ["statement"], []),
    "the other polarity": (ALL, ["C+a>x"], ["C-a>x"], ["polarity"], ["polarity"]),
    "the other kind": (ALL, ["C+a>x"], ["O+a>x"], ["wrong kind"], ["wrong kind"]),
    "the other kind and polarity": (ALL, ["C+a>x"], ["O-a>x"], ["wrong kind"], ["wrong kind"]),
    "both kinds in gold, one found": (ALL, ["C+a>x", "O+a>x"], ["C+a>x"], ["statement"], []),
    "both polarities in gold, one found": (ALL, ["C+a>x", "C-a>x"], ["C+a>x"], ["statement"], []),
    "one kind in gold, both found": (ALL, ["C+a>x"], ["C+a>x", "O+a>x"], [], ["wrong kind"]),
    "another therapy": (ALL, ["C+a>x"], ["C+a>y"], ["wrong argument"], ["wrong argument"]),
    "another cause": (ALL, ["C+a>x"], ["C+b>x"], ["wrong argument"], ["wrong argument"]),
    "another therapy that gold has too": (ALL, ["C+a>x", "C+a>y"], ["C+a>y"], ["statement"], []),
    "both arguments differ": (ALL, ["C+a>x"], ["C+b>y"], ["statement"], ["statement"]),
    "a mention is missed": (LESS, ["C+a>x"], [], ["mention missed"], []),
    "a mention has another id": ([*LESS, "Gene 0-1 c"], ["C+a>x"], [], ["wrong id"], []),
    "a mention of another type": ([*LESS, "Drug 0-1 c"], ["C+a>x"], [], ["wrong id"], []),
    "a false mention": ([*ALL, "Gene 8-9 c"], [], ["C+c>x"], [], ["mention not in gold"]),
    "a false id": ([*LESS, "Gene 0-1 c"], [], ["C+c>x"], [], ["wrong id"]),
    "acceptable explains a false one": (ALL, ["(C+a>x)"], ["C-a>x"], [], ["polarity"]),
}  # fmt: skip


@pytest.mark.parametrize(("found", "want", "got", "missed", "false"), CASES.values(), ids=CASES)
def test_the_cause_of_an_error(found, want, got, missed, false):
    scores = score([gold("d", ALL, want)], [predicted("d", found, got, text=TEXT)])
    assert [claim.cause for claim in scores.missed] == missed
    assert [claim.cause for claim in scores.false_alarms] == false


def test_every_cause_has_a_case():
    told = {cause for case in CASES.values() for cause in (*case[3], *case[4])}
    assert told | {"certainty", "discourse"} == set(CAUSES)


def by_discourse(document, source):
    piece = GoldEvidence((Span(8, 9),), (GoldArgument("cause", 0),), source=source)
    return replace(
        document, relations=tuple(replace(r, evidence=(piece,)) for r in document.relations)
    )


def found_by_discourse(document, source):
    piece = Evidence(0, 9, Span(8, 9), (), "rule", source, 1.0)
    return replace(
        document, relations=tuple(replace(r, evidence=(piece,)) for r in document.relations)
    )


@pytest.mark.parametrize(
    ("source", "cause"), [("explicit", "statement"), ("discourse", "discourse")]
)
def test_arguments_by_reference(source, cause):
    want = by_discourse(gold("d", ALL, ["C+a>x"]), source)
    got = found_by_discourse(predicted("d", ALL, ["C+b>y"], text=TEXT), source)
    scores = score([want], [got])
    assert [claim.cause for claim in (*scores.missed, *scores.false_alarms)] == [cause, cause]
    assert scores.relations(source=source).fn == scores.relations(source=source).fp == 1
    assert (
        scores.relations(source="explicit") + scores.relations(source="discourse")
        == scores.relations()
    )


def test_the_wrong_certainty_is_an_error_of_its_own():
    want = gold("d", ALL, ["C+a>x", "C+b>x certainty=hypothesised"])
    got = predicted(
        "d", ALL, ["C+a>x certainty=hypothesised", "C+b>x certainty=hypothesised"], text=TEXT
    )
    scores = score([want], [got])
    assert [(c.subject, c.cause) for c in scores.uncertain] == [("a", "certainty")]
    assert scores.relations(certainty="asserted").tp == 1
    assert scores.relations(certainty="hypothesised").tp == 1


def test_without_a_prediction_there_is_no_cause():
    scores = score([gold("d", ALL, ["C+a>x"])], [])
    assert [claim.cause for claim in scores.missed] == [""]


def test_without_offsets_ids_alone_tell():
    want = gold("d", ALL, ["C+a>x"], located=False)
    scores = score([want], [predicted("d", LESS, [], text=TEXT)])
    assert [claim.cause for claim in scores.missed] == ["mention missed"]

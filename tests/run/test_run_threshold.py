from __future__ import annotations

import pytest

from pipeline.errors import UsageError
from pipeline.model import Document, EntityRef, Evidence, Relation, Source, Span
from pipeline.run.options import Options
from pipeline.run.threshold import with_threshold


def relation(name: str, confidence: float) -> Relation:
    subject, therapy = EntityRef("Gene", f"hgnc:{name}", name), EntityRef("Drug", "unii:X", "x")
    evidence = Evidence(0, 9, Span(2, 4), (), "test", "explicit", confidence)
    return Relation(
        name, "CAUSES_RESISTANCE", subject, therapy, "positive", "asserted", confidence, (evidence,)
    )


HIGH, MIDDLE, LOW = relation("c", 0.9), relation("b", 0.5), relation("a", 0.1)
DOC = Document(
    "d",
    "some text",
    Source("d.txt", "0"),
    relations=(MIDDLE, HIGH),
    candidates=(LOW,),
)

CASES = {
    "none leaves all": (None, (MIDDLE, HIGH), (LOW,)),
    "zero takes all": (0.0, (LOW, MIDDLE, HIGH), ()),
    "the bound is in": (0.5, (MIDDLE, HIGH), (LOW,)),
    "raised": (0.6, (HIGH,), (LOW, MIDDLE)),
    "one takes none": (1.0, (), (LOW, MIDDLE, HIGH)),
}


@pytest.mark.parametrize(("least", "kept", "left"), CASES.values(), ids=CASES.keys())
def test_threshold_divides_anew(least, kept, left):
    doc = with_threshold(DOC, least)
    assert (doc.relations, doc.candidates) == (kept, left)


WRONG = {
    "no workers": {"workers": 0},
    "negative confidence": {"min_confidence": -0.1},
    "confidence above one": {"min_confidence": 1.1},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_options_that_make_no_sense_say_what_to_give(wrong):
    with pytest.raises(UsageError, match=f"^{next(iter(wrong))}: .*; give "):
        Options(**wrong)

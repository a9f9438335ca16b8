from __future__ import annotations

import pytest

from pipeline.cues import CueSets, RuleFile
from pipeline.errors import UsageError
from pipeline.relate import DEFAULT_THRESHOLD
from pipeline.run.options import DEFAULTS, Options
from pipeline.run.stages import relate_settings


def test_options_reach_the_stage_they_are_for():
    usual = relate_settings(DEFAULTS)
    assert usual.least == DEFAULT_THRESHOLD
    assert usual.reader
    assert not relate_settings(Options(reader=False)).reader
    asked = relate_settings(Options(min_confidence=0.0, english_model="en_other"))
    assert asked.threshold == 0.0
    assert asked.cues == usual.cues == CueSets()
    assert asked.parsers.english_model == "en_other"
    assert asked.parsers.japanese_model == usual.parsers.japanese_model
    rules = (RuleFile("mine.toml", b'language = "en"'),)
    assert relate_settings(Options(rules=rules)).cues == CueSets(rules)


WRONG = {
    "no workers": {"workers": 0},
    "negative confidence": {"min_confidence": -0.1},
    "confidence above one": {"min_confidence": 1.1},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_options_that_make_no_sense_say_what_to_give(wrong):
    with pytest.raises(UsageError, match=f"^{next(iter(wrong))}: .*; give "):
        Options(**wrong)

"""Which words of a sentence made its claim a denial, a hypothesis or one about a changed factor."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.cues import CueKind, load
from pipeline.graph import AssembledEvidence, AssembledRelation
from pipeline.model import Span
from pipeline.report.highlight import Mark
from pipeline.text import fold, is_japanese


def cue_marks(relation: AssembledRelation, piece: AssembledEvidence) -> tuple[Mark, ...]:
    """The cues in a sentence that speak for what its relation says, as ranges in the document.

    A denied relation has its words of negation marked, a hypothesised one those of doubt, one
    with states the words for these states. The cues are those that ship with taisei, found by
    their form alone: one that stands in the sentence for another reason is marked as well.
    """
    kinds = _kinds(relation)
    if not kinds:
        return ()
    text = fold(piece.text)
    cues = load("ja" if any(map(is_japanese, piece.text)) else "en").cues
    marks = {
        (kinds[cue.opens], Span(*_moved(text.to_raw(*found.span()), piece.start)))
        for cue in cues
        if cue.opens in kinds and (cue.value is None or cue.value in relation.state)
        for found in cue.pattern.finditer(text.folded)
        if found.end() > found.start()
    }
    return tuple(sorted(marks, key=lambda mark: (mark[1], mark[0])))


def _kinds(relation: AssembledRelation) -> dict[CueKind, str]:
    def told() -> Iterator[tuple[CueKind, str]]:
        if relation.polarity == "negative":
            yield CueKind.NEGATION, "negation"
        if relation.certainty == "hypothesised":
            yield CueKind.HYPOTHESIS, "hypothesis"
        if relation.state:
            yield CueKind.STATE, "state"

    return dict(told())


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by

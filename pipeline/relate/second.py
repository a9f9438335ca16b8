"""The encoder's reading of a document as claims, with a trigger and states like a frame's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.cues import Clue, CueKind, CueSets
from pipeline.model import (
    Certainty,
    Context,
    Document,
    Evidence,
    Polarity,
    RelationKind,
    Slot,
)
from pipeline.relate.claim import Claim, argument, context_of
from pipeline.text import FoldedText, view_of
from pipeline.weigh import Weighed

RULE = "reader"
LEAST = 0.05  # what the encoder thinks less likely is no claim
_HEDGED = 0.5
# What a relation is told by, the plainest first.
_TELLING = (
    CueKind.RESISTANCE,
    CueKind.SENSITISE,
    CueKind.SURVIVAL,
    CueKind.DOSE,
    CueKind.OVERCOME,
    CueKind.UNAFFECTED,
    CueKind.EFFECT,
    CueKind.PROGRESS,
    CueKind.RESTORE,
    CueKind.ACTIVE,
    CueKind.RESPOND,
    CueKind.INACTIVE,
    CueKind.RETAIN,
    CueKind.CAUSE,
    CueKind.DEPEND,
    CueKind.DOWN,
    CueKind.UP,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """The cues of one sentence, the view that they count in, and what it was seen in."""

    view: FoldedText
    clues: tuple[Clue, ...]
    context: Context


def claims_of(doc: Document, weighed: Iterable[Weighed], cues: CueSets) -> Iterator[Claim]:
    """One claim for each thing that the encoder finds likely enough.

    Args:
        doc: the document.
        weighed: what the encoder makes of its pairs.
        cues: what may be shown as the trigger.
    """
    told: dict[int, _Told] = {}
    for one in weighed:
        said: tuple[tuple[RelationKind, Polarity, float], ...] = (
            ("CAUSES_RESISTANCE", "positive", one.causes),
            ("CAUSES_RESISTANCE", "negative", one.spares),
            ("OVERCOMES", "positive", one.overcomes),
            ("OVERCOMES", "negative", one.fails),
        )
        for relation, polarity, likely in said:
            if likely < LEAST:
                continue
            index = one.pair.sentence
            if index not in told:
                told[index] = _told(doc, index, cues)
            yield Claim(
                relation,
                one.pair.subject,
                one.pair.object,
                polarity,
                _certainty(one),
                _evidence(doc, one, relation, likely, told[index]),
                one.states,
                context=told[index].context,
            )


def _certainty(one: Weighed) -> Certainty:
    return "hypothesised" if one.hypothesised >= _HEDGED else "asserted"


def _told(doc: Document, index: int, cues: CueSets) -> _Told:
    sentence = doc.sentences[index]
    view = view_of(doc, sentence.start, sentence.end)
    language = "ja" if sentence.language == "ja" else "en"
    inside = [m for m in doc.mentions if sentence.start <= m.start and m.end <= sentence.end]
    return _Told(view, cues.of(language).find(view.folded), context_of(inside))


def _evidence(
    doc: Document, one: Weighed, relation: RelationKind, likely: float, told: _Told
) -> Evidence:
    sentence = doc.sentences[one.pair.sentence]
    slot: Slot = "cause" if relation == "CAUSES_RESISTANCE" else "agent"
    clue = _trigger(told, one)
    near = one.pair.subject_back == one.pair.object_back == 0
    return Evidence(
        start=sentence.start,
        end=sentence.end,
        trigger=told.view.to_raw(clue.start, clue.end) if clue else sentence.span,
        arguments=(argument(slot, one.pair.subject), argument("therapy", one.pair.object)),
        rule=f"{clue.cue}/{RULE}" if clue else RULE,
        source="explicit" if near else "discourse",
        confidence=likely,
    )


def _trigger(told: _Told, one: Weighed) -> Clue | None:
    """The plainest cue of the sentence; of equally plain ones, the nearest to an argument."""
    named = [
        told.view.from_raw(m.start, m.end)
        for m, back in (
            (one.pair.object, one.pair.object_back),
            (one.pair.subject, one.pair.subject_back),
        )
        if not back
    ]

    def rank(clue: Clue) -> tuple[int, int, Clue]:
        gaps = [max(clue.start - s.end, s.start - clue.end, 0) for s in named]
        return _TELLING.index(clue.kind), min(gaps, default=0), clue

    return min((c for c in told.clues if c.kind in _TELLING), key=rank, default=None)

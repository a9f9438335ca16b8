"""Why each name of a document is a mention, and why the others are none.

Nothing is decided here: the same steps as in :func:`pipeline.tag.tag` run once, and what each
of them left is put into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.lexicon import Lexicon, unfit
from pipeline.model import Document, Grounding, Mention, MentionType, Span
from pipeline.tag import reasons
from pipeline.tag.ambiguity import Doubt
from pipeline.tag.candidate import Candidate
from pipeline.tag.choose import rival
from pipeline.tag.scene import DOI_ONLY, Scene, from_hit
from pipeline.tag.stage import follow, mention, name_at
from pipeline.tag.trail import Steps, Trail


class Outcome(StrEnum):
    """What became of a candidate."""

    KEPT = "kept"
    SAME = "same"  # found once more, by another rule, and as the same thing
    OVERLAPPED = "overlapped"
    REDEFINED = "redefined"
    DOUBTED = "doubted"
    BLOCKED = "blocked"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class Decision:
    """One candidate, what became of it and why; offsets are code points of ``Document.text``."""

    start: int
    end: int
    type: MentionType
    found_by: str
    groundings: tuple[Grounding, ...]
    outcome: Outcome
    reason: str
    winner: Span | None = None  # the mention that stands in its place

    @property
    def mention(self) -> Mention:
        """The candidate as the mention that it is or would have been."""
        return Mention(self.start, self.end, self.type, self.found_by, self.groundings)


_Fate = tuple[Outcome, str, Candidate | None]


def explain(doc: Document, lexicon: Lexicon, *, misses: bool = False) -> tuple[Decision, ...]:
    """Every candidate that ``tag`` had of a document, with what became of it.

    Args:
        doc: a document as ``tag`` takes it.
        lexicon: names and what they can mean.
        misses: also what the lexicon knows but its case rules and edges do not let be a
            candidate (``met`` is no MET); there are many of them.

    Returns:
        Decisions by place, the kept ones first; those are the mentions that ``tag`` gives.
    """
    trail = follow(doc, lexicon)
    found: list[Decision] = []
    for steps in trail.steps:
        for candidate, fate in _fates(steps, trail):
            found.append(_decision(steps.scene, candidate, *fate))
        if misses:
            for candidate, reason in _unfit(steps.scene):
                found.append(_decision(steps.scene, candidate, Outcome.UNFIT, reason, None))
    return tuple(sorted(found, key=_order))


def _order(decision: Decision) -> tuple[int, int, int, str, str, str]:
    rank = list(Outcome).index(decision.outcome)
    return (
        decision.start, decision.end, rank, decision.type, decision.found_by, decision.reason
    )  # fmt: skip


def _decision(
    scene: Scene, candidate: Candidate, outcome: Outcome, reason: str, winner: Candidate | None
) -> Decision:
    made = mention(scene, candidate)
    over = mention(scene, winner).span if winner is not None else None
    return Decision(
        made.start, made.end, made.type, made.found_by, made.candidates, outcome, reason, over
    )


def _fates(steps: Steps, trail: Trail) -> Iterator[tuple[Candidate, _Fate]]:
    """Each candidate of a block with what became of it; steps hand on the same objects."""
    unhidden, settled = _ids(steps.unhidden), _ids(steps.settled)
    for candidate in steps.proposed:
        if id(candidate) not in unhidden:
            yield candidate, (Outcome.BLOCKED, reasons.blocked(steps.scene, candidate), None)
    believed = []
    for verdict in steps.verdicts:
        if isinstance(verdict, Doubt):
            reason = reasons.doubted(steps.scene, verdict, trail.support)
            yield verdict.candidate, (Outcome.DOUBTED, reason, None)
            continue
        believed.append(verdict)
        if id(verdict) not in settled:
            yield verdict, _redefined(steps, trail, verdict)
    chosen = _ids(steps.chosen)
    for candidate in steps.settled:
        if id(candidate) in chosen:
            yield candidate, (Outcome.KEPT, reasons.kept(steps.scene, candidate, trail), None)
        else:
            yield candidate, _overlapped(steps, candidate)


def _ids(candidates: Sequence[Candidate]) -> frozenset[int]:
    return frozenset(map(id, candidates))


def _redefined(steps: Steps, trail: Trail, candidate: Candidate) -> _Fate:
    winner = next((c for c in steps.chosen if c.covers(candidate.start, candidate.end)), None)
    if winner is not None and _same(winner, candidate):
        return Outcome.SAME, reasons.SAME, winner
    alias = name_at(steps.scene, candidate.start, candidate.end, trail.names)
    return Outcome.REDEFINED, reasons.redefined(alias), winner


def _overlapped(steps: Steps, candidate: Candidate) -> _Fate:
    winner = rival(candidate, steps.chosen)
    if winner is None:
        return Outcome.OVERLAPPED, reasons.UNTOLD, None
    if _same(winner, candidate):
        return Outcome.SAME, reasons.SAME, winner
    return Outcome.OVERLAPPED, reasons.overlapped(steps.scene, candidate, winner), winner


def _same(one: Candidate, other: Candidate) -> bool:
    if (one.start, one.end, one.type) != (other.start, other.end, other.type):
        return False
    return [g.id for g in one.groundings[:1]] == [g.id for g in other.groundings[:1]]


def _unfit(scene: Scene) -> Iterator[tuple[Candidate, str]]:
    """What the lexicon has for the characters of a block without its being a candidate."""
    known = {(hit.start, hit.end) for hit in scene.hits}
    why = reasons.DOI_ONLY if scene.kind in DOI_ONLY else reasons.MANY_NAMES
    for hit in scene.lexicon.find(scene.text):
        if (hit.start, hit.end) not in known:
            yield from_hit(hit), why
    for miss in unfit(scene.lexicon, scene.text):
        yield from_hit(miss.hit), miss.why

"""From what single sentences claim to one relation for each claim of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Certainty, Context, Evidence, Relation, State
from pipeline.relate.claim import Claim, reference
from pipeline.relate.joint import Voices, Weights, confidence, sure_sentences
from pipeline.relate.second import RULE

Key = tuple[str, str, str, str]
_WORTH_SHOWING = 0.5  # of the best evidence's confidence; weaker sentences are not shown


def relation_id(document: str, key: Key) -> str:
    """Stable id of a document's relation: 16 hex digits of a SHA-256."""
    return hashlib.sha256("\x1f".join((document, *key)).encode()).hexdigest()[:16]


def key_of(claim: Claim) -> Key:
    """What makes claims the same relation."""
    return (claim.relation, claim.subject.id, claim.object.id, claim.polarity)


def is_second(claim: Claim) -> bool:
    """Whether the encoder makes the claim, not a frame."""
    return claim.evidence.rule.rpartition("/")[2] == RULE


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure claims are.

    ``weights``: of the joint regression; None where only frames were asked. ``own``: cues and
    links of the user, which are trusted as far as they say themselves. ``shift``: log-odds to
    add to what the regression gives.
    """

    weights: Weights | None = None
    own: frozenset[str] = frozenset()
    shift: float = 0.0

    def of(self, claims: Sequence[Claim], rival: float = 0.0) -> float:
        """The confidence in one relation, by all that claims it, and its :func:`rivals`."""
        if self.weights is None:
            return _by_frames(claims)
        trusted = max((c.evidence.confidence for c in claims if self._is_own(c)), default=0.0)
        return max(trusted, confidence(voices_of(claims, rival), self.weights, self.shift))

    def _is_own(self, claim: Claim) -> bool:
        parts = claim.evidence.rule.replace("+", "/").split("/")
        return not self.own.isdisjoint(parts)


def voices_of(claims: Iterable[Claim], rival: float = 0.0) -> Voices:
    """What each reader says of one relation; ``rival`` is what :func:`rivals` tells of it."""
    reader: dict[tuple[int, int], float] = {}
    frames = 0.0
    denied = False
    for claim in claims:
        e = claim.evidence
        denied = claim.polarity == "negative"
        if is_second(claim):
            reader[e.start, e.end] = max(reader.get((e.start, e.end), 0.0), e.confidence)
        else:
            frames = max(frames, e.confidence)
    sure = sure_sentences(list(reader.values()))
    return Voices(max(reader.values(), default=0.0), frames, sure, rival, denied)


def rivals(groups: Mapping[Key, Iterable[Claim]]) -> dict[Key, float]:
    """For each relation, how likely for the encoder its subject does the same to another object.

    Args:
        groups: all claims of a document by their key.
    """
    likely: dict[tuple[str, str], dict[str, float]] = {}
    for (kind, subject, object_, _), claims in groups.items():
        best = max((c.evidence.confidence for c in claims if is_second(c)), default=0.0)
        others = likely.setdefault((kind, subject), {})
        others[object_] = max(others.get(object_, 0.0), best)
    return {
        key: max((p for o, p in likely[key[0], key[1]].items() if o != key[2]), default=0.0)
        for key in groups
    }


def _by_frames(claims: Sequence[Claim]) -> float:
    """That of the best sentence, raised a little by each further one."""
    best: dict[tuple[int, int], float] = {}
    for claim in claims:
        e = claim.evidence
        best[e.start, e.end] = max(best.get((e.start, e.end), 0.0), e.confidence)
    doubt = 1.0
    for one in sorted(best.values(), reverse=True):
        doubt *= 1 - one if doubt == 1.0 else 1 - 0.3 * one
    return round(1 - doubt, 3)


def unite(document: str, claims: Iterable[Claim], sure: Confidence) -> tuple[Relation, ...]:
    """One relation for each (relation, subject, object, polarity), with all its evidence.

    Asserted where any sentence shown asserts; states and via are united.
    """
    groups: dict[Key, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(key_of(claim), []).append(claim)
    rival = rivals(groups)
    return tuple(_relation(document, key, groups[key], sure, rival[key]) for key in sorted(groups))


@dataclass(frozen=True, slots=True)
class _Shown:
    """One sentence's say: the evidence to show, and what it says beside."""

    evidence: Evidence
    certainty: Certainty
    claims: tuple[Claim, ...]


def _relation(
    document: str, key: Key, claims: list[Claim], sure: Confidence, rival: float
) -> Relation:
    by_sentence: dict[tuple[int, int], list[Claim]] = {}
    for claim in sorted(claims, key=_order):
        by_sentence.setdefault((claim.evidence.start, claim.evidence.end), []).append(claim)
    said = [_say(some, sure, rival) for _, some in sorted(by_sentence.items())]
    best = max(one.evidence.confidence for one in said)
    said = [one for one in said if one.evidence.confidence >= _WORTH_SHOWING * best]
    states = {state for one in said for claim in one.claims for state in claim.states}
    vias = {reference(via) for one in said for claim in one.claims for via in claim.via}
    first = claims[0]
    return Relation(
        id=relation_id(document, key),
        relation=first.relation,
        subject=reference(first.subject),
        object=reference(first.object),
        polarity=first.polarity,
        certainty="asserted" if any(s.certainty == "asserted" for s in said) else "hypothesised",
        confidence=sure.of(claims, rival),
        evidence=tuple(one.evidence for one in said),
        state=tuple(state for state in State if state in states),
        via=tuple(sorted(vias)),
        context=_contexts([claim for one in said for claim in one.claims]),
    )


def _order(claim: Claim) -> tuple[object, ...]:
    e = claim.evidence
    return (e.start, e.end, -e.confidence, e.rule, e.arguments, e.trigger, e.source)


def _say(claims: Sequence[Claim], sure: Confidence, rival: float) -> _Shown:
    """A frame shows more than the encoder: its trigger and arguments are taken where it has any."""
    frames = [c for c in claims if not is_second(c)]
    second = [c for c in claims if is_second(c)]
    shown = (frames or second)[0]
    rule = f"{shown.evidence.rule}+{RULE}" if frames and second else shown.evidence.rule
    certainty = (second or frames)[0].certainty
    evidence = replace(shown.evidence, rule=rule, confidence=sure.of(claims, rival))
    return _Shown(evidence, certainty, tuple(claims))


def _contexts(claims: list[Claim]) -> Context:
    levels = sorted({c.context.level for c in claims if c.context.level})
    order = ("clinical", "in_vivo", "in_vitro", "review")
    return Context(
        diseases=tuple(sorted({d for c in claims for d in c.context.diseases})),
        cell_lines=tuple(sorted({x for c in claims for x in c.context.cell_lines})),
        models=tuple(sorted({m for c in claims for m in c.context.models})),
        level=next((level for level in order if level in levels), None),
    )

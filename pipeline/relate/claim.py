"""A claim: one sentence's say on one relation, before a document's claims are united."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model import (
    Argument,
    Certainty,
    Context,
    EntityRef,
    Evidence,
    EvidenceSource,
    Mention,
    MentionType,
    Polarity,
    Relation,
    RelationKind,
    Slot,
    State,
)
from pipeline.relate.frame import Frame
from pipeline.relate.scene import Scene

NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one piece of evidence says."""

    relation: RelationKind
    subject: Mention
    object: Mention
    polarity: Polarity
    certainty: Certainty
    evidence: Evidence
    states: tuple[State, ...] = ()
    via: tuple[Mention, ...] = ()
    context: Context = NO_CONTEXT


@dataclass(frozen=True, slots=True)
class Say:
    """What a frame says of all that fills its slots."""

    scene: Scene
    frame: Frame
    polarity: Polarity
    certainty: Certainty
    source: EvidenceSource
    rule: str


def make_claim(
    say: Say,
    relation: RelationKind,
    subject: Mention,
    therapy: Mention,
    confidence: float,
    rule: str,
    *,
    states: tuple[State, ...] = (),
    via: tuple[Mention, ...] = (),
    denied: bool = False,
) -> Claim:
    """A claim with its evidence. ``denied`` turns the frame's polarity round."""
    slot: Slot = "cause" if relation == "CAUSES_RESISTANCE" else "agent"
    arguments = [argument(slot, subject), argument("therapy", therapy)]
    arguments += [argument("via", mention) for mention in via]
    scene, trigger = say.scene, say.frame.trigger
    evidence = Evidence(
        start=scene.sentence.start,
        end=scene.sentence.end,
        trigger=scene.tree.view.to_raw(trigger.start, trigger.end),
        arguments=tuple(arguments),
        rule=f"{say.rule}/{rule}",
        source=say.source,
        confidence=confidence,
    )
    polarity = say.polarity
    if denied:
        polarity = "positive" if polarity == "negative" else "negative"
    return Claim(
        relation, subject, therapy, polarity, say.certainty, evidence, states, via, _context(scene)
    )


def _context(scene: Scene) -> Context:
    def of(kind: MentionType) -> tuple[EntityRef, ...]:
        return tuple(sorted({reference(n.mention) for n in scene.nodes if n.type is kind}))

    return Context(diseases=of(MentionType.DISEASE), cell_lines=of(MentionType.CELL_LINE))


def reference(mention: Mention) -> EntityRef:
    """The grounded thing that a mention names."""
    return EntityRef(str(mention.type), mention.id, mention.name)


def argument(slot: Slot, mention: Mention) -> Argument:
    """A mention as an argument of evidence."""
    return Argument(slot, mention.start, mention.end)


def relation_id(document: str, key: tuple[str, str, str, str]) -> str:
    """Stable id of a document's relation: 16 hex digits of a SHA-256."""
    return hashlib.sha256("\x1f".join((document, *key)).encode()).hexdigest()[:16]


def unite(document: str, claims: Iterable[Claim]) -> tuple[Relation, ...]:
    """One relation for each (relation, subject, object, polarity), with all its evidence.

    Asserted where any evidence asserts; states and via are united; confidence is that of
    the best evidence, raised a little by each further sentence.
    """
    groups: dict[tuple[str, str, str, str], list[Claim]] = {}
    for claim in claims:
        key = (claim.relation, claim.subject.id, claim.object.id, claim.polarity)
        groups.setdefault(key, []).append(claim)
    return tuple(_relation(document, key, groups[key]) for key in sorted(groups))


def _relation(document: str, key: tuple[str, str, str, str], claims: list[Claim]) -> Relation:
    first = claims[0]
    evidence = sorted(
        {claim.evidence for claim in claims},
        key=lambda e: (e.start, e.end, -e.confidence, e.rule, e.arguments, e.trigger, e.source),
    )
    sentences: dict[tuple[int, int], Evidence] = {}
    for one in evidence:
        sentences.setdefault((one.start, one.end), one)
    doubt = 1.0
    for one in sorted(sentences.values(), key=lambda e: -e.confidence):
        doubt *= 1 - one.confidence if doubt == 1.0 else 1 - 0.3 * one.confidence
    states = {state for claim in claims for state in claim.states}
    vias = {reference(via) for claim in claims for via in claim.via}
    return Relation(
        id=relation_id(document, key),
        relation=first.relation,
        subject=reference(first.subject),
        object=reference(first.object),
        polarity=first.polarity,
        certainty="asserted" if any(c.certainty == "asserted" for c in claims) else "hypothesised",
        confidence=round(1 - doubt, 3),
        evidence=tuple(sentences.values()),
        state=tuple(state for state in State if state in states),
        via=tuple(sorted(vias)),
        context=_contexts(claims),
    )


def _contexts(claims: list[Claim]) -> Context:
    levels = sorted({c.context.level for c in claims if c.context.level})
    order = ("clinical", "in_vivo", "in_vitro", "review")
    return Context(
        diseases=tuple(sorted({d for c in claims for d in c.context.diseases})),
        cell_lines=tuple(sorted({x for c in claims for x in c.context.cell_lines})),
        models=tuple(sorted({m for c in claims for m in c.context.models})),
        level=next((level for level in order if level in levels), None),
    )

"""A claim: one sentence's say on one relation, before a document's claims are united."""

from __future__ import annotations

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
        relation,
        subject,
        therapy,
        polarity,
        say.certainty,
        evidence,
        states,
        via,
        context_of(n.mention for n in scene.nodes),
    )


def context_of(mentions: Iterable[Mention]) -> Context:
    """The diseases and cell lines among a sentence's mentions."""
    found = {kind: set[EntityRef]() for kind in (MentionType.DISEASE, MentionType.CELL_LINE)}
    for mention in mentions:
        if mention.type in found:
            found[mention.type].add(reference(mention))
    diseases, lines = (tuple(sorted(some)) for some in found.values())
    return Context(diseases=diseases, cell_lines=lines)


def reference(mention: Mention) -> EntityRef:
    """The grounded thing that a mention names."""
    return EntityRef(str(mention.type), mention.id, mention.name)


def argument(slot: Slot, mention: Mention) -> Argument:
    """A mention as an argument of evidence."""
    return Argument(slot, mention.start, mention.end)

"""Reading one sentence: frames in, claims out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.cues import CueKind
from pipeline.model import (
    Certainty,
    Context,
    Evidence,
    EvidenceSource,
    Mention,
    MentionType,
    Polarity,
    RelationKind,
    Slot,
    Span,
)
from pipeline.relate import slots
from pipeline.relate.claim import Claim, argument, reference
from pipeline.relate.discourse import Memory, Told
from pipeline.relate.frame import Frame, open_frames
from pipeline.relate.scene import FACTORS, THERAPIES, Node, Scene
from pipeline.relate.scope import certainty_of, polarity_of
from pipeline.relate.slots import Filler
from pipeline.relate.structure import attach


def told_by(scene: Scene) -> Told | None:
    """The therapies that a sentence itself names as resisted."""
    found: dict[str, Mention] = {}
    for frame in open_frames(scene):
        if frame.kind in (CueKind.RESISTANCE, CueKind.SURVIVAL):
            for filler in slots.therapies(scene, frame):
                found.setdefault(filler.node.id, filler.node.mention)
    return Told(scene.index, tuple(found.values())) if found else None


def read_scene(scene: Scene, memory: Memory) -> list[Claim]:
    """Every claim that a sentence's frames make."""
    claims: list[Claim] = []
    for frame in open_frames(scene):
        if frame.kind is CueKind.UNAFFECTED:
            claims.extend(_unaffected(scene, frame))
        else:
            claims.extend(_frame_claims(scene, frame, memory))
    return claims


def _frame_claims(scene: Scene, frame: Frame, memory: Memory) -> list[Claim]:
    own = slots.therapies(scene, frame) or _topic_therapies(scene, frame)
    therapies = [(f.node.mention, f.score) for f in own]
    source: EvidenceSource = "explicit"
    rule = frame.trigger.cue
    taken = {f.node.id for f in own}
    if not therapies:
        recalled = memory.recall(scene, frame)
        if recalled is None or not _may_recall(scene, frame):
            return []
        therapies = [(m, recalled.factor) for m in recalled.therapies]
        taken = {m.id for m in recalled.therapies}
        source, rule = "discourse", f"{rule}+{recalled.rule}"
    polarity, certainty = polarity_of(scene, frame), certainty_of(scene, frame)
    if frame.operator is not None and frame.operator.kind is CueKind.CHANGE:
        if polarity == "positive":
            return []
    stated = slots.stated_causes(scene, frame, taken)
    claims: list[Claim] = []

    def make(
        relation: RelationKind,
        filler: Filler,
        said: tuple[Polarity, Certainty],
        via: Iterable[Node] = (),
    ) -> None:
        for therapy, score in therapies:
            if therapy.id != filler.node.id:
                claims.append(
                    _claim(
                        scene,
                        frame,
                        relation,
                        filler,
                        therapy,
                        said,
                        round(filler.score * score, 3),
                        source,
                        rule,
                        tuple(via),
                    )
                )

    if frame.sense == "overcome":
        if not _speaks_of_resistance(scene, frame):
            return []
        for cause in stated:
            make("CAUSES_RESISTANCE", cause, ("positive", "asserted"))
        ids = taken | {f.node.id for f in stated}
        for agent in slots.agents(scene, frame, ids):
            make("OVERCOMES", agent, (polarity, certainty), (f.node for f in stated))
        return claims
    for cause in stated or slots.causes(scene, frame, taken):
        make("CAUSES_RESISTANCE", cause, (polarity, certainty))
    return claims


def _may_recall(scene: Scene, frame: Frame) -> bool:
    """An effect without a therapy beside it may be any drug's: it recalls nothing."""
    return frame.kind in (CueKind.RESISTANCE, CueKind.SURVIVAL) or (frame.kind is CueKind.SENSITISE)


def _speaks_of_resistance(scene: Scene, frame: Frame) -> bool:
    """A better effect alone overcomes nothing; it needs a word of resistance beside it."""
    if frame.kind is not CueKind.EFFECT:
        return True
    if frame.operator is not None and frame.operator.kind is CueKind.RESTORE:
        return True
    return bool(scene.of_kind(CueKind.RESISTANCE, CueKind.SURVIVAL))


def _topic_therapies(scene: Scene, frame: Frame) -> list[Filler]:
    """The clause's own topic: Yは…効果が低下する."""
    if frame.kind is not CueKind.EFFECT or frame.sense != "cause":
        return []
    found = []
    for node in scene.nodes:
        if node.type in THERAPIES:
            where = attach(scene, node.token, frame.predicate)
            if where.role == "subject" and where.where in ("same", "above"):
                found.append(Filler(node, 0.72, "therapy:topic"))
    return slots._spread(scene, found)


def _unaffected(scene: Scene, frame: Frame) -> list[Claim]:
    """Xの影響を受けないA: what X does to others it does not do to A."""
    japanese = scene.cues.language == "ja"
    factors = [n for n in scene.nodes if n.type in FACTORS]
    if japanese:
        near = [n for n in factors if n.end <= frame.trigger.start][-1:]
        near = [n for n in near if "、" not in scene.folded[n.end : frame.trigger.start]]
    else:
        near = [n for n in factors if n.start >= frame.trigger.end][:1]
    drugs = [
        Filler(node, 0.8, "therapy:unaffected")
        for node in scene.nodes
        if node.type in THERAPIES
        and (where := attach(scene, node.token, frame.token)).where in ("same", "relative", "above")
        and where.role == "subject"
    ]
    therapies = slots._specific(scene, slots._spread(scene, drugs))
    return [
        _claim(
            scene,
            frame,
            "CAUSES_RESISTANCE",
            Filler(node, 0.8, "cause:unaffected", slots.states_of(scene, node)),
            therapy.node.mention,
            ("negative", certainty_of(scene, frame)),
            round(0.8 * therapy.score, 3),
            "explicit",
            frame.trigger.cue,
            (),
        )
        for node in near
        for therapy in therapies
    ]


def active_on_causes(scene: Scene, caused: Mapping[str, tuple[Mention, ...]]) -> list[Claim]:
    """A drug that works against a resistance-causing alteration overcomes that resistance.

    ``caused``: what each cause of this document makes cells resist (guideline 2.6).
    """
    claims: list[Claim] = []
    for clue in scene.of_kind(CueKind.ACTIVE):
        token = scene.token(clue)
        targets = [
            node
            for node in scene.nodes
            if node.id in caused
            and node.type in (MentionType.VARIANT, MentionType.GENE)
            and attach(scene, node.token, token).where == "same"
            and attach(scene, node.token, token).role in ("other", "association", "object")
        ]
        frame = Frame(clue, token, clue, token, "overcome", True)
        for target in targets:
            if target.type is MentionType.GENE and not slots.states_of(scene, target):
                continue
            taken = {m.id for m in caused[target.id]} | {target.id}
            for agent in slots.agents(scene, frame, taken):
                said = (polarity_of(scene, frame), certainty_of(scene, frame))
                for therapy in caused[target.id]:
                    if therapy.id != agent.node.id:
                        claims.append(
                            _claim(
                                scene,
                                frame,
                                "OVERCOMES",
                                agent,
                                therapy,
                                said,
                                round(agent.score * 0.8, 3),
                                "discourse",
                                f"{clue.cue}+cause",
                                (target,),
                            )
                        )
    return claims


def _claim(
    scene: Scene,
    frame: Frame,
    relation: RelationKind,
    filler: Filler,
    therapy: Mention,
    said: tuple[Polarity, Certainty],
    confidence: float,
    source: EvidenceSource,
    rule: str,
    via: tuple[Node, ...],
) -> Claim:
    sentence = scene.sentence
    slot: Slot = "cause" if relation == "CAUSES_RESISTANCE" else "agent"
    arguments = [argument(slot, filler.node.mention), argument("therapy", therapy)]
    arguments += [argument("via", node.mention) for node in via]
    evidence = Evidence(
        start=sentence.start,
        end=sentence.end,
        trigger=Span(*scene.tree.view.to_raw(frame.trigger.start, frame.trigger.end)),
        arguments=tuple(arguments),
        rule=f"{rule}/{filler.rule}",
        source=source,
        confidence=confidence,
    )
    return Claim(
        relation,
        filler.node.mention,
        therapy,
        said[0],
        said[1],
        evidence,
        filler.states,
        tuple(node.mention for node in via),
        _context(scene),
    )


def _context(scene: Scene) -> Context:
    def of(kind: MentionType) -> tuple[object, ...]:
        return tuple(sorted({reference(n.mention) for n in scene.nodes if n.type is kind}))

    return Context(
        diseases=of(MentionType.DISEASE),  # type: ignore[arg-type]
        cell_lines=of(MentionType.CELL_LINE),  # type: ignore[arg-type]
    )

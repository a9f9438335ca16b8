"""Reading one sentence: frames in, claims out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.cues import CueKind
from pipeline.model import Mention, MentionType
from pipeline.relate import reasons, slots
from pipeline.relate.claim import Claim
from pipeline.relate.discourse import Memory, Told
from pipeline.relate.filling import SURE, Filling
from pipeline.relate.frame import Frame, frames_of, open_frames
from pipeline.relate.meant import Resisted, meant_by
from pipeline.relate.scene import Node, Scene
from pipeline.relate.scope import polarity_of
from pipeline.relate.state import states_of
from pipeline.relate.trail import Read, SceneRead
from pipeline.relate.unaffected import read_unaffected


def told_by(scene: Scene) -> Told | None:
    """The therapies that a sentence itself names as resisted."""
    found: dict[str, Mention] = {}
    for frame in open_frames(scene):
        if polarity_of(scene, frame) == "negative":
            continue
        if frame.kind in (CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.DOSE) or (
            frame.kind is CueKind.EFFECT and frame.sense == "cause"
        ):
            for filler in slots.therapies(scene, frame):
                if not filler.denied:
                    found.setdefault(filler.node.id, filler.node.mention)
    if not found and any(_is_general(frame) for frame in open_frames(scene)):
        # "Methotrexate is widely used, but resistance is common."
        drugs = {n.id: n.mention for n in scene.nodes if n.type is MentionType.DRUG}
        found = drugs if len(drugs) == 1 else {}
    return Told(scene.index, tuple(found.values())) if found else None


def _is_general(frame: Frame) -> bool:
    plain = frame.kind is CueKind.RESISTANCE and frame.operator is None
    return plain and not frame.carried and not frame.trigger.cue.endswith("back-reference")


def read_scene(scene: Scene, memory: Memory, before: Sequence[Mention]) -> SceneRead:
    """What a sentence's frames claim, and who was looked at for their slots.

    Args:
        scene: the sentence.
        memory: what the document tells to be resisted.
        before: causes that the sentence before spoke of, for pronouns.
    """
    frames, shut = frames_of(scene)
    busy = slots.resisted(scene, frames)
    found: list[tuple[Frame, Read]] = []
    earlier: list[Resisted] = []
    named = _named_by(scene, frames)
    for frame in frames:
        if not memory.on_topic:
            found.append((frame, Read(why=reasons.OFF_TOPIC)))
            continue  # a lesser effect of any drug on anything
        if frame.kind is CueKind.UNAFFECTED:
            found.append((frame, Read(claims=tuple(read_unaffected(scene, frame)))))
            continue
        held = earlier or (named if frame.kind is CueKind.SENSITISE else [])
        meant = meant_by(scene, frame, memory, busy, held)
        filling = Filling(scene, frame, memory, busy, tuple(before))
        found.append((frame, filling.read(meant)))
        if meant.therapies:
            earlier = [t for t in meant.therapies if not t.denied]
    return SceneRead(scene, tuple(found), tuple(shut))


def _named_by(scene: Scene, frames: Sequence[Frame]) -> list[Resisted]:
    """What the sentence's resistances are to: "A sensitised Y-resistant cells" needs no more."""
    found = {
        f.node.id: Resisted(f.node.mention, f.score)
        for frame in frames
        if frame.kind is CueKind.RESISTANCE
        for f in slots.therapies(scene, frame)
        if not f.denied
    }
    return list(found.values())


def factors_of(scene: Scene, claims: Sequence[Claim]) -> list[Mention]:
    """What a pronoun in the next sentence may stand for: causes, else the factors named."""
    causal = [
        c.subject
        for c in claims
        if c.relation == "CAUSES_RESISTANCE" and c.evidence.confidence >= SURE
    ]
    named = [
        n.mention
        for n in scene.nodes
        if n.type is MentionType.VARIANT or (n.type is MentionType.GENE and _altered(scene, n))
    ]
    chosen = causal or named
    return list({m.id: m for m in chosen}.values())


def _altered(scene: Scene, node: Node) -> bool:
    return bool(states_of(scene, node))

"""Which therapies a frame speaks of: its own, an earlier frame's, or the discourse's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.cues import CueKind
from pipeline.model import EvidenceSource, Mention
from pipeline.relate import reasons, slots
from pipeline.relate.actors import causes
from pipeline.relate.discourse import Memory
from pipeline.relate.frame import Frame
from pipeline.relate.scene import Scene
from pipeline.relate.trail import Considered, considered

_INHERITED = 0.85  # a therapy taken from an earlier frame of the same sentence


@dataclass(frozen=True, slots=True)
class Resisted:
    """A therapy of a frame: named in the sentence, or recalled."""

    mention: Mention
    score: float
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """The therapies of a frame. ``slots``: who was looked at; ``why``: what left it without any."""

    therapies: list[Resisted]
    source: EvidenceSource
    rule: str
    slots: tuple[Considered, ...]
    why: str = ""


def meant_by(
    scene: Scene,
    frame: Frame,
    memory: Memory,
    busy: frozenset[int],
    earlier: list[Resisted],
) -> Meant:
    """The frame's own therapies, else an earlier frame's, else the discourse's."""
    cue = frame.trigger.cue
    own = slots.choose_therapies(scene, frame)
    seen = considered("therapy", own)
    if own.fillers:
        found = [Resisted(f.node.mention, f.score, f.denied) for f in own.fillers]
        return Meant(found, "explicit", cue, seen)
    if earlier:
        taken = [Resisted(t.mention, round(t.score * _INHERITED, 3)) for t in earlier]
        return _taken(taken, "explicit", cue, "same-sentence", seen)
    why = _unclear(scene, frame, memory, busy)
    if why:
        return Meant([], "explicit", cue, seen, why)
    recalled = memory.recall(scene, frame)
    if recalled is None or _names_another(scene, frame):
        why = reasons.NONE_TOLD if recalled is None else reasons.OTHER_THAN_THERAPY
        return Meant([], "explicit", cue, seen, why)
    found = [Resisted(m, recalled.factor) for m in recalled.mentions]
    return _taken(found, "discourse", cue, recalled.rule, seen)


def _unclear(scene: Scene, frame: Frame, memory: Memory, busy: frozenset[int]) -> str:
    """Why the discourse can not tell which therapy is meant; empty where it can."""
    effect = frame.kind in (CueKind.EFFECT, CueKind.DOSE)
    if effect and not _of_carriers(scene, frame, busy) and not _of_resistant_cells(scene, frame):
        return reasons.ANY_DRUG
    back = frame.trigger.cue.endswith(".back-reference")
    back = back or frame.kind is CueKind.OVERCOME
    return reasons.NOT_FRESH if back and not memory.is_fresh(scene) else ""


def _of_carriers(scene: Scene, frame: Frame, busy: frozenset[int]) -> bool:
    """Whether the effect is said of patients or cells that a factor sets apart."""
    if frame.sense != "cause":
        return False
    found = causes(scene, frame, set(), busy)
    return any(":carrier." in f.rule and f.states for f in found)


def _of_resistant_cells(scene: Scene, frame: Frame) -> bool:
    """Whether the effect comes back in cells that resist: 耐性細胞の感受性を回復した."""
    kinds = (CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.THOSE_CELLS)
    return frame.sense == "overcome" and bool(scene.of_kind(*kinds))


def _taken(
    found: list[Resisted],
    source: EvidenceSource,
    cue: str,
    by: str,
    seen: tuple[Considered, ...],
) -> Meant:
    """Therapies that the frame itself does not name."""
    more = tuple(Considered("therapy", t.mention, t.score, by) for t in found)
    return Meant(found, source, f"{cue}+{by}", (*more, *seen))


def _names_another(scene: Scene, frame: Frame) -> bool:
    """Whether the trigger is said of something that is no therapy here: "sensitive to X-rays"."""
    if frame.kind is CueKind.PROGRESS:
        return True
    after = scene.folded[frame.trigger.end :]
    if scene.cues.language == "en":
        return _TO_ANOTHER.match(after) is not None
    return False


_TO_ANOTHER = re.compile(
    r"(?: again| once more)?(?: [\w-]+){0,3}? (?:to|from) "
    r"(?!(?:the|this|that|these|those|it|its|their|them|treatment|therapy|drugs?|be|both|do|either))"
)

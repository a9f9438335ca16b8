"""What a document has spoken of so far: the therapy that この耐性 or "these cells" refer to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.cues import CueKind
from pipeline.model import Mention, MentionType
from pipeline.relate.frame import Frame
from pipeline.relate.scene import Scene

_WINDOW = 6  # sentences back in which a resistance is still the one spoken of
_BY_REFERENCE = 0.85
_BY_NEARNESS = 0.72
_BY_TOPIC = 0.62


@dataclass(frozen=True, slots=True)
class Told:
    """Therapies that one sentence names as resisted."""

    sentence: int
    therapies: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """Therapies found outside the sentence, with a factor for the confidence."""

    therapies: tuple[Mention, ...]
    factor: float
    rule: str


@dataclass(frozen=True)
class Memory:
    """Everything that the document's sentences tell about what is resisted."""

    told: tuple[Told, ...]

    def recall(self, scene: Scene, frame: Frame) -> Recalled | None:
        """The therapy that a frame without one most likely speaks of."""
        earlier = [t for t in self.told if t.sentence < scene.index]
        near = [t for t in earlier if scene.index - t.sentence <= _WINDOW]
        if near:
            named = _is_referred(scene, frame)
            factor = _BY_REFERENCE if named else _BY_NEARNESS
            rule = "discourse:reference" if named else "discourse:near"
            return Recalled(_prefer_specific(near), factor, rule)
        topic = self._topic()
        return Recalled(topic, _BY_TOPIC, "discourse:topic") if topic else None

    def _topic(self) -> tuple[Mention, ...]:
        counts = Counter(m.id for told in self.told for m in told.therapies)
        if not counts:
            return ()
        most = max(counts.values())
        leaders = sorted(id for id, count in counts.items() if count == most)
        if len(leaders) > 1:
            return ()
        return tuple(m for told in self.told for m in told.therapies if m.id == leaders[0])[:1]


def _prefer_specific(near: list[Told]) -> tuple[Mention, ...]:
    """The last told; but a named drug told shortly before beats a class told since."""
    last = near[-1]
    if all(m.type is MentionType.DRUG_CLASS for m in last.therapies):
        for told in reversed(near):
            drugs = tuple(m for m in told.therapies if m.type is MentionType.DRUG)
            if drugs and last.sentence - told.sentence <= 2:
                return drugs
    return last.therapies


def _is_referred(scene: Scene, frame: Frame) -> bool:
    if frame.carried:
        return True
    before = frame.trigger.start
    return any(
        clue.end <= before and before - clue.end <= 24 for clue in scene.of_kind(CueKind.ANAPHOR)
    )

"""What a document has spoken of so far: the therapy that この耐性 or "these cells" refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.cues import Clue, CueKind
from pipeline.model import BlockKind, Document, Mention, MentionType
from pipeline.relate.frame import Frame
from pipeline.relate.scene import FACTORS, Scene

_WINDOW = 8  # sentences back in which a resistance is still the one spoken of
_BY_REFERENCE = 0.85
_BY_NEARNESS = 0.72
_BY_TOPIC = 0.62
_GIVEN_WINDOW = 2  # sentences
_COUNT_WEIGHT = 0.08  # a therapy that the document names often outweighs a nearer, rare one
_TITLE_WEIGHT = 0.25
_CLASS_PENALTY = 0.15


@dataclass(frozen=True, slots=True)
class Told:
    """Therapies that one sentence names as resisted."""

    sentence: int
    therapies: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Recalled:
    """Mentions found outside the sentence, with a factor for the confidence."""

    mentions: tuple[Mention, ...]
    factor: float
    rule: str


@dataclass(frozen=True)
class Memory:
    """Everything that the document's sentences tell about what is resisted."""

    doc: Document
    told: tuple[Told, ...]
    on_topic: bool = True  # the document speaks of cancer or of resistance

    def recall(self, scene: Scene, frame: Frame) -> Recalled | None:
        """The therapy that a frame without one most likely speaks of."""
        near = [t for t in self.told if 0 < scene.index - t.sentence <= _WINDOW]
        if near:
            named = _is_referred(scene, frame)
            factor = _BY_REFERENCE if named else _BY_NEARNESS
            rule = "discourse:reference" if named else "discourse:near"
            best = max(near, key=lambda told: (self._weight(told, scene.index), told.sentence))
            return Recalled(best.therapies, factor, rule)
        if not self.told:
            return self._last_given(scene)
        counts = self.counts
        first = max(self.told, key=lambda t: (max(counts[m.id] for m in t.therapies), -t.sentence))
        return Recalled(first.therapies, _BY_TOPIC, "discourse:topic")

    def only_drug_before(self, scene: Scene) -> Mention | None:
        """The drug of the sentence before, where it names just one."""
        if scene.index == 0:
            return None
        sentence = self.doc.sentences[scene.index - 1]
        drugs = {
            m.id: m
            for m in self.doc.mentions
            if m.type is MentionType.DRUG and sentence.start <= m.start < sentence.end
        }
        return next(iter(drugs.values())) if len(drugs) == 1 else None

    def is_fresh(self, scene: Scene) -> bool:
        """Whether a resistance was told in this sentence or the two before."""
        return any(0 <= scene.index - told.sentence <= _GIVEN_WINDOW for told in self.told)

    def _last_given(self, scene: Scene) -> Recalled | None:
        """Where no therapy is said to be resisted: the one drug named shortly before."""
        first = max(0, scene.index - _GIVEN_WINDOW)
        start, end = self.doc.sentences[first].start, scene.sentence.end
        drugs = {
            m.id: m
            for m in self.doc.mentions
            if m.type in (MentionType.DRUG, MentionType.DRUG_CLASS) and start <= m.start < end
        }
        named = {id: m for id, m in drugs.items() if m.type is MentionType.DRUG} or drugs
        here = [m for m in named.values() if scene.sentence.start <= m.start < end]
        if len(named) != 1:
            return None
        factor = _BY_NEARNESS if here else _BY_TOPIC
        return Recalled(tuple(named.values()), factor, "discourse:only-drug")

    def knows(self, therapy: Mention) -> bool:
        """Whether the document speaks of resistance to this therapy."""
        return self.counts[therapy.id] > 0

    @cached_property
    def counts(self) -> Counter[str]:
        """For each therapy: in how many sentences it is said to be resisted."""
        return Counter(id for told in self.told for id in {m.id for m in told.therapies})

    def _weight(self, told: Told, now: int) -> float:
        often = max(self.counts[m.id] for m in told.therapies)
        titled = any(self._in_title(m.id) for m in told.therapies)
        general = all(m.type is MentionType.DRUG_CLASS for m in told.therapies)
        return (
            1 / (now - told.sentence)
            + _COUNT_WEIGHT * min(often, 6)
            + _TITLE_WEIGHT * titled
            - _CLASS_PENALTY * general
        )

    def _in_title(self, id: str) -> bool:
        return id in self._title_ids

    @cached_property
    def _title_ids(self) -> frozenset[str]:
        titles = [b for b in self.doc.blocks if b.kind is BlockKind.TITLE]
        return frozenset(
            m.id for m in self.doc.mentions if any(t.start <= m.start < t.end for t in titles)
        )


def _is_referred(scene: Scene, frame: Frame) -> bool:
    if frame.carried:
        return True
    before = frame.trigger.start
    return any(
        clue.end <= before and before - clue.end <= 24 for clue in scene.of_kind(CueKind.ANAPHOR)
    )


def recall_factors(scene: Scene, frame: Frame, before: Iterable[Mention]) -> Recalled | None:
    """Factors of the sentence before, where a pronoun stands for them: both, これらの変異."""
    focus = frame.operator or frame.trigger
    japanese = scene.cues.language == "ja"
    for clue in scene.of_kind(CueKind.PRONOUN):
        if not clue.end <= focus.start or not _stands_for_factors(scene, clue):
            continue
        between = scene.folded[clue.end : focus.start]
        if len(between) <= (60 if japanese else 45) and not set(between) & set(";。"):
            factors = _earlier_factors(scene, clue) or tuple(before)
            return Recalled(factors, 0.7, "discourse:pronoun") if factors else None
    return None


def _stands_for_factors(scene: Scene, clue: Clue) -> bool:
    """A pronoun as a subject or an instrument, or a phrase like "these mutations"."""
    token = scene.tree.tokens[scene.token(clue)]
    if token.pos == "NOUN":
        return True
    return token.pos == "PRON" and token.dep.partition(":")[0] in ("nsubj", "obl", "nmod")


def _earlier_factors(scene: Scene, clue: Clue) -> tuple[Mention, ...]:
    """Factors named in the same sentence before the pronoun, the last group of them."""
    named = [n for n in scene.nodes if n.type in FACTORS and n.end <= clue.start]
    if not named:
        return ()
    return tuple(n.mention for n in scene.with_coordinated(named[-1]))

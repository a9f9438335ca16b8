"""Reading one sentence: frames in, claims out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.cues import CueKind
from pipeline.model import EvidenceSource, Mention, MentionType, RelationKind, State
from pipeline.relate import slots
from pipeline.relate.actors import PERTURBED, agents, causes
from pipeline.relate.claim import Claim, Say, make_claim
from pipeline.relate.discourse import Memory, Recalled, Told, recall_factors
from pipeline.relate.frame import Frame, open_frames
from pipeline.relate.scene import THERAPIES, Node, Scene
from pipeline.relate.scope import certainty_of, polarity_of
from pipeline.relate.slots import Filler
from pipeline.relate.state import states_of
from pipeline.relate.unaffected import read_unaffected

_INHERITED = 0.85  # a therapy taken from an earlier frame of the same sentence
_UNDOING = frozenset({State.INHIBITION, State.LOSS, State.LOW_EXPRESSION, State.LOW_ACTIVITY})
_BESIDE = 24  # characters
_BY_PRONOUN = 0.7
_REFERRED = 0.85
_STILL_WORKS = 0.66  # B on cells that resist A, said of B alone
_SURE = 0.5  # causes below this are no antecedents of a later pronoun


@dataclass(frozen=True, slots=True)
class Resisted:
    """A therapy of a frame: named in the sentence, or recalled."""

    mention: Mention
    score: float
    denied: bool = False


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


def read_scene(scene: Scene, memory: Memory, before: Sequence[Mention]) -> list[Claim]:
    """Every claim that a sentence's frames make.

    Args:
        scene: the sentence.
        memory: what the document tells to be resisted.
        before: causes that the sentence before spoke of, for pronouns.
    """
    frames = open_frames(scene)
    busy = slots.resisted(scene, frames)
    claims: list[Claim] = []
    earlier: list[Resisted] = []
    named = _named_by(scene, frames)
    for frame in frames:
        if not memory.on_topic:
            break  # a lesser effect of any drug on anything
        if frame.kind is CueKind.UNAFFECTED:
            claims.extend(read_unaffected(scene, frame))
            continue
        reading = _Reading(scene, frame, memory, busy, tuple(before))
        sensitised = frame.kind is CueKind.SENSITISE
        therapies, source, rule = reading.therapies(earlier or (named if sensitised else []))
        if therapies:
            claims.extend(reading.claims(therapies, source, rule))
            earlier = [t for t in therapies if not t.denied]
    return claims


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
        if c.relation == "CAUSES_RESISTANCE" and c.evidence.confidence >= _SURE
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One frame while its slots are filled."""

    scene: Scene
    frame: Frame
    memory: Memory
    busy: frozenset[int]
    before: tuple[Mention, ...]

    def therapies(self, earlier: list[Resisted]) -> tuple[list[Resisted], EvidenceSource, str]:
        """The frame's own therapies, else an earlier frame's, else the discourse's."""
        cue = self.frame.trigger.cue
        own = slots.therapies(self.scene, self.frame)
        if own:
            return [Resisted(f.node.mention, f.score, f.denied) for f in own], "explicit", cue
        if earlier:
            taken = [Resisted(t.mention, round(t.score * _INHERITED, 3)) for t in earlier]
            return taken, "explicit", f"{cue}+same-sentence"
        effect = self.frame.kind in (CueKind.EFFECT, CueKind.DOSE)
        if (effect and not self._of_carriers() and not self._of_resistant_cells()) or (
            (cue.endswith(".back-reference") or self.frame.kind is CueKind.OVERCOME)
            and not self.memory.is_fresh(self.scene)
        ):
            # An effect without a therapy beside it may be any drug's.
            return [], "explicit", cue
        recalled = self.memory.recall(self.scene, self.frame)
        if recalled is None or _names_another(self.scene, self.frame):
            return [], "explicit", cue
        found = [Resisted(m, recalled.factor) for m in recalled.mentions]
        return found, "discourse", f"{cue}+{recalled.rule}"

    def _of_carriers(self) -> bool:
        """Whether the effect is said of patients or cells that a factor sets apart."""
        if self.frame.sense != "cause":
            return False
        found = causes(self.scene, self.frame, set(), self.busy)
        return any(":carrier." in f.rule and f.states for f in found)

    def _in_resistant_cells(self) -> bool:
        """Whether the effect is one in cells that resist, named right before it."""
        start = self.frame.trigger.start
        return any(
            0 <= start - clue.end <= _BESIDE for clue in self.scene.of_kind(CueKind.RESISTANCE)
        ) or (self.frame.kind is CueKind.RESISTANCE)

    def _of_resistant_cells(self) -> bool:
        """Whether the effect comes back in cells that resist: 耐性細胞の感受性を回復した."""
        kinds = (CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.THOSE_CELLS)
        return self.frame.sense == "overcome" and bool(self.scene.of_kind(*kinds))

    def claims(self, therapies: list[Resisted], source: EvidenceSource, rule: str) -> list[Claim]:
        """What the frame says of its therapies."""
        polarity = polarity_of(self.scene, self.frame)
        operator = self.frame.operator.kind if self.frame.operator else None
        if operator is CueKind.CHANGE and polarity == "positive":
            return []
        if operator in (CueKind.RETAIN, CueKind.INACTIVE):
            polarity = "negative"
        say = Say(
            self.scene, self.frame, polarity, certainty_of(self.scene, self.frame), source, rule
        )
        taken = {t.mention.id for t in therapies}
        spared = self._spared(say, therapies, operator)
        stated = slots.stated_causes(self.scene, self.frame, taken)
        if self.frame.sense == "overcome":
            return self._overcome(say, therapies, stated, taken)
        claims = self._causing(say, therapies, stated, taken, operator)
        # What is denied of a factor in this sentence says nothing of what the drug still does.
        return claims if any(_is_of_factor(c) for c in claims) else [*claims, *spared]

    def _causing(
        self,
        say: Say,
        therapies: list[Resisted],
        stated: list[Filler],
        taken: set[str],
        operator: CueKind | None,
    ) -> list[Claim]:
        found = stated or causes(self.scene, self.frame, taken, self.busy)
        if operator in (CueKind.RETAIN, CueKind.CHANGE) and self._in_resistant_cells():
            undone = [f for f in found if _UNDOING & set(f.states)]
            if undone:
                # Knocking it down changes nothing in resistant cells: it does not overcome.
                return self._pairs(say, "OVERCOMES", therapies, undone, ())
        if max((f.score for f in found), default=0.0) < _SURE:
            recalled = recall_factors(self.scene, self.frame, self.before)
            if recalled is not None:
                return self._recalled(say, therapies, recalled)
        return self._pairs(say, "CAUSES_RESISTANCE", therapies, found, ())

    def _spared(self, say: Say, therapies: list[Resisted], operator: CueKind | None) -> list[Claim]:
        """Cells that resist A are not cross-resistant to B: B overcomes (guideline, 11)."""
        plain = self.frame.operator is None and self.frame.kind is CueKind.RESISTANCE
        if say.polarity == "positive" or not (plain or operator is CueKind.RETAIN):
            return []
        recalled = self.memory.recall(self.scene, self.frame)
        told = self.scene.of_kind(CueKind.THOSE_CELLS, CueKind.RESISTANCE, CueKind.DOSE)
        if recalled is None or not told:
            return []
        ids = {t.mention.id for t in therapies}
        resisted = [m for m in recalled.mentions if m.id not in ids]
        positive = Say(say.scene, say.frame, "positive", say.certainty, "discourse", say.rule)
        return [
            make_claim(
                positive,
                "OVERCOMES",
                t.mention,
                m,
                round(_STILL_WORKS * recalled.factor / _REFERRED, 3),
                "agent:spared",
            )
            for t in therapies
            if t.mention.type in THERAPIES and not t.denied
            for m in resisted
        ]

    def _overcome(
        self, say: Say, therapies: list[Resisted], stated: list[Filler], taken: set[str]
    ) -> list[Claim]:
        ids = taken | {f.node.id for f in stated}
        found = agents(self.scene, self.frame, ids, self.busy)
        if max((f.score for f in found), default=0.0) < _SURE:
            found = self._drug_before(taken) or found
        if not self._speaks_of_resistance():
            found = [f for f in found if self._undoes(f, therapies)]
        via = tuple(f.node.mention for f in stated)
        presupposed = Say(say.scene, say.frame, "positive", "asserted", say.source, say.rule)
        return [
            *self._pairs(presupposed, "CAUSES_RESISTANCE", therapies, stated, ()),
            *self._pairs(say, "OVERCOMES", therapies, found, via),
        ]

    def _drug_before(self, taken: set[str]) -> list[Filler]:
        """With "it" as the subject, the one drug that the sentence before names."""
        token = self.scene.tree.tokens
        subject = any(
            token[child].pos == "PRON"
            and token[child].dep == "nsubj"
            and token[child].text.lower() in self.scene.cues.roles.bare_pronouns
            for child in self.scene.tree.children[self.frame.predicate]
        )
        drug = self.memory.only_drug_before(self.scene) if subject else None
        if drug is None or drug.id in taken:
            return []
        node = Node(self.scene.doc.mentions.index(drug), drug, 0, 1, self.frame.predicate)
        return [Filler(node, _BY_PRONOUN, "agent:pronoun")]

    def _speaks_of_resistance(self) -> bool:
        """A better effect alone overcomes nothing; it needs a word of resistance beside it."""
        if self.frame.kind is not CueKind.EFFECT:
            return True
        if self.frame.operator is not None and self.frame.operator.kind is CueKind.RESTORE:
            return True
        return bool(self.scene.of_kind(CueKind.RESISTANCE, CueKind.SURVIVAL))

    def _undoes(self, filler: Filler, therapies: list[Resisted]) -> bool:
        """A changed gene makes a therapy work better that the document knows as resisted."""
        return bool(PERTURBED & set(filler.states)) and any(
            self.memory.knows(t.mention) for t in therapies
        )

    def _pairs(
        self,
        say: Say,
        relation: RelationKind,
        therapies: list[Resisted],
        found: list[Filler],
        via: tuple[Mention, ...],
    ) -> list[Claim]:
        claims = []
        for filler, therapy in _paired(self.scene, found, therapies):
            if filler.node.id == therapy.mention.id:
                continue
            score = round(filler.score * therapy.score, 3)
            denied = filler.denied != therapy.denied
            claims.append(
                make_claim(
                    say,
                    relation,
                    filler.node.mention,
                    therapy.mention,
                    score,
                    filler.rule,
                    states=filler.states,
                    via=via,
                    denied=denied,
                )
            )
        return claims

    def _recalled(self, say: Say, therapies: list[Resisted], recalled: Recalled) -> list[Claim]:
        by_discourse = Say(say.scene, say.frame, say.polarity, say.certainty, "discourse", say.rule)
        return [
            make_claim(
                by_discourse,
                "CAUSES_RESISTANCE",
                factor,
                therapy.mention,
                round(recalled.factor * therapy.score, 3),
                recalled.rule,
                denied=therapy.denied,
            )
            for factor in recalled.mentions
            for therapy in therapies
            if factor.id != therapy.mention.id
        ]


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


def _paired(
    scene: Scene, found: list[Filler], therapies: list[Resisted]
) -> list[tuple[Filler, Resisted]]:
    """Every pair; with "respectively" or それぞれ the n-th of one with the n-th of the other."""
    if scene.of_kind(CueKind.PAIRING) and len(therapies) > 1:
        variants = [f for f in found if f.node.type is MentionType.VARIANT]
        for row in (found, variants):
            if len(row) == len(therapies):
                return list(zip(row, therapies, strict=True))
    return [(filler, therapy) for filler in found for therapy in therapies]


def _is_of_factor(claim: Claim) -> bool:
    """Whether the sentence says it of the factor, not of cells that carry the factor."""
    evidence = claim.evidence
    return evidence.source == "explicit" and "/cause:same." in evidence.rule

"""One frame while its slots are filled: who resists what, by whom, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.cues import CueKind
from pipeline.model import Mention, MentionType, Polarity, RelationKind, State
from pipeline.relate import reasons, slots
from pipeline.relate.actors import PERTURBED, choose_agents, choose_causes
from pipeline.relate.choice import Choice, Filler
from pipeline.relate.claim import Claim, Say, make_claim
from pipeline.relate.discourse import Memory, Recalled, recall_factors
from pipeline.relate.frame import Frame
from pipeline.relate.meant import Meant, Resisted
from pipeline.relate.scene import THERAPIES, Node, Scene
from pipeline.relate.scope import certainty_of, polarity_of
from pipeline.relate.trail import Considered, Read, Unpaired, considered

_UNDOING = frozenset({State.INHIBITION, State.LOSS, State.LOW_EXPRESSION, State.LOW_ACTIVITY})
_BESIDE = 24  # characters
_BY_PRONOUN = 0.7
_REFERRED = 0.85
_STILL_WORKS = 0.66  # B on cells that resist A, said of B alone
SURE = 0.5  # causes below this are no antecedents of a later pronoun


@dataclass(frozen=True, slots=True)
class Filling:
    """One frame while its slots are filled."""

    scene: Scene
    frame: Frame
    memory: Memory
    busy: frozenset[int]
    before: tuple[Mention, ...]

    def _in_resistant_cells(self) -> bool:
        """Whether the effect is one in cells that resist, named right before it."""
        start = self.frame.trigger.start
        return any(
            0 <= start - clue.end <= _BESIDE for clue in self.scene.of_kind(CueKind.RESISTANCE)
        ) or (self.frame.kind is CueKind.RESISTANCE)

    def read(self, meant: Meant) -> Read:
        """What the frame says of its therapies."""
        therapies, seen = meant.therapies, Read(slots=meant.slots, why=meant.why)
        if not therapies:
            return seen
        operator = self.frame.operator.kind if self.frame.operator else None
        polarity = said_polarity(self.scene, self.frame)
        if operator is CueKind.CHANGE and polarity == "positive":
            return seen + Read(why=reasons.NO_DIRECTION)
        certainty = certainty_of(self.scene, self.frame)
        say = Say(self.scene, self.frame, polarity, certainty, meant.source, meant.rule)
        taken = {t.mention.id for t in therapies}
        spared = self._spared(say, therapies, operator)
        stated = slots.choose_stated(self.scene, self.frame, taken)
        if self.frame.sense == "overcome":
            return seen + self._overcome(say, therapies, stated, taken)
        blamed = self._causing(say, therapies, stated, taken, operator)
        if any(_is_of_factor(claim) for claim in blamed.claims):
            why = reasons.FACTOR_DENIED
            return seen + blamed + Read(dropped=tuple(_unpaired(c, why) for c in spared))
        return seen + blamed + Read(claims=tuple(spared))

    def _causing(
        self,
        say: Say,
        therapies: list[Resisted],
        stated: Choice,
        taken: set[str],
        operator: CueKind | None,
    ) -> Read:
        choice = stated
        if not stated.fillers:
            choice = choose_causes(self.scene, self.frame, taken, self.busy)
        found = choice.fillers
        if operator in (CueKind.RETAIN, CueKind.CHANGE) and self._in_resistant_cells():
            undone = [f for f in found if _UNDOING & set(f.states)]
            if undone:
                # Knocking it down changes nothing in resistant cells: it does not overcome.
                seen = considered("agent", choice.then(undone, reasons.STILL_THERE))
                return Read(slots=seen) + self._pairs(say, "OVERCOMES", therapies, undone, ())
        if max((f.score for f in found), default=0.0) < SURE:
            recalled = recall_factors(self.scene, self.frame, self.before)
            if recalled is not None:
                seen = considered("cause", choice.then([], reasons.PRONOUN_INSTEAD))
                return Read(slots=seen) + self._recalled(say, therapies, recalled)
        seen = considered("cause", choice)
        return Read(slots=seen) + self._pairs(say, "CAUSES_RESISTANCE", therapies, found, ())

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
        self, say: Say, therapies: list[Resisted], stated: Choice, taken: set[str]
    ) -> Read:
        ids = taken | {f.node.id for f in stated.fillers}
        choice = choose_agents(self.scene, self.frame, ids, self.busy)
        if max((f.score for f in choice.fillers), default=0.0) < SURE:
            drug = self._drug_before(taken)
            choice = choice.then(drug, reasons.PRONOUN_INSTEAD) if drug else choice
        if not self._speaks_of_resistance():
            undoing = [f for f in choice.fillers if self._undoes(f, therapies)]
            choice = choice.then(undoing, reasons.MERE_EFFECT)
        via = tuple(f.node.mention for f in stated.fillers)
        presupposed = Say(say.scene, say.frame, "positive", "asserted", say.source, say.rule)
        return (
            Read(slots=(*considered("cause", stated), *considered("agent", choice)))
            + self._pairs(presupposed, "CAUSES_RESISTANCE", therapies, stated.fillers, ())
            + self._pairs(say, "OVERCOMES", therapies, choice.fillers, via)
        )

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
    ) -> Read:
        claims = []
        paired = _paired(self.scene, found, therapies)
        dropped = [
            Unpaired(filler.node.mention, therapy.mention, reasons.RESPECTIVELY)
            for filler in found
            for therapy in therapies
            if (filler, therapy) not in paired
        ]
        for filler, therapy in paired:
            if filler.node.id == therapy.mention.id:
                dropped.append(Unpaired(filler.node.mention, therapy.mention, reasons.SAME_THING))
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
        return Read(claims=tuple(claims), dropped=tuple(dropped))

    def _recalled(self, say: Say, therapies: list[Resisted], recalled: Recalled) -> Read:
        by_discourse = Say(say.scene, say.frame, say.polarity, say.certainty, "discourse", say.rule)
        pairs = [(factor, therapy) for factor in recalled.mentions for therapy in therapies]
        claims = [
            make_claim(
                by_discourse,
                "CAUSES_RESISTANCE",
                factor,
                therapy.mention,
                round(recalled.factor * therapy.score, 3),
                recalled.rule,
                denied=therapy.denied,
            )
            for factor, therapy in pairs
            if factor.id != therapy.mention.id
        ]
        dropped = [
            Unpaired(factor, therapy.mention, reasons.SAME_THING)
            for factor, therapy in pairs
            if factor.id == therapy.mention.id
        ]
        seen = [Considered("cause", m, recalled.factor, recalled.rule) for m in recalled.mentions]
        return Read(tuple(claims), tuple(seen), tuple(dropped))


def said_polarity(scene: Scene, frame: Frame) -> Polarity:
    """What a frame says of its relation: negative where it is denied, or its operator denies."""
    operator = frame.operator.kind if frame.operator else None
    if operator in (CueKind.RETAIN, CueKind.INACTIVE):
        return "negative"
    return polarity_of(scene, frame)


def _unpaired(claim: Claim, reason: str) -> Unpaired:
    return Unpaired(claim.subject, claim.object, reason)


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

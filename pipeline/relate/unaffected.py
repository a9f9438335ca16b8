"""Two readings that no therapy slot opens: a factor that does nothing, a cause that is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.cues import Clue, CueKind
from pipeline.model import Mention, MentionType
from pipeline.relate.actors import agents
from pipeline.relate.choice import Filler, specific, spread
from pipeline.relate.claim import Claim, Say, make_claim
from pipeline.relate.frame import Frame
from pipeline.relate.scene import FACTORS, THERAPIES, Node, Scene
from pipeline.relate.scope import certainty_of, polarity_of
from pipeline.relate.state import states_of
from pipeline.relate.structure import attach

_SCORE = 0.8
_PLAIN = 0.75  # an agent has to be the plain subject or instrument of what works


def read_unaffected(scene: Scene, frame: Frame) -> list[Claim]:
    """Xの影響を受けないA: what X does to other therapies it does not do to A."""
    drugs = [
        Filler(node, _SCORE, "therapy:unaffected")
        for node in scene.nodes
        if node.type in THERAPIES
        and (where := attach(scene, node.token, frame.token)).where in ("same", "relative", "above")
        and where.role == "subject"
    ]
    say = Say(scene, frame, "negative", certainty_of(scene, frame), "explicit", frame.trigger.cue)
    return [
        make_claim(
            say,
            "CAUSES_RESISTANCE",
            node.mention,
            therapy.node.mention,
            round(_SCORE * therapy.score, 3),
            "cause:unaffected",
            states=states_of(scene, node),
        )
        for node in _factor(scene, frame)
        for therapy in specific(scene, spread(scene, drugs))
    ]


def _factor(scene: Scene, frame: Frame) -> list[Node]:
    """The factor beside the trigger; of a factor and its process (Xによる排出), the factor."""
    factors = [n for n in scene.nodes if n.type in FACTORS]
    if scene.cues.language == "ja":
        before = [
            n
            for n in factors
            if n.end <= frame.trigger.start
            and "、" not in scene.folded[n.end : frame.trigger.start]
        ]
        genes = [n for n in before if n.type is not MentionType.PROCESS]
        return (genes or before)[-1:]
    return [n for n in factors if n.start >= frame.trigger.end][:1]


def active_on_causes(
    scene: Scene, caused: Mapping[str, tuple[Mention, ...]], before: Sequence[Mention]
) -> list[Claim]:
    """A drug that works against a resistance-causing alteration overcomes that resistance.

    Args:
        scene: a sentence that itself names no resisted therapy.
        caused: what each cause of this document makes cells resist (guideline, relation 6).
        before: factors that the sentence before spoke of, for "these mutants".
    """
    claims: list[Claim] = []
    told = bool(scene.of_kind(CueKind.RESISTANCE))
    kinds = (CueKind.ACTIVE, CueKind.RESPOND, CueKind.OVERCOME, CueKind.INACTIVE)
    for clue in scene.of_kind(*kinds):
        token = scene.token(clue)
        frame = Frame(clue, token, clue, token, "overcome", True)
        polarity = "negative" if clue.kind is CueKind.INACTIVE else polarity_of(scene, frame)
        say = Say(
            scene, frame, polarity, certainty_of(scene, frame), "discourse", f"{clue.cue}+cause"
        )
        for target in _targets(scene, clue, caused, before):
            if told and target.type is MentionType.GENE:
                continue  # the sentence says itself what is resisted
            claims.extend(_claims_on(say, scene, frame, target, caused[target.id]))
    return claims


def _claims_on(
    say: Say, scene: Scene, frame: Frame, target: Mention, therapies: tuple[Mention, ...]
) -> list[Claim]:
    # The drugs that the alteration is said to resist, not their class beside them.
    named = [m for m in therapies if m.type is MentionType.DRUG] or therapies
    return [
        make_claim(
            say,
            "OVERCOMES",
            agent.node.mention,
            therapy,
            round(agent.score * _SCORE, 3),
            agent.rule,
            via=(target,),
        )
        for agent in agents(scene, frame, {target.id}, frozenset())
        if agent.node.type in THERAPIES and agent.score >= _PLAIN
        for therapy in named
        if therapy.id != agent.node.id
    ]


def _targets(
    scene: Scene,
    clue: Clue,
    caused: Mapping[str, tuple[Mention, ...]],
    before: Sequence[Mention],
) -> list[Mention]:
    """Alterations that the predicate acts on, and that cause resistance in this document."""
    token = scene.token(clue)
    answers = clue.kind is CueKind.RESPOND
    named = [
        node.mention
        for node in scene.nodes
        if node.id in caused
        and _is_alteration(scene, node)
        and _acted_on(scene, node.token, token, answers=answers)
    ]
    if named:
        return named
    pointed = any(
        _acted_on(scene, scene.token(pronoun), token, answers=answers)
        for pronoun in scene.of_kind(CueKind.PRONOUN)
    )
    return [m for m in before if m.id in caused] if pointed else []


def _is_alteration(scene: Scene, node: Node) -> bool:
    if node.type is MentionType.GENE:
        return bool(states_of(scene, node))
    return node.type is MentionType.VARIANT


def _acted_on(scene: Scene, what: int, token: int, *, answers: bool = False) -> bool:
    """Whether a predicate works on ``what``; ``answers``: it says so with that as subject."""
    where = attach(scene, what, token)
    if answers:
        return where.where in ("same", "above", "carrier") and where.role == "subject"
    return where.where in ("same", "carrier") and where.role in ("other", "association", "object")

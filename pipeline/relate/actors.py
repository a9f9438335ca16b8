"""The cause and agent slots: what the clause makes responsible, by grammar."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.cues import CueKind
from pipeline.model import MentionType, State
from pipeline.relate import reasons
from pipeline.relate.choice import (
    Choice,
    Filler,
    Lost,
    best,
    nearest_carrier,
    specific,
    spread,
    with_denied,
)
from pipeline.relate.frame import Frame
from pipeline.relate.scene import FACTORS, THERAPIES, Node, Scene
from pipeline.relate.standing import (
    AGENT_SCORES,
    CAUSE_SCORES,
    CHANGED,
    FAR,
    attachment,
    focus_of,
    needed,
    score_of,
    too_late,
)
from pipeline.relate.state import states_of
from pipeline.relate.structure import Attachment
from pipeline.weigh import KILLING

_COMPARED = 24  # characters of English, three times those of Japanese
_FOUND_IN = 0.6
# A gene overcomes resistance only when something is done to it.
PERTURBED = frozenset(
    {
        State.INHIBITION,
        State.LOSS,
        State.LOW_EXPRESSION,
        State.LOW_ACTIVITY,
        State.PRESENCE,
        State.OVEREXPRESSION,
    }
)
_CAUSAL = (CueKind.CAUSE, CueKind.DOWN, CueKind.UP)
_AGENTS = THERAPIES | {MentionType.GENE, MentionType.CHEMICAL}


def causes(scene: Scene, frame: Frame, taken: set[str], resisted: frozenset[int]) -> list[Filler]:
    """What the clause makes responsible for the resistance."""
    return choose_causes(scene, frame, taken, resisted).fillers


def choose_causes(scene: Scene, frame: Frame, taken: set[str], resisted: frozenset[int]) -> Choice:
    """The same, with what was not taken for it."""
    why = dict.fromkeys(taken, reasons.SAME_AS_THERAPY)
    nodes, lost = _candidates(scene, frame, why, resisted, FACTORS | THERAPIES)
    found = [_cause(scene, frame, node) for node in nodes]
    choice = Choice(found, lost)
    outright = [f for f in found if ":carrier." not in f.rule]
    if any(f.score >= CHANGED for f in outright):
        found = outright
        choice = choice.then(found, reasons.ONLY_CARRIED)
    choice = choice.then(best(found), reasons.UNDER_BEST)
    chosen = nearest_carrier(scene, choice.fillers, focus_of(frame).start)
    choice = choice.then(chosen, reasons.FARTHER_CARRIER)
    chain = [*chosen, *_links_of_chain(found, chosen)]
    return choice.then(with_denied(scene, spread(scene, chain)), reasons.SET_APART)


def _cause(scene: Scene, frame: Frame, node: Node) -> Filler:
    where = attachment(scene, frame, node)
    states = states_of(scene, node)
    score = score_of(scene, frame, node, where, CAUSE_SCORES)
    if frame.operator is not None and frame.operator.kind is CueKind.DEPEND:
        score = needed(scene, node, where)
    if states and where.where in ("same", "below", "above") and score < CHANGED:
        late = scene.cues.language == "ja" and too_late(scene, frame, node, where)
        score = score if late else CHANGED
    if node.type in THERAPIES:
        score = _as_cause(frame, where, score)
    elif where.where == "carrier" and not states:
        score -= 0.2
    elif node.id in KILLING and not states:
        score = 0.0
    elif node.type in (MentionType.PROCESS, MentionType.CHEMICAL):
        score -= 0.3 if where.role == "association" else 0.1
    if frame.carried and where.where != "carrier":
        # What is found in resistant cells is tied to the resistance, but loosely.
        found_in = states and where.where in ("same", "above", "relative")
        found_in = found_in and not scene.of_kind(CueKind.NEGATION)
        score = _FOUND_IN if found_in else FAR
    return Filler(node, score, f"cause:{where.where}.{where.role}", states)


def _is_way_out(node: Node) -> bool:
    """A process that may carry a resistance; not one by which therapies kill."""
    return node.type is MentionType.PROCESS and node.id not in KILLING


def _as_cause(frame: Frame, where: Attachment, score: float) -> float:
    """A drug is a cause only as the plain subject of a causal verb."""
    causal = frame.operator is not None and frame.operator.kind in _CAUSAL
    plain = where.where in ("same", "above") and where.role == "subject"
    return score - 0.3 if causal and plain else 0.0


def _links_of_chain(found: list[Filler], chosen: list[Filler]) -> list[Filler]:
    """Further links of a chain: XがYを活性化し、耐性となる holds of both X and Y."""
    held = {filler.node.index for filler in chosen}
    if not any(filler.score >= CHANGED for filler in chosen):
        return []
    return [
        filler
        for filler in found
        if filler.node.index not in held
        and (filler.states or _is_way_out(filler.node))
        and ":below." in filler.rule
        and filler.score >= CHANGED
    ]


def agents(scene: Scene, frame: Frame, taken: set[str], resisted: frozenset[int]) -> list[Filler]:
    """What the clause says to overcome the resistance."""
    return choose_agents(scene, frame, taken, resisted).fillers


def choose_agents(scene: Scene, frame: Frame, taken: set[str], resisted: frozenset[int]) -> Choice:
    """The same, with what was not taken for it."""
    found = []
    nodes, lost = _candidates(
        scene, frame, dict.fromkeys(taken, reasons.SAME_AS_OTHERS), resisted, _AGENTS
    )
    for node in nodes:
        where = attachment(scene, frame, node)
        score = score_of(scene, frame, node, where, AGENT_SCORES)
        if frame.operator is not None and frame.operator.kind is CueKind.RESPOND:
            score = needed(scene, node, where)
        states: tuple[State, ...] = ()
        if node.type is MentionType.GENE:
            states = states_of(scene, node)
            if not PERTURBED & set(states):
                lost = (*lost, Lost(node, reasons.NOTHING_DONE))
                continue
            score -= 0.04
        found.append(Filler(node, score, f"agent:{where.where}.{where.role}", states))
    choice = Choice(found, lost).then(best(found), reasons.UNDER_BEST)
    choice = choice.then(specific(scene, choice.fillers), reasons.CLASS_BESIDE_DRUG)
    chosen = with_denied(scene, spread(scene, choice.fillers))
    choice = choice.then(chosen, reasons.SET_APART)
    if any(f.node.type in THERAPIES and not f.denied for f in chosen):
        # "A lowers glutathione and restores…": the drug is the agent, not what it lowers.
        agents = [f for f in chosen if f.node.type in THERAPIES or not _is_mechanism(f)]
        return choice.then(agents, reasons.MECHANISM)
    return choice


def _is_mechanism(filler: Filler) -> bool:
    return filler.node.type is MentionType.CHEMICAL or ":below." in filler.rule


def _candidates(
    scene: Scene,
    frame: Frame,
    taken: Mapping[str, str],
    resisted: frozenset[int],
    types: frozenset[MentionType],
) -> tuple[list[Node], tuple[Lost, ...]]:
    """Who may take the slot, and who may not; ``taken`` says why of ids that may not."""

    def fault(node: Node) -> str:
        if node.id in taken:
            return taken[node.id]
        if node.index in resisted:
            return reasons.RESISTED
        if node.span.overlaps(frame.trigger.span):
            return reasons.IN_TRIGGER
        return reasons.COMPARED if _is_compared(scene, node) else ""

    judged = [(node, fault(node)) for node in scene.nodes if node.type in types]
    lost = tuple(Lost(node, reason) for node, reason in judged if reason)
    return [node for node, reason in judged if not reason], lost


def _is_compared(scene: Scene, node: Node) -> bool:
    """Whether it is only compared with: "than gefitinib", ゲフィチニブと比べて."""
    for clue in scene.of_kind(CueKind.COMPARISON):
        if scene.cues.language == "ja":
            if 0 <= clue.start - node.end <= _COMPARED // 3:
                return True
        elif 0 <= node.start - clue.end <= _COMPARED:
            return "," not in scene.folded[clue.end : node.start]
    return False

"""Filling a frame's slots from its own sentence: by link, by grammar, by coordination."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.cues import CueKind
from pipeline.model import MentionType, State
from pipeline.relate.frame import Frame
from pipeline.relate.scene import FACTORS, THERAPIES, Node, Scene
from pipeline.relate.state import states_of
from pipeline.relate.structure import Attachment, attach, climb, role_of

# How far a mention's place in the grammar speaks for its filling a slot: hand weights,
# ordered by how directly the sentence says it. (where, role) -> score.
_CAUSE_SCORES: dict[tuple[str, str], float] = {
    ("same", "subject"): 0.92,
    ("same", "instrument"): 0.95,
    ("same", "object"): 0.45,
    ("same", "association"): 0.6,
    ("below", "subject"): 0.82,
    ("below", "instrument"): 0.78,
    ("below", "object"): 0.74,
    ("above", "subject"): 0.84,
    ("above", "instrument"): 0.76,
    ("above", "object"): 0.62,
    ("relative", "subject"): 0.86,
    ("carrier", "subject"): 0.68,
    ("carrier", "association"): 0.68,
    ("carrier", "instrument"): 0.6,
    ("carrier", "object"): 0.45,
    ("carrier", "other"): 0.55,
}
_AGENT_SCORES: dict[tuple[str, str], float] = {
    ("same", "subject"): 0.9,
    ("same", "instrument"): 0.94,
    ("same", "object"): 0.4,
    ("same", "association"): 0.55,
    ("below", "subject"): 0.78,
    ("below", "instrument"): 0.84,
    ("below", "object"): 0.86,
    ("below", "association"): 0.6,
    ("above", "subject"): 0.82,
    ("above", "instrument"): 0.8,
    ("above", "object"): 0.62,
    ("relative", "subject"): 0.88,
}
_FAR = 0.3
_TIE = 0.1  # fillers this close to the best one share the slot
# A gene overcomes resistance only when something is done to it.
_PERTURBED = frozenset(
    {
        State.INHIBITION,
        State.LOSS,
        State.LOW_EXPRESSION,
        State.LOW_ACTIVITY,
        State.PRESENCE,
        State.OVEREXPRESSION,
    }
)


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention in a slot, with the score of the attachment and the rule that made it."""

    node: Node
    score: float
    rule: str
    states: tuple[State, ...] = ()


def therapies(scene: Scene, frame: Frame) -> list[Filler]:
    """Therapies that the frame's trigger is said to resist, by its own sentence."""
    found = _linked(scene, frame, "therapy", THERAPIES)
    if not found:
        found = _therapies_by_tree(scene, frame)
    return _spread(scene, _specific(scene, _best(found)))


def stated_causes(scene: Scene, frame: Frame, taken: set[str]) -> list[Filler]:
    """Causes that modify the trigger itself: Xによる耐性, "X-mediated resistance"."""
    found = [
        filler
        for filler in _linked(scene, frame, "cause", FACTORS)
        if filler.node.id not in taken and State.INHIBITION not in filler.states
    ]
    return _spread(scene, _best(found))


def causes(scene: Scene, frame: Frame, taken: set[str]) -> list[Filler]:
    """What the clause makes responsible for the resistance."""
    found = []
    for node in scene.nodes:
        if node.id in taken or node.type not in FACTORS | THERAPIES:
            continue
        where = _attachment(scene, frame, node)
        score = _CAUSE_SCORES.get((where.where, where.role), _FAR)
        states = states_of(scene, node)
        if node.type in THERAPIES:
            # A drug is a cause only as the plain subject of a causal verb.
            plain = frame.operator is not None and (where.where, where.role) == ("same", "subject")
            score = score - 0.25 if plain else 0.0
        elif where.where == "carrier" and not states:
            score -= 0.2
        elif node.type in (MentionType.PROCESS, MentionType.CHEMICAL):
            score -= 0.1
        found.append(Filler(node, score, f"cause:{where.where}.{where.role}", states))
    return _spread(scene, _best(found))


def agents(scene: Scene, frame: Frame, taken: set[str]) -> list[Filler]:
    """What the clause says to overcome the resistance."""
    found = []
    for node in scene.nodes:
        if node.id in taken or node.type not in THERAPIES | {
            MentionType.GENE,
            MentionType.CHEMICAL,
        }:
            continue
        where = _attachment(scene, frame, node)
        score = _AGENT_SCORES.get((where.where, where.role), _FAR)
        states: tuple[State, ...] = ()
        if node.type is MentionType.GENE:
            states = states_of(scene, node)
            if not _PERTURBED & set(states):
                continue
            score -= 0.04
        found.append(Filler(node, score, f"agent:{where.where}.{where.role}", states))
    return _spread(scene, _specific(scene, _best(found)))


def _attachment(scene: Scene, frame: Frame, node: Node) -> Attachment:
    """The better of the mention's attachments to the operator and to the trigger."""
    own = attach(scene, node.token, frame.predicate)
    if own.where != "far" or frame.token == frame.predicate:
        return own
    top = climb(scene, frame.token)[-1]
    other = attach(scene, node.token, top)
    return other if other.where in ("relative", "carrier") else own


def _linked(scene: Scene, frame: Frame, slot: str, types: frozenset[MentionType]) -> list[Filler]:
    """Mentions whose gap to the trigger one of the language's links spans."""
    found = []
    for node in scene.nodes:
        if node.type not in types or node.span.overlaps(frame.trigger.span):
            continue
        side = "before" if node.end <= frame.trigger.start else "after"
        ends = (
            (node.end, frame.trigger.start) if side == "before" else (frame.trigger.end, node.start)
        )
        gap = scene.gap(*ends)
        scores = [
            (link.score, link.id)
            for link in scene.cues.links
            if link.slot == slot
            and link.side == side
            and link.fits(frame.kind, frame.trigger.cue)
            and link.pattern.fullmatch(gap)
        ]
        if scores:
            score, rule = max(scores)
            states = states_of(scene, node) if slot == "cause" else ()
            found.append(Filler(node, score, rule, states))
    return found


def _therapies_by_tree(scene: Scene, frame: Frame) -> list[Filler]:
    """Where no link fits: a drug under the trigger, or its predicate's marked argument."""
    found = []
    tokens = scene.tree.tokens
    for node in scene.nodes:
        if node.type not in THERAPIES:
            continue
        path = climb(scene, node.token)
        top = path[-1]
        marker = scene.tree.marker(top)
        if frame.token in path[1:] and frame.kind is not CueKind.SURVIVAL:
            found.append(Filler(node, 0.8, "therapy:under-trigger"))
        elif tokens[top].head in (frame.token, frame.predicate) and marker in _TOWARD:
            found.append(Filler(node, 0.78, "therapy:marked"))
        elif frame.kind is CueKind.SURVIVAL and tokens[top].head == frame.token:
            if role_of(scene, top) == "object":
                found.append(Filler(node, 0.7, "therapy:object"))
    return found


_TOWARD = frozenset(
    {"に対する", "への", "に対して", "に対し", "に", "にも", "には", "to", "against"}
)


def _best(found: list[Filler]) -> list[Filler]:
    if not found:
        return []
    top = max(filler.score for filler in found)
    return [filler for filler in found if filler.score >= top - _TIE]


def _spread(scene: Scene, found: list[Filler]) -> list[Filler]:
    """Coordination spreads: what holds of one conjunct holds of all."""
    by_node: dict[int, Filler] = {}
    for filler in found:
        for node in scene.with_coordinated(filler.node):
            states = filler.states if node is filler.node else states_of(scene, node)
            score = filler.score if node is filler.node else filler.score * 0.98
            rival = by_node.get(node.index)
            if rival is None or rival.score < score:
                by_node[node.index] = Filler(node, score, filler.rule, states or filler.states)
    return [by_node[index] for index in sorted(by_node)]


def _specific(scene: Scene, found: list[Filler]) -> list[Filler]:
    """A class beside its drugs gives way to them."""
    out: list[Filler] = []
    for filler in found:
        members = scene.members(filler.node)
        if not members:
            out.append(filler)
        out.extend(Filler(node, filler.score, filler.rule) for node in members)
    return out

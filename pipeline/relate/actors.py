"""The cause and agent slots: what the clause makes responsible, by grammar."""

from __future__ import annotations

import re

from pipeline.cues import Clue, CueKind
from pipeline.model import MentionType, State
from pipeline.relate.frame import Frame
from pipeline.relate.scene import FACTORS, THERAPIES, Node, Scene
from pipeline.relate.slots import (
    Filler,
    best,
    nearest_carrier,
    specific,
    spread,
    with_denied,
)
from pipeline.relate.state import states_of
from pipeline.relate.structure import Attachment, attach, climb
from pipeline.weigh import KILLING

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
    ("above", "object"): 0.4,
    ("below", "other"): 0.55,
    ("relative", "subject"): 0.86,
    ("carrier", "subject"): 0.68,
    ("carrier", "association"): 0.68,
    ("carrier", "instrument"): 0.62,
    ("carrier", "object"): 0.5,
    ("carrier", "other"): 0.6,
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
_LINEAR = 0.72  # by word order alone, where the tree says nothing
_LINEAR_REACH = 60
_NAMED_AS = 0.75
_COMPARED = 24  # characters of English, three times those of Japanese
_FOUND_IN = 0.6
_NEEDED = 0.84
_CHANGED = 0.6  # a factor said to be changed, in the clause of the resistance
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
_CLAUSE_END = re.compile(
    r"[;:]|, (?:and|but|while|whereas|which|who|so|yet)\b|\b(?:whereas|because|although)\b"
)


def causes(scene: Scene, frame: Frame, taken: set[str], resisted: frozenset[int]) -> list[Filler]:
    """What the clause makes responsible for the resistance."""
    found = [
        _cause(scene, frame, node)
        for node in _candidates(scene, frame, taken, resisted, FACTORS | THERAPIES)
    ]
    outright = [f for f in found if ":carrier." not in f.rule]
    if any(f.score >= _CHANGED for f in outright):
        found = outright  # patients and cells with X are named, but something else is to blame
    chosen = nearest_carrier(scene, best(found), _focus(frame).start)
    return with_denied(scene, spread(scene, [*chosen, *_links_of_chain(found, chosen)]))


def _cause(scene: Scene, frame: Frame, node: Node) -> Filler:
    where = _attachment(scene, frame, node)
    states = states_of(scene, node)
    score = _score(scene, frame, node, where, _CAUSE_SCORES)
    if frame.operator is not None and frame.operator.kind is CueKind.DEPEND:
        score = _needed(scene, node, where)
    if states and where.where in ("same", "below", "above") and score < _CHANGED:
        late = scene.cues.language == "ja" and _too_late(scene, frame, node, where)
        score = score if late else _CHANGED
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
        score = _FOUND_IN if found_in else _FAR
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
    if not any(filler.score >= _CHANGED for filler in chosen):
        return []
    return [
        filler
        for filler in found
        if filler.node.index not in held
        and (filler.states or _is_way_out(filler.node))
        and ":below." in filler.rule
        and filler.score >= _CHANGED
    ]


def agents(scene: Scene, frame: Frame, taken: set[str], resisted: frozenset[int]) -> list[Filler]:
    """What the clause says to overcome the resistance."""
    found = []
    for node in _candidates(scene, frame, taken, resisted, _AGENTS):
        where = _attachment(scene, frame, node)
        score = _score(scene, frame, node, where, _AGENT_SCORES)
        if frame.operator is not None and frame.operator.kind is CueKind.RESPOND:
            score = _needed(scene, node, where)
        states: tuple[State, ...] = ()
        if node.type is MentionType.GENE:
            states = states_of(scene, node)
            if not PERTURBED & set(states):
                continue
            score -= 0.04
        found.append(Filler(node, score, f"agent:{where.where}.{where.role}", states))
    chosen = with_denied(scene, spread(scene, specific(scene, best(found))))
    if any(f.node.type in THERAPIES and not f.denied for f in chosen):
        # "A lowers glutathione and restores…": the drug is the agent, not what it lowers.
        chosen = [f for f in chosen if f.node.type in THERAPIES or not _is_mechanism(f)]
    return chosen


def _is_mechanism(filler: Filler) -> bool:
    return filler.node.type is MentionType.CHEMICAL or ":below." in filler.rule


def _candidates(
    scene: Scene,
    frame: Frame,
    taken: set[str],
    resisted: frozenset[int],
    types: frozenset[MentionType],
) -> list[Node]:
    return [
        node
        for node in scene.nodes
        if node.type in types
        and node.id not in taken
        and node.index not in resisted
        and not node.span.overlaps(frame.trigger.span)
        and not _is_compared(scene, node)
    ]


def _is_compared(scene: Scene, node: Node) -> bool:
    """Whether it is only compared with: "than gefitinib", ゲフィチニブと比べて."""
    for clue in scene.of_kind(CueKind.COMPARISON):
        if scene.cues.language == "ja":
            if 0 <= clue.start - node.end <= _COMPARED // 3:
                return True
        elif 0 <= node.start - clue.end <= _COMPARED:
            return "," not in scene.folded[clue.end : node.start]
    return False


def _score(
    scene: Scene,
    frame: Frame,
    node: Node,
    where: Attachment,
    table: dict[tuple[str, str], float],
) -> float:
    score = table.get((where.where, where.role), _FAR)
    if scene.cues.language == "en" and _behind_verb(frame, node, where):
        return _FAR
    if (where.where, where.role) == ("above", "object") and _is_named_as(scene, frame):
        score = _NAMED_AS
    if scene.cues.language == "ja" and _too_late(scene, frame, node, where):
        return _FAR
    if score < _LINEAR and scene.cues.language == "en" and where.where != "carrier":
        return max(score, _LINEAR if _in_subject_place(scene, frame, node) else _FAR)
    return score


def _needed(scene: Scene, node: Node, where: Attachment) -> float:
    """With "relies on", 依存する and 欠かせない: what is needed, not who needs it."""
    if where.where != "same":
        return _FAR
    if scene.cues.language == "ja":
        marker = scene.marker(climb(scene, node.token)[-1])
        return _FAR if marker in scene.cues.roles.topic_markers else _NEEDED
    return _FAR if where.role == "subject" else _NEEDED


def _focus(frame: Frame) -> Clue:
    return frame.operator or frame.trigger


def _too_late(scene: Scene, frame: Frame, node: Node, where: Attachment) -> bool:
    """Japanese arguments stand before their predicate, but for a noun that it modifies."""
    if node.start < max(_focus(frame).end, frame.trigger.end):
        return False
    if (
        where.where == "above"
        and where.role in ("subject", "object")
        and (_modifies_generic(scene, frame) or _is_named_as(scene, frame))
    ):
        return False
    return where.where != "relative" and where.role not in ("object", "other")


def _is_named_as(scene: Scene, frame: Frame) -> bool:
    """耐性の原因として、Xが…: what follows is what the noun names."""
    named = (frame.predicate, climb(scene, frame.token)[-1])
    return any(scene.marker(i) in scene.cues.roles.apposition_markers for i in named)


def _behind_verb(frame: Frame, node: Node, where: Attachment) -> bool:
    """English subjects stand before their verbs."""
    behind = node.start >= max(_focus(frame).end, frame.trigger.end)
    return behind and where.role == "subject" and where.where in ("above", "below")


def _modifies_generic(scene: Scene, frame: Frame) -> bool:
    """耐性を克服する薬剤として、Aが…: the drug is named by the clause above."""
    token = scene.tree.tokens[frame.predicate]
    generic = scene.cues.roles.generic_agents
    return token.dep.startswith("acl") and scene.tree.tokens[token.head].text in generic


def _in_subject_place(scene: Scene, frame: Frame, node: Node) -> bool:
    """Before the operator in its clause (active), or behind ``by`` after it."""
    focus = _focus(frame)
    if node.end <= focus.start:
        between = scene.gap(node.end, focus.start)
        return (
            len(between) <= _LINEAR_REACH
            and not _CLAUSE_END.search(between)
            and ("," not in between)
        )
    between = scene.gap(focus.end, node.start)
    return bool(re.fullmatch(r"(?: [\w-]+){0,4} (?:by|with|using)(?: [\w-]+){0,5} ", between))


def _attachment(scene: Scene, frame: Frame, node: Node) -> Attachment:
    """The better of the mention's attachments to the operator and to the trigger."""
    own = attach(scene, node.token, frame.predicate)
    if own.where != "far" or frame.token == frame.predicate:
        return own
    top = climb(scene, frame.token)[-1]
    other = attach(scene, node.token, top)
    return other if other.where in ("relative", "carrier") else own

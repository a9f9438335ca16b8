"""The therapy slot, and what fills slots by the words between: links and coordination."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.cues import CueKind
from pipeline.model import MentionType, State
from pipeline.relate.frame import Frame
from pipeline.relate.scene import FACTORS, THERAPIES, Node, Scene
from pipeline.relate.state import states_of
from pipeline.relate.structure import attach, climb, role_of
from pipeline.weigh import KILLING

_TIE = 0.1  # fillers this close to the best one share the slot
_CONJUNCT = 0.98
_WITHIN = 0.9  # 再びYが効く: the drug stands inside the trigger
_NAMED = 0.84  # a link at least this sure says what is resisted, in any frame


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention in a slot, with the score of the attachment and the rule that made it.

    ``denied``: the sentence takes it out again ("to A but not to B").
    """

    node: Node
    score: float
    rule: str
    states: tuple[State, ...] = ()
    denied: bool = False


def therapies(scene: Scene, frame: Frame) -> list[Filler]:
    """Therapies that the frame's trigger is said to resist, by its own sentence."""
    found = linked(scene, frame, "therapy", THERAPIES)
    found = found or _by_tree(scene, frame) or _by_topic(scene, frame)
    found = found or _by_treatment(scene, frame)
    if not found and frame.kind in (CueKind.RESISTANCE, CueKind.SURVIVAL):
        ways = linked(scene, frame, "therapy", frozenset({MentionType.PROCESS}))
        found = [filler for filler in ways if filler.node.id in KILLING]
    return with_denied(scene, spread(scene, specific(scene, best(found))))


def stated_causes(scene: Scene, frame: Frame, taken: set[str]) -> list[Filler]:
    """Causes that modify the trigger itself: Xによる耐性, "X-mediated resistance"."""
    found = [
        filler
        for filler in linked(scene, frame, "cause", FACTORS)
        if filler.node.id not in taken and State.INHIBITION not in filler.states
    ]
    return with_denied(scene, spread(scene, best(found)))


def resisted(scene: Scene, frames: list[Frame]) -> frozenset[int]:
    """Mentions (their index) that are plainly what some frame's cells resist."""
    return frozenset(
        filler.node.index
        for frame in frames
        if frame.kind in (CueKind.RESISTANCE, CueKind.SURVIVAL)
        for filler in therapies(scene, frame)
        if filler.score >= _NAMED
    )


def linked(scene: Scene, frame: Frame, slot: str, types: frozenset[MentionType]) -> list[Filler]:
    """Mentions whose gap to the trigger one of the language's links spans."""
    found = []
    trigger = frame.trigger
    for node in scene.nodes:
        if node.type not in types:
            continue
        if node.span.overlaps(trigger.span):
            if slot == "therapy" and trigger.span.covers(node.span):
                found.append(Filler(node, _WITHIN, "therapy:within-trigger"))
            continue
        if slot == "therapy" and _is_side_effect(scene, node):
            continue
        before = node.end <= trigger.start
        gap = scene.gap(*((node.end, trigger.start) if before else (trigger.end, node.start)))
        scores = [
            (link.score, link.id)
            for link in scene.cues.links
            if link.slot == slot
            and link.side == ("before" if before else "after")
            and link.fits(frame.kind, trigger.cue)
            and link.pattern.fullmatch(gap)
        ]
        if scores:
            score, rule = max(scores)
            states = states_of(scene, node) if slot == "cause" else ()
            found.append(Filler(node, score, rule, states))
    return found


def _is_side_effect(scene: Scene, node: Node) -> bool:
    """Whether it is as in "Y-induced cardiotoxicity": to be spared that is no resistance."""
    return scene.cues.side_effects.pattern.fullmatch(scene.folded[node.end :]) is not None


def _by_tree(scene: Scene, frame: Frame) -> list[Filler]:
    """Where no link fits: a drug under the trigger, or its predicate's marked argument."""
    found = []
    tokens = scene.tree.tokens
    toward = scene.cues.roles.toward_markers
    working = (CueKind.ACTIVE, CueKind.RESPOND, CueKind.INACTIVE)
    apart = frame.operator is not None and frame.operator.kind in working
    heads = (frame.token,) if apart else (frame.token, frame.predicate)
    for node in scene.nodes:
        if node.type not in THERAPIES:
            continue
        path = climb(scene, node.token)
        top = path[-1]
        below = path[path.index(frame.token) - 1] if frame.token in path[1:] else top
        instrument = scene.marker(below) in scene.cues.roles.instrument_markers
        if frame.token in path[1:] and frame.kind is not CueKind.SURVIVAL and not instrument:
            found.append(Filler(node, 0.8, "therapy:under-trigger"))
        elif tokens[top].head in heads and scene.marker(top) in toward:
            found.append(Filler(node, 0.78, "therapy:marked"))
        elif (
            frame.kind is CueKind.SURVIVAL
            and tokens[top].head == frame.token
            and role_of(scene, top) == "object"
        ):
            found.append(Filler(node, 0.7, "therapy:object"))
    return found


def _by_topic(scene: Scene, frame: Frame) -> list[Filler]:
    """The clause's own topic: Yは…効果が低下する."""
    if frame.kind is not CueKind.EFFECT or frame.sense != "cause":
        return []
    found = []
    for node in scene.nodes:
        if node.type in THERAPIES and node.end <= frame.trigger.start:
            where = attach(scene, node.token, frame.predicate)
            if where.role == "subject" and where.where in ("same", "above"):
                found.append(Filler(node, 0.72, "therapy:topic"))
    return found


def _by_treatment(scene: Scene, frame: Frame) -> list[Filler]:
    """What the patients were given, where nothing else says what fails: "treated with Y"."""
    effect = frame.kind is CueKind.EFFECT and frame.sense == "cause"
    effect = effect and not frame.trigger.cue.endswith((".plain", ".killing"))
    stated = frame.kind is CueKind.RESISTANCE and frame.sense == "cause" and not frame.carried
    if not effect and not stated and frame.kind is not CueKind.SURVIVAL:
        return []
    given = {scene.token(clue) for clue in scene.of_kind(CueKind.TREATMENT)}
    found = []
    for node in scene.nodes:
        if node.type not in THERAPIES:
            continue
        above = [node.token, *scene.tree.ancestors(node.token)][:4]
        if given.intersection(above) or given.intersection(scene.tree.children[node.token]):
            found.append(Filler(node, 0.74, "therapy:given"))
    return found


def best(found: list[Filler]) -> list[Filler]:
    """Fillers that tie with the best one."""
    if not found:
        return []
    top = max(filler.score for filler in found)
    return [filler for filler in found if filler.score >= top - _TIE]


def spread(scene: Scene, found: list[Filler]) -> list[Filler]:
    """Coordination spreads: what holds of one conjunct holds of all."""
    by_node: dict[int, Filler] = {}
    for filler in found:
        for node in scene.with_coordinated(filler.node):
            own = node is filler.node
            states = filler.states if own else states_of(scene, node)
            score = filler.score if own else filler.score * _CONJUNCT
            rival = by_node.get(node.index)
            if rival is None or rival.score < score:
                by_node[node.index] = Filler(node, score, filler.rule, states or filler.states)
    return [by_node[index] for index in sorted(by_node)]


def specific(scene: Scene, found: list[Filler]) -> list[Filler]:
    """A class beside its drugs gives way to them."""
    out: list[Filler] = []
    for filler in found:
        members = scene.members(filler.node)
        if not members:
            out.append(filler)
        out.extend(Filler(node, filler.score, filler.rule) for node in members)
    return out


def nearest_carrier(scene: Scene, found: list[Filler], focus: int) -> list[Filler]:
    """Of several resisting carriers, the one named last before the predicate is meant."""
    carried = [f for f in found if ":carrier." in f.rule and f.node.end <= focus]
    if scene.cues.language != "ja" or len(carried) < len(found) or not carried:
        return found
    last = max(carried, key=lambda f: f.node.end)
    group = {node.index for node in scene.with_coordinated(last.node)}
    beside = {n.index for n in scene.nodes if 0 <= last.node.start - n.end <= 1}
    return [f for f in found if f.node.index in group | beside]


def with_denied(scene: Scene, found: list[Filler]) -> list[Filler]:
    """Add what the sentence sets against a filler: "to A but not to B"."""
    out = list(found)
    held = {filler.node.index for filler in found}
    for filler in found:
        place = scene.nodes.index(filler.node)
        for node in scene.nodes[place + 1 : place + 2]:
            gap = scene.gap(filler.node.end, node.start)
            if scene.cues.contrast.pattern.fullmatch(gap):
                denied = [n for n in scene.with_coordinated(node) if n.type == node.type]
                out = [f for f in out if f.node.index not in {n.index for n in denied}]
                out += [
                    replace(filler, node=n, denied=True, states=states_of(scene, n))
                    for n in denied
                    if n.index not in held or n.index == node.index
                ]
    return out

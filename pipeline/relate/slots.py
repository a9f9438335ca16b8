"""The therapy slot, and what fills slots by the words between."""

from __future__ import annotations

from pipeline.cues import CueKind
from pipeline.model import MentionType, State
from pipeline.relate import reasons
from pipeline.relate.choice import Choice, Filler, best, specific, spread, with_denied
from pipeline.relate.frame import Frame
from pipeline.relate.scene import FACTORS, THERAPIES, Node, Scene
from pipeline.relate.state import states_of
from pipeline.relate.structure import attach, climb, role_of
from pipeline.weigh import KILLING

_WITHIN = 0.9  # 再びYが効く: the drug stands inside the trigger
_NAMED = 0.84  # a link at least this sure says what is resisted, in any frame


def therapies(scene: Scene, frame: Frame) -> list[Filler]:
    """Therapies that the frame's trigger is said to resist, by its own sentence."""
    return choose_therapies(scene, frame).fillers


def choose_therapies(scene: Scene, frame: Frame) -> Choice:
    """The same, with those that lost to them."""
    found = linked(scene, frame, "therapy", THERAPIES)
    found = found or _by_tree(scene, frame) or _by_topic(scene, frame)
    found = found or _by_treatment(scene, frame)
    if not found and frame.kind in (CueKind.RESISTANCE, CueKind.SURVIVAL):
        ways = linked(scene, frame, "therapy", frozenset({MentionType.PROCESS}))
        found = [filler for filler in ways if filler.node.id in KILLING]
    choice = Choice(found).then(best(found), reasons.UNDER_BEST)
    choice = choice.then(specific(scene, choice.fillers), reasons.CLASS_BESIDE_DRUG)
    return choice.then(with_denied(scene, spread(scene, choice.fillers)), reasons.SET_APART)


def choose_stated(scene: Scene, frame: Frame, taken: set[str]) -> Choice:
    """Causes that modify the trigger itself: Xによる耐性, "X-mediated resistance"."""
    choice = Choice(linked(scene, frame, "cause", FACTORS))
    others = [filler for filler in choice.fillers if filler.node.id not in taken]
    choice = choice.then(others, reasons.SAME_AS_THERAPY)
    active = [filler for filler in others if State.INHIBITION not in filler.states]
    choice = choice.then(active, reasons.INHIBITED)
    choice = choice.then(best(active), reasons.UNDER_BEST)
    return choice.then(with_denied(scene, spread(scene, choice.fillers)), reasons.SET_APART)


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

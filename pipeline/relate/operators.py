"""What acts on a trigger: the operator, by its way to the trigger in the tree."""

from __future__ import annotations

from typing import Literal

from pipeline.cues import Clue, CueKind
from pipeline.relate.scene import Scene
from pipeline.relate.structure import climb, role_of

Sense = Literal["cause", "overcome", "bare"]

_OPERATORS = (
    CueKind.DOWN,
    CueKind.UP,
    CueKind.RESTORE,
    CueKind.OVERCOME,
    CueKind.ACTIVE,
    CueKind.RESPOND,
    CueKind.CAUSE,
    CueKind.DEPEND,
    CueKind.CHANGE,
    CueKind.INACTIVE,
    CueKind.RETAIN,
)
# The sign that an operator gives to what it acts on: resistance that comes or effect that
# goes is CAUSES_RESISTANCE, resistance that goes or effect that comes back is OVERCOMES.
ON_RESISTANCE: dict[CueKind, Sense] = {
    CueKind.CAUSE: "cause",
    CueKind.UP: "cause",
    CueKind.OVERCOME: "overcome",
    CueKind.DOWN: "overcome",
    CueKind.CHANGE: "cause",
    CueKind.DEPEND: "cause",
}
_ON_EFFECT: dict[CueKind, Sense] = {
    CueKind.DOWN: "cause",
    CueKind.CHANGE: "cause",
    CueKind.RETAIN: "cause",
    CueKind.UP: "overcome",
    CueKind.RESTORE: "overcome",
}
_ON_DOSE: dict[CueKind, Sense] = {CueKind.UP: "cause", CueKind.DOWN: "overcome"}
TABLES: dict[CueKind, dict[CueKind, Sense]] = {
    CueKind.EFFECT: _ON_EFFECT,
    CueKind.DOSE: _ON_DOSE,
    CueKind.PROGRESS: {CueKind.CAUSE: "cause"},
}
REACH = 6  # steps in the tree between a trigger and what acts on it
_LIGHT = 4
_MODIFIERS = ("amod", "acl", "compound")
NEAR = 14  # characters of Japanese, or a third of those of English, where the tree fails


def sense_table(trigger: Clue) -> dict[CueKind, Sense]:
    """What each operator on a trigger makes of the sentence."""
    return TABLES.get(trigger.kind, ON_RESISTANCE)


def operator_of(scene: Scene, trigger: Clue, token: int, carried: bool) -> Clue | None:
    """The clue that acts on a trigger: the one with the shortest way to it."""
    allowed = set(sense_table(trigger))
    if trigger.kind is CueKind.RESISTANCE:
        allowed |= {CueKind.ACTIVE, CueKind.RESPOND, CueKind.INACTIVE}
    best: tuple[int, int, Clue] | None = None
    for clue in scene.of_kind(*_OPERATORS):
        if clue.kind not in allowed or clue.span.overlaps(trigger.span):
            continue
        if not _may_act(scene, token, clue, carried):
            continue
        if clue.cue.endswith(".loss") and trigger.kind is not CueKind.EFFECT:
            continue  # "loss of the epitope and resistance": cells do not lose resistance
        cost = _cost(scene, trigger, token, clue)
        if cost is not None and clue.cue.endswith(".light"):
            cost += _LIGHT  # 耐性の獲得に…が関与する: the verb above says more
        if cost is not None:
            rank = (cost, _PREFERENCE.index(clue.kind), clue)
            best = rank if best is None or rank < best else best
    return best[2] if best else None


def _may_act(scene: Scene, token: int, clue: Clue, carried: bool) -> bool:
    """Cells that resist are acted on as an object or a target, not as a place."""
    top = climb(scene, token)[-1]
    if clue.kind is CueKind.RESPOND:
        return carried or any(c.end <= clue.start for c in scene.of_kind(CueKind.CARRIER))
    if clue.kind in (CueKind.CAUSE, CueKind.UP) and _describes(scene, token):
        return False
    if clue.kind in (CueKind.ACTIVE, CueKind.INACTIVE):
        targeted = scene.marker(top) in scene.cues.roles.target_markers
        return carried or targeted
    if carried and clue.kind in (CueKind.OVERCOME, CueKind.DOWN):
        beyond = [i for i in scene.tree.ancestors(token) if i in scene.carrier_tokens]
        carrier = _compound_head(scene, beyond[0]) if beyond else top
        placed = scene.marker(carrier) in scene.cues.roles.association_markers
        return not placed and role_of(scene, carrier) in ("object", "subject")
    if clue.kind is CueKind.CHANGE:
        return any(_near(scene, clue, denial) for denial in scene.of_kind(CueKind.NEGATION))
    return True


_PREFERENCE = (
    CueKind.ACTIVE,
    CueKind.RESPOND,
    CueKind.INACTIVE,
    CueKind.OVERCOME,
    CueKind.RESTORE,
    CueKind.RETAIN,
    CueKind.DOWN,
    CueKind.UP,
    CueKind.CAUSE,
    CueKind.DEPEND,
    CueKind.CHANGE,
)


def _describes(scene: Scene, token: int) -> bool:
    """Whether it describes a noun ("autophagy that shields"), whose cause is another matter."""
    verb = scene.tree.tokens[token]
    return scene.cues.language == "en" and verb.pos == "VERB" and verb.dep.startswith("acl")


def _compound_head(scene: Scene, i: int) -> int:
    while scene.tree.tokens[i].dep == "compound" and scene.tree.tokens[i].head != i:
        i = scene.tree.tokens[i].head
    return i


def _near(scene: Scene, clue: Clue, denial: Clue) -> bool:
    start, end = min(clue.end, denial.end), max(clue.start, denial.start)
    between = scene.folded[start:end] if start < end else ""
    return len(between) <= 3 * NEAR and "、" not in between


def _cost(scene: Scene, trigger: Clue, token: int, clue: Clue) -> int | None:
    """Steps from the trigger to an operator; None where it does not act on the trigger."""
    place = scene.token(clue)
    steps = 0
    for i in () if ends_clause(scene, token) else scene.tree.ancestors(token):
        steps += 1
        if steps > REACH:
            break
        if i == place:
            return steps
        if _blocks(scene, i):
            steps += 2
        if ends_clause(scene, i):
            break
    modifiers = _MODIFIERS + (("nmod",) if scene.cues.language == "ja" else ())
    modifier = scene.tree.tokens[place].dep.startswith(modifiers)
    if place in scene.tree.children[token] and modifier and clue.kind is not CueKind.CAUSE:
        return 1
    topical = _topic_cost(scene, trigger, token, place, clue)
    return topical if topical is not None else _linear_cost(scene, trigger, clue)


def _topic_cost(scene: Scene, trigger: Clue, token: int, place: int, clue: Clue) -> int | None:
    """この耐性は…克服できると示した: a topic hangs on the last verb, meant for one below."""
    top = climb(scene, token)[-1]
    head = scene.tree.tokens[top].head
    if clue.start < trigger.end or head == top or role_of(scene, top) != "subject":
        return None
    above = [place, *scene.tree.ancestors(place)]
    if head not in above:
        return None
    return 4 + above.index(head)


def ends_clause(scene: Scene, i: int) -> bool:
    """A verb whose clause is joined to another one: what lies above is said of other things."""
    token = scene.tree.tokens[i]
    return token.pos in ("VERB", "ADJ") and token.dep.startswith(("advcl", "conj", "parataxis"))


def _blocks(scene: Scene, i: int) -> bool:
    """A verb that neither carries the resistance on nor is an operator itself."""
    return scene.tree.tokens[i].pos == "VERB" and i not in {
        scene.token(clue) for clue in scene.of_kind(CueKind.LIGHT)
    }


def _linear_cost(scene: Scene, trigger: Clue, clue: Clue) -> int | None:
    japanese = scene.cues.language == "ja"
    if clue.start >= trigger.end:
        between = scene.folded[trigger.end : clue.start]
    elif not japanese:
        between = scene.folded[clue.end : trigger.start]
    else:
        return None
    if clue.kind is not CueKind.RESPOND and any(mark in between for mark in "、。;,"):
        return None
    if not japanese and scene.tree.tokens[scene.token(clue)].dep in ("amod", "compound"):
        return None
    return 5 if len(between) <= (NEAR if japanese else 2 * NEAR) else None

"""Opening frames: a trigger, what acts on it, and hence what the sentence is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pipeline.cues import Clue, CueKind
from pipeline.relate.scene import Scene
from pipeline.relate.structure import climb, role_of

Sense = Literal["cause", "overcome", "bare"]

_OPENERS = (
    CueKind.RESISTANCE,
    CueKind.SURVIVAL,
    CueKind.EFFECT,
    CueKind.DOSE,
    CueKind.PROGRESS,
    CueKind.SENSITISE,
    CueKind.UNAFFECTED,
)
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
_ON_RESISTANCE: dict[CueKind, Sense] = {
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
_TABLES: dict[CueKind, dict[CueKind, Sense]] = {
    CueKind.EFFECT: _ON_EFFECT,
    CueKind.DOSE: _ON_DOSE,
    CueKind.PROGRESS: {CueKind.CAUSE: "cause"},
}
_REACH = 6  # steps in the tree between a trigger and what acts on it
_LIGHT = 4
_MODIFIERS = ("amod", "acl", "compound")
_NEAR = 14  # characters of Japanese, or a third of those of English, where the tree fails


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger in its sentence with the operator that acts on it."""

    trigger: Clue
    token: int
    operator: Clue | None
    predicate: int  # the token whose arguments fill the slots
    sense: Sense
    carried: bool  # the resistance is said of cells, tumours or patients: 耐性株
    absent: bool = False  # an effect that is denied, hence a resistance: "no response"

    @property
    def kind(self) -> CueKind:
        """The trigger's kind."""
        return self.trigger.kind


def open_frames(scene: Scene) -> list[Frame]:
    """All frames that a sentence's triggers open, in text order."""
    triggers = scene.of_kind(*_OPENERS)
    frames = [
        frame
        for trigger in triggers
        if not any(t.span != trigger.span and t.span.covers(trigger.span) for t in triggers)
        if (frame := _open(scene, trigger)) is not None
    ]
    frames += _also_working(scene, frames) + _conjoined(scene, frames)
    frames += _against_those(scene, frames)
    used = [f.operator.span for f in frames if f.operator is not None and f.operator != f.trigger]
    return [f for f in frames if not any(span.overlaps(f.trigger.span) for span in used)]


def _open(scene: Scene, trigger: Clue) -> Frame | None:
    token = scene.token(trigger)
    if trigger.kind is CueKind.SENSITISE:
        return Frame(trigger, token, trigger, token, "overcome", False)
    if trigger.kind is CueKind.UNAFFECTED:
        return Frame(trigger, token, trigger, token, "cause", False)
    if trigger.kind is CueKind.EFFECT and (
        _resisted(scene, trigger, token) or _is_activity(scene, trigger)
    ):
        return None
    carried = _is_carried(scene, trigger, token)
    operator = _operator(scene, trigger, token, carried)
    if operator is None:
        if trigger.kind is CueKind.EFFECT and _is_absent(scene, trigger, token):
            predicate = _predicate(scene, token)
            return Frame(trigger, token, None, predicate, "cause", carried, absent=True)
        if trigger.kind in _TABLES:
            return None
        return Frame(trigger, token, None, _predicate(scene, token), "bare", carried)
    working = operator.kind in (CueKind.ACTIVE, CueKind.RESPOND, CueKind.INACTIVE)
    sense: Sense = "overcome" if working else _table(trigger)[operator.kind]
    modified = carried and trigger.kind is CueKind.RESISTANCE
    if modified and sense == "cause" and operator.kind is not CueKind.DEPEND:
        return Frame(trigger, token, None, _predicate(scene, token), "bare", carried)
    predicate = _beyond(scene, trigger, token, operator)
    return Frame(trigger, token, operator, predicate, sense, carried)


def _beyond(scene: Scene, trigger: Clue, token: int, operator: Clue) -> int:
    """Skip the modifier: in "led to reduced sensitivity" the verb has the arguments."""
    place = scene.token(operator)
    if place not in scene.tree.children[token]:
        return place
    causal = {scene.token(clue): clue for clue in scene.of_kind(CueKind.CAUSE)}
    for i in list(scene.tree.ancestors(token))[:_REACH]:
        if i in causal and not causal[i].span.overlaps(trigger.span):
            return i
        if _ends_clause(scene, i):
            break
    return _predicate(scene, token)


def _also_working(scene: Scene, frames: list[Frame]) -> list[Frame]:
    """A works, B does not: each predicate on the same resistance is a frame of its own."""
    working = (CueKind.ACTIVE, CueKind.INACTIVE)
    found = []
    for frame in frames:
        if frame.operator is None or frame.operator.kind not in working:
            continue
        for clue in scene.of_kind(*working):
            if clue.start > frame.operator.end and clue.kind is not frame.operator.kind:
                found.append(replace(frame, operator=clue, predicate=scene.token(clue)))
    return found


def _conjoined(scene: Scene, frames: list[Frame]) -> list[Frame]:
    """Make a frame of each conjoined operator: "driven by X and reversed by A"."""
    found = []
    for frame in frames:
        if frame.operator is None or frame.carried or frame.kind is not CueKind.RESISTANCE:
            continue
        place = scene.token(frame.operator)
        for clue in scene.of_kind(CueKind.OVERCOME, CueKind.CAUSE):
            token = scene.token(clue)
            node = scene.tree.tokens[token]
            if node.head == place and node.dep.startswith("conj") and token != place:
                sense = _ON_RESISTANCE[clue.kind]
                if sense != frame.sense and not _has_object(scene, token):
                    found.append(replace(frame, operator=clue, predicate=token, sense=sense))
    return found


def _has_object(scene: Scene, token: int) -> bool:
    tokens = scene.tree.tokens
    return any(tokens[c].dep.startswith(("obj", "nsubj")) for c in scene.tree.children[token])


def _against_those(scene: Scene, frames: list[Frame]) -> list[Frame]:
    """Something works, or not, on cells or mutants that were told to resist: "killed them"."""
    taken = [f.operator.span for f in frames if f.operator is not None]
    found = []
    targets = scene.of_kind(CueKind.THOSE_CELLS)
    for clue in scene.of_kind(CueKind.OVERCOME):
        token = scene.token(clue)
        if _acts_on_pronoun(scene, token) and not any(clue.span.overlaps(s) for s in taken):
            found.append(Frame(clue, token, clue, token, "overcome", carried=False))
    for clue in scene.of_kind(CueKind.ACTIVE, CueKind.INACTIVE):
        token = scene.token(clue)
        near = [t for t in targets if _is_target(scene, t, clue, token)]
        if near and not any(clue.span.overlaps(span) for span in taken):
            found.append(Frame(clue, token, clue, token, "overcome", carried=True))
    return found


def _acts_on_pronoun(scene: Scene, token: int) -> bool:
    """Take "prevented this" for a frame: what was told to resist is taken up by a bare pronoun."""
    return any(
        scene.tree.tokens[child].pos == "PRON"
        and scene.tree.tokens[child].dep.startswith(("obj", "nsubj:pass"))
        and scene.tree.tokens[child].text.lower() in scene.cues.roles.bare_pronouns
        for child in scene.tree.children[token]
    )


def _is_target(scene: Scene, target: Clue, clue: Clue, token: int) -> bool:
    if target.span.overlaps(clue.span):
        return True
    above = set(scene.tree.ancestors(scene.token(target)))
    between = scene.folded[min(target.end, clue.end) : max(target.start, clue.start)]
    return token in above and len(between) <= 2 * _NEAR


def _table(trigger: Clue) -> dict[CueKind, Sense]:
    return _TABLES.get(trigger.kind, _ON_RESISTANCE)


def _is_activity(scene: Scene, trigger: Clue) -> bool:
    """An effect on something ("potency against the mutant") belongs to what works there."""
    return any(
        trigger.span.overlaps(clue.span) and clue.span != trigger.span
        for clue in scene.of_kind(CueKind.ACTIVE)
    )


def _resisted(scene: Scene, trigger: Clue, token: int) -> bool:
    """An effect that is itself resisted (アポトーシス抵抗性) is no frame of its own."""
    above = set(climb(scene, token)[1:])
    return any(
        scene.token(clue) in above or 0 <= clue.start - trigger.end <= 1
        for clue in scene.of_kind(CueKind.RESISTANCE)
    )


def _is_absent(scene: Scene, trigger: Clue, token: int) -> bool:
    """Say whether the effect's own clause is denied: "no response", "none of them benefited"."""
    if scene.folded[trigger.start : trigger.end].lower() in scene.cues.roles.plain_effects:
        return False
    above = {token, scene.tree.tokens[token].head}
    reach = above | {child for i in above for child in scene.tree.children[i]}
    return any(scene.token(clue) in reach for clue in scene.of_kind(CueKind.NEGATION))


def _is_carried(scene: Scene, trigger: Clue, token: int) -> bool:
    """Whether the trigger says of cells, tumours or patients that they resist."""
    if trigger.kind not in (CueKind.RESISTANCE, CueKind.SURVIVAL):
        return False
    above = climb(scene, token)[1:]
    if any(i in scene.carrier_tokens for i in above):
        return True
    for i in scene.tree.ancestors(token):
        if i in scene.carrier_tokens:
            return True
        if scene.tree.tokens[i].pos not in ("VERB", "AUX", "ADJ", "SCONJ"):
            return False
        if not scene.tree.tokens[i].dep.startswith(("acl", "amod")):
            return False
    return False


def _operator(scene: Scene, trigger: Clue, token: int, carried: bool) -> Clue | None:
    allowed = set(_table(trigger))
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
    return len(between) <= 3 * _NEAR and "、" not in between


def _cost(scene: Scene, trigger: Clue, token: int, clue: Clue) -> int | None:
    """Steps from the trigger to an operator; None where it does not act on the trigger."""
    place = scene.token(clue)
    steps = 0
    for i in () if _ends_clause(scene, token) else scene.tree.ancestors(token):
        steps += 1
        if steps > _REACH:
            break
        if i == place:
            return steps
        if _blocks(scene, i):
            steps += 2
        if _ends_clause(scene, i):
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


def _ends_clause(scene: Scene, i: int) -> bool:
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
    return 5 if len(between) <= (_NEAR if japanese else 2 * _NEAR) else None


def _predicate(scene: Scene, token: int) -> int:
    """What a resistance is said with: the verb it hangs on, else the word itself."""
    top = climb(scene, token)[-1]
    head = scene.tree.tokens[top].head
    if head != top and scene.tree.tokens[head].pos in ("VERB", "AUX", "ADJ"):
        return head
    return top

"""Opening frames: a trigger, what acts on it, and hence what the sentence is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.cues import Clue, CueKind
from pipeline.relate import reasons
from pipeline.relate.operators import (
    NEAR,
    ON_RESISTANCE,
    REACH,
    TABLES,
    Sense,
    ends_clause,
    operator_of,
    sense_table,
)
from pipeline.relate.scene import Scene
from pipeline.relate.structure import climb

_OPENERS = (
    CueKind.RESISTANCE,
    CueKind.SURVIVAL,
    CueKind.EFFECT,
    CueKind.DOSE,
    CueKind.PROGRESS,
    CueKind.SENSITISE,
    CueKind.UNAFFECTED,
)


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


@dataclass(frozen=True, slots=True)
class Shut:
    """A trigger that opens no frame."""

    trigger: Clue
    reason: str


def open_frames(scene: Scene) -> list[Frame]:
    """All frames that a sentence's triggers open, in text order."""
    return frames_of(scene)[0]


def frames_of(scene: Scene) -> tuple[list[Frame], list[Shut]]:
    """The same, and the triggers that open none."""
    triggers = scene.of_kind(*_OPENERS)
    frames: list[Frame] = []
    shut: list[Shut] = []
    for trigger in triggers:
        if any(t.span != trigger.span and t.span.covers(trigger.span) for t in triggers):
            shut.append(Shut(trigger, reasons.INSIDE_ANOTHER))
            continue
        found = _open(scene, trigger)
        if isinstance(found, Frame):
            frames.append(found)
        else:
            shut.append(Shut(trigger, found))
    frames += _also_working(scene, frames) + _conjoined(scene, frames)
    frames += _against_those(scene, frames)
    used = [f.operator.span for f in frames if f.operator is not None and f.operator != f.trigger]
    acting = {f.trigger for f in frames if any(s.overlaps(f.trigger.span) for s in used)}
    shut += [Shut(trigger, reasons.ACTS_ON_ANOTHER) for trigger in sorted(acting)]
    return [f for f in frames if f.trigger not in acting], shut


def _open(scene: Scene, trigger: Clue) -> Frame | str:
    """The frame of a trigger, or why there is none."""
    token = scene.token(trigger)
    if trigger.kind is CueKind.SENSITISE:
        return Frame(trigger, token, trigger, token, "overcome", False)
    if trigger.kind is CueKind.UNAFFECTED:
        return Frame(trigger, token, trigger, token, "cause", False)
    if trigger.kind is CueKind.EFFECT:
        if _resisted(scene, trigger, token):
            return reasons.RESISTED_EFFECT
        if _is_activity(scene, trigger):
            return reasons.OWN_ACTIVITY
    carried = _is_carried(scene, trigger, token)
    operator = operator_of(scene, trigger, token, carried)
    if operator is None:
        if trigger.kind is CueKind.EFFECT and absence_of(scene, trigger, token) is not None:
            predicate = _predicate(scene, token)
            return Frame(trigger, token, None, predicate, "cause", carried, absent=True)
        if trigger.kind in TABLES:
            return reasons.NO_OPERATOR
        return Frame(trigger, token, None, _predicate(scene, token), "bare", carried)
    working = operator.kind in (CueKind.ACTIVE, CueKind.RESPOND, CueKind.INACTIVE)
    sense: Sense = "overcome" if working else sense_table(trigger)[operator.kind]
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
    for i in list(scene.tree.ancestors(token))[:REACH]:
        if i in causal and not causal[i].span.overlaps(trigger.span):
            return i
        if ends_clause(scene, i):
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
                sense = ON_RESISTANCE[clue.kind]
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
    return token in above and len(between) <= 2 * NEAR


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


def absence_of(scene: Scene, trigger: Clue, token: int) -> Clue | None:
    """The cue that denies an effect's own clause: "no response", "none of them benefited"."""
    if scene.folded[trigger.start : trigger.end].lower() in scene.cues.roles.plain_effects:
        return None
    above = {token, scene.tree.tokens[token].head}
    reach = above | {child for i in above for child in scene.tree.children[i]}
    denials = scene.of_kind(CueKind.NEGATION)
    return next((clue for clue in denials if scene.token(clue) in reach), None)


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


def _predicate(scene: Scene, token: int) -> int:
    """What a resistance is said with: the verb it hangs on, else the word itself."""
    top = climb(scene, token)[-1]
    head = scene.tree.tokens[top].head
    if head != top and scene.tree.tokens[head].pos in ("VERB", "AUX", "ADJ"):
        return head
    return top

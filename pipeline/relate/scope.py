"""Polarity and certainty of a frame, from cues in whose scope it stands."""

from __future__ import annotations

from pipeline.cues import Clue, CueKind
from pipeline.model import Certainty, Polarity
from pipeline.relate.frame import Frame
from pipeline.relate.scene import Scene
from pipeline.relate.structure import climb, role_of

_NEXT = 12  # characters between a denial and the word that it stands before
_WHOLE_SUBJECT = frozenset({"no", "none", "neither", "nor"})
_HYPOTHESIS_REACH = 40


def polarity_of(scene: Scene, frame: Frame) -> Polarity:
    """``negative`` where the sentence denies what the frame says."""
    if frame.kind is CueKind.UNAFFECTED:
        return "negative"
    if frame.absent:
        return "positive"
    return "negative" if denial_of(scene, frame) is not None else "positive"


def denial_of(scene: Scene, frame: Frame) -> Clue | None:
    """The cue that denies what the frame says, the first of them."""
    denials = [c for c in scene.of_kind(CueKind.NEGATION) if not _part_of_trigger(frame, c)]
    return next((clue for clue in denials if _denies(scene, frame, clue)), None)


def is_change_denied(scene: Scene, frame: Frame) -> bool:
    """Whether a mere change (変化, affect) is denied; without that it has no direction."""
    return polarity_of(scene, frame) == "negative"


def _part_of_trigger(frame: Frame, clue: Clue) -> bool:
    return frame.trigger.span.overlaps(clue.span)


def _focus(frame: Frame) -> Clue:
    return frame.operator or frame.trigger


def _denies(scene: Scene, frame: Frame, clue: Clue) -> bool:
    focus = _focus(frame)
    if focus.span.covers(clue.span):
        return False  # 欠かせない: its own part
    if clue.span.overlaps(focus.span):
        return True
    if scene.cues.language == "ja":
        between = scene.folded[focus.end : clue.start] if clue.start >= focus.end else None
        return between is not None and len(between) <= 10 and not set(between) & set("、。,")
    if _stands_before(scene, frame, clue):
        return True
    if _parted(scene, clue, focus):
        return False
    token = scene.token(clue)
    if _governs(scene, token, frame.token):
        return True
    head = scene.tree.tokens[token].head
    held = {frame.predicate, scene.token(focus), frame.token}
    if head in held or token in held:
        return True
    if scene.folded[clue.start : clue.end].lower() in _WHOLE_SUBJECT:
        top = climb(scene, head)[-1]
        governor = scene.tree.tokens[top].head
        return governor in held and role_of(scene, top) == "subject"
    return False


def _governs(scene: Scene, noun: int, token: int) -> bool:
    """Whether a denied noun holds the word: "no association between X and resistance"."""
    if scene.tree.tokens[noun].pos != "NOUN":
        return False
    above = set(scene.tree.ancestors(token))
    subject = role_of(scene, noun) == "subject"
    return noun in above or (subject and scene.tree.tokens[noun].head in above)


def _stands_before(scene: Scene, frame: Frame, clue: Clue) -> bool:
    return any(
        clue.end <= word.start
        and word.start - clue.end <= _NEXT
        and not set(scene.folded[clue.end : word.start]) & set(",;.")
        for word in (_focus(frame), frame.trigger)
    )


def _parted(scene: Scene, clue: Clue, focus: Clue) -> bool:
    """Whether a clause boundary stands between a denial and what it might deny."""
    start, end = min(clue.end, focus.end), max(clue.start, focus.start)
    between = scene.folded[start:end].lower() if start < end else ""
    return any(f" {word} " in between for word in _CLAUSE_OPENERS) or ";" in between


_CLAUSE_OPENERS = ("whereas", "while", "although", "but", "because", "yet")


def certainty_of(scene: Scene, frame: Frame) -> Certainty:
    """``hypothesised`` for hopes, aims, questions and suggestions."""
    return "hypothesised" if hedge_of(scene, frame) is not None else "asserted"


def hedge_of(scene: Scene, frame: Frame) -> Clue | None:
    """The cue that makes what the frame says a hypothesis, the first of them."""
    clues = scene.of_kind(CueKind.HYPOTHESIS)
    return next((clue for clue in clues if _hedges(scene, frame, clue)), None)


def _same_clause(scene: Scene, predicate: int) -> list[int]:
    """The predicate and what governs it, up to where a Japanese clause is joined to the next."""
    above = [predicate]
    for i in scene.tree.ancestors(predicate):
        token = scene.tree.tokens[above[-1]]
        if scene.cues.language == "ja" and token.dep.startswith(("advcl", "conj")):
            break
        above.append(i)
    return above


def _hedges(scene: Scene, frame: Frame, clue: Clue) -> bool:
    token = scene.token(clue)
    above = _same_clause(scene, frame.predicate)
    focus = _focus(frame)
    if scene.cues.language == "ja":
        if clue.start < focus.end:
            return False
        between = scene.folded[focus.end : clue.start]
        return token in above or (len(between) <= _HYPOTHESIS_REACH and "、" not in between)
    if token in above:
        return True
    head = scene.tree.tokens[token].head
    if head not in above:
        return False
    later = scene.tree.tokens[token].dep.startswith(("advcl", "conj", "parataxis", "acl"))
    if later and clue.start >= focus.end:
        return False  # "…, suggesting that": a conclusion drawn from it
    # "may" under the predicate or a verb above it; not a hedge in a sister clause.
    return clue.start < focus.end or head == frame.predicate

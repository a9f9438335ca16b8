"""How far a mention's place in the grammar speaks for its being the cause or the agent."""

from __future__ import annotations

import re

from pipeline.cues import Clue
from pipeline.relate.frame import Frame
from pipeline.relate.scene import Node, Scene
from pipeline.relate.structure import Attachment, attach, climb

# How far a mention's place in the grammar speaks for its filling a slot: hand weights,
# ordered by how directly the sentence says it. (where, role) -> score.
CAUSE_SCORES: dict[tuple[str, str], float] = {
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
AGENT_SCORES: dict[tuple[str, str], float] = {
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
FAR = 0.3
_LINEAR = 0.72  # by word order alone, where the tree says nothing
_LINEAR_REACH = 60
_NAMED_AS = 0.75
_NEEDED = 0.84
CHANGED = 0.6  # a factor said to be changed, in the clause of the resistance
_CLAUSE_END = re.compile(
    r"[;:]|, (?:and|but|while|whereas|which|who|so|yet)\b|\b(?:whereas|because|although)\b"
)


def score_of(
    scene: Scene,
    frame: Frame,
    node: Node,
    where: Attachment,
    table: dict[tuple[str, str], float],
) -> float:
    """How far a mention's attachment speaks for it, by the table of its slot."""
    score = table.get((where.where, where.role), FAR)
    if scene.cues.language == "en" and _behind_verb(frame, node, where):
        return FAR
    if (where.where, where.role) == ("above", "object") and _is_named_as(scene, frame):
        score = _NAMED_AS
    if scene.cues.language == "ja" and too_late(scene, frame, node, where):
        return FAR
    if score < _LINEAR and scene.cues.language == "en" and where.where != "carrier":
        return max(score, _LINEAR if _in_subject_place(scene, frame, node) else FAR)
    return score


def needed(scene: Scene, node: Node, where: Attachment) -> float:
    """With "relies on", 依存する and 欠かせない: what is needed, not who needs it."""
    if where.where != "same":
        return FAR
    if scene.cues.language == "ja":
        marker = scene.marker(climb(scene, node.token)[-1])
        return FAR if marker in scene.cues.roles.topic_markers else _NEEDED
    return FAR if where.role == "subject" else _NEEDED


def focus_of(frame: Frame) -> Clue:
    """What acts on the trigger, or the trigger itself."""
    return frame.operator or frame.trigger


def too_late(scene: Scene, frame: Frame, node: Node, where: Attachment) -> bool:
    """Japanese arguments stand before their predicate, but for a noun that it modifies."""
    if node.start < max(focus_of(frame).end, frame.trigger.end):
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
    behind = node.start >= max(focus_of(frame).end, frame.trigger.end)
    return behind and where.role == "subject" and where.where in ("above", "below")


def _modifies_generic(scene: Scene, frame: Frame) -> bool:
    """耐性を克服する薬剤として、Aが…: the drug is named by the clause above."""
    token = scene.tree.tokens[frame.predicate]
    generic = scene.cues.roles.generic_agents
    return token.dep.startswith("acl") and scene.tree.tokens[token.head].text in generic


def _in_subject_place(scene: Scene, frame: Frame, node: Node) -> bool:
    """Before the operator in its clause (active), or behind ``by`` after it."""
    focus = focus_of(frame)
    if node.end <= focus.start:
        between = scene.gap(node.end, focus.start)
        return (
            len(between) <= _LINEAR_REACH
            and not _CLAUSE_END.search(between)
            and ("," not in between)
        )
    between = scene.gap(focus.end, node.start)
    return bool(re.fullmatch(r"(?: [\w-]+){0,4} (?:by|with|using)(?: [\w-]+){0,5} ", between))


def attachment(scene: Scene, frame: Frame, node: Node) -> Attachment:
    """The better of the mention's attachments to the operator and to the trigger."""
    own = attach(scene, node.token, frame.predicate)
    if own.where != "far" or frame.token == frame.predicate:
        return own
    top = climb(scene, frame.token)[-1]
    other = attach(scene, node.token, top)
    return other if other.where in ("relative", "carrier") else own

"""How a mention is changed: the state word that governs it, modifies it, or stands beside it."""

from __future__ import annotations

import re

from pipeline.cues import Clue, CueKind
from pipeline.model import MentionType, State
from pipeline.relate.scene import Node, Scene
from pipeline.relate.structure import climb

# What may stand between a name and its state word: 遺伝子の, タンパク質が; " gene ", " was ".
_AFTER = {
    "ja": re.compile(
        r"(?:遺伝子|タンパク質?|たんぱく質?|蛋白質?|受容体|分子|経路|シグナル|酵素|mRNA|RNA|キナーゼ|領域|野生型)*"
        r"(?:の|を|が|は|も|に)?[^、。,はがを◇◆]{0,5}"
    ),
    "en": re.compile(
        r"[ -]{0,3}(?:(?:gene|protein|receptor|pathway|signal(?:l)?ing|mRNA|kinase|locus|was|is"
        r"|were|are|being|had been|has been|expression|levels?|by|with) ){0,3}"
    ),
}
_BEFORE = {
    "ja": re.compile(r"(?:し(?:た|て)?|された|型|の|した)?"),
    "en": re.compile(
        r"[ -]?(?:(?:of|in|the|a|an|its|both|wild-type|functional|expression|gene|levels|function"
        r"|by|with) ){0,4}"
    ),
}


def states_of(scene: Scene, node: Node) -> tuple[State, ...]:
    """States that the sentence gives a mention, in the order of :class:`State`."""
    if node.type is MentionType.VARIANT:
        return (State.MUTATION,)
    if node.type not in (MentionType.GENE, MentionType.CHEMICAL, MentionType.PROCESS):
        return ()
    found = {clue.value for clue in _governing(scene, node) if clue.value is not None}
    if node.id.startswith("fusion:"):
        found.discard(State.MUTATION)
    if State.LOW_EXPRESSION in found:
        found -= {State.INHIBITION, State.LOSS}
    if State.OVEREXPRESSION in found:
        found.discard(State.ACTIVATION)
    return tuple(state for state in State if state in found)


def _governing(scene: Scene, node: Node) -> list[Clue]:
    clues = scene.of_kind(CueKind.STATE)
    beside = [clue for clue in clues if _beside(scene, node, clue)]
    if beside:
        return beside
    path = climb(scene, node.token)
    reach = set(path[1:3])
    head = scene.tree.tokens[path[-1]].head
    if scene.tree.tokens[path[-1]].dep.partition(":")[0] in ("nsubj", "obj"):
        reach.add(head)
    return [clue for clue in clues if scene.token(clue) in reach and _nearest(scene, node, clue)]


def _nearest(scene: Scene, node: Node, clue: Clue) -> bool:
    """No other mention of a factor stands between the two."""
    start, end = min(node.end, clue.end), max(node.start, clue.start)
    return not any(
        other is not node and other.type is node.type and start <= other.start and other.end <= end
        for other in scene.nodes
    )


def _beside(scene: Scene, node: Node, clue: Clue) -> bool:
    language = scene.cues.language
    if clue.start >= node.end:
        return bool(_AFTER[language].fullmatch(scene.gap(node.end, clue.start)))
    if clue.end <= node.start:
        return bool(_BEFORE[language].fullmatch(scene.gap(clue.end, node.start)))
    return False

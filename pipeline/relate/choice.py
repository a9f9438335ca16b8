"""Who takes a slot: the best of the mentions that could, with what is coordinated with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import State
from pipeline.relate.scene import Node, Scene
from pipeline.relate.state import states_of

_TIE = 0.1  # fillers this close to the best one share the slot
_CONJUNCT = 0.98


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


@dataclass(frozen=True, slots=True)
class Lost:
    """A mention that does not take a slot; without a score where it got none."""

    node: Node
    reason: str
    score: float | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who takes a slot, and who does not."""

    fillers: list[Filler]
    lost: tuple[Lost, ...] = ()

    def then(self, kept: list[Filler], reason: str) -> Choice:
        """Go on with ``kept``; who is no longer among them is lost for ``reason``."""
        held = {filler.node for filler in kept}
        gone = [Lost(f.node, reason, f.score, f.rule) for f in self.fillers]
        return Choice(kept, tuple(one for one in (*self.lost, *gone) if one.node not in held))


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

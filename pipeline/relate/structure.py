"""Grammar shared by both languages: noun phrases, roles, and how two tokens hang together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.cues import CueKind
from pipeline.relate.scene import Scene

Role = Literal["subject", "instrument", "object", "association", "other"]
Where = Literal["same", "below", "above", "relative", "carrier", "far"]

_NOUN_PHRASE = frozenset(
    {"compound", "nmod", "appos", "flat", "name", "nummod", "amod", "dep", "fixed"}
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """How a mention hangs on a predicate: where, and in what role."""

    where: Where
    role: Role


def climb(scene: Scene, i: int) -> list[int]:
    """``i`` and the heads above it that belong to the same noun phrase, lowest first."""
    tokens = scene.tree.tokens
    path = [i]
    while tokens[i].head != i and tokens[i].head not in path and _nominal_edge(scene, i):
        i = tokens[i].head
        path.append(i)
    return path


def _nominal_edge(scene: Scene, i: int) -> bool:
    token = scene.tree.tokens[i]
    base = token.dep.partition(":")[0]
    if base in _NOUN_PHRASE or token.dep == "obl:npmod":
        return True
    return base == "conj" and scene.tree.tokens[token.head].pos in _NOMINAL


def role_of(scene: Scene, i: int) -> Role:
    """Role of a phrase's top token towards its governor, by label and marker."""
    token, roles = scene.tree.tokens[i], scene.cues.roles
    marker = scene.marker(i)
    base = token.dep.partition(":")[0]
    if token.dep == "obl:agent" or marker in roles.passive_agent_markers:
        return "instrument"
    if base in roles.subject_deps or marker in roles.subject_markers:
        return "subject"
    if base in roles.object_deps:
        return "object"
    if marker in roles.instrument_markers:
        return "instrument"
    return "association" if marker in roles.association_markers else "other"


def attach(scene: Scene, node_token: int, predicate: int) -> Attachment:
    """How the phrase of ``node_token`` hangs on ``predicate``."""
    tree = scene.tree
    up = [node_token, *tree.ancestors(node_token)]
    if predicate in up:
        return _under(scene, up[: up.index(predicate)], predicate)
    above = [predicate, *tree.ancestors(predicate)]
    common = next((i for i in up if i in above), None)
    if common is None:
        return Attachment("far", "other")
    mine = up[: up.index(common)]
    theirs = above[: above.index(common)]
    if all(_nominal_edge(scene, i) for i in mine):
        # "D538G, an alteration that…": past the apposition stands the relative clause.
        outer = next((i for i in reversed(theirs) if not _nominal_edge(scene, i)), theirs[-1])
        if tree.tokens[outer].dep.startswith("acl"):
            if _belongs_to_carrier(scene, node_token):
                return Attachment("carrier", "association")
            return Attachment("relative", "subject")
        return Attachment("far", "other") if not mine else _above(scene, mine, theirs)
    return _above(scene, mine, theirs)


def _belongs_to_carrier(scene: Scene, token: int) -> bool:
    """Whether the clause in "cells with X that…" says of the cells, whatever it hangs on."""
    head = scene.tree.tokens[token].head
    marker = scene.marker(token)
    return head in scene.carrier_tokens and marker in scene.cues.roles.association_markers


def _under(scene: Scene, edges: list[int], predicate: int) -> Attachment:
    """``edges``: the mention's token up to the one right below the predicate."""
    tokens = scene.tree.tokens
    if not edges:
        return Attachment("same", "subject")
    last = edges[-1]
    clauses = [i for i in edges if tokens[i].dep.startswith(("acl", "ccomp", "advcl"))]
    through = [i for i in edges[:-1] if tokens[i].head in scene.carrier_tokens]
    if through:
        # Aによる肺がんの…: Japanese hangs what A does on the next noun, whatever that is.
        done = scene.marker(through[0]) in scene.cues.roles.instrument_markers
        if done and scene.cues.language == "ja":
            return Attachment("same", "instrument")
        return Attachment("carrier", role_of(scene, last))
    if not clauses:
        return Attachment("same", _first_clause_role(scene, edges))
    inner = _first_clause_role(scene, edges)
    innermost = clauses[0]
    if tokens[innermost].dep.startswith("acl"):
        noun = tokens[innermost].head
        if noun != predicate and not _is_light(scene, noun):
            return Attachment("far", inner)
    return Attachment("below", inner)


def _is_light(scene: Scene, noun: int) -> bool:
    """こと, ため: the clause before it is an argument of what follows."""
    if scene.tree.tokens[noun].text not in scene.cues.roles.light_nouns:
        return False
    marker = scene.marker(noun)
    return not marker or marker in scene.cues.roles.instrument_markers


def _first_clause_role(scene: Scene, edges: list[int]) -> Role:
    """Role in the mention's own clause: that of the top of its noun phrase."""
    for i in edges:
        if not _nominal_edge(scene, i):
            return role_of(scene, i)
    return role_of(scene, edges[-1])


def _above(scene: Scene, mine: list[int], theirs: list[int]) -> Attachment:
    tokens = scene.tree.tokens
    heads = [tokens[i].head for i in mine[:-1]]
    if any(head in scene.carrier_tokens for head in heads):
        return Attachment("carrier", role_of(scene, mine[-1]))
    if any(tokens[i].dep.startswith("acl") and not _is_light(scene, tokens[i].head) for i in mine):
        return Attachment("far", "other")
    role = _first_clause_role(scene, mine)
    if role == "subject" and has_subject(scene, theirs) and not _is_way(scene, theirs):
        return Attachment("far", "other")
    return Attachment("above", role)


def _is_way(scene: Scene, theirs: list[int]) -> bool:
    """Whether the clause describes a cause: "X is a route by which tumours escape"."""
    token = scene.tree.tokens[theirs[-1]]
    causal = {scene.token(clue) for clue in scene.of_kind(CueKind.CAUSE)}
    return token.dep.startswith("acl") and token.head in causal


def has_subject(scene: Scene, path: list[int]) -> bool:
    """Whether a clause on the way up from a predicate has a subject of its own."""
    tokens = scene.tree.tokens
    return any(
        tokens[child].dep.startswith(("nsubj", "csubj"))
        and tokens[child].text.lower() not in _RELATIVE_PRONOUNS
        and not scene.trigger_tokens.intersection(scene.tree.subtree(child))
        for i in path
        if tokens[i].pos in ("VERB", "ADJ", "AUX")
        for child in scene.tree.children[i]
    )


_RELATIVE_PRONOUNS = frozenset({"which", "that", "who"})

"""From each parser's own labels to Universal Dependencies v2."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Node:
    """A token as a parser gives it: no offsets, only grammar."""

    text: str
    lemma: str
    pos: str
    head: int
    dep: str


_RENAMED = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "npadvmod": "obl:npmod",
    "neg": "advmod",
    "prt": "compound:prt",
    "nn": "compound",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "attr": "xcomp",
    "dative": "iobj",
    "quantmod": "advmod",
    "predet": "det",
    "preconj": "cc",
    "ROOT": "root",
}
_VERBAL = ("VERB", "AUX")
_COPULAS = frozenset({"be", "become", "remain", "appear", "seem", "prove", "render"})


def from_ginza(nodes: list[Node]) -> list[Node]:
    """GiNZA speaks UD v2, but for the ``_bunsetu`` that it sets behind some labels."""
    return [replace(node, dep=node.dep.removesuffix("_bunsetu").lower()) for node in nodes]


def from_ud1(nodes: list[Node]) -> list[Node]:
    """From UD v1 (scispaCy's models): renamed labels, ``nmod`` of a verb is ``obl``."""
    out = [replace(node, dep=_RENAMED.get(node.dep, node.dep)) for node in nodes]
    return [
        replace(node, dep="obl") if node.dep == "nmod" and nodes[node.head].pos in _VERBAL else node
        for node in out
    ]


def from_clear(nodes: list[Node]) -> list[Node]:
    """From CLEAR style (spaCy's English models): prepositions become ``case`` of their noun.

    Source: UD v2 guidelines, "content words are heads": the noun governs its preposition,
    the predicate adjective governs its copula.
    """
    heads = [node.head for node in nodes]
    deps = [_RENAMED.get(node.dep, node.dep) for node in nodes]
    _flip_prepositions(nodes, heads, deps)
    _flip_copulas(nodes, heads, deps)
    return [
        replace(node, head=head, dep=dep)
        for node, head, dep in zip(nodes, heads, deps, strict=True)
    ]


def _flip_prepositions(nodes: list[Node], heads: list[int], deps: list[str]) -> None:
    for i, node in enumerate(nodes):
        if node.dep not in ("pobj", "pcomp"):
            continue
        prep = node.head
        outer = nodes[prep].head
        while nodes[outer].dep in ("prep", "agent") and outer != nodes[outer].head:
            outer = nodes[outer].head
        verbal = nodes[outer].pos in (*_VERBAL, "ADJ")
        heads[i] = outer if outer != prep else i
        if node.dep == "pcomp" and node.pos in _VERBAL:
            deps[i] = "advcl"
        elif nodes[prep].dep == "agent":
            deps[i] = "obl:agent"
        else:
            deps[i] = "obl" if verbal else "nmod"
        if outer == prep:
            deps[i] = "root"
        heads[prep] = i
        deps[prep] = "mark" if deps[i] == "advcl" else "case"


def _flip_copulas(nodes: list[Node], heads: list[int], deps: list[str]) -> None:
    for i, node in enumerate(nodes):
        verb = node.head
        if node.dep not in ("acomp", "attr") or nodes[verb].lemma not in _COPULAS:
            continue
        if heads[i] != verb:
            continue
        heads[i], deps[i] = (i, "root") if heads[verb] == verb else (heads[verb], deps[verb])
        for j in range(len(nodes)):
            if heads[j] == verb and j != i:
                heads[j] = i
        heads[verb], deps[verb] = i, "cop"

"""What a thing is a kind or a part of: drug and class, variant and gene, subtype and disease."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from pipeline.graph.build import LabelSource, node_attributes
from pipeline.model import EntityRef

if TYPE_CHECKING:
    import networkx as nx

KinKind = Literal["IS_A", "PART_OF"]
KIN_KINDS: tuple[KinKind, ...] = ("IS_A", "PART_OF")

_GENES = re.compile(r"hgnc:\d+|fplx:\w+")
_VARIANT = re.compile(r"var:(?P<gene>[^/?]+)/")
# Types of what only the hierarchy names; the lexicon has most of them itself.
_TYPES = {
    "class": "DrugClass",
    "hgnc": "Gene",
    "fplx": "Gene",
    "mondo": "Disease",
    "doid": "Disease",
    "go": "Process",
}


class Kinship(Protocol):
    """Who knows the families, classes and diseases that a thing belongs to: the lexicon."""

    def parents(self, curie: str) -> tuple[str, ...]:
        """Ids of what ``curie`` belongs to, in order."""


class Kin(NamedTuple):
    """One step up: ``child`` is a kind, or a part, of ``parent``."""

    child: str
    kind: KinKind
    parent: str


def kin_of(curie: str, kinship: Kinship) -> tuple[Kin, ...]:
    """What a thing belongs to, one step up.

    A variant is part of its gene, which its id names; genes are part of their families and
    complexes; everything else is a kind of what it belongs to.
    """
    if variant := _VARIANT.match(curie):
        return (Kin(curie, "PART_OF", variant["gene"]),)
    kind: KinKind = "PART_OF" if _GENES.fullmatch(curie) else "IS_A"
    return tuple(Kin(curie, kind, parent) for parent in kinship.parents(curie))


def ancestors(curie: str, kinship: Kinship) -> frozenset[str]:
    """All that a thing belongs to, at any distance; without itself."""
    found: set[str] = set()
    todo = [curie]
    while todo:
        above = {kin.parent for kin in kin_of(todo.pop(), kinship)} - found
        found |= above
        todo += above
    return frozenset(found - {curie})


def hierarchy(curies: Iterable[str], kinship: Kinship) -> tuple[Kin, ...]:
    """The steps worth showing above some things.

    Each thing's own step up, and the steps that lead further to another of the things. A fusion
    is made of its genes: they are part of it.

    Returns:
        Steps in order, each once.
    """
    given = set(curies)
    known = given.union(*(ancestors(curie, kinship) for curie in given))
    leads = {c for c in known if c in given or not given.isdisjoint(ancestors(c, kinship))}
    steps = {
        kin
        for curie in known
        for kin in kin_of(curie, kinship)
        if kin.parent != curie and (curie in given or kin.parent in leads)
    }
    steps |= {
        Kin(gene, "PART_OF", curie)
        for curie in given
        if curie.startswith("fusion:")
        for gene in _GENES.findall(curie)
    }
    return tuple(sorted(steps))


def with_hierarchy(
    graph: nx.MultiDiGraph[str], kinship: Kinship, labels: LabelSource | None = None
) -> nx.MultiDiGraph[str]:
    """A copy of a graph with the hierarchy of its nodes as edges ``IS_A`` and ``PART_OF``.

    Such an edge runs from the narrower to the wider thing, which becomes a node where it is
    none. It has no evidence, and of the attributes of edges only ``relation_id`` and
    ``relation``.
    """
    import networkx as nx

    steps = hierarchy(graph.nodes, kinship)
    nodes: dict[str, Any] = {node: data for node, data in graph.nodes(data=True)}  # noqa: C416
    for curie in {end for step in steps for end in (step.child, step.parent)} - nodes.keys():
        nodes[curie] = node_attributes(_ref(curie, labels), labels.label(curie) if labels else None)
    edges: list[Any] = [(u, v, key, data) for u, v, key, data in graph.edges(keys=True, data=True)]
    for step in steps:
        key = "h" + sha256("\x1f".join(step).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        edges.append((step.child, step.parent, key, {"relation_id": key, "relation": step.kind}))
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    out.add_nodes_from(sorted(nodes.items(), key=lambda item: item[0]))
    out.add_edges_from(sorted(edges, key=lambda edge: edge[:3]))
    return out


def _ref(curie: str, labels: LabelSource | None) -> EntityRef:
    """A thing by its id alone: a class's id spells its name."""
    label = labels.label(curie) if labels else None
    prefix, _, rest = curie.partition(":")
    name = rest.replace("-", " ") if prefix == "class" else curie
    return EntityRef(str(label.type) if label else _TYPES.get(prefix, "Thing"), curie, name)

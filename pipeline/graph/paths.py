"""How two things hang together: the shortest ways over relations, each backed by sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log
from typing import TYPE_CHECKING

from pipeline.graph.assemble import AssembledRelation
from pipeline.graph.hierarchy import Kin
from pipeline.graph.neighbours import strength

if TYPE_CHECKING:
    import networkx as nx

# Of two ways with as many steps the more believed one is first; no way is so much believed
# that a step more would do.
_DOUBT = 1e-6
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Step:
    """Two things of a way, and all that is said between them, in either direction."""

    start: str
    end: str
    relations: tuple[AssembledRelation, ...]
    kin: tuple[Kin, ...] = ()


def paths(
    relations: Iterable[AssembledRelation],
    starts: Collection[str],
    ends: Collection[str],
    *,
    most: int = 5,
    longest: int = 6,
    kin: Iterable[Kin] = (),
) -> tuple[tuple[Step, ...], ...]:
    """The ways from some things to others, the shortest first, of equals the most believed.

    Relations are followed in both directions. Those that deny something are followed only where
    nothing else leads there.

    Args:
        relations: what may be followed.
        starts: ids to start from.
        ends: ids to arrive at.
        most: how many ways at most.
        longest: how many steps a way may have.
        kin: steps of the hierarchy that may be followed too.
    """
    known, steps_up = tuple(relations), tuple(kin)
    positive = [relation for relation in known if relation.polarity == "positive"]
    for allowed in (positive, known):
        links = _links(allowed, steps_up)
        found = _ways(links, set(starts), set(ends), most, longest)
        if found:
            between = _links(known, steps_up)
            return tuple(tuple(_step(a, b, between) for a, b in pairwise(way)) for way in found)
    return ()


_Links = dict[frozenset[str], tuple[list[AssembledRelation], list[Kin]]]


def _links(relations: Sequence[AssembledRelation], kin: Sequence[Kin]) -> _Links:
    links: _Links = {}
    for relation in sorted(relations, key=strength):
        pair = frozenset((relation.subject.id, relation.object.id))
        links.setdefault(pair, ([], []))[0].append(relation)
    for step in sorted(kin):
        links.setdefault(frozenset((step.child, step.parent)), ([], []))[1].append(step)
    return {pair: link for pair, link in links.items() if len(pair) == 2}


def _ways(
    links: _Links, starts: set[str], ends: set[str], most: int, longest: int
) -> list[list[str]]:
    network = _network(links)
    found: list[tuple[int, float, list[str]]] = []
    for start in sorted(starts & network.nodes):
        for end in sorted(ends & network.nodes):
            if start != end:
                found += _between(network, start, end, most, longest)
    return [way for _, _, way in sorted(found)[:most]]


def _network(links: _Links) -> nx.Graph[str]:
    import networkx as nx

    network: nx.Graph[str] = nx.Graph()
    for pair in sorted(links, key=sorted):
        relations, kin = links[pair]
        belief = 1.0 if kin else max(relation.belief for relation in relations)
        a, b = sorted(pair)
        network.add_edge(a, b, weight=1 - _DOUBT * log(max(belief, _LEAST)))
    return network


def _between(
    network: nx.Graph[str], start: str, end: str, most: int, longest: int
) -> list[tuple[int, float, list[str]]]:
    import networkx as nx

    if not nx.has_path(network, start, end):
        return []
    ways = islice(nx.shortest_simple_paths(network, start, end, weight="weight"), most)
    return [
        (len(way), nx.path_weight(network, way, "weight"), way)
        for way in ways
        if len(way) - 1 <= longest
    ]


def _step(start: str, end: str, links: _Links) -> Step:
    relations, kin = links[frozenset((start, end))]
    return Step(start, end, tuple(relations), tuple(kin))

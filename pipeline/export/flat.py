"""Any networkx graph, made fit for formats: in sorted order, with flat and typed attributes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.export.visible import visible

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float | bool
_Attributes = dict[str, Value]


def flat(graph: Any) -> Any:
    """A copy with nothing in it that the formats of graphs or their readers stumble over.

    Nodes are strings; nodes, edges and attributes come in sorted order, whatever the order in
    which they were put in. Attributes are strings, numbers and booleans: None is left out, lists
    and mappings become JSON strings, an attribute with values of several types becomes a string
    throughout (integers beside floats: a float), and characters that XML can not hold become
    visible ones (see :func:`pipeline.export.visible`).

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    fit = graph.__class__()
    fit.graph.update(_attributes(graph.graph, "the graph"))
    ids = _node_ids(graph)
    nodes = {ids[node]: _attributes(data, f"node {node}") for node, data in graph.nodes(data=True)}
    _make_uniform(nodes.values())
    for node in sorted(nodes):
        fit.add_node(node)
        fit.nodes[node].update(nodes[node])  # no keywords: an attribute may be called "self"
    edges = [
        (ids[u], ids[v], visible(str(key)), _attributes(data, f"edge {u} -> {v} ({key})"))
        for u, v, key, data in _edges(graph)
    ]
    _make_uniform([edge[3] for edge in edges])
    for u, v, key, data in sorted(edges, key=lambda e: (e[:3], [(k, str(e[3][k])) for k in e[3]])):
        place: tuple[str, ...] = (u, v)
        if fit.is_multigraph():
            place = (u, v, free_name(key, fit.get_edge_data(u, v, default=())))
        fit.add_edge(*place)
        fit.edges[place].update(data)
    return fit


def _edges(graph: Any) -> Iterator[tuple[Hashable, Hashable, Hashable, dict[str, Any]]]:
    if graph.is_multigraph():
        yield from graph.edges(keys=True, data=True)
    else:
        for u, v, data in graph.edges(data=True):
            yield u, v, "", data


def _node_ids(graph: nx.Graph[Any]) -> dict[Hashable, str]:
    """A writable id for each node; two that would fall together are kept apart."""
    ids: dict[Hashable, str] = {}
    taken: set[str] = set()
    for node in sorted(graph.nodes, key=lambda n: (visible(str(n)) != str(n), str(n), repr(n))):
        ids[node] = free_name(visible(str(node)), taken)
        taken.add(ids[node])
    return ids


def free_name(name: str, taken: Collection[str]) -> str:
    """``name``, or ``name'`` and so on while that is taken."""
    while name in taken:
        name += "'"
    return name


def _attributes(data: Mapping[str, Any], where: str) -> _Attributes:
    return {
        visible(str(key)): _value(data[key], where, key)
        for key in sorted(data, key=str)
        if data[key] is not None and key not in ("node_default", "edge_default")
    }


def _value(value: object, where: str, key: object) -> Value:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return visible(str(value))
    if isinstance(value, list | tuple | dict):
        try:
            return visible(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        except (TypeError, ValueError):
            pass
    raise InputError(
        f"{where}: attribute {key!r} is a {type(value).__name__}, which no file of a graph holds; "
        "make it a string, a number, a boolean, or a list or mapping of these"
    )


def _make_uniform(rows: Collection[_Attributes]) -> None:
    """Give each attribute one type over all rows: readers know one type for a name."""
    types: dict[str, set[type]] = defaultdict(set)
    for row in rows:
        for key, value in row.items():
            types[key].add(type(value))
    for key, found in types.items():
        if len(found) > 1:
            kind = float if found == {int, float} else str
            for row in rows:
                if key in row:
                    row[key] = kind(row[key])

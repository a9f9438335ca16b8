"""SIF, the simple interaction format: who does what to whom, and nothing more."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipeline.export.flat import flat
from pipeline.export.tables import one_line

if TYPE_CHECKING:
    import networkx as nx


def sif_bytes(graph: nx.MultiDiGraph[Any]) -> bytes:
    """A line for each claim: name, relation, name, parted by tabs; a node alone is its name.

    Denied relations begin with ``NOT_``. Where two nodes have one name, both get their ids too.
    Lines are sorted, and none comes twice.

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    fit = flat(graph)
    plain = {node: one_line(str(data.get("name") or node)) for node, data in fit.nodes(data=True)}
    often = Counter(plain.values())
    names = {
        node: name if often[name] == 1 else f"{name} ({one_line(node)})"
        for node, name in plain.items()
    }
    lines = {
        f"{names[source]}\t{_relation(data)}\t{names[target]}"
        for source, target, data in fit.edges(data=True)
    }
    alone = {names[node] for node, degree in fit.degree() if not degree}
    return "".join(f"{line}\n" for line in sorted(lines | alone)).encode()


def _relation(data: dict[str, Any]) -> str:
    relation = one_line(str(data.get("relation") or "RELATED"))
    return f"NOT_{relation}" if data.get("polarity") == "negative" else relation

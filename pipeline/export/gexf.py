"""GEXF 1.2 for Gephi and networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.export.flat import flat, free_name
from pipeline.export.graphml import xml_bytes

if TYPE_CHECKING:
    import networkx as nx

# Attributes that networkx's writer takes for GEXF's own: a document's could break the file.
_NODE_WORDS = frozenset(
    {"id", "label", "pid", "start", "end", "parents", "slices", "spells", "viz"}
)
_EDGE_WORDS = _NODE_WORDS | {"key", "type", "weight"}


def gexf_bytes(graph: nx.MultiDiGraph[Any]) -> bytes:
    """The graph as GEXF in UTF-8; ``graph`` stays as it is, equal content gives equal bytes.

    A node's label is its ``name``; an edge's id is its key, its label the ``relation`` and its
    weight the ``belief``. All attributes are there under their own names as well; one that GEXF
    means something else by (``start``) gets an underscore behind it.

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    from networkx.readwrite.gexf import GEXFWriter

    fit = flat(graph)
    for node, data in fit.nodes(data=True):
        _rename(data, _NODE_WORDS)
        data["label"] = str(data.get("name", node))
    taken: set[str] = set()
    for _, _, key, data in fit.edges(keys=True, data=True):
        _rename(data, _EDGE_WORDS)
        data["id"] = free_name(key, taken)
        taken.add(data["id"])
        data["label"] = str(data.get("relation", ""))
        if isinstance(data.get("belief"), float):
            data["weight"] = data["belief"]
    fit.graph.clear()  # GEXF has no attributes of a graph, and some names there mean something
    writer = GEXFWriter(graph=fit)
    meta = writer.xml.find("meta")
    meta.attrib.clear()  # the day of writing
    meta.find("creator").text = "taisei"
    writer.indent(writer.xml)
    return xml_bytes(writer.xml)


def _rename(data: dict[str, Any], words: frozenset[str]) -> None:
    for name in sorted(words & data.keys()):
        data[free_name(f"{name}_", data)] = data.pop(name)

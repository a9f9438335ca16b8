"""Cytoscape JSON, for Cytoscape and Cytoscape.js."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.export.flat import flat, free_name
from pipeline.export.node_link import json_bytes

if TYPE_CHECKING:
    import networkx as nx


def cyjs_bytes(graph: nx.MultiDiGraph[Any]) -> bytes:
    """The graph as Cytoscape JSON in UTF-8; equal content gives equal bytes.

    networkx's form, with an id for each edge, its ``relation`` as ``interaction`` too, and the
    name "taisei" for the network.

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    import networkx as nx

    data = nx.cytoscape_data(flat(graph))
    data["data"] = dict(data["data"]) | {"name": "taisei"}
    taken = {node["data"]["id"] for node in data["elements"]["nodes"]}  # edges share their ids
    for edge in data["elements"]["edges"]:
        one = edge["data"]
        one["id"] = free_name(one["key"], taken)
        taken.add(one["id"])
        one["interaction"] = str(one.get("relation", ""))
    return json_bytes(data)

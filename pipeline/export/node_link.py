"""Node-link JSON, as networkx and D3 read it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.export.flat import flat

if TYPE_CHECKING:
    import networkx as nx

# Escaped, the text can stand in a page as it is: no markup begins in it, and no line ends.
_ESCAPED = re.compile("[<>&\u2028\u2029]")


def node_link_bytes(graph: nx.MultiDiGraph[Any]) -> bytes:
    """The graph as networkx's node-link JSON in UTF-8; equal content gives equal bytes.

    A node's ``id`` and an edge's ``source``, ``target`` and ``key`` stand for attributes of the
    same names.

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    import networkx as nx

    return json_bytes(nx.node_link_data(flat(graph), edges="edges"))


def json_bytes(value: object) -> bytes:
    """JSON in UTF-8, indented, with one line end at the end.

    Raises:
        InputError: a number is infinite or none.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    except ValueError as error:
        raise InputError(f"the graph: {error}; give finite numbers, or write graphml") from error
    # Outside strings JSON has none of these, so every one stands inside a string.
    return (_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n").encode()

"""GraphML that Gephi, Cytoscape, yEd, igraph and networkx read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from pipeline.export.atomic import write_atomically
from pipeline.export.flat import flat

if TYPE_CHECKING:
    import networkx as nx


def write_graphml(graph: nx.Graph[Any], path: Path) -> None:
    """Write a graph to a GraphML file, whole or not at all; see :func:`graphml_bytes`."""
    write_atomically(path, graphml_bytes(graph))


def graphml_bytes(graph: nx.Graph[Any]) -> bytes:
    """The graph as GraphML in UTF-8, with a line end at the end; ``graph`` stays as it is.

    The same content gives the same bytes, in whatever order it was put in; what becomes of
    attributes: :func:`pipeline.export.flat.flat`.

    Args:
        graph: any networkx graph, directed or not, with or without parallel edges.

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    from networkx.readwrite.graphml import GraphMLWriter

    class Writer(GraphMLWriter):
        """networkx's own, without its second pass: types are known, and large graphs many."""

        def add_attributes(
            self, scope: str, xml_obj: Any, data: dict[str, Any], default: dict[str, Any]
        ) -> None:
            for key, value in data.items():
                # XML Schema knows "true", not "True"
                text = str(value).lower() if isinstance(value, bool) else str(value)
                xml_obj.append(self.add_data(key, type(value), text, scope, default.get(key)))

    writer = Writer(graph=flat(graph))
    writer.indent(writer.xml)
    return xml_bytes(writer.xml)


def xml_bytes(root: ElementTree.Element) -> bytes:
    """The document in UTF-8, with a declaration and one line end at the end."""
    # As text first: ElementTree writes a tree to a stream of bytes several times slower.
    text = ElementTree.tostring(root, encoding="unicode").rstrip()
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode()

"""The graph that users get: networkx's own, which also shows itself in a notebook.

A class derived from networkx's can not be written before networkx is loaded, so nothing
imports this module but inside functions.
"""

from __future__ import annotations

from networkx import MultiDiGraph


class Graph(MultiDiGraph):  # type: ignore[type-arg]  # it takes none at run time
    """A networkx ``MultiDiGraph`` that Jupyter shows as a table of its strongest edges.

    Everything of networkx works on it, and what networkx makes of it (``edge_subgraph``,
    ``copy``, ``reverse``) shows itself likewise. ``Graph(other)`` takes any networkx graph over.
    """

    def __repr__(self) -> str:
        return f"<{self}>"

    def _repr_html_(self) -> str:
        from pipeline.report import graph_html

        return graph_html(self)

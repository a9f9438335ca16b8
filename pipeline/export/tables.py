"""Two tables, of nodes and of edges, for spreadsheets, Gephi, Cytoscape, pandas and R."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from pipeline.export.flat import Value, flat

if TYPE_CHECKING:
    import networkx as nx

Row = Mapping[str, Value]

NODES_FIRST = ("id", "name", "label_ja", "type")
EDGES_FIRST = (
    *("id", "source", "source_name", "relation", "polarity", "certainty"),
    *("target", "target_name", "belief"),
)

# What makes a spreadsheet compute a cell; in Japanese ones the full-width forms do as well.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_SPACE = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def csv_parts(graph: nx.MultiDiGraph[Any]) -> dict[str, bytes]:
    """Tables with commas, marked as UTF-8: spreadsheets take it for the local encoding else.

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    nodes, edges = rows_of(graph)
    return {
        "_nodes.csv": _csv(nodes, NODES_FIRST),
        "_edges.csv": _csv(edges, EDGES_FIRST),
    }


def tsv_parts(graph: nx.MultiDiGraph[Any]) -> dict[str, bytes]:
    """Tables with tabs, a row a line: tabs and line ends within a cell become a space.

    Raises:
        InputError: an attribute's value can not be written; says where and which.
    """
    nodes, edges = rows_of(graph)
    return {
        "_nodes.tsv": tsv_bytes(nodes, columns_of(nodes, NODES_FIRST)),
        "_edges.tsv": tsv_bytes(edges, columns_of(edges, EDGES_FIRST)),
    }


def rows_of(graph: nx.MultiDiGraph[Any]) -> tuple[list[Row], list[Row]]:
    """Nodes and edges in order, each with its id, edges with the names of both ends."""
    fit = flat(graph)
    names = {node: data.get("name", node) for node, data in fit.nodes(data=True)}
    nodes: list[Row] = [{**data, "id": node} for node, data in fit.nodes(data=True)]
    edges: list[Row] = [
        {
            **data,
            "id": key,
            "source": source,
            "source_name": names[source],
            "target": target,
            "target_name": names[target],
        }
        for source, target, key, data in fit.edges(keys=True, data=True)
    ]
    return nodes, edges


def columns_of(rows: Iterable[Row], first: Sequence[str]) -> list[str]:
    """``first``, whether filled or not, then all others in order of the alphabet."""
    return [*first, *sorted({name for row in rows for name in row} - set(first))]


def harmless(cell: Value) -> str:
    """The text of a cell; one that a spreadsheet would compute gets an apostrophe before it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return str(cell)


def one_line(cell: str) -> str:
    """The cell with a space for each run of tabs and line ends."""
    return _SPACE.sub(" ", cell)


def tsv_bytes(rows: Iterable[Row], columns: Sequence[str], *, quoted: bool = True) -> bytes:
    """A table with tabs in UTF-8.

    Args:
        rows: what a row lacks of ``columns`` is an empty cell.
        columns: the names of the columns, in order.
        quoted: quote cells that hold quotation marks, as spreadsheets and pandas expect; else
            leave them as they are.
    """
    file = StringIO()
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    if not quoted:  # a quotation mark is then a letter like others and needs no escape
        writer = csv.writer(
            file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
        )
    writer.writerow([harmless(one_line(name)) for name in columns])
    for row in rows:
        cells = (row.get(name, "") for name in columns)
        writer.writerow(
            [harmless(one_line(cell) if isinstance(cell, str) else cell) for cell in cells]
        )
    return file.getvalue().encode()


def _csv(rows: Sequence[Row], first: Sequence[str]) -> bytes:
    columns = columns_of(rows, first)
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([harmless(name) for name in columns])
    writer.writerows([harmless(row.get(name, "")) for name in columns] for row in rows)
    return file.getvalue().encode("utf-8-sig")

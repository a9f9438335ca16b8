"""The formats that a graph is written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.export import cyjs, gexf, graphml, kgx, node_link, sif, tables

if TYPE_CHECKING:
    import networkx as nx

Parts = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class GraphFormat:
    """A format of graphs.

    ``suffixes``: file names that end so are of this format. ``write`` gives the content of each
    file, by what its name ends in; of a format that is one file, by "".
    """

    name: str
    suffixes: tuple[str, ...]
    about: str
    write: Callable[[nx.MultiDiGraph[Any]], Parts]


def one_file(
    write: Callable[[nx.MultiDiGraph[Any]], bytes],
) -> Callable[[nx.MultiDiGraph[Any]], Parts]:
    """A writer of one file as a writer of parts."""
    return lambda graph: {"": write(graph)}


GRAPH_FORMATS = (
    GraphFormat(
        "graphml",
        (".graphml",),
        "everything, with types; Gephi, Cytoscape, yEd, igraph, networkx",
        one_file(graphml.graphml_bytes),
    ),
    GraphFormat("gexf", (".gexf",), "everything; Gephi, networkx", one_file(gexf.gexf_bytes)),
    GraphFormat(
        "cyjs", (".cyjs",), "everything; Cytoscape, Cytoscape.js", one_file(cyjs.cyjs_bytes)
    ),
    GraphFormat(
        "json",
        (".json",),
        "everything, node-link; networkx, D3",
        one_file(node_link.node_link_bytes),
    ),
    GraphFormat(
        "csv",
        (".csv",),
        "two tables, FILE_nodes.csv and FILE_edges.csv; spreadsheets, Gephi, pandas, R",
        tables.csv_parts,
    ),
    GraphFormat(
        "tsv",
        (".tsv",),
        "two tables, FILE_nodes.tsv and FILE_edges.tsv, a row a line",
        tables.tsv_parts,
    ),
    GraphFormat("sif", (".sif",), "names and relations alone; Cytoscape", one_file(sif.sif_bytes)),
    GraphFormat(
        "kgx",
        (".kgx.tsv",),
        "Biolink model, FILE_nodes.tsv and FILE_edges.tsv; KGX",
        kgx.kgx_parts,
    ),
)


def graph_format(out: Path, name: str | None, known: Sequence[GraphFormat]) -> GraphFormat:
    """The format of that name; without one, the format that the name of ``out`` ends in.

    Raises:
        UsageError: there is no such format, or the name of ``out`` tells none.
    """
    names = ", ".join(one.name for one in known)
    if name is not None:
        for one in known:
            if one.name == name.lower():
                return one
        raise UsageError(f"--format {name}: unknown format; give one of {names}")
    fits = [(suffix, one) for suffix, one in _suffixes(known) if out.name.lower().endswith(suffix)]
    if not fits:
        endings = ", ".join(suffix for suffix, _ in _suffixes(known))
        raise UsageError(
            f"{out}: unknown format {out.suffix!r}; end the name in one of {endings},"
            f" or give --format with one of {names}"
        )
    return max(fits, key=lambda fit: len(fit[0]))[1]


def graph_files(out: Path, parts: Parts, known: Sequence[GraphFormat]) -> dict[Path, bytes]:
    """Where each part goes: beside one another, ``g.csv`` to ``g_nodes.csv`` and ``g_edges.csv``.

    A suffix that names a format is taken off before a part's ending is put on.
    """
    ends = tuple(Path(f"x{suffix}").suffix for suffix, _ in _suffixes(known))
    stem = out.stem if out.suffix.lower() in ends else out.name
    return {out.with_name(stem + end) if end else out: data for end, data in parts.items()}


def _suffixes(known: Iterable[GraphFormat]) -> list[tuple[str, GraphFormat]]:
    return [(suffix, one) for one in known for suffix in one.suffixes]

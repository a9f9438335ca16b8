"""The report as one HTML file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.graph import AssembledRelation, studies
from pipeline.model import Document
from pipeline.report.controls import filters, network, switches
from pipeline.report.data import embedded, report_data
from pipeline.report.documents import document_sections
from pipeline.report.frame import head
from pipeline.report.markup import asset, bundle
from pipeline.report.svg import MAX_EDGES, draw
from pipeline.report.table import relation_table

if TYPE_CHECKING:
    import networkx as nx

_STYLES = ("report.css", "graph.css", "network.css")
# One after the other they are one script; cytoscape.min.js stands before it.
_SCRIPTS = (
    *("data.js", "words.js", "colours.js", "sorting.js", "evidence.js", "filters.js"),
    *("columns.js", "apart.js", "network.js", "reading.js", "relations.js", "report.js"),
)
# The style shows one view at a time where there is a script to change it.
_EARLY = 'document.documentElement.classList.add("js");'


def render_report(
    documents: Iterable[Document],
    relations: Iterable[AssembledRelation],
    graph: nx.MultiDiGraph[Any],
) -> str:
    """The report: the network, the relations with their evidence, the documents.

    One file that opens without a network: style and scripts are inline and allowed by their
    hashes alone, nothing else may load or run. Without the scripts it is a still picture, the
    table with all evidence, and the documents; with them the network can be searched, filtered
    and clicked, and documents be read with their mentions. The same input in any order gives
    the same text.

    Args:
        documents: the documents that the relations' evidence points into.
        relations: as :func:`pipeline.graph.assemble` makes them of those documents.
        graph: as :func:`pipeline.graph.build_graph` makes it of those documents.
    """
    docs = sorted(documents, key=lambda d: d.id)
    assembled = sorted(relations, key=lambda r: (-r.belief, r.key))
    data = report_data(docs, assembled, graph) | {"words": json.loads(asset("words.json"))}
    style = "".join(map(asset, _STYLES))
    scripts = (asset("cytoscape.min.js"), bundle(*_SCRIPTS))
    return "\n".join(
        (
            head(
                "taisei: what makes therapies stop working, and what brings them back",
                style,
                *scripts,
                early=_EARLY,
            ),
            "<body>",
            '<a class="skip" href="#relations">Skip to the relations</a>',
            _top(docs, assembled, graph),
            filters() if assembled else "",
            "<main>",
            _picture(graph),
            relation_table(assembled, docs, graph),
            document_sections(docs, assembled),
            "</main>",
            asset("how_to_read.html"),
            f'<script type="application/json" id="data">{embedded(data)}</script>',
            *(f"<script>{script}</script>" for script in scripts),
            "</body>",
            "</html>",
            "",
        )
    )


def _top(
    docs: Sequence[Document], relations: Sequence[AssembledRelation], graph: nx.MultiDiGraph[Any]
) -> str:
    causes = sum(r.relation == "CAUSES_RESISTANCE" for r in relations)
    contradicted = sum(bool(data.get("contradicted")) for _, _, data in graph.edges(data=True))
    counts = (
        (len(docs), "documents"),
        (len(set(studies(docs).values())), "independent studies"),
        (graph.number_of_nodes(), "entities"),
        (causes, "causes of resistance"),
        (len(relations) - causes, "ways to overcome it"),
        (sum(len(r.evidence) for r in relations), "pieces of evidence"),
        (contradicted, "contradicted"),
    )
    items = "".join(f"<div><dt>{what}</dt><dd>{count:,}</dd></div>" for count, what in counts)
    return (
        '<header><p class="brand">taisei <span lang="ja">耐性</span></p>'
        "<h1>What makes therapies stop working, and what brings them back</h1>"
        f'<dl class="counts">{items}</dl>'
        '<nav aria-label="Sections"><a href="#picture">Network</a> '
        '<a href="#relations">Relations</a> <a href="#documents">Documents</a></nav>'
        f"{switches()}</header>"
    )


def _picture(graph: nx.MultiDiGraph[Any]) -> str:
    total = graph.number_of_edges()
    if not total:
        return (
            '<section id="picture" class="here"><h2>Network</h2>'
            "<p>No text states a relation, so there is nothing to draw.</p></section>"
        )
    note = "Each line leads to its row in the table."
    if total > MAX_EDGES:
        note = f"The {MAX_EDGES} strongest of {total:,} edges. {note}"
    return (
        f'<section id="picture" class="here"><h2>Network</h2>{network()}'
        f'<div class="still"><p class="note">{note}</p>'
        f'<div class="canvas" tabindex="0" role="region" aria-label="Picture of the network">'
        f"{draw(graph, link=True)}</div></div></section>"
    )

"""The report as one HTML file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.graph import AssembledRelation, studies
from pipeline.model import Document
from pipeline.report.documents import document_sections
from pipeline.report.frame import head
from pipeline.report.markup import asset
from pipeline.report.svg import MAX_EDGES, draw
from pipeline.report.table import relation_table

if TYPE_CHECKING:
    import networkx as nx


def render_report(
    documents: Iterable[Document],
    relations: Iterable[AssembledRelation],
    graph: nx.MultiDiGraph[Any],
) -> str:
    """The report: a picture, the relations with their evidence, the documents.

    One file that opens without a network: style and script are inline and allowed by their
    hashes alone, nothing else may load or run. Readable without the script, which only
    filters and sorts. The same input in any order gives the same text.

    Args:
        documents: the documents that the relations' evidence points into.
        relations: as :func:`pipeline.graph.assemble` makes them of those documents.
        graph: as :func:`pipeline.graph.build_graph` makes it of those documents.
    """
    docs = sorted(documents, key=lambda d: d.id)
    assembled = sorted(relations, key=lambda r: (-r.belief, r.key))
    style, script = asset("report.css") + asset("graph.css"), asset("report.js")
    return "\n".join(
        (
            head(
                "taisei: what makes therapies stop working, and what brings them back",
                style,
                script,
            ),
            "<body>",
            '<a class="skip" href="#relations">Skip to the relations</a>',
            _top(docs, assembled, graph),
            "<main>",
            _picture(graph),
            relation_table(assembled, docs, graph),
            document_sections(docs, assembled),
            "</main>",
            _foot(),
            f"<script>{script}</script>",
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
        '<a href="#relations">Relations</a> <a href="#documents">Documents</a></nav></header>'
    )


def _picture(graph: nx.MultiDiGraph[Any]) -> str:
    total = graph.number_of_edges()
    if not total:
        return (
            '<section id="picture"><h2>Network</h2>'
            "<p>No text states a relation, so there is nothing to draw.</p></section>"
        )
    note = "Each line leads to its row in the table."
    if total > MAX_EDGES:
        note = f"The {MAX_EDGES} strongest of {total:,} edges. {note}"
    return (
        f'<section id="picture"><h2>Network</h2><p class="note">{note}</p>'
        f'<div class="canvas" tabindex="0" role="region" aria-label="Picture of the network">'
        f"{draw(graph, link=True)}</div></section>"
    )


def _foot() -> str:
    return (
        "<footer><h2>How to read this</h2><p>Every relation is stated by a sentence of a "
        "document; nothing is inferred. <b>Belief</b> is 1 − ∏(1 − <i>w</i>) over independent "
        "studies, where <i>w</i> is the best confidence within a study, halved if it is only "
        "hypothesised, and at most 0.95. Documents that share a DOI, a title or their text are "
        "one study. Positions are half-open ranges of code points of the document’s text. "
        "This is what texts say, not advice for treatment.</p></footer>"
    )

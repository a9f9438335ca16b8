"""What the interactive report knows, as JSON inside its page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.graph import AssembledEvidence, AssembledRelation, best_evidence, dois_of
from pipeline.model import Document
from pipeline.report.cue_marks import cue_marks
from pipeline.report.documents import anchors
from pipeline.report.highlight import marks_of
from pipeline.report.markup import doi_address
from pipeline.text import is_japanese

if TYPE_CHECKING:
    import networkx as nx

# What would show nothing, or can not stand in UTF-8. One character for one: offsets must hold.
_UNSEEN = {c: chr(0x2400 + c) for c in range(0x20) if chr(c) not in "\t\n\r"} | {0x7F: "\u2421"}
_UNFIT = re.compile("[\x80-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Nothing in a script element may look like its end, like a comment, or like a line's end.
_AWKWARD = re.compile("[<>&\u2028\u2029]")


def report_data(
    documents: Sequence[Document],
    relations: Sequence[AssembledRelation],
    graph: nx.MultiDiGraph[Any],
) -> dict[str, object]:
    """Nodes, edges with their evidence, and documents with texts and mentions.

    Edges and evidence name nodes and documents by their place in these lists. Offsets are code
    points of the document's text, which is there once: a sentence of evidence is a range of it.
    """
    place = {doc.id: at for at, doc in enumerate(documents)}
    ends = {ref.id: ref for r in relations for ref in (r.subject, r.object)}
    nodes = {curie: at for at, curie in enumerate(sorted(ends))}
    known = {str(node): data for node, data in graph.nodes(data=True)}
    edges = {str(key): data for _, _, key, data in graph.edges(keys=True, data=True)}
    anchor = anchors(documents)
    return {
        "nodes": [_node(curie, ends[curie], known.get(curie, {})) for curie in nodes],
        "edges": [_edge(r, nodes, place, edges.get(r.id, {})) for r in relations],
        "documents": [_document(doc, anchor[doc.id]) for doc in documents],
    }


def embedded(data: object) -> str:
    """JSON for the inside of a ``<script type="application/json">``: it holds no ``<``."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _AWKWARD.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def seen(text: str) -> str:
    """``text`` with every character visible or white space, and as long as before."""
    return _UNFIT.sub("\ufffd", text.translate(_UNSEEN))


def _node(curie: str, ref: Any, data: Mapping[str, Any]) -> dict[str, str]:
    name = str(data.get("name") or ref.name or ref.id)
    japanese = str(data.get("label_ja") or "")
    return {
        "id": seen(curie),
        "name": seen(name),
        "ja": seen(japanese) if any(map(is_japanese, japanese)) else "",
        "type": seen(str(data.get("type") or ref.type)),
    }


def _edge(
    relation: AssembledRelation,
    nodes: Mapping[str, int],
    place: Mapping[str, int],
    data: Mapping[str, Any],
) -> dict[str, object]:
    best = best_evidence(relation)
    return {
        "id": relation.id,
        "source": nodes[relation.subject.id],
        "target": nodes[relation.object.id],
        "relation": "causes" if relation.relation == "CAUSES_RESISTANCE" else "overcomes",
        "polarity": relation.polarity,
        "certainty": relation.certainty,
        "state": [state.value.replace("_", " ") for state in relation.state],
        "via": [seen(ref.name or ref.id) for ref in relation.via],
        "contexts": _contexts(relation),
        "belief": relation.belief,
        "confidence": max((piece.confidence for piece in relation.evidence), default=0.0),
        "studies": relation.studies,
        "contradicted": bool(data.get("contradicted")),
        "languages": sorted({_language(piece) for piece in relation.evidence}),
        "documents": len(relation.documents),
        "best": relation.evidence.index(best) if best else -1,
        "evidence": [_piece(relation, piece, place) for piece in relation.evidence],
    }


def _contexts(relation: AssembledRelation) -> list[str]:
    found: dict[str, None] = {}
    for context in relation.contexts:
        for ref in (*context.diseases, *context.cell_lines):
            found[seen(ref.name or ref.id)] = None
        for model in (*context.models, *([context.level] if context.level else [])):
            found[seen(model.replace("_", " "))] = None
    return list(found)


def _language(piece: AssembledEvidence) -> str:
    return "ja" if any(map(is_japanese, piece.text)) else "en"


def _piece(
    relation: AssembledRelation, piece: AssembledEvidence, place: Mapping[str, int]
) -> dict[str, object]:
    marks = (*marks_of(piece), *cue_marks(relation, piece))
    at = place.get(piece.document)
    # Evidence from a document that is not at hand brings its own words.
    words = {} if at is not None else {"name": seen(piece.document), "text": seen(piece.text)}
    return {
        "document": at,
        **words,
        "start": piece.start,
        "end": piece.end,
        "language": _language(piece),
        "marks": [[mark, span.start, span.end] for mark, span in marks],
        "rule": seen(piece.rule),
        "source": piece.source,
        "confidence": piece.confidence,
    }


def _document(doc: Document, anchor: str) -> dict[str, object]:
    entities: dict[tuple[str, str, str], int] = {}
    mentions = [
        [m.start, m.end, entities.setdefault((m.type.value, m.id, m.name), len(entities))]
        for m in sorted(doc.mentions, key=lambda m: (m.start, m.end, m.type, m.id))
    ]
    title = doc.metadata.get("title")
    return {
        "anchor": anchor,
        "id": seen(doc.id),
        "title": seen(title) if isinstance(title, str) and title.strip() else seen(doc.id),
        "language": doc.language,
        "dois": [[seen(doi), doi_address(doi)] for doi in dois_of(doc)],
        "pages": list(doc.source.pages),
        "text": seen(doc.text),
        "mentions": mentions,
        "entities": [[seen(each) for each in entity] for entity in entities],
    }

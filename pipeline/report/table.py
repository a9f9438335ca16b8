"""The table of relations, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.graph import (
    AssembledEvidence,
    AssembledRelation,
    best_evidence,
    dois_of,
)
from pipeline.model import Document, EntityRef, Span
from pipeline.report.controls import KEY
from pipeline.report.cue_marks import cue_marks
from pipeline.report.documents import anchors
from pipeline.report.highlight import Mark, highlight, marks_of
from pipeline.report.markup import doi_link, esc, lang, name
from pipeline.report.svg import phrase

if TYPE_CHECKING:
    import networkx as nx

# Heading, and whether the column is sorted as numbers, largest first.
_COLUMNS = (
    ("Subject", False),
    ("Relation", False),
    ("Object", False),
    ("Polarity", False),
    ("Certainty", False),
    ("State", False),
    ("Belief", True),
    ("Studies", True),
    ("Evidence", True),
)
_AROUND = 16  # characters shown on each side of an argument outside its sentence


def relation_table(
    relations: Sequence[AssembledRelation],
    docs: Sequence[Document],
    graph: nx.MultiDiGraph[Any],
) -> str:
    """The section with table and evidence. One ``tbody`` a relation: sorting moves it.

    The evidence is for readers without the script, which builds it only where it is looked at.
    """
    if not relations:
        return (
            '<section id="relations"><h2>Relations</h2>'
            "<p>No relation was found in these documents.</p></section>"
        )
    edges = {str(key): data for _, _, key, data in graph.edges(keys=True, data=True)}
    nodes = {str(node): data for node, data in graph.nodes(data=True)}
    by_id = {doc.id: doc for doc in docs}
    anchor = anchors(docs)
    rows = (_body(r, edges.get(r.id, {}), nodes, by_id, anchor) for r in relations)
    heads = "".join(
        f'<th scope="col"{" data-number" if number else ""}>{heading}</th>'
        for heading, number in _COLUMNS
    )
    return "\n".join(
        (
            '<section id="relations"><h2>Relations</h2>',
            KEY,
            '<div class="wide" tabindex="0" role="region" aria-labelledby="table-caption"><table>',
            f'<caption id="table-caption">{_CAPTION}</caption>',
            f"<thead><tr>{heads}</tr></thead>",
            *rows,
            "</table></div>",
            '<p id="nothing" hidden>No relation fits the filter.</p>',
            '<button type="button" id="more-rows" hidden></button></section>',
        )
    )


_CAPTION = "Every relation, with the sentences that state it."


def _body(
    relation: AssembledRelation,
    edge: Mapping[str, Any],
    nodes: Mapping[str, Mapping[str, Any]],
    docs: Mapping[str, Document],
    anchor: Mapping[str, str],
) -> str:
    causes = relation.relation == "CAUSES_RESISTANCE"
    contradicted = bool(edge.get("contradicted"))
    kind = "causes" if causes else "overcomes"
    words = phrase({"relation": relation.relation, "polarity": relation.polarity})
    state = ", ".join(f"<span>{s.value.replace('_', ' ')}</span>" for s in relation.state)
    via = ", ".join(name(ref.name) for ref in relation.via)
    route = f'<span class="route"><span>via</span> {via}</span>' if via else ""
    alarm = ' <span class="flag">contradicted</span>' if contradicted else ""
    return (
        f'<tbody id="r-{esc(relation.id)}" tabindex="-1" data-relation="{kind}" '
        f'data-polarity="{relation.polarity}" data-certainty="{relation.certainty}" '
        f'data-contradicted="{"yes" if contradicted else "no"}"><tr>'
        f'<th scope="row">{_entity(relation.subject, nodes)}</th>'
        f'<td><span class="verb {kind} {relation.polarity}">{words}</span></td>'
        f"<td>{_entity(relation.object, nodes)}</td>"
        f"<td><span>{relation.polarity}</span>{alarm}</td><td>{relation.certainty}</td>"
        f"<td>{state}{route}</td>"
        f'<td class="number" data-value="{relation.belief:.4f}">{_two_digits(relation.belief)} '
        f'<meter min="0" max="1" value="{relation.belief:.4f}" aria-hidden="true"></meter></td>'
        f'<td class="number">{relation.studies}</td>'
        f'<td class="number">{len(relation.evidence)}</td></tr>'
        f'<tr class="proof"><td colspan="{len(_COLUMNS)}">'
        f"{_evidence(relation, docs, anchor)}</td></tr></tbody>"
    )


def _two_digits(belief: float) -> str:
    """Two digits; no belief below one is shown as one."""
    return "&gt;0.99" if 0.99 < belief < 1 else f"{belief:.2f}"


def _entity(ref: EntityRef, nodes: Mapping[str, Mapping[str, Any]]) -> str:
    data = nodes.get(ref.id, {})
    shown = str(data.get("name") or ref.name or ref.id)
    japanese = str(data.get("label_ja") or "")
    other = lang(japanese) and japanese != shown
    second = f'<span class="second">{name(japanese)}</span>' if other else ""
    return (
        f'<span class="entity">{name(shown)}</span>{second}'
        f'<span class="id"><span>{esc(ref.type)}</span> · {name(ref.id)}</span>'
    )


def _evidence(
    relation: AssembledRelation, docs: Mapping[str, Document], anchor: Mapping[str, str]
) -> str:
    best = best_evidence(relation)
    if best is None:
        return "<p>No evidence was kept.</p>"
    count = len(relation.evidence)
    documents = len(relation.documents)
    where = f"{count} sentence{'s'[: count != 1]} in {documents} document{'s'[: documents != 1]}"
    items = "".join(
        f"<li>{_piece(p, _marks(relation, p), docs.get(p.document), anchor)}</li>"
        for p in relation.evidence
    )
    return (
        f'<noscript><details><summary><span class="best"{lang(best.text)}>'
        f"{highlight(best.text, best.start, _marks(relation, best))}</span> "
        f'<span class="more">{where}</span></summary>'
        f"{_contexts(relation)}<ol>{items}</ol></details></noscript>"
    )


def _contexts(relation: AssembledRelation) -> str:
    seen: dict[str, None] = {}
    for context in relation.contexts:
        for ref in (*context.diseases, *context.cell_lines):
            seen[name(ref.name)] = None
        for model in context.models:
            seen[name(model)] = None
        if context.level:
            seen[esc(context.level.replace("_", " "))] = None
    return f'<p class="context">Seen in: {", ".join(seen)}</p>' if seen else ""


def _marks(relation: AssembledRelation, piece: AssembledEvidence) -> tuple[Mark, ...]:
    return (*marks_of(piece), *cue_marks(relation, piece))


def _piece(
    piece: AssembledEvidence,
    marks: Sequence[Mark],
    doc: Document | None,
    anchor: Mapping[str, str],
) -> str:
    text = highlight(piece.text, piece.start, marks)
    source = name(piece.document)
    if piece.document in anchor:
        source = f'<a href="#{anchor[piece.document]}">{source}</a>'
    facts = [
        source,
        f"characters {piece.start:,}–{piece.end:,}",
        *([f"page {doc.source.page_at(piece.start)}"] if doc and doc.source.pages else []),
        f"rule <code>{esc(piece.rule)}</code>",
        esc(piece.source),
        f"confidence {piece.confidence:.2f}",
        *([doi_link(doi) for doi in dois_of(doc)] if doc else []),
    ]
    return (
        f"<blockquote{lang(piece.text)}>{text}</blockquote>"
        f"{_elsewhere(piece, marks, doc)}"
        f'<p class="facts">{" · ".join(facts)}</p>'
    )


def _elsewhere(piece: AssembledEvidence, marks: Sequence[Mark], doc: Document | None) -> str:
    """Arguments that the sentence only refers to, with some text around them."""
    sentence = Span(piece.start, piece.end)
    outside = [mark for mark in marks if not sentence.overlaps(mark[1])]
    if not outside or doc is None:
        return ""
    shown = []
    for slot, span in outside:
        start, end = max(span.start - _AROUND, 0), min(span.end + _AROUND, len(doc.text))
        passage = doc.text[start:end]
        shown.append(
            f"<li>{esc(slot)}, at {span.start:,}–{span.end:,}: <span{lang(passage)}>"
            f"…{highlight(passage, start, ((slot, span),))}…</span></li>"
        )
    return f'<ul class="elsewhere" aria-label="said elsewhere">{"".join(shown)}</ul>'

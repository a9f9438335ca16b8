"""What a document and a graph show of themselves in a notebook: small, and without a script.

The class names on the outermost element keep MathJax, which notebooks bring, from reading
what stands between two dollar signs of a text as a formula.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from pipeline.model import RELATION_KINDS, Document, Mention, Relation
from pipeline.report.markup import asset, esc, lang, name, shorten
from pipeline.report.passages import predicted_passages
from pipeline.report.svg import phrase, render_svg

if TYPE_CHECKING:
    import networkx as nx

MAX_TEXT = 8_000
"""Code points of a document's text that are shown."""
MAX_ROWS = 25
"""Rows of a table."""
MAX_DRAWN = 40
"""A graph of more edges is shown without a picture."""

_LANGUAGES = {"ja": "Japanese", "en": "English", "mixed": "Japanese and English"}
_NAME, _SENTENCE = 60, 240  # half-width columns
_Edge = tuple[Any, Any, Any, Mapping[str, Any]]


def document_html(document: Document) -> str:
    """A document for a notebook: its relations with their sentences, its text with its mentions.

    Returns:
        One element with its style inside, everything from the document escaped.
    """
    title = document.metadata.get("title")
    shown = title if isinstance(title, str) and title.strip() else document.id
    facts = (
        name(document.source.name),
        _LANGUAGES.get(document.language, "other language"),
        _count(len(document.text), "character"),
        _count(len(document.mentions), "mention"),
        _count(len(document.relations), "relation"),
    )
    return _framed(_top(shown, facts), _relations(document), _text(document))


def graph_html(graph: nx.MultiDiGraph[Any]) -> str:
    """A graph for a notebook: its strongest edges, and the picture where it is small.

    Args:
        graph: as ``pipeline.build_graph`` makes it, or a part of such a graph. Attributes that
            are missing are left blank; edges that are no relation of resistance are only counted.

    Returns:
        One element with its style inside, everything from the graph escaped.
    """
    edges = [e for e in graph.edges(keys=True, data=True) if e[3].get("relation") in RELATION_KINDS]
    others = graph.number_of_edges() - len(edges)
    facts = (
        _count(graph.number_of_nodes(), "node"),
        _count(len(edges), "relation"),
        *([_count(others, "other edge")] if others else []),
    )
    return _framed(
        _top("Resistance graph", facts), _strongest(graph, edges), _picture(graph, edges)
    )


def _framed(*parts: str) -> str:
    style = f"<style>{asset('notebook.css')}</style>"
    inside = "\n".join((style, *filter(None, parts)))
    return f'<div class="taisei tex2jax_ignore mathjax_ignore" lang="en">{inside}</div>\n'


def _top(title: str, facts: Sequence[str]) -> str:
    return f'<p><b>{name(title)}</b><br><span class="facts">{" · ".join(facts)}</span></p>'


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s'[: number != 1]}"


def _table(heads: Sequence[str], rows: Sequence[str], total: int) -> str:
    if not rows:
        return "<p>No relation was found in it.</p>"
    cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
    more = f"The {len(rows)} surest of {total:,}." if total > len(rows) else ""
    caption = f"<caption>{more}</caption>" if more else ""
    return f"<table>{caption}<thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _relations(document: Document) -> str:
    surest = nsmallest(MAX_ROWS, document.relations, key=lambda r: (-r.confidence, r.key))
    rows = [_relation(relation, document) for relation in surest]
    return _table(("Relation", "Confidence", "Sentence"), rows, len(document.relations))


def _relation(relation: Relation, document: Document) -> str:
    data = {
        "relation": relation.relation,
        "polarity": relation.polarity,
        "certainty": relation.certainty,
    }
    claim = f"{_short(relation.subject.name)} {phrase(data)} {_short(relation.object.name)}"
    best = nsmallest(
        1,
        relation.evidence,
        key=lambda e: (e.source != "explicit", -e.confidence, e.start, e.end),
    )
    proof = predicted_passages(replace(relation, evidence=tuple(best)), document)
    further = len(relation.evidence) - len(best)
    more = f'<p class="facts">and {_count(further, "further sentence")}</p>' if further else ""
    return (
        f"<tr><td>{claim}</td><td>{_two_digits(relation.confidence)}</td>"
        f'<td><ul class="proof">{proof}</ul>{more}</td></tr>'
    )


def _short(text: str) -> str:
    return f"<b>{name(shorten(text, _NAME))}</b>"


def _text(document: Document) -> str:
    text, end = document.text, len(document.text)
    if end > MAX_TEXT:  # not within a name
        cut = MAX_TEXT
        end = next((m.start for m in document.mentions if m.start < cut < m.end), cut)
    shown = "".join(_marked(text[:end], document.mentions))
    left = len(text) - end
    more = f'<p class="facts">… and {_count(left, "further character")}</p>' if left else ""
    return (
        "<details open><summary>The text, with its mentions marked</summary>"
        f'<div class="text"{lang(text[:end])}>{shown}</div>{more}</details>'
    )


def _marked(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """The text with each mention in a ``<mark>``; of two that overlap, the first and longer."""
    at = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < at or mention.end > len(text):
            continue
        yield _escaped(text[at : mention.start])
        what = " ".join(filter(None, (mention.type.value, mention.id, mention.name)))
        surface = _escaped(text[mention.start : mention.end])
        yield f'<mark class="{mention.type.value}" title="{esc(what)}">{surface}</mark>'
        at = mention.end
    yield _escaped(text[at:])


def _escaped(text: str) -> str:
    return esc(text.replace("\r\n", "\n"))


def _strongest(graph: nx.MultiDiGraph[Any], edges: Sequence[_Edge]) -> str:
    strongest = nsmallest(
        MAX_ROWS, edges, key=lambda e: (-_belief(e[3]), str(e[0]), str(e[1]), str(e[2]))
    )
    rows = [_edge(graph, edge) for edge in strongest]
    return _table(("Relation", "Belief", "Studies", "Sentence"), rows, len(edges))


def _edge(graph: nx.MultiDiGraph[Any], edge: _Edge) -> str:
    source, target, _, data = edge
    claim = f"{_node(graph, source)} {phrase(data)} {_node(graph, target)}"
    if data.get("contradicted"):
        claim += " (contradicted)"
    sentence = shorten(str(data.get("best_sentence") or ""), _SENTENCE)
    where = ""
    if data.get("best_document"):
        place = f"{data.get('best_start', '?')}–{data.get('best_end', '?')}"
        where = f'<p class="facts">{name(str(data["best_document"]))}, {esc(place)}</p>'
    studies = esc(str(data.get("studies", "")))
    return (
        f"<tr><td>{claim}</td><td>{_two_digits(_belief(data))}</td><td>{studies}</td>"
        f"<td><span{lang(sentence)}>{esc(sentence)}</span>{where}</td></tr>"
    )


def _two_digits(share: float) -> str:
    """Two digits; nothing below one is shown as one."""
    return "&gt;0.99" if 0.99 < share < 1 else f"{share:.2f}"


def _belief(data: Mapping[str, Any]) -> float:
    return float(data.get("belief") or 0.0)


def _node(graph: nx.MultiDiGraph[Any], node: object) -> str:
    """The name, with the Japanese one in small."""
    data = graph.nodes[node]
    english = str(data.get("name") or node)
    japanese = str(data.get("label_ja") or "")
    other = lang(japanese) and japanese != english
    small = f" <small>{name(shorten(japanese, _NAME))}</small>" if other else ""
    return _short(english) + small


def _picture(graph: nx.MultiDiGraph[Any], edges: Sequence[_Edge]) -> str:
    """The picture as an image: its style and ids stay its own, and nothing in it can run."""
    if not 0 < len(edges) <= MAX_DRAWN:
        return ""
    keys: list[Any] = [edge[:3] for edge in edges]
    svg = render_svg(graph.edge_subgraph(keys))
    data = b64encode(svg.encode()).decode()
    alt = "The relations as a picture: causes of resistance left, what overcomes it right"
    return f'<img alt="{alt}" src="data:image/svg+xml;base64,{data}">'

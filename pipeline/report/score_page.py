"""Scores as one HTML file: the figures, and each error in the sentence where it happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.gold import GoldDocument, GoldMention, GoldRelation
from pipeline.model import Document, Relation
from pipeline.report.frame import head
from pipeline.report.markup import asset, bundle, esc, name
from pipeline.report.passages import gold_passages, predicted_passages
from pipeline.report.score_mentions import mention_section
from pipeline.report.svg import phrase
from pipeline.score import CAUSES, Claim, Scores, rows, summary

_TITLE = "taisei: scores against gold"
_SORTS = ("missed", "false", "wrong certainty")
_HEADS = ("Error", "Cause", "Subject", "Relation", "Object", "Document")


@dataclass(frozen=True, slots=True)
class Error:
    """A claim that is missed, false or wrongly certain, as either side states it."""

    sort: str
    claim: Claim
    gold: GoldRelation | None
    predicted: Relation | None
    mentions: tuple[GoldMention, ...]
    document: Document | None


def render_scores(
    scores: Scores, gold: Iterable[GoldDocument], predicted: Iterable[Document]
) -> str:
    """A page with the figures and every error, in its sentence, with its cause.

    One file that opens without a network, as :func:`pipeline.report.render_report`'s is. The
    same input in any order gives the same text.

    Args:
        scores: as :func:`pipeline.score.score` makes them of the other two.
        gold: the documents that were scored against.
        predicted: the documents that were scored; their texts show the sentences.
    """
    wanted = {document.id: document for document in gold}
    found = {document.id: document for document in predicted if document.id in wanted}
    style, script = asset("report.css") + asset("score.css"), bundle("sorting.js", "scores.js")
    errors = _errors(scores, wanted, found)
    return "\n".join(
        (
            head(_TITLE, style, script),
            "<body>",
            '<a class="skip" href="#relations">Skip to the errors</a>',
            f'<header><p class="brand">taisei <span lang="ja">耐性</span></p>'
            f"<h1>Scores against gold</h1><p>{esc(summary(scores))}.</p>"
            '<nav aria-label="Sections"><a href="#figures">Figures</a> '
            '<a href="#relations">Relations</a> <a href="#mentions">Mentions</a></nav></header>',
            "<main>",
            _figures(scores),
            _relations(errors),
            mention_section(wanted, found),
            "</main>",
            _FOOT,
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


_FOOT = (
    "<footer><h2>How to read this</h2><p>A relation is right where gold requires the same kind, "
    "subject, object and polarity in the same document; one that gold marks as acceptable counts "
    "neither way. P, R and F1 are of added counts; a dash stands for a ratio with nothing below "
    "the line. Ranges are 95 % bootstrap intervals over documents.</p></footer>"
)


def _figures(scores: Scores) -> str:
    first, *rest = rows(scores)
    cells = "".join(f'<th scope="col">{esc(cell)}</th>' for cell in first)
    body = "".join(_figure_row(row, len(first)) for row in rest)
    return (
        '<section id="figures"><h2>Figures</h2><div class="wide" tabindex="0" role="region" '
        f'aria-label="Figures"><table class="figures"><thead><tr>{cells}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _figure_row(row: Sequence[str], width: int) -> str:
    label = row[0]
    if len(row) == 1:
        return f'<tr><th scope="colgroup" colspan="{width}" class="part">{esc(label)}</th></tr>'
    depth = (len(label) - len(label.lstrip())) // 2
    cells = "".join(f'<td class="number">{esc(cell)}</td>' for cell in row[1:])
    empty = "<td></td>" * (width - len(row))
    label = esc(label.strip())
    return f'<tr><th scope="row" class="depth-{depth}">{label}</th>{cells}{empty}</tr>'


def _errors(
    scores: Scores, gold: Mapping[str, GoldDocument], predicted: Mapping[str, Document]
) -> list[Error]:
    wanted = {d.id: {r.key: r for r in d.relations} for d in gold.values()}
    found = {d.id: {r.key: r for r in d.relations} for d in predicted.values()}
    sorts = (scores.missed, scores.false_alarms, scores.uncertain)
    errors = [
        Error(
            sort,
            claim,
            wanted[claim.document].get(claim.key),
            found.get(claim.document, {}).get(claim.key),
            gold[claim.document].mentions,
            predicted.get(claim.document),
        )
        for sort, claims in zip(_SORTS, sorts, strict=True)
        for claim in claims
    ]
    return sorted(errors, key=lambda e: (e.claim.document, _SORTS.index(e.sort), e.claim.key))


def _relations(errors: Sequence[Error]) -> str:
    if not errors:
        return (
            '<section id="relations"><h2>Relations</h2>'
            "<p>No relation is missed, false or of the wrong certainty.</p></section>"
        )
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADS)
    return "\n".join(
        (
            '<section id="relations"><h2>Relations</h2>',
            _filters(errors),
            _KEY,
            '<div class="wide" tabindex="0" role="region" aria-labelledby="table-caption"><table>',
            '<caption id="table-caption">Every relation that is missed, false or of the wrong '
            "certainty, with the sentences of either side.</caption>",
            f"<thead><tr>{heads}</tr></thead>",
            *(_body(error) for error in errors),
            "</table></div>",
            '<p id="nothing" hidden>No error fits the filter.</p></section>',
        )
    )


_KEY = (
    '<p class="key">In the sentences: <mark class="cause">cause</mark> '
    '<mark class="agent">agent that overcomes</mark> <mark class="therapy">therapy</mark> '
    '<mark class="via">cause that is overcome</mark> <mark class="trigger">trigger</mark></p>'
)


def _filters(errors: Sequence[Error]) -> str:
    causes = [cause for cause in CAUSES if any(e.claim.cause == cause for e in errors)]
    documents = sorted({error.claim.document for error in errors})
    return (
        '<form id="filters" class="filters" role="search" hidden>'
        '<label>Filter <input type="search" id="words" autocomplete="off" spellcheck="false" '
        'placeholder="gene, drug, rule …"></label>'
        + _choice("sort", "Error", _SORTS)
        + _choice("cause", "Cause", causes)
        + _choice("relation", "Relation", ("causes", "overcomes"))
        + _choice("document", "Document", documents)
        + '<button type="reset">Clear</button>'
        + '<output id="shown" aria-live="polite"></output></form>'
    )


def _choice(attribute: str, label: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{esc(v)}">{esc(v)}</option>' for v in values)
    return (
        f'<label>{label} <select data-filter="{attribute}">'
        f'<option value="">any</option>{options}</select></label>'
    )


def _body(error: Error) -> str:
    claim = error.claim
    kind = "causes" if claim.relation == "CAUSES_RESISTANCE" else "overcomes"
    words = phrase({"relation": claim.relation, "polarity": claim.polarity})
    cells = (
        f'<td><span class="sort {error.sort.replace(" ", "-")}">{error.sort}</span></td>',
        f"<td>{esc(claim.cause) or 'no prediction'}</td>",
        f'<th scope="row">{_entity(claim.subject_name, claim.subject)}</th>',
        f'<td><span class="verb {kind} {claim.polarity}">{words}</span></td>',
        f"<td>{_entity(claim.object_name, claim.object)}</td>",
        f"<td>{name(claim.document)}</td>",
    )
    return (
        f'<tbody data-sort="{error.sort}" data-cause="{esc(claim.cause)}" data-relation="{kind}" '
        f'data-document="{esc(claim.document)}"><tr>{"".join(cells)}</tr>'
        f'<tr class="proof"><td colspan="{len(_HEADS)}">{_sides(error)}</td></tr></tbody>'
    )


def _entity(shown: str, id_: str) -> str:
    return f'<span class="entity">{name(shown or id_)}</span><span class="id">{name(id_)}</span>'


def _sides(error: Error) -> str:
    if error.document is None:
        return "<p>No prediction was made for this document.</p>"
    gold = gold_passages(error.gold, error.document, error.mentions) if error.gold else ""
    found = predicted_passages(error.predicted, error.document) if error.predicted else ""
    return _side("Gold", gold) + _side("Predicted", found) or "<p>No evidence was kept.</p>"


def _side(who: str, passages: str) -> str:
    return f'<div class="side"><h3>{who}</h3><ol>{passages}</ol></div>' if passages else ""

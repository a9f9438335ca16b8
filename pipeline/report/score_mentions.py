"""The errors of mentions, document by document, each in its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipeline.gold import GoldDocument
from pipeline.model import Document, Span
from pipeline.report.highlight import Mark, highlight
from pipeline.report.markup import esc, lang, name
from pipeline.report.passages import sentence_at
from pipeline.score import MentionError, mention_errors

_HEADS = ("Error", "Gold", "Predicted", "Sentence")


def mention_section(gold: Mapping[str, GoldDocument], predicted: Mapping[str, Document]) -> str:
    """A section with one table a document that has errors, closed at first."""
    parts = [
        _document(predicted[id_], errors)
        for id_ in sorted(gold.keys() & predicted.keys())
        if gold[id_].located and (errors := mention_errors(gold[id_], predicted[id_]))
    ]
    body = "".join(parts) or "<p>Every mention has its type, its span and its id.</p>"
    return (
        '<section id="mentions"><h2>Mentions</h2><p class="key">In the sentences: '
        '<mark class="gold">as in gold</mark> <mark class="predicted">as predicted</mark></p>'
        f"{body}</section>"
    )


def _document(document: Document, errors: tuple[MentionError, ...]) -> str:
    counts = Counter(error.fault for error in errors)
    told = ", ".join(f"{count} {fault}" for fault, count in sorted(counts.items()))
    heads = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADS)
    rows = "".join(_row(error, document) for error in errors)
    return (
        f"<details><summary>{name(document.id)}: {told}</summary>"
        '<div class="wide"><table class="mentions">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(error: MentionError, document: Document) -> str:
    marks: list[Mark] = []
    gold = predicted = "–"
    if error.gold:
        marks += [("gold", span) for span in error.gold.spans]
        gold = _named(error.gold.type, error.gold.name, error.gold.id)
    if error.predicted:
        marks.append(("predicted", error.predicted.span))
        kind = error.predicted.type
        predicted = _named(kind, error.predicted.name, error.predicted.id)
    extent = Span(min(span.start for _, span in marks), max(span.end for _, span in marks))
    where = sentence_at(document, extent)
    text = document.text[where.start : where.end]
    shown = highlight(text, where.start, marks)
    return (
        f"<tr><td>{error.fault}</td><td>{gold}</td><td>{predicted}</td>"
        f"<td{lang(text)}>{shown}</td></tr>"
    )


def _named(kind: str, shown: str, id_: str) -> str:
    return f'{name(shown)}<span class="id">{esc(kind)} · {name(id_)}</span>'

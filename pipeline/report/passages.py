"""Sentences of evidence of gold and of predictions, with what is marked in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.gold import GoldEvidence, GoldMention, GoldRelation
from pipeline.model import Document, Relation, Span
from pipeline.report.highlight import Mark, highlight
from pipeline.report.markup import esc, lang

_AROUND = 60  # characters shown on each side where no sentence is known
_NEAR = 16  # the same for an argument outside its sentence


def sentence_at(document: Document, span: Span) -> Span:
    """The sentence or sentences that hold ``span``; some text around it where none does."""
    starts = [sentence.start for sentence in document.sentences]
    first = bisect_right(starts, span.start) - 1
    last = bisect_right(starts, span.end - 1) - 1
    if first >= 0 and document.sentences[last].end >= span.end:
        return Span(document.sentences[first].start, document.sentences[last].end)
    return Span(max(0, span.start - _AROUND), min(len(document.text), span.end + _AROUND))


def gold_passages(
    relation: GoldRelation, document: Document, mentions: Sequence[GoldMention]
) -> str:
    """List items, one for each piece of gold's evidence."""
    if relation.evidence:
        return "".join(_gold(piece, document, mentions) for piece in relation.evidence)
    return "".join(
        _item(document, sentence_at(document, Span(at, at + 1)), (), [])
        for at in relation.at
        if at < len(document.text)
    )


def _gold(piece: GoldEvidence, document: Document, mentions: Sequence[GoldMention]) -> str:
    marks: list[Mark] = [("trigger", span) for span in piece.trigger]
    for argument in piece.arguments:
        marks += [(argument.slot, span) for span in mentions[argument.mention].spans]
    sentence = sentence_at(document, Span(piece.trigger[0].start, piece.trigger[-1].end))
    facts: list[str] = [piece.certainty, piece.source]
    facts += ["acceptable"] if piece.status == "acceptable" else []
    facts += [state.value.replace("_", " ") for state in piece.state]
    return _item(document, sentence, marks, facts)


def predicted_passages(relation: Relation, document: Document) -> str:
    """List items, one for each piece of evidence of a prediction."""
    items = []
    for piece in relation.evidence:
        marks: list[Mark] = [("trigger", piece.trigger)]
        marks += [(a.slot, Span(a.start, a.end)) for a in piece.arguments]
        facts = [relation.certainty, piece.source, piece.rule, f"confidence {piece.confidence:.2f}"]
        items.append(_item(document, Span(piece.start, piece.end), marks, facts))
    return "".join(items)


def _item(document: Document, where: Span, marks: Sequence[Mark], facts: Iterable[str]) -> str:
    text = document.text[where.start : where.end]
    shown = highlight(text, where.start, marks)
    place = f"characters {where.start:,}–{where.end:,}"
    said = " · ".join([place, *map(esc, facts)])
    return (
        f"<li><blockquote{lang(text)}>{shown}</blockquote>{_elsewhere(document, where, marks)}"
        f'<p class="facts">{said}</p></li>'
    )


def _elsewhere(document: Document, where: Span, marks: Sequence[Mark]) -> str:
    """Arguments that the sentence only refers to, with some text around them."""
    shown = []
    for slot, span in marks:
        if not where.overlaps(span):
            start = max(span.start - _NEAR, 0)
            passage = document.text[start : span.end + _NEAR]
            marked = highlight(passage, start, ((slot, span),))
            shown.append(f"<li>{esc(slot)}: <span{lang(passage)}>…{marked}…</span></li>")
    if not shown:
        return ""
    return f'<ul class="elsewhere" aria-label="said elsewhere">{"".join(shown)}</ul>'

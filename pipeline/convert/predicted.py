"""A run's documents as annotation, so that a curator can correct them in another tool."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.convert.annotated import Annotated
from pipeline.gold import (
    GoldArgument,
    GoldDocument,
    GoldEvent,
    GoldEvidence,
    GoldMention,
    entities_of,
    unite,
)
from pipeline.model import Argument, Document, EntityRef, Evidence, Relation, Span

_BREAK = re.compile(
    r"[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*"
)


def from_document(document: Document) -> Annotated:
    """The mentions and relations of a document, everything required.

    A name that runs over a line end is cut into fragments there. An argument that only refers
    to a thing ("the drug") becomes the nearest mention of that thing before it, else the first.
    """
    mentions = tuple(
        sorted(
            GoldMention(fragments(document.text, m.span), m.type, m.id, m.name)
            for m in document.mentions
            if m.id
        )
    )
    events = [
        event
        for relation in document.relations
        for piece in relation.evidence
        for event in _events(relation, piece, mentions, document.text)
    ]
    gold = GoldDocument(
        id=document.id,
        sha256=document.source.sha256,
        language=document.language,
        mentions=mentions,
        entities=entities_of(mentions),
        relations=unite(events, mentions),
    )
    return Annotated(gold, document.text)


def fragments(text: str, span: Span) -> tuple[Span, ...]:
    """The ranges of ``span`` without the line ends in it and the blanks around them."""
    start, parts = span.start, []
    for gap in _BREAK.finditer(text, span.start, span.end):
        if gap.start() > start:
            parts.append(Span(start, gap.start()))
        start = gap.end()
    if start < span.end:
        parts.append(Span(start, span.end))
    return tuple(parts)


def _events(
    relation: Relation, piece: Evidence, mentions: tuple[GoldMention, ...], text: str
) -> list[GoldEvent]:
    named = {"cause": relation.subject, "agent": relation.subject, "therapy": relation.object}
    arguments: set[GoldArgument] = set()
    for argument in piece.arguments:
        refs = relation.via if argument.slot == "via" else (named[argument.slot],)
        for ref in refs:
            index = _mention_of(ref, argument, mentions)
            if index is not None:
                arguments.add(GoldArgument(argument.slot, index))
    if len({a.slot for a in arguments} - {"via"}) < 2:
        return []
    evidence = GoldEvidence(
        trigger=fragments(text, piece.trigger),
        arguments=tuple(sorted(arguments)),
        certainty=relation.certainty,
        state=relation.state,
        source=piece.source,
        status="acceptable" if relation.subject.id == relation.object.id else "required",
    )
    return [GoldEvent(relation.relation, relation.polarity, evidence)]


def _mention_of(
    ref: EntityRef, argument: Argument, mentions: tuple[GoldMention, ...]
) -> int | None:
    """The index of the mention of ``ref`` at the argument, nearest before it, or first."""
    places = [(m.extent.start, i) for i, m in enumerate(mentions) if m.ref.id == ref.id]
    if not places:
        return None
    before = bisect_right(places, (argument.start, len(mentions))) - 1
    return places[max(before, 0)][1]

"""Tokens of a whole text, cut where annotation begins or ends, for formats that count in tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.convert.annotated import Annotated
from pipeline.model import Document, Source, Span
from pipeline.segment import english_tokens, japanese_tokens, segment
from pipeline.text import view_of

_RUN = re.compile(r"\w+|[^\w\s]")
_BLANKS = re.compile(r"\s+")


def tokens_of(item: Annotated) -> list[Span]:
    """The ranges of the tokens, in order, none with white space in it.

    Sudachi and scispaCy cut the sentences, as they do for a run; what stands outside sentences
    is cut into words and signs. A token is cut further where a mention, a trigger, or a part of
    one begins or ends, so that tokens can say exactly what is annotated.
    """
    document = segment(Document(item.id, item.text, Source(item.id, "")))
    found: list[Span] = []
    at = 0
    for start, end, language in sorted((s.start, s.end, s.language) for s in document.sentences):
        found += _words(item.text, at, start)
        found += _sentence(document, max(start, at), end, language)
        at = max(at, end)
    found += _words(item.text, at, len(item.text))
    return list(_cut(_filled(found, item.text), _borders(item), item.text))


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*match.span()) for match in _RUN.finditer(text, start, end))


def _sentence(document: Document, start: int, end: int, language: str) -> Iterator[Span]:
    view = view_of(document, start, end)
    tokenize = japanese_tokens if language == "ja" else english_tokens
    for piece in tokenize(view.folded):
        yield view.to_raw(piece.start, piece.end)


def _filled(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """The spans in order without overlaps, and words for what lies between them."""
    at = 0
    for start, end in sorted(spans):
        yield from _words(text, at, start)
        if end > max(start, at):
            yield Span(max(start, at), end)
        at = max(at, end)
    yield from _words(text, at, len(text))


def _borders(item: Annotated) -> list[int]:
    triggers = (e.trigger for r in item.gold.relations for e in r.evidence)
    ranges = (*(m.spans for m in item.gold.mentions), *triggers)
    return sorted({border for spans in ranges for span in spans for border in span})


def _cut(spans: Iterable[Span], borders: list[int], text: str) -> Iterator[Span]:
    remaining = iter([*borders, len(text) + 1])
    border = next(remaining)
    for start, end in spans:
        while border <= start:
            border = next(remaining)
        while border < end:
            yield from _solid(text, start, border)
            start, border = border, next(remaining)
        yield from _solid(text, start, end)


def _solid(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in _BLANKS.finditer(text, start, end):
        if gap.start() > start:
            yield Span(start, gap.start())
        start = gap.end()
    if start < end:
        yield Span(start, end)

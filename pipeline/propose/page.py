"""A block as the reader gets it: folded text, and as hints what tagging and lexicon made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.lexicon import Hit, Lexicon
from pipeline.model import BlockKind, Document, Mention
from pipeline.propose.opinion import Hint
from pipeline.text import FoldedText, view_of

_SILENT = (BlockKind.CONTACT, BlockKind.BOILERPLATE)  # tagging takes no names from these


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention's place in the folded text, and its number in the document."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """One English block; all offsets are code points of ``view.folded``."""

    view: FoldedText
    marks: tuple[Mark, ...]
    hits: tuple[Hit, ...]  # of the lexicon, where nothing is marked; no overlaps
    hints: tuple[Hint, ...]

    def is_free(self, start: int, end: int) -> bool:
        """Whether no mention shares a character with [start, end)."""
        return all(mark.end <= start or end <= mark.start for mark in self.marks)


def pages(doc: Document, lexicon: Lexicon) -> list[Page]:
    """The English blocks of a tagged document."""
    return [
        _page(doc, lexicon, view)
        for block in doc.blocks
        if block.language == "en" and block.kind not in _SILENT
        if (view := view_of(doc, block.start, block.end)).folded
    ]


def _page(doc: Document, lexicon: Lexicon, view: FoldedText) -> Page:
    marks = tuple(_marks(doc.mentions, view))
    taken = {place for mark in marks for place in range(mark.start, mark.end)}
    hits = []
    for hit in sorted(lexicon.find(view.folded), key=lambda h: (h.start - h.end, h.start)):
        places = range(hit.start, hit.end)
        if taken.isdisjoint(places):
            taken.update(places)
            hits.append(hit)
    hints = [Hint(m.start, m.end, doc.mentions[m.number].type, True) for m in marks]
    hints += [Hint(h.start, h.end, h.entries[0].type, False) for h in hits]
    return Page(view, marks, tuple(hits), tuple(sorted(hints, key=lambda hint: hint.start)))


def _marks(mentions: tuple[Mention, ...], view: FoldedText) -> Iterator[Mark]:
    first, last = view.starts[0], view.ends[-1]
    for number, mention in enumerate(mentions):
        if first <= mention.start and mention.end <= last:
            start, end = view.from_raw(mention.start, mention.end)
            if start < end:
                yield Mark(start, end, number)

"""Which sentences of a document are to be explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.cli.tagged import counted
from pipeline.model import Document, Span
from pipeline.relate import Account

_LINE_END = re.compile("\r\n|[\n\r]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: a line (from 1), a sentence (from 1), or a character (from 0)."""

    line: int | None = None
    sentence: int | None = None
    at: int | None = None

    @property
    def too_much(self) -> bool:
        """Whether more than one of them was given."""
        return sum(one is not None for one in (self.line, self.sentence, self.at)) > 1

    def chosen(self, doc: Document, account: Account) -> Account:
        """The sentences asked for, even those without a trigger, and their relations."""
        if self == Asked():
            return account
        place = self._place(doc)
        both = sorted((*account.sentences, *account.silent), key=lambda one: one.number)
        found = tuple(one for one in both if place and place.overlaps(Span(one.start, one.end)))
        into = {claim.into for one in found for claim in one.claims}
        relations = tuple(one for one in account.relations if one.id in into)
        return replace(account, sentences=found, relations=relations, silent=())

    def unanswered(self, doc: Document) -> Iterator[str]:
        """A line where the text has no such place, or no sentence stands there."""
        if self == Asked():
            return
        place = self._place(doc)
        if place is not None:
            if not any(place.overlaps(sentence.span) for sentence in doc.sentences):
                yield "No sentence stands there."
        elif self.line is not None:
            lines = len(lines_of(doc.text))
            yield f"The text ends before line {self.line}: it has {counted(lines, 'line')}."
        elif self.sentence is not None:
            there = counted(len(doc.sentences), "sentence")
            yield f"The text ends before sentence {self.sentence}: it has {there}."
        else:
            yield f"The text ends before {self.at}: it has {len(doc.text)} characters."

    def _place(self, doc: Document) -> Span | None:
        """The range asked for; None where the text ends before."""
        if self.at is not None:
            return Span(self.at, self.at + 1) if self.at < len(doc.text) else None
        number = self.line or self.sentence or 1
        spans = lines_of(doc.text) if self.line else [one.span for one in doc.sentences]
        return spans[number - 1] if number <= len(spans) else None


def lines_of(text: str) -> list[Span]:
    """The lines of a text, without their ends."""
    found, start = [], 0
    for end in _LINE_END.finditer(text):
        found.append(Span(start, end.start()))
        start = end.end()
    return [*found, Span(start, len(text))] if start < len(text) or not found else found

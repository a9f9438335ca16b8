"""A document with its mentions, as lines: the text, what is named in it, or a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pipeline.cli.painting import FAINT, HEAD, STRONG, Painter
from pipeline.cli.wrapping import Line, Piece, lines_of, width, wrapped
from pipeline.model import Document, Mention, MentionType
from pipeline.read.outcome import printable
from pipeline.text.script import JAPANESE

COLUMNS = ("document", "start", "end", "type", "id", "name", "found_by", "score", "text")
_RIGHT = ("start", "end", "score")
JOINT = re.compile(rf"(?<=[{JAPANESE}])\s*\n\s*(?=[{JAPANESE}])")
"""A line end inside Japanese, which is written without blanks."""


def headline(doc: Document) -> Line:
    """The document's id, and how much is named in it."""
    things = len({(m.type, m.id) for m in doc.mentions})
    told = f"{counted(len(doc.mentions), 'mention')} of {counted(things, 'thing')}"
    return (Piece(printable(doc.id), HEAD), Piece(f": {told}", FAINT))


def text_lines(doc: Document, painter: Painter) -> Iterator[Line]:
    """The text as it is laid out, every mention marked."""
    for line in lines_of(_marked(doc, painter)):
        yield from wrapped(_visible(line), painter.width)


def legend(doc: Document, painter: Painter) -> Iterator[Line]:
    """For each type its number of mentions and the things named, the most frequent first."""
    found = [kind for kind in MentionType if any(m.type is kind for m in doc.mentions)]
    wide = max((len(kind.value) for kind in found), default=0)
    for kind in found:
        mentions = [m for m in doc.mentions if m.type is kind]
        count = f"{len(mentions):>4}  "
        lead = (Piece(kind.value, kind.value), Piece(" " * (wide - len(kind.value)) + count))
        indent = " " * (wide + len(count))
        yield from wrapped((*lead, *_things(mentions)), painter.width, indent)


def _things(mentions: Sequence[Mention]) -> Iterator[Piece]:
    counts = Counter((m.id, m.name) for m in mentions)
    for number, ((id, name), count) in enumerate(counts.most_common()):
        if number:
            yield Piece(" · ", FAINT)
        yield Piece(printable(name), STRONG)
        if id.partition(":")[2] != name:
            yield Piece(f" {printable(id)}", FAINT)
        if count > 1:
            yield Piece(f" ×{count}")


def table(docs: Iterable[Document], painter: Painter) -> Iterator[str]:
    """All mentions, one a line: aligned on a terminal, else parted by tabs; names first."""
    found = (_row(doc, mention) for doc in docs for mention in doc.mentions)
    if not painter.terminal:
        yield from ("\t".join(row) for row in chain([COLUMNS], found))
        return
    rows = [COLUMNS, *found]
    wide = [max(width(row[at]) for row in rows) for at in range(len(COLUMNS))]
    for row in rows:
        yield "  ".join(_padded(*cell) for cell in zip(row, wide, COLUMNS, strict=True)).rstrip()


def _row(doc: Document, mention: Mention) -> tuple[str, ...]:
    best = mention.candidates[0]
    text = one_line(doc.text[mention.start : mention.end])
    cells = (doc.id, mention.start, mention.end, mention.type, best.id, best.name)
    return tuple(printable(str(c)) for c in (*cells, mention.found_by, f"{best.score:.2f}", text))


def _padded(cell: str, wide: int, column: str) -> str:
    gap = " " * (wide - width(cell))
    return gap + cell if column in _RIGHT else cell + gap


def _marked(doc: Document, painter: Painter) -> Iterator[Piece]:
    at = 0
    for mention in doc.mentions:
        yield Piece(doc.text[at : mention.start])
        inside = doc.text[mention.start : mention.end]
        if painter.colours:
            yield Piece(inside, mention.type.value)
        else:
            yield Piece(f"⟦{inside}|{mention.type}|{mention.id}⟧")
        at = mention.end
    yield Piece(doc.text[at:])


def _visible(line: Line) -> Line:
    return tuple(Piece(printable(piece.text), piece.style) for piece in line)


def one_line(text: str) -> str:
    """``text`` with white space as single blanks; lines of Japanese are joined without one."""
    return printable(" ".join(JOINT.sub("", text).split()))


def counted(number: int, noun: str) -> str:
    """A number and its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"

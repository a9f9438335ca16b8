"""IOB2 in columns, for mentions: a token a line, an empty line after each document.

Written with ``# id``, ``# text`` (as a JSON string) and the columns token, start, end, tag, id,
name, which lose nothing of the mentions: ``+`` as id marks the first token of a further part of
a broken name. Read so, or in CoNLL's two columns or more (token first, tag last), where the text
becomes the tokens joined by blanks and a mention gets an id of its own words. Relations are
not kept. No maintained library holds offsets and ids in columns.

Source of the tags: Ramshaw, Marcus, Text chunking using transformation-based learning, 1995.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.convert.annotated import Annotated, annotated, apart
from pipeline.convert.tokens import tokens_of
from pipeline.errors import GoldError
from pipeline.gold import Reference, Standoff, TextBound
from pipeline.model import Span

_COLUMNS = 6
_TAG = re.compile(r"O|[BI]-\S+")
_EMPTY = "_"


@dataclass(slots=True)
class _Mention:
    type: str
    id: str
    name: str
    spans: list[Span]


@dataclass(slots=True)
class _Block:
    """The lines of one document; ``rows`` with the number of their line."""

    id: str | None = None
    text: str | None = None
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def write(items: Sequence[Annotated]) -> bytes:
    """The mentions of the documents, token by token.

    Raises:
        GoldError: a mention stands between the parts of another.
    """
    lines: list[str] = []
    for item in items:
        apart(item, "IOB")
        lines += [f"# id = {item.id}", f"# text = {json.dumps(item.text)}"]
        lines += ["\t".join(row) for row in _rows(item)]
        lines.append("")
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")


def read(content: bytes, where: str) -> Iterator[Annotated]:
    """The documents of a file; ``where`` begins messages.

    Raises:
        GoldError: a line has no tag, or offsets do not fit the text.
    """
    text = content.decode("utf-8-sig", "surrogatepass")
    for number, block in enumerate(_blocks(text), 1):
        id_ = block.id or str(number)
        if block.text is None:
            body, mentions = _plain(block, where)
        else:
            body, mentions = block.text, _exact(block, where)
        yield annotated(_standoff(mentions, body), id_, body, where)


def _rows(item: Annotated) -> Iterator[list[str]]:
    parts = sorted((span, m, i) for m in item.gold.mentions for i, span in enumerate(m.spans))
    at = 0
    for start, end in tokens_of(item):
        while at < len(parts) and parts[at][0].end <= start:
            at += 1
        row = [item.text[start:end], str(start), str(end)]
        if at < len(parts) and parts[at][0].start <= start:
            span, mention, piece = parts[at]
            if start > span.start:
                yield [*row, f"I-{mention.type}", _EMPTY, _EMPTY]
            elif piece:
                yield [*row, f"I-{mention.type}", "+", _EMPTY]
            else:
                yield [*row, f"B-{mention.type}", mention.id, mention.name]
        else:
            yield [*row, "O", _EMPTY, _EMPTY]


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block()
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip():
            # An empty line ends a document of ours, and but a sentence of CoNLL's.
            if block.text is not None:
                yield block
                block = _Block()
        elif line.startswith(("# id = ", "-DOCSTART-")):
            if block.rows:
                yield block
            block = _Block(id=line[7:] if line.startswith("#") else None)
        elif line.startswith("# text = "):
            block.text = str(json.loads(line[9:]))
        elif not (line.startswith("# ") and "\t" not in line):
            block.rows.append((number, line.split("\t") if "\t" in line else line.split()))
    if block.rows:
        yield block


def _tag(number: int, cells: Sequence[str], column: int, where: str) -> str:
    if len(cells) > 1 and _TAG.fullmatch(cells[column]):
        return cells[column]
    raise GoldError(f"{where}:{number}: no tag; write O, B-Type or I-Type in the last column")


def _exact(block: _Block, where: str) -> list[_Mention]:
    mentions: list[_Mention] = []
    for number, cells in block.rows:
        if len(cells) != _COLUMNS or not (cells[1].isdecimal() and cells[2].isdecimal()):
            raise GoldError(
                f"{where}:{number}: {len(cells)} columns; write token, start, end, tag, id, name"
            )
        tag, span = _tag(number, cells, 3, where), Span(int(cells[1]), int(cells[2]))
        if (block.text or "")[span.start : span.end] != cells[0]:
            raise GoldError(
                f"{where}:{number}: the text at {span.start} is not {cells[0]!r}; correct the"
                " offsets, or write only token and tag"
            )
        if tag.startswith("B-"):
            mentions.append(_Mention(tag[2:], cells[4], cells[5], [span]))
        elif tag.startswith("I-") and mentions:
            _extend(mentions[-1], span, new=cells[4] == "+")
    return mentions


def _extend(mention: _Mention, span: Span, *, new: bool) -> None:
    if new:
        mention.spans.append(span)
    else:
        mention.spans[-1] = Span(mention.spans[-1].start, span.end)


def _plain(block: _Block, where: str) -> tuple[str, list[_Mention]]:
    """Tokens joined by blanks; a mention is every ``B`` or ``I`` of its type that follows it."""
    text, mentions, before = "", list[_Mention](), "O"
    for number, cells in block.rows:
        tag = _tag(number, cells, -1, where)
        start = len(text) + 1 if text else 0
        text = f"{text} {cells[0]}" if text else cells[0]
        span = Span(start, len(text))
        if tag.startswith("I-") and before[2:] == tag[2:]:
            _extend(mentions[-1], span, new=False)
        elif tag != "O":
            mentions.append(_Mention(tag[2:], "", "", [span]))
        before = tag
    for mention in mentions:
        words = " ".join(text[start:end] for start, end in mention.spans)
        folded = unicodedata.normalize("NFKC", words).lower()
        scheme = "doi:" if mention.type == "DOI" else f"text:{mention.type}/"
        mention.id, mention.name = scheme + folded, words
    return text, mentions


def _standoff(mentions: Sequence[_Mention], text: str) -> Standoff:
    standoff = Standoff()
    for number, m in enumerate(mentions, 1):
        words = " ".join(text[start:end] for start, end in m.spans)
        standoff.bounds.append(TextBound(0, f"T{number}", m.type, tuple(m.spans), words))
        standoff.references.append(
            Reference(0, f"N{number}", "Reference", f"T{number}", m.id, m.name)
        )
    return standoff

"""Benchmarks in IOB columns (BC5CDR, BC2GM): the text rebuilt from tokens, spans kept.

These files cut at every mark (``Richner - Hanhart``, ``0 . 05``) and do not say where blanks
stood. Joined by blanks alone, the text would be one that nobody writes, and the spans one that
nobody marks; so usual spacing is put back. A name begins and ends with its tokens whatever
the spacing, so wrong guesses change the text a little and no span.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.model import Span
from tagging.passages import Name, Passage

Sentence = tuple[tuple[str, str], ...]
"""Tokens with their tags."""

STRIDE = 5  # sentences judged at a time
CONTEXT = 10  # sentences read before them

_NO_SPACE_BEFORE = frozenset(",.;:)]%?'*_!}")
_NO_SPACE_AFTER = frozenset("([{_")
_BOTH_SIDES = frozenset("-/")
_NUMERIC = frozenset(".,:")
_HANGING = frozenset(("and", "or", "to", "versus", "but", "nor"))
_CHARGED = re.compile(r"(?:.*\d|[A-Z][a-z]?)$")
_SYMBOL = re.compile(r"[A-Z][A-Za-z]?[0-9]?$|HT$")
_CHARGE = re.compile(r"\(\d{0,2}[-+]\)|\([a-z\d]{1,2}\)|\(\d?[A-Z]\)")
_PLACES = frozenset(
    ("at", "the", "from", "between", "position", "nucleotide", "of", "to", "and", "or")
)


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a gzipped file of two columns: token, tag."""
    rows: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 2 and cells[0]:
                rows.append((cells[0], cells[-1]))
            elif rows:
                yield tuple(rows)
                rows = []
    if rows:
        yield tuple(rows)


def spaced(tokens: Sequence[str]) -> list[bool]:
    """Whether a blank stood before each token, as English is usually set."""
    result: list[bool] = []
    open_quote = False
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else ""
        if token == '"':
            open_quote = not open_quote
        blank = bool(i) and _blank(tokens, i, before, token, after)
        if token == '"':
            blank = bool(i) and open_quote and before not in _NO_SPACE_AFTER
        elif before == '"':
            blank = blank and not open_quote
        result.append(blank)
    return result


def _blank(tokens: Sequence[str], i: int, before: str, token: str, after: str) -> bool:
    earlier = tokens[i - 2] if i > 1 else ""
    if token in _NO_SPACE_BEFORE or before in _NO_SPACE_AFTER:
        return False
    if token == "(" and _SYMBOL.match(before) and _CHARGE.match("".join(tokens[i : i + 4])):
        return False
    if token == "-" and before.lower() in _PLACES and after.isdigit():
        return True
    if token in _BOTH_SIDES:
        # Two hyphens are a dash, set apart.
        return token == "-" and after == "-" and before != "-"
    if before in _BOTH_SIDES:
        if before == "-" and earlier == "-":
            return True
        return before == "-" and token.lower() in _HANGING
    if token == "+":
        return not (_CHARGED.match(before) or before == "+")
    if before in _NUMERIC and earlier[-1:].isdigit() and token[:1].isdigit():
        # 0.05, 1:10, 1,000 and 3,4-dihydroxy, but not the list 2, 4, 8.
        return before == "," and not (len(token) == 3 or after in ("-", "'", ","))
    if before == "'":
        return not (token in ("s", "t", "-", ",") and earlier.isalpha())
    return True


def rebuilt(given: Iterable[Sentence]) -> tuple[str, list[Name], list[Span]]:
    """Text of sentences joined by one blank, its names, and the range of each sentence."""
    parts: list[str] = []
    names: list[Name] = []
    ranges: list[Span] = []
    at = 0
    for sentence in given:
        if parts:
            parts.append(" ")
            at += 1
        begin = at
        tokens = [token for token, _ in sentence]
        open_kind = ""
        for (token, tag), blank in zip(sentence, spaced(tokens), strict=True):
            if blank:
                parts.append(" ")
                at += 1
            if tag.startswith("I-") and open_kind == tag[2:]:
                names[-1] = Name(names[-1].start, at + len(token), open_kind)
            elif tag != "O":
                open_kind = tag[2:]
                names.append(Name(at, at + len(token), open_kind))
            if tag == "O":
                open_kind = ""
            parts.append(token)
            at += len(token)
        ranges.append(Span(begin, at))
    return "".join(parts), names, ranges


def alone(path: Path) -> Iterator[Passage]:
    """Every sentence a passage: for files of unconnected sentences."""
    for number, sentence in enumerate(sentences(path)):
        text, names, _ = rebuilt([sentence])
        yield Passage(f"{number:05}", text, tuple(names))


def in_context(path: Path) -> Iterator[Passage]:
    """Runs of sentences, each read with those before it.

    The file is abstracts one after another without a mark between them. A short form is
    explained once in an abstract, so a sentence can not be read alone; a run of ``STRIDE``
    sentences is judged with ``CONTEXT`` sentences before it, which may be of another abstract.
    """
    every = list(sentences(path))
    for first in range(0, len(every), STRIDE):
        given = every[max(0, first - CONTEXT) : first + STRIDE]
        text, names, ranges = rebuilt(given)
        judged = Span(ranges[min(first, CONTEXT)].start, len(text))
        yield Passage(f"{first:05}", text, tuple(names), judged)

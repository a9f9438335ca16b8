"""A sentence of evidence with its arguments and its trigger marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.graph import AssembledEvidence
from pipeline.model import Span
from pipeline.report.markup import SPACES, esc, gap

Mark = tuple[str, Span]

_ORDER = (
    *("trigger", "cause", "agent", "therapy", "via"),
    *("negation", "hypothesis", "state", "gold", "predicted"),
)


def marks_of(piece: AssembledEvidence) -> tuple[Mark, ...]:
    """The trigger and the arguments with their ranges in the document."""
    return (("trigger", piece.trigger), *((a.slot, Span(a.start, a.end)) for a in piece.arguments))


def highlight(text: str, start: int, marks: Sequence[Mark]) -> str:
    """HTML of a passage with its marks, white space of typesetting collapsed.

    Args:
        text: the passage as it stands in the document, hard-wrapped perhaps.
        start: where the passage begins, in code points of the document.
        marks: names and ranges in the document. They may nest, overlap, or lie outside the
            passage in part or whole; only what lies inside is marked.

    Returns:
        Escaped text; each stretch under the same marks is one ``<mark>`` with their names as
        classes and as its title.
    """
    pieces = [(char, _names(start + at, marks)) for at, char in _kept(text)]
    return "".join(
        _marked("".join(char for char, _ in run), names)
        for names, run in groupby(pieces, key=lambda piece: piece[1])
    )


def _names(at: int, marks: Sequence[Mark]) -> tuple[str, ...]:
    here = {name for name, span in marks if span.start <= at < span.end}
    return tuple(name for name in _ORDER if name in here)


def _kept(text: str) -> list[tuple[int, str]]:
    """The characters that :func:`pipeline.report.markup.plain` keeps, with their places."""
    kept: list[tuple[int, str]] = []
    at = 0
    for run in SPACES.finditer(text):
        kept += [(i, text[i]) for i in range(at, run.start())]
        kept += [(run.start(), blank) for blank in gap(text, run.start(), run.end())]
        at = run.end()
    return kept + [(i, text[i]) for i in range(at, len(text))]


def _marked(text: str, names: tuple[str, ...]) -> str:
    if not names:
        return esc(text)
    return f'<mark class="{" ".join(names)}" title="{" + ".join(names)}">{esc(text)}</mark>'

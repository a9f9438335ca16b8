"""A sentence with its mentions and cues marked: in colours, or ⟦mentions⟧ and {cues}."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.cli.painting import STRONG, Painter
from pipeline.cli.wrapping import Piece
from pipeline.model import Document, Span
from pipeline.relate.account import Marked

_MENTION, _CUE = ("⟦", "⟧"), ("{", "}")


def marked(
    doc: Document, start: int, end: int, cues: Sequence[Marked], painter: Painter
) -> Iterator[Piece]:
    """The text from ``start`` to ``end``; its line ends are kept."""
    mentions = [m for m in doc.mentions if start <= m.start and m.end <= end]
    types = {m.span: m.type.value for m in mentions}
    places = sorted({Span(cue.start, cue.end) for cue in cues})
    cuts = sorted({start, end, *(at for span in (*types, *places) for at in span)})
    for here, after in pairwise(cuts):
        if not painter.colours:
            yield Piece(_signs(types, places, here))
        within = Span(here, after)
        of = next((kind for span, kind in types.items() if span.covers(within)), "")
        style = of or (STRONG if any(place.covers(within) for place in places) else "")
        yield Piece(doc.text[here:after], style)
    if not painter.colours:
        yield Piece(_signs(types, places, end))


def _signs(mentions: dict[Span, str], cues: Sequence[Span], at: int) -> str:
    """What closes at a place, the inner first, then what opens there, the outer first."""
    signs = [(span, 0, _MENTION) for span in mentions] + [(span, 1, _CUE) for span in cues]
    closing = sorted((s for s in signs if s[0].end == at), key=lambda s: (-s[0].start, -s[1]))
    opening = sorted((s for s in signs if s[0].start == at), key=lambda s: (-s[0].end, s[1]))
    return "".join([*(s[2][1] for s in closing), *(s[2][0] for s in opening)])

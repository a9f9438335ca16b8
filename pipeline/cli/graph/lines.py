"""Relations and their sentences as lines for the eye."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from pipeline.cli.painting import FAINT, STRONG
from pipeline.cli.tagged import JOINT, counted
from pipeline.cli.wrapping import Line, Piece
from pipeline.graph import AssembledEvidence, AssembledRelation, Thing, evidence_by_strength
from pipeline.model import Document
from pipeline.read.outcome import printable

INDENT = " " * 6
"""Before evidence, and where a long line of a relation goes on."""

VERBS = {
    ("CAUSES_RESISTANCE", "positive"): "causes resistance to",
    ("CAUSES_RESISTANCE", "negative"): "does not cause resistance to",
    ("OVERCOMES", "positive"): "overcomes resistance to",
    ("OVERCOMES", "negative"): "does not overcome resistance to",
}
"""What a relation says, between its subject and its object."""

_BLANKS = re.compile(r"\s+")


def named(thing: Thing) -> str:
    """A thing by its names in both languages."""
    return printable(
        f"{thing.name} / {thing.ja}" if thing.ja not in ("", thing.name) else thing.name
    )


def heading(thing: Thing) -> Line:
    """A thing by its names, type and id."""
    return (
        Piece(named(thing), STRONG),
        Piece("  "),
        Piece(thing.type, thing.type),
        Piece(f"  {printable(thing.id)}", FAINT),
    )


def statement(relation: AssembledRelation, subject: str, object: str) -> Line:
    """A relation as a sentence, and what speaks for it."""
    return (
        Piece(printable(subject), STRONG),
        Piece(f" {VERBS[relation.relation, relation.polarity]} "),
        Piece(printable(object), STRONG),
    )


def weight(relation: AssembledRelation, opposed: Collection[str]) -> Line:
    """How far a relation is to be believed, and how it comes about."""
    told: list[str] = [relation.certainty] if relation.certainty != "asserted" else []
    told += [", ".join(state.replace("_", " ") for state in relation.state)]
    told += ["via " + ", ".join(via.name for via in relation.via)] if relation.via else []
    told += [f"{relation.studies} stud{'y' if relation.studies == 1 else 'ies'}"]
    told += [counted(len(relation.evidence), "sentence")]
    rest = Piece("  " + printable("; ".join(filter(None, told))), FAINT)
    against = (Piece("  contradicted", STRONG),) if relation.id in opposed else ()
    return (rest, *against)


def sentences(
    relation: AssembledRelation,
    documents: dict[str, Document],
    most: int,
    only: Sequence[AssembledEvidence] | None = None,
) -> Iterator[Line]:
    """The best sentences of a relation, each after where it stands, and how many more."""
    pieces = [p for p in evidence_by_strength(relation) if only is None or p in only]
    for piece in pieces[:most]:
        doc = documents[piece.document]
        yield (Piece(INDENT), Piece(place(piece, doc), FAINT))
        yield (Piece(INDENT), *_quoted(piece, relation, doc))
    if most and len(pieces) > most:
        more = counted(len(pieces) - most, "more sentence")
        yield (Piece(f"{INDENT}and {more}", FAINT),)


def place(piece: AssembledEvidence, doc: Document) -> str:
    """File, page, range and date of a sentence; the id too where the file's name differs."""
    page = doc.source.page_at(piece.start)
    told = doc.source.name + (f" p. {page}" if page else "")
    told += f" ({doc.id})" if not doc.source.name.startswith(doc.id) else ""
    return printable(
        f"{told}, {piece.start}–{piece.end}" + (f", {piece.date}" if piece.date else "")
    )


def _quoted(
    piece: AssembledEvidence, relation: AssembledRelation, doc: Document
) -> Iterator[Piece]:
    """The sentence, its arguments in the colours of their types and its trigger strong."""
    types = {"therapy": relation.object.type, "via": relation.via[0].type if relation.via else ""}
    marks = [
        (a.start, a.end, str(types.get(a.slot, relation.subject.type))) for a in piece.arguments
    ]
    marks.append((*piece.trigger, STRONG))
    flat = _flat(doc.text[piece.start : piece.end])
    cuts = sorted({piece.start, piece.end, *(at for s, e, _ in marks for at in (s, e))})
    for start, end in pairwise(cuts):
        style = next((style for s, e, style in marks if s <= start and end <= e), "")
        shown = "".join(flat[max(start - piece.start, 0) : max(end - piece.start, 0)])
        yield Piece(printable(shown), style)


def _flat(text: str) -> list[str]:
    """The characters of ``text`` on one line: what each becomes, nothing or a blank at its ends."""
    chars = list(text)
    for gap in _BLANKS.finditer(text):
        joint = JOINT.match(text, gap.start())
        at_an_end = gap.start() == 0 or gap.end() == len(text)
        chars[gap.start() : gap.end()] = [""] * (gap.end() - gap.start())
        chars[gap.start()] = "" if joint or at_an_end else " "
    return chars

"""Short ways to write gold and predictions for the scoring tests."""

from __future__ import annotations

from pipeline.gold import GoldDocument, GoldMention, GoldRelation, entities_of
from pipeline.model import (
    Document,
    EntityRef,
    Grounding,
    Mention,
    MentionType,
    Relation,
    Source,
    Span,
    State,
)

KINDS = {"C": "CAUSES_RESISTANCE", "O": "OVERCOMES"}
SIGNS = {"+": "positive", "-": "negative"}


def entity(id_: str) -> EntityRef:
    return EntityRef("Gene", id_, id_.upper())


def gold_mention(written: str) -> GoldMention:
    """``Drug 0-5 a`` or, broken, ``Drug 0-3;4-6 a``."""
    kind, ranges, id_ = written.split()
    spans = tuple(Span(*map(int, pair.split("-"))) for pair in ranges.split(";"))
    return GoldMention(spans, MentionType(kind), id_, id_.upper())


def mention(written: str) -> Mention:
    """``Drug 0-5 a``; the id ``?`` stands for none."""
    kind, pair, id_ = written.split()
    start, end = map(int, pair.split("-"))
    candidates = () if id_ == "?" else (Grounding(id_, id_.upper(), 1.0, "test"),)
    return Mention(start, end, MentionType(kind), "test", candidates)


def _parts(written: str) -> tuple[str, str, str, str, dict[str, str]]:
    head, *rest = written.split()
    subject, therapy = head[2:].split(">")
    return KINDS[head[0]], SIGNS[head[1]], subject, therapy, dict(p.split("=") for p in rest)


def _states(more: dict[str, str]) -> tuple[State, ...]:
    return tuple(State(state) for state in more.get("state", "").split(",") if state)


def _via(more: dict[str, str]) -> tuple[EntityRef, ...]:
    return tuple(entity(id_) for id_ in more.get("via", "").split(",") if id_)


def gold_relation(written: str) -> GoldRelation:
    """``C+a>x``: a makes x fail; ``O-b>x state=loss via=a,c``; in brackets: acceptable."""
    status = "acceptable" if written.startswith("(") else "required"
    kind, polarity, subject, therapy, more = _parts(written.strip("()"))
    certainty = more.get("certainty", "asserted")
    ends = (entity(subject), entity(therapy))
    return GoldRelation(kind, *ends, polarity, certainty, _states(more), _via(more), status)


def relation(written: str) -> Relation:
    kind, polarity, subject, therapy, more = _parts(written)
    return Relation(
        id=written,
        relation=kind,
        subject=entity(subject),
        object=entity(therapy),
        polarity=polarity,
        certainty=more.get("certainty", "asserted"),
        confidence=1.0,
        evidence=(),
        state=_states(more),
        via=_via(more),
    )


def gold(id_="d", mentions=(), relations=(), *, language="en", located=True, sha256=None):
    """Gold of one document; mentions and relations as written above."""
    found = tuple(gold_mention(written) for written in mentions)
    return GoldDocument(
        id=id_,
        sha256=sha256,
        language=language,
        mentions=found if located else (),
        entities=entities_of(found),
        relations=tuple(gold_relation(written) for written in relations),
        located=located,
    )


def predicted(id_="d", mentions=(), relations=(), *, text=""):
    """A predicted document; mentions and relations as written above."""
    return Document(
        id=id_,
        text=text,
        source=Source(f"{id_}.txt", ""),
        mentions=tuple(mention(written) for written in mentions),
        relations=tuple(relation(written) for written in relations),
    )

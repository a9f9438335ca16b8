"""Random documents for property tests: any text, any names, every kind of value."""

from __future__ import annotations

from dataclasses import replace

from graph_samples import NAMES
from hypothesis import strategies as st

from pipeline.model import (
    Argument,
    Block,
    BlockKind,
    Context,
    Document,
    EntityRef,
    Evidence,
    Grounding,
    Mention,
    MentionType,
    Relation,
    Sentence,
    Source,
    Span,
    State,
)

AWKWARD = "\x00\x1b\x07\x85\u2028\u2029\ufffe\uffff\U0001f600耐性ｹﾞ㌘\r\n\t]]>\"'<&\\\u202e"
TEXT = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(AWKWARD)), min_size=1)
# File names that no encoding explains come with lone surrogates.
FILE_NAME = st.text(st.one_of(st.characters(), st.sampled_from("\udc80\udcff/耐")))
SCORE = st.floats(0, 1)
LANGUAGE = st.sampled_from(["ja", "en", "mixed", "other"])
REF = st.one_of(
    st.sampled_from(sorted(NAMES)).map(lambda c: EntityRef(NAMES[c][0], c, NAMES[c][1])),
    TEXT.map(lambda t: EntityRef("Gene", f"text:Gene/{t.lower()}", t)),
)


@st.composite
def span(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def relation(draw: st.DrawFn, text: str) -> Relation:
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        slots = draw(st.lists(st.sampled_from(["cause", "agent", "therapy", "via"]), unique=True))
        pieces.append(
            Evidence(
                *draw(span(text)),
                trigger=draw(span(text)),
                arguments=tuple(Argument(slot, *draw(span(text))) for slot in sorted(slots)),
                rule=draw(TEXT),
                source=draw(st.sampled_from(["explicit", "discourse"])),
                confidence=draw(SCORE),
            )
        )
    return Relation(
        id=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        relation=draw(st.sampled_from(["CAUSES_RESISTANCE", "OVERCOMES"])),
        subject=draw(REF),
        object=draw(REF),
        polarity=draw(st.sampled_from(["positive", "negative"])),
        certainty=draw(st.sampled_from(["asserted", "hypothesised"])),
        confidence=draw(SCORE),
        evidence=tuple(pieces),
        state=tuple(draw(st.lists(st.sampled_from(State), max_size=2))),
        via=tuple(draw(st.lists(REF, max_size=2))),
        context=Context(
            diseases=tuple(draw(st.lists(REF, max_size=2))),
            models=tuple(draw(st.lists(TEXT, max_size=2))),
            level=draw(st.sampled_from([None, "in_vitro", "clinical"])),
        ),
    )


@st.composite
def mention(draw: st.DrawFn, text: str) -> Mention:
    candidates = draw(
        st.lists(st.builds(Grounding, id=TEXT, name=TEXT, score=SCORE, why=TEXT), max_size=2)
    )
    kind = draw(st.sampled_from(MentionType))
    return Mention(*draw(span(text)), kind, draw(TEXT), tuple(candidates))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(-1e6, 1e6), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TEXT, inner, max_size=2)),
    max_leaves=4,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXT)
    kinds = st.tuples(st.sampled_from(BlockKind), LANGUAGE)
    return Document(
        id=draw(TEXT),
        text=text,
        source=Source(draw(FILE_NAME), "0" * 64, pages=tuple(draw(st.lists(st.integers(0, 9))))),
        language=draw(LANGUAGE),
        blocks=tuple(
            Block(*draw(span(text)), *draw(kinds)) for _ in range(draw(st.integers(0, 2)))
        ),
        sentences=tuple(
            Sentence(*draw(span(text)), 0, draw(LANGUAGE)) for _ in range(draw(st.integers(0, 2)))
        ),
        mentions=tuple(draw(st.lists(mention(text), max_size=3))),
        relations=tuple(draw(st.lists(relation(text), max_size=3))),
        candidates=tuple(draw(st.lists(relation(text), max_size=1))),
        metadata=draw(st.dictionaries(TEXT, JSON, max_size=2)),
    )


def collections() -> st.SearchStrategy[list[Document]]:
    """Some documents with ids of their own."""
    return st.lists(documents(), max_size=4).map(
        lambda docs: [replace(doc, id=f"{n}-{doc.id}") for n, doc in enumerate(docs)]
    )

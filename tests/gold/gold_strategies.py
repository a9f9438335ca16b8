"""Draws texts with any annotation that gold can hold."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.gold import (
    GoldArgument,
    GoldDocument,
    GoldEvent,
    GoldEvidence,
    GoldMention,
    entities_of,
    unite,
)
from pipeline.gold.events import ARGUMENT_TYPES
from pipeline.gold.language import document_language
from pipeline.gold.mentions import SCHEMES
from pipeline.model import MentionType, Span, State

WORDS = ["ルカパリブ", "BRCA2", "耐性", "AT\u3000R", "の", "ｶﾞﾝ", "e\u0301", "𠮟", "p.T790M", "克服"]
GAPS = ["", " ", "\n", "\r\n", "\n\n", "\u3000", "。"]
LOCAL = st.text(st.sampled_from("AZaz09.-/ %:_β耐"), min_size=1, max_size=8).map(str.strip)


@st.composite
def texts(draw):
    """A text of words with white space between, and where the words are."""
    text, spans = "", []
    for _ in range(draw(st.integers(1, 24))):
        word = draw(st.sampled_from(WORDS))
        spans.append(Span(len(text), len(text) + len(word)))
        text += word + draw(st.sampled_from(GAPS))
    return text, spans


@st.composite
def mention_lists(draw, spans):
    """Mentions of one to three words each; an id keeps its type and name."""
    names: dict[str, tuple[MentionType, str]] = {}
    mentions, at = [], 0
    while at < len(spans):
        size = draw(st.integers(0, 3))
        if size:
            kind = draw(st.sampled_from(MentionType))
            local = draw(LOCAL.filter(bool))
            id_ = f"{draw(st.sampled_from(SCHEMES[kind]))}:{local}"
            kind, name = names.setdefault(
                id_, (kind, draw(st.sampled_from(["alectinib", "耐", "a b"])))
            )
            mentions.append(GoldMention(tuple(spans[at : at + size]), kind, id_, name))
        at += max(size, 1)
    return sorted(mentions)


@st.composite
def events(draw, spans, mentions):
    kind = draw(st.sampled_from(sorted(ARGUMENT_TYPES)))
    arguments = []
    for slot, types in ARGUMENT_TYPES[kind].items():
        fit = [i for i, mention in enumerate(mentions) if mention.type in types]
        if slot == "via":
            chosen = draw(st.sets(st.sampled_from(fit), max_size=3)) if fit else ()
            arguments += [GoldArgument(slot, i) for i in chosen]
        elif not fit:
            return None
        else:
            arguments.append(GoldArgument(slot, draw(st.sampled_from(fit))))
    ends = {mentions[a.mention].id for a in arguments if a.slot != "via"}
    states = draw(st.sets(st.sampled_from(State), max_size=3))
    statuses = ["acceptable"] if len(ends) == 1 else ["required", "acceptable"]
    evidence = GoldEvidence(
        trigger=(draw(st.sampled_from(spans)),),
        arguments=tuple(sorted(arguments)),
        certainty=draw(st.sampled_from(["asserted", "hypothesised"])),
        state=tuple(state for state in State if state in states),
        status=draw(st.sampled_from(statuses)),
        source=draw(st.sampled_from(["explicit", "discourse"])),
    )
    return GoldEvent(kind, draw(st.sampled_from(["positive", "negative"])), evidence)


@st.composite
def documents(draw):
    text, spans = draw(texts())
    mentions = draw(mention_lists(spans))
    found = [draw(events(spans, mentions)) for _ in range(draw(st.integers(0, 5)))]
    return text, mentions, [event for event in found if event]


def document_of(text, mentions, statements):
    return GoldDocument(
        id="d",
        sha256=None,
        language=document_language(text),
        mentions=tuple(mentions),
        entities=entities_of(mentions),
        relations=unite(statements, mentions),
    )

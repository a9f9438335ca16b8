"""Whatever gold can say, brat standoff holds: writing and reading back changes nothing."""

from __future__ import annotations

from gold_strategies import document_of, documents
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gold import parse_ann, unite, write_ann


@given(documents())
def test_reading_what_was_written_gives_the_same(drawn):
    text, mentions, statements = drawn
    document = document_of(text, mentions, statements)
    written = write_ann(document, text)
    assert parse_ann("d", written.encode(), text) == document
    assert write_ann(parse_ann("d", written.encode(), text), text) == written


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(drawn, random):
    text, mentions, statements = drawn
    document = document_of(text, mentions, statements)
    lines = write_ann(document, text).splitlines(keepends=True)
    random.shuffle(lines)
    assert parse_ann("d", "".join(lines).encode(), text) == document


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(drawn, random):
    _, mentions, statements = drawn
    shuffled = list(statements)
    random.shuffle(shuffled)
    assert unite(shuffled, mentions) == unite(statements, mentions)


def test_the_strategy_reaches_relations_of_both_kinds_with_via_and_states():
    """Guards the tests above against a strategy that draws next to nothing."""
    seen: set[str] = set()

    @given(documents())
    def look(drawn):
        for event in drawn[2]:
            seen.add(event.relation)
            seen.update(a.slot for a in event.evidence.arguments)
            seen.update("state" for _ in event.evidence.state)
        seen.update("broken" for mention in drawn[1] if len(mention.spans) > 1)

    look()
    assert {"CAUSES_RESISTANCE", "OVERCOMES", "via", "state", "broken"} <= seen

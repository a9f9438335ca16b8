"""What must hold of any scores, whatever is scored."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scoring import gold_relation, relation

from pipeline.gold import GoldDocument, GoldMention, entities_of
from pipeline.model import Document, Grounding, Mention, MentionType, Source, Span
from pipeline.score import Counts, as_prediction, score, table, to_json
from pipeline.score.bootstrap import intervals
from pipeline.score.mentions import most_pairs, overlaps

COUNTS = st.builds(Counts, *[st.integers(0, 50)] * 3)
IDS = st.sampled_from(["d1", "d2", "d3"])
TYPES = st.sampled_from([MentionType.DRUG, MentionType.GENE])
THINGS = st.sampled_from("abx")
SPANS = st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda s: Span(s[0], s[0] + s[1]))
KEYS = st.builds("{}{}{}>{}".format, st.sampled_from("CO"), st.sampled_from("+-"), THINGS, THINGS)
GOLD_KEYS = st.builds("{}{}".format, st.sampled_from(["", "("]), KEYS)


@st.composite
def gold_documents(draw, id_):
    spans = sorted(draw(st.sets(SPANS, max_size=6)))
    apart = [b for a, b in zip([Span(-1, 0), *spans], spans, strict=False) if not a.overlaps(b)]
    mentions = tuple(GoldMention((s,), draw(TYPES), draw(THINGS), "n") for s in apart)
    relations = {r.key: r for r in map(gold_relation, draw(st.lists(GOLD_KEYS, max_size=6)))}
    return GoldDocument(
        id=id_,
        sha256=None,
        language=draw(st.sampled_from(["ja", "en"])),
        mentions=mentions,
        entities=entities_of(mentions),
        relations=tuple(relations[key] for key in sorted(relations)),
        located=draw(st.booleans()),
    )


@st.composite
def predicted_documents(draw, id_):
    spans = draw(st.lists(SPANS, max_size=6))
    mentions = tuple(
        Mention(s.start, s.end, draw(TYPES), "t", (Grounding(draw(THINGS), "n", 1.0, "t"),))
        for s in spans
    )
    keys = draw(st.lists(KEYS, max_size=6, unique=True))
    return Document(
        id_, "", Source(id_, ""), mentions=mentions, relations=tuple(map(relation, keys))
    )


GOLD = st.lists(IDS, unique=True).flatmap(lambda ids: st.tuples(*map(gold_documents, ids)))
PREDICTED = st.lists(IDS, unique=True).flatmap(
    lambda ids: st.tuples(*map(predicted_documents, ids))
)


@given(GOLD)
def test_gold_against_itself_is_right(documents):
    scores = score(documents, [as_prediction(replace(d, located=True), "") for d in documents])
    levels = [scores.mentions(level) for level in ("strict", "relaxed", "grounded")]
    for counts in (*levels, scores.relations(), scores.state(), scores.via()):
        assert (counts.fp, counts.fn) == (0, 0)
        assert counts.f1 in (None, 1.0)
    assert scores.certainty().right == scores.certainty().total
    assert scores.relations().tp == sum(len(document.required) for document in documents)
    assert scores.mentions().tp == sum(len(d.mentions) for d in documents if d.located)
    assert scores.missed == scores.false_alarms == ()


@given(GOLD, PREDICTED, st.randoms(use_true_random=False))
def test_order_does_not_matter(documents, predictions, random):
    shuffled_gold = [
        replace(d, mentions=_shuffled(d.mentions, random), relations=_shuffled(d.relations, random))
        for d in _shuffled(documents, random)
    ]
    shuffled_predictions = [
        replace(d, mentions=_shuffled(d.mentions, random), relations=_shuffled(d.relations, random))
        for d in _shuffled(predictions, random)
    ]
    assert score(shuffled_gold, shuffled_predictions) == score(documents, predictions)


def _shuffled(items, random):
    result = list(items)
    random.shuffle(result)
    return tuple(result)


@given(GOLD, PREDICTED, KEYS)
def test_a_false_relation_more_never_raises_precision(documents, predictions, key):
    assume(documents and predictions)
    one = predictions[0]
    extra = relation(key)
    known = {r.key for d in documents if d.id == one.id for r in d.relations}
    assume(extra.key not in known)
    worse = replace(one, relations=(*one.relations, extra))
    before = score(documents, predictions).relations()
    after = score(documents, (worse, *predictions[1:])).relations()
    assert (after.tp, after.fn) == (before.tp, before.fn)
    assert after.fp >= before.fp
    assert (after.precision or 0.0) <= (before.precision if before.precision is not None else 1.0)


@given(GOLD, PREDICTED)
def test_parts_add_up_to_the_whole(documents, predictions):
    scores = score(documents, predictions)
    required = sum(len(document.required) for document in documents)
    assert scores.relations().tp + scores.relations().fn == required
    kinds = [scores.relations(kind) for kind in ("CAUSES_RESISTANCE", "OVERCOMES")]
    signs = [scores.relations(polarity=sign) for sign in ("positive", "negative")]
    tongues = [scores.relations(language=language) for language in ("ja", "en")]
    for parts in (kinds, signs, tongues):
        assert parts[0] + parts[1] == scores.relations()
    for level in ("strict", "relaxed", "grounded"):
        types = [scores.mentions(level, type=kind) for kind in MentionType]
        assert sum(types, Counts()) == scores.mentions(level)


@given(GOLD, PREDICTED)
def test_documents_are_scored_apart(documents, predictions):
    """Scoring each document alone and adding gives what scoring all at once gives."""
    alone = [score([d], [p for p in predictions if p.id == d.id]) for d in documents]
    together = score(documents, predictions)
    assert sum((s.relations() for s in alone), Counts()) == together.relations()
    assert sum((s.mentions() for s in alone), Counts()) == together.mentions()


@given(GOLD, PREDICTED)
def test_relaxed_finds_no_less_than_strict(documents, predictions):
    scores = score(documents, predictions)
    assert scores.mentions("relaxed").tp >= scores.mentions("strict").tp


@given(COUNTS, COUNTS, COUNTS)
def test_counts_add(a, b, c):
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + Counts() == a


@given(COUNTS)
def test_f1_is_the_harmonic_mean(counts):
    if counts.precision and counts.recall:
        mean = 2 * counts.precision * counts.recall / (counts.precision + counts.recall)
        assert abs(counts.f1 - mean) < 1e-12
    else:
        assert not counts.f1


@given(st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=5))
def test_the_pairing_is_the_largest_there_is(left, right):
    """Against trying every assignment."""
    edges = overlaps([(span,) for span in left], [(span,) for span in right])
    assert edges == [[j for j, r in enumerate(right) if r.overlaps(span)] for span in left]
    padded = [*range(len(right)), *[-1] * len(left)]
    best = max(
        sum(j in edges[i] for i, j in enumerate(chosen))
        for chosen in set(permutations(padded[: max(len(left), len(right))], len(left)))
    )
    assert most_pairs(edges, len(right)) == best


def test_a_long_chain_of_overlaps_is_paired_whole():
    """Each of 2,000 pairs moves when the last one is added; recursion would not survive it."""
    size = 2000
    edges = [[i, i + 1] for i in range(size)]
    assert most_pairs([*edges, [0]], size + 1) == size + 1


@given(st.lists(COUNTS, max_size=8), st.integers(0, 5))
def test_intervals_are_ordered_and_repeatable(counts, seed):
    first = intervals(counts, samples=60, seed=seed)
    assert first == intervals(counts, samples=60, seed=seed)
    for interval in (first.precision, first.recall, first.f1):
        assert interval is None or 0 <= interval.low <= interval.high <= 1


def test_documents_that_are_all_alike_leave_nothing_to_chance():
    given_counts = [Counts(3, 1, 1)] * 7
    f1 = intervals(given_counts).f1
    assert (f1.low, f1.high) == (0.75, 0.75)


def test_intervals_narrow_with_more_documents():
    few, many = ([Counts(3, 1, 1), Counts(1, 2, 2)] * n for n in (3, 100))
    width = [i.high - i.low for i in (intervals(few).f1, intervals(many).f1)]
    assert width[1] < width[0] / 3
    assert intervals(many).f1.low < sum(many, Counts()).f1 < intervals(many).f1.high


@settings(max_examples=30)
@given(GOLD, PREDICTED)
def test_the_table_is_plain_and_aligned(documents, predictions):
    text = table(score(documents, predictions))
    assert text.isascii()
    assert text.endswith("\n")
    assert len(text.splitlines()) >= 10


@settings(max_examples=30)
@given(GOLD, PREDICTED)
def test_json_says_what_the_scores_say(documents, predictions):
    scores = score(documents, predictions)
    data = to_json(scores)
    assert data["relations"]["f1"] == scores.relations().f1
    assert len(data["missed"]) == scores.relations().fn
    assert len(data["false_alarms"]) == scores.relations().fp

"""The shipped encoder: what it makes of plain sentences, alone and among others."""

import numpy as np
import pytest
from passages import passage

from pipeline.model import State
from pipeline.weigh import weigh
from pipeline.weigh.encoder import SPOTS, WEIGHTS, Asked, batch_of, by_length, logits_of
from pipeline.weigh.vocabulary import CLS, PIECES, SEP
from pipeline.weigh.window import Window

LARGEST = 25_000_000  # bytes of weights that may ship

CAUSES, SPARES, OVERCOMES, FAILS = "causes", "spares", "overcomes", "fails"
PLAIN = [
    pytest.param(
        "Amplification of [MET](Gene) makes lung tumours resistant to [aib](Drug).",
        CAUSES,
        id="en cause",
    ),
    pytest.param("[MET](Gene)の増幅は[aib](Drug)への耐性を引き起こす。", CAUSES, id="ja cause"),
    pytest.param(
        "Loss of [MET](Gene) did not affect the sensitivity of the cells to [aib](Drug).",
        SPARES,
        id="en denied cause",
    ),
    pytest.param(
        "[MET](Gene)の発現は[aib](Drug)の効果に影響しなかった。", SPARES, id="ja denied cause"
    ),
    pytest.param(
        "[bib](Drug) overcame resistance to [aib](Drug) in these cells.", OVERCOMES, id="en agent"
    ),
    pytest.param("[bib](Drug)は[aib](Drug)耐性を克服した。", OVERCOMES, id="ja agent"),
    pytest.param(
        "[bib](Drug) failed to restore the sensitivity of resistant cells to [aib](Drug).",
        FAILS,
        id="en failing agent",
    ),
    pytest.param(
        "[bib](Drug)を加えても[aib](Drug)耐性細胞の感受性は回復しなかった。",
        FAILS,
        id="ja failing agent",
    ),
    pytest.param("Patients were given [bib](Drug) and [aib](Drug).", None, id="en nothing"),
    pytest.param("患者に[bib](Drug)と[aib](Drug)を投与した。", None, id="ja nothing"),
]


def likeliest(one):
    """What the encoder thinks more likely than not; None for nothing."""
    said = {name: getattr(one, name) for name in (CAUSES, SPARES, OVERCOMES, FAILS)}
    best = max(said, key=said.get)
    return best if said[best] >= 0.5 else None


@pytest.mark.parametrize(("text", "said"), PLAIN)
def test_plain_sentences(text, said):
    found = {f"{o.pair.subject.name}>{o.pair.object.name}": o for o in weigh(passage(text), ())}
    pair = "MET>aib" if "MET" in text else "bib>aib"
    assert likeliest(found[pair]) == said


STATES = [
    pytest.param(
        "Loss of [MET](Gene) causes resistance to [aib](Drug).", (State.LOSS,), id="en lost"
    ),
    pytest.param(
        "[MET](Gene)の増幅は[aib](Drug)への耐性を引き起こす。",
        (State.AMPLIFICATION,),
        id="ja amplified",
    ),
    pytest.param(
        "[MET](Gene)の発現が高い細胞は[aib](Drug)に耐性であった。",
        (State.OVEREXPRESSION,),
        id="ja high",
    ),
    pytest.param(
        "[T790M](Variant) confers resistance to [aib](Drug).", (State.MUTATION,), id="variant"
    ),
]


@pytest.mark.parametrize(("text", "states"), STATES)
def test_how_the_subject_is_changed(text, states):
    found = {o.pair.object.name: o for o in weigh(passage(text), ())}
    assert found["aib"].states == states


def test_the_weights_are_no_larger_than_they_may_be():
    assert WEIGHTS.stat().st_size <= LARGEST
    assert PIECES.stat().st_size <= LARGEST / 50


def test_a_window_is_judged_alike_whatever_stands_beside_it():
    short = Window((CLS, 200, 300, 400, SEP), 1, {})
    long = Window((CLS, *range(200, 290), SEP), 1, {})
    asked = [Asked((2,), (3,), 0, 0)]
    (alone,) = logits_of([short], [asked])
    among = logits_of([long, short, long], [asked, asked, asked])[1]
    assert np.allclose(alone, among, atol=1e-4)


def test_pairs_stay_with_their_windows():
    windows = [Window((CLS, *range(200, 200 + n), SEP), 1, {}) for n in (30, 5, 17)]
    asked = [[Asked((2,), (3,), 0, 0)] * n for n in (2, 1, 3)]
    assert [len(rows) for rows in logits_of(windows, asked)] == [2, 1, 3]


def test_threads_make_no_difference():
    windows = [Window((CLS, *range(200, 200 + 9 * n), SEP), 1, {}) for n in range(1, 31)]
    asked = [[Asked((2,), (3,), 0, 0)]] * len(windows)
    alone, together = (logits_of(windows, asked, threads=n) for n in (1, 3))
    assert [rows.tobytes() for rows in alone] == [rows.tobytes() for rows in together]


def test_a_batch_is_padded_and_names_missing_places():
    batch = batch_of(
        [Window((CLS, 9, SEP), 1, {}), Window((CLS, SEP), 1, {})],
        [[Asked((1,), (), 0, 9)], [Asked(tuple(range(9)), (1,), 2, 0)]],
    )
    assert batch.tokens.tolist() == [[CLS, 9, SEP], [CLS, SEP, 0]]
    assert batch.subject.tolist() == [[1, -1, -1, -1], [0, 1, 2, 3]]
    assert batch.object.tolist() == [[-1] * SPOTS, [1, -1, -1, -1]]
    assert batch.row.tolist() == [0, 1]
    assert batch.object_back.tolist() == [5, 0]


def test_groups_hold_every_window_once_and_no_more_tokens_than_allowed():
    lengths = [30, 5, 17, 90, 12, 12]
    groups = list(by_length(lengths, tokens=60))
    assert sorted(i for group in groups for i in group) == list(range(6))
    assert all(len(g) == 1 or len(g) * max(lengths[i] for i in g) <= 60 for g in groups)


def test_a_sentence_that_names_nothing_is_judged_only_where_a_cue_tells():
    doc = passage("[MET](Gene) rose under [aib](Drug). It was the cause of the failure.")
    assert {one.pair.sentence for one in weigh(doc, ())} == {0}
    assert {one.pair.sentence for one in weigh(doc, {1})} == {0, 1}


def test_variants_and_processes_overcome_nothing():
    doc = passage("[T790M](Variant) overcame resistance to [aib](Drug).")
    assert [(o.overcomes, o.fails) for o in weigh(doc, ())] == [(0.0, 0.0)]


def test_a_text_without_pairs_is_not_judged():
    assert weigh(passage("Nothing is named here."), ()) == ()

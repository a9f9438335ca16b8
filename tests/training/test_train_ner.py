"""Training: the loss of partly known tags, and the same weights from the same seed."""

from __future__ import annotations

from pathlib import Path

import ner_data as data
import numpy as np
import pytest
import train_ner
from confection import Config

from pipeline.model import MentionType as T
from pipeline.propose import Hint
from pipeline.propose.reader import load_model, opinions


def test_the_gradient_asks_for_no_more_than_one_of_the_allowed_tags():
    scores = np.array([[0.2, 0.3, 0.5], [0.2, 0.3, 0.5]], dtype="f")
    allowed = np.array([[0, 0, 1], [1, 1, 0]], dtype="f")
    d, cost = train_ner.gradient(scores, allowed)
    assert d == pytest.approx(np.array([[0.2, 0.3, -0.5], [-0.2, -0.3, 0.5]]), abs=1e-6)
    assert cost == pytest.approx(-np.log(0.5) * 2, rel=1e-5)
    assert d.sum() == pytest.approx(0, abs=1e-6)


def test_batches_hold_every_passage_as_often_as_its_corpus_weighs():
    sizes = {"biored": 3, "BC2GM-IOB": 1}
    passages = [
        data.Passage(name, "a b", ((0, 1), (2, 3)), ("O", "O"), (frozenset("O"),) * 2)
        for name in sizes
    ]
    rng = np.random.default_rng(1)
    seen = [n for batch in train_ner.batches(passages, iter([4] * 9), rng) for n in batch]
    assert sorted(seen) == [0, 0, 0, 1]


def small_run(folder: Path) -> Path:
    """One epoch on a few sentences."""
    config = Config().from_disk(Path(train_ner.__file__).with_name("ner.cfg"))
    told = {**config["training"], "epochs": 1}
    text = "EGFR resists gefitinib in lung cancer."
    spans = [(0, 4, "Gene"), (13, 22, "Chemical"), (26, 37, "Disease")]
    places = data.tokens(text)
    gold = data.tags_of(spans, places)
    allowed = tuple(frozenset({tag}) for tag in gold)
    passage = data.Passage("biored", text, tuple(places), tuple(gold), allowed)
    hints = (Hint(0, 4, T.GENE, True), Hint(13, 22, T.DRUG, False))
    nlp = train_ner.make_pipeline(config)
    train_ner.train(nlp, [passage] * 40, [hints] * 40, told, lambda nlp: "", folder)
    return folder


@pytest.mark.slow
def test_the_same_seed_gives_the_same_weights(tmp_path):
    first, second = small_run(tmp_path / "a"), small_run(tmp_path / "b")
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(names) == 5
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    assert len(opinions(load_model(first), ["EGFR"], [[]])) == 1

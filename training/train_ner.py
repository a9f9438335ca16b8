"""Train the proposer of English names from open corpora, on one core, by seed.

    python training/train_ner.py SOURCES OUT [--config training/ner.cfg] [--epochs N]

SOURCES is the folder of the corpora (BioRED, BC5CDR, BC2GM, NCBI-disease, BioNLP13CG as
docs/model-card-ner.md names them). OUT becomes a spaCy pipeline that ``spacy.load`` reads.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import ner_data as data
import numpy as np
from ner_hints import hints_of

from pipeline.propose import Hint
from pipeline.propose.reader import doc_of

KEPT = 0.4  # of the hints, where a passage is read with fewer
SCALE = 100  # of the mean gradient; the optimizer's clip bounds the step


def make_pipeline(config: dict[str, Any]) -> Any:
    """An untrained pipeline with a tag for each part of each kind."""
    import spacy
    from thinc.api import NumpyOps, fix_random_seed, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(config["training"]["seed"])
    nlp = spacy.blank("en")
    model = config["components"]["tagger"]["model"]
    tagger = nlp.add_pipe("tagger", config={"model": model})
    for tag in data.TAGS:
        tagger.add_label(tag)
    from spacy.tokens import Doc
    from spacy.training import Example

    example = Example.from_dict(Doc(nlp.vocab, words=["EGFR"]), {"tags": ["O"]})
    nlp.initialize(lambda: [example])
    return nlp


def batches(
    passages: Sequence[data.Passage], sizes: Iterator[float], rng: np.random.Generator
) -> Iterator[list[int]]:
    """Shuffled numbers of passages, each as often as its corpus weighs, in batches of words."""
    order = [n for n, p in enumerate(passages) for _ in range(data.WEIGHTS.get(p.corpus, 1))]
    rng.shuffle(order)
    batch: list[int] = []
    words, size = 0, next(sizes)
    for n in order:
        batch.append(n)
        words += len(passages[n].places)
        if words >= size:
            yield batch
            batch, words, size = [], 0, next(sizes)
    if batch:
        yield batch


def growing(start: float, stop: float, factor: float = 1.001) -> Iterator[float]:
    """Sizes of batches: small first, when each step teaches most."""
    size = start
    while True:
        yield size
        size = min(stop, size * factor)


def gradient(scores: Any, allowed: Any) -> tuple[Any, float]:
    """Of minus the log of the probability that a token has one of its allowed tags."""
    hit = (scores * allowed).sum(axis=1, keepdims=True)
    target = scores * allowed / np.maximum(hit, 1e-8)
    return scores - target, float(-np.log(np.maximum(hit, 1e-8)).sum())


class Material:
    """The passages as the model reads them, with hints and with fewer, and their allowed tags."""

    def __init__(
        self,
        nlp: Any,
        passages: Sequence[data.Passage],
        hints: Sequence[tuple[Hint, ...]],
        rng: np.random.Generator,
    ) -> None:
        column = {tag: n for n, tag in enumerate(nlp.get_pipe("tagger").labels)}
        fewer = [tuple(h for h in some if rng.random() < KEPT) for some in hints]
        self.full, self.bare = (
            [doc_of(nlp, p.text, p.places, h) for p, h in zip(passages, which, strict=True)]
            for which in (hints, fewer)
        )
        self.allowed = [np.zeros((len(p.places), len(column)), dtype="f") for p in passages]
        for passage, table in zip(passages, self.allowed, strict=True):
            for row, tags in zip(table, passage.allowed, strict=True):
                row[[column[tag] for tag in tags]] = 1


def train(
    nlp: Any,
    passages: Sequence[data.Passage],
    hints: Sequence[tuple[Hint, ...]],
    told: dict[str, Any],
    check: Callable[[Any], str],
    out: Path,
) -> None:
    """Run the epochs; each leaves its averaged weights in ``out``."""
    from thinc.api import Adam

    tagger = nlp.get_pipe("tagger")
    rng = np.random.default_rng(told["seed"])
    material = Material(nlp, passages, hints, rng)
    optimizer = Adam(told["learn_rate"], L2=0.01, grad_clip=1.0, use_averages=True)
    sizes = growing(*told["words"])
    for epoch in range(told["epochs"]):
        # the last half of the epochs slows down to a tenth
        left = min(1.0, 2 * (1 - epoch / told["epochs"]))
        optimizer.learn_rate = told["learn_rate"] * max(0.1, left)
        began, loss, words = perf_counter(), 0.0, 0
        for batch in batches(passages, sizes, rng):
            docs = [
                (material.bare if rng.random() < told["bare"] else material.full)[n] for n in batch
            ]
            cost, size = step(tagger, docs, [material.allowed[n] for n in batch], told["dropout"])
            tagger.finish_update(optimizer)
            loss, words = loss + cost, words + size
        took = perf_counter() - began
        with nlp.use_params(optimizer.averages):
            write(nlp, out)
            print(
                f"epoch {epoch + 1} loss {loss / words:.4f} words/s {words / took:.0f}"
                f" {check(nlp)}",
                flush=True,
            )


def step(tagger: Any, docs: list[Any], allowed: list[Any], dropout: float) -> tuple[float, int]:
    """Gradients of one batch; its cost and its number of tokens."""
    from thinc.api import set_dropout_rate

    set_dropout_rate(tagger.model, dropout)
    scores, backprop = tagger.model.begin_update(docs)
    d, cost = gradient(np.vstack(scores), np.vstack(allowed))
    d *= SCALE / len(d)
    ends = np.cumsum([len(score) for score in scores])[:-1]
    backprop([np.ascontiguousarray(part) for part in np.split(d, ends)])
    return cost, len(d)


def write(nlp: Any, out: Path) -> None:
    """The pipeline, its weights rounded to half precision (they pack to half the size)."""
    model = nlp.get_pipe("tagger").model
    kept = {}
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                kept[node.id, name] = node.get_param(name).copy()
                node.set_param(name, kept[node.id, name].astype("e").astype("f"))
    nlp.to_disk(out, exclude=["vocab"])
    for node in model.walk():
        for name in node.param_names:
            if (node.id, name) in kept:
                node.set_param(name, kept[node.id, name])


def main() -> None:
    """Train and write."""
    from confection import Config

    parser = argparse.ArgumentParser()
    parser.add_argument("sources", type=Path)
    parser.add_argument("out", type=Path)
    here = Path(__file__).resolve().parent
    parser.add_argument("--config", type=Path, default=here / "ner.cfg")
    parser.add_argument("--epochs", type=int)
    args = parser.parse_args()
    config = Config().from_disk(args.config)
    if args.epochs:
        config["training"]["epochs"] = args.epochs
    from ner_score import checker

    passages = data.passages(args.sources, config["training"]["seed"])
    print(f"{len(passages)} passages, {sum(len(p.places) for p in passages)} tokens")
    hints = hints_of([p.text for p in passages])
    nlp = make_pipeline(config)
    train(nlp, passages, hints, config["training"], checker(args.sources), args.out)


if __name__ == "__main__":
    main()

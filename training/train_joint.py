"""Fit how the two readings of a document are joined, and choose the threshold, on dev.

python training/train_joint.py [--write]

Prints F1, and how far confidence can be trusted, in cross-validation by study: the documents
of one study (a release and its abstract) are never on both sides. ``--write`` fits on all of
dev and writes pipeline/relate/data/joint.json.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.cues import CueSets
from pipeline.gold import GoldDocument, read_gold, split_of
from pipeline.model import Document
from pipeline.read import Failure, read_inputs
from pipeline.relate.engine import RelateSettings, claims_by_all
from pipeline.relate.joint import Voices, features
from pipeline.relate.unite import Key, key_of, rivals, voices_of
from pipeline.run.clock import Clock
from pipeline.run.stages import name_things

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "pipeline/relate/data/joint.json"
NAMES = ("bias", "reader", "frames", "both", "repeated", "rival", "denied")
FOLDS = 7


@dataclass(frozen=True)
class Read:
    """One document: what the readers say of each relation, and what gold says."""

    study: str
    voices: dict[Key, Voices]
    gold: dict[Key, bool]


def dev() -> list[Read]:
    """Every dev document, read from end to end."""
    test = split_of(ROOT / "gold", "test")
    gold = {g.id: g for g in read_gold(ROOT / "gold", ROOT / "corpus") if g.id not in test}
    found = []
    for one in read_inputs([ROOT / "corpus"]):
        if not isinstance(one, Failure) and one.id in gold:
            found.append(read(name_things(one, Clock()), gold[one.id]))
    return found


def read(doc: Document, gold: GoldDocument) -> Read:
    """What both readers make of a document."""
    groups = defaultdict(list)
    for claim in claims_by_all(doc, RelateSettings(cues=CueSets())):
        groups[key_of(claim)].append(claim)
    rival = rivals(groups)
    number = re.match(r"(?:en|ja)-(\d+)", doc.id)
    return Read(
        number[1] if number else doc.id,
        {key: voices_of(some, rival[key]) for key, some in groups.items()},
        {r.key: r.status == "required" for r in gold.relations},
    )


def table(docs: list[Read]) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels of all relations that count."""
    rows, labels = [], []
    for doc in docs:
        for key, voices in doc.voices.items():
            if doc.gold.get(key) is not False:  # acceptable ones teach nothing
                rows.append(features(voices)[1:])
                labels.append(key in doc.gold)
    return np.array(rows), np.array(labels)


def fit(docs: list[Read]) -> LogisticRegression:
    """The regression."""
    return LogisticRegression(C=10.0, max_iter=1000).fit(*table(docs))


def scores(model: LogisticRegression, doc: Read) -> dict[Key, float]:
    """Each relation's confidence."""
    if not doc.voices:
        return {}
    rows = np.array([features(v)[1:] for v in doc.voices.values()])
    return dict(zip(doc.voices, model.predict_proba(rows)[:, 1], strict=True))


def cross_validated(docs: list[Read]) -> list[dict[Key, float]]:
    """Each document's confidences by a regression that did not see its study."""
    studies = sorted({doc.study for doc in docs})
    fold = {study: i % FOLDS for i, study in enumerate(studies)}
    models = [fit([d for d in docs if fold[d.study] != i]) for i in range(FOLDS)]
    return [scores(models[fold[doc.study]], doc) for doc in docs]


def f1(docs: list[Read], found: list[dict[Key, float]], threshold: float) -> tuple[float, ...]:
    """F1, precision and recall, as gold scores relations."""
    right = wrong = missed = 0
    for doc, confidences in zip(docs, found, strict=True):
        said = {key for key, p in confidences.items() if p >= threshold}
        required = {key for key, needed in doc.gold.items() if needed}
        right += len(said & required)
        wrong += len(said - set(doc.gold))
        missed += len(required - said)
    return (
        2 * right / max(1, 2 * right + wrong + missed),
        right / max(1, right + wrong),
        right / max(1, right + missed),
    )


def told(row: tuple[float, ...]) -> str:
    """The three figures of ``f1``."""
    return "F1 {:.3f} P {:.3f} R {:.3f}".format(*row)


def calibration(docs: list[Read], found: list[dict[Key, float]]) -> float:
    """Expected calibration error over ten bins of the relations with confidence 0.1 or more."""
    pairs = [
        (p, key in doc.gold)
        for doc, confidences in zip(docs, found, strict=True)
        for key, p in confidences.items()
        if p >= 0.1 and doc.gold.get(key) is not False
    ]
    error = 0.0
    for i in range(10):
        inside = [(p, y) for p, y in pairs if i / 10 <= p < (i + 1) / 10]
        if inside:
            gap = abs(np.mean([p for p, _ in inside]) - np.mean([y for _, y in inside]))
            error += len(inside) / len(pairs) * float(gap)
    return error


def main() -> None:
    """Print, and write where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    docs = dev()
    found = cross_validated(docs)
    best = max(np.arange(0.2, 0.8, 0.02), key=lambda t: f1(docs, found, t)[0])
    for threshold in (*np.arange(0.3, 0.61, 0.1), best):
        print(f"at {threshold:.2f}: {told(f1(docs, found, threshold))}")
    for column, name in enumerate(("the encoder", "frames"), 1):
        one = [{k: (v.reader, v.frames)[column - 1] for k, v in d.voices.items()} for d in docs]
        top = max(np.arange(0.1, 0.9, 0.05), key=lambda t, one=one: f1(docs, one, t)[0])
        print(f"{name} alone, at {top:.2f}: {told(f1(docs, one, top))}")
    print(f"expected calibration error {calibration(docs, found):.3f}")
    model = fit(docs)
    weights = [float(model.intercept_[0]), *map(float, model.coef_[0])]
    shown = dict(zip(NAMES, (round(w, 4) for w in weights), strict=True))
    print(shown)
    if args.write:
        OUT.write_text(json.dumps(shown) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

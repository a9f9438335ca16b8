"""Write what the encoder of relations is trained on: windows, pairs, and what is stated of them.

python training/relation_examples.py OUT [--texts DIR]

Takes training/relations (documents written for training), the dev documents of gold and, where
../shared is there, real texts marked in training/real (real_texts.py) and texts of open corpora
that do not speak of resistance (quiet_texts.py), and,
with --texts (what bench/external.py wrote), the statements of CIViC and abstracts of BioRED
in gold/external. The test documents are never read.
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from marked import Marked, mentioned, read_marked
from quiet_texts import quiet_texts
from real_texts import read_real

from pipeline.gold import GoldDocument, read_gold, split_of
from pipeline.model import Document, State
from pipeline.read import Failure, document_from_text, read_inputs
from pipeline.run.clock import Clock
from pipeline.run.stages import name_things
from pipeline.weigh.pairs import pairs_of
from pipeline.weigh.stage import asked_of, vocabulary, wanted
from pipeline.weigh.window import pieces_of, window_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
BENCHMARKS = SHARED / "data" / "benchmarks"
COLUMN = {"CAUSES_RESISTANCE": 0, "OVERCOMES": 2}
_UNMARKED = 0.3  # weight of a sentence that may repeat a statement without a mark
_ACCEPTABLE = 0.4  # weight of a statement that need not be found: a second reader held many for due

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of one sentence, by ids."""

    sentence: int
    relation: str
    subject: str
    object: str
    polarity: str
    certainty: str
    required: bool
    states: tuple[State, ...]


def said_in_marked(doc: Document, marked: Marked) -> Iterator[Said]:
    """The marks of a training document whose names are mentions."""
    for mark in marked.marks:
        subject = mentioned(mark.subject, doc.mentions, doc.text)
        therapy = mentioned(mark.object, doc.mentions, doc.text)
        if subject is None or therapy is None or subject == therapy:
            continue
        for index, sentence in enumerate(doc.sentences):
            if min(sentence.end, mark.end) - max(sentence.start, mark.start) > 3:
                yield Said(
                    index,
                    mark.relation,
                    subject,
                    therapy,
                    mark.polarity,
                    mark.certainty,
                    mark.required,
                    mark.states,
                )


def said_in_gold(doc: Document, gold: GoldDocument) -> Iterator[Said]:
    """The evidence of a gold document, sentence by sentence."""
    for relation in gold.relations:
        for evidence in relation.evidence:
            at = min(span.start for span in evidence.trigger)
            for index, sentence in enumerate(doc.sentences):
                if sentence.start <= at < sentence.end:
                    yield Said(
                        index,
                        relation.relation,
                        relation.subject.id,
                        relation.object.id,
                        relation.polarity,
                        evidence.certainty,
                        evidence.status == "required",
                        relation.state,
                    )


def examples(doc: Document, said: Iterable[Said], unmarked: float) -> Iterator[dict[str, object]]:
    """Each sentence's window with its pairs and their labels.

    Args:
        doc: with mentions.
        said: what its sentences state.
        unmarked: weight of a pair in a sentence without a mark, if another sentence states it.
    """
    stated = list(said)
    marks: dict[tuple[int, str, str], list[Said]] = defaultdict(list)
    for one in stated:
        marks[one.sentence, one.subject, one.object].append(one)
    anywhere = {(one.relation, one.subject, one.object) for one in stated}
    pieces = pieces_of(doc)
    for index, some in groupby(pairs_of(doc), key=lambda pair: pair.sentence):
        pairs = list(some)
        window = window_of(doc, pieces, index, wanted(pairs), vocabulary())
        rows = []
        for pair in pairs:
            ids = (pair.subject.id, pair.object.id)
            here = marks.get((index, *ids), [])
            asked = asked_of(pair, window)
            weights = [1.0] * 4
            labels = [0.0] * 4
            for one in here:
                column = COLUMN[one.relation] + (one.polarity == "negative")
                if one.required:
                    labels[column], weights[column] = 1.0, 1.0
                elif not labels[column]:
                    labels[column], weights[column] = 1.0, _ACCEPTABLE
            for relation, column in COLUMN.items():
                if (relation, *ids) in anywhere and not any(s.relation == relation for s in here):
                    weights[column] = weights[column + 1] = unmarked
            hedged = int(here[-1].certainty == "hypothesised") if here else -1
            states = [float(state in here[-1].states) for state in State] if here else []
            rows.append((asked, labels, weights, hedged, ids, states))
        yield {"doc": doc.id, "sentence": index, "window": window, "pairs": rows}


def keys_of(said: Iterable[Said]) -> dict[Key, bool]:
    """What a document states, and whether it is required anywhere."""
    found: dict[Key, bool] = {}
    for one in said:
        key = (one.relation, one.subject, one.object, one.polarity)
        found[key] = found.get(key, False) or one.required
    return found


def sources(texts: Path | None) -> Iterator[tuple[str, Document, list[Said]]]:
    """Every document to learn from or to choose by: its set, itself, what it states."""
    for path in sorted((ROOT / "training" / "relations").glob("*.txt")):
        for marked in read_marked(path):
            doc = name_things(document_from_text(marked.text, id=marked.id), Clock())
            yield "train", doc, list(said_in_marked(doc, marked))
    if BENCHMARKS.is_dir():
        for marked in read_real(BENCHMARKS):
            doc = name_things(document_from_text(marked.text, id=marked.id), Clock())
            yield "train", doc, list(said_in_marked(doc, marked))
        for id, text in quiet_texts(BENCHMARKS):
            yield "quiet", name_things(document_from_text(text, id=id), Clock()), []
    folders = [("dev", ROOT / "gold", ROOT / "corpus")]
    folders.append(("releases", ROOT / "gold/external/releases", SHARED / "corpus"))
    if texts is not None:
        folders += [(s, ROOT / "gold/external" / s, texts) for s in ("civic", "biored")]
    test = split_of(ROOT / "gold", "test")
    for name, annotation, corpus in folders:
        if not corpus.is_dir():
            print(f"{name}: {corpus.name} is not there, left out")
            continue
        gold = {g.id: g for g in read_gold(annotation, corpus)}
        for one in read_inputs([corpus]):
            if isinstance(one, Failure) or one.id not in gold or (name == "dev" and one.id in test):
                continue
            doc = name_things(one, Clock())
            yield name, doc, list(said_in_gold(doc, gold[one.id]))


def gold_keys(name: str, texts: Path | None) -> dict[str, dict[Key, bool]]:
    """Per gold document what it states, also where no mention or sentence was found."""
    corpus = {"dev": ROOT / "corpus", "releases": SHARED / "corpus"}.get(name, texts)
    folder = ROOT / "gold" if name == "dev" else ROOT / "gold/external" / name
    return {
        g.id: {
            (r.relation, r.subject.id, r.object.id, r.polarity): r.status == "required"
            for r in g.relations
        }
        for g in read_gold(folder, corpus)
    }


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", type=Path)
    args = parser.parse_args()
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    keys: dict[str, dict[str, dict[Key, bool]]] = defaultdict(dict)
    for name, doc, said in sources(args.texts):
        keys[name][doc.id] = keys_of(said)
        for one in examples(doc, said, _UNMARKED if name == "train" else 0.0):
            found[name].append(_plain(one))
    for name in set(found) - {"train", "quiet"}:
        whole = gold_keys(name, args.texts)
        keys[name] = {id: whole[id] for id in keys[name]}
    args.out.write_bytes(pickle.dumps({"examples": dict(found), "keys": dict(keys)}))
    for name, some in found.items():
        pairs = sum(len(one["pairs"]) for one in some)  # type: ignore[arg-type]
        print(f"{name}: {len(keys[name])} documents, {len(some)} sentences, {pairs} pairs")


def _plain(one: dict[str, object]) -> dict[str, object]:
    """Without classes of the pipeline, so that training needs none of it."""
    window, pairs = one["window"], one["pairs"]
    return {
        "doc": one["doc"],
        "sentence": one["sentence"],
        "tokens": list(window.tokens),  # type: ignore[attr-defined]
        "here": window.here,  # type: ignore[attr-defined]
        "pairs": [
            (a.subject, a.object, a.subject_back, a.object_back, y, w, h, ids, states)
            for a, y, w, h, ids, states in pairs  # type: ignore[attr-defined]
        ],
    }


if __name__ == "__main__":
    main()

"""What the statistical reader of English adds or spoils: each use alone, and all together.

    python bench/propose.py [--model FOLDER] [--sweep] [--show SET]

Sets: the project's English dev documents and the statements of CIViC that gold/external annotates
(mentions by exact span and type, things named by type and id), and the development parts of open
corpora (exact spans of the kinds that they mark; drugs count as chemicals there). What
gold/external annotates of BioRED is left out: the reader was trained on most of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter

from pipeline.gold import GoldDocument, read_gold, split_of
from pipeline.ground import ground
from pipeline.lexicon import load
from pipeline.model import Block, BlockKind, Document, MentionType
from pipeline.propose import Opinion, Settings, propose
from pipeline.propose.reader import WEIGHTS, load_model, opinions
from pipeline.propose.settings import DEFAULTS
from pipeline.read import document_from_text, read_inputs
from pipeline.score import Counts, score
from pipeline.segment import segment
from pipeline.tag import tag

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "training"))

import ner_score  # noqa: E402
from ner_data import Span  # noqa: E402

CORPORA = ROOT.parent / "shared" / "data" / "benchmarks"
SMALLER = {"biored": 1, "BC5CDR-IOB": 6, "BC2GM-IOB": 3}  # one of so many texts is taken
SWEEP = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95)
NEW = (MentionType.GENE, MentionType.CHEMICAL, MentionType.CELL_LINE, MentionType.DISEASE)


@dataclass(frozen=True)
class Set:
    """Gold, its tagged documents, and the reader's opinions of them."""

    name: str
    gold: tuple[GoldDocument, ...]
    tagged: tuple[Document, ...]
    read: Callable[..., Sequence[Opinion]]


def remembered(read: Callable[..., Sequence[Opinion]]) -> Callable[..., Sequence[Opinion]]:
    """The reader, asked once for each document however many settings are tried."""
    known: dict[tuple[str, ...], Sequence[Opinion]] = {}

    def ask(texts: Sequence[str], hints: Sequence[object]) -> Sequence[Opinion]:
        if tuple(texts) not in known:
            known[tuple(texts)] = read(texts, hints)
        return known[tuple(texts)]

    return ask


def sets(model: Path) -> list[Set]:
    """All sets whose texts are there, tagged; says how fast the stage is."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "bench" / "external.py"), folder]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        dev = split_of(ROOT / "gold", "dev")
        chosen: list[tuple[str, Path, Path, Callable[[str], bool]]] = [
            ("dev, en", ROOT / "gold", ROOT / "corpus", lambda id: id in dev and id[:3] == "en-"),
            ("civic", ROOT / "gold" / "external" / "civic", Path(folder), bool),
        ]
        for name, gold, corpus, wanted in chosen:
            documents = [
                d for d in read_gold(gold, corpus, on_missing=lambda _: None) if wanted(d.id)
            ]
            if documents:
                found.append(_set(name, documents, corpus, model))
    return found


def _set(name: str, gold: Sequence[GoldDocument], corpus: Path, model: Path) -> Set:
    lexicon, nlp = load(), load_model(model)
    inputs = [segment(d) for d in read_inputs([corpus / f"{d.id}.txt" for d in gold])]
    began = perf_counter()
    tagged = tuple(tag(d, lexicon) for d in inputs)
    between = perf_counter()
    read = remembered(partial(opinions, nlp))
    for d in tagged:
        propose(d, lexicon, DEFAULTS, read)
    ended = perf_counter()
    size = sum(len(d.text) for d in tagged)
    print(
        f"{name}: {len(gold)} documents, {size:,} characters; tag {size / (between - began):,.0f}"
        f" characters/s, propose {size / (ended - between):,.0f}"
    )
    return Set(name, tuple(gold), tagged, read)


@dataclass(frozen=True)
class Corpus:
    """Tagged texts of an open corpus with the spans that it marks."""

    name: str
    kinds: tuple[str, ...]
    spans: tuple[frozenset[Span], ...]
    tagged: tuple[Document, ...]
    read: Callable[..., Sequence[Opinion]]

    def count(self, settings: Settings) -> dict[str, Counts]:
        """Right, false and missed by kind."""
        found = dict.fromkeys(self.kinds, Counts())
        for doc, gold in zip(self.tagged, self.spans, strict=True):
            mentions = propose(doc, load(), settings, self.read).mentions
            have = {
                (m.start, m.end, "Chemical" if m.type == "Drug" else str(m.type)) for m in mentions
            }
            for kind in self.kinds:
                a, b = ({s for s in some if s[2] == kind} for some in (gold, have))
                found[kind] += Counts(len(a & b), len(b - a), len(a - b))
        return found


def corpora(model: Path) -> list[Corpus]:
    """The development parts that are there, tagged."""
    found = []
    for name, every in SMALLER.items():
        if not CORPORA.is_dir():
            continue
        cases = list(ner_score.development(CORPORA, name))[::every]
        tagged = []
        for number, (text, _) in enumerate(cases):
            block = Block(0, len(text), BlockKind.PARAGRAPH, "en")
            doc = replace(document_from_text(text, id=str(number)), blocks=(block,))
            tagged.append(tag(doc, load()))
        spans = tuple(frozenset(some) for _, some in cases)
        read = remembered(partial(opinions, load_model(model)))
        found.append(Corpus(name, ner_score.SETS[name], spans, tuple(tagged), read))
    return found


def compare(label: str, settings: Settings, measured: Sequence[Corpus]) -> None:
    """One line: for each corpus and kind F1 and right/false/missed."""
    parts = []
    for one in measured:
        for kind, c in one.count(settings).items():
            parts.append(f"{one.name[:6]} {kind} {c.f1 or 0:.3f} {c.tp}/{c.fp}/{c.fn}")
    print(f"{label:16} {' | '.join(parts)}", flush=True)


def report(
    label: str, settings: Settings, measured: Sequence[Set], show: str | None = None
) -> None:
    """One line: for each set F1, right/false/missed, of mentions and of things named."""
    parts = []
    for one in measured:
        predicted = [ground(propose(d, load(), settings, one.read), load()) for d in one.tagged]
        found = score(one.gold, predicted)
        told = []
        for level in ("strict", "grounded"):
            counts = found.mentions(level)
            told.append(f"{counts.f1:.4f} {counts.tp}/{counts.fp}/{counts.fn}")
        parts.append(f"{one.name} {' named '.join(told)}")
        if show == one.name:
            _show(one, predicted)
    print(f"{label:16} {' | '.join(parts)}", flush=True)


def _show(one: Set, predicted: Sequence[Document]) -> None:
    gold = {(d.id, *m.extent, m.type) for d in one.gold for m in d.mentions}
    old = {(d.id, m.start, m.end, m.type) for d in one.tagged for m in d.mentions}
    tally: Counter[tuple[str, str, str]] = Counter()
    for d in predicted:
        for m in d.mentions:
            key = (d.id, m.start, m.end, m.type)
            if key not in old and m.found_by == "reader":
                tally["right" if key in gold else "wrong", m.type, d.text[m.start : m.end]] += 1
    for (verdict, kind, surface), count in sorted(tally.items()):
        print(f"    {verdict} {count} {kind} {' '.join(surface.split())}")


def main() -> None:
    """Print a line for each way of using the reader."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, default=WEIGHTS)
    parser.add_argument("--sweep", action="store_true", help="every threshold of every use")
    parser.add_argument("--show", metavar="SET", help="what the defaults add, right and wrong")
    args = parser.parse_args()
    measured, open_sets = sets(args.model), corpora(args.model)
    for label, settings in _ways(args.sweep):
        report(label, settings, measured, args.show if label == "all" else None)
        compare(label, settings, open_sets)


def _ways(sweep: bool) -> Iterator[tuple[str, Settings]]:
    none = Settings()
    yield "without", none
    for least in SWEEP if sweep else ():
        for kind in NEW:
            yield f"new {kind} {least}", Settings(new={kind: least})
        yield f"known {least}", Settings(known=least)
        yield f"longer {least}", Settings(longer=least)
    yield "new", replace(none, new=DEFAULTS.new)
    yield "known", replace(none, known=DEFAULTS.known)
    yield "longer", replace(none, longer=DEFAULTS.longer)
    yield "all", DEFAULTS


if __name__ == "__main__":
    main()

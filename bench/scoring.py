"""How long `taisei score` takes over many documents, and how much memory.

python bench/scoring.py [--documents N] [--gold DIR --corpus DIR]

The documents are the project's own, or those of the folders given, copied under new ids with
their gold, and predictions made of the gold with some relations dropped. Timed are the whole
command, which reads and checks every file, and scoring alone, with all documents in memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from pipeline.export import document_line, read_documents
from pipeline.gold import GoldDocument, gold_manifest, read_gold, write_ann
from pipeline.score import as_prediction, score, table, to_json

ROOT = Path(__file__).resolve().parents[1]


def write(folder: Path, count: int, given: Path, texts: Path) -> None:
    """``gold/`` with its ``corpus/``, and ``run/documents.jsonl``."""
    gold, corpus, run = folder / "gold", folder / "corpus", folder / "run"
    for one in (gold, corpus, run):
        one.mkdir(parents=True)
    originals = [
        (d, (texts / f"{d.id}.txt").read_bytes().decode()) for d in read_gold(given, texts)
    ]
    with (run / "documents.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(count):
            document, text = originals[number % len(originals)]
            one = replace(document, id=f"d{number:05}")
            (corpus / f"{one.id}.txt").write_bytes(text.encode())
            (gold / f"{one.id}.ann").write_text(write_ann(one, text), encoding="utf-8")
            lines.write(document_line(as_prediction(worse(one, number), text)) + "\n")
    (gold / "manifest.tsv").write_text(gold_manifest(gold, corpus), encoding="utf-8")


def worse(document: GoldDocument, number: int) -> GoldDocument:
    """The document without every fifth relation, another one in each copy."""
    kept = [r for i, r in enumerate(document.relations) if (i + number) % 5]
    return replace(document, relations=tuple(kept))


def in_memory(folder: Path) -> float:
    """Seconds to score documents that are read already, with table and JSON."""
    gold = read_gold(folder / "gold", folder / "corpus")
    found = tuple(read_documents(folder / "run" / "documents.jsonl"))
    start = time.perf_counter()
    scores = score(gold, found)
    table(scores)
    to_json(scores)
    return time.perf_counter() - start


def main() -> None:
    """Print seconds and the most memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--gold", type=Path, default=ROOT / "gold")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(folder, args.documents, args.gold, args.corpus)
        command = ["score", str(folder / "gold"), str(folder / "run")]
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "pipeline", *command, "--corpus", str(folder / "corpus")],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - start
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{args.documents} documents")
        print(f"whole command, files read and checked: {seconds:.1f} s, {memory:.0f} MB at most")
        print(f"scoring alone, in memory: {in_memory(folder):.1f} s")


if __name__ == "__main__":
    main()

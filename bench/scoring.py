"""How long `taisei score` takes over many documents, and how much memory.

python bench/scoring.py [--documents N] [--keep DIR]

The documents are the project's own, copied under new ids with their gold, and predictions made of
the gold with some mentions and relations dropped. The whole command is timed.
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

from pipeline.export import document_line
from pipeline.gold import GoldDocument, gold_manifest, read_gold, write_ann
from pipeline.score import as_prediction

ROOT = Path(__file__).resolve().parents[1]


def write(folder: Path, count: int) -> None:
    """``gold/`` with its ``corpus/``, and ``run/documents.jsonl``."""
    gold, corpus, run = folder / "gold", folder / "corpus", folder / "run"
    for one in (gold, corpus, run):
        one.mkdir(parents=True)
    originals = [
        (d, (ROOT / "corpus" / f"{d.id}.txt").read_bytes().decode())
        for d in read_gold(ROOT / "gold", ROOT / "corpus")
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


def main() -> None:
    """Print seconds and the most memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        if not (folder / "run").exists():
            write(folder, args.documents)
        command = ["score", str(folder / "gold"), str(folder / "run")]
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "pipeline", *command, "--corpus", str(folder / "corpus")],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{args.documents} documents: {seconds:.1f} s, {memory:.0f} MB at most")


if __name__ == "__main__":
    main()

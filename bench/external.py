"""The texts that gold/external annotates and the project may not ship, from the open benchmarks.

python bench/external.py OUT

Writes <id>.txt files: 100 evidence statements of CIViC and 60 abstracts of BioRED on therapy,
from ../shared/data/benchmarks. Which ones is fixed by the sha256 of their numbers, so that nobody
chose them by what they say: statements that speak of a drug, a tenth of them without any word of
resistance or sensitivity; abstracts with a chemical
and a word of treatment, those on cancer first.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[2] / "shared" / "data" / "benchmarks"
STATEMENTS, ABSTRACTS = 100, 60
_RESISTED = re.compile(r"resist|refractor|insensitiv|sensitiv|respon", re.IGNORECASE)
_THERAPY = re.compile(r"therap|treat|chemo|resist|sensitiv", re.IGNORECASE)
_CANCER = re.compile(r"cancer|tumou?r|carcinom|leuk|lymphom|myelom|metasta|neoplas", re.IGNORECASE)


def order(number: str) -> str:
    """A place in a queue that has nothing to do with what the text says."""
    return hashlib.sha256(number.encode()).hexdigest()


def statements() -> Iterator[tuple[str, str]]:
    """Ids and texts of the statements."""
    with gzip.open(BENCHMARKS / "civic_dev.tsv.gz", "rb") as stream:
        rows = list(csv.DictReader(io.TextIOWrapper(stream, "utf-8"), delimiter="\t"))
    rows = [r for r in rows if r["evidence_type"] == "Predictive" and r["drugs"].strip()]
    rows = [r for r in rows if 60 <= len(r["evidence_statement"]) <= 1500]
    rows.sort(key=lambda r: order(r["evidence_id"]))
    without = [r for r in rows if not _RESISTED.search(r["evidence_statement"])]
    chosen = without[:10]
    chosen += [r for r in rows if r["clinical_significance"] == "Resistance" and r not in chosen][
        :50
    ]
    chosen += [r for r in rows if r not in chosen][: STATEMENTS - len(chosen)]
    for row in chosen:
        yield f"civic-{row['evidence_id']}", row["evidence_statement"]


def abstracts() -> Iterator[tuple[str, str]]:
    """PubMed ids and title with abstract, as BioRED counts offsets: one character between."""
    found: list[tuple[bool, str, str]] = []
    for name in ("biored_train", "biored_dev"):
        with gzip.open(BENCHMARKS / f"{name}.pubtator.gz", "rt", encoding="utf-8") as stream:
            for block in stream.read().strip().split("\n\n"):
                title, abstract, *notes = block.split("\n")
                text = title.split("|t|", 1)[1] + " " + abstract.split("|a|", 1)[1]
                kinds = {note.split("\t")[4] for note in notes if len(note.split("\t")) >= 6}
                if "ChemicalEntity" in kinds and _THERAPY.search(text):
                    found.append((not _CANCER.search(text), title.split("|", 1)[0], text))
    found.sort(key=lambda one: (one[0], order(one[1])))
    for _, number, text in found[:ABSTRACTS]:
        yield f"biored-{number}", text


def main() -> None:
    """Write the texts."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not BENCHMARKS.is_dir():
        sys.exit(f"{BENCHMARKS}: not there; put the benchmarks beside the checkout")
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for id_, text in (*statements(), *abstracts()):
        (out / f"{id_}.txt").write_text(text + "\n", encoding="utf-8", newline="")
        count += 1
    print(f"{out}: {count} texts written")


if __name__ == "__main__":
    main()

"""Real statements and sentences marked for relations; their texts stay in ../shared.

``training/real/civic.tsv`` marks statements of CIViC, ``civic_later.tsv`` those marked after the
last training, ``civicmine.tsv`` sentences of CIViCmine's training part. A row holds the number of
a text, the range of a sentence in it (code points, half-open), and what it states, written as in
``marked.py``; a text that states nothing has a row with its number alone: that is learned as well.
"""

from __future__ import annotations

import csv
import gzip
import io
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from marked import Mark, Marked, marks_of

FOLDER = Path(__file__).resolve().parent / "real"


def read_real(benchmarks: Path) -> Iterator[Marked]:
    """The marked texts, by file and number.

    Args:
        benchmarks: the folder with the open corpora (../shared/data/benchmarks).

    Raises:
        InputError: a row whose mark can not be read, with file and line.
    """
    for path in sorted(FOLDER.glob("*.tsv")):
        texts = civicmine(benchmarks) if path.stem == "civicmine" else civic(benchmarks)
        for number, marks in sorted(_rows(path).items()):
            yield Marked(f"real-{path.stem}-{number}", texts[number], tuple(marks))


def _rows(path: Path) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("#"):
            continue
        number, *rest = row.split("\t")
        marks = found[number]
        if rest:
            start, end, mark = rest
            marks.extend(marks_of(path, line, f">> {mark}", int(start), int(end)))
    return found


def civic(benchmarks: Path) -> dict[str, str]:
    """The statements of CIViC's development part, by number."""
    with gzip.open(benchmarks / "civic_dev.tsv.gz", "rb") as stream:
        table = csv.DictReader(io.TextIOWrapper(stream, "utf-8"), delimiter="\t")
        return {row["evidence_id"]: row["evidence_statement"] for row in table}


def civicmine(benchmarks: Path) -> dict[str, str]:
    """The sentences of CIViCmine's training part, by the stem of their file."""
    found = {}
    with tarfile.open(benchmarks / "civicmine_training.tar.gz") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".txt") else None
            if stream is not None:
                found[Path(member.name).stem] = stream.read().decode("utf-8")
    return found

"""``split.tsv``: which documents are for development and which are kept apart for testing."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import GoldError
from pipeline.gold.faults import Faults, raise_first
from pipeline.gold.standoff import decode

SPLITS = "split.tsv"
_HEADER = "id\tsplit"


def read_splits(folder: Path) -> dict[str, str]:
    """The split of each document, by id.

    Args:
        folder: a folder of gold that has a ``split.tsv``, lines of id, tab, name.

    Raises:
        GoldError: the file is not there or has a line of another shape; the first fault.
    """
    path = folder / SPLITS
    if not path.is_file():
        raise GoldError(f"{folder}: no {SPLITS}; write one, lines of id<TAB>split")
    faults = Faults(str(path))
    splits: dict[str, str] = {}
    lines = decode(path.read_bytes(), faults).removesuffix("\n").split("\n")
    if lines[0] != _HEADER:
        faults.add(1, f"first line is {lines[0][:40]!r}", "write id<TAB>split")
    for number, line in enumerate(lines[1:], start=2):
        id_, tab, split = line.partition("\t")
        if not id_ or not tab or not split or "\t" in split:
            faults.add(number, "line of wrong shape", "write id<TAB>split")
        elif id_ in splits:
            faults.add(number, f"{id_} comes twice", "keep one line a document")
        splits[id_] = split
    raise_first(faults.lines())
    return splits


def split_of(folder: Path, name: str) -> frozenset[str]:
    """The ids of the documents of one split.

    Raises:
        GoldError: as :func:`read_splits`, or there is no split of that name.
    """
    splits = read_splits(folder)
    if name not in splits.values():
        known = ", ".join(sorted(set(splits.values())))
        raise GoldError(f"{folder / SPLITS}: no split {name!r}; it has {known}")
    return frozenset(id_ for id_, split in splits.items() if split == name)

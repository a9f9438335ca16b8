"""``manifest.tsv``: which texts the annotation is of, so that a changed text is noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.gold.faults import Faults

MANIFEST = "manifest.tsv"
_HEADER = "id\tsha256\tchars"


@dataclass(frozen=True, slots=True)
class TextRecord:
    """One text: the sha256 of its file's bytes and its length in code points."""

    line: int
    sha256: str
    chars: int


def sha256_of(content: bytes) -> str:
    """The hexadecimal sha256 of a file's bytes."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(content: str, faults: Faults) -> dict[str, TextRecord]:
    """The records of a manifest by document id; faulty lines are noted and left out."""
    records: dict[str, TextRecord] = {}
    rows = content.removesuffix("\n").split("\n")
    if rows[0] != _HEADER:
        faults.add(1, f"first line is {rows[0][:40]!r}", "write id<TAB>sha256<TAB>chars")
    for number, row in enumerate(rows[1:], start=2):
        cells = row.split("\t")
        if len(cells) != 3 or len(cells[1]) != 64 or not cells[2].isdecimal():
            faults.add(number, "line of wrong shape", "write id<TAB>sha256<TAB>chars")
        elif cells[0] in records:
            what = f"{cells[0]} stands in line {records[cells[0]].line} too"
            faults.add(number, what, "keep one line a text")
        else:
            records[cells[0]] = TextRecord(number, cells[1], int(cells[2]))
    return records


def manifest_of(texts: Mapping[str, bytes]) -> str:
    """The manifest of texts given as {document id: the bytes of its file}."""
    rows = [f"{i}\t{sha256_of(b)}\t{len(b.decode('utf-8'))}" for i, b in sorted(texts.items())]
    return "\n".join([_HEADER, *rows]) + "\n"


def check_text(id_: str, content: bytes, text: str, record: TextRecord, faults: Faults) -> None:
    """Note it where a text is not the one that was annotated."""
    if sha256_of(content) != record.sha256:
        what = f"the text of {id_} has changed since it was annotated (sha256 differs)"
        faults.add(
            record.line, what, "restore it, or annotate the new text and write its sha256 here"
        )
    elif len(text) != record.chars:
        what = f"{id_} has {len(text)} code points, not {record.chars}"
        faults.add(record.line, what, f"write {len(text)}")

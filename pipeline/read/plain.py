"""Plain text: one document a file."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.encoding.decode import decode
from pipeline.read.extracted import Extracted, Given
from pipeline.read.format import Format


def _fits(_head: bytes, name: str) -> bool:
    return name.lower().endswith(".txt")


def _read(data: bytes, given: Given) -> Iterator[Extracted]:
    found = decode(data, encoding=given.encoding)
    yield Extracted(
        found.text,
        encoding=found.encoding,
        encoding_from=found.encoding_from,
        notes=found.notes,
    )


FORMAT = Format(name="text", extensions=(".txt",), fits=_fits, read=_read)

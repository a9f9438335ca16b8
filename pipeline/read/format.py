"""What every input format offers to reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.read.decode import Decoded


@dataclass(frozen=True, slots=True)
class Record:
    """One document's place in an input: ``[start, end)`` in bytes. Errors wait in ``error``.

    ``line`` is its line, counted from 1, in a format with a record a line, else 0.
    """

    id: str
    start: int
    end: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Format:
    """An input format.

    ``fits`` looks at an input's first bytes and name. ``records`` finds the documents in an
    input's bytes (its second argument is the id to fall back on); None says that every input
    is one document. ``decode`` gives the text of one record's bytes. Both raise RefusedError.
    """

    name: str
    extensions: tuple[str, ...]
    fits: Callable[[bytes, str], bool]
    decode: Callable[[bytes], Decoded]
    records: Callable[[bytes, str], Iterator[Record]] | None = None

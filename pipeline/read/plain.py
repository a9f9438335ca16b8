"""Plain text: one document a file."""

from __future__ import annotations

from pipeline.read.decode import decode
from pipeline.read.format import Format


def _fits(_head: bytes, name: str) -> bool:
    return name.lower().endswith(".txt")


FORMAT = Format(name="text", extensions=(".txt",), fits=_fits, decode=decode)

"""Reading the compiled files: lines stay bytes until a hit asks for one of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, overload

from pipeline.errors import LexiconError

COMPILED = Path(__file__).parent / "data" / "compiled"
NAMES, ENTITIES, MANIFEST = "names.tsv.gz", "entities.tsv.gz", "manifest.json"

BLOCK_ROW = -1  # in place of an entity's row: the name only hides what it covers


class Lines(Sequence[str]):
    """The lines of a UTF-8 text. To split it all takes longer, and more room, than to load it."""

    def __init__(self, content: bytes) -> None:
        """``content``: lines that each end with a line feed."""
        self._content = content

    @cached_property
    def _ends(self) -> memoryview:
        import numpy as np

        return np.flatnonzero(np.frombuffer(self._content, np.uint8) == ord("\n")).data

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(len(self))[index]]
        start = self._ends[index - 1] + 1 if index else 0
        return self._content[start : self._ends[index]].decode()


@dataclass(frozen=True, slots=True)
class Store:
    """The lines of the compiled files. ``version`` is the sha256 of both."""

    names: Sequence[str]  # key, then senses "row,score,rule,why,surface"
    entities: Sequence[str]
    version: str


def read_store(folder: Path = COMPILED) -> Store:
    """Read and check the compiled files.

    Raises:
        LexiconError: a file is missing or is not what the manifest says.
    """
    packed = {}
    digest = sha256()
    for file in (NAMES, ENTITIES):
        path = folder / file
        try:
            packed[file] = path.read_bytes()
        except OSError as error:
            raise LexiconError(
                f"{path}: the compiled lexicon is missing ({error.strerror}); install the package "
                "again, or build it: python -m pipeline.lexicon.build --sources DIR"
            ) from error
        digest.update(packed[file])
    version = digest.hexdigest()
    expected = read_manifest(folder).get("version")
    if expected != version:
        raise LexiconError(
            f"{folder}: the compiled lexicon is damaged (its hash is not the manifest's); install "
            "the package again, or build it: python -m pipeline.lexicon.build --sources DIR"
        )
    names, entities = (Lines(gzip.decompress(packed[file])) for file in (NAMES, ENTITIES))
    return Store(names, entities, version)


def read_manifest(folder: Path = COMPILED) -> dict[str, Any]:
    """What the compiled files were built from.

    Raises:
        LexiconError: the manifest is missing or no JSON object.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(
            f"{path}: no readable manifest ({error}); install the package again, or build it: "
            "python -m pipeline.lexicon.build --sources DIR"
        ) from error
    if not isinstance(manifest, dict):
        raise LexiconError(f"{path}: the manifest is no JSON object; build the lexicon again")
    return manifest

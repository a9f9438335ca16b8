"""Reading the compiled files: lines stay text until a hit asks for one of them."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import LexiconError

COMPILED = Path(__file__).parent / "data" / "compiled"
NAMES, ENTITIES, MANIFEST = "names.tsv.gz", "entities.tsv.gz", "manifest.json"

BLOCK_ROW = -1  # in place of an entity's row: the name only hides what it covers


@dataclass(frozen=True, slots=True)
class Store:
    """The lines of the compiled files. ``version`` is the sha256 of both."""

    names: list[str]  # key, then senses "row,score,rule,why,surface"
    entities: list[str]
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
    return Store(_lines(packed[NAMES]), _lines(packed[ENTITIES]), version)


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


def _lines(packed: bytes) -> list[str]:
    return gzip.decompress(packed).decode("utf-8").split("\n")[:-1]

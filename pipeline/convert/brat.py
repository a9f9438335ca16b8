"""brat standoff: a folder with ``<id>.ann``, ``<id>.txt`` and brat's configuration.

The lines are the project's own reading of the format (``pipeline.gold``): ``bioc`` reads brat
too, but knows neither attributes of events nor normalisations with names, and checks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from pipeline.convert.annotated import Annotated
from pipeline.errors import GoldError
from pipeline.gold import read_gold, write_ann

_CONFIGURATION = ("annotation.conf", "visual.conf")


def write(items: Sequence[Annotated]) -> Mapping[str, bytes]:
    """The files of the folder by name."""
    result = {
        name: (files("pipeline.convert") / "data" / name).read_bytes() for name in _CONFIGURATION
    }
    for item in items:
        name = item.id.replace("/", "_").replace("\\", "_")
        if f"{name}.ann" in result or name.startswith("."):
            raise GoldError(f"{item.id}: no name for a file of its own; give the document another")
        result[f"{name}.ann"] = write_ann(item.gold, item.text).encode()
        result[f"{name}.txt"] = item.text.encode("utf-8", "surrogatepass")
    return result


def read(path: Path, corpus: Path | None) -> Iterator[Annotated]:
    """The documents of a folder or of one ``.ann``; texts from ``corpus``, else beside them.

    Raises:
        GoldError: for the first fault.
    """
    folder = corpus or (path if path.is_dir() else path.parent)
    for document in read_gold(path, corpus):
        if not document.located:
            raise GoldError(f"{path}: {document.id} has no offsets; no other format can hold that")
        yield Annotated(document, (folder / f"{document.id}.txt").read_bytes().decode("utf-8"))

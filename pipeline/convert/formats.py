"""The formats by name: how each is recognised, read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.convert import bioc, docbin, iob, pubannotation
from pipeline.convert.annotated import Annotated
from pipeline.errors import UsageError

Read = Callable[[bytes, str], Iterator[Annotated]]
Write = Callable[[Sequence[Annotated]], bytes]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """A format that holds all documents in one file.

    ``suffixes``: names that end so are of this format; ``whole`` is False where relations are
    not kept.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
    write: Write
    whole: bool = True


BRAT = "brat"
RUN = "taisei"
FILE_FORMATS = (
    FileFormat("bioc-xml", (".xml",), bioc.read_xml, bioc.write_xml),
    FileFormat("bioc-json", (".bioc.json",), bioc.read_json, bioc.write_json),
    FileFormat("pubannotation", (".json",), pubannotation.read, pubannotation.write),
    FileFormat("iob", (".iob", ".iob2", ".conll", ".tsv"), iob.read, iob.write, whole=False),
    FileFormat("docbin", (".spacy",), docbin.read, docbin.write),
)
READABLE = (BRAT, RUN, *(f.name for f in FILE_FORMATS))
WRITABLE = (BRAT, *(f.name for f in FILE_FORMATS))


def format_of(path: Path, known: Sequence[str]) -> str:
    """The name of the format that ``path`` looks like: by its suffix, a folder by what is in it.

    Raises:
        UsageError: nothing tells.
    """
    if path.is_dir():
        return RUN if (path / "documents.jsonl").is_file() and RUN in known else BRAT
    if path.suffix == ".ann" or (not path.suffix and not path.exists()):
        return BRAT
    if path.suffix == ".jsonl" and RUN in known:
        return RUN
    for one in FILE_FORMATS:
        if path.name.lower().endswith(one.suffixes) and one.name in known:
            # A collection is an object with documents; PubAnnotation has none.
            if one.name == "pubannotation" and _is_bioc(path):
                return "bioc-json"
            return one.name
    raise UsageError(f"{path}: the name tells no format; say --from or --to {', '.join(known)}")


def file_format(name: str) -> FileFormat:
    """The format of that name."""
    return next(one for one in FILE_FORMATS if one.name == name)


def _is_bioc(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(4096)
    return b'"documents"' in head and b'"denotations"' not in head

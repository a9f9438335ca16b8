"""``taisei convert``: annotation, or what a run found, from one tool's format into another's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.state import Debug, examples
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline import convert as room

NAME = "convert"
EPILOG = examples(
    "taisei convert gold gold.bioc.json --corpus corpus",
    "taisei convert out out-brat --to brat",
    "taisei convert gold train.spacy --corpus corpus",
    "taisei convert corrected.xml gold-new --to brat",
)
_FORMATS = "brat, bioc-json, bioc-xml, pubannotation, iob, docbin"


def run(
    given: Annotated[
        Path,
        typer.Argument(
            metavar="IN", help="A folder or file of annotation, or the folder of a run."
        ),
    ],
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="File to write; for brat, a new folder.")
    ],
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FORMAT", help=f"Else told by the name. {_FORMATS}, taisei."
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="Else told by the name."),
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the texts that .ann files annotate."),
    ] = None,
    _debug: Debug = False,
) -> None:
    """Convert annotation between formats; the suffix of a file names its format."""
    from pipeline import convert as room

    if not given.exists():
        raise UsageError(f"{given}: no such file or folder; name what to convert")
    known = _named(source, "--from", room.READABLE) or room.format_of(given, room.READABLE)
    wanted = _named(target, "--to", room.WRITABLE) or room.format_of(out, room.WRITABLE)
    items = list(_read(given, known, corpus))
    _write(out, wanted, items)
    relations = sum(len(item.gold.relations) for item in items)
    if wanted != room.BRAT and not room.file_format(wanted).whole and relations:
        kept = f"{wanted} holds mentions alone; {relations} relations are not in it"
        typer.echo(f"taisei: {out}: {kept}", err=True)
    typer.echo(f"{out}: {len(items)} documents written as {wanted}")


def _named(given: str | None, option: str, known: tuple[str, ...]) -> str | None:
    if given is not None and given not in known:
        raise UsageError(f"{option} {given}: no such format; name one of {', '.join(known)}")
    return given


def _read(path: Path, name: str, corpus: Path | None) -> Iterator[room.Annotated]:
    from pipeline import convert as room
    from pipeline.cli.documents import documents_of

    if name == room.RUN:
        yield from (room.from_document(document) for document in documents_of(path))
    elif name == room.BRAT:
        yield from room.read_brat(path, corpus)
    else:
        one = room.file_format(name)
        for file in _files(path, one):
            yield from one.read(file.read_bytes(), str(file))


def _files(path: Path, one: room.FileFormat) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.name.lower().endswith(one.suffixes))
    if not files:
        raise UsageError(f"{path}: no {' or '.join(one.suffixes)} in it; name the right folder")
    return files


def _write(out: Path, name: str, items: list[room.Annotated]) -> None:
    from pipeline import convert as room
    from pipeline.run import check_folder, write_file

    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise UsageError(f"{item.id} comes twice; convert one set at a time")
        seen.add(item.id)
    if name != room.BRAT:
        content = room.file_format(name).write(items)
        check_folder(out.parent)
        write_file(out, content)
        return
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise UsageError(f"{out}: is there already; name a new folder")
    for file, content in room.write_brat(items).items():
        check_folder(out)
        write_file(out / file, content)

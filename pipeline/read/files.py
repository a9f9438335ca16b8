"""From paths, folders and patterns to files."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from errno import EBADF
from pathlib import Path

from pipeline.read.archive import EXTENSIONS
from pipeline.read.formats import extensions
from pipeline.read.outcome import RefusedError, printable

STDIN = "-"
_PATTERN = frozenset("*?[")
_RUN = ("run.json", "documents.jsonl")
_RESULTS = (*_RUN, "relations.jsonl", "graph.graphml", "report.html")


@dataclass(frozen=True, slots=True)
class File:
    """A file, or standard input. ``where`` is its path, ``name`` is for what is written."""

    name: str
    where: str
    path: Path | None = None

    def read(self, most: int) -> bytes:
        """Its first ``most`` bytes.

        Raises:
            OSError: it can not be read.
        """
        if self.path is None:
            if sys.stdin is None:  # closed, as by <&-
                raise OSError(EBADF, "it is closed")
            return sys.stdin.buffer.read(most)
        with self.path.open("rb") as file:
            return file.read(most)


@dataclass(frozen=True, slots=True)
class Missing:
    """A path that leads to nothing that can be read."""

    name: str
    where: str
    refused: RefusedError


def find_files(paths: Iterable[str | Path]) -> Iterator[File | Missing]:
    """Find every file once, in the order of ``paths``; folders and patterns sorted.

    A file that is given by itself and with its folder goes by its shorter name.
    """
    found: dict[str, File | Missing] = {}
    for path in map(str, paths):
        if path == STDIN:
            found.setdefault(STDIN, File(STDIN, "standard input"))
            continue
        try:
            files = _files_at(path)
        except RefusedError as error:
            found.setdefault(f"?{path}", Missing(printable(Path(path).name), path, error))
            continue
        for file in files:
            if isinstance(file, Missing):
                found.setdefault(f"?{file.where}", file)
                continue
            key = os.path.realpath(file.where)
            known = found.get(key)
            if not isinstance(known, File) or (file.name, file.where) < (known.name, known.where):
                found[key] = file
    yield from found.values()


def unreadable(error: OSError | ValueError) -> RefusedError:
    """Say why a file can not be opened."""
    if isinstance(error, FileNotFoundError):
        return RefusedError("no such file or folder", "check the path")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return RefusedError(f"can not be opened ({reason})", "check the path and its rights")


def _files_at(path: str) -> list[File | Missing]:
    try:
        if not os.path.lexists(path) and _PATTERN & set(path):
            return _files_like(path)
        place = Path(path)
        if place.is_dir():
            return _files_in(place)
        place.stat()
        return [File(printable(place.name), path, place)]
    except RefusedError:
        raise
    except (OSError, ValueError) as error:
        raise unreadable(error) from None


def _files_like(pattern: str) -> list[File | Missing]:
    found: list[File | Missing] = []
    for match in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - takes absolute ones
        place = Path(match)
        if place.is_dir():
            if "**" not in pattern:  # there, its files match by themselves
                found += _files_below(place)
        elif not _is_result(place):
            found.append(File(printable(place.name), match, place))
    if not found:
        raise RefusedError("no file matches this pattern", "check it, or give a folder")
    return found


def _files_in(folder: Path) -> list[File | Missing]:
    found = _files_below(folder)
    if not found:
        known = ", ".join((*extensions(), *EXTENSIONS))
        raise RefusedError("no texts in this folder", f"put files there that end in {known}")
    return found


def _files_below(folder: Path) -> list[File | Missing]:
    """The texts in a folder, and what in it leads nowhere. Links to folders are not followed."""
    known = (*extensions(), *EXTENSIONS)
    found: list[File | Missing] = []
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in (Path(parent, name) for name in names if not name.startswith(".")):
            if file.suffix.lower() not in known or _is_result(file):
                continue
            name = printable(file.relative_to(folder).as_posix())
            if file.is_file():
                found.append(File(name, str(file), file))
            elif file.is_symlink():
                found.append(Missing(name, str(file), _leads_nowhere()))
    for error in closed:
        where = str(error.filename)
        found.append(Missing(printable(Path(where).name), where, unreadable(error)))
    return sorted(found, key=lambda one: one.where)


def _leads_nowhere() -> RefusedError:
    return RefusedError("is a link that leads to no file", "mend the link, or take it away")


def _is_result(file: Path) -> bool:
    """Whether an earlier run wrote the file: it must not be read as an input."""
    return file.name in _RESULTS and all((file.parent / name).is_file() for name in _RUN)

"""From paths, folders and patterns to files."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.read.archive import EXTENSIONS
from pipeline.read.formats import extensions
from pipeline.read.outcome import RefusedError

STDIN = "-"
_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class File:
    """A file, or standard input. ``where`` is for messages, ``name`` for what is written."""

    name: str
    where: str
    path: Path | None = None

    def read(self, most: int) -> bytes:
        """Its first ``most`` bytes.

        Raises:
            OSError: it can not be read.
        """
        if self.path is None:
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
            found.setdefault(f"?{path}", Missing(Path(path).name, path, error))
            continue
        for file in files:
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


def _files_at(path: str) -> list[File]:
    try:
        if not os.path.lexists(path) and _PATTERN & set(path):
            return _files_like(path)
        place = Path(path)
        if place.is_dir():
            return _files_below(place)
        place.stat()
        return [File(place.name, path, place)]
    except RefusedError:
        raise
    except (OSError, ValueError) as error:
        raise unreadable(error) from None


def _files_like(pattern: str) -> list[File]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - takes absolute ones
    if not matches:
        raise RefusedError("no file matches this pattern", "check it, or give a folder")
    found: list[File] = []
    for match in matches:
        if not Path(match).is_dir():
            found.append(File(Path(match).name, match, Path(match)))
        elif "**" not in pattern:  # there, its files match by themselves
            found += _files_below(Path(match))
    return found


def _files_below(folder: Path) -> list[File]:
    known = (*extensions(), *EXTENSIONS)
    files = [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in known
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and not _is_result(file)
    ]
    if not files:
        raise RefusedError(
            "no texts in this folder", f"put files there that end in {', '.join(known)}"
        )
    return [File(file.relative_to(folder).as_posix(), str(file), file) for file in files]


def _is_result(file: Path) -> bool:
    """Whether an earlier run wrote the file: its folder must not be read as an input."""
    return all((file.parent / name).is_file() for name in ("run.json", "documents.jsonl"))

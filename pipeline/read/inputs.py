"""From paths to documents: find the files, name the documents, read them one by one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pipeline.model import Document, Source
from pipeline.read.decode import check_text
from pipeline.read.format import Format, Record
from pipeline.read.formats import EXTENSIONS, HEAD_BYTES, format_of
from pipeline.read.outcome import Failure, Limits, RefusedError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Input:
    """A file, or the bytes of standard input. ``where`` is for messages, ``name`` for output."""

    name: str
    where: str
    path: Path | None
    data: bytes = b""

    @property
    def stem(self) -> str:
        return Path(self.name).stem if self.path else "stdin"

    def read(self, start: int, end: int) -> bytes:
        """Bytes ``[start, end)``, fewer where the input is shorter."""
        if self.path is None:
            return self.data[start:end]
        with self.path.open("rb") as file:
            if start:
                file.seek(start)
            return file.read(end - start)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A document still to be read, or a failure that is known already."""

    id: str
    input: _Input
    record: Record
    format: Format | None = None
    failure: Failure | None = None

    @property
    def order(self) -> tuple[str, str, str, int]:
        return (self.id, self.input.name, self.input.where, self.record.line)


def read_inputs(
    paths: Sequence[str | Path], *, limits: Limits | None = None
) -> Iterator[Document | Failure]:
    """Read documents from files, folders and standard input (``-``).

    Folders are searched recursively for known extensions, hidden files left out. A path given
    twice is read once. What can not be read comes as a Failure in its place; the rest goes on.

    Args:
        paths: what to read, in any order.
        limits: bounds on each input.

    Yields:
        Documents with ``id``, ``text`` and ``source``, or Failures, sorted by id whatever the
        order of ``paths``. An id is the file name without extension, or a record's own; the
        second of the same gets ``-2``, and so on, in the order of their names.
    """
    bounds = limits or Limits()
    planned: list[_Planned] = []
    for found in _find(paths, bounds):
        if isinstance(found, _Planned):
            planned.append(found)
        else:
            planned.extend(_plan(found, bounds))
    for item in _with_unique_ids(planned):
        yield _read(item, bounds)


def document_from_text(text: str, *, id: str = "text", name: str = "text") -> Document:
    """Make a document of a string.

    Raises:
        InputError: the text is blank, or holds NUL or lone surrogates.
    """
    check_text(text)
    return Document(id, text, Source(name, sha256(text.encode("utf-8")).hexdigest()))


def _find(paths: Iterable[str | Path], limits: Limits) -> Iterator[_Input | _Planned]:
    inputs: dict[str, _Input] = {}
    for path in paths:
        if str(path) == STDIN:
            if STDIN not in inputs:
                data = sys.stdin.buffer.read(limits.max_bytes + 1)
                inputs[STDIN] = _Input(STDIN, "standard input", None, data)
            continue
        try:
            found = _files_at(Path(path))
        except RefusedError as error:
            source = _Input(Path(path).name, str(path), Path(path))
            inputs.setdefault(f"?{path}", source)
            yield _failed(source, error)
            continue
        for source in found:
            key = os.path.realpath(source.where)
            # The same file may be given by itself and with its folder.
            inputs[key] = min(inputs.get(key, source), source, key=lambda i: (i.name, i.where))
    yield from (source for key, source in inputs.items() if not key.startswith("?"))


def _files_at(path: Path) -> list[_Input]:
    try:
        if not path.is_dir():
            path.stat()
            return [_Input(path.name, str(path), path)]
        files = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix.lower() in EXTENSIONS
            and file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
            and not _is_result(file)
        ]
    except (OSError, ValueError) as error:
        raise _unreadable(error) from None
    if not files:
        raise RefusedError(
            "no texts in this folder", f"put files there that end in {' or '.join(EXTENSIONS)}"
        )
    return [_Input(file.relative_to(path).as_posix(), str(file), file) for file in files]


def _is_result(file: Path) -> bool:
    """Whether an earlier run wrote the file: its folder must not be read as an input."""
    return all((file.parent / name).is_file() for name in ("run.json", "documents.jsonl"))


def _plan(source: _Input, limits: Limits) -> Iterator[_Planned]:
    try:
        fmt = format_of(source.read(0, HEAD_BYTES), source.name)
        if fmt.records is None:
            yield _Planned(source.stem, source, Record(source.stem, 0, limits.max_bytes + 1), fmt)
            return
        data = _bounded(source.read(0, limits.max_bytes + 1), limits)
        if not data.strip():
            raise RefusedError("is empty", "give a file with records in it")
    except (RefusedError, OSError) as error:
        yield _failed(source, error)
        return
    for record in fmt.records(data, source.stem):
        yield _Planned(record.id, source, record, fmt)


def _with_unique_ids(planned: Iterable[_Planned]) -> list[_Planned]:
    ordered = sorted(planned, key=lambda item: item.order)
    taken = {item.id for item in ordered if item.failure is None}
    seen: set[str] = set()
    out: list[_Planned] = []
    for item in ordered:
        if item.failure is not None or item.id not in seen:
            out.append(item)
        else:
            number = 2
            while f"{item.id}-{number}" in taken:
                number += 1
            out.append(replace(item, id=f"{item.id}-{number}"))
            taken.add(out[-1].id)
        if item.failure is None:
            seen.add(item.id)
    return sorted(out, key=lambda item: item.order)


def _read(item: _Planned, limits: Limits) -> Document | Failure:
    if item.failure is not None or item.format is None:
        return item.failure or Failure(item.input.where, "can not be read", "check the file")
    line = f":{item.record.line}" if item.record.line else ""
    try:
        data = _bounded(item.input.read(item.record.start, item.record.end), limits)
        text, encoding = item.format.decode(data)
    except RefusedError as error:
        return error.as_failure(item.input.where + line)
    except OSError as error:
        return _unreadable(error).as_failure(item.input.where + line)
    digest = sha256(data).hexdigest()
    return Document(
        item.id, text, Source(item.input.name + line, digest, item.format.name, encoding)
    )


def _bounded(data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.max_bytes:
        raise RefusedError(
            f"is larger than {limits.max_bytes:,} bytes", "split it, or raise the limit"
        )
    return data


def _failed(source: _Input, error: RefusedError | OSError) -> _Planned:
    refused = error if isinstance(error, RefusedError) else _unreadable(error)
    failure = refused.as_failure(source.where)
    return _Planned(source.stem, source, Record(source.stem, 0, 0), failure=failure)


def _unreadable(error: OSError | ValueError) -> RefusedError:
    if isinstance(error, FileNotFoundError):
        return RefusedError("no such file or folder", "check the path")
    return RefusedError(f"can not be opened ({_reason(error)})", "check the path and its rights")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)

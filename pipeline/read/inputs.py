"""From paths to documents: find the files, read what is in them, name the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline.model import Document, Source
from pipeline.read.archive import EXTENSIONS, Budget, is_archive, members_of
from pipeline.read.encoding.decode import check_text
from pipeline.read.encoding.names import codec_named
from pipeline.read.extracted import Extracted, Given, Refused
from pipeline.read.files import STDIN, File, Missing, find_files, unreadable
from pipeline.read.formats import HEAD_BYTES, extensions, format_of
from pipeline.read.guard import Guard
from pipeline.read.outcome import Failure, Limits, RefusedError, bounded, printable

_NAMELESS = "stdin"


@dataclass(frozen=True, slots=True)
class _Named:
    """A document or a failure with what orders and names it."""

    id: str
    name: str
    where: str
    record: int
    item: Document | Failure

    @property
    def order(self) -> tuple[str, str, str, int]:
        return (self.id, self.name, self.where, self.record)


def read_inputs(
    paths: Sequence[str | Path], *, limits: Limits | None = None, encoding: str | None = None
) -> Iterator[Document | Failure]:
    """Read documents from files, folders, archives and standard input (``-``).

    Folders are searched recursively for known extensions, hidden files left out; a path that
    does not exist but holds ``*``, ``?`` or ``[`` is a pattern. A path given twice is read
    once. What can not be read comes as a Failure in its place; the rest goes on.

    Args:
        paths: what to read, in any order.
        limits: bounds on each input.
        encoding: what plain text, JSON and HTML are encoded in; None finds out for each.

    Yields:
        Documents with ``id``, ``text``, ``source``, and what the format tells of blocks and
        metadata; or Failures; sorted by id whatever the order of ``paths``. An id is the file
        name without extension, or a record's own; the second of the same gets ``-2``, and so
        on, in the order of their names.

    Raises:
        UsageError: ``encoding`` names none.
    """
    bounds = limits or Limits()
    if encoding is not None:
        codec_named(encoding)
    found: list[_Named] = []
    with Guard() as guard:
        for place in find_files(paths):
            found.extend(_read_file(place, bounds, encoding, guard))
    yield from (named.item for named in _with_unique_ids(found))


def document_from_text(text: str, *, id: str = "text", name: str = "text") -> Document:
    """Make a document of a string.

    Raises:
        InputError: the text is blank, or holds lone surrogates.
    """
    check_text(text)
    return Document(id, text, Source(name, sha256(text.encode("utf-8")).hexdigest()))


def _read_file(
    place: File | Missing, limits: Limits, encoding: str | None, guard: Guard
) -> Iterator[_Named]:
    if isinstance(place, Missing):
        yield _failed(place.name, place.where, place.refused)
        return
    try:
        data = place.read(limits.max_bytes + 1)
        bounded(data, limits.max_bytes, "max_bytes")
        if not is_archive(data):
            yield from _read_bytes(data, place.name, place.where, limits, encoding, guard)
            return
        yield from _read_archive(data, place, limits, encoding, guard)
    except RefusedError as error:
        yield _failed(place.name, place.where, error)
    except OSError as error:
        yield _failed(place.name, place.where, unreadable(error))


def _read_archive(
    data: bytes, place: File, limits: Limits, encoding: str | None, guard: Guard
) -> Iterator[_Named]:
    base = place.where
    if place.name != STDIN:
        base = base[: len(base) - len(place.name)]
    outer = len(place.name.lower().removesuffix(".gz"))
    known = extensions()
    count = 0
    for member in members_of(data, place.name, Budget(limits)):
        inside = "/" in member.name[outer:]
        if inside and PurePosixPath(member.name).suffix.lower() not in (*known, *EXTENSIONS):
            continue
        count += 1
        where = base + (member.name[1:] if place.name == STDIN else member.name)
        if member.refused is not None:
            yield _failed(member.name, where, member.refused)
        else:
            yield from _read_bytes(member.data, member.name, where, limits, encoding, guard)
    if not count:
        raise RefusedError(
            "holds no file that can be read", f"put files in it that end in {', '.join(known)}"
        )


def _read_bytes(
    data: bytes, name: str, where: str, limits: Limits, encoding: str | None, guard: Guard
) -> Iterator[_Named]:
    """Read the documents of one file, whatever its format."""
    digest = sha256(data).hexdigest()
    given = Given(name, limits, encoding)
    try:
        bounded(data, limits.max_bytes, "max_bytes")
        if not data:
            raise RefusedError("is empty", "give a file with text in it")
        fmt = format_of(data[:HEAD_BYTES], name)
        items = guard.read(fmt, data, given) if fmt.guarded else fmt.read(data, given)
        for item in items:
            suffix = f":{item.record}" if item.record else ""
            refused = item if isinstance(item, Refused) else _too_long(item, limits)
            if refused is not None:
                failure = Failure(printable(where) + suffix, refused.what, refused.remedy)
                id = f"{_stem(name)}-{item.record}"
                yield _Named(id, name, where, item.record, failure)
            elif isinstance(item, Extracted):
                doc = _document(item, fmt.name, name + suffix, digest)
                yield _Named(doc.id, name, where, item.record, doc)
    except RefusedError as error:
        yield _failed(name, where, error)


def _too_long(item: Extracted, limits: Limits) -> Refused | None:
    if len(item.text) <= limits.max_characters:
        return None
    what = f"holds more than {limits.max_characters:,} characters of text"
    return Refused(item.record, what, "split it, or raise max_characters")


def _document(item: Extracted, fmt: str, name: str, digest: str) -> Document:
    source = Source(
        name=name,
        sha256=item.sha256 or digest,
        format=fmt,
        encoding=item.encoding,
        pages=item.pages,
        encoding_from=item.encoding_from,
        notes=item.notes,
    )
    stem = _stem(name[: -len(f":{item.record}")]) if item.record else _stem(name)
    id = item.id or (f"{stem}-{item.record}" if item.record else stem)
    return Document(id, item.text, source, blocks=item.blocks, metadata=dict(item.metadata))


def _failed(name: str, where: str, error: RefusedError) -> _Named:
    return _Named(_stem(name), name, where, 0, error.as_failure(printable(where)))


def _stem(name: str) -> str:
    return _NAMELESS if name == STDIN else PurePosixPath(name.replace("\\", "/")).stem or name


def _with_unique_ids(found: Iterable[_Named]) -> list[_Named]:
    ordered = sorted(found, key=lambda named: named.order)
    taken = {named.id for named in ordered if isinstance(named.item, Document)}
    last: dict[str, int] = {}  # the number that the last of the same id got
    out: list[_Named] = []
    for named in ordered:
        if not isinstance(named.item, Document):
            out.append(named)
            continue
        id = named.id
        if id in last:
            number = last[id] + 1
            while f"{id}-{number}" in taken:
                number += 1
            last[id] = number
            id = f"{id}-{number}"
            taken.add(id)
        last.setdefault(named.id, 1)
        out.append(replace(named, id=id, item=replace(named.item, id=id)))
    return sorted(out, key=lambda named: named.order)

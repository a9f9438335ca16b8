"""What is inside compressed files and archives, without writing anything to disk."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.read.outcome import Limits, RefusedError, printable

EXTENSIONS = (".gz", ".zip")
"""What is looked for in folders besides the formats' own extensions."""

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Members of packages that are one document each, and no archives of documents.
_PACKAGES = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_DEEPEST = 3  # archives in archives
_NAMED_IN_UTF8 = 0x800
_ENCRYPTED = 0x1
_STEP = 1 << 20
_FIRST_STEP = 1 << 10
_PADDING = re.compile(rb"\0*")
# zipfile makes an object for every entry of the directory before it gives the first.
_MOST_ENTRIES = 100_000
_ENTRY, _END, _END_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its path there, and its bytes or what is wrong with it."""

    name: str
    data: bytes = b""
    refused: RefusedError | None = None


class Budget:
    """Counts what one outermost archive has unpacked to, its nested ones included."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._bytes = limits.max_unpacked_bytes
        self._members = limits.max_members

    def take_member(self) -> None:
        """Count one member more.

        Raises:
            RefusedError: there are too many.
        """
        self._members -= 1
        if self._members < 0:
            raise RefusedError(
                f"holds more than {self.limits.max_members:,} files",
                "split it, or raise max_members",
            )

    def take_bytes(self, count: int) -> None:
        """Count unpacked bytes.

        Raises:
            RefusedError: there are too many.
        """
        if count > self._bytes:
            raise RefusedError(
                f"unpacks to more than {self.limits.max_unpacked_bytes:,} bytes",
                "split it, or raise max_unpacked_bytes",
            )
        self._bytes -= count

    def check_size(self, size: int) -> None:
        """See that one file has no more bytes than a file may have.

        Raises:
            RefusedError: it has.
        """
        if size > self.limits.max_bytes:
            raise RefusedError(
                f"is larger than {self.limits.max_bytes:,} bytes", "split it, or raise max_bytes"
            )


def is_archive(data: bytes) -> bool:
    """Whether the bytes are gzip's, or a ZIP archive of files rather than an Office document."""
    if data.startswith(_GZIP):
        return True
    if not data.startswith(_ZIP):
        return False
    if _is_crowded(data):
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not any(name in archive.NameToInfo for name in _PACKAGES)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError):
        return b"[Content_Types].xml" not in data[:8192] and b"word/" not in data[:8192]


def members_of(data: bytes, name: str, budget: Budget, depth: int = 0) -> Iterator[Member]:
    """Unpack an archive, archives inside included.

    Args:
        data: the archive's bytes.
        name: its file name; ``a.txt.gz`` unpacks to ``a.txt``.
        budget: what the outermost archive may still unpack to.
        depth: how many archives are around this one.

    Yields:
        Its files with paths below ``name``, in the archive's order. Folders, hidden files and
        what a Mac adds are left out.

    Raises:
        RefusedError: it is damaged, too large, or too deep.
    """
    if depth >= _DEEPEST:
        raise RefusedError(f"is an archive in {_DEEPEST} archives", "unpack it first")
    if data.startswith(_GZIP):
        inner = name[: -len(".gz")] if name.lower().endswith(".gz") else name
        yield from _opened(inner, _gunzip(data, budget), budget, depth)
        return
    if _is_crowded(data):
        raise RefusedError(f"lists more than {_MOST_ENTRIES:,} files", "split it")
    for member in _zip_members(data, budget):
        path = f"{name}/{member.name}"
        if member.refused is not None:
            yield Member(path, refused=member.refused)
        else:
            yield from _opened(path, member.data, budget, depth)


def _opened(name: str, data: bytes, budget: Budget, depth: int) -> Iterator[Member]:
    if not is_archive(data):
        yield Member(name, data)
        return
    try:
        yield from members_of(data, name, budget, depth + 1)
    except RefusedError as error:
        yield Member(name, refused=error)


def _gunzip(data: bytes, budget: Budget) -> bytes:
    """Unpack every gzip member in turn, as gunzip does."""
    found, at = io.BytesIO(), 0
    try:
        # gunzip, too, ignores what follows the last member
        while at == 0 or data.startswith(_GZIP, at):
            at = _gunzip_member(data, at, found, budget)
    except zlib.error as error:
        raise RefusedError(f"is damaged gzip data ({error})", "get the file again") from None
    return found.getvalue()


def _gunzip_member(data: bytes, at: int, found: io.BytesIO, budget: Budget) -> int:
    """Unpack the member at ``at`` and give the place behind it and its padding.

    It is fed in steps that grow: what a step holds beyond the member is copied.
    """
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    step = _FIRST_STEP
    while not stream.eof:
        feed = stream.unconsumed_tail
        if not feed:
            feed = data[at : at + step]
            at += len(feed)
            step = min(2 * step, _STEP)
        chunk = stream.decompress(feed, _STEP)
        if not (chunk or feed or stream.eof):
            raise RefusedError("is gzip data that breaks off", "get the whole file again")
        budget.take_bytes(len(chunk))
        found.write(chunk)
        budget.check_size(found.tell())
    padding = _PADDING.match(data, at - len(stream.unused_data))
    assert padding is not None  # it matches nothing, too
    return padding.end()


def _is_crowded(data: bytes) -> bool:
    """Whether a ZIP archive's directory has too many entries, looked for where zipfile does."""
    end = data.rfind(_END)
    if data[-22:-18] == _END and data.endswith(b"\0\0"):  # a bare end; its fields may hold _END
        end = len(data) - 22
    if end < 0:
        return False
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if data[max(0, end - 20) : end].startswith(_END_64):
        end -= 76
        size = int.from_bytes(data[end + 40 : end + 48], "little")
    return data.count(_ENTRY, max(0, end - size), max(0, end)) > _MOST_ENTRIES


def _zip_members(data: bytes, budget: Budget) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                name = printable(_name_of(info))
                if info.is_dir() or _is_hidden(name):
                    continue
                budget.take_member()
                yield _zip_member(archive, info, name, budget)
    except RefusedError:
        raise
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise RefusedError(f"is a damaged ZIP archive ({error})", "get the file again") from None


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget
) -> Member:
    try:
        if _leads_out(name):
            raise RefusedError(
                "has a name that leads out of its archive", "pack it under a plain name"
            )
        if info.flag_bits & _ENCRYPTED:
            raise RefusedError("is encrypted", "unpack it with its password first")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise RefusedError("is packed in an unusual way", "pack it anew as a plain ZIP")
        return Member(name, _unpacked(archive, info, budget))
    except RefusedError as error:
        return Member(name, refused=error)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        refused = RefusedError(f"is damaged inside its archive ({error})", "get the file again")
        return Member(name, refused=refused)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """A member's bytes, in steps: what its directory says of their number may be a lie."""
    budget.check_size(info.file_size)
    budget.take_bytes(info.file_size)
    found: list[bytes] = []
    left = info.file_size
    with archive.open(info) as file:
        while chunk := file.read(min(_STEP, left + 1)):
            found.append(chunk)
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile("more bytes than declared")
    return b"".join(found)


def _name_of(info: zipfile.ZipInfo) -> str:
    """A member's path; Japanese Windows writes names in CP932 and does not say so."""
    if info.flag_bits & _NAMED_IN_UTF8:
        return info.filename
    raw = info.filename.encode("cp437", errors="replace")
    for codec in ("utf-8", "cp932"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in parts)


def _leads_out(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or path[1:2] == ":"

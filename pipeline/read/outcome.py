"""What reading gives besides documents: limits that bound it, failures that name a remedy."""

from __future__ import annotations

from dataclasses import dataclass, fields

from pipeline.errors import InputError, UsageError

_MOST = 1 << 60  # beyond it, operating systems and Python take no number of bytes
_UNPRINTABLE = {
    **{code: 0x2400 + code for code in range(0x20)},  # the pictures of control characters
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), 0xFFFD),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one input; what goes beyond one becomes a failure that names it.

    Attributes:
        max_bytes: the most bytes of one file, stream or member of an archive.
        max_markup_bytes: the same for HTML and XML, whose trees take many times their size.
        max_unpacked_bytes: the most bytes in all that one archive or DOCX may unpack to.
        max_members: the most files that an archive may hold.
        max_pages: the most pages of a PDF.
        max_characters: the longest text of one document; the stages after reading take time in
            proportion to it.
        max_seconds: how long one input may be parsed by a library, in wall-clock seconds.
        max_memory_bytes: the most address space of the process that parses it (not on Windows).
    """

    max_bytes: int = 50_000_000
    max_markup_bytes: int = 20_000_000
    max_unpacked_bytes: int = 200_000_000
    max_members: int = 10_000
    max_pages: int = 3_000
    max_characters: int = 12_000_000
    max_seconds: float = 60.0
    max_memory_bytes: int = 3_000_000_000

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value <= 0:
                raise UsageError(f"{field.name}: {value}; give more than 0")
            if not value <= _MOST:  # nor is NaN
                raise UsageError(f"{field.name}: {value}; give {_MOST} at most")


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that can not be read: which, what is wrong with it, what to do about it."""

    name: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name}: {self.what}; {self.remedy}"


class RefusedError(InputError):
    """Raised while one input is read; becomes a :class:`Failure` where its name is known."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what = what
        self.remedy = remedy

    def as_failure(self, name: str) -> Failure:
        """The same, said of the input ``name``."""
        return Failure(name, self.what, self.remedy)


def printable(name: str) -> str:
    """``name``, character by character, as files and terminals can take it.

    File names may hold line ends, what a terminal takes for commands, and, as surrogates, bytes
    that are no UTF-8.
    """
    return name.translate(_UNPRINTABLE)


def bounded(data: bytes, most: int, option: str) -> bytes:
    """``data``, if it has ``most`` bytes at most.

    Raises:
        RefusedError: it has more; the message names the limit's ``option``.
    """
    if len(data) > most:
        raise RefusedError(f"is larger than {most:,} bytes", f"split it, or raise {option}")
    return data

"""What a format's reader gives, whatever the format, and how it puts a text together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.model import Block, BlockKind
from pipeline.read.outcome import Limits, RefusedError
from pipeline.text import language_of

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an input besides its bytes.

    ``name`` is its file name; ``encoding`` is what the user says that its text is encoded in.
    """

    name: str
    limits: Limits = field(default_factory=Limits)
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document as its format tells it.

    Attributes:
        text: the document's text, never rewritten afterwards.
        id: the record's own id; empty where the input's name gives it.
        record: which record of the input this is, counted from 1 (a line's number in JSON
            Lines); 0 where the input is one document.
        sha256: of the record's bytes; empty where it is the whole input's.
        encoding: the codec that the text was decoded with; empty where the format has none.
        encoding_from: how it was found: ``mark`` (byte-order mark or escape sequences),
            ``declared``, ``detected``, or ``default`` (strict UTF-8).
        pages: where each page starts in ``text``; empty without pages.
        blocks: what the format says of its parts. Sorted, apart; all text between them is
            white space. A PARAGRAPH says only where one begins and ends: what it is for is
            for ``segment`` to tell, as in plain text. Every other kind stands as given.
        metadata: what the format says of the whole: title, date (``YYYY-MM-DD``), dois, journal.
        notes: what a user should know of the reading, one clause each: "3 characters …".
    """

    text: str
    id: str = ""
    record: int = 0
    sha256: str = ""
    encoding: str = ""
    encoding_from: str = ""
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """One record of an input that can not be read, while the others can."""

    record: int
    what: str
    remedy: str


def each_record(
    records: Sequence[_T], read: Callable[[_T, int], Extracted]
) -> Iterator[Extracted | Refused]:
    """Read the records of one input; one that is refused does not stop the others.

    Args:
        records: what ``read`` takes, one or more.
        read: takes a record and its number; 0 says that it is alone, so that the input's name
            is its name, and that refusing it refuses the input.
    """
    if len(records) == 1:
        yield read(records[0], 0)
        return
    for number, record in enumerate(records, start=1):
        try:
            yield read(record, number)
        except RefusedError as error:
            yield Refused(number, error.what, error.remedy)


class TextBuilder:
    """Puts a text together block by block, a line end between two."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        """What was added so far."""
        return "".join(self._parts)

    @property
    def length(self) -> int:
        """Its code points."""
        return self._length

    def add(
        self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, *, at: int | None = None
    ) -> None:
        """Add a block; white space around it goes, blank text adds nothing.

        Args:
            text: the block's text, line ends inside allowed.
            kind: what the format says that it is for.
            at: where it is to start, if that leaves room for a line end; line ends fill the gap.
        """
        body = text.strip()
        if not body:
            return
        gap = max(1, (at or 0) - self._length) if self._length else max(0, at or 0)
        self._parts += ["\n" * gap, body]
        start = self._length + gap
        self._length = start + len(body)
        self.blocks.append(Block(start, self._length, kind, language_of(body)))

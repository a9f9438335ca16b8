"""What every input format offers to reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.read.extracted import Extracted, Given, Refused


@dataclass(frozen=True, slots=True)
class Format:
    """An input format.

    Attributes:
        name: as ``source.format`` tells it.
        extensions: what is looked for in folders and archives, lower case, with the dot.
        fits: looks at an input's first bytes and name. Content decides; the name only where
            the content leaves it open.
        read: gives an input's documents. Raises RefusedError for the whole input, gives Refused
            for one record among others.
        extra: the optional dependency that it needs, as in ``taisei[pdf]``; empty for none.
        guarded: it runs a library over bytes that may be hostile: in a process of its own,
            bounded in memory and time.
    """

    name: str
    extensions: tuple[str, ...]
    fits: Callable[[bytes, str], bool]
    read: Callable[[bytes, Given], Iterator[Extracted | Refused]]
    extra: str = ""
    guarded: bool = False

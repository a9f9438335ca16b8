"""What the lexicon hands out: senses, hits and labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import MentionType


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of a name: what the name can mean, and how sure that is (0..1)."""

    type: MentionType
    id: str
    name: str
    score: float
    why: str  # the source's field, e.g. "hgnc symbol", "pmda generic"


class Hit(NamedTuple):
    """A name found: a half-open range of the string searched, its senses best first.

    A named tuple, as there are many: a frozen dataclass takes more than twice as long to make.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A name whose letters are there, but not as the lexicon wants them, and what is wrong."""

    hit: Hit
    why: str


@dataclass(frozen=True, slots=True)
class Labels:
    """How a thing is called in both languages, and its ids elsewhere."""

    name: str
    ja: str  # empty where no Japanese name is known
    type: MentionType
    xrefs: tuple[str, ...] = ()

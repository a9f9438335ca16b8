"""Keys of whole texts: what ``keys.key_of`` gives, made by arrays and with the way back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.lexicon.keys import (
    FINAL_LONG_VOWEL,
    GREEK,
    MARK,
    MUTE,
    RESERVED,
    SPELLINGS,
    UNREAD,
    lower_table,
)
from pipeline.lexicon.matching import IN_WORD, SIDES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

# Kinds of character: those of one kind that stand together are one token, or part of the rest.
_MUTE, _REST, _LETTER, _DIGIT, _GREEK = range(5)

_PLANE = 0x10000  # the tables end here; what is beyond is as the last character of the plane
# Stand-ins: one for what a spelling leaves of its place, and one for each spelling that the key
# writes at more length.
_PAD = RESERVED[0]
_SHORT = dict(
    zip(
        sorted({to for of, to in SPELLINGS.items() if len(to) > len(of)}),
        RESERVED[1:],
        strict=False,
    )
)
_LONGER = {**GREEK, **{char: folded for folded, char in _SHORT.items()}}


@dataclass(frozen=True, slots=True)
class Scanned:
    """The key of a text, and the way back.

    ``begins[i]`` and ``ends[i]`` are the range of the text that gave ``key[i]``, where that is no
    mark. Of characters that one of the text gave, all but the first have no begin (-1), and all
    but the last no end (0). ``moved`` corrects offsets at spellings that are no longer in the key
    than in the text: -1 inside of one. ``edges[i]`` is what an edge before the text's character
    ``i`` is in (``IN_WORD`` …).
    """

    key: str
    begins: memoryview
    ends: memoryview
    moved: dict[int, int]
    edges: bytes

    def back(self, found: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
        """Names found in the key (start, end, number) as number and range of the text.

        Without those that begin or end inside of a spelling.
        """
        key, begins, ends, moved = self.key, self.begins, self.ends, self.moved
        for start, end, number in found:
            begin: int = begins[start + 1 if key[start] == MARK else start]
            finish: int = ends[end - 2 if key[end - 1] == MARK else end - 1]
            if moved:
                begin, finish = moved.get(begin, begin), moved.get(finish, finish)
            if begin >= 0 and finish > 0:
                yield number, begin, finish


def scan(text: str) -> Scanned:
    """Fold ``text`` (NFKC, as :func:`pipeline.text.unwrap` gives it) to its key."""
    if text.isascii():
        low, kind, side = _ascii(text)
        key, begins = _marked(low, kind, "ascii")
        return Scanned(key, begins.data, (begins + 1).data, {}, _edges(side))
    spelled = _Spelled()
    low, kind, side = _unicode(text, spelled.fold(text))
    key, begins = _marked(low, kind, "utf-32-le")
    key, begins, ends = _lengthened(key, begins)
    return Scanned(key, begins.data, ends.data, spelled.moved, _edges(side))


def _ascii(text: str) -> tuple[Numbers, Numbers, Numbers]:
    """Characters in lower case and after them the mark, kinds, what edges may be inside of."""
    import numpy as np

    raw = text.encode("ascii")
    low, kind, side = _byte_tables()
    return (
        np.frombuffer(raw.translate(low) + MARK.encode(), np.uint8),
        np.frombuffer(raw.translate(kind), np.uint8),
        np.frombuffer(raw.translate(side), np.uint8),
    )


def _unicode(text: str, folded: str) -> tuple[Numbers, Numbers, Numbers]:
    """As ``_ascii``; ``folded`` is the text with its spellings folded."""
    codes = _codes(folded + MARK)
    tables = _tables()
    low, kind = tables.low.take(codes, mode="clip"), tables.kind.take(codes[:-1], mode="clip")
    side = tables.side.take(_codes(text), mode="clip")
    low[-1] = ord(MARK)
    beyond = (codes >= _PLANE).nonzero()[0]
    if len(beyond):
        low[beyond] = codes[beyond]
        side[beyond] = [IN_WORD * text[at].isalnum() for at in beyond.tolist()]
    return low, kind, side


def _codes(text: str) -> Numbers:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _marked(low: Numbers, kind: Numbers, codec: str) -> tuple[str, Numbers]:
    """The key of characters in lower case, and from where each is: -1 for marks, as for Python.

    A mark stands where the kind changes, and between tokens of one kind that something mute
    parts. It goes in by a table of two columns, mark and character, of which all characters are
    taken and the marks there are. (To take from places, here, is several times as fast as to
    take by a mask, or to write to places.)
    """
    import numpy as np

    kept = (kind != _MUTE).nonzero()[0]
    kinds = kind.take(kept)
    parted = (kept[1:] - kept[:-1] > 1) | (kinds[1:] == _GREEK)
    taken = np.ones((len(kept) + 1, 2), bool)
    taken[1:-1, 0] = (kinds[1:] != kinds[:-1]) | (parted & (kinds[1:] != _REST))
    taken[0, 0] = len(kept) and kinds[0] != _REST
    taken[-1] = len(kept) and kinds[-1] != _REST, False
    origins = np.full(taken.shape, -1, np.int32)
    origins[:-1, 1] = kept
    begins = origins.ravel().take(taken.ravel().nonzero()[0])
    return low.take(begins).tobytes().decode(codec, "surrogatepass"), begins


def _lengthened(key: str, begins: Numbers) -> tuple[str, Numbers, Numbers]:
    """With what takes more room in the key than in the text, and ends."""
    import numpy as np

    longer = [char for char in _LONGER if char in key]
    if not longer:
        return key, begins, begins + 1
    length = _tables().length.take(_codes(key), mode="clip")
    for char in longer:
        key = key.replace(char, _LONGER[char])
    begins = np.repeat(begins, length)
    ends = begins + 1
    again = (begins[1:] == begins[:-1]).nonzero()[0]
    begins[again + 1] = -1
    ends[again] = 0
    return key, begins, ends


def _edges(side: Numbers) -> bytes:
    return b"".join((b"\0", (side[1:] & side[:-1]).tobytes(), b"\0"))


@dataclass(slots=True)
class _Spelled:
    """Folds Japanese spellings and notes where; everything keeps its place."""

    moved: dict[int, int] = field(default_factory=dict)

    def fold(self, text: str) -> str:
        for char in (_PAD, *_SHORT.values()):
            text = text.replace(char, UNREAD)
        return _spellings().sub(self._padded, text)

    def _padded(self, found: re.Match[str]) -> str:
        padded, length = _PADDED[found[0]]
        if length:
            start, end = found.span()
            for inside in range(start + 1, start + length):
                self.moved[inside] = -1
            self.moved[start + length] = end
        return padded


def _pad(spelling: str, folded: str) -> tuple[str, int]:
    """What stands for a spelling, as long as it is; and its length without what is left over."""
    folded = _SHORT[folded] if len(folded) > len(spelling) else folded
    return folded.ljust(len(spelling), _PAD), len(folded)


_PADDED = {spelling: _pad(spelling, to) for spelling, to in (*SPELLINGS.items(), ("ー", ""))}


@cache
def _spellings() -> re.Pattern[str]:
    longest_first = sorted(SPELLINGS, key=len, reverse=True)
    return re.compile("|".join((*longest_first, FINAL_LONG_VOWEL)))


@dataclass(frozen=True, slots=True)
class _Tables:
    """By code point."""

    low: Numbers  # the character of the key
    kind: Numbers
    side: Numbers  # what it can be inside of at an edge
    length: Numbers  # of what the key has for it


@cache
def _tables() -> _Tables:
    import numpy as np

    low = np.arange(_PLANE, dtype="<u4")
    for code, char in lower_table().items():
        if chr(code) not in _LONGER:
            low[code] = ord(char)
    kind, side = np.full(_PLANE, _REST, np.uint8), np.zeros(_PLANE, np.uint8)
    kind[ord("a") : ord("z") + 1] = _LETTER
    kind[ord("0") : ord("9") + 1] = _DIGIT
    kind[list(map(ord, GREEK))] = _GREEK
    kind = kind[low]
    plane = np.arange(_PLANE, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")
    _fill(kind, _MUTE, f"[{MUTE}{_PAD}]", plane)
    for value, char in SIDES.items():
        _fill(side, value, char, plane)
    length = np.ones(_PLANE, np.uint8)
    length[list(map(ord, _LONGER))] = list(map(len, _LONGER.values()))
    return _Tables(low, kind, side, length)


def _fill(table: Numbers, value: int, char: str, plane: str) -> None:
    """Set the value of all characters of the plane that an expression matches."""
    for run in re.finditer(f"(?:{char})+", plane):
        table[run.start() : run.end()] = value


@cache
def _byte_tables() -> tuple[bytes, ...]:
    """The tables for ASCII, to translate bytes with."""
    import numpy as np

    tables = _tables()
    return tuple(t[:256].astype(np.uint8).tobytes() for t in (tables.low, tables.kind, tables.side))

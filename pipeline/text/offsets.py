"""Offsets of a view's characters, kept by the few places at which they do not count up by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import overload


class Cuts:
    """Ranges of indexes, to be one after the other; starts and ends of a view share them."""

    __slots__ = ("at", "firsts")

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        """``ranges``: half-open."""
        self.firsts = [start for start, _ in ranges]
        self.at = list(accumulate([end - start for start, end in ranges], initial=0))

    def lengths(self) -> Iterator[int]:
        """How many indexes each range holds."""
        return (end - start for start, end in pairwise(self.at))


class Pieces(Sequence[int]):
    """What a sequence holds at ``cuts``.

    ``Pieces(range(9), Cuts([(2, 4), (7, 9)]))`` is 2, 3, 7, 8.
    """

    __slots__ = ("_base", "_cuts")

    def __init__(self, base: Sequence[int], cuts: Cuts) -> None:
        self._base = base
        self._cuts = cuts

    def __len__(self) -> int:
        return self._cuts.at[-1]

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[int, ...]: ...

    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        index = range(len(self))[index]  # negative ones from the end, those beyond it refused
        cut = bisect_right(self._cuts.at, index) - 1
        return self._base[self._cuts.firsts[cut] + index - self._cuts.at[cut]]

    def __iter__(self) -> Iterator[int]:
        base = self._base if isinstance(self._base, range) else tuple(self._base)
        for first, length in zip(self._cuts.firsts, self._cuts.lengths(), strict=True):
            yield from base[first : first + length]

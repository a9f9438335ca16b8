"""What stands in round and square brackets, part by part, and what it stands after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.tag.rules import rule_named

_FILE = "aliases.toml"
_CLOSE = {"(": ")", "[": "]"}
_BRACKET = re.compile(r"[()\[\]]")
_LONGEST = 200
_QUOTES = " 「」『』\"“”'‘’"
_SPLIT = re.compile(r"[、;,]|:(?!:)|\bor\b|または|もしくは|あるいは|および")


@dataclass(frozen=True, slots=True)
class Part:
    """A name in a bracket, without its quotes and the words that introduce it.

    ``said`` is the introducing word (``以下``, ``商品名``, ``called``), empty where the bracket
    holds the bare name; ``registered`` tells that a mark of registration follows it.
    """

    start: int
    end: int
    said: str
    registered: bool

    @property
    def span(self) -> tuple[int, int]:
        """Where the name stands."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket of ``text``: its own range, where the words before it end, its parts."""

    start: int
    end: int
    before: int
    parts: tuple[Part, ...]


def closings(text: str) -> dict[int, int]:
    """Where each bracket opens, by rising start, and where it closes; long ones are left out."""
    found: dict[int, int] = {}
    opened: dict[str, list[int]] = {closer: [] for closer in _CLOSE.values()}
    for match in _BRACKET.finditer(text):
        if match[0] in _CLOSE:
            opened[_CLOSE[match[0]]].append(match.start())
        elif opened[match[0]]:
            start = opened[match[0]].pop()
            if match.start() - start < _LONGEST:
                found[start] = match.start()
    return dict(sorted(found.items()))


def balanced(text: str) -> bool:
    """Whether every bracket in ``text`` opens and closes there."""
    depth = 0
    for char in _BRACKET.findall(text):
        depth += 1 if char in _CLOSE else -1
        if depth < 0:
            return False
    return depth == 0


def brackets(text: str) -> Iterator[Bracket]:
    """All brackets of ``text``, those inside others too, by their start.

    Of brackets that follow one another, each stands after the words before the first.
    """
    stands_after: dict[int, int] = {}  # end of a bracket -> end of the words before it
    for start, end in closings(text).items():
        before = _back(text, start)
        before = stands_after.get(before, before)
        stands_after[end + 1] = before
        yield Bracket(start, end + 1, before, tuple(_parts(text, start + 1, end)))


def _back(text: str, start: int) -> int:
    """Over blanks, closing quotes and marks of registration."""
    while start > 0 and text[start - 1] in ' 」』"”’®':
        start -= 1
    return start


def _parts(text: str, start: int, end: int) -> Iterator[Part]:
    told = rule_named(_FILE, "alias.told").regex.search(text, start, end)
    introduced = told[0] if told else ""
    at = start
    while at < end:
        cut = _next_cut(text, at, end)
        stop = cut[0] if cut else end
        said = rule_named(_FILE, "alias.marker").regex.match(text, at, stop)
        if said:
            introduced = said["word"]
            at = said.end()
            if at >= stop:  # 以下、本剤: the sign belongs to the marker
                at = cut[1] if cut else end
                continue
        part = _trimmed(text, at, stop, introduced)
        if part:
            yield part
        at = cut[1] if cut else end


def _next_cut(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The next sign between parts that stands in no bracket of its own."""
    for match in _SPLIT.finditer(text, start, end):
        if balanced(text[start : match.start()]):
            return match.span()
    return None


def _trimmed(text: str, start: int, end: int, said: str) -> Part | None:
    tail = rule_named(_FILE, "alias.tail").regex.search(text, start, end)
    if tail:
        end = tail.start()
    while start < end and text[start] in _QUOTES:
        start += 1
    while end > start and text[end - 1] in _QUOTES:
        end -= 1
    mark = re.compile(r"\s?(?:®|(?<=[ァ-ー])TM)$").search(text, start, end)
    if mark:
        end = mark.start()
    return Part(start, end, said, bool(mark)) if start < end else None

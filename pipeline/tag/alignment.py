"""Whether the characters of a short form are found in words, and where the words begin.

Every letter and figure of the short form is found, in order, in the words, as Schwartz and
Hearst do (Pac Symp Biocomput 2003, 451-462). Where they take the first way that fits from the
right, the cheapest of all ways is taken here: first letters of words cost nothing, letters
inside words and words that are passed over cost something. That a way by first letters goes
before one inside words is what the ordered strategies of Ab3P do (Sohn et al., BMC
Bioinformatics 2008, 9:402).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from pipeline.tag.brackets import balanced
from pipeline.tag.rules import load_table, strings

_FILE = "abbreviations.toml"

# What a character of the short form costs by its place in the long form: at the beginning of a
# word it is free; after a hyphen; next to the character found before it; inside a word.
_PART, _NEXT, _INSIDE = 0.1, 0.25, 0.65
# What is passed over: a word, a light word, a figure of the short form, a comma.
_SKIP, _SKIP_LIGHT, _SKIP_FIGURE, _COMMA = 1.0, 0.15, 0.6, 0.4
# The most that a short form may cost in all, by the number of its characters.
_ALLOWED, _ALLOWED_EACH = (0.1, 0.1, 0.9, 1.4, 1.8), 0.45

_AFFIX = 2  # letters that make a word of another kind of it, no long form

_WORD = re.compile(r"\S+")
_GREEK = str.maketrans("αβγδεκλμσωΑΒΓΔ", "abgdeklmswabgd")
# What stands before the first letter of a chemical's name: 12-O-, 2,4,6-, N,N-, beta-, 4'-(
_LOCANTS = re.compile(
    r"(?:(?:\d+[a-z]?|[A-Za-z]|alpha|beta|gamma|delta|Delta|cis|trans|tert)'*[,-]|[(\[])*"
)


@cache
def words_listed(name: str) -> frozenset[str]:
    """The list ``name`` of the data file."""
    return frozenset(strings(load_table(_FILE)[name]))


@cache
def _figures() -> tuple[tuple[str, str], ...]:
    table = load_table(_FILE)["figures"]
    assert isinstance(table, dict)
    return tuple((word, figure) for figure, words in table.items() for word in strings(words))


def align(short: str, words: str, whole: bool = False) -> int | None:
    """Where in ``words``, which the long form ends, the long form of ``short`` begins.

    None where no way of finding the characters of ``short`` in the words is cheap enough. With
    ``whole``, the long form has to begin where ``words`` does.
    """
    letters = "".join(char for char in short.lower().translate(_GREEK) if char.isalnum())
    most = min(len(letters) + 5, 2 * len(letters)) + 1
    tokens = [match.span() for match in _WORD.finditer(words)][-most:]
    if not letters or not tokens or len(words.lower()) != len(words):
        return None
    count = len(letters)
    allowed = _ALLOWED[count] if count < len(_ALLOWED) else _ALLOWED_EACH * count
    best: tuple[float, int] | None = None
    for at, cost in _Words(words, tokens).ways(letters):
        begin = _with_locants(words, at)
        long = words[begin:]
        if (whole and begin != 0) or not _may_be_long(long, short):
            continue
        if begin >= tokens[-1][0] and cost <= _INSIDE * count:
            cost = min(cost, allowed)  # dimethylsulphoxide (DMSO): one word may be all insides
        cost += _COMMA * long.count(", ")
        if best is None or (cost, -begin) < (best[0], -best[1]):
            best = (cost, begin)
    return best[1] if best and best[0] <= allowed else None


def _may_be_long(long: str, short: str) -> bool:
    """Whether the words can be a long form at all: more than the short form, and not with it."""
    if len(long) <= len(short) or long[0] in "([" or not balanced(long):
        return False
    rest = long.replace(short, "", 1)
    if " " not in long and rest != long and (len(rest) <= _AFFIX or not rest.islower()):
        return False  # FGFR (FGFR2), IDH1 (mIDH1)
    return short not in re.split(r"[\s()\[\],;]+", long)


def _with_locants(words: str, begin: int) -> int:
    """Where the word begins, if only locants stand between that and ``begin``."""
    start = words.rfind(" ", 0, begin) + 1
    before = words[start:begin]
    if before and before[0] not in "([" and (before[-1].isalnum() or _LOCANTS.fullmatch(before)):
        return start
    return begin


class _Words:
    """The words beside a bracket, with what each place in them costs."""

    def __init__(self, words: str, tokens: Sequence[tuple[int, int]]) -> None:
        self.raw = words
        self.low = words.lower().translate(_GREEK)
        self.word: dict[int, int] = {}  # place -> number of its word
        self.price: dict[int, float] = {}
        self.places: dict[str, list[int]] = {}  # character -> places
        skips = [self._add(number, *span) for number, span in enumerate(tokens)]
        self.skipped = [0.0, *accumulate(skips)]
        self.count = len(tokens)

    def _add(self, number: int, start: int, end: int) -> float:
        """Take in a word; returns what passing it over costs."""
        token = self.low[start:end].strip(",;:()[]\"'")
        for word, figure in _figures():
            if token == word or (len(word) > 2 and token.startswith(word)):
                self.places.setdefault(figure, []).append(self.low.index(token, start))
        price = 0.0
        for at in range(start, end):
            if self.low[at].isalnum():
                self.word[at] = number
                self.price[at] = price if price == 0.0 else self._inside(at)
                self.places.setdefault(self.low[at], []).append(at)
                price = _INSIDE
        return _SKIP_LIGHT if token in words_listed("light") else _SKIP

    def _inside(self, at: int) -> float:
        char, before = self.raw[at], self.raw[at - 1]
        new = not before.isalnum() or char.isdigit() != before.isdigit()
        return _PART if new or (char.isupper() and not before.isupper()) else _INSIDE

    def ways(self, letters: str) -> Iterator[tuple[int, float]]:
        """Where the first letter can stand, each with the least cost of finding the rest."""
        costs = self._last(letters)
        for index in range(len(letters) - 2, -1, -1):
            before = {
                at: cost + self.price[at]
                for at in self.places.get(letters[index], ())
                if (cost := self._least(at, costs)) is not None
            }
            if letters[index].isdigit() and index:
                for at, cost in costs.items():
                    before[at] = min(before.get(at, cost + _SKIP_FIGURE), cost + _SKIP_FIGURE)
            costs = before
        for at, cost in costs.items():
            if self.price.get(at, _INSIDE) < _INSIDE:
                yield at, cost

    def _last(self, letters: str) -> dict[int, float]:
        """Where the last letter can stand, with its cost and that of the words after it."""
        costs = {
            at: self.price[at] + self.skipped[self.count] - self.skipped[self.word[at] + 1]
            for at in self.places.get(letters[-1], ())
        }
        end = max(self.word, default=0)
        if letters[-1] == "s" and len(letters) > 2 and self.low[end] == "s":
            costs[end] = 0.0  # the plural's ending
        if letters[-1].isdigit() and len(letters) > 1:
            after = len(self.low)  # a figure that the words do not spell: stands after them
            costs[after] = _SKIP_FIGURE
            self.word[after], self.price[after] = self.count - 1, 0.0
        return costs

    def _least(self, at: int, costs: dict[int, float]) -> float | None:
        """The cheapest way from ``at`` to a place of the next letter."""
        word, least = self.word[at], None
        for after, cost in costs.items():
            if after <= at:
                continue
            if self.word[after] - word > 1:
                cost += self.skipped[self.word[after]] - self.skipped[word + 1]
            elif after == at + 1:
                cost -= max(0.0, self.price[after] - _NEXT)
            if least is None or cost < least:
                least = cost
        return least

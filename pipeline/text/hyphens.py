"""Whether a hyphen at a line's end belongs to a compound or only divides a word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_LEFT = re.compile(r"(?<![A-Za-z0-9])[a-z]{2,}$|(?<=-)[a-z]{2,}$|(?<![A-Za-z])[A-Z][a-z]+$")
_RIGHT = re.compile(r"[a-z]{2,}(?![A-Za-z0-9])")
_LONGEST_WORD = 40


@cache
def compounds() -> Mapping[str, tuple[str, ...]]:
    """The table of parts of compounds, with its examples."""
    raw = files("pipeline.text").joinpath("compounds.toml").read_text(encoding="utf-8")
    return {key: tuple(words) for key, words in tomllib.loads(raw).items()}


@cache
def _parts() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(compounds()["first"]), frozenset(compounds()["last"])


def divides_word(line: str, hyphen: int, after: int, around: str) -> bool:
    """Whether the hyphen at ``line[hyphen]`` only divides the word that ``line[after:]`` ends.

    Args:
        line: a passage, in which ``hyphen`` and ``after`` count.
        hyphen: where the hyphen stands, at a line's end.
        after: where the next line's text begins.
        around: the source near by, which may hold the word or the compound elsewhere.
    """
    left = _LEFT.search(line, max(0, hyphen - _LONGEST_WORD), hyphen)
    right = _RIGHT.match(line, after, after + _LONGEST_WORD)
    if left is None or right is None or f"{left[0]}-{right[0]}" in around:
        return False
    if left[0] + right[0] in around:
        return True
    first, last = _parts()
    return left[0].lower() not in first and right[0] not in last

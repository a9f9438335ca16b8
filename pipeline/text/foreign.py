"""Whether a passage in Latin letters is in another language than English."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")
_WORDS_LEAST = 6  # fewer say nothing
_KINDS_LEAST = 3
_SAMPLE = 4_000  # characters that tell as much as a long passage


@cache
def languages() -> Mapping[str, Any]:
    """The table of function words, with its examples."""
    raw = files("pipeline.text").joinpath("languages.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


@cache
def _lists() -> tuple[frozenset[str], tuple[frozenset[str], ...]]:
    table = languages()
    return frozenset(table["english"]), tuple(map(frozenset, table["other"].values()))


def is_foreign(text: str) -> bool:
    """Whether function words of another language outnumber those of English by two to one."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _WORDS_LEAST:
        return False
    english, others = _lists()
    counts = Counter(words)
    own = sum(counts[word] for word in english & counts.keys())
    # Three words that differ: "de" alone, in a list of names, is no Dutch.
    likely = (held for other in others if len(held := other & counts.keys()) >= _KINDS_LEAST)
    return any(sum(counts[word] for word in held) > 2 * own for held in likely)

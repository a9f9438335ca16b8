"""Misspelled drugs: a word one letter away from a drug that the document names too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.lexicon import Lexicon
from pipeline.model import MentionType
from pipeline.tag.candidate import Candidate
from pipeline.tag.scene import Scene

# Shorter names have too many neighbours, and the beginning of a name is rarely misspelled.
_LEAST, _PREFIX = 8, 3
_WORD = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{{_LEAST - 1},}}(?![A-Za-z0-9])")


def find_slips(
    views: Sequence[tuple[Scene, Sequence[Candidate]]],
) -> Iterator[tuple[str, Candidate]]:
    """Unknown words with the drug that each is a slip for, in the order of the text."""
    drugs = _drugs(views)
    if not drugs:
        return
    seen: set[str] = set()
    for scene, _ in views:
        for match in _WORD.finditer(scene.text):
            word = match[0].lower()
            for name, drug in drugs.get(word[:_PREFIX], {}).items():
                if word not in seen and _one_apart(word, name) and _unknown(scene.lexicon, word):
                    seen.add(word)
                    yield match[0], drug


def _drugs(
    views: Iterable[tuple[Scene, Sequence[Candidate]]],
) -> Mapping[str, Mapping[str, Candidate]]:
    """Long Latin names of drugs by their first letters."""
    found: dict[str, dict[str, Candidate]] = {}
    for scene, candidates in views:
        for candidate in candidates:
            name = scene.text[candidate.start : candidate.end].lower()
            if candidate.type is MentionType.DRUG and len(name) >= _LEAST and name.isascii():
                found.setdefault(name[:_PREFIX], {}).setdefault(name, candidate)
    return found


def _unknown(lexicon: Lexicon, word: str) -> bool:
    return not lexicon.lookup(word) and not lexicon.lookup(word.removesuffix("s"))


def _one_apart(word: str, name: str) -> bool:
    """Whether one letter inserted, left out, exchanged, or a swapped pair parts the two."""
    if word == name or abs(len(word) - len(name)) > 1 or word in (f"{name}s", f"{name}e"):
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, other = word[start:], name[start:]
    swapped = rest[1::-1] + rest[2:] == other
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or swapped

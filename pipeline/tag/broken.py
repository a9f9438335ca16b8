"""Latin names that a line's end cuts in two where words are not parted by blanks: ``EG⏎FR``.

A line end between Latin letters reads as a blank, as it must in English. In a Japanese block it
may as well stand inside a name: it does where the two sides together are a name and the left
side alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import ALIAS, Candidate
from pipeline.tag.rules import rule_named
from pipeline.tag.scene import Scene, grounding
from pipeline.tag.variants import describe_change

_LEFT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9][A-Za-z0-9-]*$")
_RIGHT = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?![A-Za-z0-9])")
_LONGEST = 30  # code points on either side
_SHORTEST = 3


def find_broken(scene: Scene) -> Iterator[Candidate]:
    """Propose names of the lexicon, and changes of a residue, put together again."""
    for gap in scene.gaps:
        left = _LEFT.search(scene.text, max(0, gap - _LONGEST), gap)
        right = _RIGHT.match(scene.text, gap + 1, gap + 1 + _LONGEST)
        if left is None or right is None or len(left[0] + right[0]) < _SHORTEST:
            continue
        if scene.lexicon.lookup(left[0]) and scene.lexicon.lookup(right[0]):
            continue
        yield from _whole(scene, left.start(), right.end(), left[0] + right[0])


def _whole(scene: Scene, start: int, end: int, name: str) -> Iterator[Candidate]:
    change = rule_named("variants.toml", "variant.substitution").regex.fullmatch(name)
    if change is not None:
        ids = describe_change(change)
        if ids:
            yield Candidate(start, end, MentionType.VARIANT, "broken", ids, ALIAS)
        return
    entries = scene.lexicon.lookup(name)
    if entries:
        first = entries[0].type
        found: tuple[Grounding, ...] = tuple(grounding(e) for e in entries if e.type is first)
        yield Candidate(start, end, first, "broken", found, ALIAS)

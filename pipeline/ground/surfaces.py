"""One identity for each surface of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.ground.kinds import type_of
from pipeline.lexicon import Lexicon
from pipeline.model import Grounding, Mention, MentionType

_PER_PLACE = frozenset({MentionType.VARIANT, MentionType.DOI})


def settle_surfaces(
    mentions: Sequence[Mention], surfaces: Sequence[str], lexicon: Lexicon
) -> list[Mention]:
    """Let equal surfaces of one type share the order of their candidates.

    A definition in the document (``alias``) speaks for every mention of its surface; else the
    scores are summed over the mentions, so that what most places say wins.
    """
    groups: dict[tuple[MentionType, str], list[int]] = defaultdict(list)
    for index, (mention, surface) in enumerate(zip(mentions, surfaces, strict=True)):
        if mention.type not in _PER_PLACE:
            groups[(mention.type, _key(surface))].append(index)
    settled = list(mentions)
    for members in groups.values():
        order = _order([mentions[index] for index in members])
        kind = mentions[members[0]].type
        order = tuple(sorted(order, key=lambda c: type_of(c, lexicon) is not kind))
        for index in members:
            settled[index] = replace(mentions[index], candidates=order)
    return settled


def _key(surface: str) -> str:
    """Short names keep their case, words do not: ``Osimertinib`` is ``osimertinib``."""
    return surface.lower() if len(surface) > 5 else surface


def _order(mentions: Sequence[Mention]) -> tuple[Grounding, ...]:
    defined = [m for m in mentions if m.found_by == "alias"]
    best: dict[str, Grounding] = {}
    total: dict[str, float] = defaultdict(float)
    for mention in defined or mentions:
        for place, candidate in enumerate(mention.candidates):
            total[candidate.id] += candidate.score - 0.01 * place
    for mention in mentions:
        for candidate in mention.candidates:
            if candidate.id not in best or candidate.score > best[candidate.id].score:
                best[candidate.id] = candidate
    # A definition's own order holds: its first candidate is what the long form was.
    if defined:
        first = defined[0].candidates
        rest = [best[i] for i in sorted(best) if i not in {c.id for c in first}]
        return (*first, *rest)
    return tuple(best[i] for i in sorted(best, key=lambda i: (-total[i], -best[i].score, i)))

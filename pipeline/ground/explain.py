"""What the document as a whole changed about each mention after it was tagged."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ground.stage import steps
from pipeline.lexicon import Lexicon
from pipeline.model import Document, Mention


@dataclass(frozen=True, slots=True)
class Change:
    """One step of grounding that gave a mention another id or type, and what it went by."""

    before: Mention
    after: Mention
    reason: str


def explain(doc: Document, lexicon: Lexicon) -> tuple[tuple[Change, ...], ...]:
    """For each mention of a tagged document, in order, what :func:`ground` changes of it.

    Changes of order below the first candidate are left out.
    """
    changes: list[list[Change]] = [[] for _ in doc.mentions]
    earlier = list(doc.mentions)
    for reason, mentions in steps(doc, lexicon):
        for at, (before, after) in enumerate(zip(earlier, mentions, strict=True)):
            if (before.id, before.type) != (after.id, after.type):
                changes[at].append(Change(before, after, reason))
        earlier = mentions
    return tuple(map(tuple, changes))

"""What is wrong with the mentions of one document, each error once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.gold import GoldDocument, GoldMention
from pipeline.model import Document, Mention
from pipeline.score.mentions import overlaps, solid_span

MentionFault = Literal["missed", "false", "wrong id", "boundary", "type"]
_NEAR: tuple[MentionFault, MentionFault] = ("boundary", "type")


@dataclass(frozen=True, slots=True)
class MentionError:
    """A mention that is missed, false, or found with another id, other ends or another type.

    ``gold`` is None for a false one, ``predicted`` for a missed one.
    """

    fault: MentionFault
    gold: GoldMention | None
    predicted: Mention | None

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        found = self.gold.extent if self.gold else self.predicted and self.predicted.span
        return found.start if found else 0


def mention_errors(gold: GoldDocument, predicted: Document) -> tuple[MentionError, ...]:
    """Compare the mentions of one document, by place.

    A gold and a predicted mention go together where type and span are the same, else where they
    share a code point and no other partner comes earlier in the text.
    """
    exact = {(m.type, m.span): m for m in predicted.mentions}
    errors: list[MentionError] = []
    rest: list[GoldMention] = []
    used: set[Mention] = set()
    for mention in gold.mentions:
        span = solid_span(mention, predicted.text)
        same = exact.get((mention.type, span)) if span else None
        if same is None:
            rest.append(mention)
            continue
        used.add(same)
        if same.id != mention.id:
            errors.append(MentionError("wrong id", mention, same))
    free = [m for m in predicted.mentions if m not in used]
    errors += _unequal(rest, free)
    return tuple(sorted(errors, key=lambda error: (error.start, error.fault)))


def _unequal(gold: list[GoldMention], predicted: list[Mention]) -> Iterator[MentionError]:
    near = overlaps([m.spans for m in gold], [(m.span,) for m in predicted])
    left, taken = dict(enumerate(gold)), set[int]()
    for fault in _NEAR:
        for i, mention in list(left.items()):
            partners = (
                j
                for j in near[i]
                if j not in taken and (predicted[j].type == mention.type) == (fault == "boundary")
            )
            partner = next(partners, None)
            if partner is not None:
                taken.add(partner)
                yield MentionError(fault, left.pop(i), predicted[partner])
    yield from (MentionError("missed", mention, None) for mention in left.values())
    yield from (
        MentionError("false", None, mention)
        for j, mention in enumerate(predicted)
        if j not in taken
    )

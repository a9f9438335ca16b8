"""What there is to explain of a document: mentions, what they won over, and what is none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from pipeline.export import mention_line
from pipeline.ground import Change
from pipeline.model import Document, Mention
from pipeline.read.outcome import printable
from pipeline.run import Named
from pipeline.tag import Decision, Outcome


@dataclass(frozen=True, slots=True)
class Case:
    """One place: a mention with all that is to be said of it, or a candidate that is none.

    ``mention`` is None where nothing was kept; then the one in ``lost`` stands for itself.
    """

    mention: Mention | None
    kept: Decision | None
    changes: tuple[Change, ...]
    lost: tuple[Decision, ...]

    @property
    def at(self) -> tuple[int, int]:
        """Where it stands."""
        shown = self.kept or self.lost[0]
        return shown.start, shown.end


def cases(named: Named) -> list[Case]:
    """Mentions with what lost to each, then, by place too, what lost to none of them."""
    kept = [d for d in named.decisions if d.outcome is Outcome.KEPT]
    lost: dict[tuple[int, int], list[Decision]] = {(d.start, d.end): [] for d in kept}
    places = sorted(lost)
    alone = []
    for decision in named.decisions:
        if decision.outcome is not Outcome.KEPT:
            holder = lost.get(_place_of(decision, places))
            alone.append(decision) if holder is None else holder.append(decision)
    found = [
        Case(mention, decision, changes, tuple(lost[(decision.start, decision.end)]))
        for mention, decision, changes in zip(
            named.document.mentions, kept, named.changes, strict=True
        )
    ]
    return [*found, *(Case(None, None, (), (decision,)) for decision in alone)]


def _place_of(decision: Decision, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The mention that a lost candidate is told with: what it lost to, or what it lies in."""
    if decision.winner is not None:
        return decision.winner.start, decision.winner.end
    at = bisect_right(places, decision.start, key=lambda place: place[0])
    holds = at > 0 and decision.end <= places[at - 1][1]
    return places[at - 1] if holds else (decision.start, decision.end)


def chosen(
    found: Iterable[Case], text: str, surfaces: Sequence[str], offset: int | None
) -> list[Case]:
    """Those cases that were asked for: by what stands in the text, or by a place in it."""
    wanted = {key_of(surface) for surface in surfaces}
    return [case for case in found if _asked(case, text, wanted, offset)]


def unanswered(
    found: Sequence[Case], text: str, surfaces: Sequence[str], offset: int | None
) -> Iterator[str]:
    """A line for each name or place of which there is nothing to say."""
    if offset is not None and not found:
        ends = f"The text ends before {offset}: it has {len(text)} characters."
        yield ends if offset >= len(text) else f"No list and no pattern has a name at {offset}."
        return
    for surface in surfaces:
        if any(_asked(case, text, {key_of(surface)}, None) for case in found):
            continue
        there = key_of(surface) in key_of(text)
        told = "stands there, but no list and no pattern has it" if there else "is not in the text"
        yield f"“{printable(surface)}” {told}."


def _asked(case: Case, text: str, wanted: set[str], offset: int | None) -> bool:
    decisions = (*filter(None, [case.kept]), *case.lost)
    if offset is not None and not any(d.start <= offset < d.end for d in decisions):
        return False
    return not wanted or any(key_of(text[d.start : d.end]) in wanted for d in decisions)


def key_of(surface: str) -> str:
    """What is written alike but for case, width and white space."""
    return "".join(normalize("NFKC", surface).split()).lower()


def case_lines(doc: Document, case: Case) -> Iterator[str]:
    """The decisions of a case, each as one line of JSON: a mention with what became of it."""
    if case.mention is not None and case.kept is not None:
        changes = [
            {
                "from": {"type": change.before.type, "id": change.before.id},
                "to": {"type": change.after.type, "id": change.after.id},
                "reason": change.reason,
            }
            for change in case.changes
        ]
        more: dict[str, object] = {"outcome": case.kept.outcome, "reason": case.kept.reason}
        more["changes"] = changes
        yield mention_line(doc, case.mention, more)
    for lost in case.lost:
        winner = list(lost.winner) if lost.winner is not None else None
        more = {"outcome": lost.outcome, "reason": lost.reason, "winner": winner}
        yield mention_line(doc, lost.mention, more)

"""Stretches of text in which names do not count: addresses, institutes, journals, がん細胞."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.model import MentionType
from pipeline.tag.candidate import Candidate, Cover
from pipeline.tag.rules import Rule, load_rules


def blocked(text: str) -> Cover:
    """Ranges of ``text`` (folded) in which no name counts."""
    return Cover(span for _, span in stretches(text))


def stretches(text: str) -> Iterator[tuple[Rule, tuple[int, int]]]:
    """The same ranges, each with the rule that found it."""
    for rule in load_rules("blockers.toml"):
        for match in rule.finditer(text):
            yield rule, rule.span(match)


def unblocked(candidates: Iterable[Candidate], cover: Cover) -> list[Candidate]:
    """The candidates that do not lie wholly in a blocked range; DOIs always stay."""
    return [
        candidate
        for candidate in candidates
        if candidate.type is MentionType.DOI or not cover.holds(candidate.start, candidate.end)
    ]

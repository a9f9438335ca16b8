"""Stretches of text in which names do not count: addresses, institutes, journals, がん細胞."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import MentionType
from pipeline.tag.candidate import Candidate
from pipeline.tag.rules import load_rules


def blocked_spans(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of ``text`` (folded) in which no name counts, by start."""
    found = [
        rule.span(match) for rule in load_rules("blockers.toml") for match in rule.finditer(text)
    ]
    return sorted(found)


def unblocked(candidates: Iterable[Candidate], spans: list[tuple[int, int]]) -> list[Candidate]:
    """The candidates that do not lie wholly in a blocked range; DOIs always stay."""
    return [
        candidate
        for candidate in candidates
        if candidate.type is MentionType.DOI
        or not any(start <= candidate.start and candidate.end <= end for start, end in spans)
    ]

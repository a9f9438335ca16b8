"""Faults of gold files, gathered so that one reading finds them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from pipeline.errors import GoldError


@dataclass(slots=True)
class Faults:
    """The faults of one file, in the order found."""

    file: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, what: str, remedy: str, *, where: str = "") -> None:
        """Note a fault on ``line`` (from 1; 0 for the file as a whole)."""
        place = f"{self.file}:{line}" if line else self.file
        place += f": {where}" if where else ""
        self.found.append((line, f"{place}: {what}; {remedy}"))

    def lines(self) -> list[str]:
        """Every fault as one line of text, by line of the file."""
        return [text for _, text in sorted(self.found, key=lambda fault: fault[0])]


def raise_first(problems: Sequence[str]) -> None:
    """Raise GoldError for the first of ``problems``, telling how many more there are."""
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise GoldError(problems[0] + more)


def one_of(word: str, known: Sequence[str]) -> str:
    """A remedy for a word that is not in a closed list: the nearest, or the whole list."""
    near = get_close_matches(word, known, n=1, cutoff=0.75)
    if near:
        return f"write {near[0]}"
    return f"write one of {', '.join(known)}"

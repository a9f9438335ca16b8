"""Patterns kept as data: a regular expression with the examples that hold it to its word.

A rule file is TOML, a list of ``[[rule]]`` with ``id``, ``pattern``, ``match`` and
``nomatch``; ``needs`` may list words of which a match holds one, so that a text without them is
passed over; any other key goes to ``Rule.attrs``. In ``match`` the characters to be found
stand between ``⟦`` and ``⟧``. The pattern sees folded, unwrapped text; where it has a group
``span``, that group is what is found, else the whole match is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.errors import CueError

_REQUIRED = ("id", "pattern", "match", "nomatch")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, its compiled form and its examples."""

    id: str
    regex: re.Pattern[str]
    match: tuple[str, ...]
    nomatch: tuple[str, ...]
    attrs: Mapping[str, object]
    needs: tuple[str, ...] = ()

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Matches in ``text``, left to right, not overlapping."""
        # Looking for a word costs a hundredth of what some expressions do.
        if self.needs and not any(word in text for word in self.needs):
            return iter(())
        return self.regex.finditer(text)

    def span(self, found: re.Match[str]) -> tuple[int, int]:
        """The range that a match names: its group ``span`` if it has one."""
        return found.span("span") if "span" in self.regex.groupindex else found.span()

    def text(self, key: str) -> str:
        """The attribute ``key`` as a string, empty where the rule has none."""
        return str(self.attrs.get(key, ""))


def data_text(name: str, room: str = "tag") -> str:
    """The text of a file in the ``data`` folder of ``room``."""
    return resources.files(f"pipeline.{room}").joinpath("data", name).read_text(encoding="utf-8")


@cache
def load_table(name: str, room: str = "tag") -> Mapping[str, object]:
    """A TOML data file of ``room``, parsed."""
    return tomllib.loads(data_text(name, room))


@cache
def load_rules(name: str, room: str = "tag") -> tuple[Rule, ...]:
    """The rules of a TOML data file of ``room``, in the order of the file.

    Raises:
        CueError: a rule lacks a key or its pattern does not compile.
    """
    rows = load_table(name, room).get("rule", [])
    if not isinstance(rows, list):
        raise CueError(f"{name}: 'rule' is no list; write [[rule]] tables")
    return tuple(_rule(name, row) for row in rows)


@cache
def rule_named(name: str, rule_id: str, room: str = "tag") -> Rule:
    """The rule ``rule_id`` of the file ``name``."""
    for rule in load_rules(name, room):
        if rule.id == rule_id:
            return rule
    raise CueError(f"{name}: no rule {rule_id!r}; it has {[r.id for r in load_rules(name, room)]}")


def _rule(name: str, row: Mapping[str, object]) -> Rule:
    missing = [key for key in _REQUIRED if not row.get(key)]
    if missing:
        raise CueError(f"{name}: rule {row.get('id', '(no id)')!r} lacks {', '.join(missing)}")
    try:
        regex = re.compile(str(row["pattern"]))
    except re.error as error:
        raise CueError(f"{name}: rule {row['id']!r}: the pattern is wrong: {error}") from error
    attrs = {key: value for key, value in row.items() if key not in (*_REQUIRED, "needs")}
    return Rule(
        str(row["id"]),
        regex,
        strings(row["match"]),
        strings(row["nomatch"]),
        attrs,
        strings(row.get("needs")),
    )


def strings(value: object) -> tuple[str, ...]:
    """A TOML list as a tuple of strings."""
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


@cache
def load_tsv(name: str, room: str = "tag") -> tuple[tuple[str, ...], ...]:
    """Rows of a tab-separated file; ``#`` opens a comment line, empty lines are left out."""
    lines = data_text(name, room).splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))

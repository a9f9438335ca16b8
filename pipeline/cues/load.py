"""Reads cue files, checks them, and finds their cues in a sentence."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.cues.attach import GAP_KEYS, ROLE_KEYS, Gap, Link, Roles
from pipeline.cues.cue import Clue, Cue, CueKind
from pipeline.cues.rows import (
    Row,
    check_keys,
    cue_from,
    gap_from,
    link_from,
    rules_in,
    table_in,
    texts,
)
from pipeline.errors import CueError

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, eq=False)
class CueSet:
    """All cues of one language; each set is its own, so that what it found can be kept."""

    language: str
    cues: tuple[Cue, ...]
    links: tuple[Link, ...]
    roles: Roles
    coordination: Gap  # between two mentions that share a role
    membership: Gap  # between a class and the drugs it is named with
    contrast: Gap  # between what the sentence says it of and what it takes out again
    side_effects: Gap  # right behind a drug: what it does to the healthy

    @property
    def all(self) -> tuple[Cue | Link, ...]:
        """Its cues and its links."""
        return (*self.cues, *self.links)

    def find(self, folded: str) -> tuple[Clue, ...]:
        """Every clue of a folded sentence; within a kind, the longest of overlapping ones."""
        return _find(self, folded)

    def holds(self, folded: str, kind: CueKind) -> bool:
        """Whether a text holds a cue of a kind."""
        return any(cue.pattern.search(folded) for cue in self.cues if cue.opens is kind)

    def search(self, folded: str) -> tuple[Clue, ...]:
        """What ``find`` remembers for a while."""
        found: list[Clue] = []
        for cue in self.cues:
            for match in cue.pattern.finditer(folded):
                if match.end() > match.start():
                    found.append(Clue(match.start(), match.end(), cue.opens, cue.id, cue.value))
        found.sort(key=lambda clue: (clue.start - clue.end, clue.start, clue.cue))
        kept: list[Clue] = []
        for clue in found:
            if not any(k.kind == clue.kind and k.span.overlaps(clue.span) for k in kept):
                kept.append(clue)
        return tuple(sorted(kept))


@lru_cache(maxsize=1024)
def _find(cues: CueSet, folded: str) -> tuple[Clue, ...]:
    """Each stage asks for the clues of the same sentences."""
    return cues.search(folded)


@cache
def load(language: str) -> CueSet:
    """The cues that ship with taisei for ``ja`` or ``en``."""
    name = f"{language}.toml"
    text = files("pipeline.cues").joinpath("data", name).read_text(encoding="utf-8")
    return read_cues(text, name)


def read_cues(text: str, name: str) -> CueSet:
    """Parse and check a cue file.

    Args:
        text: TOML with ``language`` and an array of ``cue`` tables.
        name: the file's name, for messages.

    Raises:
        CueError: says which file, cue and key is wrong, and what to write.
    """
    data = toml(text, name)
    language = language_of(data, name)
    check_keys(data, ("language", "cue", "link", "roles", *GAP_KEYS), name)
    faults: list[str] = []
    cues = rules_in(data, "cue", name, lambda row, here: cue_from(row, here, language), faults)
    links = rules_in(data, "link", name, lambda row, here: link_from(row, here, language), faults)
    found = CueSet(
        language,
        cues,
        links,
        _roles(table_in(data, "roles", name), name),
        **{
            key: gap_from(table_in(data, key, name), f"{name}: {key}", language) for key in GAP_KEYS
        },
    )
    faults += twice([*cues, *links], name)
    if faults:
        raise CueError(faults[0])
    return found


def toml(text: str, name: str) -> dict[str, object]:
    """The tables of a file."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CueError(f"{name}: not TOML: {error}; mend the line") from error


def language_of(data: Row, name: str) -> str:
    """The language that a file says it is of."""
    language = data.get("language")
    if language not in LANGUAGES:
        raise CueError(f'{name}: key \'language\' is {language!r}; write "ja" or "en"')
    return str(language)


def twice(rules: Iterable[Cue | Link], name: str) -> list[str]:
    """What to say of each id that two rules of one file have."""
    counts = Counter(rule.id for rule in rules)
    return [f"{name}: {id!r} stands twice; give one another id" for id in counts if counts[id] > 1]


def _roles(row: Row, name: str) -> Roles:
    here = f"{name}: roles"
    check_keys(row, ROLE_KEYS, here)
    for key in ROLE_KEYS:
        if key not in row:
            raise CueError(f"{here}: key {key!r} is missing; write a list, [] for none")
    return Roles(**{key: frozenset(texts(row, key, here)) for key in ROLE_KEYS})

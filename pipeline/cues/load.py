"""Reads cue files, checks them, and finds their cues in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import cast

from pipeline.cues.attach import ROLE_KEYS, Gap, Link, Roles
from pipeline.cues.cue import Clue, Cue, CueKind
from pipeline.errors import CueError
from pipeline.model import State

_FILE_KEYS = (
    "language",
    "cue",
    "link",
    "roles",
    "coordination",
    "membership",
    "contrast",
    "side_effects",
)
_CUE_KEYS = ("id", "opens", "pattern", "match", "nomatch", "value")
_LINK_KEYS = ("id", "slot", "opens", "cues", "side", "score", "pattern", "match", "nomatch")


@dataclass(frozen=True)
class CueSet:
    """All cues of one language."""

    language: str
    cues: tuple[Cue, ...]
    links: tuple[Link, ...]
    roles: Roles
    coordination: Gap  # between two mentions that share a role
    membership: Gap  # between a class and the drugs it is named with
    contrast: Gap  # between what the sentence says it of and what it takes out again
    side_effects: Gap  # right behind a drug: what it does to the healthy

    def find(self, folded: str) -> list[Clue]:
        """Every clue of a folded sentence; within a kind, the longest of overlapping ones."""
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
        return sorted(kept)


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
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CueError(f"{name}: not TOML: {error}") from error
    language = data.get("language")
    if language not in ("ja", "en"):
        raise CueError(f'{name}: key \'language\' is {language!r}; write "ja" or "en"')
    _check_keys(data, _FILE_KEYS, name)
    cues = tuple(_cue(row, name, language) for row in data.get("cue", []))
    links = tuple(_link(row, name, language) for row in data.get("link", []))
    seen: set[str] = set()
    for one in [*(cue.id for cue in cues), *(link.id for link in links)]:
        if one in seen:
            raise CueError(f"{name}: {one!r} stands twice; give one another id")
        seen.add(one)
    return CueSet(
        language,
        cues,
        links,
        _roles(data.get("roles", {}), name),
        _gap(data.get("coordination", {}), f"{name}: coordination", language),
        _gap(data.get("membership", {}), f"{name}: membership", language),
        _gap(data.get("contrast", {}), f"{name}: contrast", language),
        _gap(data.get("side_effects", {}), f"{name}: side_effects", language),
    )


def _gap(row: Mapping[str, object], here: str, language: str) -> Gap:
    _check_keys(row, ("pattern", "match", "nomatch"), here)
    return Gap(
        _pattern(row, here, language),
        _examples(row, "match", here),
        _examples(row, "nomatch", here),
    )


def _check_keys(row: Mapping[str, object], known: tuple[str, ...], here: str) -> None:
    for key in sorted(row.keys() - set(known)):
        near = get_close_matches(key, known, n=1)
        hint = f", did you mean {near[0]!r}?" if near else "."
        raise CueError(f"{here}: unknown key {key!r}{hint} Known keys: {', '.join(known)}.")


def _pattern(row: Mapping[str, object], here: str, language: str) -> re.Pattern[str]:
    if not isinstance(row.get("pattern"), str):
        raise CueError(f"{here}: key 'pattern' is missing; write a regular expression")
    try:
        return re.compile(str(row["pattern"]), re.IGNORECASE if language == "en" else re.NOFLAG)
    except re.error as error:
        raise CueError(f"{here}: key 'pattern' is no regular expression: {error}") from error


def _kind(text: object, here: str) -> CueKind:
    try:
        return CueKind(str(text))
    except ValueError as error:
        raise CueError(f"{here}: {error}; write one of {', '.join(CueKind)}") from error


def _cue(row: Mapping[str, object], name: str, language: str) -> Cue:
    here = f"{name}: cue {row.get('id', '(no id)')!r}"
    _check_keys(row, _CUE_KEYS, here)
    if not isinstance(row.get("id"), str):
        raise CueError(f"{here}: key 'id' is missing; write a text")
    opens = _kind(row.get("opens"), here)
    if (opens is CueKind.STATE) != ("value" in row):
        raise CueError(f"{here}: key 'value' goes with opens = \"STATE\", and only with it")
    try:
        value = State(str(row["value"])) if "value" in row else None
    except ValueError as error:
        raise CueError(f"{here}: {error}; write one of {', '.join(State)}") from error
    return Cue(
        str(row["id"]),
        opens,
        _pattern(row, here, language),
        _examples(row, "match", here),
        _examples(row, "nomatch", here),
        value,
    )


def _link(row: Mapping[str, object], name: str, language: str) -> Link:
    here = f"{name}: link {row.get('id', '(no id)')!r}"
    _check_keys(row, _LINK_KEYS, here)
    slot, side, score = row.get("slot"), row.get("side"), row.get("score")
    if slot not in ("therapy", "cause"):
        raise CueError(f'{here}: key \'slot\' is {slot!r}; write "therapy" or "cause"')
    if side not in ("before", "after"):
        raise CueError(f'{here}: key \'side\' is {side!r}; write "before" or "after"')
    if not isinstance(score, float) or not 0 < score <= 1:
        raise CueError(f"{here}: key 'score' is {score!r}; write a number above 0, at most 1.0")
    return Link(
        id=str(row["id"]),
        slot=slot,
        opens=tuple(_kind(kind, here) for kind in _texts(row, "opens", here)),
        side=side,
        score=score,
        pattern=_pattern(row, here, language),
        match=_examples(row, "match", here),
        nomatch=_examples(row, "nomatch", here),
        cues=_texts(row, "cues", here),
    )


def _roles(row: Mapping[str, object], name: str) -> Roles:
    here = f"{name}: roles"
    _check_keys(row, ROLE_KEYS, here)
    for key in ROLE_KEYS:
        if key not in row:
            raise CueError(f"{here}: key {key!r} is missing; write a list, [] for none")
    return Roles(**{key: frozenset(_texts(row, key, here)) for key in ROLE_KEYS})


def _texts(row: Mapping[str, object], key: str, here: str) -> tuple[str, ...]:
    given = row.get(key, [])
    if not isinstance(given, list) or not all(isinstance(x, str) for x in given):
        raise CueError(f"{here}: key {key!r} is {given!r}; write a list of texts")
    return tuple(cast("list[str]", given))


def _examples(row: Mapping[str, object], key: str, here: str) -> tuple[str, ...]:
    found = _texts(row, key, here)
    if not found:
        raise CueError(f"{here}: key {key!r} needs at least one example in a list")
    return found

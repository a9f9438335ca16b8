"""Reads the tables of a cue file into cues, links, gaps and roles; says what is wrong with one."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar, cast

from pipeline.cues.attach import Gap, Link
from pipeline.cues.cue import Cue, CueKind
from pipeline.errors import CueError
from pipeline.model import State

Row = Mapping[str, object]
_T = TypeVar("_T", bound=StrEnum)
_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_CUE_KEYS = ("id", "opens", "pattern", "match", "nomatch", "value")
_LINK_KEYS = ("id", "slot", "opens", "cues", "side", "score", "pattern", "match", "nomatch")
_GAP_KEYS = ("pattern", "match", "nomatch")
_NOT_COMPILED = (re.error, Warning, OverflowError, RecursionError, ValueError)


def right(
    items: Iterable[_Item], make: Callable[[_Item], _Made], faults: list[str]
) -> Iterator[_Made]:
    """What is made of each item; what is wrong with one is added to ``faults`` in its place."""
    for item in items:
        try:
            yield make(item)
        except CueError as fault:
            faults.append(str(fault))


def rules_in(
    data: Row, key: str, name: str, make: Callable[[Row, str], _Made], faults: list[str]
) -> tuple[_Made, ...]:
    """Make a rule of each row under ``key``, told where it stands; see :func:`right`."""

    def made(row: Row) -> _Made:
        return make(row, f"{name}: {key} {row.get('id', '(no id)')!r}")

    return tuple(right(rows_in(data, key, name), made, faults))


def rows_in(data: Row, key: str, name: str) -> list[Row]:
    """The tables under ``key``."""
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise CueError(f"{name}: key {key!r} is no list of tables; head each one with [[{key}]]")
    return cast("list[Row]", rows)


def table_in(data: Row, key: str, name: str) -> Row:
    """The table under ``key``; an empty one where there is none."""
    row = data.get(key, {})
    if not isinstance(row, Mapping):
        raise CueError(f"{name}: key {key!r} is no table; head it with [{key}]")
    return row


def check_keys(row: Row, known: tuple[str, ...], here: str) -> None:
    """See that a table has none but the known keys."""
    for key in sorted(row.keys() - set(known)):
        near = get_close_matches(key, known, n=1)
        hint = f", did you mean {near[0]!r}?" if near else "."
        raise CueError(f"{here}: unknown key {key!r}{hint} Known keys: {', '.join(known)}.")


def cue_from(row: Row, here: str, language: str) -> Cue:
    """A cue, from its table."""
    check_keys(row, _CUE_KEYS, here)
    id = _id(row, here)
    opens = _one_of(CueKind, row.get("opens"), "opens", here)
    if (opens is CueKind.STATE) != ("value" in row):
        raise CueError(f"{here}: key 'value' goes with opens = \"STATE\", and only with it")
    value = _one_of(State, row["value"], "value", here) if "value" in row else None
    return Cue(
        id,
        opens,
        _pattern(row, here, language),
        _examples(row, "match", here),
        _examples(row, "nomatch", here),
        value,
    )


def link_from(row: Row, here: str, language: str) -> Link:
    """A link, from its table."""
    check_keys(row, _LINK_KEYS, here)
    id, slot, side = _id(row, here), row.get("slot"), row.get("side")
    if slot not in ("therapy", "cause"):
        raise CueError(f'{here}: key \'slot\' is {slot!r}; write "therapy" or "cause"')
    if side not in ("before", "after"):
        raise CueError(f'{here}: key \'side\' is {side!r}; write "before" or "after"')
    opens = tuple(_one_of(CueKind, kind, "opens", here) for kind in texts(row, "opens", here))
    if not opens:
        raise CueError(f"{here}: key 'opens' is missing; write a list such as [\"RESISTANCE\"]")
    return Link(
        id=id,
        slot=slot,
        opens=opens,
        side=side,
        score=_score(row.get("score"), here),
        pattern=_pattern(row, here, language),
        match=_examples(row, "match", here),
        nomatch=_examples(row, "nomatch", here),
        cues=texts(row, "cues", here),
    )


def gap_from(row: Row, here: str, language: str) -> Gap:
    """What may stand between two mentions, from its table."""
    check_keys(row, _GAP_KEYS, here)
    return Gap(
        _pattern(row, here, language),
        _examples(row, "match", here),
        _examples(row, "nomatch", here),
    )


def texts(row: Row, key: str, here: str) -> tuple[str, ...]:
    """The texts under ``key``; none where it is missing."""
    given = row.get(key, [])
    if not isinstance(given, list) or not all(isinstance(x, str) for x in given):
        raise CueError(f"{here}: key {key!r} is {given!r}; write a list of texts")
    return tuple(cast("list[str]", given))


def _id(row: Row, here: str) -> str:
    id = row.get("id")
    if not isinstance(id, str):
        raise CueError(f"{here}: key 'id' is missing; write a text")
    # Evidence joins it with other rules' names by the signs that are left out here.
    if not re.fullmatch(r"[\w.-]+", id):
        raise CueError(f"{here}: key 'id' has other signs than letters, digits, _ . -; leave them")
    return id


def _score(score: object, here: str) -> float:
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 < score <= 1:
        raise CueError(f"{here}: key 'score' is {score!r}; write a number above 0, at most 1.0")
    return float(score)


def _one_of(kinds: type[_T], given: object, key: str, here: str) -> _T:
    known = [kind.value for kind in kinds]
    if isinstance(given, str) and given in known:
        return kinds(given)
    near = get_close_matches(str(given).upper(), known, n=1)
    hint = f"did you mean {near[0]!r}? Known" if near else "write one of"
    raise CueError(f"{here}: key {key!r} is {given!r}; {hint}: {', '.join(known)}")


def _pattern(row: Row, here: str, language: str) -> re.Pattern[str]:
    text = row.get("pattern")
    if not isinstance(text, str):
        raise CueError(f"{here}: key 'pattern' is missing; write a regular expression")
    try:
        return compiled(text, language)
    except _NOT_COMPILED as error:
        told = f"key 'pattern' is no regular expression: {error}"
        raise CueError(f"{here}: {told}; mend it, or write a \\ before a sign itself") from error


def compiled(text: str, language: str) -> re.Pattern[str]:
    """A pattern as all of a language are compiled: English ones take no regard of case."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # what may mean something else in a later Python
        return re.compile(text, re.IGNORECASE if language == "en" else re.NOFLAG)


def _examples(row: Row, key: str, here: str) -> tuple[str, ...]:
    found = texts(row, key, here)
    if not found:
        raise CueError(f"{here}: key {key!r} needs at least one example in a list")
    return found

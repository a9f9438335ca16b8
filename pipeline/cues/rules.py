"""Users' own rules: what a file of them adds to the cues that ship with taisei, or switches off."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from unicodedata import normalize

from pipeline.cues.attach import GAP_KEYS, ROLE_KEYS, Gap, Link
from pipeline.cues.cue import Cue
from pipeline.cues.examples import check_cue, check_gap
from pipeline.cues.load import LANGUAGES, CueSet, language_of, load, toml, twice
from pipeline.cues.rows import (
    Row,
    check_keys,
    compiled,
    cue_from,
    gap_from,
    link_from,
    right,
    rows_in,
    rules_in,
    table_in,
    texts,
)
from pipeline.errors import CueError
from pipeline.read.outcome import printable

_FILE_KEYS = ("language", "off", "cue", "link", "roles", *GAP_KEYS)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules as it was read: plain bytes, so that it can go to other processes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of the file, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Rules:
    """What one file says. ``off`` names rules and gaps that ship and are not to be used."""

    name: str
    language: str
    off: frozenset[str]
    cues: tuple[Cue, ...]
    links: tuple[Link, ...]
    roles: Mapping[str, frozenset[str]]
    gaps: Mapping[str, Gap]

    @property
    def all(self) -> tuple[Cue | Link, ...]:
        """Its cues and its links."""
        return (*self.cues, *self.links)


def open_rules(path: Path) -> RuleFile:
    """Read a file of rules; :func:`pipeline.cues.check_rules` sees whether it is right.

    Raises:
        CueError: there is no such file, or it may not be read.
    """
    name = printable(str(path))
    try:
        return RuleFile(name, path.read_bytes())
    except OSError as error:
        told = "no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise CueError(f"{name}: {told}; give a TOML file of rules") from error


def read_rules(file: RuleFile) -> tuple[Rules, list[str]]:
    """Read and check one file by itself.

    Returns:
        The rules that are right, and a line on each that is wrong.

    Raises:
        CueError: the file as a whole can not be read.
    """
    name = file.name
    data = toml(_text(file), name)
    language = language_of(data, name)
    check_keys(data, _FILE_KEYS, name)
    shipped, faults = load(language), list[str]()
    check_off = partial(_off, shipped=shipped, name=name)
    off = frozenset(right(texts(data, "off", name), check_off, faults))
    opening = {cue.id for cue in shipped.cues if cue.id not in off}
    opening |= {str(row.get("id")) for row in rows_in(data, "cue", name)}
    checks = _Checks(name, language, shipped, off, frozenset(opening))
    cues = rules_in(data, "cue", name, checks.cue, faults)
    links = rules_in(data, "link", name, checks.link, faults)
    faults += twice([*cues, *links], name)
    roles = dict(right(table_in(data, "roles", name).items(), checks.words, faults))
    gaps = dict(right([key for key in GAP_KEYS if key in data], partial(checks.gap, data), faults))
    return Rules(name, language, off, cues, links, roles, gaps), faults


def ids_of(cues: CueSet) -> frozenset[str]:
    """The ids of all cues and links of a set."""
    return frozenset(rule.id for rule in cues.all)


def joined(shipped: Gap, own: Gap, language: str) -> Gap:
    """A gap that is what either of two is."""
    # That neither has groups, so that their numbers can not shift, was checked.
    either = compiled(f"(?:{own.pattern.pattern})|(?:{shipped.pattern.pattern})", language)
    return Gap(either, (*shipped.match, *own.match), own.nomatch)


@dataclass(frozen=True, slots=True)
class _Checks:
    """What the rules of one file are checked against; each check raises a CueError."""

    name: str
    language: str
    shipped: CueSet
    off: frozenset[str]
    opening: frozenset[str]  # ids of cues, which links may name

    def cue(self, row: Row, here: str) -> Cue:
        cue = cue_from(row, here, self.language)
        self._id(cue.id, here)
        check_cue(cue, here)
        return cue

    def link(self, row: Row, here: str) -> Link:
        link = link_from(row, here, self.language)
        self._id(link.id, here)
        check_gap(link, here)
        for id in link.cues:
            if id not in self.opening:
                told = f"key 'cues': there is no cue {id!r}{_near(id, self.opening)}"
                raise CueError(f"{here}: {told}; see taisei rules list")
        return link

    def words(self, item: tuple[str, object]) -> tuple[str, frozenset[str]]:
        key, given = item
        here = f"{self.name}: roles"
        check_keys({key: given}, ROLE_KEYS, here)
        words = texts({key: given}, key, here)
        for word in words:
            if not word.strip() or normalize("NFKC", word) != word:
                told = (
                    f"write it as {normalize('NFKC', word)!r}" if word.strip() else "leave it out"
                )
                raise CueError(f"{here}: key {key!r}: {word!r} is never met in a text; {told}")
        return key, frozenset(words)

    def gap(self, data: Row, key: str) -> tuple[str, Gap]:
        here = f"{self.name}: {key}"
        gap = gap_from(table_in(data, key, self.name), here, self.language)
        check_gap(gap, here)
        if gap.pattern.groups:
            raise CueError(f"{here}: key 'pattern' has a group; write (?:…) in place of (…)")
        try:
            joined(getattr(self.shipped, key), gap, self.language)
        except re.error as error:
            told = f"can not stand beside the pattern that ships: {error}"
            raise CueError(f"{here}: key 'pattern' {told}; write flags as (?x:…)") from error
        return key, gap

    def _id(self, id: str, here: str) -> None:
        other = next(language for language in LANGUAGES if language != self.language)
        if id.startswith(f"{other}."):
            told = f'key \'id\' is for language = "{other}", the file is for "{self.language}"'
            raise CueError(f"{here}: {told}; write it into a file of its own, or give another id")
        if id in ids_of(self.shipped) - self.off:
            told = f'give another id, or, to replace it, write off = ["{id}"] at the top'
            raise CueError(f"{here}: key 'id': a rule of this id ships with taisei; {told}")


def _off(id: str, shipped: CueSet, name: str) -> str:
    known = ids_of(shipped) | set(GAP_KEYS)
    if id not in known:
        told = f"key 'off': no {shipped.language} rule {id!r} ships with taisei{_near(id, known)}"
        raise CueError(f"{name}: {told}; see taisei rules list --language {shipped.language}")
    return id


def _near(id: str, known: Iterable[str]) -> str:
    near = get_close_matches(id, sorted(known), n=1)
    return f", did you mean {near[0]!r}?" if near else ""


def _text(file: RuleFile) -> str:
    try:
        return file.data.decode("utf-8-sig")  # editors may write a byte-order mark
    except UnicodeDecodeError as error:
        told = f"is not UTF-8 (byte {error.start})"
        raise CueError(f"{file.name}: {told}; save it as UTF-8") from error

"""The marks that open blocks and the headings that name sections, from their tables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import normalize

from pipeline.model import BlockKind, Span

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63", "-"))


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line's beginning says; the keys are explained in ``marks.toml``."""

    id: str
    kind: BlockKind
    pattern: re.Pattern[str]
    firm: bool
    alone: bool
    cut: bool
    running: str
    raw: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A section's heading or a label, and the kind of block it stands for."""

    kind: BlockKind
    pattern: re.Pattern[str]


def fold_line(text: str) -> str:
    """Fold a line for comparing with the tables: NFKC, and all hyphens ``-``."""
    return normalize("NFKC", text).translate(_DASHES).strip()


@cache
def marks() -> tuple[Mark, ...]:
    """The marks of ``marks.toml``, in the order they are tried."""
    return tuple(
        Mark(
            id=row["id"],
            kind=BlockKind(row["kind"]),
            pattern=re.compile(row["pattern"], re.IGNORECASE if row["kind"] != "heading" else 0),
            firm=row["firm"],
            alone=row["alone"],
            cut=row.get("cut", False),
            running=row.get("running", ""),
            raw=row.get("raw", False),
        )
        for row in table("marks.toml")["mark"]
    )


@cache
def _named(key: str) -> tuple[Named, ...]:
    return tuple(
        Named(BlockKind(row["kind"]), re.compile(row["pattern"], re.IGNORECASE))
        for row in table("sections.toml")[key]
    )


def table(name: str) -> Mapping[str, Any]:
    """One of the tables beside this module, as it stands."""
    return tomllib.loads(files("pipeline.segment").joinpath(name).read_text(encoding="utf-8"))


def mark_of(line: str) -> tuple[Mark, int] | None:
    """The mark that ``line`` begins with, and how many folded characters it takes."""
    folded = fold_line(line)
    for mark in marks():
        found = mark.pattern.match(line.strip() if mark.raw else folded)
        if found:
            return mark, found.end()
    return None


def section_of(heading: str) -> BlockKind | None:
    """The kind of block under a heading (its mark taken off), None where it names none."""
    return _search("section", heading)


def label_of(label: str) -> BlockKind | None:
    """The kind of block that a label before a colon opens, None where it is not listed."""
    return _search("label", label)


def is_sender(line: str) -> bool:
    """Whether a line at a text's top names who sends it, or a number, and is no headline."""
    return _search("sender", line) is not None


def is_running_head(line: str) -> bool:
    """Whether a line beside a page number, in the middle of a sentence, names where it stands."""
    return is_sender(line) or mark_of(line) is not None or _search("running_head", line) is not None


def is_self_portrait(text: str) -> bool:
    """Whether a passage tells what kind of institution somebody is."""
    return _search("self_portrait", text[:_PORTRAIT]) is not None


def _search(key: str, text: str) -> BlockKind | None:
    folded = fold_line(text).strip(" :【】〔〕<>[]■●")
    return next((named.kind for named in _named(key) if named.pattern.search(folded)), None)


_PORTRAIT = 300  # characters in which an institution says what it is
_PART_LABEL = re.compile(r"\s*(?P<name>[^\s:。、,;.][^:。;.]{0,38}?)\s*:(?!//|:)(?=\s*\S)")
_CAPITALS = re.compile(r"[A-Z][A-Z ,/&-]{3,}$")


def label_span(folded: str, start: int = 0) -> Span | None:
    """Range of a label and its colon that opens a folded block: a listed one, or in capitals."""
    found = _PART_LABEL.match(folded, start)
    if found is None:
        return None
    name = found["name"]
    known = label_of(name) is not None or _CAPITALS.match(name) or section_of(name) is not None
    return Span(found.start("name"), found.end()) if known else None

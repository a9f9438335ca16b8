"""Training documents for the reading of relations: text with its annotation between the lines.

One sentence a line; a blank line ends a paragraph (a title or heading is a paragraph of its
own). A line that begins with ``>>`` says what the sentence above it states::

    MET amplification makes these tumours resistant to osimertinib.
    >> C+ MET[amplification] -> osimertinib
    Capmatinib may restore the response.
    >> O+? capmatinib -> osimertinib | MET

``C`` is CAUSES_RESISTANCE, ``O`` OVERCOMES; ``+`` or ``-`` the polarity; ``?`` hypothesised;
``~`` in front acceptable only. ``;`` parts several subjects or objects (each with each),
square brackets hold states, ``|`` comes before ``via``. Names are written as in the text.
A line ``====`` parts several documents of one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.errors import InputError
from pipeline.model import Certainty, Mention, Polarity, RelationKind, State

_MARK = re.compile(
    r">>\s*(?P<soft>~)?\s*(?P<kind>[CO])(?P<polarity>[+-])(?P<doubt>\?)?\s+"
    r"(?P<subjects>.+?)\s*->\s*(?P<objects>[^|]+?)\s*(?:\|\s*(?P<via>.+?)\s*)?"
)
_STATES = re.compile(r"\s*\[(?P<states>[a-z_, ]+)\]$")
_KINDS: dict[str, RelationKind] = {"C": "CAUSES_RESISTANCE", "O": "OVERCOMES"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement of one sentence; names are surfaces, ``start`` and ``end`` code points."""

    start: int
    end: int
    relation: RelationKind
    subject: str
    object: str
    polarity: Polarity
    certainty: Certainty
    states: tuple[State, ...]
    via: tuple[str, ...]
    required: bool
    line: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A training document: its plain text, and what its sentences state."""

    id: str
    text: str
    marks: tuple[Mark, ...]


def read_marked(path: Path) -> tuple[Marked, ...]:
    """Read the documents of one file; their ids are its stem, numbered from 1 where it has several.

    Raises:
        InputError: a line that begins with ``>>`` and can not be read, with its number.
    """
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    parted = groupby(lines, key=lambda line: line[1].strip() == "====")
    parts = [list(some) for is_border, some in parted if not is_border]
    ids = [f"{path.stem}-{n}" if len(parts) > 1 else path.stem for n in range(1, len(parts) + 1)]
    return tuple(_read(path, id, part) for id, part in zip(ids, parts, strict=True))


def _read(path: Path, id: str, lines: Iterable[tuple[int, str]]) -> Marked:
    marks: list[Mark] = []
    text = ""
    span: tuple[int, int] | None = None
    fresh = True
    for number, raw in lines:
        line = raw.strip()
        if not line:
            fresh = True
        elif line.startswith(">>"):
            if span is None:
                raise InputError(f"{path.name}, line {number}: no sentence stands before it")
            marks.extend(marks_of(path, number, line, *span))
        else:
            gap = ("\n\n" if fresh else _between(text, line)) if text else ""
            span = (len(text) + len(gap), len(text) + len(gap) + len(line))
            text += gap + line
            fresh = False
    return Marked(id, text + "\n", tuple(marks))


def _between(before: str, line: str) -> str:
    """English sentences are parted by a blank, Japanese ones by nothing."""
    return " " if ord(before[-1]) < 0x2E80 and ord(line[0]) < 0x2E80 else ""


def marks_of(path: Path, number: int, line: str, start: int, end: int) -> Iterable[Mark]:
    """The statements of a line that begins with ``>>``, of the sentence in [start, end)."""
    found = _MARK.fullmatch(line)
    if found is None:
        raise InputError(
            f"{path.name}, line {number}: not a statement: {line!r}; write for example "
            "'>> C+ MET[amplification] -> osimertinib'"
        )
    for subject in _split(found["subjects"]):
        states = _STATES.search(subject)
        for therapy in _split(found["objects"]):
            yield Mark(
                start,
                end,
                _KINDS[found["kind"]],
                _STATES.sub("", subject),
                _STATES.sub("", therapy),
                "positive" if found["polarity"] == "+" else "negative",
                "hypothesised" if found["doubt"] else "asserted",
                _states(path, number, states["states"] if states else ""),
                tuple(_STATES.sub("", via) for via in _split(found["via"] or "")),
                not found["soft"],
                number,
            )


def _states(path: Path, number: int, names: str) -> tuple[State, ...]:
    try:
        return tuple(State(name.strip()) for name in names.split(",") if name.strip())
    except ValueError as error:
        known = ", ".join(State)
        raise InputError(f"{path.name}, line {number}: {error}; states are {known}") from None


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(";") if name.strip()]


def mentioned(name: str, mentions: Sequence[Mention], text: str) -> str | None:
    """The id of what a surface names in a document; None where no mention has that surface."""
    wanted = _plain(name)
    ids = [m.id for m in mentions if _plain(text[m.start : m.end]) == wanted]
    return max(ids, key=ids.count) if ids else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

"""The lines of a brat standoff file: their shape, not yet their sense.

Source of the format: https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.gold.faults import Faults
from pipeline.model import Span

_BOUND = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)\t([^\t]*)")
_REFERENCE = re.compile(r"(\S+) (\S+) ([^\s:]+):([^\t]+)\t([^\t]*)")
_EVENT = re.compile(r"([^\s:]+):(T\d+)((?: [^\s:]+:[TE]\d+)*) ?")
_ATTRIBUTE = re.compile(r"(\S+) (\S+) (\S+)")
_NOTE = re.compile(r"\S+ (\S+)(?:\t.*)?")
_ID = re.compile(r"[TNEA#]\d+")
_REPEATED_ROLE = re.compile(r"(\D+)\d+")

# The lines that nearly all are, whole; others go through the readers below.
_PLAIN = re.compile(
    r"(T\d+)\t(\S+) (\d+) (\d+)\t([^\t\r]*)"
    r"|(N\d+)\t(\S+) (\S+) ([^\s:%]+:[^\t%]+)\t([^\t\r]*)"
    r"|(A\d+)\t(\S+) (\S+) (\S+)"
)

_SHAPES = {
    "T": "T1<TAB>Type start end<TAB>text, several ranges as start end;start end",
    "N": "N1<TAB>Reference T1 prefix:id<TAB>name",
    "E": "E1<TAB>KIND:T9 role:T1 role:T2",
    "A": "A1<TAB>name E1 value",
    "#": "#1<TAB>AnnotatorNotes T1<TAB>note",
}


class TextBound(NamedTuple):
    """A ``T`` line: a mention or a trigger."""

    line: int
    id: str
    type: str
    spans: tuple[Span, ...]
    text: str


class Reference(NamedTuple):
    """An ``N`` line: what a mention is grounded to."""

    line: int
    id: str
    type: str
    target: str
    curie: str
    name: str


class EventLine(NamedTuple):
    """An ``E`` line. Roles come without the number that brat adds to a repeated one."""

    line: int
    id: str
    type: str
    trigger: str
    roles: tuple[tuple[str, str], ...]


class Attribute(NamedTuple):
    """An ``A`` line."""

    line: int
    id: str
    name: str
    target: str
    value: str


class Note(NamedTuple):
    """A ``#`` line: a reader's remark; what it says is not kept."""

    line: int
    id: str
    target: str


@dataclass(slots=True)
class Standoff:
    """The lines of one file, by kind, in file order."""

    bounds: list[TextBound] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    events: list[EventLine] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def decode(content: bytes, faults: Faults) -> str:
    """Decode an annotation or text file; what is not plain UTF-8 is a fault."""
    if content.startswith(b"\xef\xbb\xbf"):
        faults.add(1, "byte-order mark", "save as UTF-8 without one, offsets count from the text")
        content = content[3:]
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.add(line, f"not UTF-8 (byte {error.start})", "save as UTF-8")
        return content.decode("utf-8", errors="replace")


def parse(content: str, faults: Faults) -> Standoff:
    """Read the lines of a standoff file; lines of a wrong shape are noted and left out."""
    standoff = Standoff()
    seen: dict[str, int] = {}
    for number, row in enumerate(content.removesuffix("\n").split("\n"), start=1):
        plain = _PLAIN.fullmatch(row)
        if plain and _read_plain(number, plain, standoff, seen):
            continue
        if content and _line_is_sound(number, row, faults):
            _read_line(number, row.removesuffix("\r"), standoff, seen, faults)
    return standoff


def _read_plain(number: int, line: re.Match[str], standoff: Standoff, seen: dict[str, int]) -> bool:
    """Take in a line of the usual shape; False where its id is taken, to be told of."""
    part = line.groups()
    id_ = part[0] or part[5] or part[10]
    if seen.setdefault(id_, number) != number:
        return False
    if part[0]:
        spans = (Span(int(part[2]), int(part[3])),)
        standoff.bounds.append(TextBound(number, id_, part[1], spans, part[4]))
    elif part[5]:
        standoff.references.append(Reference(number, id_, part[6], part[7], part[8], part[9]))
    else:
        standoff.attributes.append(Attribute(number, id_, part[11], part[12], part[13]))
    return True


def _line_is_sound(number: int, row: str, faults: Faults) -> bool:
    if row.endswith("\r"):
        faults.add(number, "line ends in CRLF", "save with LF line ends")
    if not row.strip():
        faults.add(number, "empty line", "delete it")
        return False
    return True


def _read_line(
    number: int, row: str, standoff: Standoff, seen: dict[str, int], faults: Faults
) -> None:
    id_, _, rest = row.partition("\t")
    kind = id_[:1]
    if kind not in _READERS:
        what = f"unknown kind of line {id_[:20]!r}"
        faults.add(
            number, what, "relations are written as events (E), nothing but T N E A # is read"
        )
        return
    if not _ID.fullmatch(id_) or not rest:
        faults.add(number, f"line of no known shape: {row[:40]!r}", f"write {_SHAPES[kind]}")
        return
    if id_ in seen:
        faults.add(number, f"id {id_} is taken by line {seen[id_]}", "give every line its own id")
        return
    seen[id_] = number
    if not _READERS[kind](number, id_, rest, standoff):
        faults.add(number, f"{id_}: {kind} line of wrong shape", f"write {_SHAPES[kind]}")


def _read_bound(line: int, id_: str, rest: str, standoff: Standoff) -> bool:
    match = _BOUND.fullmatch(rest)
    if not match:
        return False
    if ";" in match[2]:
        pairs = (pair.split(" ") for pair in match[2].split(";"))
        spans = tuple(Span(int(start), int(end)) for start, end in pairs)
    else:
        start, _, end = match[2].partition(" ")
        spans = (Span(int(start), int(end)),)
    standoff.bounds.append(TextBound(line, id_, match[1], spans, match[3]))
    return True


def _read_reference(line: int, id_: str, rest: str, standoff: Standoff) -> bool:
    match = _REFERENCE.fullmatch(rest)
    if not match:
        return False
    curie = f"{match[3]}:{unescape(match[4])}"
    standoff.references.append(Reference(line, id_, match[1], match[2], curie, match[5]))
    return True


def _read_event(line: int, id_: str, rest: str, standoff: Standoff) -> bool:
    match = _EVENT.fullmatch(rest)
    if not match:
        return False
    pairs = (pair.split(":", 1) for pair in match[3].split())
    roles = tuple((_REPEATED_ROLE.sub(r"\1", role), target) for role, target in pairs)
    standoff.events.append(EventLine(line, id_, match[1], match[2], roles))
    return True


def _read_attribute(line: int, id_: str, rest: str, standoff: Standoff) -> bool:
    match = _ATTRIBUTE.fullmatch(rest)
    if not match:
        return False
    standoff.attributes.append(Attribute(line, id_, match[1], match[2], match[3]))
    return True


def _read_note(line: int, id_: str, rest: str, standoff: Standoff) -> bool:
    match = _NOTE.fullmatch(rest)
    if not match:
        return False
    standoff.notes.append(Note(line, id_, match[1]))
    return True


_READERS: dict[str, Callable[[int, str, str, Standoff], bool]] = {
    "T": _read_bound,
    "N": _read_reference,
    "E": _read_event,
    "A": _read_attribute,
    "#": _read_note,
}


def escape(local_id: str) -> str:
    """Write a local id so that brat, which ends it at a blank, keeps it whole."""
    return local_id.replace("%", "%25").replace(" ", "%20")


def unescape(local_id: str) -> str:
    """Undo :func:`escape`."""
    return local_id.replace("%20", " ").replace("%25", "%")

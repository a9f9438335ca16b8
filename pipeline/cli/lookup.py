"""What a name can mean, or by what names a thing goes: for the eye, or parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.cli.painting import FAINT, HEAD, STRONG, Painter
from pipeline.cli.wrapping import Line, Piece, wrapped
from pipeline.lexicon import Entry, Labels, Lexicon, unfit
from pipeline.lexicon.store import read_manifest
from pipeline.model import Mention
from pipeline.read.outcome import printable
from pipeline.run import Named, name_documents
from pipeline.tag import Decision, Outcome

_INDENT, _LABEL = " " * 8, 9  # columns
_NAMES = 40  # shown of one thing
_OWN = ("hand-written", "drug", "place")  # first words of what was written for taisei
_FILES = {"inn": "unii_names", "drugbank": "drug_variants", "go": "go."}


@dataclass(frozen=True, slots=True)
class Found:
    """All that is known of one name or CURIE.

    ``here`` is what tagging makes of a text that is this name alone, and ``mention`` what it
    is there; ``misses`` are senses of names that are written otherwise, with how.
    """

    name: str
    entries: tuple[Entry, ...]
    label: Labels | None
    here: tuple[Decision, ...]
    mention: Mention | None
    misses: tuple[tuple[Entry, str], ...]

    @property
    def by_rule(self) -> Mention | None:
        """What a pattern makes of a name that no list has."""
        return None if self.entries or self.label else self.mention

    @property
    def known(self) -> bool:
        """Whether the name means anything."""
        return bool(self.entries or self.label or self.by_rule)


def look_up(name: str, lexicon: Lexicon) -> Found:
    """Gather what the lexicon and the patterns have for a name or CURIE."""
    entries, label = lexicon.lookup(name), lexicon.label(name)
    missed = [
        (entry, miss.why)
        for miss in unfit(lexicon, name)
        if (miss.hit.start, miss.hit.end) == (0, len(name))
        for entry in miss.hit.entries
    ]
    here, mention = _alone(name) if label is None else ((), None)
    return Found(name, entries, label, here, mention, tuple(missed))


def _alone(name: str) -> tuple[tuple[Decision, ...], Mention | None]:
    """What tagging makes of the whole of a text that is the name."""
    if not name.strip():
        return (), None
    (named,) = name_documents(name, explain=True)
    if not isinstance(named, Named):
        return (), None
    whole = (0, len(name))
    mention = next((m for m in named.document.mentions if m.span == whole), None)
    return tuple(d for d in named.decisions if (d.start, d.end) == whole), mention


def rows(found: Found, lexicon: Lexicon) -> Iterator[str]:
    """One line for each sense, its fields parted by tabs."""
    for entry in found.entries:
        label = lexicon.label(entry.id)
        ja = label.ja if label else ""
        score = f"{entry.score:.2f}"
        yield "\t".join((found.name, entry.type, entry.id, entry.name, ja, score, entry.why))
    if found.label is not None:
        label, xrefs = found.label, " ".join(found.label.xrefs)
        yield "\t".join((found.name, label.type, found.name, label.name, label.ja, xrefs))
    if (mention := found.by_rule) is not None:
        for best in mention.candidates:
            score = f"{best.score:.2f}"
            yield "\t".join((found.name, mention.type, best.id, best.name, "", score, best.why))
    if not found.known:
        yield f"{found.name}\tnot in the lexicon"


def card(found: Found, lexicon: Lexicon, painter: Painter) -> Iterator[Line]:
    """The same for the eye: with sources, licences, other ids, and what stands in the way."""
    for line in _card(found, lexicon):
        yield from wrapped(line, painter.width, _INDENT + " " * _LABEL)
    yield ()


def _card(found: Found, lexicon: Lexicon) -> Iterator[Line]:
    yield (Piece(printable(found.name), HEAD),)
    for entry in found.entries:
        yield from _sense(entry, lexicon)
    if found.label is not None:
        yield from _thing(found.name, found.label, lexicon)
    if (mention := found.by_rule) is not None:
        best = mention.candidates[0]
        yield _headed(f"{best.score:.2f}", mention.type, best.id, best.name, "")
        yield _labelled("why", f"no list has it; it fits the pattern {mention.found_by}")
    for decision in found.here:
        if found.entries and decision.outcome in (Outcome.DOUBTED, Outcome.BLOCKED):
            yield (Piece(f"  alone it is no mention: {printable(decision.reason)}"),)
    if not found.known:
        yield (Piece("  not in the lexicon, and no pattern fits it"),)
    for entry, why in found.misses:
        told = Piece(f"{entry.type} {entry.id} {printable(entry.name)}", STRONG)
        yield (Piece("  not   "), told, Piece(f": {printable(why)}"))


def _sense(entry: Entry, lexicon: Lexicon) -> Iterator[Line]:
    label = lexicon.label(entry.id)
    ja = label.ja if label else ""
    yield _headed(f"{entry.score:.2f}", entry.type, entry.id, entry.name, ja)
    yield _labelled("why", f"{entry.why}{_source(entry.why)}")
    yield from _more(entry.id, label, lexicon)


def _thing(curie: str, label: Labels, lexicon: Lexicon) -> Iterator[Line]:
    yield _headed("    ", label.type, curie, label.name, label.ja)
    yield from _more(curie, label, lexicon)
    names: dict[str, list[tuple[str, float]]] = {}
    for name, entry in lexicon.names_of(curie):
        names.setdefault(entry.why, []).append((name, entry.score))
    for why, given in sorted(names.items(), key=lambda item: (-max(s for _, s in item[1]), item)):
        shown = sorted(dict.fromkeys(name for name, _ in given))
        more = f" and {len(shown) - _NAMES} more" if len(shown) > _NAMES else ""
        yield _labelled("named", f"{' · '.join(shown[:_NAMES])}{more}  ({why})")


def _more(curie: str, label: Labels | None, lexicon: Lexicon) -> Iterator[Line]:
    if label is not None and label.xrefs:
        yield _labelled("ids", " ".join(label.xrefs))
    parents = [_called(parent, lexicon) for parent in lexicon.parents(curie)]
    if parents:
        yield _labelled("part of", " · ".join(parents))


def _called(curie: str, lexicon: Lexicon) -> str:
    label = lexicon.label(curie)
    return f"{curie} {label.name}" if label is not None else curie


def _headed(score: str, kind: str, id: str, name: str, ja: str) -> Line:
    called = f"{printable(name)} / {ja}" if ja and ja != name else printable(name)
    return (
        Piece(f"  {score}  "), Piece(kind, kind), Piece(f"  {printable(id)}  "),
        Piece(called, STRONG),
    )  # fmt: skip


def _labelled(label: str, told: str) -> Line:
    return (Piece(f"{_INDENT}{label:<{_LABEL}}", FAINT), Piece(printable(told)))


def _source(why: str) -> str:
    """Publisher and licence of what a sense comes from."""
    first = why.split(" ")[0]
    if first in _OWN:
        return ": written for taisei"
    file = _FILES.get(first, first)
    told = next((t for name, t in _origins() if name.startswith(file)), "")
    return f": {told}" if told else ""


@cache
def _origins() -> Sequence[tuple[str, str]]:
    """Each source file, with its publisher and licence."""
    return [
        (str(row["file"]), f"{str(row['origin']).split(', through')[0]}, {row['licence']}")
        for row in read_manifest().get("sources", ())
    ]

"""Cues and links as lines: by kind for the eye, parted by tabs for a pipe, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.cli.painting import FAINT, HEAD, STRONG, Painter
from pipeline.cli.tagged import counted, one_line
from pipeline.cli.wrapping import Line, Piece, width, wrapped
from pipeline.cues import (
    DRUG_MASK,
    OTHER_MASK,
    Cue,
    CueKind,
    CueSets,
    Link,
    RuleFile,
    Rules,
    check_rules,
)
from pipeline.read.outcome import printable

COLUMNS = ("language", "rule", "opens", "id", "example", "from")
_NAMES = {"ja": "Japanese", "en": "English"}
_SHIPPED = "taisei"


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule in the list; ``source`` is the user's file that it is from, or taisei.

    ``shown`` is the kind, of those that it is for, that was asked for, or comes first.
    """

    language: str
    rule: Cue | Link
    shown: CueKind
    source: str = _SHIPPED

    @property
    def sort(self) -> str:
        """Cue, or link, with the slot that it fills."""
        return "cue" if isinstance(self.rule, Cue) else f"{self.rule.slot} link"

    @property
    def example(self) -> str:
        """The first text that it is found in; of a link with both its ends."""
        if isinstance(self.rule, Cue):
            return one_line(self.rule.match[0])
        mask = DRUG_MASK if self.rule.slot == "therapy" else OTHER_MASK
        ends = [mask, f"[{self.shown}]"]
        # The gap's own blanks are part of the example.
        return printable(self.rule.match[0]).join(
            ends if self.rule.side == "before" else ends[::-1]
        )


def rules_of(
    files: tuple[RuleFile, ...], languages: Sequence[str], kind: CueKind | None
) -> list[Listed]:
    """The cues by kind, then the links by slot, of each language; of one kind alone if given."""
    sources = {rule.id: own.name for own in check_rules(files) for rule in own.all}
    found: list[Listed] = []
    for language in languages:
        for rule in sorted(CueSets(files).of(language).all, key=_place):
            kinds = kinds_of(rule)
            if kind is None or kind in kinds:
                source = sources.get(rule.id, _SHIPPED)
                found.append(Listed(language, rule, kind or kinds[0], source))
    return found


def kinds_of(rule: Cue | Link) -> tuple[CueKind, ...]:
    """What a cue opens, or the kinds whose slot a link fills."""
    return (rule.opens,) if isinstance(rule, Cue) else rule.opens


def _place(rule: Cue | Link) -> tuple[bool, int]:
    if isinstance(rule, Cue):
        return False, list(CueKind).index(rule.opens)
    return True, ("therapy", "cause").index(rule.slot)


def listing(found: Sequence[Listed], painter: Painter) -> Iterator[Line]:
    """The list for the eye."""
    wide = max((width(one.rule.id) for one in found), default=0)
    head: tuple[str, str] | None = None
    for one in found:
        here = (one.language, _headed(one))
        if here != head:
            if head is not None:
                yield ()
            yield from wrapped(_headline(one), painter.width, "  ")
            head = here
        yield from wrapped(_line(one, wide), painter.width, " " * (wide + 4))


def rows(found: Sequence[Listed]) -> Iterator[str]:
    """A rule a line, its fields parted by tabs; names first."""
    yield "\t".join(COLUMNS)
    for one in found:
        kinds = " ".join(kinds_of(one.rule))
        cells = (one.language, one.sort, kinds, one.rule.id, one.example, one.source)
        yield "\t".join(cells)


def json_lines(found: Sequence[Listed]) -> Iterator[str]:
    """A rule a line, as JSON, with all that its file says of it."""
    for one in found:
        rule = one.rule
        told: dict[str, object] = {
            "language": one.language,
            "rule": "cue" if isinstance(rule, Cue) else "link",
            "id": rule.id,
            "opens": list(kinds_of(rule)),
        }
        if isinstance(rule, Link):
            told |= {"slot": rule.slot, "side": rule.side, "score": rule.score}
            told |= {"cues": list(rule.cues)}
        else:
            told |= {"value": rule.value}
        told |= {"pattern": rule.pattern.pattern, "match": rule.match, "nomatch": rule.nomatch}
        yield json.dumps({**told, "from": one.source}, ensure_ascii=False)


def summary(rules: Rules) -> str:
    """What is in a file that is right, in one line."""
    examples = sum(len(r.match) + len(r.nomatch) for r in (*rules.all, *rules.gaps.values()))
    words = sum(map(len, rules.roles.values()))
    parts = [
        counted(len(rules.cues), "cue"),
        counted(len(rules.links), "link"),
        *([counted(words, "role word")] if words else []),
        *([counted(len(rules.gaps), "gap")] if rules.gaps else []),
        *([f"{len(rules.off)} switched off"] if rules.off else []),
    ]
    behave = "behaves" if examples == 1 else "behave"
    told = f"{_NAMES[rules.language]}, {', '.join(parts)}"
    return f"{rules.name}: {told}; {counted(examples, 'example')} {behave}"


def _headed(one: Listed) -> str:
    return one.rule.opens if isinstance(one.rule, Cue) else one.sort


def _headline(one: Listed) -> Line:
    if isinstance(one.rule, Cue):
        kind, about = one.rule.opens.value, one.rule.opens.about
    else:
        kind, about = f"{one.rule.slot} links", f"what may stand between a {one.rule.slot} and"
        about += " the word that opens its frame"
    return (Piece(f"{_NAMES[one.language]} {kind}", HEAD), Piece(f"  {about}", FAINT))


def _line(one: Listed, wide: int) -> Line:
    rule, own = one.rule, one.source != _SHIPPED
    others = [kind for kind in kinds_of(rule) if kind is not one.shown]
    notes = [f"{', '.join(others)} too"] if others else []
    notes += [rule.value] if isinstance(rule, Cue) and rule.value else []
    notes += [f"from {one.source}"] if own else []
    return (
        Piece(f"  {rule.id}{' ' * (wide - width(rule.id))}  ", STRONG if own else ""),
        Piece(one.example),
        Piece(f"  ({'; '.join(notes)})" if notes else "", FAINT),
    )

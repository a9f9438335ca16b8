"""Gathers entities and names from the sources and writes the compact files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.errors import LexiconError
from pipeline.lexicon.keys import key_of
from pipeline.lexicon.matching import RULE_CODES, CaseRule, letters
from pipeline.lexicon.store import BLOCK_ROW
from pipeline.lexicon.variants import variants_of
from pipeline.model import MentionType

BLOCK = "block:"
_SEPARATORS = re.compile(r"[\t\r\n]+")


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of one spelling, as the compiled file has it."""

    id: str
    score: int  # hundredths
    why: str
    rule: CaseRule
    surface: str


@dataclass(slots=True)
class Entity:
    """One thing with its labels."""

    id: str
    type: MentionType
    name: str
    ja: str = ""
    xrefs: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)


class Compiler:
    """Collects what the sources say; the same input gives the same files, in any order."""

    def __init__(self, words: frozenset[str], stops: frozenset[tuple[str, str]]) -> None:
        """``words``: English words, lower case; ``stops``: (type or ``*``, name) never taken."""
        self._words = words
        self._stops = stops
        self.entities: dict[str, Entity] = {}
        self._senses: dict[str, dict[tuple[str, str], Sense]] = {}

    def entity(
        self,
        id: str,
        type: MentionType,
        name: str,
        *,
        ja: str = "",
        xrefs: Iterable[str] = (),
        parents: Iterable[str] = (),
    ) -> Entity:
        """Add a thing, or add to it: the first name stays, cross references unite."""
        known = self.entities.get(id)
        if known is None:
            known = self.entities[id] = Entity(id, type, _clean(name))
        if known.type is not type:
            raise LexiconError(
                f"lexicon: {id} is a {known.type} and a {type}; keep one of the two rows"
            )
        known.ja = known.ja or _clean(ja)
        known.xrefs = sorted({*known.xrefs, *xrefs})
        known.parents = sorted({*known.parents, *parents})
        return known

    def name(
        self,
        surface: str,
        id: str,
        score: float,
        why: str,
        *,
        rule: CaseRule | None = None,
        forced: bool = False,
    ) -> bool:
        """Add one spelling and its variants; False where it is too short or stopped.

        ``forced`` takes it all the same: somebody wrote it down on purpose.
        """
        surface = _clean(surface)
        type = self.entities[id].type
        if not forced and self._refuses(surface, type):
            return False
        for spelling, damped in variants_of(surface, type):
            # NF-κB has three letters to compare, NF-kappaB eight.
            chosen = rule or case_rule(spelling, type, self._words)
            key = key_of(spelling)
            if spelling != surface and self._refuses(spelling, type):
                continue
            sense = Sense(id, round((score - damped) * 100), why, chosen, spelling)
            mark = (id, letters(spelling) if chosen in ("exact", "title") else chosen)
            before = self._senses.setdefault(key, {}).get(mark)
            if before is None or _rank(sense) < _rank(before):
                self._senses[key][mark] = sense
        return True

    def block(self, phrase: str) -> None:
        """Add a phrase that hides the names inside it: the cancer of an institute's name."""
        sense = Sense(BLOCK, 100, "block", "any", phrase)
        self._senses.setdefault(key_of(phrase), {})[(BLOCK, "any")] = sense

    def name_of(self, id: str) -> str:
        """Canonical name of an id; empty where there is no such thing yet."""
        return self.entities[id].name if id in self.entities else ""

    def holds(self, surface: str) -> bool:
        """Whether anything goes by this name, in any case."""
        return key_of(surface) in self._senses

    def senses(self, surface: str, type: MentionType) -> list[Sense]:
        """What of ``type`` goes by this name so far, best first."""
        found = self._senses.get(key_of(surface), {}).values()
        fitting = (s for s in found if s.id != BLOCK and self.entities[s.id].type is type)
        return sorted(fitting, key=_rank)

    def _refuses(self, surface: str, type: MentionType) -> bool:
        lower = surface.lower()
        if {("*", surface), (type.value, surface), (type.value, lower)} & self._stops:
            return True
        if lower in self._words and type is not MentionType.DRUG_CLASS:
            capitals = sum(char.isupper() for char in surface)
            named_by_capitals = type in (
                MentionType.GENE,
                MentionType.CHEMICAL,
                MentionType.DISEASE,
            )
            if capitals < 2 or not named_by_capitals:
                return True
        return too_short(surface)

    def entity_lines(self) -> list[str]:
        """Lines of the entity file, sorted by id."""
        return [
            "\t".join((e.id, e.type.value, e.name, e.ja, "|".join(e.xrefs), "|".join(e.parents)))
            for _, e in sorted(self.entities.items())
        ]

    def name_lines(self) -> list[str]:
        """Lines of the name file: a key and its senses, best first."""
        rows = {id: row for row, id in enumerate(sorted(self.entities))} | {BLOCK: BLOCK_ROW}
        lines = []
        for key, senses in sorted(self._senses.items()):
            fields = [key]
            for sense in sorted(senses.values(), key=lambda s: (*_rank(s), s.rule, s.surface)):
                fields.append(
                    f"{rows[sense.id]},{sense.score},{RULE_CODES[sense.rule]},"
                    f"{sense.why},{sense.surface}"
                )
            lines.append("\t".join(fields))
        return lines


def _rank(sense: Sense) -> tuple[int, str, str]:
    return (-sense.score, sense.id, sense.why)


def _clean(text: str) -> str:
    return _SEPARATORS.sub(" ", text).strip()


_LATIN_ONLY = re.compile(r"[ -~\u00c0-\u03ff]+")


# Names of one character: cancer, iron, copper.
_ONE_CHARACTER = frozenset("癌鉄銅")


def too_short(surface: str) -> bool:
    """Whether a name says too little to stand in a text: one letter and a digit, a number."""
    bare = re.sub(r"[\W_]", "", surface)
    if not bare or bare.isdecimal():
        return True
    if _LATIN_ONLY.fullmatch(surface):
        return len(bare) < 3
    return len(bare) < 2 and bare not in _ONE_CHARACTER


def case_rule(surface: str, type: MentionType, words: frozenset[str]) -> CaseRule:
    """Case rule of a name by its shape: the shorter and the more like a word, the stricter."""
    if not _LATIN_ONLY.fullmatch(surface):
        return "any"
    found = letters(surface)
    if surface.lower() in words or (found.lower() in words and len(found) < 5):
        return "exact"
    digits = any(char.isdecimal() for char in surface)
    if type in (MentionType.GENE, MentionType.CELL_LINE):
        if type is MentionType.GENE and 2 <= len(found) <= (2 if digits else 5):
            return "title"
        if len(found) <= 3 and not digits:
            return "exact"
        return "any" if (digits and len(found) > 2) or len(found) > 6 else "some"
    if found.isupper() and len(found) <= 4:
        return "exact"
    if found.isupper() and len(found) <= 5 and not digits:
        return "some"
    return "any"

"""The compiled lexicon at work: finding names in text, looking names and ids up."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from pipeline.lexicon.automaton import Search, automaton
from pipeline.lexicon.keys import Keyed, keyed
from pipeline.lexicon.matching import case_fits, edges_fit, long_vowel
from pipeline.lexicon.store import BLOCK_ROW, Store, read_store
from pipeline.lexicon.types import Entry, Hit, Labels
from pipeline.model import MentionType

# Rule code, spelling, and what it means; None for a phrase that only hides what it covers.
_Sense = tuple[str, str, Entry | None]

# Families whose drug classes go by another word than their id.
_SYMBOLS = {"fplx:Proteasome": "proteasome"}
# Numbers behind one stem: CDK4/6, NTRK1/2/3.
_SHARED_STEM = re.compile(r"^([A-Za-z]{2,}-?)(\d+(?:/\d+)+)$")
_MICRO_RNA = re.compile(
    r"^(?:hsa-)?(?:miR|miRNA|microRNA|マイクロRNA|ミクロRNA)-?(\d+[a-z]?(?:-\d)?)(?:-[35]p|\*)?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"([A-Z]{2,})(\d+)")


class Lexicon:
    """Names of genes, drugs, classes, diseases, cell lines, processes and molecules.

    ``version`` is the sha256 of the compiled data.
    """

    def __init__(self, store: Store) -> None:
        self.version = store.version
        self._names = store.names
        self._entities = store.entities
        self._numbers: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self._searcher: Search | None = None
        self._parsed: dict[int, tuple[_Sense, ...]] = {}  # names met so far

    def find(self, folded: str) -> list[Hit]:
        """Every name in ``folded`` that passes its case rule and its edges, overlapping too.

        Args:
            folded: text as :func:`pipeline.text.unwrap` gives it.

        Returns:
            Hits by (start, -end); offsets are code points of ``folded``.
        """
        view = keyed(folded)
        hits: dict[tuple[int, int], list[tuple[Entry, ...]]] = {}
        blocks: list[tuple[int, int]] = []
        for start, end, number in self._search(view.key):
            place = view.back(start, end)
            if place is None or not edges_fit(folded, *place):
                continue
            if long_vowel(folded, place[1]):
                place = (place[0], place[1] + 1)
            senses = self._senses(number, folded[place[0] : place[1]])
            if senses is None:
                blocks.append(place)
            elif senses:
                hits.setdefault(place, []).append(senses)
        return [
            Hit(start, end, _best_first(found))
            for (start, end), found in sorted(hits.items(), key=lambda hit: (hit[0][0], -hit[0][1]))
            if not any(left <= start and end <= right for left, right in blocks)
        ]

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """What a whole name can mean, best first; same folding and case rules as ``find``."""
        folded = normalize("NFKC", name).strip()
        view = keyed(folded)
        number = self._number(view)
        return (self._senses(number, folded) or ()) if number is not None else ()

    def label(self, curie: str) -> Labels | None:
        """Names and cross references of an id; None where the lexicon does not hold it."""
        fields = self._fields(curie)
        if fields is None:
            return None
        return Labels(fields[2], fields[3], MentionType(fields[1]), _split(fields[4]))

    def spots(self, folded: str) -> list[tuple[int, int, bool, tuple[_Sense, ...]]]:
        """Where any name's key is in ``folded``: range, whether its edges fit, and its senses."""
        view = keyed(folded)
        found = [(view.back(s, e), number) for s, e, number in self._search(view.key)]
        return [
            (*place, edges_fit(folded, *place), self._parse(self._names[number]))
            for place, number in found
            if place is not None
        ]

    def names_of(self, curie: str) -> tuple[tuple[str, Entry], ...]:
        """Every name that can mean a thing, with the sense; reads the whole lexicon once."""
        if self._fields(curie) is None:
            return ()
        mark = f"\t{self._rows[curie]},"
        return tuple(
            (name, entry)
            for line in self._names
            if mark in line
            for _, name, entry in self._parse(line)
            if entry is not None and entry.id == curie
        )

    def parents(self, curie: str) -> tuple[str, ...]:
        """Ids of the families, classes or diseases that a thing belongs to; sorted."""
        fields = self._fields(curie)
        return () if fields is None else _split(fields[5])

    def gene_symbol(self, surface: str) -> tuple[str, str] | None:
        """Id and symbol of the gene or family that a surface names, for composing ids.

        ``HER2`` gives ``("hgnc:3430", "ERBB2")``; a family gives the symbol that its drug
        classes are named by; ``CDK4/6`` gives the first gene's id and ``CDK4/6``; a mature
        miRNA (``hsa-miR-21-5p``) gives its gene. None where the surface names no gene.
        """
        whole = self._gene(surface) or self._gene(_MICRO_RNA.sub(r"MIR\1", surface))
        stem = _SHARED_STEM.fullmatch(surface)
        parts = [stem[1] + number for number in stem[2].split("/")] if stem else surface.split("/")
        if whole is not None or len(parts) == 1:
            return whole
        known = [gene for part in parts if (gene := self._gene(part)) is not None]
        if len(known) < len(parts):
            return None
        return known[0][0], "/".join(_shorten([symbol for _, symbol in known]))

    def _gene(self, surface: str) -> tuple[str, str] | None:
        for entry in self.lookup(surface):
            if entry.type is MentionType.GENE:
                return entry.id, _SYMBOLS.get(entry.id, entry.name)
        return None

    def _search(self, key: str) -> list[tuple[int, int, int]]:
        if self._searcher is None:
            self._searcher = automaton(self._keys, self.version)
        return self._searcher(key) if key else []

    def _keys(self) -> list[str]:
        return [line[: line.index("\t")] for line in self._names]

    def _number(self, view: Keyed) -> int | None:
        if not self._numbers:
            self._numbers = {key: number for number, key in enumerate(self._keys())}
        return self._numbers.get(view.key)

    def _senses(self, number: int, surface: str) -> tuple[Entry, ...] | None:
        """Senses of a name as ``surface`` writes it; None for a phrase that hides names."""
        senses = self._parsed.get(number)
        if senses is None:
            senses = self._parsed[number] = self._parse(self._names[number])
        found: dict[str, Entry] = {}
        for rule, name, entry in senses:
            if case_fits(rule, name, surface):
                if entry is None:
                    return None
                found.setdefault(entry.id, entry)
        return tuple(found.values())

    def _parse(self, line: str) -> tuple[_Sense, ...]:
        senses: list[_Sense] = []
        for sense in line.split("\t")[1:]:
            row, score, rule, why, name = sense.split(",", 4)
            senses.append((rule, name, self._entry(int(row), int(score), why)))
        return tuple(senses)

    def _entry(self, row: int, score: int, why: str) -> Entry | None:
        if row == BLOCK_ROW:
            return None
        id, type, name = self._entities[row].split("\t", 3)[:3]
        return Entry(MentionType(type), id, name, score / 100, why)

    def _fields(self, curie: str) -> list[str] | None:
        if not self._rows:
            self._rows = {line[: line.index("\t")]: i for i, line in enumerate(self._entities)}
        row = self._rows.get(curie)
        return None if row is None else self._entities[row].split("\t")


def _best_first(found: list[tuple[Entry, ...]]) -> tuple[Entry, ...]:
    entries: dict[str, Entry] = {}
    for entry in sorted((e for senses in found for e in senses), key=lambda e: (-e.score, e.id)):
        entries.setdefault(entry.id, entry)
    return tuple(entries.values())


def _shorten(symbols: list[str]) -> list[str]:
    """CDK4, CDK6 → CDK4, 6: symbols of one stem keep it once."""
    first = _NUMBERED.fullmatch(symbols[0])
    rest = [_NUMBERED.fullmatch(symbol) for symbol in symbols[1:]]
    if first is None or not all(match and match[1] == first[1] for match in rest):
        return symbols
    return [symbols[0], *(match[2] for match in rest if match)]


def _split(field: str) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()


@cache
def load() -> Lexicon:
    """The lexicon that ships with the package.

    Raises:
        LexiconError: its files are missing or damaged.
    """
    return Lexicon(read_store())

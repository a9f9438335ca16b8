"""The compiled lexicon at work: finding names in text, looking names and ids up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from unicodedata import normalize

from pipeline.lexicon.automaton import Search, automaton
from pipeline.lexicon.keys import key_of
from pipeline.lexicon.matching import case_fits, edges_fit, long_vowel
from pipeline.lexicon.scan import scan
from pipeline.lexicon.store import BLOCK_ROW, Store, read_store
from pipeline.lexicon.types import Entry, Hit, Labels
from pipeline.model import MentionType

# Rule code, spelling, and what it means; None for a phrase that only hides what it covers.
_Sense = tuple[str, str, Entry | None]

# A range of a text, its end negative: so ranges sort by (start, -end).
_Place = tuple[int, int]

_APART = "\0"  # between texts: in no name, part of no word
_TOGETHER = 20_000  # characters searched at once, about: what arrays are fastest at
_MET = 100_000  # surfaces whose meaning is kept at most

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
        self._rows: dict[str, int] = {}  # of the ids asked for so far
        self._searcher: Search | None = None
        self._parsed: dict[int, tuple[_Sense, ...]] = {}  # names met so far
        self._meanings: dict[tuple[int, str], tuple[Entry, ...] | None] = {}  # and their surfaces

    def find(self, folded: str) -> list[Hit]:
        """Every name in ``folded`` that passes its case rule and its edges, overlapping too.

        Args:
            folded: text as :func:`pipeline.text.unwrap` gives it.

        Returns:
            Hits by (start, -end); offsets are code points of ``folded``.
        """
        return self.find_all((folded,))[0]

    def find_all(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The hits of each text, as ``find`` gives them; faster for many short texts."""
        return [hits for batch in _batches(texts) for hits in self._find(batch)]

    def _find(self, texts: Sequence[str]) -> list[list[Hit]]:
        names, blocks = self._places(_APART.join(texts))
        blocks.sort(reverse=True)
        found: list[list[Hit]] = [[] for _ in texts]
        text = begin = 0  # the one that the hit is in
        hidden = 0  # up to where the blocks reach that have begun
        for (start, minus_end), entries in sorted(names.items()):
            while blocks and blocks[-1][0] <= start:
                hidden = max(hidden, -blocks.pop()[1])
            while start > begin + len(texts[text]):
                begin += len(texts[text]) + len(_APART)
                text += 1
            if hidden < -minus_end:
                found[text].append(Hit(start - begin, -minus_end - begin, entries))
        return found

    def _places(self, text: str) -> tuple[dict[_Place, tuple[Entry, ...]], list[_Place]]:
        """Where names stand and what they mean, and where phrases that hide names do."""
        view = scan(text)
        edges, meanings = view.edges, self._meanings
        names: dict[_Place, tuple[Entry, ...]] = {}
        blocks: list[_Place] = []
        for number, begin, end in view.back(self._search(view.key)):
            left, right = edges[begin], edges[end]
            if left or right or end - begin == 1:
                if not edges_fit(text, begin, end, left, right):
                    continue
                end += long_vowel(text, end)
            surface = text[begin:end]
            try:
                entries = meanings[number, surface]
            except KeyError:
                entries = self._meaning(number, surface)
            if entries:
                first = names.setdefault((begin, -end), entries)
                if first is not entries:
                    names[begin, -end] = _best_first((first, entries))
            elif entries is None:
                blocks.append((begin, -end))
        return names, blocks

    def _meaning(self, number: int, surface: str) -> tuple[Entry, ...] | None:
        """As ``_senses``, best first; kept, as texts repeat themselves."""
        if len(self._meanings) >= _MET:
            self._meanings.clear()
        senses = self._senses(number, surface)
        meaning = None if senses is None else _best_first((senses,))
        self._meanings[number, surface] = meaning
        return meaning

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """What a whole name can mean, best first; same folding and case rules as ``find``."""
        folded = normalize("NFKC", name).strip()
        number = self._number(key_of(folded))
        return (self._senses(number, folded) or ()) if number is not None else ()

    def label(self, curie: str) -> Labels | None:
        """Names and cross references of an id; None where the lexicon does not hold it."""
        fields = self._fields(curie)
        if fields is None:
            return None
        return Labels(fields[2], fields[3], MentionType(fields[1]), _split(fields[4]))

    def spots(self, folded: str) -> list[tuple[int, int, bool, tuple[_Sense, ...]]]:
        """Where any name's key is in ``folded``: range, whether its edges fit, and its senses."""
        view = scan(folded)
        edges = view.edges
        return [
            (
                start,
                end,
                edges_fit(folded, start, end, edges[start], edges[end]),
                self._parse(self._names[number]),
            )
            for number, start, end in view.back(self._search(view.key))
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

    def _number(self, key: str) -> int | None:
        whole = (number for start, end, number in self._search(key) if end - start == len(key))
        return next(whole, None)

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
        row = self._rows.get(curie)
        if row is None:  # the lines are sorted by id
            row = bisect_left(self._entities, f"{curie}\t")
            if row == len(self._entities) or not self._entities[row].startswith(f"{curie}\t"):
                return None
            self._rows[curie] = row
        return self._entities[row].split("\t")


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in order, some at a time: arrays pay for the many, and not for too many."""
    first = length = 0
    for at, text in enumerate(texts):
        length += len(text)
        if length >= _TOGETHER:
            yield texts[first : at + 1]
            first, length = at + 1, 0
    if first < len(texts):
        yield texts[first:]


def _best_first(found: Iterable[tuple[Entry, ...]]) -> tuple[Entry, ...]:
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

"""A drug's name in katakana back to the Latin name that the lexicon knows it by.

The spellings that each kana may stand for are data (``kana.tsv``). They are tried against the
lexicon, likeliest first; the search stops early because nearly every name is a drug of a list
already, and what is left must not cost time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from heapq import heappop, heappush

from pipeline.lexicon import Lexicon
from pipeline.model import Grounding, MentionType
from pipeline.tag.rules import load_tsv

_TRIES = 1500
_MISS = 1.0  # cost of taking the next less likely spelling of a kana


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    return {
        row[0]: tuple((row[1] if len(row) > 1 else "").split(" ")) for row in load_tsv("kana.tsv")
    }


def _units(kana: str) -> list[tuple[str, ...]]:
    """The spellings of each unit of ``kana``, longest units first; empty if one is unknown."""
    table = _spellings()
    units = []
    at = 0
    while at < len(kana):
        size = 2 if kana[at : at + 2] in table else 1
        if kana[at : at + size] not in table:
            return []
        units.append(table[kana[at : at + size]])
        at += size
    return units


def romanisations(kana: str, limit: int = _TRIES) -> Iterator[tuple[str, float]]:
    """Latin spellings of a katakana word with their costs, cheapest first.

    Best-first search over the product of the spellings; the cost of a spelling is the sum of
    its ranks in the table. Deterministic: equal costs go in order of the choices.
    """
    units = _units(kana)
    if not units:
        return
    heap: list[tuple[float, tuple[int, ...], int]] = [(0.0, (0,) * len(units), 0)]
    for _ in range(limit):
        if not heap:
            return
        cost, choice, first = heappop(heap)
        yield "".join(unit[i] for unit, i in zip(units, choice, strict=True)), cost
        # Only units at or after the one changed last, so that no choice comes twice.
        for at in range(first, len(units)):
            if choice[at] + 1 < len(units[at]):
                following = (*choice[:at], choice[at] + 1, *choice[at + 1 :])
                heappush(heap, (cost + _MISS, following, at))


@lru_cache(maxsize=4096)
def latin_drug(kana: str, lexicon: Lexicon) -> tuple[Grounding, ...]:
    """The drug whose Latin name ``kana`` transliterates, or nothing.

    The score falls with the cost, and is low for brands, which are made like any word, and for
    names that are a gene's too.
    """
    for name, cost in romanisations(kana):
        # ロシグリタゾン: the last e of rosiglitazone is not heard.
        entries = lexicon.lookup(name) or lexicon.lookup(name + "e")
        for entry in entries:
            if entry.type is MentionType.DRUG:
                score = 0.9 - 0.05 * cost
                if "brand" in entry.why or any(e.type is MentionType.GENE for e in entries):
                    score -= 0.3
                score = round(max(0.3, score), 3)
                return (Grounding(entry.id, entry.name, score, f"katakana of {name}"),)
    return ()

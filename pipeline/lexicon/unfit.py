"""What the lexicon has for a text and may not give: wrong edges, wrong case, or hidden."""

from __future__ import annotations

from pipeline.lexicon.lexicon import Lexicon
from pipeline.lexicon.matching import case_fits
from pipeline.lexicon.types import Hit, Miss

_WANTED = {
    "s": "does not count in small letters alone",
    "t": "counts in just these letters, or with the first alone a capital",
    "x": "counts in just these letters alone",
}


def unfit(lexicon: Lexicon, folded: str) -> list[Miss]:
    """The senses that :meth:`Lexicon.find` passes over in ``folded``, one a hit, each with why."""
    spots = lexicon.spots(folded)
    given = {(hit.start, hit.end): {e.id for e in hit.entries} for hit in lexicon.find(folded)}
    phrases = [
        (start, end)
        for start, end, _, senses in spots
        if any(e is None and case_fits(rule, name, folded[start:end]) for rule, name, e in senses)
    ]
    missed: dict[tuple[int, int, str], Miss] = {}
    for start, end, fits, senses in spots:
        known = given.get((start, end), set()) | given.get((start, end + 1), set())
        for rule, name, entry in senses:
            if entry is None or entry.id in known:
                continue
            if not fits:
                why = "a part of a longer word"
            elif not case_fits(rule, name, folded[start:end]):
                why = f"“{name}” ({entry.why}) {_WANTED.get(rule, _WANTED['x'])}"
            else:
                holds = (p for p in phrases if p[0] <= start and end <= p[1])
                phrase = next((folded[slice(*p)] for p in holds), "another phrase")
                why = f"inside “{phrase}”, which the lexicon sets apart"
            missed.setdefault((start, end, entry.id), Miss(Hit(start, end, (entry,)), why))
    return list(missed.values())

"""Made-up sentences of press releases: people, places, firms and trials, which abstracts lack.

The corpora are abstracts, and a model that saw nothing else takes any rare word with a capital for
a chemical. These sentences say what else such words are. Names of genes, chemicals and diseases
are put in from the corpora's own training parts, so that a release is not taken to hold none.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

Span = tuple[int, int, str]

_FILE = Path(__file__).with_name("releases.toml")
_LISTS = {
    "place": "places",
    "first": "first",
    "last": "last",
    "month": "months",
    "journal": "journals",
    "words": "words",
}


@cache
def _data(name: str) -> tuple[str, ...]:
    """A list of releases.toml: an array, or words parted by blanks."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))[name]
    return tuple(found.split() if isinstance(found, str) else found)


def sentences(
    names: Mapping[str, Sequence[str]], number: int, seed: int
) -> list[tuple[str, list[Span]]]:
    """Texts with the spans of the names that were put in.

    Args:
        names: surfaces by kind (Gene, Chemical, Disease), from training parts.
        number: how many sentences.
        seed: what makes them the same every time.
    """
    rng, templates = random.Random(seed), _data("templates")
    return [_filled(templates[n % len(templates)], names, rng) for n in range(number)]


def _filled(
    template: str, names: Mapping[str, Sequence[str]], rng: random.Random
) -> tuple[str, list[Span]]:
    text, spans, rest = "", [], template
    while "{" in rest:
        before, _, rest = rest.partition("{")
        slot, _, rest = rest.partition("}")
        text += before
        kind, _, made = slot.partition(":")
        if made or slot in names:
            surface = _made_up(made, rng) if made else rng.choice(names[slot])
            spans.append((len(text), len(text) + len(surface), kind))
        else:
            surface = _word(slot, rng)
        text += surface
    return text + rest, spans


def _made_up(what: str, rng: random.Random) -> str:
    """A compound's code or a cell line's name, of the shapes that are in use."""
    letters = "".join(rng.choices("ABCDEFGHIKLMNOPRSTUVXYZ", k=rng.randint(2, 4)))
    digits = str(rng.choice((rng.randint(1, 9), rng.randint(10, 999), rng.randint(1000, 999999))))
    if what == "compound":
        shape = rng.choice(
            ("{a}{d}", "{a}-{d}", "{a}{d}", "{a}-{d}", "{c}-{d}", "i{a}{d}", "{b}{d}")
        )
        stem = rng.choice(_data("chemical_stems"))
        return shape.format(
            a=letters, b=letters.capitalize(), d=digits, c=rng.choice(_data("syllables")) + stem
        )
    digits = digits[:3]
    base = rng.choice(("{a}-{d}", "{a}{d}", "{d}", "{b}-{d}")).format(
        a=letters, b=letters.capitalize(), d=digits
    )
    tail = rng.choice(("", "", "/{r}", "-{r}", "{r}")).format(r=rng.choice(_data("resistant")))
    if base.isdigit() and not tail:
        return f"{base}{rng.choice('TABL')}"
    return base + tail


def _word(slot: str, rng: random.Random) -> str:
    pick = rng.choice
    if slot in _LISTS:
        return pick(_data(_LISTS[slot]))
    if slot == "school":
        return pick(_data("schools")).format(place=pick(_data("places")), last=pick(_data("last")))
    if slot == "firm":
        return f"{pick(_data('stems'))}{pick(('', 'ix', 'ia', 'on'))} {pick(_data('firms'))}"
    if slot == "trial":
        return f"{pick(_data('trials'))}{pick(('', '-1', '-2', '-3', ' 01', '-301'))}"
    if slot == "code":
        return f"{pick('ABCDEKLMPRST')}{pick('ABCDEKLMPRST')}-{rng.randint(1000, 99999)}"
    if slot == "city":
        return pick(_data("places")).upper()
    if slot == "initial":
        return pick(_data("first"))[0]
    if slot == "residue":
        return f"{pick(('S', 'T', 'Y', 'Ser', 'Thr', 'Tyr'))}{rng.randint(15, 1999)}"
    if slot == "nct":
        return f"NCT0{rng.randint(1000000, 9999999)}"
    numbers = {"day": (1, 28), "year": (2005, 2040), "n": (1, 9)}
    return str(rng.randint(*numbers[slot]))

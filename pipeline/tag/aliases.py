"""Names that a document gives to things: short forms and synonyms, in both languages.

English long and short forms are told by their letters (:mod:`pipeline.tag.abbreviations`). A
Japanese long form shares no letters with a Latin short form: there the long form is the mention
that ends right before the bracket, or a phrase whose English, word by word, the letters stand
for (:mod:`pipeline.tag.translate`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from pipeline.model import Span
from pipeline.tag.abbreviations import Pair, pairs, sentence_start
from pipeline.tag.alignment import align
from pipeline.tag.bracketed import in_bracket
from pipeline.tag.brackets import Bracket, Part, brackets
from pipeline.tag.candidate import Candidate
from pipeline.tag.definitions import defined
from pipeline.tag.glosses import glosses, synonyms
from pipeline.tag.page import ALIASED, Alias, Page
from pipeline.tag.rules import rule_named
from pipeline.tag.scene import Scene
from pipeline.tag.translate import long_form
from pipeline.text import is_japanese

_FILE = "aliases.toml"
_FEW = 3  # letters that are often a piece of another name
_JOINED_AFTER = re.compile(r"-([A-Z]{2,}|\d+)(?![A-Za-z0-9])")
_JOINED_BEFORE = re.compile(r"(?<![A-Za-z0-9])([A-Z0-9]{2,})-$")


def find_aliases(
    scene: Scene, chosen: Sequence[Candidate], breaks: Sequence[int] = ()
) -> Iterator[Alias]:
    """Read the definitions of a block.

    Args:
        scene: the block.
        chosen: the mentions found in it so far.
        breaks: where its sentences begin in the folded text; nothing goes across one.
    """
    page = Page(
        scene,
        {candidate.end: candidate for candidate in chosen},
        {(candidate.start, candidate.end): candidate for candidate in chosen},
    )
    done: set[Span] = set()
    for pair in pairs(scene.text, breaks):
        done |= {pair.short, pair.long}
        yield from defined(page, pair, scene.text[slice(*pair.long)])
    for bracket in brackets(scene.text):
        if bracket.before > sentence_start(scene.text, bracket.start, breaks):
            whole = [part for part in bracket.parts if _one(breaks, bracket.start, part.start)]
            yield from in_bracket(page, bracket, [p for p in whole if p.span not in done])
    for pair in glosses(scene.text, scene.kind):
        yield from _glossed(page, pair)
    for pair in synonyms(scene.text):
        if _one(breaks, pair.long.start, pair.short.start):
            part = Part(*pair.short, "とも", False)
            yield from in_bracket(page, Bracket(*pair.short, pair.long.end, (part,)), [part])


def _one(breaks: Sequence[int], first: int, second: int) -> bool:
    """Whether no sentence begins between two places."""
    return bisect_right(breaks, first) == bisect_right(breaks, second)


def _glossed(page: Page, pair: Pair) -> Iterator[Alias]:
    """A short form that a glossary or a list explains."""
    surface, long = page.text[slice(*pair.short)], page.text[slice(*pair.long)]
    known, inside = page.exact.get(pair.long), page.exact.get(pair.short)
    if known is not None and known.type in ALIASED:
        if inside is None and rule_named(_FILE, "alias.shape").regex.match(surface):
            yield from page.aliases(*pair.short, known)
    elif not is_japanese(long[-1]):
        if align(surface, long, whole=True) == 0:
            yield from defined(page, pair, long)
    elif (found := long_form(page.text, pair.long.end, surface)) and found.start == pair.long.start:
        yield from defined(page, pair, found.english)


def stands_alone(text: str, start: int, end: int, names: Collection[str]) -> bool:
    """Whether a few letters are a word here, no piece of another: RT in RT-PCR.

    Two names of the document joined by a hyphen (``LEN-DEX``) are both words.
    """
    if end - start > _FEW or not text[start:end].isascii():
        return True
    beside = (
        _JOINED_AFTER.match(text, end),
        _JOINED_BEFORE.search(text[max(0, start - 12) : start]),
    )
    return all(found is None or found[1] in names for found in beside)


def meanings(aliases: Iterable[Alias]) -> dict[str, list[Alias]]:
    """Aliases by surface, each list by place; a later definition holds from there on."""
    by_surface: dict[str, list[Alias]] = {}
    for alias in sorted(aliases, key=lambda alias: alias.at):
        by_surface.setdefault(alias.surface, []).append(alias)
    return by_surface

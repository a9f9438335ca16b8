"""The stage ``propose``: what a statistical reader of English adds to the names that tagging found.

It comes after tagging, whose mentions it takes as hints, and before grounding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.lexicon import Entry, Lexicon
from pipeline.model import Document, Grounding, Mention, MentionType
from pipeline.propose.opinion import Guess, Opinion, Proposer
from pipeline.propose.page import Page, pages
from pipeline.propose.reader import read_names
from pipeline.propose.settings import DEFAULTS, Settings
from pipeline.propose.shape import bare, looks_like_name

FOUND_BY = "reader"
# What the reader's kinds stand for; it cannot tell a drug from a chemical. Variants are left to
# their patterns.
_SENSES = {
    MentionType.GENE: (MentionType.GENE,),
    MentionType.DISEASE: (MentionType.DISEASE,),
    MentionType.CHEMICAL: (MentionType.DRUG, MentionType.CHEMICAL),
    MentionType.CELL_LINE: (MentionType.CELL_LINE,),
}
_KIND = {sense: kind for kind, senses in _SENSES.items() for sense in senses}


def propose(
    doc: Document,
    lexicon: Lexicon,
    settings: Settings = DEFAULTS,
    reader: Proposer = read_names,
) -> Document:
    """Add mentions that the reader is sure of, and widen some of those that are there.

    Args:
        doc: a tagged document; blocks that are not English stay as they are.
        lexicon: the lexicon it was tagged with.
        settings: how sure is sure enough.
        reader: gives opinions of texts; loads the shipped model when first called.

    Returns:
        The document with its mentions sorted and without overlaps.
    """
    views = pages(doc, lexicon)
    if not views:
        return doc
    opinions = reader([page.view.folded for page in views], [page.hints for page in views])
    widened = _widened(doc, views, opinions, settings.longer)
    mentions = [widened.get(number, old) for number, old in enumerate(doc.mentions)]
    mentions += _new(views, opinions, lexicon, settings)
    return replace(doc, mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))))


def _new(
    views: Sequence[Page], opinions: Sequence[Opinion], lexicon: Lexicon, settings: Settings
) -> Iterator[Mention]:
    """Names that tagging did not find; where one is seen, all its places in the document count."""
    places: dict[str, list[Guess]] = defaultdict(list)
    for page, opinion in zip(views, opinions, strict=True):
        for guess in opinion:
            if page.is_free(guess.start, guess.end) and guess.kind in _SENSES:
                places[bare(page.view.folded[guess.start : guess.end])].append(guess)
    meant = {
        surface: meaning
        for surface, seen in places.items()
        if (meaning := _meaning(surface, *_verdict(seen), lexicon, settings)) is not None
    }
    for page in views if meant else ():
        for start, end in _occurrences(page, meant):
            found = meant[page.view.folded[start:end]]
            yield Mention(*page.view.to_raw(start, end), found[0], FOUND_BY, found[1])


def _occurrences(page: Page, surfaces: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a name stands as a whole and no mention is; the longest first.

    ``mgrB-deficient`` has the whole name, ``KPC-3`` and ``MexAB-OprM`` have not.
    """
    longest_first = sorted(surfaces, key=lambda surface: (-len(surface), surface))
    body = "|".join(map(re.escape, longest_first))
    whole = rf"(?<![A-Za-z0-9])(?<![A-Z0-9]-)(?:{body})(?![A-Za-z0-9])(?!-[A-Z0-9])"
    for match in re.finditer(whole, page.view.folded):
        if page.is_free(*match.span()):
            yield match.span()


def _verdict(seen: Sequence[Guess]) -> tuple[MentionType, float]:
    """The kind that the places speak for most, and their mean score for it."""
    sums: dict[MentionType, float] = defaultdict(float)
    for guess in seen:
        sums[guess.kind] += guess.score
    kind = max(sums, key=lambda k: (sums[k], k.value))
    return kind, sums[kind] / len(seen)


def _meaning(
    surface: str, kind: MentionType, score: float, lexicon: Lexicon, settings: Settings
) -> tuple[MentionType, tuple[Grounding, ...]] | None:
    entries = [e for e in lexicon.lookup(surface) if e.type in _SENSES[kind]]
    if entries and kind is MentionType.DISEASE:
        return None  # tagging leaves out a disease for what it means, not for its spelling
    if entries:
        if settings.known is None or score < settings.known:
            return None
        return entries[0].type, tuple(_grounding(entry) for entry in entries)
    least = settings.new.get(kind)
    if least is None or score < least or not looks_like_name(surface, kind):
        return None
    type = _SENSES[kind][0]
    own = Grounding(f"text:{type}/{surface.lower()}", surface, 0.3, "read as a name")
    return type, (own,)


def _grounding(entry: Entry) -> Grounding:
    return Grounding(entry.id, entry.name, entry.score, entry.why)


def _widened(
    doc: Document, views: Sequence[Page], opinions: Sequence[Opinion], least: float | None
) -> dict[int, Mention]:
    """Mentions by number whose name reaches further left: same end, same kind, no other between."""
    found: dict[int, Mention] = {}
    if least is None:
        return found
    for page, opinion in zip(views, opinions, strict=True):
        by_end = {mark.end: mark for mark in page.marks}
        for guess in opinion:
            mark = by_end.get(guess.end)
            if mark is None or guess.start >= mark.start or guess.score < least:
                continue
            old = doc.mentions[mark.number]
            if _KIND.get(old.type) is guess.kind and page.is_free(guess.start, mark.start):
                start, _ = page.view.to_raw(guess.start, mark.end)
                found[mark.number] = replace(old, start=start)
    return found

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
from dataclasses import dataclass

from pipeline.model import MentionType, Span
from pipeline.tag.abbreviations import Pair, pairs, sentence_start
from pipeline.tag.alignment import align
from pipeline.tag.brackets import Bracket, Part, brackets
from pipeline.tag.candidate import Candidate
from pipeline.tag.glosses import glosses, synonyms
from pipeline.tag.naming import (
    can_spell,
    has_more_figures,
    heads,
    in_both_numbers,
    is_acronym,
    is_weak,
    refutes,
)
from pipeline.tag.rules import rule_named
from pipeline.tag.scene import Scene
from pipeline.tag.translate import long_form
from pipeline.text import is_japanese

_FILE = "aliases.toml"
_ALIASED = frozenset(MentionType) - {MentionType.DOI, MentionType.VARIANT}
_LEAST = 2  # letters of a short form that is used on its own
_BACK = 40  # code points before a bracket that hold a name with its dosage form
_FEW = 3  # letters that are often a piece of another name
_JOINED_AFTER = re.compile(r"-([A-Z]{2,}|\d+)(?![A-Za-z0-9])")
_JOINED_BEFORE = re.compile(r"(?<![A-Za-z0-9])([A-Z0-9]{2,})-$")
_LATIN_BEFORE = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Za-z0-9-]{1,11}$")
_NAME_BEFORE = re.compile(r"(?:[ァ-ヴー]{3,20}|(?<![A-Za-z0-9-])[A-Z][A-Za-z0-9-]{1,15})$")


@dataclass(frozen=True, slots=True)
class Alias:
    """A short form, where it comes in, and the mention that it stands for.

    ``meaning`` is None where the long form is no mention: then the short form is none either
    (``progression-free survival (PFS)``).
    """

    surface: str  # folded
    at: int  # raw offset of the document from which it holds
    meaning: Candidate | None


@dataclass(frozen=True)
class _Page:
    """A block with the mentions chosen in it, by place."""

    scene: Scene
    ending: dict[int, Candidate]
    exact: dict[tuple[int, int], Candidate]

    @property
    def text(self) -> str:
        return self.scene.text

    def aliases(self, start: int, end: int, meaning: Candidate | None) -> Iterator[Alias]:
        """The name at [start, end) with its plural or singular."""
        at = self.scene.view.starts[start]
        for name in in_both_numbers(self.text[start:end]):
            yield Alias(name, at, meaning)


def find_aliases(
    scene: Scene, chosen: Sequence[Candidate], breaks: Sequence[int] = ()
) -> Iterator[Alias]:
    """Read the definitions of a block.

    Args:
        scene: the block.
        chosen: the mentions found in it so far.
        breaks: where its sentences begin in the folded text; nothing goes across one.
    """
    page = _Page(
        scene,
        {candidate.end: candidate for candidate in chosen},
        {(candidate.start, candidate.end): candidate for candidate in chosen},
    )
    done: set[Span] = set()
    for pair in pairs(scene.text, breaks):
        done |= {pair.short, pair.long}
        yield from _defined(page, pair, scene.text[slice(*pair.long)])
    for bracket in brackets(scene.text):
        if bracket.before > sentence_start(scene.text, bracket.start, breaks):
            whole = [part for part in bracket.parts if _one(breaks, bracket.start, part.start)]
            yield from _in_bracket(page, bracket, [p for p in whole if p.span not in done])
    for pair in glosses(scene.text, scene.kind):
        yield from _glossed(page, pair)
    for pair in synonyms(scene.text):
        if _one(breaks, pair.long.start, pair.short.start):
            part = Part(*pair.short, "とも", False)
            yield from _in_bracket(page, Bracket(*pair.short, pair.long.end, (part,)), [part])


def _one(breaks: Sequence[int], first: int, second: int) -> bool:
    """Whether no sentence begins between two places."""
    return bisect_right(breaks, first) == bisect_right(breaks, second)


def _in_bracket(page: _Page, bracket: Bracket, parts: Sequence[Part]) -> Iterator[Alias]:
    """What the parts of a bracket are to the words before the bracket.

    Behind a part that is no name of the same thing, bare ones are none either: the bracket tells
    stages, doses, examples.
    """
    alike = True
    for part in parts:
        known = _mention_before(page, bracket, part)
        inside = page.exact.get(part.span)
        if known is None or known.type not in _ALIASED:
            yield from _behind_no_mention(page, bracket, part, parts)
        elif not known.found_by.startswith("class.reverse") and (alike or part.said):
            # inhibitors of X (Y): Y is short for X, not for the class
            found = tuple(_behind_mention(page, bracket, part, known))
            yield from found
            alike = bool(found) or (
                inside is not None and inside.groundings[:1] == known.groundings[:1]
            )


def _behind_mention(page: _Page, bracket: Bracket, part: Part, known: Candidate) -> Iterator[Alias]:
    inside = page.exact.get(part.span)
    if _names(page, known, inside, part):
        yield from page.aliases(*part.span, known)
    elif inside is not None and _better_known(known, inside, part):
        yield from page.aliases(known.start, known.end, inside)
    elif inside is None and not part.said:
        yield from _translated(page, bracket, part)


def _behind_no_mention(
    page: _Page, bracket: Bracket, part: Part, parts: Sequence[Part]
) -> Iterator[Alias]:
    yield from _translated(page, bracket, part)
    inside = page.exact.get(part.span)
    if inside is not None:
        yield from _name_first(page, bracket, part, inside)
        yield from _beside(page, part, inside, parts)


def _mention_before(page: _Page, bracket: Bracket, part: Part) -> Candidate | None:
    """The mention that ends where the bracket's words do, a dosage form between at most."""
    known = page.ending.get(bracket.before)
    if known is None and (part.said or part.registered):
        known = page.ending.get(_before_form(page.text, bracket.before))
    return known


def _before_form(text: str, end: int) -> int:
    """Where a name ends that a salt, a dosage form or a strength follows up to ``end``."""
    floor = max(0, end - _BACK)
    found = rule_named(_FILE, "alias.form").regex.search(text[floor:end])
    return floor + found.start() if found else end


def _names(page: _Page, known: Candidate, inside: Candidate | None, part: Part) -> bool:
    """Whether what stands in brackets is a short form or synonym of the mention before them."""
    surface = page.text[part.start : part.end]
    if inside is None:
        return _may_name(page, known, surface, part)
    if inside.type is MentionType.VARIANT or inside.groundings[:1] == known.groundings[:1]:
        return False
    if {g.id for g in inside.groundings} & {g.id for g in known.groundings}:
        return len(surface) < known.length
    if rule_named(_FILE, "alias.from_here").regex.match(part.said):
        return True
    long_text = page.text[known.start : known.end]
    if is_japanese(long_text[-1]):
        long_text = known.groundings[0].name if is_weak(inside) else ""
    if len(surface) >= len(long_text) or has_more_figures(surface, long_text):
        return False
    begin = align(surface, long_text)
    # Inhibitor of Bruton tyrosine kinase (BTK): the short form is of the words behind.
    weak = is_weak(inside) or not can_spell(inside.type, long_text)
    return begin == 0 or (begin is not None and weak)


def _may_name(page: _Page, known: Candidate, surface: str, part: Part) -> bool:
    """Whether an unknown name in brackets can be one of the mention before them."""
    if part.said:
        return bool(rule_named(_FILE, "alias.said").regex.match(surface))
    if part.registered:
        return known.type is MentionType.DRUG
    if not rule_named(_FILE, "alias.shape").regex.match(surface):
        return False
    long_text = page.text[known.start : known.end]
    if not is_japanese(long_text[-1]):
        # T-DXd and CDDP keep only the first letter of the drug's name in its place.
        abbreviates = known.type is MentionType.DRUG and surface[0].lower() == long_text[0].lower()
        return abbreviates or align(surface, long_text) is not None
    if is_acronym(surface):
        english = align(surface, known.groundings[0].name) is not None
        return english or long_form(page.text, known.end, surface) is not None
    if known.type in (MentionType.DRUG_CLASS, MentionType.DISEASE):
        # A class before a code or a brand introduces one of its drugs, no short form.
        return bool(rule_named(_FILE, "alias.capitals").regex.match(surface))
    return any(char.isupper() for char in surface)


def _better_known(known: Candidate, inside: Candidate, part: Part) -> bool:
    """Whether the bracket tells which listed drug a drug without an id is."""
    new = all(grounding.id.startswith("text:") for grounding in known.groundings)
    listed = not all(grounding.id.startswith("text:") for grounding in inside.groundings)
    declared = bool(part.said) or part.registered
    return new and listed and declared and known.type is inside.type is MentionType.DRUG


def _translated(page: _Page, bracket: Bracket, part: Part) -> Iterator[Alias]:
    """``全生存期間(OS)`` and ``OS(全生存期間)``: long forms by their English."""
    text, surface = page.text, page.text[part.start : part.end]
    found = long_form(text, bracket.before, surface) if surface[0].isascii() else None
    if found and any(map(is_japanese, text[found.start : bracket.before])):
        pair = Pair(Span(*part.span), Span(found.start, bracket.before))
        yield from _defined(page, pair, found.english)
    short = _LATIN_BEFORE.search(text[max(0, bracket.before - _BACK) : bracket.before])
    if short and is_japanese(surface[-1]):
        found = long_form(text, part.end, short[0])
        if found and found.start == part.start:
            span = Span(bracket.before - len(short[0]), bracket.before)
            yield from _defined(page, Pair(span, Span(*part.span)), found.english)


def _glossed(page: _Page, pair: Pair) -> Iterator[Alias]:
    """A short form that a glossary or a list explains."""
    surface, long = page.text[slice(*pair.short)], page.text[slice(*pair.long)]
    known, inside = page.exact.get(pair.long), page.exact.get(pair.short)
    if known is not None and known.type in _ALIASED:
        if inside is None and rule_named(_FILE, "alias.shape").regex.match(surface):
            yield from page.aliases(*pair.short, known)
    elif not is_japanese(long[-1]):
        if align(surface, long, whole=True) == 0:
            yield from _defined(page, pair, long)
    elif (found := long_form(page.text, pair.long.end, surface)) and found.start == pair.long.start:
        yield from _defined(page, pair, found.english)


def _defined(page: _Page, pair: Pair, words: str) -> Iterator[Alias]:
    """A short form with its long form, whose words, in English, are ``words``."""
    short, long = pair.short, pair.long
    known, inside = page.ending.get(long.end), page.exact.get(short)
    surface = page.text[slice(*short)]
    if known is not None and known.found_by.startswith("class.reverse"):
        return
    if len(surface) < _LEAST or (inside is None and _joined(page, short)):
        return
    member = inside is not None and has_more_figures(surface, words)
    before = page.text[long.start : known.start] if known is not None else ""
    if known is not None and known.type in _ALIASED and heads(known, before, inside, words):
        part = Part(*short, "", False)
        if not member and (inside is None or before or _names(page, known, inside, part)):
            yield from page.aliases(*short, known)
    elif known is None or before:
        if refutes(words, surface, inside):
            yield from page.aliases(*short, None)
        elif inside is not None and not (member and page.text[short.end] not in ")]"):
            yield from _long_name(page, long, words, inside)


def _joined(page: _Page, short: Span) -> bool:
    """``p62/SQSTM1``: two names of their own."""
    return "/" in page.text[slice(*short)] and any(
        short.start <= start and end <= short.end for start, end in page.exact
    )


def _long_name(page: _Page, long: Span, words: str, inside: Candidate) -> Iterator[Alias]:
    """A long form that the lexicon lacks is a name of what its short form means."""
    surface = page.text[slice(*long)]
    tail = rule_named(_FILE, "alias.act").regex.search(surface)
    if tail:
        surface = surface[: tail.start()]
    fits = inside.type in _ALIASED and can_spell(inside.type, words)
    if fits and "(" not in surface and len(surface) > inside.length:
        yield Alias(surface, page.scene.view.starts[long.start], inside)


def _name_first(page: _Page, bracket: Bracket, part: Part, inside: Candidate) -> Iterator[Alias]:
    """``AG(アンフィレグリン)``: an unknown name, its meaning in brackets."""
    text, end = page.text, bracket.before
    registered = "®" in text[max(0, end - _BACK) : bracket.start]
    told = bool(part.said) or (registered and inside.type is MentionType.DRUG)
    if told:
        end = _before_form(text, end)
    found = (_NAME_BEFORE if told else _LATIN_BEFORE).search(text[max(0, end - _BACK) : end])
    if not found or inside.type not in _ALIASED or page.scene.lexicon.lookup(found[0]):
        return
    long_text = text[inside.start : inside.end]
    told = told or align(found[0], long_text) is not None
    if told or (is_japanese(long_text[-1]) and not is_acronym(found[0])):
        yield from page.aliases(end - len(found[0]), end, inside)


def _beside(page: _Page, part: Part, inside: Candidate, parts: Sequence[Part]) -> Iterator[Alias]:
    """``(一般名:X、開発コード:Y)``: names that one bracket declares are of one drug."""
    if not part.said or inside.type is not MentionType.DRUG:
        return
    for other in parts:
        new = other.said not in ("", part.said) and page.exact.get(other.span) is None
        if new and _may_name(page, inside, page.text[slice(*other.span)], other):
            yield from page.aliases(*other.span, inside)


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

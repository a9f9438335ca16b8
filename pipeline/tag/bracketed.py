"""Names in brackets that are told by the mention before the bracket, or by their English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import MentionType, Span
from pipeline.tag.abbreviations import Pair
from pipeline.tag.alignment import align
from pipeline.tag.brackets import Bracket, Part
from pipeline.tag.candidate import Candidate
from pipeline.tag.classes import names_its_target
from pipeline.tag.definitions import can_be_named, defined, is_code_of, is_unlisted, may_name
from pipeline.tag.naming import is_acronym
from pipeline.tag.page import ALIASED, Alias, Page
from pipeline.tag.rules import rule_named
from pipeline.tag.translate import long_form
from pipeline.text import is_japanese

_FILE = "aliases.toml"
_BACK = 40  # code points before a bracket that hold a name with its dosage form
_SIGNED = 3  # characters of a short form with a sign
# Without a word that says so, two capitals or a figure: Group(シスプラチン) names nothing.
_LATIN_BEFORE = re.compile(
    r"(?<![A-Za-z0-9-])(?=[A-Za-z-]*[A-Z0-9][a-z-]*[A-Z0-9])[A-Z][A-Za-z0-9-]{1,11}$"
)
_NAME_BEFORE = re.compile(r"(?:[ァ-ヴー]{3,20}|(?<![A-Za-z0-9-])[A-Z][A-Za-z0-9-]{1,15})$")


def in_bracket(page: Page, bracket: Bracket, parts: Sequence[Part]) -> Iterator[Alias]:
    """What the parts of a bracket are to the words before the bracket.

    Behind a part that is no name of the same thing, bare ones are none either: the bracket tells
    stages, doses, examples.
    """
    alike = True
    for given in parts:
        place, part = _without_sign(page, bracket, given)
        known = _mention_before(page, place, part)
        inside = page.exact.get(part.span)
        if known is None or known.type not in ALIASED:
            yield from _behind_no_mention(page, place, part, parts)
        elif not names_its_target(known) and (alike or part.said):
            # inhibitors of X (Y), X (Y) inhibitors: Y is short for X, not for the class
            first = part.start == bracket.parts[0].start
            sure = first or part.said or inside is not None or _spelled(page, known, part)
            found = tuple(_behind_mention(page, place, part, known)) if sure else ()
            yield from found
            alike = bool(found) or (
                inside is not None and inside.groundings[:1] == known.groundings[:1]
            )


def _without_sign(page: Page, bracket: Bracket, part: Part) -> tuple[Bracket, Part]:
    """``エストロゲン受容体陽性(ER+)`` tells what ER is."""
    floor = max(0, bracket.before - _BACK)
    sign = rule_named(_FILE, "alias.sign").regex.search(page.text[floor : bracket.before])
    if sign is None or page.text[part.end - 1] not in "+-" or part.end - part.start < _SIGNED:
        return bracket, part
    before = floor + sign.start()
    return replace(bracket, before=before), replace(part, end=part.end - 1)


def _spelled(page: Page, known: Candidate, part: Part) -> bool:
    """Whether the letters of a further name are those of the mention's English."""
    surface = page.text[part.start : part.end]
    english = (page.text[known.start : known.end], known.groundings[0].name)
    return any(align(surface, name) is not None for name in english)


def _behind_mention(page: Page, bracket: Bracket, part: Part, known: Candidate) -> Iterator[Alias]:
    inside = page.exact.get(part.span)
    if can_be_named(page, known, inside, part):
        yield from page.aliases(*part.span, known)
    elif inside is not None and _better_known(known, inside, part):
        yield from page.aliases(known.start, known.end, inside)
    elif inside is None and not part.said:
        yield from _translated(page, bracket, part)


def _behind_no_mention(
    page: Page, bracket: Bracket, part: Part, parts: Sequence[Part]
) -> Iterator[Alias]:
    yield from _translated(page, bracket, part)
    inside = page.exact.get(part.span)
    if inside is not None:
        yield from _name_first(page, bracket, part, inside)
        yield from _beside(page, part, inside, parts)


def _mention_before(page: Page, bracket: Bracket, part: Part) -> Candidate | None:
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


def _better_known(known: Candidate, inside: Candidate, part: Part) -> bool:
    """Whether the bracket tells which listed drug a drug without an id is."""
    if not is_unlisted(known) or is_unlisted(inside):
        return False
    declared = bool(part.said) or part.registered or is_code_of(inside, known)
    return declared and known.type is inside.type is MentionType.DRUG


def _translated(page: Page, bracket: Bracket, part: Part) -> Iterator[Alias]:
    """``全生存期間(OS)`` and ``OS(全生存期間)``: long forms by their English."""
    text, surface = page.text, page.text[part.start : part.end]
    found = long_form(text, bracket.before, surface) if surface[0].isascii() else None
    if found and any(map(is_japanese, text[found.start : bracket.before])):
        pair = Pair(Span(*part.span), Span(found.start, bracket.before))
        yield from defined(page, pair, found.english)
    short = _LATIN_BEFORE.search(text[max(0, bracket.before - _BACK) : bracket.before])
    if short and is_japanese(surface[-1]):
        found = long_form(text, part.end, short[0])
        if found and found.start == part.start:
            span = Span(bracket.before - len(short[0]), bracket.before)
            yield from defined(page, Pair(span, Span(*part.span)), found.english)


def _name_first(page: Page, bracket: Bracket, part: Part, inside: Candidate) -> Iterator[Alias]:
    """``AG(アンフィレグリン)``: an unknown name, its meaning in brackets."""
    text, end = page.text, bracket.before
    registered = "®" in text[max(0, end - _BACK) : bracket.start]
    told = bool(part.said) or (registered and inside.type is MentionType.DRUG)
    if told:
        end = _before_form(text, end)
    found = (_NAME_BEFORE if told else _LATIN_BEFORE).search(text[max(0, end - _BACK) : end])
    if not found or inside.type not in ALIASED or page.scene.lexicon.lookup(found[0]):
        return
    long_text = text[inside.start : inside.end]
    told = told or align(found[0], long_text) is not None
    if told or (is_japanese(long_text[-1]) and not is_acronym(found[0])):
        yield from page.aliases(end - len(found[0]), end, inside)


def _beside(page: Page, part: Part, inside: Candidate, parts: Sequence[Part]) -> Iterator[Alias]:
    """``(一般名:X、開発コード:Y)``: names that one bracket declares are of one drug."""
    if not part.said or inside.type is not MentionType.DRUG:
        return
    for other in parts:
        new = other.said not in ("", part.said) and page.exact.get(other.span) is None
        if new and may_name(page, inside, page.text[slice(*other.span)], other):
            yield from page.aliases(*other.span, inside)

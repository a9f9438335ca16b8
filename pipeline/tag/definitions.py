"""What a short form and its long form make of each other, and whether a name can be another's."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import MentionType, Span
from pipeline.tag.abbreviations import Pair
from pipeline.tag.alignment import align
from pipeline.tag.brackets import Part
from pipeline.tag.candidate import Candidate
from pipeline.tag.classes import names_its_target
from pipeline.tag.naming import (
    can_spell,
    has_more_figures,
    heads,
    is_acronym,
    is_weak,
    refutes,
)
from pipeline.tag.page import ALIASED, Alias, Page
from pipeline.tag.rules import rule_named
from pipeline.tag.translate import long_form
from pipeline.text import is_japanese

_FILE = "aliases.toml"
_LEAST = 2  # letters of a short form that is used on its own


def defined(page: Page, pair: Pair, words: str) -> Iterator[Alias]:
    """A short form with its long form, whose words, in English, are ``words``."""
    short, long = _without_sign(page.text, pair)
    known, inside = page.ending.get(long.end), page.exact.get(short)
    surface = page.text[slice(*short)]
    if known is not None and names_its_target(known):
        return
    if len(surface) < _LEAST or (inside is None and _joined(page, short)):
        return
    member = inside is not None and has_more_figures(surface, words)
    before = page.text[long.start : known.start] if known is not None else ""
    if known is not None and known.type in ALIASED and heads(known, before, inside, words):
        part = Part(*short, "", False)
        if not member and (inside is None or before or can_be_named(page, known, inside, part)):
            yield from page.aliases(*short, known)
    elif known is None or before:
        if refutes(words, surface, inside):
            yield from page.aliases(*short, None)
        elif inside is not None and not (member and page.text[short.end] not in ")]"):
            yield from _long_name(page, long, words, inside)


def _without_sign(text: str, pair: Pair) -> tuple[Span, Span]:
    """``estrogen receptor-positive (ER+)`` tells what ER is."""
    short, long = pair.short, pair.long
    sign = rule_named(_FILE, "alias.sign").regex.search(text[slice(*long)])
    if sign is None or text[short.end - 1] not in "+-" or short.end - short.start < _LEAST + 1:
        return short, long
    return Span(short.start, short.end - 1), Span(long.start, long.start + sign.start())


def _joined(page: Page, short: Span) -> bool:
    """``p62/SQSTM1``: two names of their own."""
    return "/" in page.text[slice(*short)] and any(
        short.start <= start and end <= short.end for start, end in page.exact
    )


def _long_name(page: Page, long: Span, words: str, inside: Candidate) -> Iterator[Alias]:
    """A long form that the lexicon lacks is a name of what its short form means."""
    surface = page.text[slice(*long)]
    tail = rule_named(_FILE, "alias.act").regex.search(surface)
    if tail:
        surface = surface[: tail.start()]
    fits = inside.type in ALIASED and can_spell(inside.type, words)
    if fits and "(" not in surface and len(surface) > inside.length:
        yield Alias(surface, page.scene.view.starts[long.start], inside)


def can_be_named(page: Page, known: Candidate, inside: Candidate | None, part: Part) -> bool:
    """Whether what stands in brackets is a short form or synonym of the mention before them."""
    surface = page.text[part.start : part.end]
    if inside is None:
        return may_name(page, known, surface, part)
    if inside.type is MentionType.VARIANT or inside.groundings[:1] == known.groundings[:1]:
        return False
    if is_code_of(known, inside):
        return True
    if {g.id for g in inside.groundings} & {g.id for g in known.groundings}:
        return len(surface) < known.length
    if rule_named(_FILE, "alias.from_here").regex.match(part.said):
        return True
    long_text = page.text[known.start : known.end]
    if is_japanese(long_text[-1]):
        long_text = known.groundings[0].name if is_weak(inside) else ""
    if is_weak(inside) and _abbreviates(surface, known, long_text):
        return True
    if len(surface) >= len(long_text) or has_more_figures(surface, long_text):
        return False
    begin = align(surface, long_text)
    # Inhibitor of Bruton tyrosine kinase (BTK): the short form is of the words behind.
    weak = is_weak(inside) or not can_spell(inside.type, long_text)
    return begin == 0 or (begin is not None and weak)


def is_code_of(known: Candidate, inside: Candidate) -> bool:
    """Whether a maker's code that no list holds stands in brackets behind a drug's name."""
    code = inside.found_by.startswith("drug.code") and is_unlisted(inside)
    return code and known.type is inside.type is MentionType.DRUG


def is_unlisted(candidate: Candidate) -> bool:
    """Whether no lexicon gives an id."""
    return all(grounding.id.startswith("text:") for grounding in candidate.groundings)


def may_name(page: Page, known: Candidate, surface: str, part: Part) -> bool:
    """Whether an unknown name in brackets can be one of the mention before them."""
    if part.said:
        return bool(rule_named(_FILE, "alias.said").regex.match(surface))
    if part.registered:
        return known.type is MentionType.DRUG
    if not rule_named(_FILE, "alias.shape").regex.match(surface):
        return False
    long_text = page.text[known.start : known.end]
    if not is_japanese(long_text[-1]):
        return _abbreviates(surface, known, long_text) or align(surface, long_text) is not None
    if is_acronym(surface):
        english = align(surface, known.groundings[0].name) is not None
        return english or long_form(page.text, known.end, surface) is not None
    if known.type in (MentionType.DRUG_CLASS, MentionType.DISEASE):
        # A class before a code or a brand introduces one of its drugs, no short form.
        return bool(rule_named(_FILE, "alias.capitals").regex.match(surface))
    return any(char.isupper() for char in surface)


def _abbreviates(surface: str, known: Candidate, name: str) -> bool:
    """T-DXd, CDDP, DAC: short forms of drugs that keep only the first letter in its place."""
    if known.type is not MentionType.DRUG or is_acronym(surface) or not surface.isascii():
        return False
    capitals = sum(char.isupper() for char in surface)
    return capitals > 1 and len(surface) < len(name) and surface[0].lower() == name[0].lower()

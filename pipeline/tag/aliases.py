"""Names that a document gives to things: short forms and synonyms in brackets, in both languages.

English long and short forms are told by their letters (:mod:`pipeline.tag.abbreviations`). A
Japanese long form shares no letters with a Latin short form: there the long form is the mention
that ends right before the bracket, or a phrase whose English, word by word, the letters stand
for (:mod:`pipeline.tag.translate`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.model import MentionType, Span
from pipeline.tag.abbreviations import align, pairs, sentence_start
from pipeline.tag.brackets import Bracket, Part, brackets
from pipeline.tag.candidate import Candidate
from pipeline.tag.rules import load_tsv, rule_named
from pipeline.tag.scene import Scene
from pipeline.tag.translate import long_form
from pipeline.text import is_japanese

_FILE = "aliases.toml"
_ALIASED = frozenset(MentionType) - {MentionType.DOI, MentionType.VARIANT}
_MEDICINES = (MentionType.DRUG, MentionType.DRUG_CLASS, MentionType.CHEMICAL)
_SHORT = 6  # letters of what a long form can show to be no name
_LEAST = 2  # letters of a short form that is used on its own
_WEAK = 0.9  # score below which a name's own sense gives way to the document's
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
        surface = self.text[start:end]
        at = self.scene.view.starts[start]
        for name in _numbers(surface):
            yield Alias(name, at, meaning)


def find_aliases(
    scene: Scene, chosen: Sequence[Candidate], breaks: Sequence[int] = ()
) -> Iterator[Alias]:
    """Read the brackets of a block.

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
    done: set[tuple[int, int]] = set()
    for pair in pairs(scene.text, breaks):
        done |= {tuple(pair.short), tuple(pair.long)}
        yield from _defined(page, pair.short, pair.long, scene.text[slice(*pair.long)])
    for bracket in brackets(scene.text):
        floor = sentence_start(scene.text, bracket.start, breaks)
        if bracket.before <= floor:
            continue
        for part in bracket.parts:
            whole = bisect_right(breaks, part.start) == bisect_right(breaks, bracket.start)
            if whole and (part.start, part.end) not in done:
                yield from _in_bracket(page, bracket, part)


def _in_bracket(page: _Page, bracket: Bracket, part: Part) -> Iterator[Alias]:
    """What a part of a bracket is to the words before the bracket."""
    known = _mention_before(page, bracket, part)
    inside = page.exact.get((part.start, part.end))
    if known is not None and known.found_by.startswith("class.reverse"):
        return  # inhibitors of X (Y): Y is short for X, not for the class
    if known is not None and known.type in _ALIASED:
        if _names(page, known, inside, part):
            yield from page.aliases(part.start, part.end, known)
        elif inside is not None and _better_known(known, inside, part):
            yield from page.aliases(known.start, known.end, inside)
        return
    yield from _translated(page, bracket, part)
    if inside is not None:
        yield from _name_first(page, bracket, part, inside)


def _mention_before(page: _Page, bracket: Bracket, part: Part) -> Candidate | None:
    """The mention that ends where the bracket's words do, a dosage form between at most."""
    known = page.ending.get(bracket.before)
    if known is None and (part.said or part.registered):
        form = rule_named(_FILE, "alias.form").regex
        found = form.search(page.text[max(0, bracket.before - 30) : bracket.before])
        known = page.ending.get(bracket.before - len(found[0])) if found else None
    return known


def _names(page: _Page, known: Candidate, inside: Candidate | None, part: Part) -> bool:
    """Whether what stands in brackets is a short form or synonym of the mention before them."""
    surface = page.text[part.start : part.end]
    if inside is None:
        return _may_name(page, known, surface, part)
    if inside.type is MentionType.VARIANT or inside.groundings[:1] == known.groundings[:1]:
        return False
    if {g.id for g in inside.groundings} & {g.id for g in known.groundings}:
        return len(surface) < known.length
    long_text = page.text[known.start : known.end]
    if len(surface) >= known.length or is_japanese(long_text[-1]):
        return False
    if _has_more_figures(surface, long_text):
        return False
    return align(surface, long_text) is not None


def _may_name(page: _Page, known: Candidate, surface: str, part: Part) -> bool:
    """Whether an unknown name in brackets can be one of the mention before them."""
    if part.said:
        return bool(rule_named(_FILE, "alias.said.ja").regex.match(surface))
    if part.registered:
        return known.type is MentionType.DRUG
    if not rule_named(_FILE, "alias.shape").regex.match(surface):
        return False
    long_text = page.text[known.start : known.end]
    if not is_japanese(long_text[-1]):
        # T-DXd and CDDP keep only the first letter of the drug's name in its place.
        abbreviates = known.type is MentionType.DRUG and surface[0].lower() == long_text[0].lower()
        return abbreviates or align(surface, long_text) is not None
    if _is_acronym(surface):
        return long_form(page.text, known.end, surface) is not None
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
    if is_japanese(text[bracket.before - 1]):
        if surface[0].isascii() and (found := long_form(text, bracket.before, surface)):
            span = Span(found.start, bracket.before)
            yield from _defined(page, Span(part.start, part.end), span, found.english)
        return
    short = _LATIN_BEFORE.search(text[max(0, bracket.before - 14) : bracket.before])
    if short and is_japanese(surface[-1]):
        found = long_form(text, part.end, short[0])
        if found and found.start == part.start:
            span = Span(bracket.before - len(short[0]), bracket.before)
            yield from _defined(page, span, Span(part.start, part.end), found.english)


def _defined(page: _Page, short: Span, long: Span, words: str) -> Iterator[Alias]:
    """A short form with its long form, whose words, in English, are ``words``."""
    known, inside = page.ending.get(long.end), page.exact.get((short.start, short.end))
    surface = page.text[slice(*short)]
    if known is not None and known.found_by.startswith("class.reverse"):
        return
    if len(surface) < _LEAST or (inside is None and _joined(page, short)):
        return
    member = inside is not None and _has_more_figures(surface, words)
    if known is not None and known.type in _ALIASED and _heads(page, known, long, inside, words):
        longer = known.start > long.start
        fits = inside is None or longer or _names(page, known, inside, Part(*short, "", False))
        if fits and not member:
            yield from page.aliases(*short, known)
    elif known is None or known.start > long.start:
        if _no_name(surface, inside, words):
            yield from page.aliases(*short, None)
        elif inside is not None and not (member and page.text[short.end] not in ")]"):
            yield from _long_name(page, long, words, inside)


def _joined(page: _Page, short: Span) -> bool:
    """``p62/SQSTM1``: two names of their own."""
    return "/" in page.text[slice(*short)] and any(
        short.start <= start and end <= short.end for start, end in page.exact
    )


def _has_more_figures(surface: str, words: str) -> bool:
    """``fatty acid binding proteins (FABP1)``: one of those that the words name."""
    return not set(re.findall(r"\d+", surface)) <= set(re.findall(r"\d+", words))


def _long_name(page: _Page, long: Span, words: str, inside: Candidate) -> Iterator[Alias]:
    """A long form that the lexicon lacks is a name of what its short form means."""
    surface = page.text[slice(*long)]
    tail = rule_named(_FILE, "alias.act").regex.search(surface)
    if tail:
        surface = surface[: tail.start()]
    fits = inside.type in _ALIASED and _same_kind(inside.type, words)
    if fits and "(" not in surface and len(surface) > inside.length:
        yield Alias(surface, page.scene.view.starts[long.start], inside)


def _heads(page: _Page, known: Candidate, long: Span, inside: Candidate | None, words: str) -> bool:
    """Whether the mention at the end of the long form is what the long form is one of.

    ``advanced gastric cancer (AGC)`` is a gastric cancer; ``inhibitor of apoptosis (IAP)`` is no
    apoptosis, and ``Kirsten rat sarcoma (KRAS)`` no sarcoma, as the words can name the gene too.
    """
    if known.start <= long.start:
        return True
    before = page.text[long.start : known.start]
    if known.type is MentionType.PROCESS or rule_named(_FILE, "alias.preposition").regex.search(
        before
    ):
        return False
    if inside is None or known.type is MentionType.DRUG:
        return True
    weak = max(g.score for g in inside.groundings) < _WEAK or not _same_kind(inside.type, words)
    return known.type is MentionType.DISEASE and weak and before.endswith(" ")


def _no_name(surface: str, inside: Candidate | None, words: str) -> bool:
    """Whether a long form that is no mention shows that the short form is none here.

    ``progression-free survival (PFS)`` does; ``NIMA-related kinase 2 (NEK2)`` is a name of the
    gene that the lexicon does not hold.
    """
    if len(surface) > _SHORT or any(char.isdigit() for char in surface) or " " not in words:
        return False
    if inside is None:
        return not any(_same_kind(kind, words) for kind in _KIND_RULES)
    if inside.type not in _KIND_RULES:
        return False
    return not _same_kind(inside.type, words)


_KIND_RULES = {
    MentionType.GENE: ("alias.molecule",),
    MentionType.CELL_LINE: ("alias.molecule", "alias.cells"),
    MentionType.DISEASE: ("alias.disease",),
    MentionType.DRUG: ("alias.molecule", "alias.drug"),
    MentionType.CHEMICAL: ("alias.molecule", "alias.drug"),
    MentionType.DRUG_CLASS: ("alias.molecule", "alias.drug"),
}


def _same_kind(kind: MentionType, words: str) -> bool:
    """Whether the words can spell out a name of ``kind``."""
    return any(rule_named(_FILE, rule).regex.search(words) for rule in _KIND_RULES.get(kind, ()))


def _name_first(page: _Page, bracket: Bracket, part: Part, inside: Candidate) -> Iterator[Alias]:
    """``AG(アンフィレグリン)``: an unknown name, its meaning in brackets."""
    text, before = page.text, bracket.before
    pattern = _NAME_BEFORE if part.said or part.registered else _LATIN_BEFORE
    marked = text[before : before + 1] == "®" and inside.type is MentionType.DRUG
    found = (_NAME_BEFORE if marked else pattern).search(text[max(0, before - 21) : before])
    if not found or inside.type not in _ALIASED or page.scene.lexicon.lookup(found[0]):
        return
    long_text = text[inside.start : inside.end]
    told = bool(part.said) or marked or align(found[0], long_text) is not None
    if told or (is_japanese(long_text[-1]) and not _is_acronym(found[0])):
        yield from page.aliases(before - len(found[0]), before, inside)


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(row[0] for row in load_tsv("acronyms.tsv"))


def _is_acronym(surface: str) -> bool:
    """Whether the letters mostly stand for a method, a measure, a body."""
    return surface in _acronyms()


def _numbers(surface: str) -> tuple[str, ...]:
    """A short form in singular and plural: TKI, TKIs."""
    if re.fullmatch(r"[A-Za-z0-9/+.-]*[A-Z0-9]s", surface):
        return surface, surface[:-1]
    if re.fullmatch(r"[A-Za-z0-9/+.-]*[A-Z]", surface) and len(surface) > 1:
        return surface, f"{surface}s"
    return (surface,)


def meanings(aliases: Iterable[Alias]) -> dict[str, list[Alias]]:
    """Aliases by surface, each list by place; a later definition holds from there on."""
    by_surface: dict[str, list[Alias]] = {}
    for alias in sorted(aliases, key=lambda alias: alias.at):
        by_surface.setdefault(alias.surface, []).append(alias)
    return by_surface

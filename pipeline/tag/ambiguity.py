"""Which readings of a short or word-like name the document bears out.

A name is judged over the whole document: one place that says what it is (``AR遺伝子``,
``the REST protein``) speaks for all its places; a name that nowhere gets the support that it
needs is doubted, and the doubt says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import LEXICON, Candidate, Cover
from pipeline.tag.context import evidence, names_by_subject, speaks_of_cells
from pipeline.tag.rules import load_tsv, rule_named
from pipeline.tag.scene import Scene
from pipeline.tag.variants import residues
from pipeline.text import is_japanese

Judged = Sequence[tuple[Scene, list[Candidate]]]
Support = Mapping[tuple[str, MentionType], float]
"""For each doubtful surface and type, the strongest evidence anywhere in the document."""

_NONE, _SOME, _STRONG = 0.0, 1.0, 2.0
_SHORT, _SHORTEST = 4, 2
_TITLED = 3
_FUNCTION = frozenset(
    ("THE", "OF", "AND", "IN", "FOR", "WITH", "TO", "BY", "IS", "ON", "AT", "FROM", "ARE", "WAS")
)
_PREFIX = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,3}-$")
_LETTER_AND_FIGURES = re.compile(r"[A-Za-z]-?\d{1,3}")
_CODE_TAIL = re.compile(r"-\d{3,}|\.\d")  # LOX-18228, PRC1.1
_MIXED = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Z]|[A-Z]{2}[a-z]")  # HeLa, VCaP
_CODE_OF_A_LINE = re.compile(
    r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])(?![A-Z][a-z]{2})[A-Z0-9]"
)  # HT-29, A549
# KPC is a mouse too, IMP imipenem, E6 a page: such genes of microbes count in documents on them.
_MICROBIAL = re.compile(r"[A-Z]{3}|[A-Z]\d")
_WEAK_SOURCES = ("alias", "previous", "synonym", "brand", "code", "entry name", "abbreviation")


class Flaw(StrEnum):
    """What is doubted about a name."""

    WORD = "word"
    PART = "part"
    GENERIC = "generic"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A candidate that the document does not bear out, and why."""

    candidate: Candidate
    flaw: Flaw


class Weight(NamedTuple):
    """How much support one reading of a name needs, and how much the document gives it."""

    type: MentionType
    score: float  # of its best sense
    generic: bool
    needed: float
    found: float

    @property
    def enough(self) -> bool:
        """Whether the reading stands."""
        return not self.generic and self.found >= self.needed

    @property
    def likely(self) -> float:
        """What readings that stand are ordered by."""
        return self.score + 0.2 * self.found


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(row[0] for row in load_tsv("acronyms.tsv"))


@cache
def _generic() -> frozenset[tuple[str, str]]:
    return frozenset((row[0], row[1]) for row in load_tsv("generic.tsv"))


@cache
def _words() -> frozenset[str]:
    return frozenset(row[0] for row in load_tsv("words.tsv"))


def judge(judged: Judged, support: Support) -> list[list[Candidate | Doubt]]:
    """For each candidate of each block: itself, of its likeliest type, or the doubt of it."""
    return [
        [_settle(scene, candidate, support) for candidate in candidates]
        for scene, candidates in judged
    ]


def support_in(judged: Judged) -> Support:
    """What the document says anywhere for its doubtful names."""
    found: dict[tuple[str, MentionType], float] = {}
    of_cells = any(speaks_of_cells(scene.text) or _names_lines(some) for scene, some in judged)
    subject = {one for scene, _ in judged for one in names_by_subject(scene.text)}
    for scene, candidates in judged:
        wholes = Cover(_composed(candidates))
        for candidate in candidates:
            if candidate.rank != LEXICON or not _doubtful(scene, candidate):
                continue
            surface = _surface(scene, candidate)
            kinds = scene.types_at(candidate.start, candidate.end)
            for kind in kinds:
                weight = evidence(scene.text, candidate.start, candidate.end, kind)
                weight = max(weight, _as_part(candidate, wholes, kind))
                if (surface, kind) in subject:
                    weight = max(weight, _STRONG)
                if of_cells and kind is MentionType.CELL_LINE and _is_plain_line(surface, kinds):
                    weight = max(weight, _SOME)
                key = (surface, kind)
                found[key] = max(found.get(key, _NONE), weight)
    return found


def _names_lines(candidates: Iterable[Candidate]) -> bool:
    """Whether some candidate is a line whatever stands beside it."""
    return any(
        c.type is MentionType.CELL_LINE
        and c.length > _SHORT + 1
        and "depmap" in c.groundings[0].why
        for c in candidates
    )


def _is_plain_line(surface: str, kinds: Mapping[MentionType, tuple[Grounding, ...]]) -> bool:
    """HT-29, U2OS: where a document tells of cells, hardly anything but DepMap's line."""
    line = kinds[MentionType.CELL_LINE][0]
    letters = sum(char.isalnum() for char in surface)
    shaped = letters >= _SHORT and _CODE_OF_A_LINE.match(surface)
    others = [found[0].score for kind, found in kinds.items() if kind is not MentionType.CELL_LINE]
    return bool(shaped and "depmap" in line.why and max(others, default=0.0) < line.score)


def _composed(candidates: list[Candidate]) -> Iterator[tuple[int, int]]:
    for candidate in candidates:
        if candidate.found_by.startswith(("class.", "disease.subtype", "fusion.")):
            # Less one at either end: what is to be held is shorter than the whole.
            yield candidate.start, candidate.end - 1
            yield candidate.start + 1, candidate.end


def _as_part(candidate: Candidate, wholes: Cover, kind: MentionType) -> float:
    """A target that a class, a subtype or a fusion is made of is a gene there."""
    if kind is not MentionType.GENE:
        return _NONE
    return _STRONG if wholes.holds(candidate.start, candidate.end) else _NONE


def _settle(scene: Scene, candidate: Candidate, support: Support) -> Candidate | Doubt:
    if candidate.rank != LEXICON:
        return candidate
    surface = _surface(scene, candidate)
    if _is_word_here(scene, candidate, surface):
        return Doubt(candidate, Flaw.WORD)
    if _is_part(scene, candidate, surface):
        return Doubt(candidate, Flaw.PART)
    kinds = scene.types_at(candidate.start, candidate.end)
    weights = weigh(scene, candidate, support)
    kept = [weight for weight in weights if weight.enough]
    if not kept:
        generic = all(weight.generic for weight in weights)
        return Doubt(candidate, Flaw.GENERIC if generic else Flaw.UNSUPPORTED)
    best = max(kept, key=lambda weight: (weight.likely, weight.type.value)).type
    first = kinds[best]
    rest = tuple(g for kind in kinds if kind is not best for g in kinds[kind])
    return replace(candidate, type=best, groundings=(*first, *rest))


def weigh(scene: Scene, candidate: Candidate, support: Support) -> list[Weight]:
    """Each reading of a lexicon's candidate, in the order of the lexicon."""
    surface = _surface(scene, candidate)
    return [
        Weight(
            kind,
            groundings[0].score,
            (surface.lower(), kind.value) in _generic(),
            _needed(surface, groundings),
            support.get((surface, kind), _NONE),
        )
        for kind, groundings in scene.types_at(candidate.start, candidate.end).items()
    ]


def _is_word_here(scene: Scene, candidate: Candidate, surface: str) -> bool:
    """``THE REST OF`` and ``Type``: an English word in a place that does not set it apart."""
    if surface.upper() not in _words():
        return False
    if surface.isupper() and not _shouted(scene.text, candidate.start, candidate.end):
        return False
    beside = evidence(scene.text, candidate.start, candidate.end, candidate.type)
    return beside < _STRONG


def _is_part(scene: Scene, candidate: Candidate, surface: str) -> bool:
    """A piece of another thing's name: VE-⟦cadherin⟧, ⟦LOX⟧-18228, ⟦superoxide⟧ dismutase."""
    before, after = scene.text[: candidate.start], scene.text[candidate.end : candidate.end + 40]
    if surface.islower() and surface[0].isascii() and _PREFIX.search(before[-5:]):
        return True
    if candidate.type is MentionType.DRUG_CLASS and before.lower().endswith("non-"):
        return True
    if candidate.type is MentionType.GENE and (_CODE_TAIL.match(after) or surface in residues()):
        return True
    if candidate.type not in (MentionType.CHEMICAL, MentionType.DRUG):
        return False
    return bool(rule_named("parts.toml", "part.enzyme").regex.match(after))


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the line is written in capitals, function words too."""
    before = re.findall(r"[A-Za-z]+", text[max(0, start - 40) : start])[-3:]
    after = re.findall(r"[A-Za-z]+", text[end : end + 40])[:3]
    words = [*before, *after]
    return all(word.isupper() for word in words) and not _FUNCTION.isdisjoint(words)


def _surface(scene: Scene, candidate: Candidate) -> str:
    return scene.text[candidate.start : candidate.end]


def _doubtful(scene: Scene, candidate: Candidate) -> bool:
    surface = _surface(scene, candidate)
    kinds = scene.types_at(candidate.start, candidate.end)
    return len(kinds) > 1 or any(_needed(surface, found) > _NONE for found in kinds.values())


def _needed(surface: str, groundings: tuple[Grounding, ...]) -> float:
    """How much support a name needs before it counts as a mention."""
    if any(is_japanese(char) for char in surface):
        return _NONE
    name_id = groundings[0].id
    if name_id.startswith("text:Gene/") and _MICROBIAL.fullmatch(surface):
        return _STRONG
    made_up = name_id.startswith(("hgnc:", "fplx:", "cvcl:", "unii:"))
    letters = sum(char.isalnum() for char in surface)
    by_hand = "hand-written" in groundings[0].why or name_id.startswith("fplx:")
    if made_up and surface in _acronyms():
        return _STRONG
    if made_up and letters <= _SHORTEST:
        return _SOME if by_hand else _STRONG  # AR, ER
    weak = any(word in groundings[0].why for word in _WEAK_SOURCES)
    titled = letters <= _TITLED and surface.istitle() and (weak or surface.isalpha())
    if made_up and titled and not by_hand:
        return _SOME  # Btk, but Mr and Dr no more than Jun and Lee
    if name_id.startswith("cvcl:"):
        return _of_a_line(surface, letters, groundings[0].why)
    if made_up and weak and letters <= _SHORT and groundings[0].score < 0.9:
        clear = "-" in surface and letters == _SHORT and "drug abbreviation" in groundings[0].why
        return _NONE if clear else _of_a_short_alias(surface)  # Ara-C
    return _NONE


def _of_a_line(surface: str, letters: int, why: str) -> float:
    """Three characters are mostly something else, as are an animal's: DC101 makes an antibody."""
    if "animal" in why or (letters < _SHORT and "depmap" not in why):
        return _STRONG
    if letters > _SHORT or ("depmap" in why and _MIXED.match(surface)):
        return _NONE
    return _STRONG if " " in surface else _SOME


def _of_a_short_alias(surface: str) -> float:
    """G12 is mostly a codon and P50 a percentile; CD31 and MLL3 can hardly be anything else."""
    if _LETTER_AND_FIGURES.fullmatch(surface):
        return _STRONG
    figures = any(char.isdigit() for char in surface)
    return _NONE if figures and sum(char.isalpha() for char in surface) > 1 else _SOME

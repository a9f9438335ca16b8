"""What the words of a long form can be the name of."""

from __future__ import annotations

import re
from functools import cache

from pipeline.model import MentionType
from pipeline.tag.alignment import words_listed
from pipeline.tag.candidate import Candidate
from pipeline.tag.rules import load_tsv, rule_named

_FILE = "aliases.toml"
_SHORT = 6  # letters of what a long form can show to be no name
_WEAK = 0.9  # score below which a name's own sense gives way to the document's

# The rules whose words show that a name of the kind is spelled out.
_SPELLED = {
    MentionType.GENE: ("alias.molecule",),
    MentionType.CELL_LINE: ("alias.molecule", "alias.cells"),
    MentionType.DISEASE: ("alias.disease",),
    MentionType.DRUG: ("alias.molecule", "alias.drug"),
    MentionType.CHEMICAL: ("alias.molecule", "alias.drug"),
    MentionType.DRUG_CLASS: ("alias.molecule", "alias.drug"),
}


def can_spell(kind: MentionType, words: str) -> bool:
    """Whether English words can spell out a name of ``kind``."""
    return any(rule_named(_FILE, rule).regex.search(words) for rule in _SPELLED.get(kind, ()))


def refutes(words: str, surface: str, inside: Candidate | None) -> bool:
    """Whether a long form that is no mention shows that its short form is none here.

    ``progression-free survival (PFS)`` does; ``NIMA-related kinase 2 (NEK2)`` is a name of the
    gene that the lexicon does not hold.

    Args:
        words: of the long form, in English.
        surface: the short form.
        inside: what the short form was taken for, if for anything.
    """
    if len(surface) > _SHORT or any(char.isdigit() for char in surface) or " " not in words:
        return False
    if inside is None:
        return not any(can_spell(kind, words) for kind in _SPELLED)
    return inside.type in _SPELLED and not can_spell(inside.type, words)


def heads(known: Candidate, before: str, inside: Candidate | None, words: str) -> bool:
    """Whether a mention that ends a long form is what the long form is a kind of.

    ``advanced gastric cancer (AGC)`` is a gastric cancer; ``inhibitor of apoptosis (IAP)`` is no
    apoptosis, and ``Kirsten rat sarcoma (KRAS)`` no sarcoma, as the words can name the gene too.

    Args:
        known: the mention.
        before: the part of the long form before it.
        inside: what the short form was taken for, if for anything.
        words: of the whole long form, in English.
    """
    if not before:
        return True
    parted = rule_named(_FILE, "alias.preposition").regex.search(before)
    # S-1 plus oxaliplatin (SOX) is no oxaliplatin.
    parted = parted or rule_named(_FILE, "alias.combined").regex.search(before)
    if parted or known.type is MentionType.PROCESS:
        return False
    if inside is None or known.type is MentionType.DRUG:
        return True
    weak = is_weak(inside) or not can_spell(inside.type, words)
    return known.type is MentionType.DISEASE and weak and before.endswith(" ")


def is_weak(candidate: Candidate) -> bool:
    """Whether no list knows the name well enough to stand against what the document says."""
    return all(grounding.score < _WEAK for grounding in candidate.groundings)


def has_more_figures(surface: str, words: str) -> bool:
    """``fatty acid binding proteins (FABP1)``: one of those that the words name."""
    return not set(re.findall(r"\d+", surface)) <= set(re.findall(r"\d+", words))


def is_acronym(surface: str) -> bool:
    """Whether the letters mostly stand for a method, a measure, a body, a way of giving."""
    return surface in _acronyms() or surface in words_listed("no_name")


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(row[0] for row in load_tsv("acronyms.tsv"))


def in_both_numbers(surface: str) -> tuple[str, ...]:
    """A short form in singular and plural: TKI, TKIs."""
    if re.fullmatch(r"[A-Za-z0-9/+.-]*[A-Z0-9]s", surface):
        return surface, surface[:-1]
    if re.fullmatch(r"[A-Za-z0-9/+.-]*[A-Z]", surface) and len(surface) > 1:
        return surface, f"{surface}s"
    return (surface,)

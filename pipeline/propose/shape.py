"""What a name that no list holds must look like."""

from __future__ import annotations

import re

from pipeline.model import MentionType

_ONE_LETTER = 1
_SHORTEST = 3
_LONGEST_ACRONYM = 6
# Trials, places in datelines and headings: COMPASS-2, OSLO, MEDIA CONTACT; registry numbers.
_SHOUT = re.compile(r"[A-Z]{5,}(?:[- ]\w+)?|NCT\d+")
# Residues and doses: S473, IC50.
_MEASURE = re.compile(r"[A-Z]\d{2,4}|(?:IC|EC|ED|GI|LC|LD|TC|TD)\d\ds?")
# Kinds of molecule and drug by their initials, which are no name of one; assays; BCR-ABL's mass.
_GENERIC = re.compile(
    r"(?:RTK|GPCR|TF|TKI|ICI|ADC|CAR|TCR|MHC|Ig[AGM]?|miRNA|lncRNA|siRNA)s?"
    r"|[A-Za-z]+-?[Ss]eq|FDG|IHC ?\d\+?|CEP ?\d+|p(?:185|190|210|230)"
)
_MIXED = re.compile(r"[a-z][A-Z]|[A-Z]{2}|-[A-Z]| [A-Z]$")
_PREFIXED = re.compile(r"[A-Z]-[a-z]")
_HEAD = re.compile(r"[ -](?:genes?|proteins?|mRNAs?|transcripts?|alleles?|locus|loci)$")


def bare(surface: str) -> str:
    """A name without the word for what it is: ``XdrB gene`` is XdrB."""
    return _HEAD.sub("", surface)


def looks_like_name(surface: str, kind: MentionType) -> bool:
    """Whether the reader may propose ``surface`` as a ``kind``: no plain word, no shouted one."""
    letters = sum(char.isalpha() for char in surface)
    if letters < _ONE_LETTER or sum(char.isalnum() for char in surface) < _SHORTEST:
        return False
    if any(shape.fullmatch(surface) for shape in (_SHOUT, _MEASURE, _GENERIC)):
        return False
    if any(char.isdigit() for char in surface):
        return True
    if kind is MentionType.CHEMICAL:
        capitals = sum(char.isupper() for char in surface)
        acronym = capitals > _ONE_LETTER and len(surface) <= _LONGEST_ACRONYM
        return acronym or _PREFIXED.match(surface) is not None
    return _MIXED.search(surface) is not None

"""What no source lists, by hand: genes of microbes, compounds and products of the laboratory.

Their ids are those that the tagger gives to such names by itself: ``text:Gene/gyra``.
"""

from __future__ import annotations

import re

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.matching import CaseRule
from pipeline.lexicon.sources.tables import Sources, names_in
from pipeline.model import MentionType

# E6, E7: the tagger takes them in documents on their virus alone.
_NUMBERED = re.compile(r"[A-Z]\d")


def add_microbial_genes(compiler: Compiler, sources: Sources) -> None:
    """``microbial_genes.tsv``: name, further English names, Japanese names.

    Raises:
        LexiconError: the lexicon refuses a name.
    """
    _add_all(compiler, sources, "microbial_genes.tsv", MentionType.GENE)


def add_unlisted_drugs(compiler: Compiler, sources: Sources) -> None:
    """``unlisted_drugs.tsv``: name, further English names, Japanese names.

    Raises:
        LexiconError: the lexicon refuses a name, or another source has it by now.
    """
    rows = sources.hand("unlisted_drugs.tsv", 3)
    listed = [name for name, *_ in rows if compiler.senses(name, MentionType.DRUG)]
    if listed:
        names = ", ".join(listed)
        raise LexiconError(f"unlisted_drugs.tsv: a source lists {names}; drop what is listed")
    _add_all(compiler, sources, "unlisted_drugs.tsv", MentionType.DRUG)


def _add_all(compiler: Compiler, sources: Sources, file: str, type: MentionType) -> None:
    for name, english, japanese in sources.hand(file, 3):
        id = f"text:{type}/{name.lower()}"
        ja = names_in(japanese)
        compiler.entity(id, type, name, ja=ja[0] if ja else "")
        for each in [name, *names_in(english)]:
            # mecA and PBP2a count as they are written; a word of small letters in any case.
            exact = type is MentionType.GENE and " " not in each and len(each) <= 10
            _add(compiler, file, each, id, "hand-written en", "exact" if exact else None)
        for each in ja:
            _add(compiler, file, each, id, "hand-written ja", None)


def _add(
    compiler: Compiler, file: str, name: str, id: str, why: str, rule: CaseRule | None
) -> None:
    if not compiler.name(
        name, id, 0.97, why, rule=rule, forced=_NUMBERED.fullmatch(name) is not None
    ):
        raise LexiconError(f"{file}: {name} is too short, stopped or a word; drop it")

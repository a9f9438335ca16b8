"""Resistance genes of bacteria, fungi, parasites and viruses: by hand, as HGNC has human ones."""

from __future__ import annotations

import re

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.matching import CaseRule
from pipeline.lexicon.sources.tables import Sources, names_in
from pipeline.model import MentionType

# KPC is a mouse too, IMP imipenem, OXA oxaliplatin: a family's three capitals do not stand alone.
_FAMILY = re.compile("[A-Z]{3}")


def add_microbial_genes(compiler: Compiler, sources: Sources) -> None:
    """``microbial_genes.tsv``: name, further English names, Japanese names.

    Their ids are those that the tagger gives to names it reads as genes: ``text:Gene/gyra``.

    Raises:
        LexiconError: the lexicon refuses a name.
    """
    for name, english, japanese in sources.hand("microbial_genes.tsv", 3):
        id = f"text:Gene/{name.lower()}"
        ja = names_in(japanese)
        compiler.entity(id, MentionType.GENE, name, ja=ja[0] if ja else "")
        own = [] if _FAMILY.fullmatch(name) else [name]
        for each in [*own, *names_in(english)]:
            # mecA and PBP2a count as they are written; a word of small letters in any case.
            rule: CaseRule | None = None if " " in each or len(each) > 10 else "exact"
            _add(compiler, each, id, "hand-written en", rule)
        for each in ja:
            _add(compiler, each, id, "hand-written ja", None)


def _add(compiler: Compiler, name: str, id: str, why: str, rule: CaseRule | None) -> None:
    if not compiler.name(name, id, 0.97, why, rule=rule):
        raise LexiconError(f"microbial_genes.tsv: {name} is too short, stopped or a word; drop it")

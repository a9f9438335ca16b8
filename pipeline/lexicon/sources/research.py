"""Compounds of the laboratory that UNII does not name: ChEBI's, by hand and by code."""

from __future__ import annotations

import re

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.drugs import bare, research_compounds
from pipeline.lexicon.sources.references import References
from pipeline.lexicon.sources.tables import Sources, names_in
from pipeline.model import MentionType

# A company's code; numbers of compound libraries and databases are no names that a text uses.
_CODE = re.compile(
    r"(?!LSM|CID|SID|CAY|PCB|S?CHEMBL|DTX|HMDB|BMK|MFCD)"
    r"(?:[A-Z]{2,7}[- ]?\d{3,8}[A-Z]?|[A-Z]{1,2}[- ]\d{3,8})"
)


def add_research(compiler: Compiler, sources: Sources) -> None:
    """Add ChEBI's compounds of ``research_compounds.tsv``, and those that go by a code.

    Codes count where another database of medicines (ChEMBL, MeSH, NCIt) has the compound too,
    and where no name of the lexicon has that spelling.
    """
    references = References(sources)
    wanted = research_compounds(sources, "chebi")
    for id, name, *_ in sources.table("chebi.tsv.gz"):
        curie = id.lower()
        listed = wanted.pop(curie.partition(":")[2], None)
        if listed is not None and bare(listed) == bare(name):
            _add(compiler, sources, curie, listed)
        elif listed is not None:
            raise LexiconError(f"research_compounds.tsv: ChEBI calls {curie} {name}; correct it")
        elif _CODE.fullmatch(name) and references.has(curie) and not compiler.holds(name):
            _add(compiler, sources, curie, name)
    if wanted:
        raise LexiconError(f"research_compounds.tsv: ChEBI lacks {', '.join(sorted(wanted))}")
    for id, _, japanese in sources.hand("research_compounds.tsv", 3):
        space, _, identifier = id.partition(":")
        curie = f"{space}:{identifier.upper() if space == 'unii' else identifier}"
        for each in names_in(japanese):
            compiler.name(each, curie, 0.97, "hand-written ja")
            compiler.entities[curie].ja = compiler.entities[curie].ja or each


def _add(compiler: Compiler, sources: Sources, id: str, name: str) -> None:
    sources.use("chebi.tsv.gz", id)
    compiler.entity(id, MentionType.DRUG, name)
    compiler.name(name, id, 0.88, "chebi name")

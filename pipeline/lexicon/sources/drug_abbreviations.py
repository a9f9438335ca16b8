"""Short names of drugs by hand: ``drug_abbreviations.tsv``."""

from __future__ import annotations

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.tables import Sources, names_in

_LEAST = 3  # letters of a short name that can stand for itself


def add_drug_abbreviations(compiler: Compiler, sources: Sources, found: dict[str, str]) -> None:
    """Add them in their exact case; a text must speak of drugs for a short one to count.

    Args:
        compiler: takes the names.
        sources: holds the table.
        found: English names of drugs in lower case, and their ids.

    Raises:
        LexiconError: a row names a drug that UNII's list lacks.
    """
    for english, short in sources.hand("drug_abbreviations.tsv", 2):
        id = found.get(english.lower())
        if id is None:
            raise LexiconError(
                f"drug_abbreviations.tsv: {english} is no drug of UNII's list; correct it"
            )
        for name in names_in(short):
            # VCR means nothing else here; CPA and HU need a word beside them.
            sure = len(name) >= _LEAST and not compiler.holds(name)
            compiler.name(name, id, 0.92 if sure else 0.85, "drug abbreviation", rule="exact")

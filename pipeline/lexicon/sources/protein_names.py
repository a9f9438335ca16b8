"""Proteins under the names that texts use, where HGNC's are more official: by MeSH and by rule."""

from __future__ import annotations

import re

from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.tables import Sources

_FILE = "mesh_mappings.tsv.gz"
# "Receptors, Glucocorticoid": the head first, then what qualifies it.
_INVERTED = re.compile(r"([^,]+), ([^,]+)")
_PLURAL = re.compile(r"(?<=[a-z])s$")
_FIRST = re.compile(r"(.*[a-z]) 1")
_SHORT = 5  # letters: shorter headings are symbols, which HGNC has


def add_mesh_proteins(compiler: Compiler, sources: Sources) -> None:
    """The headings that MeSH ties to one human gene, turned into running words."""
    for _, mesh, heading, space, number, _ in sources.table(_FILE, header=False):
        id = f"hgnc:{number}"
        if space != "HGNC" or id not in compiler.entities:
            continue
        for name in running_names(heading):
            if len(name) >= _SHORT and not name.isupper():
                compiler.name(name, id, 0.85, "mesh heading")
                sources.use(_FILE, mesh)


def add_only_ones(compiler: Compiler, sources: Sources) -> None:
    """``perforin 1`` is called perforin where there is no second; single words too."""
    names = {
        row[2].lower(): row[0].lower()
        for row in sources.table("hgnc_entries.tsv.gz")
        if row[3] == "Approved" and row[11] == "gene with protein product"
    }
    for name, id in sorted(names.items()):
        first = _FIRST.fullmatch(name)
        base = first[1] if first else name
        if f"{base} 2" in names or (first and base in names):
            continue
        if len(base) >= _SHORT and base.isalpha():
            compiler.name(base, id, 0.8, "hgnc name")


def running_names(heading: str) -> list[str]:
    """How a text writes a heading: ``Receptors, FSH`` gives ``FSH receptor`` and its plural."""
    inverted = _INVERTED.fullmatch(heading)
    if inverted is None:
        return [] if "," in heading else [heading]
    head, qualifier = inverted[1], inverted[2]
    singular = _PLURAL.sub("", head)
    return sorted({f"{qualifier} {singular}", f"{qualifier} {head}"})

"""Ids of drugs and molecules in other databases: DrugBank, ChEBI, ChEMBL, NCIt, MeSH."""

from __future__ import annotations

from collections import defaultdict

from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.tables import Sources

_DRUGBANK, _CHEMBL = "drugbank_mappings.tsv.gz", "chebi_to_chembl.tsv.gz"
_NCIT, _MESH, _LABELS = (
    "ncit_map.tsv.gz", "mesh_mappings.tsv.gz", "mesh_id_label_mappings.tsv.gz",
)  # fmt: skip


class References:
    """Cross references by DrugBank id, by ChEBI id and by name."""

    def __init__(self, sources: Sources) -> None:
        """Reads the tables of cross references."""
        self._sources = sources
        self._by_drugbank: dict[str, list[str]] = defaultdict(list)
        for drugbank, space, identifier, _ in sources.table(_DRUGBANK):
            if space in ("CHEBI", "CHEMBL"):
                self._by_drugbank[drugbank].append(f"{space.lower()}:{identifier}")
        self._by_chebi: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for chebi, chembl in sources.table(_CHEMBL):
            self._by_chebi[f"chebi:{chebi}"].append((f"chembl:{chembl}", _CHEMBL))
        for ncit, space, identifier in sources.table(_NCIT):
            if space == "CHEBI":
                self._by_chebi[identifier.lower()].append((f"ncit:{ncit}", _NCIT))
        for _, mesh, _, space, identifier, *_ in sources.table(_MESH, header=False):
            if space == "CHEBI":
                self._by_chebi[identifier.lower()].append((f"mesh:{mesh}", _MESH))
        self._mesh = {
            name.lower(): identifier
            for identifier, name, *_ in sources.table(_LABELS, header=False)
        }

    def of_drug(self, drugbank: str, name: str) -> list[str]:
        """Cross references of a drug as CURIEs, sorted; ``drugbank`` is empty where it has none."""
        found = {f"drugbank:{drugbank}"} if drugbank else set()
        for xref in self._by_drugbank.get(drugbank, ()):
            self._sources.use(_DRUGBANK, drugbank, xref)
            found.add(xref)
            if xref.startswith("chebi:"):
                found.update(self.of_chebi(xref))
        mesh = self._mesh.get(name.lower())
        if mesh is not None:
            self._sources.use(_LABELS, mesh)
            found.add(f"mesh:{mesh}")
        return sorted(found)

    def of_chebi(self, chebi: str) -> list[str]:
        """Cross references of a ChEBI id as CURIEs, sorted."""
        for xref, file in self._by_chebi.get(chebi, ()):
            self._sources.use(file, chebi, xref)
        return sorted({xref for xref, _ in self._by_chebi.get(chebi, ())})

    def has(self, chebi: str) -> bool:
        """Whether another database has this molecule."""
        return chebi in self._by_chebi


def add_references(compiler: Compiler, sources: Sources) -> None:
    """Cross references of all that goes by a ChEBI id."""
    references = References(sources)
    for id, entity in sorted(compiler.entities.items()):
        if id.startswith("chebi:"):
            compiler.entity(id, entity.type, entity.name, xrefs=references.of_chebi(id))

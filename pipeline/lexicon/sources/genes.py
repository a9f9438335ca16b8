"""HGNC genes and FamPlex families."""

from __future__ import annotations

import re

from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.matching import CaseRule
from pipeline.lexicon.sources.tables import Sources
from pipeline.model import MentionType

_KEPT_TYPES = frozenset(
    ("gene with protein product", "RNA, long non-coding", "RNA, micro", "immunoglobulin gene",
     "T cell receptor gene", "RNA, cluster", "complex locus constituent", "readthrough",
     "RNA, misc", "unknown")
)  # fmt: skip
_ALIASED_TYPES = frozenset(
    ("gene with protein product", "RNA, long non-coding", "RNA, micro", "complex locus constituent")
)
_LIKE_A_MUTATION = re.compile(r"[ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWY]")
# Clone names (KIAA0001, FLJ23569, MGC123, DKFZp...) say nothing to a reader of medicine.
_CLONE = re.compile(r"(?:KIAA|FLJ|MGC|DKFZ|bA|dJ|HSPC|PRO|LOC|CTD-|RP\d+-)[\w.]*\d.*")


def add_hgnc(compiler: Compiler, sources: Sources) -> None:
    """Symbols, approved names, aliases and previous symbols; a shared alias keeps all its genes."""
    approved = set()
    rows = []
    for row in sources.table("hgnc_entries.tsv.gz"):
        if row[3] == "Approved" and row[11] in _KEPT_TYPES:
            rows.append(row)
            approved.add(row[1])
    for row in rows:
        sources.use("hgnc_entries.tsv.gz", row[0])
        id = row[0].lower()
        xrefs = [f"ncbigene:{row[5]}"] if row[5] else []
        xrefs += [f"uniprot:{accession.strip()}" for accession in row[6].split(",") if row[6]]
        compiler.entity(id, MentionType.GENE, row[1], xrefs=xrefs)
        compiler.name(row[1], id, 1.0, "hgnc symbol")
        if row[11] not in _ALIASED_TYPES:
            continue
        _add_name(compiler, row[2], id)
        for column, score, why in ((4, 0.8, "hgnc alias"), (9, 0.7, "hgnc previous symbol")):
            for alias in row[column].split(", "):
                if _good_alias(alias):
                    # An approved symbol means its own gene first.
                    damped = 0.3 * (alias in approved) + _doubt(alias)
                    score_here = max(score - damped, 0.3)
                    compiler.name(alias, id, score_here, why, rule=_rule(alias))


def _add_name(compiler: Compiler, name: str, id: str) -> None:
    if (len(name) > 6 and " " in name) or len(name) > 8:
        compiler.name(name, id, 0.95, "hgnc name")


def _doubt(alias: str) -> float:
    """How much less an alias of few capitals says: it abbreviates other things as well."""
    if not alias.isalpha() or len(alias) > 4:
        return 0.0
    return 0.3 if len(alias) <= 3 else 0.15


# Words like these are proteins in small letters too: elafin, anillin.
_PROTEIN_WORD = re.compile(r"[A-Z]{4,}(?:IN|ASE|OR|GEN)")


def _rule(alias: str) -> CaseRule | None:
    """Capitals alone for an alias that spells a word or a first name: APOLLO, SCOTT, GREAT."""
    if alias.isalpha() and alias.isupper() and not _PROTEIN_WORD.fullmatch(alias):
        return "exact"
    return None


def _good_alias(alias: str) -> bool:
    return bool(alias) and not _LIKE_A_MUTATION.fullmatch(alias) and not _CLONE.fullmatch(alias)


def add_famplex(compiler: Compiler, sources: Sources) -> None:
    """Families and complexes with their synonyms; members get their families as parents."""
    generic = {row[0] for row in sources.hand("not_families.tsv", 1)}
    entities = [row[0] for row in _famplex(sources, "entities") if row[0] not in generic]
    names = {identifier: identifier.replace("_", " ") for identifier in entities}
    elsewhere = _equivalents(sources)
    for identifier, name in names.items():
        xrefs = elsewhere.get(identifier, [])
        sources.use("famplex_entities.csv.gz", identifier)
        compiler.entity(f"fplx:{identifier}", MentionType.GENE, identifier, xrefs=xrefs)
        compiler.name(name, f"fplx:{identifier}", 0.97, "famplex id")
    symbols = {row[0]: f"hgnc:{row[1]}" for row in _famplex(sources, "hgnc_symbol_map")}
    for symbol in symbols:
        sources.use("famplex_hgnc_symbol_map.csv.gz", symbol)
    symbols |= {
        entity.name: id for id, entity in compiler.entities.items() if id.startswith("hgnc:")
    }
    for row in _famplex(sources, "grounding_map"):
        if row[1] == "FPLX" and row[2] in names:
            compiler.name(row[0], f"fplx:{row[2]}", 0.93, "famplex synonym")
            sources.use("famplex_grounding_map.csv.gz", row[0])
        elif row[1] == "HGNC" and symbols.get(row[2]) in compiler.entities:
            compiler.name(row[0], symbols[row[2]], 0.85, "famplex synonym")
            sources.use("famplex_grounding_map.csv.gz", row[0])
    for row in _famplex(sources, "relations"):
        child = symbols.get(row[1], "") if row[0] == "HGNC" else f"fplx:{row[1]}"
        if child in compiler.entities and row[4] in names:
            known = compiler.entities[child]
            sources.use("famplex_relations.csv.gz", *row)
            compiler.entity(child, known.type, known.name, parents=[f"fplx:{row[4]}"])


_SPACES = {"MESH": "mesh", "NCIT": "ncit", "GO": "", "HGNC_GROUP": "hgnc.genegroup"}


def _equivalents(sources: Sources) -> dict[str, list[str]]:
    """Ids of families and complexes in MeSH, NCIt, GO and HGNC's gene groups."""
    found: dict[str, list[str]] = {}
    for space, identifier, family in _famplex(sources, "equivalences"):
        if space in _SPACES:
            sources.use("famplex_equivalences.csv.gz", space, identifier, family)
            prefix = _SPACES[space]
            curie = f"{prefix}:{identifier}" if prefix else identifier.lower()
            found.setdefault(family, []).append(curie)
    return found


_COPY = re.compile(r"hsa-(mir-\d+[a-z]*|let-7[a-z])(?:-(\d))?")


def add_mirbase(compiler: Compiler, sources: Sources) -> None:
    """MiRBase's ids, and names without the number of the copy: ``miR-16`` is MIR16-1 and MIR16-2.

    All copies give the same mature molecule; the first stands for them.
    """
    seen = set()
    for mirbase, name, space, identifier, _ in sources.table("mirbase.tsv.gz"):
        id, match = f"hgnc:{identifier}", _COPY.fullmatch(name)
        if space != "HGNC" or id not in compiler.entities or match is None:
            continue
        known = compiler.entities[id]
        sources.use("mirbase.tsv.gz", mirbase, identifier)
        compiler.entity(id, known.type, known.name, xrefs=[f"mirbase:{mirbase}"])
        stem, copy = match[1].replace("mir", "miR"), int(match[2] or 0)
        family = [sense.id for sense in compiler.senses(stem, MentionType.GENE)]
        if family and family[0].startswith("fplx:"):
            if stem in seen:
                continue
            seen.add(stem)
            id, copy = family[0], 0
        for mature in (stem, f"hsa-{stem}", f"{stem}-3p", f"{stem}-5p", f"hsa-{stem}-3p",
                       f"hsa-{stem}-5p"):  # fmt: skip
            compiler.name(mature, id, 0.92 - 0.02 * copy, "mirbase")


def _famplex(sources: Sources, part: str) -> list[list[str]]:
    file = f"famplex_{part}.csv.gz"
    return list(sources.table(file, delimiter=",", header=False))

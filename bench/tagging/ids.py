"""Whether an id of ours is the one that BioRED gives, by the publishers' own cross references.

Nothing here asks our lexicon what an id means, but for a family's members (FamPlex) and for the
cross references that a drug of ours carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from tagging.passages import Found, Name, source_rows

# What became of a pair found at the right place.
RIGHT, WRONG, UNMAPPED = "right", "wrong", "not mapped"


def verdict(name: Name, found: Found) -> str:
    """Whether ``found`` has an id of ``name``; why not mapped is told after a colon."""
    if not name.ids:
        return f"{UNMAPPED}: gold gives no id"
    return {
        "GeneOrGeneProduct": _gene,
        "DiseaseOrPhenotypicFeature": _disease,
        "ChemicalEntity": _chemical,
        "CellLine": _cell_line,
        "SequenceVariant": _variant,
    }[name.kind](name, found)


def _gene(name: Name, found: Found) -> str:
    mapped = {hgnc_by_entrez()[i] for i in name.ids if i in hgnc_by_entrez()}
    if not mapped:
        return f"{UNMAPPED}: no human gene has that number"
    if found.id in mapped:
        return RIGHT
    if found.id.startswith("fplx:"):
        members = family_members().get(found.id, frozenset())
        if mapped <= members:
            return RIGHT if len(mapped) > 1 else f"{WRONG}: family of the gene"
    return WRONG


def _disease(name: Name, found: Found) -> str:
    mapped = {m for i in name.ids for m in mondo_by_other().get(_curie(i), ())}
    if not mapped:
        return f"{UNMAPPED}: no MONDO id refers to it"
    if found.id in mapped:
        return RIGHT
    near = {m for i in mapped for m in mondo_parents().get(i, ())}
    if found.id in near:
        return f"{WRONG}: parent of the disease"
    if mapped & set(mondo_parents().get(found.id, ())):
        return f"{WRONG}: child of the disease"
    return WRONG


def _curie(id: str) -> str:
    return f"omim:{id[5:]}" if id.startswith("OMIM:") else f"mesh:{id.removeprefix('MESH:')}"


def _chemical(name: Name, found: Found) -> str:
    from pipeline.lexicon import load

    labels = load().label(found.id)
    own = {found.id, *(labels.xrefs if labels else ())}
    others = {other for i in name.ids for other in others_of_mesh().get(i, ())}
    names = {n for i in name.ids for n in mesh_names().get(i, ())}
    names |= {n for other in others for n in chebi_names().get(other, ())}
    mapped = {f"mesh:{i}" for i in name.ids} | others
    mapped |= {unii for n in names for unii in unii_of().get(squashed(n), ())}
    if own & mapped or (labels is not None and _names_it(labels.name, names)):
        return RIGHT
    return WRONG if names or others else f"{UNMAPPED}: MeSH number without cross reference"


def _names_it(own: str, names: Iterable[str]) -> bool:
    """Whether a name is ours, or a salt, ester or hydrate of it: those lead to the parent here."""
    low = own.lower()
    return any(n == low or n.startswith(f"{low} ") for n in names)


def _cell_line(name: Name, found: Found) -> str:
    wanted = {f"cvcl:{i.removeprefix('CVCL_').lower()}" for i in name.ids}
    return RIGHT if found.id.lower() in wanted else WRONG


_SUBSTITUTED = re.compile(r"([cpg])\|SUB\|([A-Z*]*)\|([-+*\d_]+)\|([A-Z*]*)$")
_SHIFTED = re.compile(r"p\|FS\|([A-Z]*)\|(\d+)\|")
_CUT = re.compile(r"([cpg])\|(DEL|INS|DUP)\|([-+*\d_]+)\|([A-Z]*)$")
_WRITTEN = re.compile(r"[cpg]\.\S+$")


def _variant(name: Name, found: Found) -> str:
    have = found.id.rsplit("/", 1)[-1]
    judged = [w for i in name.ids if (w := change_of(i)) and not w.startswith("rs")]
    if have.startswith("rs"):
        judged += [i for i in name.ids if i.startswith("rs")]
    if not judged:
        return f"{UNMAPPED}: gold gives an rs number for a change, or no full change"
    return RIGHT if any(_same(have.lower(), one.lower()) for one in judged) else WRONG


def change_of(id: str) -> str | None:
    """tmVar's notation of a change as ours; None where it tells no whole change.

    tmVar calls a change of a protein ``c`` where the text does not say what it is of; letters
    that are no bases tell.
    """
    if _WRITTEN.match(id):
        return id
    found = _SUBSTITUTED.match(id)
    if found and found[2] and found[4]:
        if found[1] == "p" or not set(found[2] + found[4]) <= set("ACGT"):
            return f"p.{found[2]}{found[3]}{found[4]}".replace("X", "*")
        return f"{found[1]}.{found[3]}{found[2]}>{found[4]}"
    found = _SHIFTED.match(id)
    if found:
        return f"p.{found[1]}{found[2]}fs"
    found = _CUT.match(id)
    if found:
        return f"{found[1]}.{found[3]}{found[2].lower()}{found[4]}"
    return None


def _same(have: str, wanted: str) -> bool:
    """Equal, both in lower case, but for what one of the two leaves out: the level (``c.``), the
    length of a frame shift and its first new residue."""
    if have[1:2] != ".":
        wanted = wanted[2:] if wanted[1:2] == "." else wanted
    if "fs" in wanted:
        shifted = re.match(r"(?:p\.)?[a-z]?\d+(?=[a-z]*fs)", have)
        return shifted is not None and shifted[0] == wanted.partition("fs")[0]
    return have == wanted


@cache
def hgnc_by_entrez() -> Mapping[str, str]:
    """HGNC's id of an NCBI Gene number."""
    heading, *rows = source_rows("hgnc_entries.tsv.gz")
    column = heading.index("NCBI Gene ID(supplied by NCBI)")
    return {row[column]: row[0].lower() for row in rows if len(row) > column and row[column]}


@cache
def family_members() -> Mapping[str, frozenset[str]]:
    """HGNC ids below each FamPlex family, through subfamilies."""
    import csv
    import gzip

    from tagging.passages import SOURCES

    symbols = {row[1]: row[0].lower() for row in source_rows("hgnc_entries.tsv.gz")[1:]}
    below: dict[str, set[str]] = {}
    with gzip.open(SOURCES / "famplex_relations.csv.gz", "rt", encoding="utf-8") as stream:
        for space, id, _, above, family in csv.reader(stream):
            if above == "FPLX":
                child = symbols.get(id, "") if space == "HGNC" else f"fplx:{id}"
                below.setdefault(f"fplx:{family}", set()).add(child)

    def members(family: str, seen: frozenset[str]) -> set[str]:
        found: set[str] = set()
        for child in below.get(family, ()):
            if child.startswith("hgnc:"):
                found.add(child)
            elif child not in seen:
                found |= members(child, seen | {child})
        return found

    return {family: frozenset(members(family, frozenset({family}))) for family in below}


@cache
def mondo_by_other() -> Mapping[str, frozenset[str]]:
    """MONDO ids that refer to a MeSH or OMIM number, by themselves or through DOID."""
    found: dict[str, set[str]] = {}
    by_doid: dict[str, set[str]] = {}
    for row in source_rows("mondo.tsv.gz")[1:]:
        for other in (row[5].lower().split("|")) if len(row) > 5 else ():
            found.setdefault(_spelled(other), set()).add(row[0].lower())
            if other.startswith("doid:"):
                by_doid.setdefault(other, set()).add(row[0].lower())
    for row in source_rows("doid.tsv.gz")[1:]:
        for other in (row[5].split("|")) if len(row) > 5 else ():
            found.setdefault(_spelled(other), set()).update(by_doid.get(row[0].lower(), ()))
    for row in source_rows("mesh_mappings.tsv.gz"):
        if row[3] == "DOID":
            found.setdefault(f"mesh:{row[1]}", set()).update(by_doid.get(row[4].lower(), ()))
    return {other: frozenset(ids) for other, ids in found.items() if ids}


def _spelled(other: str) -> str:
    """A cross reference as :func:`_curie` writes it."""
    space, _, number = other.partition(":")
    space = space.lower()
    return f"{'omim' if space in ('omim', 'mim') else space}:{number.upper()}"


@cache
def mondo_parents() -> Mapping[str, tuple[str, ...]]:
    """Direct parents of each MONDO id."""
    return {
        row[0].lower(): tuple(row[4].lower().split("|"))
        for row in source_rows("mondo.tsv.gz")[1:]
        if len(row) > 4 and row[4]
    }


@cache
def others_of_mesh() -> Mapping[str, frozenset[str]]:
    """ChEBI and DrugBank ids of a MeSH number."""
    found: dict[str, set[str]] = {}
    for row in source_rows("mesh_mappings.tsv.gz"):
        if row[3] == "CHEBI":
            found.setdefault(row[1], set()).add(row[4].lower())
    for row in source_rows("drug_variants.tsv.gz")[1:]:
        if len(row) > 3 and row[2] and row[3]:
            found.setdefault(row[3], set()).add(f"drugbank:{row[2]}")
    for row in source_rows("chebi.tsv.gz")[1:]:
        for other in (row[5].split("|")) if len(row) > 5 else ():
            if other.startswith("MESH:"):
                found.setdefault(other[5:], set()).add(row[0].lower())
    return {number: frozenset(ids) for number, ids in found.items()}


@cache
def chebi_names() -> Mapping[str, frozenset[str]]:
    """Names of a ChEBI id, lower case."""
    return {
        row[0].lower(): frozenset({row[1].lower(), *row[3].lower().split("|")} - {""})
        for row in source_rows("chebi.tsv.gz")[1:]
        if len(row) > 3
    }


@cache
def unii_of() -> Mapping[str, frozenset[str]]:
    """UNII's ids of a name, :func:`squashed`."""
    found: dict[str, set[str]] = {}
    for name, _, unii, display in source_rows("unii_names.tsv.gz")[1:]:
        bare = re.sub(r"\s*\[[^\]]*\]$", "", name)
        for one in {squashed(bare), squashed(display)}:
            found.setdefault(one, set()).add(f"unii:{unii}")
    return {name: frozenset(ids) for name, ids in found.items()}


def squashed(name: str) -> str:
    """A name without case, blanks and marks: ``AZD-9291`` and ``azd9291`` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower()) or name.lower()


@cache
def mesh_names() -> Mapping[str, frozenset[str]]:
    """Names of a MeSH number, lower case."""
    found: dict[str, set[str]] = {}
    for row in source_rows("mesh_id_label_mappings.tsv.gz"):
        found.setdefault(row[0], set()).add(row[1].lower())
        if len(row) > 2:
            found[row[0]] |= {name.lower() for name in row[2].split("|") if name}
    for row in source_rows("mesh_mappings.tsv.gz"):
        found.setdefault(row[1], set()).add(row[2].lower())
    return {number: frozenset(names) for number, names in found.items()}

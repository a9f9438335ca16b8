"""Names of diseases beside MONDO's: DOID, OncoTree and MeSH, tied by cross references."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.diseases import descendants, name_of, safe
from pipeline.lexicon.sources.tables import Sources
from pipeline.model import MentionType

ONCOTREE = "oncotree_oncotree_2025_10_03.json.gz"
_DOID_NEOPLASM = "doid:14566"


def by_xref(compiler: Compiler, space: str) -> dict[str, str]:
    """MONDO id of each id in ``space``, where MONDO gives it to one disease only."""
    found: dict[str, set[str]] = defaultdict(set)
    for id, entity in compiler.entities.items():
        if id.startswith("mondo:"):
            for xref in entity.xrefs:
                if xref.startswith(space):
                    found[xref].add(id)
    return {xref: min(ids) for xref, ids in found.items() if len(ids) == 1}


def add_doid(compiler: Compiler, sources: Sources) -> None:
    """DOID's names for MONDO's diseases; its neoplasms that MONDO lacks under their own ids."""
    mondo = by_xref(compiler, "doid:")
    rows = list(sources.table("doid.tsv.gz"))
    above = {row[0].lower(): row[4].lower().split("|") for row in rows}
    neoplasms = descendants(above, _DOID_NEOPLASM)
    known = {xref for e in compiler.entities.values() for xref in e.xrefs if xref[:5] == "doid:"}
    for row in rows:
        own = row[0].lower()
        curie = f"doid:{own.partition(':')[2]}"
        id = mondo.get(curie)
        if id is None:
            named = compiler.senses(row[1], MentionType.DISEASE)
            if named:
                id = named[0].id
            elif own in neoplasms and curie not in known:
                id = curie
                parents = sorted({mondo[p] for p in above[own] if p in mondo})
                compiler.entity(id, MentionType.DISEASE, row[1], parents=parents)
            else:
                continue
        sources.use("doid.tsv.gz", own)
        _add_names(compiler, [row[1], *row[3].split("|")], id, 0.88, "doid", own in neoplasms)
    _add_doid_xrefs(compiler, sources, mondo)


def _add_doid_xrefs(compiler: Compiler, sources: Sources, mondo: dict[str, str]) -> None:
    spaces = {"ICD10CM": "icd10cm", "NCI": "ncit", "MESH": "mesh"}
    found: dict[str, set[str]] = defaultdict(set)
    for doid, _, xref in sources.table("doid_allXREFinDO.tsv.gz"):
        space, _, identifier = xref.strip('"').partition(":")
        curie = doid.strip('"').lower()
        id = mondo.get(curie, curie)
        if space in spaces and id in compiler.entities:
            found[id].add(f"{spaces[space]}:{identifier}")
            sources.use("doid_allXREFinDO.tsv.gz", doid, xref)
    for id, xrefs in sorted(found.items()):
        entity = compiler.entities[id]
        compiler.entity(id, entity.type, entity.name, xrefs=xrefs)


def add_oncotree(compiler: Compiler, sources: Sources) -> None:
    """OncoTree's names and codes; a type that MONDO lacks names its nearest parent that it has."""
    codes, ncit = by_xref(compiler, "oncotree:"), by_xref(compiler, "ncit:")
    for node, above in _nodes(sources):
        name = name_of(node["name"])
        references = [f"ncit:{code}" for code in node["externalReferences"].get("NCI", ())]
        named = compiler.senses(name, MentionType.DISEASE)
        ids = [codes.get(f"oncotree:{node['code']}"), *map(ncit.get, references)]
        id = next(filter(None, ids), named[0].id if named else None)
        score = 0.87
        if id is None:
            id, score = next(filter(None, (codes.get(f"oncotree:{c}") for c in above)), None), 0.8
        else:
            entity = compiler.entities[id]
            codes.setdefault(f"oncotree:{node['code']}", id)
            compiler.entity(id, entity.type, entity.name, xrefs=[f"oncotree:{node['code']}"])
        if id is None or "other" in name.lower():
            continue
        sources.use(ONCOTREE, node["code"])
        _add_names(compiler, [name], id, score, "oncotree name", True)
        if score > 0.8 and len(node["code"]) >= 4 and node["code"].isalpha():
            _add_code(compiler, node["code"], id)


def _add_code(compiler: Compiler, code: str, id: str) -> None:
    """A code (``LUAD``) abbreviates the disease unless it means something else already."""
    if not compiler.holds(code):
        compiler.name(code, id, 0.6, "oncotree code", rule="exact")


def _nodes(sources: Sources) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """OncoTree's types with the codes above each, nearest first."""
    try:
        tree = json.loads(sources.text(ONCOTREE))
    except ValueError as error:
        raise LexiconError(f"{ONCOTREE}: no JSON ({error}); fetch it again") from error
    todo = [(node, list[str]()) for node in tree.values()]
    count = 0
    while todo:
        node, above = todo.pop(0)
        count += 1
        if len(above) > 1:  # the root and the tissues are no diseases
            yield node, above
        todo += [(child, [node["code"], *above]) for child in node["children"].values()]
    sources.rows[ONCOTREE] = count


def add_mesh(compiler: Compiler, sources: Sources) -> None:
    """MeSH's headings and entry terms for the diseases that MONDO ties to a heading."""
    mondo = by_xref(compiler, "mesh:")
    rows = sources.table("mesh_id_label_mappings.tsv.gz", header=False)
    for identifier, name, terms, trees, *_ in rows:
        named = compiler.senses(name, MentionType.DISEASE)  # a name tells more than a reference
        id = named[0].id if named else mondo.get(f"mesh:{identifier}")
        if id is not None and re.search(r"(?:^|\|)(?:C|F03)", trees):
            # "Carcinoma, Hepatocellular" is for a catalogue; no text writes it so.
            sources.use("mesh_id_label_mappings.tsv.gz", identifier)
            straight = [term for term in (name, *terms.split("|")) if "," not in term]
            _add_names(compiler, straight, id, 0.85, "mesh", "C04" in trees)


def _add_names(
    compiler: Compiler, names: list[str], id: str, score: float, why: str, neoplasm: bool
) -> None:
    for name in map(name_of, names):
        if not name or not safe(name, neoplasm=neoplasm):
            continue
        known = compiler.senses(name, MentionType.DISEASE)
        if not known or known[0].id == id:  # what MONDO or a hand says a name is stands
            compiler.name(name, id, score, why)

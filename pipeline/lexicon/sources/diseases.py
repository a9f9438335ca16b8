"""Diseases: MONDO's names, OncoTree's abbreviations, Manbyo's Japanese names."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.tables import Sources
from pipeline.model import MentionType

NEOPLASM = "mondo:0005070"
CANCER = "mondo:0004992"

_TAIL = re.compile(r"\s*\((?:disease|morphologic abnormality|clinical)\)|,? NOS$|, somatic$")
_UNUSABLE = re.compile(r"[;\[\]{}]|\bsusceptibility\b|\bresistance to\b|\bprotection against\b|^\W")


def add_mondo(compiler: Compiler, sources: Sources) -> None:
    """Every neoplasm with all its usable names; other diseases by names of a safe shape."""
    rows = list(sources.table("mondo.tsv.gz"))
    neoplasms = descendants({row[0].lower(): _ids(row[4]) for row in rows}, NEOPLASM)
    for row in rows:
        id = row[0].lower()
        compiler.entity(
            id, MentionType.DISEASE, row[1],
            xrefs=[xref for xref in _ids(row[5], lower=False) if _kept_xref(xref)],
            parents=_ids(row[4]),
        )  # fmt: skip
        for number, synonym in enumerate([row[1], *row[3].split("|")]):
            name = _TAIL.sub("", synonym).strip()
            if name and _safe(name, neoplasm=id in neoplasms):
                score, why = (1.0, "mondo name") if number == 0 else (0.9, "mondo synonym")
                compiler.name(name, id, score, why)


def descendants(parents: dict[str, list[str]], root: str) -> frozenset[str]:
    """Ids below ``root``, itself included."""
    children: dict[str, list[str]] = defaultdict(list)
    for child, above in parents.items():
        for parent in above:
            children[parent].append(child)
    found, todo = {root}, [root]
    while todo:
        for child in children[todo.pop()]:
            if child not in found:
                found.add(child)
                todo.append(child)
    return frozenset(found)


def _ids(cell: str, *, lower: bool = True) -> list[str]:
    ids = [part for part in cell.split("|") if part]
    return [id.lower() for id in ids] if lower else ids


def _kept_xref(xref: str) -> bool:
    return xref.split(":", 1)[0] in ("DOID", "MESH", "NCIT", "ONCOTREE", "ICD10CM")


def _safe(name: str, *, neoplasm: bool) -> bool:
    """Whether a name can not be mistaken: no abbreviation, no code, no list, no short word."""
    if _UNUSABLE.search(name) or len(name) > 80 or name.count(",") > 1:
        return False
    if (name.isupper() and len(name) <= 6) or (re.search(r"\d", name) and " " not in name):
        return False
    if neoplasm:
        return len(name) >= 5
    return len(name) >= 7 or (" " in name and len(name) >= 6)

"""Diseases: MONDO's names, OncoTree's abbreviations, Manbyo's Japanese names."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.tables import Sources, names_in
from pipeline.model import MentionType

NEOPLASM = "mondo:0005070"
METASTASIS = "mondo:0024883"

_TAIL = re.compile(r"\s*\((?:disease|morphologic abnormality|clinical)\)|,? NOS$|, somatic$")
_UNUSABLE = re.compile(
    r"[;\[\]{}]|\bsusceptibility\b|\bresistance to\b|\bprotection against\b|^\W"
    r"|\bresistance\b|\b(?:(?:multi-?)?drug|rifampicin|chemotherapy)[- ]resistant "
    r"|^grade \d|^stage \d|differentiated$"
    # how far a disease has come is no part of its name
    r"|^(?:metastatic|advanced|recurrent|relapsed|refractory|stage|early|progressive|localized) ",
    re.IGNORECASE,
)


# Short names that can be no other word by their ending: asthma, anemia, ileus.
_MEDICAL = re.compile(r"[a-z]{2,}(?:ia|oma|thma|itis|us|pox|oid)")


def add_mondo(compiler: Compiler, sources: Sources) -> None:
    """Every neoplasm with all its usable names; other diseases by names of a safe shape."""
    rows = list(sources.table("mondo.tsv.gz"))
    neoplasms = descendants({row[0].lower(): _ids(row[4]) for row in rows}, NEOPLASM)
    for row in rows:
        id = row[0].lower()
        sources.use("mondo.tsv.gz", id)
        compiler.entity(
            id, MentionType.DISEASE, row[1],
            xrefs=[_curie(xref) for xref in row[5].split("|") if _kept_xref(xref)],
            parents=_ids(row[4]),
        )  # fmt: skip
        if "grading system" in row[1]:
            continue
        for number, synonym in enumerate([row[1], *row[3].split("|")]):
            name = name_of(synonym)
            medical = number == 0 and _MEDICAL.fullmatch(name)
            if name and (medical or safe(name, neoplasm=id in neoplasms)):
                score, why = (1.0, "mondo name") if number == 0 else (0.9, "mondo synonym")
                compiler.name(name, id, score, why)


def name_of(synonym: str) -> str:
    """A synonym without the remarks that ontologies put behind it."""
    return _TAIL.sub("", synonym).strip()


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


def _ids(cell: str) -> list[str]:
    return [part.lower() for part in cell.split("|") if part]


def _curie(xref: str) -> str:
    space, _, identifier = xref.partition(":")
    return f"{space.lower()}:{identifier}"


def _kept_xref(xref: str) -> bool:
    return xref.split(":", 1)[0] in ("DOID", "MESH", "NCIT", "ONCOTREE", "ICD10CM")


def safe(name: str, *, neoplasm: bool) -> bool:
    """Whether a name can not be mistaken: no abbreviation, no code, no list, no short word."""
    if _UNUSABLE.search(name) or len(name) > 80 or name.count(",") > 1:
        return False
    if (name.isupper() and len(name) <= 6) or (re.search(r"\d", name) and " " not in name):
        return False
    if neoplasm:
        return len(name) >= 5
    return len(name) >= 7 or (" " in name and len(name) >= 6)


def add_metastases(compiler: Compiler, sources: Sources) -> None:
    """Names of the spread to each place of ``metastases.tsv``, in both languages."""
    for english, japanese, listed in sources.hand("metastases.tsv", 3):
        id = listed or METASTASIS
        if id not in compiler.entities:
            raise LexiconError(f"metastases.tsv: {id} is not in MONDO's table; correct it")
        heads = ("metastasis", "metastases", "metastatic disease")
        names = [f"{place} {head}" for place in names_in(english) for head in heads]
        for place in names_in(japanese):
            names += [f"{place}転移", f"{place}への転移", f"転移性{place}腫瘍"]
        for name in names:
            compiler.name(name, id, 0.95, "place + metastasis")

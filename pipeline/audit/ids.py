"""Whether an id can be the id of what gold says it is."""

from __future__ import annotations

import re

from pipeline.lexicon import Lexicon
from pipeline.model import EntityRef, MentionType

# How the local part of an id of each scheme is written, by its publisher.
_SHAPES = {
    "hgnc": r"\d+",
    "fplx": r"[A-Za-z0-9_]+",
    "unii": r"[A-Z0-9]{10}",
    "chembl": r"CHEMBL\d+",
    "drugbank": r"DB\d{5}",
    "ncit": r"C\d+",
    "chebi": r"\d+",
    "mesh": r"[A-Z]\d+",
    "uniprot": r"[A-Z0-9]{6,10}",
    "cvcl": r"[A-Za-z0-9]{4}",
    "mondo": r"\d{7}",
    "doid": r"\d+",
    "go": r"\d{7}",
    "doi": r"10\.\d{4,9}/\S+",
    "class": r"\S+",
    "var": r"(?:\?|hgnc:\d+)/\S+",
    "fusion": r"hgnc:\d+-hgnc:\d+",
    "text": r"[A-Za-z]+/.+",
}
# Schemes that the lexicon holds whole enough for an id that it lacks to be a slip.
_WHOLE = ("hgnc", "mondo")
# Schemes whose canonical name is the publisher's symbol, sign for sign.
_SYMBOLS = ("hgnc", "fplx")
_PART = re.compile(r"hgnc:\d+")


def id_fault(ref: EntityRef, lexicon: Lexicon) -> str:
    """What is wrong with an id or its name, with the remedy; empty where nothing is.

    An id is wrong where it is not written as its publisher writes them, where its publisher's
    list, as the lexicon holds it, lacks it, where it is of another type, or where a gene's
    name is not the symbol of that id.
    """
    scheme, _, local = ref.id.partition(":")
    shape = _SHAPES.get(scheme)
    if shape is None or not re.fullmatch(shape, local):
        wanted = f"write {scheme}:{shape}" if shape else f"use one of {', '.join(sorted(_SHAPES))}"
        return f"{ref.id} is no id of {scheme or 'any scheme'}; {wanted}"
    if scheme == "text" and not local.startswith(f"{ref.type}/"):
        return f"{ref.id} is an id of another type than {ref.type}; write text:{ref.type}/…"
    if scheme == "doi" and local != ref.name.lower():
        return f"{ref.id} is named {ref.name!r}; a DOI is its own name"
    for part in _PART.findall(local) if scheme in ("var", "fusion") else ():
        if lexicon.label(part) is None:
            return f"{ref.id}: no gene {part}; {_remedy(ref.name)}"
    return _listed(ref, scheme, lexicon)


def _listed(ref: EntityRef, scheme: str, lexicon: Lexicon) -> str:
    label = lexicon.label(ref.id)
    if label is None:
        if scheme in _WHOLE:
            return f"{ref.id} ({ref.name}) is in no list; {_remedy(ref.name)}"
        return ""
    if scheme in _SYMBOLS and label.name != ref.name:
        return f"{ref.id} is {label.name}, not {ref.name}; {_remedy(ref.name)}"
    # A substance is a drug in one document and a chemical in another.
    alike = {ref.type, label.type.value} <= {MentionType.DRUG.value, MentionType.CHEMICAL.value}
    if label.type.value != ref.type and not alike:
        return f"{ref.id} is a {label.type.value}, not a {ref.type}; {_remedy(ref.name)}"
    return ""


def _remedy(name: str) -> str:
    return f"look it up: taisei lexicon lookup {name!r}"

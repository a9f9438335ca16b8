"""Where a benchmark's guidelines and ours differ, counted: each missed and each false name in one
group, the first that fits.

The groups are told by rule, not by hand: by what of ours stands at the place, by MeSH's tree and
by HGNC's names. So a group may hold a few names that are our fault, and "ours to mend" a few that
are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipeline.model import Span
from pipeline.score import Counts
from tagging.ids import hgnc_by_entrez, squashed
from tagging.passages import Figure, Found, Name, Verdict, source_rows

EXPLAINED: tuple[str, ...] = (
    "several",
    "class",
    "role",
    "type",
    "inside",
    "ends",
    "symptom",
    "general",
)
EXPLAINED += ("inorganic", "peptide", "words", "protein", "other kind there")
GROUPS = (*EXPLAINED, "species", "unnamed", "short", "other", "nothing there")
"""The groups; words.toml says what each is. Those explained follow from guidelines that differ."""

_SHORT = 5  # characters of a short form, capitals among them; genes are all like that
_SIGNS = "C23.888"  # Signs and Symptoms
_SYMPTOM_TREES = ("C23", "C26", "F01", "F02")
_GENERAL = re.compile(
    "deaths?|diseases?|disorders?|syndromes?|illness|infections?|inflammat(?:ion|ory)|lesions?|pain"
    "|toxic(?:ity|ities)?|injur(?:y|ies)|damage|complications?|side|effects?|tumou?rs?|and|of|the"
)
_JOINED = re.compile(r" and | or |/|, |\bto\b")
_IN_WORDS = re.compile(r"[a-z]{4,}|[ACGT]{1,3}/[ACGT]{1,3}|^-\d|^[ACGT] ?[-–>]+ ?[ACGT]$| ")


def table(verdicts: Iterable[Verdict]) -> list[Figure]:
    """For each kind and group, how many were missed and how many false."""
    missed: Counter[tuple[str, str]] = Counter()
    false: Counter[tuple[str, str]] = Counter()
    kinds: dict[str, None] = {}
    for verdict in verdicts:
        kinds[verdict.kind] = None
        missed.update((verdict.kind, missed_group(verdict, name)) for name in verdict.missed)
        false.update((verdict.kind, false_group(verdict, found)) for found in verdict.false)
    return [
        {"kind": kind, "group": group, "missed": missed[kind, group], "false": false[kind, group]}
        for kind in kinds
        for group in GROUPS
        if missed[kind, group] or false[kind, group]
    ]


def counts_left(verdict: Verdict) -> Counts:
    """The verdict's counts without the missed and false names of the explained groups."""
    missed = sum(missed_group(verdict, name) not in EXPLAINED for name in verdict.missed)
    false = sum(false_group(verdict, found) not in EXPLAINED for found in verdict.false)
    return Counts(len(verdict.right), false, missed)


def missed_group(verdict: Verdict, name: Name) -> str:
    """Why a marked name is none of ours."""
    surface = verdict.passage.text[name.start : name.end]
    touching = [f for f in verdict.found if f.span.overlaps(name.span)]
    same = [f for f in touching if f.span == name.span]
    if same:
        return _as_type(name.kind, same[0])
    parts = [f for f in touching if name.span.covers(f.span)]
    if len(name.ids) > 1 or len(parts) > 1 or (parts and _JOINED.search(surface)):
        return "several"
    if any(f.span.covers(name.span) for f in touching):
        return "inside"
    if touching:
        return "ends"
    return _by_name(name, surface)


def _as_type(kind: str, found: Found) -> str:
    of_gene = kind.lower().startswith("gene")
    if found.type == "DrugClass" and not of_gene:
        return "class"
    others = ("Drug", "Chemical") if of_gene else ("Gene",)
    molecule = of_gene or kind.startswith("Chem")
    return "role" if molecule and found.type in others else "type"


def _by_name(name: Name, surface: str) -> str:
    """Where nothing of ours is near: what sort of name it is."""
    kind = name.kind.lower()
    if kind.startswith("gene"):
        if name.ids and not any(i in hgnc_by_entrez() for i in name.ids):
            return "species"
        if not name.ids and squashed(surface) not in gene_names():
            return "unnamed"
    elif kind.startswith("disease"):
        if all(map(_GENERAL.fullmatch, surface.lower().split())):
            return "general"
        trees = _trees(name, surface)
        if _only_in(trees, _SYMPTOM_TREES) or any(t.startswith(_SIGNS) for t in trees):
            return "symptom"
    elif kind.startswith("chemical"):
        trees = _trees(name, surface)
        if _only_in(trees, ("D01",)):
            return "inorganic"
        if any(tree.startswith("D12") for tree in trees):
            return "peptide"
    elif kind == "sequencevariant" and _IN_WORDS.search(surface):
        return "words"
    is_short = len(surface) <= _SHORT and surface != surface.lower()
    return "short" if is_short and not kind.startswith("gene") else "other"


def _only_in(trees: Sequence[str], heads: tuple[str, ...]) -> bool:
    return bool(trees) and all(tree.startswith(heads) for tree in trees)


def _trees(name: Name, surface: str) -> tuple[str, ...]:
    by_number, by_name = mesh_trees()
    if name.ids:
        return tuple(tree for i in name.ids for tree in by_number.get(i, ()))
    low = surface.lower()
    return by_name.get(low) or by_name.get(low.rstrip("s")) or by_name.get(f"{low}s", ())


def false_group(verdict: Verdict, found: Found) -> str:
    """Why a name of ours is none of theirs."""
    touching = [n for n in verdict.passage.names if n.span.overlaps(found.span)]
    if any(n.kind == verdict.kind for n in touching):
        several = [n for n in touching if _joins(verdict, n)]
        return "several" if several else "ends"
    if touching:
        return "other kind there"
    surface = verdict.passage.text[found.start : found.end]
    if verdict.kind.startswith("Chem") and squashed(surface) in gene_names():
        return "protein"
    return "nothing there"


def _joins(verdict: Verdict, name: Name) -> bool:
    surface = verdict.passage.text[name.start : name.end]
    inside = [f for f in verdict.found if Span(name.start, name.end).covers(f.span)]
    return len(name.ids) > 1 or len(inside) > 1 or bool(_JOINED.search(surface))


@cache
def mesh_trees() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Tree numbers of MeSH's descriptors, by number and by name in lower case."""
    by_number: dict[str, tuple[str, ...]] = {}
    by_name: dict[str, tuple[str, ...]] = {}
    for row in source_rows("mesh_id_label_mappings.tsv.gz"):
        trees = tuple(row[3].split("|")) if len(row) > 3 and row[3] else ()
        by_number[row[0]] = trees
        for name in (row[1], *(row[2].split("|") if len(row) > 2 else ())):
            by_name.setdefault(name.lower(), trees)
    return by_number, by_name


@cache
def gene_names() -> frozenset[str]:
    """Every symbol, alias, previous symbol and full name of HGNC, squashed."""
    heading, *rows = source_rows("hgnc_entries.tsv.gz")
    wanted = ("Approved symbol", "Approved name", "Alias symbols", "Previous symbols")
    columns = [heading.index(name) for name in wanted]
    return frozenset(
        squashed(one)
        for row in rows
        for column in columns
        for one in (row[column].split(", ") if "symbols" in heading[column] else (row[column],))
        if one
    )

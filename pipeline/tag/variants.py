"""Sequence alterations, by the rules of ``variants.toml``, with HGVS-like descriptions.

The gene is settled later, over the whole document: ids read ``var:?/p.T790M`` here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import ALIAS, GUESS, PATTERN, Candidate
from pipeline.tag.rules import Rule, load_rules, load_tsv, rule_named
from pipeline.tag.scene import Scene

UNKNOWN = "var:?/"
_FILE = "variants.toml"
_SHARED_STEM = re.compile(r"/([ACDEFGHIKLMNPQRSTVWY*])(?![A-Za-z0-9])")
_CHANGES = {
    "indel": "indel", "del": "deletion", "欠失": "deletion", "欠損": "deletion", "ins": "insertion",
    "挿入": "insertion", "dup": "duplication", "重複": "duplication", "ski": "skipping",
    "スキッ": "skipping",
}  # fmt: skip


@cache
def _letters() -> dict[str, str]:
    """Every way to write an amino acid, lower case, to its one-letter code."""
    letters: dict[str, str] = {"x": "*"}
    for one, three, japanese, english in load_tsv("amino_acids.tsv"):
        for name in (one, three, *japanese.split("|"), *english.split("|")):
            if name:
                letters[name.lower()] = one
    return letters


def find_variants(scene: Scene) -> Iterator[Candidate]:
    """Propose every alteration; a compound or a shared stem gives one for each part."""
    for rule in load_rules(_FILE):
        if rule.text("kind") == "compound":
            continue
        for match in rule.finditer(scene.text):
            made = _describe(rule, match)
            if made is None:
                continue
            start, end = rule.span(match)
            if rule.id == "variant.glued":
                if (gene := _glued_gene(scene, match)) is None:
                    continue
                yield gene
            end = _balanced(scene.text, start, end)
            yield _candidate(start, end, rule.id, *made, _rank(scene, start, end, made[0]))
            if rule.id == "variant.substitution":
                yield from _shared_stem(scene, match)
    yield from _compounds(scene)


def _compounds(scene: Scene) -> Iterator[Candidate]:
    """``E255V/T315I``: changes of different residues in one molecule are one variant."""
    for match in rule_named(_FILE, "variant.compound").finditer(scene.text):
        start, end = match.span("span")
        parts = match["span"].split("/")
        described = [rule_named(_FILE, "variant.substitution").regex.fullmatch(p) for p in parts]
        changes = [_protein(part) for part in described if part is not None]
        if None in changes or len({part["pos"] for part in described if part}) < len(parts):
            continue  # V600E/V600K is a list
        change = "/".join([str(changes[0]), *(str(c).removeprefix("p.") for c in changes[1:])])
        rank = ALIAS if scene.follows_gene(start) else PATTERN
        yield _candidate(start, end, "variant.compound", change, change, rank)


def _glued_gene(scene: Scene, match: re.Match[str]) -> Candidate | None:
    """The gene of ``BRAFV600E``: the lexicon finds whole words only."""
    found = scene.lexicon.gene_symbol(match["gene"])
    if found is None:
        return None
    ids = (Grounding(*found, 0.9, "symbol before a variant"),)
    return Candidate(*match.span("gene"), MentionType.GENE, "variant.glued.gene", ids)


def _balanced(text: str, start: int, end: int) -> int:
    """Take in the ``)`` of ``p.(Gly12Cys)``."""
    inside = text[start:end]
    return end + 1 if inside.count("(") > inside.count(")") and text[end : end + 1] == ")" else end


def _rank(scene: Scene, start: int, end: int, change: str) -> int:
    """How well founded: T47D and A925L are lines, G12A a known change of a gene."""
    if genes_known_for(change) or scene.follows_gene(start):
        return ALIAS
    surface = scene.text[start:end]
    other = (MentionType.CELL_LINE, MentionType.GENE, MentionType.CHEMICAL, MentionType.DRUG)
    return GUESS if scene.has_type(surface, *other) else PATTERN


def genes_known_for(change: str) -> tuple[str, ...]:
    """Symbols of the genes a change is known of; a compound is known by any of its parts."""
    first, *more = change.split("/")
    parts = (change, first, *(f"p.{part}" for part in more))
    return next((genes for part in parts if (genes := hotspots().get(part))), ())


@cache
def hotspots() -> Mapping[str, tuple[str, ...]]:
    """Well-known changes and the symbols of the genes they name, likeliest first."""
    found: dict[str, tuple[str, ...]] = {}
    for gene, changes in load_tsv("hotspots.tsv"):
        for change in changes.split():
            found[change] = (*found.get(change, ()), gene)
    return found


@cache
def residues() -> frozenset[str]:
    """Residues of the well-known changes, as ``G12``: a codon, whatever else is called so."""
    found = (re.fullmatch(r"p\.([A-Z]\d+)[A-Z*]", change) for change in hotspots())
    return frozenset(match[1] for match in found if match)


def describe_change(match: re.Match[str]) -> tuple[Grounding, ...]:
    """Candidates for a match of ``variant.substitution``; none where it makes no sense."""
    change = _protein(match)
    return () if change is None else (Grounding(UNKNOWN + change, change, 0.9, "put together"),)


def _shared_stem(scene: Scene, match: re.Match[str]) -> Iterator[Candidate]:
    """``V600E/K``: the K stands for V600K."""
    at = match.end()
    while tail := _SHARED_STEM.match(scene.text, at):
        change = f"p.{match['from']}{match['pos']}{tail[1]}"
        yield _candidate(tail.start(1), tail.end(1), "variant.shared_stem", change, change)
        at = tail.end()


def _candidate(
    start: int, end: int, rule: str, change: str, name: str, rank: int = PATTERN
) -> Candidate:
    ids = (Grounding(UNKNOWN + change, name, 0.9, rule),)
    return Candidate(start, end, MentionType.VARIANT, rule, ids, rank)


def _describe(rule: Rule, match: re.Match[str]) -> tuple[str, str] | None:
    """The change as id part and as name, or None where the match makes no sense."""
    kind = rule.text("kind")
    if kind in ("protein", "spelled"):
        change = _protein(match)
        return None if change is None else (change, change)
    if kind == "range":
        change = _range(match)
        return None if change is None else (change, change)
    if kind == "exon":
        return _exon(match)
    if kind == "splice":
        name = _splice(match.groupdict())
        return name, name
    if kind == "itd":
        return "ITD", "ITD"
    prefix = "rs" if kind == "rs" else ""
    name = prefix + re.sub("->|→", ">", match["name"]).replace(" ", "")
    return name, name


def _splice(groups: dict[str, str | None]) -> str:
    """``AR-V7`` for all its spellings."""
    if number := groups["number"] or groups["number_ja"]:
        return f"AR-V{number}"
    name = groups["name"]
    return f"AR-{name[0].upper()}{name[1:]}" if name else "EGFRvIII"


def _protein(match: re.Match[str]) -> str | None:
    letters = _letters()
    source = letters[match["from"].lower()]
    target = match["to"]
    residue = letters.get(target.lower())
    if residue is None:
        residue = _frameshift(target)
    if residue == source and len(match["from"]) == 1:
        return None
    # G12X is "any change of G12", not a stop.
    if target == "X" and (source, match["pos"]) in _ANY_CHANGE:
        return None
    return f"p.{source}{match['pos']}{residue}"


_ANY_CHANGE = {("G", "12"), ("G", "13"), ("Q", "61"), ("V", "600")}


def _frameshift(target: str) -> str:
    """``Rfs*30`` and ``fs`` describe one thing at the level that texts give: ``fs``."""
    return "fs" if "fs" in target.lower() else target.lstrip("_")


def _range(match: re.Match[str]) -> str | None:
    letters = _letters()
    groups = match.groupdict()
    first = letters[groups["from"].lower()]
    last = letters[groups["from2"].lower()] if groups["from2"] else ""
    if int(groups["pos2"]) <= int(groups["pos"]):
        return None
    change = groups["post"] or groups["post1"] or (groups["pre"] or "").lower()
    # The deleted residues themselves may be left out: delELREA and del are the same.
    change = re.sub(r"^del[A-Z]+", "del", change).replace(">", "delins")
    return f"p.{first}{groups['pos']}_{last}{groups['pos2']}{change}"


def _exon(match: re.Match[str]) -> tuple[str, str]:
    groups = match.groupdict()
    exon = groups.get("exon") or groups.get("exon2") or groups.get("delta") or ""
    change = groups.get("change") or groups.get("change2") or "skipping"
    key = next(key for key in _CHANGES if change.lower().startswith(key))
    word = _CHANGES[key]
    return f"exon-{exon}-{word}", f"exon {exon} {word}"

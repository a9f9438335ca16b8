"""Cell lines: Cellosaurus's lines, DepMap's names for cancer lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.sources.tables import Sources
from pipeline.model import MentionType

# Banked fibroblasts, lymphoblasts and stem cells: tens of thousands of numbers.
_BANKED = re.compile(
    r"(?:GM|AG|DA|HG|NA|ND|WG|CW|PGP|UKBi|WAe|HPSI|HVRD|HEL\d|iPS|LND|UCSD|HUES|GENEA|KCL|RCM|CHB|HS)"
    r"[- ]?\d{3,}.*"
)
_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .:/#+-]*")
_LIKE_A_MUTATION = re.compile(r"[ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWY]")
# Of animal lines only names of letters and figures: H9c2, COS-7, RAW 264.7, CMT-93.
_CODED = re.compile(r"[A-Z][A-Za-z]{0,5}[- ]?\d{1,4}(?:[A-Za-z]\d?|\.\d)?")
_TOO_LONG = 24  # characters; longer ones are descriptions


def add_cell_lines(compiler: Compiler, sources: Sources) -> None:
    """Add the lines; names of a line that DepMap holds are surer than others."""
    depmap, aliases = _depmap(sources)
    others = {row[0]: row[1] for row in sources.hand("cell_lines.tsv", 2)}  # by hand
    names: dict[str, list[str]] = defaultdict(list)
    animal = set()
    for name, accession, organism in sources.table("cellosaurus_names.tsv.gz", header=False):
        names[accession].append(name)
        if organism != "Homo sapiens" and accession not in others:
            animal.add(accession)
    for accession in sorted(names.keys() | depmap.keys() | others.keys()):
        known = accession in depmap or accession in others
        usable = [name for name in names[accession] if _usable(name, known)]
        if accession in animal:
            usable = [name for name in usable if _CODED.fullmatch(name)]
        for name in usable:
            sources.use("cellosaurus_names.tsv.gz", name, accession)
        usable += [name for name in aliases.get(accession, ()) if _usable(name, known)]
        if accession in depmap:
            usable.append(depmap[accession])
            sources.use("depmap_sample_info.csv.gz", accession)
        if not usable:
            continue
        name = others.get(accession) or canonical(usable, depmap.get(accession))
        id = "cvcl:" + accession.removeprefix("CVCL_").lower()
        compiler.entity(id, MentionType.CELL_LINE, name)
        for each in sorted({name, *usable}):
            why = "depmap" if known else "cellosaurus"
            why += " animal" if accession in animal else ""
            score = 0.9 if known else 0.5 if _LIKE_A_MUTATION.fullmatch(each) else 0.6
            compiler.name(each, id, score - 0.02 * (each != name), why)


def _depmap(sources: Sources) -> tuple[dict[str, str], dict[str, list[str]]]:
    names: dict[str, str] = {}
    aliases: dict[str, list[str]] = {}
    for row in sources.table("depmap_sample_info.csv.gz", delimiter=","):
        accession = row[13].strip()
        if accession and row[1].strip():
            names[accession] = row[1].strip()
            aliases[accession] = [a.strip() for a in row[4].split(",") if a.strip()]
    return names, aliases


def canonical(names: list[str], preferred: str | None) -> str:
    """The name to show: DepMap's, else the commonest, hyphened as Cellosaurus has it."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        groups[_bare(name)].append(name)
    if preferred is not None:
        group = groups.get(_bare(preferred), [preferred])
    else:
        counts = Counter({bare: len(group) for bare, group in groups.items()})
        group = groups[min(counts, key=lambda bare: (-counts[bare], len(bare), bare))]
    if preferred is not None and "-" in preferred:
        return preferred
    # Cellosaurus lists "A 549" beside "A549" only where its own name is "A-549".
    spaced = any(" " in name for name in group)
    hyphened = [name for name in group if "-" in name and "/" not in name]
    if hyphened and spaced:
        return max(hyphened, key=lambda name: (name.count("-"), name))
    solid = [name for name in group if name.isalnum()]
    return preferred or max(solid or group, key=lambda name: (not name.isupper(), name))


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _usable(name: str, known: bool) -> bool:
    """Whether a name can be told from a word, a number, a gene or a mutation in running text."""
    if not _SHAPE.fullmatch(name) or len(name) > _TOO_LONG or _BANKED.fullmatch(name):
        return False
    bare = re.sub(r"[\W_]", "", name)
    letters = sum(char.isalpha() for char in bare)
    digits = len(bare) - letters
    if not letters or len(bare) < 3:
        return False
    if name.count(" ") > 2 or re.search(r"[a-z]{4,} [a-z]", name):
        return False
    if known:
        return True
    if re.fullmatch(r"\d+[ -]?[A-Za-z]{0,2}", name):
        return False
    return digits > 0

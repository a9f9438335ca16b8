"""Japanese names of diseases: by hand, and Manbyo's read part by part into English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from unicodedata import normalize

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler, Sense
from pipeline.lexicon.keys import key_of
from pipeline.lexicon.sources.tables import Sources, names_in
from pipeline.model import MentionType

_MANBYO = "manbyo_ja.csv.gz"
_SLOT = "_"
_PREFIXES = 2  # at most so many words before a name


def add_japanese_diseases(compiler: Compiler, sources: Sources) -> None:
    """``ja_diseases.tsv`` by its English names, then what Manbyo lists and its parts say."""
    heads: dict[str, str] = {}
    listed = _listed(sources)
    for cell, japanese in sources.hand("ja_diseases.tsv", 2):
        given, _, named = cell.rpartition("=")
        english = named.lower()
        senses = compiler.senses(named, MentionType.DISEASE)
        if given and not (senses and _by_hand(senses[0])):
            senses = []
        id = senses[0].id if senses else listed.get(f"{given}={english}" if given else english)
        if id is None:
            raise LexiconError(f"ja_diseases.tsv: no source lists {cell}; correct it")
        compiler.entity(id, MentionType.DISEASE, compiler.name_of(id) or english)
        if not senses and "," not in english:  # short (gout) or elsewhere; safe by hand
            compiler.name(english, id, 0.9, "hand-written en")
        for name in names_in(japanese):
            heads[key_of(name)] = english
            known = compiler.senses(name, MentionType.DISEASE)
            if not (known and _by_hand(known[0])):  # diseases.tsv comes first
                _add(compiler, name, id, 0.95, "hand-written ja")
    parts = _parts(sources, heads)
    rows = _manbyo(sources)
    for name in sorted({name for row in rows for name in (row[0], row[2])}):
        if not compiler.senses(name, MentionType.DISEASE):
            id = meaning(compiler, parts, name)
            if id is not None:
                sources.use(_MANBYO, name)
                _add(compiler, name, id, 0.85, "manbyo")
    _add_by_category(compiler, sources, rows)


def _by_hand(sense: Sense) -> bool:
    return sense.why.startswith("hand-written")


def _listed(sources: Sources) -> dict[str, str]:
    """Ids by lower-case name, the short ones of MONDO too; ``doid:…=name``, ``mesh:…=name``."""
    found: dict[str, str] = {}
    rows = list(sources.table("mondo.tsv.gz"))
    for row in rows:
        found.setdefault(row[1].lower(), row[0].lower())
    for row in rows:
        for synonym in row[3].lower().split("|"):
            found.setdefault(synonym, row[0].lower())
    for id, name, *_ in sources.table("doid.tsv.gz"):
        found[f"{id.lower()}={name.lower()}"] = id.lower()
    for id, name, *_ in sources.table("mesh_id_label_mappings.tsv.gz", header=False):
        found[f"mesh:{id}={name.lower()}"] = f"mesh:{id}"
    return found


def _add(compiler: Compiler, name: str, id: str, score: float, why: str) -> None:
    if compiler.name(name, id, score, why) and not compiler.entities[id].ja:
        compiler.entities[id].ja = name


def _manbyo(sources: Sources) -> list[list[str]]:
    """Manbyo's rows: a name as it is written, ICD-10 code, the standard name; sorted."""
    rows = sources.table(_MANBYO, delimiter=",", header=False)
    return sorted([normalize("NFKC", cell) for cell in row] for row in rows if len(row) == 3)


_STAGE = re.compile(
    "進行|早期|末期|再発|術後|疑い|合併|既往|転移|浸潤|多発|両側|異時|同時|原発不明|の$|[有等]$|[0-9IVX]"
)
_CANCER = re.compile("[一-鿿ァ-ヺー]{1,12}(?:癌|悪性腫瘍)")
_SPREAD = re.compile("[一-鿿]{1,8}(?<!再発)(?<!多発)転移")


def _add_by_category(compiler: Compiler, sources: Sources, rows: list[list[str]]) -> None:
    """Standard names of cancers that no English fits: the cancer of their ICD-10 category."""
    categories = {row[0]: row[1] for row in sources.hand("icd10.tsv", 2)}
    for name, code, standard in rows:
        id = categories.get(code[:3])
        if id is None or name != standard or compiler.senses(name, MentionType.DISEASE):
            continue
        spread = code[:3] in ("C77", "C78", "C79")
        fits = _SPREAD if spread else _CANCER
        if fits.fullmatch(name) and (spread or not _STAGE.search(name)):
            sources.use(_MANBYO, name)
            compiler.name(name, id, 0.8, "manbyo category")


@dataclass(slots=True)
class Parts:
    """English of the parts that names are made of, by their keys."""

    sites: dict[str, list[str]] = field(default_factory=dict)
    heads: dict[str, list[str]] = field(default_factory=dict)
    prefixes: dict[str, list[str]] = field(default_factory=dict)


def _parts(sources: Sources, heads: dict[str, str]) -> Parts:
    parts = Parts(heads={key: [english] for key, english in heads.items()})
    kinds = {"site": parts.sites, "head": parts.heads, "prefix": parts.prefixes}
    for kind, japanese, english in sources.hand("disease_parts.tsv", 3):
        if kind not in kinds:
            raise LexiconError(f"disease_parts.tsv: {kind} is none of {', '.join(kinds)}")
        for name in names_in(japanese):
            kinds[kind].setdefault(key_of(name), []).extend(names_in(english))
    return parts


def meaning(compiler: Compiler, parts: Parts, name: str) -> str | None:
    """The disease of the first English for a name's parts that a source lists."""
    for english in readings(parts, key_of(name)):
        senses = compiler.senses(english, MentionType.DISEASE)
        if senses and senses[0].score >= 80:
            return senses[0].id
    return None


def readings(parts: Parts, key: str) -> Iterator[str]:
    """English for a Japanese name's key: prefixes, a site, a head; none where a part is unknown.

    ``甲状腺乳頭癌`` gives ``papillary thyroid carcinoma``, ``thyroid papillary carcinoma``,
    ``papillary carcinoma of the thyroid`` and the like, the likeliest first.
    """
    for before, site, head in _splits(parts, key):
        words = [parts.prefixes[prefix] for prefix in before]
        sites = parts.sites[site] if site else [""]
        for chosen in product(parts.heads[head], sites, *words):
            yield from _orders(chosen[0], chosen[1], " ".join(chosen[2:]))


def _splits(parts: Parts, key: str) -> Iterator[tuple[list[str], str, str]]:
    for before, rest in _prefixed(parts, key, _PREFIXES):
        if rest in parts.heads and not _needs_site(parts.heads[rest][0]):
            yield before, "", rest
        for cut in range(1, len(rest)):
            site, head = rest[:cut], rest[cut:]
            if site in parts.sites and head in parts.heads:
                yield before, site, head
            elif site in parts.sites:  # 肺原発性…: what stands before may come behind the site
                for middle, end in _prefixed(parts, head, 1):
                    if middle and end in parts.heads:
                        yield [*before, *middle], site, end


def _needs_site(english: str) -> bool:
    """Whether a head is a word for any tumour: 腫瘍 alone is no name."""
    return english.replace(_SLOT, "").strip() in ("cancer", "benign  neoplasm")


def _prefixed(parts: Parts, key: str, most: int) -> Iterator[tuple[list[str], str]]:
    yield [], key
    if most:
        for cut in range(1, len(key)):
            if key[:cut] in parts.prefixes:
                for more, rest in _prefixed(parts, key[cut:], most - 1):
                    yield [key[:cut], *more], rest


@cache
def _orders(head: str, site: str, before: str) -> tuple[str, ...]:
    bare = re.sub(r"\s+", " ", head.replace(_SLOT, " ")).strip()
    if not site:
        return (f"{before} {bare}".strip(),)
    if _SLOT not in head:
        filled = [f"{site} {bare}"]
    else:
        filled = [head.replace(_SLOT, site), f"{site} {bare}"]
    behind = [f"{bare} of {site}", f"{bare} of the {site}"]
    return tuple(
        dict.fromkeys(
            each
            for name in (*filled, *behind)
            for each in ([f"{before} {name}", f"{site} {before} {bare}"] if before else [name])
        )
    )

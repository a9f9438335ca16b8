"""Molecular subtypes as one span with their disease, and metastases by organ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.lexicon import Hit
from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import Candidate
from pipeline.tag.rules import Rule, load_rules, rule_named
from pipeline.tag.scene import Scene, grounding
from pipeline.text import is_japanese

_FILE = "diseases.toml"
_REACH = 70  # how far before a disease its gene may stand, in folded code points
_SIGNED = re.compile(r"陽性$|陰性$|野生型$|positive|negative|wild-?type|[+-][)]?[ /]?$")
_METASTASIS = Grounding("mondo:0024883", "metastatic neoplasm", 0.9, "organ of the metastasis")


def find_metastases(scene: Scene) -> Iterator[Candidate]:
    """Propose metastases named by their organ, with the id of the general term."""
    for rule in load_rules(_FILE):
        if rule.id.startswith("metastasis."):
            for match in rule.finditer(scene.text):
                start, end = match.span("span")
                yield Candidate(start, end, MentionType.DISEASE, rule.id, (_METASTASIS,))


def find_subtypes(scene: Scene) -> Iterator[Candidate]:
    """Propose each disease together with the genes and markers that qualify it."""
    for hit in scene.hits:
        entries = [entry for entry in hit.entries if entry.type is MentionType.DISEASE]
        if not entries:
            continue
        start = _qualified_from(scene, hit.start, hit.end)
        if start < hit.start:
            own = _own_names(scene, start, hit)
            rest = tuple(g for g in map(grounding, entries) if g.id not in {o.id for o in own})
            if own:  # the subtype before what it is a subtype of, whatever their sources
                rest = tuple(replace(g, score=min(g.score, own[0].score - 0.05)) for g in rest)
            ids = (*own, *rest)
            yield Candidate(start, hit.end, MentionType.DISEASE, "disease.subtype", ids)


def _own_names(scene: Scene, start: int, hit: Hit) -> tuple[Grounding, ...]:
    """The subtype itself, where the lexicon has it: ``HER2-negative metastatic breast cancer``.

    Of several qualifiers all are tried together, then the first and the last.
    """
    qualifiers = _rule("disease.stage").regex.sub("", scene.text[start : hit.start])
    parts = [part for part in re.split(r"(?<=,) |かつ|、", qualifiers) if part]
    for qualifier in dict.fromkeys((qualifiers, *parts[:1], *parts[-1:])):
        name = f"{qualifier.rstrip(', ')} {scene.text[hit.start : hit.end]}"
        found = [e for e in scene.lexicon.lookup(name) if e.type is MentionType.DISEASE]
        if found:
            return tuple(grounding(entry) for entry in found)
    return ()


def _qualified_from(scene: Scene, start: int, end: int) -> int:
    """Where the run of qualifiers before a disease begins; ``start`` where there is none."""
    disease = scene.text[start:end]
    first = True
    while (earlier := _one_qualifier(scene, start, disease if first else "")) is not None:
        start, first = earlier, False
    return start


def _one_qualifier(scene: Scene, start: int, disease: str) -> int | None:
    """Where the qualifier that ends at ``start`` begins; ``disease`` is empty past the first."""
    low = max(0, start - _REACH)
    before = scene.text[low:start]
    named = _rule("subtype.named").regex.search(before)
    if named and not _inside_word(scene.text, low + named.start()):
        return low + named.start()
    for end in range(start, low, -1):
        target = scene.target_ending(end, (MentionType.VARIANT, MentionType.GENE))
        if target is not None and target.type is MentionType.VARIANT:
            between = scene.text[target.end : start]
            joined = between == " " or (between != "" and _joins(between, disease))
            return _with_gene(scene, target.start) if joined else None
        if target is not None:
            joined = _joins(scene.text[target.end : start], disease)
            return _first_of_list(scene, target.start) if joined else None
    return None


def _with_gene(scene: Scene, start: int) -> int:
    """``BRAF V600E-mutant melanoma``: the gene of the variant belongs to the subtype."""
    gap = 1 if scene.text[start - 1 : start] in (" ", "-", "の", ":") else 0
    gene = scene.target_ending(start - gap, (MentionType.GENE,))
    return start if gene is None else gene.start


def _first_of_list(scene: Scene, start: int) -> int:
    """``BRCA1/2-mutated``: the subtype begins with the first gene of the list."""
    while scene.text[start - 1 : start] == "/":
        earlier = scene.target_ending(start - 1, (MentionType.GENE,))
        if earlier is None:
            break
        start = earlier.start
    return start


def _joins(between: str, disease: str) -> bool:
    if not disease:
        # HER2陰性EGFR変異陽性: a further one must say so itself (TP53変異の… is a clause).
        return _joins(between, "x") and bool(_SIGNED.search(between))
    if between == "":
        # ALK肺がん, but no gene right before an English name.
        return is_japanese(disease[-1]) and bool(_rule("cancer.name.ja").regex.search(disease))
    if between in (" ", "-"):
        return False
    return any(_rule(name).regex.match(between) for name in ("subtype.ja", "subtype.en"))


def _inside_word(text: str, at: int) -> bool:
    return at > 0 and re.match(r"[A-Za-z]", text[at - 1]) is not None and text[at].isascii()


def _rule(rule_id: str) -> Rule:
    return rule_named(_FILE, rule_id)

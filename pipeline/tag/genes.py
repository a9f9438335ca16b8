"""Names put together from gene names: fusions, microRNAs, shared stems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import GUESS, PATTERN, Candidate, Target, text_grounding
from pipeline.tag.rules import load_table, rule_named, strings
from pipeline.tag.scene import Scene

_FILE = "genes.toml"
_UNLISTED = {
    "gene.bacterial": "named as genes of bacteria are",
    "gene.beta-lactamase": "named as genes of bacteria are",
    "gene.circular": "named as circular RNAs are",
}
_FUSION_REACH = 12
_SIBLING = re.compile(r"/(\d{1,2})(?![A-Za-z0-9])")
_TO_SIBLING = re.compile(r"-([2-9])(?![A-Za-z0-9-])")  # FGFR1-4


def find_fusions(scene: Scene) -> Iterator[Candidate]:
    """Propose two genes joined by a sign, where the pair is a fusion rather than a list."""
    for match in rule_named(_FILE, "fusion.pair").finditer(scene.text):
        five = _partner(scene, match["five"])
        three = _partner(scene, match["three"])
        if five is None or three is None or five == three:
            continue
        if not _is_fusion(scene, match, five[1], three[1]):
            continue
        fusion = Grounding(
            f"fusion:{five[0]}-{three[0]}", f"{five[1]}::{three[1]}", 0.95, "two genes joined"
        )
        start, end = match.span("span")
        yield Candidate(start, end, MentionType.GENE, "fusion.pair", (fusion,))


def _partner(scene: Scene, surface: str) -> tuple[str, str] | None:
    """A single gene (no family) by its symbol, or by the name it has in fusions."""
    partners = load_table(_FILE)["partners"]
    known = partners.get(surface) if isinstance(partners, dict) else None
    found = scene.lexicon.gene_symbol(str(known or surface))
    return found if found is not None and found[0].startswith("hgnc:") else None


def _is_fusion(scene: Scene, match: re.Match[str], five: str, three: str) -> bool:
    if match["link"] in ("::", "--"):
        return True
    after = scene.text[match.end() : match.end() + _FUSION_REACH]
    if rule_named(_FILE, "fusion.word").regex.match(after):
        return True
    oncogenic = load_table(_FILE)["oncogenic"]
    if not isinstance(oncogenic, dict):
        return False
    first, last = strings(oncogenic["five_prime"]), strings(oncogenic["three_prime"])
    # A slash mostly lists two genes: both must be known partners.
    if match["link"] == "/":
        return five in first and three in last
    return three in last or five in first


def find_mirnas(scene: Scene) -> Iterator[Candidate]:
    """Propose microRNAs, grounded by the symbol that HGNC gives the precursor."""
    for rule_id in ("mirna", "mirna.let7"):
        prefix = "MIR" if rule_id == "mirna" else "MIRLET7"
        for match in rule_named(_FILE, rule_id).finditer(scene.text):
            yield _mirna(scene, match, 0, prefix)
            at = match.end()
            while more := rule_named(_FILE, "mirna.next").regex.match(scene.text[at:]):
                yield _mirna(scene, more, at, "MIR")
                at += more.end()


def _mirna(scene: Scene, match: re.Match[str], offset: int, prefix: str) -> Candidate:
    number = match["number"].upper()
    copy = (match["copy"] or "")[1:]
    # miR-16-1 is MIR16-1, miR-125b-1 is MIR125B1; without its copy, the first stands for all.
    joiner = "-" if number[-1].isdigit() else ""
    tries = [f"{prefix}{number}{joiner}{copy}"] if copy else []
    tries += [f"{prefix}{number}", f"{prefix}{number}{joiner}1"]
    start, end = (offset + place for place in match.span("span"))
    for symbol in tries:
        found = scene.lexicon.gene_symbol(symbol)
        if found is not None:
            ids: tuple[Grounding, ...] = (Grounding(*found, 0.95, "hgnc symbol of the miRNA"),)
            return Candidate(start, end, MentionType.GENE, "mirna", ids)
    return Candidate(start, end, MentionType.GENE, "mirna", (), GUESS if copy else PATTERN)


def find_shared_stems(scene: Scene) -> Iterator[Candidate]:
    """``BRCA1/2``: one mention of both, where the lexicon has no name for them.

    It is the family that holds these members and no other number, else the first gene.
    """
    wholes = {(hit.start, hit.end) for hit in scene.hits}
    for target in scene.targets:
        if target.type is not MentionType.GENE or not scene.text[target.end - 1].isdigit():
            continue
        stem = scene.text[target.start : target.end].rstrip("0123456789")
        members, end = _members(scene, stem, target.end)
        if not members or (target.start, end) in wholes:
            continue
        members = [scene.text[target.start + len(stem) : target.end], *members]
        ids = _family(scene, stem, members) or Grounding(
            target.id, target.symbol, 0.9, "first of a shared stem"
        )
        yield Candidate(target.start, end, MentionType.GENE, "gene.shared_stem", (ids,))


def _members(scene: Scene, stem: str, at: int) -> tuple[list[str], int]:
    """The further figures behind a gene, ``/2/3``, and where they end."""
    found: list[str] = []
    if more := _TO_SIBLING.match(scene.text, at):
        first = scene.text[at - 1]
        between = [str(figure) for figure in range(int(first) + 1, int(more[1]) + 1)]
        known = all(scene.lexicon.gene_symbol(stem + figure) for figure in between)
        single = stem[-1].isalpha() and not scene.text[at - 2].isdigit()
        return (between, more.end()) if between and single and known else ([], at)
    while more := _SIBLING.match(scene.text, at):
        if scene.lexicon.gene_symbol(stem + more[1]) is None:
            break
        found.append(more[1])
        at = more.end()
    return found, at


def _family(scene: Scene, stem: str, members: list[str]) -> Grounding | None:
    genes, symbols = {}, set()
    for figure in (*members, *"123456789"):
        found = scene.lexicon.gene_symbol(stem + figure)
        if found is not None:
            genes[figure] = found[0]
            if found[1].upper() == (stem + figure).upper():
                symbols.add(figure)  # FGFR5 is but an old name of FGFRL1
    named = set.intersection(*(set(scene.lexicon.parents(genes[m])) for m in members))
    for family in sorted(named):
        others = [genes[figure] for figure in symbols - set(members)]
        if any(family in scene.lexicon.parents(other) for other in others):
            continue
        label = scene.lexicon.label(family)
        if label is not None:
            return Grounding(family, label.name, 0.9, "family of a shared stem")
    return None


def find_unlisted(scene: Scene) -> Iterator[Candidate]:
    """Propose what no list of human genes has: genes of bacteria, circular RNAs."""
    for rule, why in _UNLISTED.items():
        for match in rule_named(_FILE, rule).finditer(scene.text):
            if scene.lexicon.lookup(match["span"]):
                continue
            parts = match.groupdict()
            host = parts.get("host")
            name = f"circ{host}" if host else parts.get("enzyme") or match["span"]
            ids = (text_grounding(MentionType.GENE, name, 0.7, why),)
            yield Candidate(*match.span("span"), MentionType.GENE, rule, ids)


def find_phosphorylated(scene: Scene) -> Iterator[Candidate]:
    """``pERK``: the protein, with the p of its phosphorylated form."""
    rule = rule_named(_FILE, "gene.phosphorylated")
    for match in rule.finditer(scene.text):
        for entry in scene.lexicon.lookup(match["gene"]):
            if entry.type is MentionType.GENE:
                ids = (Grounding(entry.id, entry.name, 0.9, "p for phosphorylated"),)
                yield Candidate(*match.span("span"), MentionType.GENE, rule.id, ids)
                break


def as_targets(scene: Scene, candidates: Iterable[Candidate]) -> list[Target]:
    """Genes put together, and variants, as parts of longer names (``EML4-ALK阻害薬``)."""
    return [
        Target(c.start, c.end, c.type, c.groundings[0].id, _called(scene, c))
        for c in candidates
        if c.groundings and c.type in (MentionType.GENE, MentionType.VARIANT)
    ]


def _called(scene: Scene, candidate: Candidate) -> str:
    """How a class calls its target: a shared stem keeps its figures (``CDK4/6 inhibitor``)."""
    found = None
    if candidate.found_by == "gene.shared_stem":
        surface = scene.text[candidate.start : candidate.end]
        if span := re.fullmatch(r"(.*?)(\d)-(\d)", surface):
            figures = "/".join(str(figure) for figure in range(int(span[2]), int(span[3]) + 1))
            surface = span[1] + figures
        found = scene.lexicon.gene_symbol(surface)
    return found[1] if found is not None else candidate.groundings[0].name

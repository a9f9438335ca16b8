"""Tie each variant to its gene."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from pipeline.lexicon import Lexicon
from pipeline.model import Document, Grounding, Mention, MentionType, Span

_UNKNOWN = "var:?/"
_NEAR = 40
# What may stand between a gene and its variant when they form one name.
_BEFORE = re.compile(
    r"^(?:[\s\-:(/,.・、の]|p\.|genes?|protein|kinase(?: domain)?|mutations?|mutant|変異型?|遺伝子(?:の)?|に|において"
    r"|における|遺伝子変異|耐性|二次|点突然|突然|キナーゼ(?:領域)?|領域|secondary|acquired|resistance|activating"
    r"|ゲートキーパー|gatekeeper|（|）|\))*$"
)
_AFTER = re.compile(
    r"^(?:[\s\-+]|変異(?:型|陽性)?|耐性|mutations?|mutants?|mutated|positive|陽性|型|を有する|を持つ|をもつ|の"
    r"|substitutions?|alterations?|in|of|the|within|gene)*$"
)
_CHAIN = re.compile(
    r"^(?:[\s,、，・/／()（）]|and|or|および|及び|又は|または|や|と|mutations?|変異)*$"
)


@dataclass(frozen=True, slots=True)
class _Gene:
    span: Span
    id: str
    symbol: str


@cache
def hotspots() -> dict[str, tuple[str, ...]]:
    """Well-known changes and the gene symbols they name."""
    path = resources.files("pipeline.ground").joinpath("data", "hotspots.tsv")
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            gene, changes = line.split("\t")
            for change in changes.split():
                found[change] = (*found.get(change, ()), gene)
    return found


def settle_variants(doc: Document, lexicon: Lexicon) -> list[Mention]:
    """Give each variant the gene that the text ties it to, else the best known one.

    In order: the gene beside it; the gene beside the same change elsewhere in the document;
    a well-known gene of this change that the document names; the nearest gene before it in its
    sentence; a well-known gene; the gene that the document's other variants are of.
    """
    genes = _genes(doc.mentions, lexicon)
    variants = [m for m in doc.mentions if _is_open(m)]
    beside = _beside(doc, genes, variants)
    by_change = _majority((v, g) for v, g in beside.items())
    named = {gene.symbol: gene for gene in genes} | _class_targets(doc.mentions, lexicon)
    chosen: dict[Mention, _Gene] = {}
    for variant in variants:
        gene = (
            beside.get(variant)
            or by_change.get(_change(variant))
            or _known(variant, named)
            or _in_sentence(doc, genes, variant)
            or _from_table(variant, lexicon)
        )
        if gene is not None:
            chosen[variant] = gene
    usual = Counter(gene.id for gene in chosen.values()).most_common(1)
    by_id = {gene.id: gene for gene in chosen.values()}
    settled = []
    for mention in doc.mentions:
        gene = chosen.get(mention)
        if gene is None and usual and _is_open(mention):
            gene = by_id[usual[0][0]]
        settled.append(_with_gene(mention, gene) if gene and _is_open(mention) else mention)
    return settled


def _is_open(mention: Mention) -> bool:
    return mention.type is MentionType.VARIANT and mention.id.startswith(_UNKNOWN)


def _change(mention: Mention) -> str:
    return mention.id[len(_UNKNOWN) :]


def _genes(mentions: tuple[Mention, ...], lexicon: Lexicon) -> list[_Gene]:
    """Single genes; a fusion stands for its second partner, whose kinase the variants are of."""
    found = []
    for mention in mentions:
        if mention.type is not MentionType.GENE:
            continue
        id, symbol = mention.id, mention.name
        if id.startswith("fusion:"):
            id, symbol = "hgnc:" + id.rsplit("hgnc:", 1)[1], symbol.rsplit("::", 1)[-1]
        if id.startswith("hgnc:"):
            found.append(_Gene(mention.span, id, symbol))
    return found


def _class_targets(mentions: tuple[Mention, ...], lexicon: Lexicon) -> dict[str, _Gene]:
    """Genes that only the names of classes and of variants give: ``EGFR inhibitor``."""
    found = {}
    for mention in mentions:
        if mention.type is MentionType.DRUG_CLASS:
            symbol = mention.name.removeprefix("anti-").split(" ")[0]
            gene = lexicon.gene_symbol(symbol)
            if gene is not None and gene[0].startswith("hgnc:"):
                found[gene[1]] = _Gene(mention.span, *gene)
    return found


def _beside(doc: Document, genes: list[_Gene], variants: list[Mention]) -> dict[Mention, _Gene]:
    found: dict[Mention, _Gene] = {}
    last: Mention | None = None
    for variant in variants:
        gene = _adjacent(doc.text, genes, variant)
        if gene is None and last in found and last is not None:
            # KRAS G12C, G12D and G12V: the gene of the first holds along the list.
            between = doc.text[last.end : variant.start]
            gene = found[last] if len(between) <= 12 and _CHAIN.match(between) else None
        if gene is not None:
            found[variant] = gene
        last = variant
    return found


def _adjacent(text: str, genes: list[_Gene], variant: Mention) -> _Gene | None:
    before = [
        g for g in genes if g.span.end <= variant.start and variant.start - g.span.end <= _NEAR
    ]
    if before and _BEFORE.match(text[before[-1].span.end : variant.start]):
        return before[-1]
    after = [
        g for g in genes if g.span.start >= variant.end and g.span.start - variant.end <= _NEAR
    ]
    if after and _AFTER.match(text[variant.end : after[0].span.start]):
        return after[0]
    return None


def _majority(pairs: object) -> dict[str, _Gene]:
    votes: dict[str, Counter[str]] = {}
    by_id: dict[str, _Gene] = {}
    for variant, gene in pairs:  # type: ignore[attr-defined]
        votes.setdefault(_change(variant), Counter())[gene.id] += 1
        by_id[gene.id] = gene
    return {change: by_id[count.most_common(1)[0][0]] for change, count in votes.items()}


def _known(variant: Mention, named: dict[str, _Gene]) -> _Gene | None:
    for symbol in hotspots().get(_change(variant), ()):
        if symbol in named:
            return named[symbol]
    return None


def _from_table(variant: Mention, lexicon: Lexicon) -> _Gene | None:
    for symbol in hotspots().get(_change(variant), ()):
        gene = lexicon.gene_symbol(symbol)
        if gene is not None:
            return _Gene(variant.span, *gene)
    return None


def _in_sentence(doc: Document, genes: list[_Gene], variant: Mention) -> _Gene | None:
    start = max((s.start for s in doc.sentences if s.start <= variant.start), default=0)
    before = [g for g in genes if start <= g.span.start and g.span.end <= variant.start]
    return before[-1] if before else None


def _with_gene(mention: Mention, gene: _Gene) -> Mention:
    change = _change(mention)
    name = change if change.startswith(gene.symbol) else f"{gene.symbol} {mention.name}"
    first = mention.candidates[0]
    chosen = Grounding(
        f"var:{gene.id}/{change}", name, first.score, f"{first.why}, gene of the text"
    )
    return replace(mention, candidates=(chosen, *mention.candidates))

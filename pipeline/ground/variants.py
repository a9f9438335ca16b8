"""Tie each variant to its gene."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.lexicon import Lexicon
from pipeline.model import Document, Grounding, Mention, MentionType, Span
from pipeline.tag.rules import rule_named
from pipeline.tag.variants import UNKNOWN, genes_known_for

_NEAR = 45  # code points between a gene and a variant that can still be one name
_NEAR_IN_LIST = 14
_FAMILY_DEPTH = 3
_UNLISTED = "text:Gene/"  # a microbe's gene, mostly
_NAMES_ITS_GENE = re.compile(r"([A-Z][A-Z0-9]+)(?:-[VvA-Z]|v[IVX])")


@dataclass(frozen=True, slots=True)
class _Gene:
    span: Span
    id: str
    symbol: str


def settle_variants(doc: Document, lexicon: Lexicon) -> list[Mention]:
    """Give each variant the gene that the text ties it to, else the best known one.

    In order: the gene in its own name (AR-V7, EGFRvIII); the gene beside it; the gene beside the
    same change elsewhere in the document; a well-known gene of this change, one that the document
    names first; the nearest gene before it in its sentence; the gene that most of the document's
    variants are of; the gene that the document is about.
    """
    genes = _genes(doc.mentions)
    chosen = {m: gene for m in doc.mentions if _is_open(m) and (gene := _own(m, lexicon))}
    variants = [m for m in doc.mentions if _is_open(m) and m not in chosen]
    targets = _class_targets(doc.mentions, lexicon)
    named = {gene.symbol: gene for gene in (*targets, *genes)}
    beside = _beside(doc, genes, variants, named)
    elsewhere = _majority(beside.items())
    for variant in variants:
        gene = (
            beside.get(variant)
            or elsewhere.get(_change(variant))
            or _known(variant, named)
            or _from_table(variant, lexicon)
            or _in_sentence(doc, genes, variant)
        )
        if gene is not None:
            chosen[variant] = gene
    usual = _usual(list(chosen.values())) or _subject([*genes, *targets])
    return [
        _with_gene(m, _member(gene, m, lexicon))
        if _is_open(m) and (gene := chosen.get(m, usual))
        else m
        for m in doc.mentions
    ]


def _is_open(mention: Mention) -> bool:
    return mention.type is MentionType.VARIANT and mention.id.startswith(UNKNOWN)


def _change(mention: Mention) -> str:
    return mention.id[len(UNKNOWN) :]


def _own(variant: Mention, lexicon: Lexicon) -> _Gene | None:
    found = _NAMES_ITS_GENE.match(_change(variant))
    gene = lexicon.gene_symbol(found[1]) if found else None
    return _Gene(variant.span, *gene) if gene else None


def _genes(mentions: Iterable[Mention]) -> list[_Gene]:
    """Single genes; a fusion stands for its second partner, whose kinase the variants are of."""
    found = []
    for mention in mentions:
        id, symbol = mention.id, mention.name
        if mention.type is not MentionType.GENE:
            continue
        if id.startswith("fusion:"):
            id, symbol = "hgnc:" + id.rsplit("hgnc:", 1)[1], symbol.rsplit("::", 1)[-1]
        if id.startswith(("hgnc:", "fplx:", _UNLISTED)):
            found.append(_Gene(mention.span, id, symbol))
    return found


def _class_targets(mentions: Iterable[Mention], lexicon: Lexicon) -> list[_Gene]:
    """Genes that only the names of drug classes give: ``EGFR inhibitor``."""
    found = []
    for mention in mentions:
        if mention.type is MentionType.DRUG_CLASS and mention.name:
            gene = lexicon.gene_symbol(mention.name.removeprefix("anti-").split()[0])
            if gene is not None and gene[0].startswith("hgnc:"):
                found.append(_Gene(mention.span, *gene))
    return found


def _beside(
    doc: Document, genes: list[_Gene], variants: list[Mention], named: Mapping[str, _Gene]
) -> dict[Mention, _Gene]:
    """Genes that stand beside their variants, and hold along a list of variants."""
    found: dict[Mention, _Gene] = {}
    for variant in variants:
        gene = _adjacent(doc.text, genes, variant, named)
        if gene is not None:
            found[variant] = gene
    # KRAS G12C, G12D and G12V; also from the last to the first: P47S (rs1800371) of TP53.
    for ordered in (variants, variants[::-1]):
        for one, other in pairwise(ordered):
            first, last = sorted((one, other), key=lambda mention: mention.start)
            between = doc.text[first.end : last.start]
            near = len(between) <= _NEAR_IN_LIST and _ties("pair.chain", between)
            if near and one in found and other not in found:
                found[other] = found[one]
    return found


def _adjacent(
    text: str, genes: list[_Gene], variant: Mention, named: Mapping[str, _Gene]
) -> _Gene | None:
    """The gene right before or after a variant; ``genes`` are sorted and apart."""
    at = bisect_right(genes, variant.start, key=lambda gene: gene.span.end)
    before = genes[at - 1] if at else None
    if before is not None and variant.start - before.span.end <= _NEAR:
        between = text[before.span.end : variant.start]
        if _ties("pair.gene_first", between):
            return before
    at = bisect_left(genes, variant.end, key=lambda gene: gene.span.start)
    after = genes[at] if at < len(genes) else None
    if after is None or after.span.start - variant.end > _NEAR:
        return None
    if not _ties("pair.variant_first", text[variant.end : after.span.start]):
        return None
    # A gene that follows ties less: what is known of the change weighs more.
    known = genes_known_for(_change(variant)) or (after.symbol,)
    return after if after.symbol in known or not any(s in named for s in known) else None


def _ties(rule: str, between: str) -> bool:
    return rule_named("variants.toml", rule, "ground").regex.match(between) is not None


def _majority(pairs: Iterable[tuple[Mention, _Gene]]) -> dict[str, _Gene]:
    """For each change, the gene that stands beside it most often."""
    votes: dict[str, Counter[str]] = {}
    by_id: dict[str, _Gene] = {}
    for variant, gene in pairs:
        votes.setdefault(_change(variant), Counter())[gene.id] += 1
        by_id[gene.id] = gene
    return {change: by_id[count.most_common(1)[0][0]] for change, count in votes.items()}


def _usual(genes: Sequence[_Gene]) -> _Gene | None:
    counted = Counter(gene.id for gene in genes)
    by_id = {gene.id: gene for gene in genes}
    return by_id[counted.most_common(1)[0][0]] if counted else None


def _subject(genes: Sequence[_Gene]) -> _Gene | None:
    """The gene that a document names at least twice as often as any other."""
    counted = Counter(gene.id for gene in genes if gene.id.startswith("hgnc:"))
    (first, most), (_, next_most) = (*counted.most_common(2), ("", 0), ("", 0))[:2]
    return next((g for g in genes if g.id == first), None) if most >= 2 * next_most else None


def _member(gene: _Gene, variant: Mention, lexicon: Lexicon) -> _Gene:
    """The one member of a family that the change is known of: AKT E17K is of AKT1."""
    if not gene.id.startswith("fplx:"):
        return gene
    members = [
        found
        for symbol in genes_known_for(_change(variant))
        if (found := lexicon.gene_symbol(symbol)) and _belongs(found[0], gene.id, lexicon)
    ]
    return _Gene(gene.span, *members[0]) if len(members) == 1 else gene


def _belongs(id: str, family: str, lexicon: Lexicon) -> bool:
    """Whether a gene is of a family, perhaps through a subfamily."""
    level = {id}
    for _ in range(_FAMILY_DEPTH):
        level = {parent for one in level for parent in lexicon.parents(one)}
        if family in level:
            return True
    return False


def _known(variant: Mention, named: Mapping[str, _Gene]) -> _Gene | None:
    symbols = genes_known_for(_change(variant))
    return next((named[symbol] for symbol in symbols if symbol in named), None)


def _from_table(variant: Mention, lexicon: Lexicon) -> _Gene | None:
    for symbol in genes_known_for(_change(variant)):
        gene = lexicon.gene_symbol(symbol)
        if gene is not None:
            return _Gene(variant.span, *gene)
    return None


def _in_sentence(doc: Document, genes: list[_Gene], variant: Mention) -> _Gene | None:
    found = bisect_right(doc.sentences, variant.start, key=lambda sentence: sentence.start)
    start = doc.sentences[found - 1].start if found else 0
    at = bisect_right(genes, variant.start, key=lambda gene: gene.span.end)
    return genes[at - 1] if at and genes[at - 1].span.start >= start else None


def _with_gene(mention: Mention, gene: _Gene) -> Mention:
    change, first = _change(mention), mention.candidates[0]
    # AR-V7 and EGFRvIII carry their gene in their own name.
    name = change if change.startswith(gene.symbol) else f"{gene.symbol} {first.name}"
    why = f"{first.why}, gene of the text"
    id = first.id if gene.id.startswith(_UNLISTED) else f"var:{gene.id}/{change}"
    chosen = Grounding(id, name, first.score, why)
    return replace(mention, candidates=(chosen, *mention.candidates))

"""Drug, Chemical or Gene: decided once for a document, by how the document uses the thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.model import Grounding, Mention, MentionType
from pipeline.tag.context import votes_beside

_KINDS = (MentionType.DRUG, MentionType.GENE, MentionType.CHEMICAL)
# The body's own proteins and hormones have been made into drugs; texts mostly mean the molecule of
# the body. A word beside a mention that says "drug" counts 1 or 2.
_OWN = (MentionType.GENE, MentionType.CHEMICAL)
_OWN_MOLECULE = 0.3
_SURE = 0.9  # a gene by its own name, not by an alias that a drug happens to share
_PREFIXES = {
    "unii": MentionType.DRUG,
    "chebi": MentionType.CHEMICAL,
    "hgnc": MentionType.GENE,
    "fplx": MentionType.GENE,
    "fusion": MentionType.GENE,
    "cvcl": MentionType.CELL_LINE,
    "mondo": MentionType.DISEASE,
    "go": MentionType.PROCESS,
    "class": MentionType.DRUG_CLASS,
    "var": MentionType.VARIANT,
    "doi": MentionType.DOI,
}


def type_of(candidate: Grounding, lexicon: Lexicon) -> MentionType | None:
    """The kind of thing that an id names; None where neither prefix nor lexicon tells."""
    labels = lexicon.label(candidate.id)
    if labels is not None:
        return labels.type
    prefix, _, rest = candidate.id.partition(":")
    if prefix == "text":
        name = rest.partition("/")[0]
        return next((kind for kind in MentionType if kind.value == name), None)
    return _PREFIXES.get(prefix)


def settle_kinds(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions, each molecule of one type throughout.

    The lexicon's own order is the prior; every word beside a mention that speaks for a kind
    (``context.toml``) is a vote, summed over all mentions of the molecule, whatever its name.
    """
    open_kinds = {
        index: kinds
        for index, mention in enumerate(mentions)
        if mention.type in _KINDS and len(kinds := _kinds(mention, lexicon)) > 1
    }
    settled = list(mentions)
    for members in _molecules(open_kinds):
        votes: dict[MentionType, float] = defaultdict(float)
        for index in members:
            for kind, candidate in open_kinds[index].items():
                votes[kind] += candidate.score
                if kind in _OWN and candidate.score >= _SURE:
                    votes[kind] += _OWN_MOLECULE * (mentions[index].found_by != "alias")
            for kind, weight in votes_beside(text, mentions[index].start, mentions[index].end):
                votes[kind] += weight
        for index in members:
            kinds = open_kinds[index]
            best = max(kinds, key=lambda kind: (votes[kind], -_KINDS.index(kind)))
            settled[index] = _as_kind(mentions[index], best, lexicon)
    return settled


def _kinds(mention: Mention, lexicon: Lexicon) -> dict[MentionType, Grounding]:
    """The best candidate of each kind."""
    found: dict[MentionType, Grounding] = {}
    for candidate in mention.candidates:
        kind = type_of(candidate, lexicon)
        if kind in _KINDS:
            found.setdefault(kind, candidate)
    return found


def _molecules(open_kinds: dict[int, dict[MentionType, Grounding]]) -> list[list[int]]:
    """Mentions that share an id, under whatever name, in groups."""
    group_of: dict[str, list[int]] = {}
    groups: list[list[int]] = []
    for index, kinds in open_kinds.items():
        ids = [candidate.id for candidate in kinds.values()]
        group = next((group_of[i] for i in ids if i in group_of), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(index)
        for i in ids:
            group_of.setdefault(i, group)
    return groups


def _as_kind(mention: Mention, kind: MentionType, lexicon: Lexicon) -> Mention:
    first = [c for c in mention.candidates if type_of(c, lexicon) is kind]
    rest = [c for c in mention.candidates if c not in first]
    return replace(mention, type=kind, candidates=(*first, *rest))

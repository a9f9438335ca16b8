"""The stage ``tag``: candidates by the lexicon and by patterns, then mentions that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.model import Document, Grounding, Mention
from pipeline.tag.aliases import Alias, find_aliases, meanings
from pipeline.tag.ambiguity import believable
from pipeline.tag.blockers import blocked_spans, unblocked
from pipeline.tag.candidate import ALIAS, Candidate
from pipeline.tag.cell_lines import find_cell_lines
from pipeline.tag.choose import choose
from pipeline.tag.classes import find_classes
from pipeline.tag.diseases import find_metastases, find_subtypes
from pipeline.tag.dois import find_dois
from pipeline.tag.drugs import find_codes, find_stem_drugs
from pipeline.tag.genes import as_targets, find_fusions, find_mirnas
from pipeline.tag.scene import DOI_ONLY, Scene, from_hit, scenes
from pipeline.tag.variants import find_variants

Finder = Callable[[Scene], Iterator[Candidate]]

# Names first that longer names are made of.
_PARTS: tuple[Finder, ...] = (find_fusions, find_mirnas)
_WHOLES: tuple[Finder, ...] = (
    find_variants,
    find_classes,
    find_subtypes,
    find_metastases,
    find_stem_drugs,
    find_codes,
    find_cell_lines,
)


def tag(doc: Document, lexicon: Lexicon) -> Document:
    """Fill ``mentions``: sorted, without overlaps, each with ``found_by`` and its candidates.

    Args:
        doc: a document; without blocks, its whole text is taken for one.
        lexicon: names and what they can mean.

    Returns:
        The document with new mentions; their offsets are code points of ``doc.text``.
    """
    views = scenes(doc, lexicon)
    proposed = [_propose(scene) for scene in views]
    first = [choose(candidates) for candidates in proposed]
    aliases = [
        a for scene, found in zip(views, first, strict=True) for a in find_aliases(scene, found)
    ]
    known = meanings(aliases)
    mentions: list[Mention] = []
    for scene, candidates in zip(views, proposed, strict=True):
        settled = _with_aliases(scene, candidates, known) if known else candidates
        mentions.extend(_mention(scene, candidate) for candidate in choose(settled))
    return replace(doc, mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))))


def _propose(scene: Scene) -> list[Candidate]:
    """Everything that may be a mention of the block, blocked and unlikely ones left out."""
    found = list(find_dois(scene))
    if scene.kind in DOI_ONLY:
        return found
    parts = [candidate for finder in _PARTS for candidate in finder(scene)]
    scene = scene.with_targets(as_targets(parts))
    found += parts
    found += [from_hit(hit) for hit in scene.hits]
    for finder in _WHOLES:
        found += finder(scene)
    return believable(scene, unblocked(found, blocked_spans(scene.text)))


def _with_aliases(
    scene: Scene, candidates: Iterable[Candidate], known: dict[str, list[Alias]]
) -> list[Candidate]:
    """Candidates of the block once the document's own short forms are known."""
    kept = [c for c in candidates if _alias_at(scene, c.start, c.end, known) is None]
    for start, end in _occurrences(scene.text, known):
        alias = _alias_at(scene, start, end, known)
        if alias is None or alias.meaning is None:
            continue
        namesakes = tuple(
            g for c in candidates if (c.start, c.end) == (start, end) for g in c.groundings
        )
        ids = _unique((*alias.meaning.groundings, *namesakes))
        kept.append(Candidate(start, end, alias.meaning.type, "alias", ids, ALIAS))
    return kept


def _alias_at(scene: Scene, start: int, end: int, known: dict[str, list[Alias]]) -> Alias | None:
    """The last definition of the surface before this place, if any."""
    defined = known.get(scene.text[start:end], ())
    place = scene.view.starts[start]
    before = [alias for alias in defined if alias.at <= place]
    return before[-1] if before else None


def _occurrences(text: str, surfaces: Iterable[str]) -> Iterator[tuple[int, int]]:
    longest_first = sorted(surfaces, key=lambda surface: (-len(surface), surface))
    body = "|".join(re.escape(surface) for surface in longest_first)
    for match in re.finditer(rf"(?<![A-Za-z0-9])(?:{body})(?![A-Za-z0-9])", text):
        yield match.span()


def _unique(groundings: Iterable[Grounding]) -> tuple[Grounding, ...]:
    by_id: dict[str, Grounding] = {}
    for grounding in groundings:
        by_id.setdefault(grounding.id, grounding)
    return tuple(by_id.values())


def _mention(scene: Scene, candidate: Candidate) -> Mention:
    start, end = scene.view.to_raw(candidate.start, candidate.end)
    return Mention(start, end, candidate.type, candidate.found_by, candidate.groundings)

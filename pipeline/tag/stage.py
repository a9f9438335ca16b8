"""The stage ``tag``: candidates by lexicon and patterns, then mentions that do not overlap."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.model import BlockKind, Document, Grounding, Mention
from pipeline.tag.aliases import find_aliases, meanings, stands_alone
from pipeline.tag.ambiguity import judge, support_in
from pipeline.tag.blockers import blocked, unblocked
from pipeline.tag.brackets import balanced
from pipeline.tag.broken import find_broken
from pipeline.tag.candidate import ALIAS, Candidate
from pipeline.tag.cell_lines import find_cell_lines
from pipeline.tag.choose import choose
from pipeline.tag.classes import find_classes
from pipeline.tag.disease_phrases import find_disease_phrases
from pipeline.tag.diseases import find_metastases, find_subtypes
from pipeline.tag.dois import find_dois
from pipeline.tag.drugs import (
    find_codes,
    find_combinations,
    find_kana_drugs,
    find_stem_drugs,
)
from pipeline.tag.genes import (
    as_targets,
    find_fusions,
    find_mirnas,
    find_phosphorylated,
    find_shared_stems,
    find_unlisted,
)
from pipeline.tag.page import Alias
from pipeline.tag.regimens import find_regimens
from pipeline.tag.scene import DOI_ONLY, Scene, from_hit, scenes
from pipeline.tag.slips import find_slips
from pipeline.tag.trail import Steps, Trail
from pipeline.tag.variants import find_variants

Finder = Callable[[Scene], Iterator[Candidate]]

# Names first that longer names are made of.
_PARTS: tuple[Finder, ...] = (
    find_broken,
    find_fusions,
    find_mirnas,
    find_shared_stems,
    find_unlisted,
    find_variants,
)
_WHOLES: tuple[Finder, ...] = (
    find_classes,
    find_disease_phrases,
    find_subtypes,
    find_metastases,
    find_stem_drugs,
    find_codes,
    find_combinations,
    find_kana_drugs,
    find_cell_lines,
    find_regimens,
    find_phosphorylated,
)

_AHEAD = (BlockKind.TITLE, BlockKind.HEADING)

_SCRIPTS = ("[A-Za-z0-9]", "[ァ-ヴー]")

# Finders that need a word beside the name; the name alone is enough elsewhere.
_TOLD_BY_PLACE = ("drug.code.context", "drug.kana", "line.code", "line.sub", "regimen")


def tag(doc: Document, lexicon: Lexicon) -> Document:
    """Fill ``mentions``: sorted, without overlaps, each with ``found_by`` and its candidates.

    Args:
        doc: a document; without blocks, its whole text is taken for one.
        lexicon: names and what they can mean.

    Returns:
        The document with new mentions; their offsets are code points of ``doc.text``.
    """
    steps = follow(doc, lexicon).steps
    mentions = [mention(step.scene, candidate) for step in steps for candidate in step.chosen]
    return replace(doc, mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.end))))


def follow(doc: Document, lexicon: Lexicon) -> Trail:
    """Tag ``doc`` and keep what each step left: all that ``tag`` and ``explain`` know."""
    views = scenes(doc, lexicon)
    proposed = [_propose(scene) for scene in views]
    unhidden = [_unhidden(*block) for block in zip(views, proposed, strict=True)]
    judged = list(zip(views, unhidden, strict=True))
    support = support_in(judged)
    verdicts = judge(judged, support)
    believed = [[v for v in block if isinstance(v, Candidate)] for block in verdicts]
    names = _names_of_the_document(doc, views, believed)
    steps = []
    for at, (scene, candidates) in enumerate(zip(views, believed, strict=True)):
        settled = _with_names(scene, candidates, names) if names else candidates
        steps.append(
            Steps(scene, proposed[at], unhidden[at], verdicts[at], settled, choose(settled))
        )
    return Trail(tuple(steps), support, names)


def _unhidden(scene: Scene, candidates: list[Candidate]) -> list[Candidate]:
    if scene.kind in DOI_ONLY:
        return candidates
    return unblocked(candidates, blocked(scene.text))


def _propose(scene: Scene) -> list[Candidate]:
    """Everything that may be a mention of the block."""
    found = list(find_dois(scene))
    if scene.kind in DOI_ONLY:
        return found
    parts = [candidate for finder in _PARTS for candidate in finder(scene)]
    scene = scene.with_targets(as_targets(scene, parts))
    found += parts
    found += [from_hit(hit) for hit in scene.hits]
    for finder in _WHOLES:
        found += finder(scene)
    return _uninverted(scene, _balanced(scene, found))


def _uninverted(scene: Scene, candidates: list[Candidate]) -> list[Candidate]:
    """No inverted name (``leukaemia, hairy cell``) where the list's next name begins in it."""
    return [
        c
        for c in candidates
        if (comma := scene.text[c.start : c.end].rfind(", ")) < 0
        or not any(c.start + comma < o.start < c.end < o.end for o in candidates)
    ]


def _balanced(scene: Scene, candidates: Iterable[Candidate]) -> list[Candidate]:
    """No name opens a bracket that it does not close: ER+)乳がん, BET) inhibitors."""
    return [c for c in candidates if balanced(scene.text[c.start : c.end])]


def _names_of_the_document(
    doc: Document, views: Sequence[Scene], proposed: Sequence[list[Candidate]]
) -> dict[str, list[Alias]]:
    """What the document itself says a name is: short forms, and names told by their place.

    A code that stands once beside "inhibitor", a line that once is followed by 細胞株, are the
    same thing in every other place.
    """
    found: list[Alias] = []
    settled = [(s, choose(candidates)) for s, candidates in zip(views, proposed, strict=True)]
    for scene, chosen in settled:
        found.extend(find_aliases(scene, chosen, _sentence_starts(doc, scene)))
        for candidate in chosen:
            if candidate.found_by in _TOLD_BY_PLACE:
                surface = scene.text[candidate.start : candidate.end]
                found.append(Alias(surface, -1, candidate))
    for surface, drug in find_slips(settled):
        found.append(Alias(surface, -1, replace(drug, found_by="drug.slip")))
    return meanings(found)


def _sentence_starts(doc: Document, scene: Scene) -> tuple[int, ...]:
    """Where the sentences of the block begin in its folded text."""
    starts = scene.view.starts
    return tuple(
        bisect_left(starts, sentence.start)
        for sentence in doc.sentences
        if starts[0] <= sentence.start <= starts[-1]
    )


def _with_names(
    scene: Scene, candidates: Sequence[Candidate], names: dict[str, list[Alias]]
) -> list[Candidate]:
    """Candidates of the block once the document's own names are known."""
    kept = [c for c in candidates if name_at(scene, c.start, c.end, names) is None]
    told: list[Candidate] = []
    for start, end in _occurrences(scene.text, names):
        alias = name_at(scene, start, end, names)
        if alias is None or alias.meaning is None:
            continue
        same = tuple(
            g for c in candidates if (c.start, c.end) == (start, end) for g in c.groundings
        )
        ids = _unique((*alias.meaning.groundings, *same))
        found_by = alias.meaning.found_by if alias.at < 0 else "alias"
        told.append(Candidate(start, end, alias.meaning.type, found_by, ids, ALIAS))
    return [*kept, *told, *_made_of(scene, told, kept)]


def _made_of(
    scene: Scene, told: Sequence[Candidate], known: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Classes and subtypes whose target the document itself names: ``GR blocker``."""
    targets = as_targets(scene, told)
    if not targets:
        return
    scene = scene.with_targets(targets)
    before = {(c.start, c.end, c.found_by) for c in known}
    made = [c for finder in (find_classes, find_subtypes) for c in finder(scene)]
    for candidate in _unhidden(scene, _balanced(scene, made)):
        if (candidate.start, candidate.end, candidate.found_by) not in before:
            yield candidate


def name_at(scene: Scene, start: int, end: int, names: dict[str, list[Alias]]) -> Alias | None:
    """The last definition of the surface before this place, if any.

    A title or a heading uses what the text below it defines, if that is defined once.
    """
    place = scene.view.starts[start]
    known = names.get(scene.text[start:end], ())
    before = [alias for alias in known if alias.at <= place]
    if not before and len(known) == 1 and scene.kind in _AHEAD:
        return known[0]
    return before[-1] if before else None


def _occurrences(text: str, surfaces: Collection[str]) -> Iterator[tuple[int, int]]:
    longest_first = sorted(surfaces, key=lambda surface: (-len(surface), surface))
    body = "|".join(_as_a_word(surface) for surface in longest_first)
    for match in re.finditer(body, text):
        if stands_alone(text, *match.span(), surfaces):
            yield match.span()


def _as_a_word(surface: str) -> str:
    """A pattern for the name where no letter of its own script goes on at its edges."""
    first, last = (
        next((script for script in _SCRIPTS if re.match(script, char)), "")
        for char in (surface[0], surface[-1])
    )
    before, after = (f"(?<!{first})" if first else ""), (f"(?!{last})" if last else "")
    return f"{before}{re.escape(surface)}{after}"


def _unique(groundings: Iterable[Grounding]) -> tuple[Grounding, ...]:
    by_id: dict[str, Grounding] = {}
    for grounding in groundings:
        by_id.setdefault(grounding.id, grounding)
    return tuple(by_id.values())


def mention(scene: Scene, candidate: Candidate) -> Mention:
    """A candidate in the terms of the document."""
    start, end = scene.view.to_raw(candidate.start, candidate.end)
    return Mention(start, end, candidate.type, candidate.found_by, candidate.groundings)

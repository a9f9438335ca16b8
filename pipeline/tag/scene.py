"""One block as the finders see it: folded text, lexicon hits, and the targets in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.lexicon import Entry, Hit, Lexicon
from pipeline.model import Block, BlockKind, Document, Grounding, MentionType
from pipeline.tag.candidate import LEXICON, Candidate, Target
from pipeline.text import FoldedText, count_japanese, language_of, view_of

# What the name of a drug class can begin with.
_TARGET_TYPES = (MentionType.GENE, MentionType.PROCESS, MentionType.CHEMICAL)
_ORDER = (*_TARGET_TYPES, MentionType.VARIANT)


@dataclass(frozen=True)
class Scene:
    """A block's folded view, what the lexicon found in it, and by-place indexes of that."""

    view: FoldedText
    kind: BlockKind
    start: int  # of the block, raw
    hits: tuple[Hit, ...]
    lexicon: Lexicon
    gaps: tuple[int, ...] = ()  # blanks between Latin letters that are line ends in the source
    targets: tuple[Target, ...] = ()
    by_end: Mapping[int, tuple[Target, ...]] = field(default_factory=dict)
    by_start: Mapping[int, tuple[Target, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The folded text; every offset of a finder is into it."""
        return self.view.folded

    def with_targets(self, more: Iterable[Target]) -> Scene:
        """The same scene with ``more`` targets (fusions, miRNA) for longer names."""
        targets = tuple(sorted({*self.targets, *more}, key=_target_order))
        by_end: dict[int, list[Target]] = {}
        by_start: dict[int, list[Target]] = {}
        for target in targets:
            by_end.setdefault(target.end, []).append(target)
            by_start.setdefault(target.start, []).append(target)
        return replace(
            self,
            targets=targets,
            by_end={end: tuple(found) for end, found in by_end.items()},
            by_start={start: tuple(found) for start, found in by_start.items()},
        )

    def target_ending(
        self, end: int, types: tuple[MentionType, ...] = _TARGET_TYPES
    ) -> Target | None:
        """The longest target of ``types`` that ends at ``end``."""
        found = [target for target in self.by_end.get(end, ()) if target.type in types]
        return found[0] if found else None

    def target_starting(
        self, start: int, types: tuple[MentionType, ...] = _TARGET_TYPES
    ) -> Target | None:
        """The longest target of ``types`` that starts at ``start``."""
        found = [target for target in self.by_start.get(start, ()) if target.type in types]
        return max(found, key=lambda target: target.end) if found else None

    def follows_gene(self, start: int) -> bool:
        """Whether a gene stands right before ``start``, with at most a blank or a hyphen."""
        cut = start - 1 if self.text[start - 1 : start] in (" ", "-") else start
        return self.target_ending(cut, (MentionType.GENE,)) is not None

    def types_at(self, start: int, end: int) -> Mapping[MentionType, tuple[Grounding, ...]]:
        """The senses of the hit at [start, end) by type, types in the order of their best."""
        return self._senses.get((start, end), {})

    @cached_property
    def _senses(self) -> dict[tuple[int, int], dict[MentionType, tuple[Grounding, ...]]]:
        found: dict[tuple[int, int], dict[MentionType, tuple[Grounding, ...]]] = {}
        for hit in self.hits:
            kinds = found.setdefault((hit.start, hit.end), {})
            for entry in hit.entries:
                kinds[entry.type] = (*kinds.get(entry.type, ()), grounding(entry))
        return found

    def has_type(self, surface: str, *types: MentionType) -> bool:
        """Whether the lexicon knows ``surface`` as one of ``types``."""
        return any(entry.type in types for entry in self.lexicon.lookup(surface))


def _target_order(target: Target) -> tuple[int, int, str, str]:
    order = _ORDER.index(target.type)
    return (target.start, -target.end, f"{order}", target.id)


def scenes(doc: Document, lexicon: Lexicon) -> list[Scene]:
    """A scene for each block; the whole text is one block where the document has none."""
    blocks = doc.blocks or _whole(doc.text)
    views = [(block, view_of(doc, block.start, block.end)) for block in blocks]
    views = [(block, view) for block, view in views if view.folded]
    # One pass over all blocks: each call of the automaton has its price.
    read = [view.folded for block, view in views if block.kind not in DOI_ONLY]
    found = iter(lexicon.find_all(read))
    made = []
    for block, view in views:
        hits = () if block.kind in DOI_ONLY else _single(view.folded, next(found))
        scene = Scene(view, block.kind, block.start, hits, lexicon, _gaps(doc, block, view))
        made.append(scene.with_targets(_targets(hits)))
    return made


_LATIN_GAP = re.compile(r"(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])")


def _gaps(doc: Document, block: Block, view: FoldedText) -> tuple[int, ...]:
    """Line ends of a Japanese block at which a Latin name may be cut in two."""
    if "\n" not in doc.text[block.start : block.end] or not count_japanese(view.folded):
        return ()
    found = (match.start() for match in _LATIN_GAP.finditer(view.folded))
    return tuple(at for at in found if "\n" in doc.text[view.starts[at] : view.ends[at]])


def _single(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits, without those that are more than one name.

    ``end-stage renal disease (ESRD)`` holds a definition, ``SHP2 inhibitor TNO155`` a class
    and its drug, ``P-gp/MDR1`` two names of one gene.
    """
    found = tuple(hits)
    first = {(hit.start, hit.end): hit.entries[0].id for hit in found}
    return tuple(
        hit
        for hit in found
        if text[hit.end - 1] != ")" or " (" not in text[hit.start : hit.end]
        if not _CLASS_AND_DRUG.search(text[hit.start : hit.end])
        if not _twice(text, hit, first)
    )


def _twice(text: str, hit: Hit, first: Mapping[tuple[int, int], str]) -> bool:
    """Whether both sides of a slash name what the whole names."""
    slash = text.find("/", hit.start, hit.end)
    sides = ((hit.start, slash), (slash + 1, hit.end))
    return slash > 0 and all(first.get(side) == hit.entries[0].id for side in sides)


_CLASS_AND_DRUG = re.compile(r"(?i)[a-z0-9] (?:inhibitor|antagonist|agonist|antibody) \S+$")

DOI_ONLY = (BlockKind.CONTACT, BlockKind.BOILERPLATE)
"""Kinds of block whose names are of people and places: nothing but DOIs is taken from them."""


def _whole(text: str) -> tuple[Block, ...]:
    if not text:
        return ()
    return (Block(0, len(text), BlockKind.PARAGRAPH, language_of(text)),)


def _targets(hits: Iterable[Hit]) -> list[Target]:
    found = []
    for hit in hits:
        seen: set[MentionType] = set()
        for entry in hit.entries:
            if entry.type in _TARGET_TYPES and entry.type not in seen:
                seen.add(entry.type)
                found.append(Target(hit.start, hit.end, entry.type, entry.id, entry.name))
    return found


def grounding(entry: Entry) -> Grounding:
    """A sense of the lexicon as a mention's candidate."""
    return Grounding(entry.id, entry.name, entry.score, entry.why)


def from_hit(hit: Hit) -> Candidate:
    """A lexicon hit as a candidate of its best sense's type; every sense is kept."""
    groundings = tuple(grounding(entry) for entry in hit.entries)
    return Candidate(hit.start, hit.end, hit.entries[0].type, "lexicon", groundings, LEXICON)

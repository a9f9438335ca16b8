"""The relate stage: chooses sentences, has them parsed, and unites what they claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipeline.cues import CueKind, CueSets
from pipeline.model import BlockKind, Document, Mention, MentionType, Relation
from pipeline.parse import ParserSettings, parse_sentences
from pipeline.relate.claim import Claim, unite
from pipeline.relate.discourse import Memory
from pipeline.relate.read import factors_of, read_scene, told_by
from pipeline.relate.scene import Scene, build_scene
from pipeline.relate.unaffected import active_on_causes
from pipeline.text import view_of

DEFAULT_THRESHOLD = 0.5
"""Confidence that a relation needs to be in a document's ``relations``."""

_NAMED_AT_MOST = 2  # factors that a pronoun may take from a sentence without frames
_SILENT = frozenset({BlockKind.CONTACT, BlockKind.BOILERPLATE})
_ARGUMENTS = frozenset(
    {
        MentionType.DRUG,
        MentionType.DRUG_CLASS,
        MentionType.GENE,
        MentionType.VARIANT,
        MentionType.CHEMICAL,
        MentionType.PROCESS,
    }
)
_TRIGGERS = frozenset(
    {
        CueKind.RESISTANCE,
        CueKind.SURVIVAL,
        CueKind.EFFECT,
        CueKind.DOSE,
        CueKind.SENSITISE,
        CueKind.UNAFFECTED,
        CueKind.ACTIVE,
        CueKind.INACTIVE,
        CueKind.OVERCOME,
    }
)


@dataclass(frozen=True, slots=True)
class RelateSettings:
    """Which models parse, by which cues, and from which confidence on a relation counts."""

    parsers: ParserSettings = field(default_factory=ParserSettings)
    threshold: float = DEFAULT_THRESHOLD
    cues: CueSets = field(default_factory=CueSets)


def relate(doc: Document, settings: RelateSettings | None = None) -> Document:
    """Read a document's relations off its sentences.

    Args:
        doc: segmented, tagged and grounded.
        settings: parsers, cues and threshold.

    Returns:
        The document with ``relations`` at or above the threshold, and the others in
        ``candidates``; both sorted by kind, subject, object and polarity.
    """
    settings = settings or RelateSettings()
    cues = settings.cues
    trees = parse_sentences(doc, worth_parsing(doc, cues), settings.parsers)
    scenes = [
        build_scene(doc, index, tree, cues.of(_language(doc, index)))
        for index, tree in trees.items()
    ]
    told = tuple(t for scene in scenes if (t := told_by(scene)) is not None)
    memory = Memory(doc, told, _is_on_topic(doc, scenes, cues))
    claims: list[Claim] = []
    before: list[Mention] = []
    last = -2
    spoken: list[list[Mention]] = []
    for scene in scenes:
        if scene.index - last > 1:
            before = _named_in(doc, scene.index - 1)
        spoken.append(before)
        here = read_scene(scene, memory, spoken[-1])
        before, last = factors_of(scene, here) or before, scene.index
        spoken[-1] = before
        claims += here
    caused = _caused(claims, settings.threshold)
    for scene, factors in zip(scenes, spoken, strict=True):
        claims += active_on_causes(scene, caused, factors)
    relations = unite(doc.id, claims)
    return replace(
        doc,
        relations=tuple(r for r in relations if r.confidence >= settings.threshold),
        candidates=tuple(r for r in relations if r.confidence < settings.threshold),
    )


def worth_parsing(doc: Document, cues: CueSets) -> list[int]:
    """Sentences that hold a trigger and a mention that could fill a slot."""
    chosen = []
    argument_starts = [m.start for m in doc.mentions if m.type in _ARGUMENTS]
    for index, sentence in enumerate(doc.sentences):
        if sentence.language not in ("ja", "en"):
            continue
        if doc.blocks and doc.blocks[sentence.block].kind in _SILENT:
            continue
        if not any(sentence.start <= start < sentence.end for start in argument_starts):
            continue
        folded = view_of(doc, sentence.start, sentence.end).folded
        if any(clue.kind in _TRIGGERS for clue in cues.of(_language(doc, index)).find(folded)):
            chosen.append(index)
    return chosen


def _named_in(doc: Document, index: int) -> list[Mention]:
    """The first factors of a sentence that was not worth parsing, for a pronoun after it."""
    sentence = doc.sentences[index]
    found = {
        m.id: m
        for m in doc.mentions
        if m.type in (MentionType.GENE, MentionType.VARIANT)
        and sentence.start <= m.start < sentence.end
    }
    return list(found.values()) if len(found) <= _NAMED_AT_MOST else []


def _is_on_topic(doc: Document, scenes: Iterable[Scene], cues: CueSets) -> bool:
    """Whether a document speaks of resistance, or of cancer at all."""
    plain = (clue for scene in scenes for clue in scene.of_kind(CueKind.RESISTANCE))
    if any(not clue.cue.endswith((".protect", ".back-reference")) for clue in plain):
        return True
    languages = sorted({_language(doc, i) for i in range(len(doc.sentences))})
    folded = view_of(doc).folded
    return any(
        clue.kind is CueKind.SETTING
        for language in languages
        for clue in cues.of(language).find(folded)
    )


def _language(doc: Document, index: int) -> str:
    return "ja" if doc.sentences[index].language == "ja" else "en"


def _caused(claims: Iterable[Claim], threshold: float) -> dict[str, tuple[Mention, ...]]:
    """What each cause makes cells resist, by the claims that are sure enough."""
    caused: dict[str, dict[str, Mention]] = {}
    for claim in claims:
        if claim.relation != "CAUSES_RESISTANCE" or claim.polarity == "negative":
            continue
        if claim.evidence.confidence >= threshold:
            caused.setdefault(claim.subject.id, {}).setdefault(claim.object.id, claim.object)
    return {cause: tuple(found.values()) for cause, found in caused.items()}


def by_key(relations: Iterable[Relation]) -> dict[tuple[str, str, str, str], Relation]:
    """Relations by what makes them the same claim."""
    return {relation.key: relation for relation in relations}

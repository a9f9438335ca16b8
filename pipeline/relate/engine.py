"""The relate stage: chooses sentences, has them parsed, and unites what they claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.cues import Clue, CueKind, CueSets
from pipeline.model import Document, Mention, MentionType, Relation
from pipeline.parse import ParserSettings, parse_sentences
from pipeline.relate import reasons
from pipeline.relate.claim import Claim
from pipeline.relate.contrast import within
from pipeline.relate.discourse import Memory
from pipeline.relate.joint import OFF_THEME, shipped
from pipeline.relate.pairing import uncrossed
from pipeline.relate.read import factors_of, read_scene, told_by
from pipeline.relate.scene import Scene, build_scene
from pipeline.relate.second import claims_of
from pipeline.relate.theme import is_on_theme
from pipeline.relate.trail import Heard, SceneRead
from pipeline.relate.unaffected import active_on_causes
from pipeline.relate.unite import Confidence, unite
from pipeline.relate.via import with_vias
from pipeline.text import view_of
from pipeline.weigh import ARGUMENTS, speaks, weigh

DEFAULT_THRESHOLD = 0.4
"""Confidence that a relation needs to be in a document's ``relations``; chosen on dev."""
FRAMES_THRESHOLD = 0.5
"""The same, where frames alone are asked: their confidence is another scale."""

_NAMED_AT_MOST = 2  # factors that a pronoun may take from a sentence without frames
OPENERS = frozenset(
    {
        CueKind.RESISTANCE,
        CueKind.SURVIVAL,
        CueKind.PROGRESS,
        CueKind.EFFECT,
        CueKind.DOSE,
        CueKind.SENSITISE,
        CueKind.UNAFFECTED,
        CueKind.ACTIVE,
        CueKind.RESPOND,
        CueKind.INACTIVE,
        CueKind.OVERCOME,
    }
)


@dataclass(frozen=True, slots=True)
class RelateSettings:
    """How relations are read.

    ``parsers``: which models parse. ``threshold``: from which confidence on a relation counts;
    None for that of the readers asked. ``cues``: what opens and fills frames. ``reader``:
    whether the encoder of :mod:`pipeline.weigh` is asked beside the frames.
    """

    parsers: ParserSettings = field(default_factory=ParserSettings)
    threshold: float | None = None
    cues: CueSets = field(default_factory=CueSets)
    reader: bool = True

    @property
    def least(self) -> float:
        """The threshold that holds."""
        if self.threshold is not None:
            return self.threshold
        return DEFAULT_THRESHOLD if self.reader else FRAMES_THRESHOLD


def relate(doc: Document, settings: RelateSettings | None = None) -> Document:
    """Read a document's relations off its sentences.

    Args:
        doc: segmented, tagged and grounded.
        settings: parsers, cues, readers and threshold.

    Returns:
        The document with ``relations`` at or above the threshold, and the others in
        ``candidates``; both sorted by kind, subject, object and polarity.
    """
    settings = settings or RelateSettings()
    return related(doc, hear(doc, settings).claims, settings)


def related(doc: Document, claims: Sequence[Claim], settings: RelateSettings) -> Document:
    """The document with the relations that its claims make."""
    shift = 0.0 if is_on_theme(doc, settings.cues) else OFF_THEME
    sure = Confidence(shipped() if settings.reader else None, settings.cues.own, shift)
    relations = with_vias(unite(doc.id, claims, sure), doc, settings.least)
    return replace(
        doc,
        relations=tuple(r for r in relations if r.confidence >= settings.least),
        candidates=tuple(r for r in relations if r.confidence < settings.least),
    )


def claims_by_all(doc: Document, settings: RelateSettings) -> list[Claim]:
    """What the frames of a document's sentences claim, and what the encoder does."""
    return hear(doc, settings).claims


def hear(doc: Document, settings: RelateSettings) -> Heard:
    """What the frames of a document's sentences and the encoder make of it."""
    cues = settings.cues
    telling = frozenset(told_by_cues(doc, cues)) if settings.reader else frozenset()
    weighed = weigh(doc, telling) if settings.reader else ()
    scenes = [
        build_scene(doc, index, tree, cues.of(_language(doc, index)))
        for index, tree in parse_sentences(doc, worth_parsing(doc, cues), settings.parsers).items()
    ]
    reads, later = by_frames(doc, scenes, cues)
    second = tuple(within(doc, uncrossed(doc, claims_of(doc, weighed, cues), cues), cues))
    return Heard(weighed, tuple(reads), tuple(later), second)


def by_frames(
    doc: Document, scenes: Sequence[Scene], cues: CueSets
) -> tuple[list[SceneRead], list[Claim]]:
    """What the frames of a document's sentences claim; then what others make them claim."""
    told = tuple(t for scene in scenes if (t := told_by(scene)) is not None)
    memory = Memory(doc, told, is_on_theme(doc, cues))
    reads: list[SceneRead] = []
    before: list[Mention] = []
    last = -2
    spoken: list[list[Mention]] = []
    for scene in scenes:
        if scene.index - last > 1:
            before = _named_in(doc, scene.index - 1)
        spoken.append(before)
        reads.append(read_scene(scene, memory, spoken[-1]))
        before, last = factors_of(scene, reads[-1].claims) or before, scene.index
        spoken[-1] = before
    caused = _caused((claim for read in reads for claim in read.claims), FRAMES_THRESHOLD)
    later: list[Claim] = []
    for scene, factors in zip(scenes, spoken, strict=True):
        later += active_on_causes(scene, caused, factors)
    return reads, later


def worth_parsing(doc: Document, cues: CueSets) -> list[int]:
    """Sentences that hold a trigger and a mention that could fill a slot."""
    starts = argument_starts(doc)
    return [i for i in range(len(doc.sentences)) if not why_passed(doc, i, starts, cues)]


def argument_starts(doc: Document) -> list[int]:
    """Where the mentions start that can be arguments."""
    return [m.start for m in doc.mentions if m.type in ARGUMENTS]


def clues_of(doc: Document, index: int, cues: CueSets) -> list[Clue]:
    """The cues in a sentence."""
    sentence = doc.sentences[index]
    folded = view_of(doc, sentence.start, sentence.end).folded
    return list(cues.of(_language(doc, index)).find(folded))


def why_passed(doc: Document, index: int, starts: Iterable[int], cues: CueSets) -> str:
    """Why a sentence is not parsed for its frames; empty where it is.

    Args:
        doc: the document.
        index: the sentence.
        starts: where the mentions that can be arguments start.
        cues: what opens frames.
    """
    sentence = doc.sentences[index]
    if sentence.language not in ("ja", "en"):
        return reasons.LANGUAGE
    if not speaks(doc, index):
        return reasons.SILENT_BLOCK
    if not any(sentence.start <= start < sentence.end for start in starts):
        return reasons.NAMES_NOTHING
    return "" if _opens(doc, index, cues) else reasons.NO_TRIGGER


def told_by_cues(doc: Document, cues: CueSets) -> list[int]:
    """Sentences that hold a trigger."""
    spoken = (i for i in range(len(doc.sentences)) if speaks(doc, i))
    return [i for i in spoken if _opens(doc, i, cues)]


def _opens(doc: Document, index: int, cues: CueSets) -> bool:
    return any(clue.kind in OPENERS for clue in clues_of(doc, index, cues))


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

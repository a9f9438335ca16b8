"""The relate stage: chooses sentences, has them parsed, and unites what they claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.cues import CueKind, CueSets
from pipeline.model import Document, Mention, MentionType, Relation
from pipeline.parse import ParserSettings, parse_sentences
from pipeline.relate.claim import Claim
from pipeline.relate.discourse import Memory
from pipeline.relate.joint import shipped
from pipeline.relate.read import factors_of, read_scene, told_by
from pipeline.relate.scene import Scene, build_scene
from pipeline.relate.second import claims_of
from pipeline.relate.unaffected import active_on_causes
from pipeline.relate.unite import Confidence, unite
from pipeline.relate.via import with_vias
from pipeline.text import view_of
from pipeline.weigh import ARGUMENTS, Weighed, speaks, weigh

DEFAULT_THRESHOLD = 0.35
"""Confidence that a relation needs to be in a document's ``relations``; chosen on dev."""
FRAMES_THRESHOLD = 0.5
"""The same, where frames alone are asked: their confidence is another scale."""

_WORTH_A_TREE = 0.2  # what the encoder thinks less likely is not parsed for its sake

_NAMED_AT_MOST = 2  # factors that a pronoun may take from a sentence without frames
_TRIGGERS = frozenset(
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
    claims = claims_by_all(doc, settings)
    sure = Confidence(shipped() if settings.reader else None, settings.cues.own)
    relations = with_vias(unite(doc.id, claims, sure), doc, settings.least)
    return replace(
        doc,
        relations=tuple(r for r in relations if r.confidence >= settings.least),
        candidates=tuple(r for r in relations if r.confidence < settings.least),
    )


def claims_by_all(doc: Document, settings: RelateSettings) -> list[Claim]:
    """What the frames of a document's sentences claim, and what the encoder does."""
    cues = settings.cues
    telling = frozenset(told_by_cues(doc, cues)) if settings.reader else frozenset()
    weighed = weigh(doc, telling) if settings.reader else ()
    likely = {one.pair.sentence for one in weighed if _likely(one) >= _WORTH_A_TREE}
    chosen = sorted(likely.union(worth_parsing(doc, cues)))
    scenes = {
        index: build_scene(doc, index, tree, cues.of(_language(doc, index)))
        for index, tree in parse_sentences(doc, chosen, settings.parsers).items()
    }
    frames = by_frames(doc, list(scenes.values()), cues)
    return [*frames, *claims_of(doc, weighed, scenes, cues)]


def _likely(one: Weighed) -> float:
    return max(one.causes, one.spares, one.overcomes, one.fails)


def by_frames(doc: Document, scenes: Sequence[Scene], cues: CueSets) -> list[Claim]:
    """What the frames of a document's sentences claim."""
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
    caused = _caused(claims, FRAMES_THRESHOLD)
    for scene, factors in zip(scenes, spoken, strict=True):
        claims += active_on_causes(scene, caused, factors)
    return claims


def told_by_cues(doc: Document, cues: CueSets) -> list[int]:
    """Sentences that hold a trigger."""
    chosen = []
    for index, sentence in enumerate(doc.sentences):
        if not speaks(doc, index):
            continue
        folded = view_of(doc, sentence.start, sentence.end).folded
        if any(clue.kind in _TRIGGERS for clue in cues.of(_language(doc, index)).find(folded)):
            chosen.append(index)
    return chosen


def worth_parsing(doc: Document, cues: CueSets) -> list[int]:
    """Sentences that hold a trigger and a mention that could fill a slot."""
    starts = [m.start for m in doc.mentions if m.type in ARGUMENTS]
    spans = [(index, doc.sentences[index]) for index in told_by_cues(doc, cues)]
    return [i for i, s in spans if any(s.start <= start < s.end for start in starts)]


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
    return any(cues.of(language).holds(folded, CueKind.SETTING) for language in languages)


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

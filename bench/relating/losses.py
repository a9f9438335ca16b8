"""What is lost before any relation is read: triggers without a cue, arguments without a mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tagging.passages import Figure

from pipeline.cues import CueKind
from pipeline.cues import load as load_cues
from pipeline.gold import GoldDocument, GoldEvidence, GoldMention
from pipeline.model import Document, Mention, Span
from pipeline.run.clock import Clock
from pipeline.run.stages import name_things
from pipeline.score import Counts
from pipeline.text import view_of
from pipeline.weigh import pairs_of
from relating.counting import share
from relating.reading import texts_of

BAR = 0.95

# Cues that make a sentence worth parsing, or that alone tell how a frame goes.
TRIGGERS = frozenset(
    {
        CueKind.RESISTANCE,
        CueKind.PROGRESS,
        CueKind.SURVIVAL,
        CueKind.EFFECT,
        CueKind.DOSE,
        CueKind.SENSITISE,
        CueKind.UNAFFECTED,
        CueKind.ACTIVE,
        CueKind.INACTIVE,
        CueKind.RESPOND,
        CueKind.RETAIN,
        CueKind.OVERCOME,
        CueKind.RESTORE,
    }
)

STEPS: Mapping[str, tuple[str, float | None]] = {
    "triggers": ("trigger of gold overlaps a trigger cue", BAR),
    "cued": ("trigger of gold overlaps any cue", None),
    "sentences": ("sentence of gold's evidence has a trigger cue", None),
    "arguments": ("argument of gold is mentioned: overlap, type and id", BAR),
    "exact": ("argument of gold is mentioned: exact span, type and id", None),
    "pairs": ("both arguments are put to the encoder, in that sentence", None),
}


@dataclass(frozen=True)
class Lost:
    """One document: triggers and arguments of its required evidence, found and missed."""

    language: str
    triggers: Counts
    cued: Counts  # triggers that share a character with a cue of any kind
    sentences: Counts  # evidence whose sentence has a trigger cue anywhere
    arguments: Counts
    exact: Counts  # arguments whose mention has the very span
    pairs: Counts  # evidence whose sentence is put to the encoder with both arguments


def figures() -> list[Figure]:
    """Recall over dev, and by language."""
    texts = texts_of("dev")
    assert texts is not None  # its texts are part of the project
    lost = [
        lost_in(gold, name_things(doc, Clock()))
        for gold, doc in zip(texts.gold, texts.documents, strict=True)
    ]
    return list(lines(lost))


def lines(lost: Sequence[Lost]) -> Iterator[Figure]:
    """The table."""
    languages = sorted({one.language for one in lost})
    for what, (name, bar) in STEPS.items():
        yield share(name, [getattr(one, what) for one in lost], bar)
        for language in languages:
            its = [getattr(one, what) for one in lost if one.language == language]
            yield share(f"— {language}", its, bar)


def lost_in(gold: GoldDocument, doc: Document) -> Lost:
    """What is missed in a document that is tagged and grounded."""
    stated = [(r, e) for r in gold.required for e in r.evidence if e.status == "required"]
    evidence = [e for _, e in stated]
    places = [_sentence(doc, e) for e in evidence]
    clues = list(clues_of(doc))
    triggers = [span for span, kind in clues if kind in TRIGGERS]
    every = [span for span, _ in clues]
    pairs = {(p.sentence, p.subject.id, p.object.id) for p in pairs_of(doc)}
    asked = zip(places, (r for r, _ in stated), strict=True)
    wanted = arguments(gold, evidence)
    return Lost(
        gold.language,
        _share(touches(e.trigger, triggers) for e in evidence),
        _share(touches(e.trigger, every) for e in evidence),
        _share(at >= 0 and touches([doc.sentences[at].span], triggers) for at in places),
        _share(_is_mentioned(w, doc.mentions, exact=False) for w in wanted),
        _share(_is_mentioned(w, doc.mentions, exact=True) for w in wanted),
        _share((at, r.subject.id, r.object.id) in pairs for at, r in asked),
    )


def _share(hits: Iterable[bool]) -> Counts:
    told = list(hits)
    return Counts(sum(told), 0, len(told) - sum(told))


def touches(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether any of them share a character."""
    own = list(others)
    return any(one.overlaps(other) for one in spans for other in own)


def _sentence(doc: Document, evidence: GoldEvidence) -> int:
    """The sentence in which a trigger begins; -1 for none."""
    at = min(span.start for span in evidence.trigger)
    return next((i for i, s in enumerate(doc.sentences) if s.start <= at < s.end), -1)


def clues_of(doc: Document) -> Iterator[tuple[Span, CueKind]]:
    """The cues in a document's sentences."""
    for sentence in doc.sentences:
        view = view_of(doc, sentence.start, sentence.end)
        cues = load_cues("ja" if sentence.language == "ja" else "en")
        for clue in cues.find(view.folded):
            yield view.to_raw(clue.start, clue.end), clue.kind


def arguments(gold: GoldDocument, evidence: Iterable[GoldEvidence]) -> list[GoldMention]:
    """The mentions that fill slots of evidence, each once."""
    return [gold.mentions[i] for i in sorted({a.mention for e in evidence for a in e.arguments})]


def _is_mentioned(wanted: GoldMention, found: Sequence[Mention], *, exact: bool) -> bool:
    return any(_same(wanted, one, exact) for one in found)


def _same(wanted: GoldMention, found: Mention, exact: bool) -> bool:
    if (wanted.type, wanted.id) != (found.type, found.id):
        return False
    return wanted.extent == found.span if exact else wanted.extent.overlaps(found.span)

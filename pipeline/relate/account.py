"""What there is to say of how a document was read: plain data, for the terminal and for JSON.

Every offset is a range of code points of ``Document.text``, every number in 0..1.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import (
    Certainty,
    EntityRef,
    EvidenceSource,
    MentionType,
    Polarity,
    RelationKind,
    Slot,
    Span,
    State,
)
from pipeline.relate.operators import Sense


@dataclass(frozen=True, slots=True)
class Marked:
    """A cue in the text: its kind and the id of its rule."""

    start: int
    end: int
    text: str
    kind: str
    cue: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A mention, or words that stand for one."""

    start: int
    end: int
    text: str
    type: MentionType
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Shut:
    """A trigger that opens no frame."""

    trigger: Marked
    reason: str


@dataclass(frozen=True, slots=True)
class SlotAccount:
    """A mention that was looked at for a slot; ``reason`` says why it was not chosen.

    ``score`` is None where it was ruled out before any was given. ``denied``: the sentence
    says of it the contrary of what it says of the others.
    """

    slot: Slot
    thing: Thing
    score: float | None
    rule: str
    state: tuple[State, ...]
    denied: bool
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A filler and a therapy that make no claim."""

    subject: Thing
    object: Thing
    reason: str


@dataclass(frozen=True, slots=True)
class FrameAccount:
    """A trigger with what acts on it, and who was looked at for its slots.

    ``predicate`` is where the word stands whose arguments fill the slots. ``denied_by`` and
    ``hedged_by`` are the cues that made polarity and certainty so, None where none did.
    ``absent``: an effect that is denied, which makes a resistance. ``carried``: cells or
    patients are said to resist. ``reason`` says why there is no claim.
    """

    trigger: Marked
    operator: Marked | None
    sense: Sense
    predicate: Span
    carried: bool
    absent: bool
    polarity: Polarity
    denied_by: Marked | None
    certainty: Certainty
    hedged_by: Marked | None
    slots: tuple[SlotAccount, ...]
    dropped: tuple[Dropped, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PairAccount:
    """What the encoder makes of two things; ``back``: how many sentences ago each was named.

    ``reason`` says why that counts for nothing; empty where it counts.
    """

    subject: Thing
    object: Thing
    subject_back: int
    object_back: int
    causes: float
    spares: float
    overcomes: float
    fails: float
    hypothesised: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClaimAccount:
    """What one reading claims by one sentence, and the id of the relation that it goes into.

    ``frame`` is the place of its frame in the sentence's ``frames``; None for the encoder, and
    where another sentence says what is resisted. ``shown``: whether the relation has this
    sentence as evidence; much weaker ones than the best are not shown.
    """

    relation: RelationKind
    subject: Thing
    object: Thing
    polarity: Polarity
    certainty: Certainty
    state: tuple[State, ...]
    via: tuple[Thing, ...]
    confidence: float
    rule: str
    source: EvidenceSource
    encoder: bool
    frame: int | None
    into: str
    shown: bool


@dataclass(frozen=True, slots=True)
class SentenceAccount:
    """One sentence. ``number`` counts from 1; ``reason`` says why no frame was opened.

    ``pairs_below``: how many pairs of the encoder are too unlikely to be told.
    """

    number: int
    start: int
    end: int
    reason: str
    cues: tuple[Marked, ...] = ()
    shut: tuple[Shut, ...] = ()
    frames: tuple[FrameAccount, ...] = ()
    pairs: tuple[PairAccount, ...] = ()
    pairs_below: int = 0
    claims: tuple[ClaimAccount, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationAccount:
    """A relation that claims were united into, kept or not.

    ``encoder`` and ``frames`` are the surest of each reading, ``sentences`` how many the
    encoder is sure of. ``rival``: the encoder's surest of the same subject and another object,
    ``off_theme``: whether the document is without a word of cancer or resistance; both lower
    the confidence. ``confidence`` is of all together.
    """

    id: str
    relation: RelationKind
    subject: EntityRef
    object: EntityRef
    polarity: Polarity
    certainty: Certainty
    encoder: float
    frames: float
    sentences: int
    rival: float
    off_theme: bool
    confidence: float
    kept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Account:
    """How a document was read: its telling sentences, what they claim, and what was kept.

    ``silent`` are the sentences that hold neither a trigger nor a pair worth a word.
    """

    threshold: float
    sentences: tuple[SentenceAccount, ...]
    relations: tuple[RelationAccount, ...]
    silent: tuple[SentenceAccount, ...] = ()

    def relation(self, id: str) -> RelationAccount | None:
        """The relation of that id."""
        return next((one for one in self.relations if one.id == id), None)

"""How a document is read, told as it is done: by the functions of ``relate`` and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pipeline.cues import Clue, CueKind
from pipeline.model import Document, Mention, Span
from pipeline.relate import reasons
from pipeline.relate.account import (
    Account,
    ClaimAccount,
    Dropped,
    FrameAccount,
    Marked,
    PairAccount,
    RelationAccount,
    SentenceAccount,
    Shut,
    SlotAccount,
    Thing,
)
from pipeline.relate.claim import Claim
from pipeline.relate.contrast import set_apart
from pipeline.relate.engine import (
    OPENERS,
    RelateSettings,
    argument_starts,
    clues_of,
    hear,
    related,
    why_passed,
)
from pipeline.relate.filling import said_polarity
from pipeline.relate.frame import Frame, absence_of
from pipeline.relate.scene import THERAPIES, Scene
from pipeline.relate.scope import certainty_of, denial_of, hedge_of
from pipeline.relate.second import LEAST
from pipeline.relate.theme import is_on_theme
from pipeline.relate.trail import Considered, Heard, Read, SceneRead
from pipeline.relate.unite import is_second, key_of, relation_id, rivals, voices_of
from pipeline.text import FoldedText, view_of
from pipeline.weigh import Weighed

_Item = TypeVar("_Item")
_Key = TypeVar("_Key")


def explain(doc: Document, settings: RelateSettings | None = None) -> tuple[Document, Account]:
    """Read a document's relations, and say how.

    Args:
        doc: segmented, tagged and grounded.
        settings: parsers, cues, readers and threshold.

    Returns:
        The document as ``relate`` gives it, and what there is to say of each sentence that
        holds a trigger or a likely pair, and of each relation, kept or not.
    """
    settings = settings or RelateSettings()
    heard = hear(doc, settings)
    done = related(doc, heard.claims, settings)
    teller = _Teller(done, heard, settings)
    sentences = [teller.sentence(index) for index in range(len(doc.sentences))]
    return done, Account(
        settings.least,
        tuple(one for one in sentences if _tells(one)),
        _relations(done, heard.claims, settings),
        tuple(one for one in sentences if not _tells(one)),
    )


def _tells(one: SentenceAccount) -> bool:
    """Whether a sentence holds a trigger or a pair worth a word."""
    opens = any(cue.kind in OPENERS for cue in one.cues)
    return bool(opens or one.frames or one.shut or one.pairs or one.claims)


class _Teller:
    """Puts what reading a document left behind into an account of each sentence."""

    def __init__(self, doc: Document, heard: Heard, settings: RelateSettings) -> None:
        self._doc = doc
        self._settings = settings
        self._starts = argument_starts(doc)
        self._reads = {read.scene.index: read for read in heard.scenes}
        self._pairs = _by(heard.weighed, lambda one: one.pair.sentence)
        self._later = _by((*heard.later, *heard.second), lambda claim: claim.evidence.start)
        shown = [(r.id, e.start) for r in (*doc.relations, *doc.candidates) for e in r.evidence]
        self._shown = frozenset(shown)

    def sentence(self, index: int) -> SentenceAccount:
        """What there is to say of one sentence."""
        doc, sentence = self._doc, self._doc.sentences[index]
        read = self._reads.get(index)
        passed = why_passed(doc, index, self._starts, self._settings.cues)
        weighed = self._pairs.get(index, [])
        told = [one for one in weighed if _likeliest(one) >= LEAST]
        opened = read is not None and bool(read.frames or read.shut)
        return SentenceAccount(
            index + 1,
            sentence.start,
            sentence.end,
            "" if opened else passed or reasons.NO_OPENER,
            self._cues(index, read, passed),
            tuple(Shut(self._marked(read.scene, s.trigger), s.reason) for s in read.shut)
            if read
            else (),
            tuple(self._frame(read.scene, *one) for one in read.frames) if read else (),
            tuple(self._pair(one) for one in told),
            len(weighed) - len(told),
            tuple(self._claims(index, read)),
        )

    def _cues(self, index: int, read: SceneRead | None, passed: str) -> tuple[Marked, ...]:
        if read is not None:
            return tuple(self._marked(read.scene, c) for c in _told(read.scene.clues))
        if passed in (reasons.LANGUAGE, reasons.SILENT_BLOCK):
            return ()
        sentence = self._doc.sentences[index]
        view = view_of(self._doc, sentence.start, sentence.end)
        clues = clues_of(self._doc, index, self._settings.cues)
        return tuple(_marked(self._doc, view, clue) for clue in _told(clues))

    def _frame(self, scene: Scene, frame: Frame, read: Read) -> FrameAccount:
        denial = denial_of(scene, frame)
        if frame.absent:
            denial = absence_of(scene, frame.trigger, frame.token)
        polarity = said_polarity(scene, frame)
        if denial is None and polarity == "negative":
            denial = frame.operator or frame.trigger
        predicate = scene.tree.tokens[frame.predicate]
        return FrameAccount(
            self._marked(scene, frame.trigger),
            self._marked(scene, frame.operator) if frame.operator else None,
            frame.sense,
            Span(predicate.start, predicate.end),
            frame.carried,
            frame.absent,
            polarity,
            self._marked(scene, denial) if denial else None,
            certainty_of(scene, frame),
            self._marked(scene, hedge) if (hedge := hedge_of(scene, frame)) else None,
            tuple(self._slot(one) for one in _rows(scene, read)),
            tuple(
                Dropped(self._thing(one.subject), self._thing(one.object), one.reason)
                for one in read.dropped
            ),
            "" if read.claims else read.why or _empty(frame, read),
        )

    def _slot(self, one: Considered) -> SlotAccount:
        return SlotAccount(
            one.slot,
            self._thing(one.mention),
            None if one.score is None else round(one.score, 4),
            one.rule,
            one.states,
            one.denied,
            not one.reason,
            one.reason,
        )

    def _pair(self, one: Weighed) -> PairAccount:
        return PairAccount(
            self._thing(one.pair.subject),
            self._thing(one.pair.object),
            one.pair.subject_back,
            one.pair.object_back,
            one.causes,
            one.spares,
            one.overcomes,
            one.fails,
            one.hypothesised,
            self._uncounted(one),
        )

    def _uncounted(self, one: Weighed) -> str:
        """Why the encoder's view of a pair became no claim; empty where it did."""
        index, subject, therapy = one.pair.sentence, one.pair.subject, one.pair.object
        apart = set_apart(self._doc, index, self._settings.cues)
        if (subject.id, therapy.id) in apart and one.causes >= LEAST:
            return reasons.OTHER_HALF
        claims = self._later.get(self._doc.sentences[index].start, [])
        counts = any(is_second(c) and (c.subject, c.object) == (subject, therapy) for c in claims)
        return "" if counts else reasons.RESPECTIVELY

    def _claims(self, index: int, read: SceneRead | None) -> Iterable[ClaimAccount]:
        for number, (_, one) in enumerate(read.frames if read else ()):
            for claim in one.claims:
                yield self._claim(claim, number)
        for claim in self._later.get(self._doc.sentences[index].start, []):
            yield self._claim(claim, None)

    def _claim(self, claim: Claim, frame: int | None) -> ClaimAccount:
        into = relation_id(self._doc.id, key_of(claim))
        return ClaimAccount(
            claim.relation,
            self._thing(claim.subject),
            self._thing(claim.object),
            claim.polarity,
            claim.certainty,
            claim.states,
            tuple(self._thing(via) for via in claim.via),
            round(claim.evidence.confidence, 4),
            claim.evidence.rule,
            claim.evidence.source,
            is_second(claim),
            frame,
            into,
            (into, claim.evidence.start) in self._shown,
        )

    def _marked(self, scene: Scene, clue: Clue) -> Marked:
        return _marked(self._doc, scene.tree.view, clue)

    def _thing(self, mention: Mention) -> Thing:
        start, end = mention.span
        text = self._doc.text[start:end]
        return Thing(start, end, text, mention.type, mention.id, mention.name)


def _told(clues: Sequence[Clue]) -> list[Clue]:
    """The cues without every comma: what joins lists tells something only where they are paired."""
    pairing = any(clue.kind is CueKind.PAIRING for clue in clues)
    hidden = {CueKind.CLAUSE} if pairing else {CueKind.CLAUSE, CueKind.JOIN}
    return [clue for clue in clues if clue.kind not in hidden]


def _marked(doc: Document, view: FoldedText, clue: Clue) -> Marked:
    start, end = view.to_raw(clue.start, clue.end)
    return Marked(start, end, doc.text[start:end], clue.kind, clue.cue)


def _rows(scene: Scene, read: Read) -> Iterable[Considered]:
    """Who was looked at, slot by slot."""
    others = [one for one in read.slots if one.slot != "therapy"]
    return (*(one for one in read.slots if one.slot == "therapy"), *_untied(scene, read), *others)


def _untied(scene: Scene, read: Read) -> Iterable[Considered]:
    """Therapies of the sentence that no link and no path in the tree ties to the trigger."""
    if not read.slots and not read.why:
        return  # a frame without a slot for them
    if read.why == reasons.OFF_TOPIC:
        return
    held = {one.mention.span for one in read.slots if one.slot == "therapy" or not one.reason}
    named = any(one.slot == "therapy" and not one.reason for one in read.slots)
    reason = reasons.CLOSER_TIE if named else reasons.NOT_TIED
    for node in scene.nodes:
        if node.type in THERAPIES and node.mention.span not in held:
            yield Considered("therapy", node.mention, None, "", reason=reason)


def _empty(frame: Frame, read: Read) -> str:
    """Why a frame claims nothing that has its therapies."""
    if read.dropped:
        return reasons.ALL_DROPPED
    return reasons.NO_AGENT if frame.sense == "overcome" else reasons.NO_CAUSE


def _by(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> dict[_Key, list[_Item]]:
    groups: dict[_Key, list[_Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def _likeliest(one: Weighed) -> float:
    return max(one.causes, one.spares, one.overcomes, one.fails)


def _relations(
    doc: Document, claims: Sequence[Claim], settings: RelateSettings
) -> tuple[RelationAccount, ...]:
    """Every relation with what the readings say of it, those kept first."""
    groups = _by(claims, key_of)
    rival = rivals(groups)
    keys = {relation_id(doc.id, key): key for key in groups}
    off_theme = not is_on_theme(doc, settings.cues)
    found = []
    for relation in (*doc.relations, *doc.candidates):
        key = keys[relation.id]
        voices = voices_of(groups[key], rival[key])
        kept = relation.confidence >= settings.least
        found.append(
            RelationAccount(
                relation.id,
                relation.relation,
                relation.subject,
                relation.object,
                relation.polarity,
                relation.certainty,
                round(voices.reader, 4),
                round(voices.frames, 4),
                voices.sentences,
                round(voices.rival, 4),
                off_theme,
                round(relation.confidence, 4),
                kept,
                "" if kept else reasons.below(relation.confidence, settings.least),
            )
        )
    return tuple(found)

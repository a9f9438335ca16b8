"""How a document's relations were read, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.cli.asked import lines_of as lines_in
from pipeline.cli.marking import marked
from pipeline.cli.painting import FAINT, HEAD, STRONG, Painter
from pipeline.cli.tagged import counted, one_line
from pipeline.cli.wrapping import Line, Piece, lines_of, wrapped
from pipeline.cues import CueKind
from pipeline.model import Document
from pipeline.read.outcome import printable
from pipeline.relate import Account
from pipeline.relate.account import (
    ClaimAccount,
    FrameAccount,
    Marked,
    PairAccount,
    RelationAccount,
    SentenceAccount,
    SlotAccount,
    Thing,
)

_INDENT = "    "
_LABEL = 10  # columns of "therapy" and the like
_ARROWS = {
    ("CAUSES_RESISTANCE", "positive"): "causes resistance to",
    ("CAUSES_RESISTANCE", "negative"): "does not cause resistance to",
    ("OVERCOMES", "positive"): "overcomes resistance to",
    ("OVERCOMES", "negative"): "does not overcome resistance to",
}
_SENSES = {
    "cause": "resistance comes",
    "overcome": "resistance goes",
    "bare": "there is resistance",
}
# Cues that say of the whole document what it is about.
_ASIDE = (CueKind.SETTING, CueKind.JOIN)


def accounted(doc: Document, account: Account, painter: Painter) -> Iterator[Line]:
    """All that there is to say of the sentences in the account."""
    kept = sum(one.kept for one in account.relations)
    dropped = len(account.relations) - kept
    told = f": {counted(kept, 'relation')} kept, {dropped} dropped"
    yield (
        Piece(printable(doc.id), HEAD),
        Piece(f"{told} (threshold {account.threshold:.2f})", FAINT),
    )
    for one in account.sentences:
        yield ()
        yield from sentence_lines(doc, one, account, painter)


def sentence_lines(
    doc: Document, one: SentenceAccount, account: Account, painter: Painter
) -> Iterator[Line]:
    """One sentence with its frames, pairs and claims."""
    line = 1 + sum(span.end < one.start for span in lines_in(doc.text))
    yield (
        Piece(f"Sentence {one.number}", HEAD),
        Piece(f"  line {line}, at {one.start}–{one.end}", FAINT),
    )
    cues = [cue for cue in one.cues if cue.kind not in _ASIDE]
    for row in lines_of(marked(doc, one.start, one.end, cues, painter)):
        visible = (Piece(printable(piece.text), piece.style) for piece in row)
        yield from wrapped((Piece("  "), *visible), painter.width, "  ")
    for row in _rows(doc, one, cues, account):
        yield from wrapped(row, painter.width, _INDENT + " " * _LABEL)


def _rows(
    doc: Document, one: SentenceAccount, cues: list[Marked], account: Account
) -> Iterator[Line]:
    yield from _listed("names", _names(doc, one))
    yield from _listed("cues", _cues(cues))
    if one.reason:
        yield _labelled("frames", Piece(f"none: {one.reason}"))
    for shut in one.shut:
        yield _labelled("no frame", *_cue(shut.trigger), Piece(f": {shut.reason}"))
    for number, frame in enumerate(one.frames):
        yield from _frame_rows(doc, frame)
        yield from _claim_rows([c for c in one.claims if c.frame == number], account)
    if one.pairs or one.pairs_below:
        yield from _pair_rows(one)
    # What a frame claims too has been told with it.
    told = {claim.into for claim in one.claims if claim.frame is not None}
    rest = [c for c in one.claims if c.frame is None and not (c.encoder and c.into in told)]
    yield from _claim_rows(rest, account)


def _frame_rows(doc: Document, frame: FrameAccount) -> Iterator[Line]:
    yield _labelled("frame", *_cue(frame.trigger), Piece(f": {_SENSES[frame.sense]}"), *_by(frame))
    yield _labelled("", *_manner(doc, frame))
    slot = ""
    for row in frame.slots:
        yield _labelled("" if row.slot == slot else row.slot, *_slot(row))
        slot = row.slot
    for pair in frame.dropped:
        names = f"{_name(pair.subject)} → {_name(pair.object)}"
        yield _labelled("dropped", Piece(names, STRONG), Piece(f": {pair.reason}"))
    if frame.reason:
        yield _labelled("no claim", Piece(frame.reason))


def _by(frame: FrameAccount) -> Iterator[Piece]:
    if frame.operator is not None and frame.operator != frame.trigger:
        yield Piece(", by ")
        yield from _cue(frame.operator)
    if frame.carried:
        yield Piece(", said of cells or patients")


def _manner(doc: Document, frame: FrameAccount) -> Iterator[Piece]:
    start, end = frame.predicate
    yield Piece(f"predicate {one_line(doc.text[start:end])}; ", FAINT)
    yield Piece(frame.polarity)
    if frame.denied_by is not None:
        yield Piece(" for an effect that is denied by " if frame.absent else " by ")
        yield from _cue(frame.denied_by)
    yield Piece(f", {frame.certainty}")
    if frame.hedged_by is not None:
        yield Piece(" by ")
        yield from _cue(frame.hedged_by)


def _slot(row: SlotAccount) -> Iterator[Piece]:
    score = "    " if row.score is None else f"{row.score:.2f}"
    yield Piece(f"{'✓' if row.chosen else '✗'} {score}  ")
    yield Piece(one_line(row.thing.text), row.thing.type.value if row.chosen else "")
    yield Piece(f"  {printable(row.thing.id)}", FAINT)
    if row.state:
        yield Piece(f"  {', '.join(row.state)}")
    if row.denied:
        yield Piece("  denied")
    if row.rule:
        yield Piece(f"  [{row.rule}]", FAINT)
    if row.reason:
        yield Piece(f": {row.reason}")


def _pair_rows(one: SentenceAccount) -> Iterator[Line]:
    for number, pair in enumerate(one.pairs):
        yield _labelled("" if number else "encoder", *_pair(pair))
    if one.pairs_below:
        rest = f"{'and ' if one.pairs else ''}{counted(one.pairs_below, 'pair')} too unlikely"
        yield _labelled("" if one.pairs else "encoder", Piece(rest, FAINT))


def _pair(pair: PairAccount) -> Iterator[Piece]:
    yield Piece(f"{_named(pair.subject, pair.subject_back)} → ", STRONG)
    yield Piece(_named(pair.object, pair.object_back), STRONG)
    told = f"causes {pair.causes:.2f}, does not {pair.spares:.2f}"
    if pair.overcomes or pair.fails:
        told += f"; overcomes {pair.overcomes:.2f}, does not {pair.fails:.2f}"
    yield Piece(f"  {told}")
    yield Piece(f"; hypothesised {pair.hypothesised:.2f}", FAINT)
    if pair.reason:
        yield Piece(f": dropped, {pair.reason}")


def _named(thing: Thing, back: int) -> str:
    return _name(thing) + (f" ({counted(back, 'sentence')} ago)" if back else "")


def _claim_rows(claims: Iterable[ClaimAccount], account: Account) -> Iterator[Line]:
    for claim in claims:
        names = (_name(claim.subject), _ARROWS[claim.relation, claim.polarity], _name(claim.object))
        yield _labelled(
            "claim",
            Piece(f"{claim.confidence:.2f}  "),
            Piece(" ".join(names), STRONG),
            Piece(f", {claim.certainty}"),
            Piece(f"  [{claim.rule}]", FAINT),
        )
        into = account.relation(claim.into)
        if into is not None:
            yield _labelled("", *_outcome(claim, into))


def _outcome(claim: ClaimAccount, into: RelationAccount) -> Iterator[Piece]:
    if into.kept:
        yield Piece(f"→ kept, {into.confidence:.2f}", STRONG)
    else:
        yield Piece("→ dropped", STRONG)
        yield Piece(f", {into.reason}")
    voices = [f"frames {into.frames:.2f}"] if into.frames else []
    if into.encoder:
        voices += [f"encoder {into.encoder:.2f}"]
        voices += [f"sure of {counted(into.sentences, 'sentence')}"]
        voices += [f"of another object {into.rival:.2f}"] if into.rival else []
        voices += ["no word of cancer or resistance"] if into.off_theme else []
    yield Piece(f" ({', '.join(voices)})", FAINT)
    if not claim.shown:
        yield Piece("; not shown: far weaker than the best sentence")


def _names(doc: Document, one: SentenceAccount) -> Iterator[tuple[Piece, ...]]:
    told: set[tuple[str, str]] = set()
    for mention in doc.mentions:
        surface = one_line(doc.text[mention.start : mention.end])
        inside = one.start <= mention.start and mention.end <= one.end
        if inside and (surface, mention.id) not in told:
            told.add((surface, mention.id))
            yield (
                Piece(surface, mention.type.value),
                Piece(f" {mention.type} "),
                Piece(printable(mention.id), FAINT),
            )


def _cues(cues: Iterable[Marked]) -> Iterator[tuple[Piece, ...]]:
    told: set[tuple[str, str]] = set()
    for cue in cues:
        if (cue.text, cue.cue) not in told:
            told.add((cue.text, cue.cue))
            yield tuple(_cue(cue))


def _listed(label: str, items: Iterable[tuple[Piece, ...]]) -> Iterator[Line]:
    pieces: list[Piece] = []
    for item in items:
        pieces += [*([Piece(" · ", FAINT)] if pieces else []), *item]
    if pieces:
        yield _labelled(label, *pieces)


def _cue(cue: Marked) -> Iterator[Piece]:
    yield Piece(one_line(cue.text), STRONG)
    yield Piece(f" {cue.kind} {cue.cue}", FAINT)


def _name(thing: Thing) -> str:
    return printable(thing.name)


def _labelled(label: str, *told: Piece) -> Line:
    return (Piece(f"{_INDENT}{label:<{_LABEL}}", FAINT), *told)

"""Why each mention is there and what else it might have been, as lines.

Places of which the very same is to be said are told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.cli.cases import Case, key_of
from pipeline.cli.painting import FAINT, HEAD, STRONG, Painter
from pipeline.cli.tagged import one_line
from pipeline.cli.wrapping import Line, Piece, columns, width, wrapped
from pipeline.ground import Change
from pipeline.lexicon import Lexicon
from pipeline.model import Document, Grounding, Mention, Span
from pipeline.read.outcome import printable
from pipeline.tag import Decision, Outcome

_AROUND, _LEAST = 26, 6  # columns of text shown on each side of a mention
_PLACES = 8  # shown of each group
_INDENT = "    "
_LABEL = 9  # columns of "settled" and the like


def explanation(
    doc: Document, found: Sequence[Case], lexicon: Lexicon, painter: Painter
) -> Iterator[Line]:
    """What is to be said of the cases, those alike told together."""
    groups: dict[object, list[Case]] = {}
    for case in found:
        groups.setdefault(_likeness(case, doc.text), []).append(case)
    mentions = [group for group in groups.values() if group[0].kept is not None]
    others = [group for group in groups.values() if group[0].kept is None]
    for group in mentions:
        for line in _group_lines(doc, group, lexicon, painter.width):
            yield from wrapped(line, painter.width, _INDENT + " " * _LABEL)
        yield ()
    if others:
        yield (Piece("Not mentions", HEAD),)
        yield ()
    for group in others:
        for line in _other_lines(doc, group, painter.width):
            yield from wrapped(line, painter.width, _INDENT + " " * _LABEL)
        yield ()


def _likeness(case: Case, text: str) -> object:
    """All that is said of a case but its place."""
    start, end = case.at
    decisions = (*filter(None, [case.kept]), *case.lost)
    said = tuple(
        (d.start - start, d.end - start, d.type, d.found_by, d.groundings, d.outcome, d.reason)
        for d in decisions
    )
    changes = tuple((c.reason, c.before.candidates, c.after.candidates) for c in case.changes)
    return key_of(text[start:end]), said, changes, case.mention and case.mention.candidates


def _group_lines(
    doc: Document, group: Sequence[Case], lexicon: Lexicon, limit: int | None
) -> Iterator[Line]:
    case = group[0]
    mention, kept = case.mention, case.kept
    assert mention is not None
    assert kept is not None
    yield (
        Piece(_surface(doc, mention), mention.type.value),
        Piece(f"  {mention.type}  {printable(mention.id)}  "),
        Piece(printable(mention.name), STRONG),
        Piece(f"  {_places(group)}", FAINT),
    )
    yield _context(doc, mention.span, mention.type.value, limit)
    yield _labelled("why", kept.reason)
    for number, candidate in enumerate(mention.candidates):
        yield _labelled("" if number else "ids", *_identity(candidate, lexicon))
    for change in case.changes:
        yield _labelled("settled", f"{_was(change)} → {_is(change)}: {change.reason}")
    same = [d.found_by for d in case.lost if d.outcome is Outcome.SAME]
    if same:
        yield _labelled("also", f"found by {', '.join(sorted(set(same)))}")
    inside = [d for d in case.lost if _within(d, kept)]
    if inside:
        yield _labelled("inside", *_listed(doc, inside))
    rest = [d for d in case.lost if d.outcome is not Outcome.SAME and d not in inside]
    for number, lost in enumerate(rest):
        yield _labelled("" if number else "lost", *_lost(doc, lost))


def _within(lost: Decision, kept: Decision) -> bool:
    """Whether a name lost only for being a part of the mention's own."""
    shorter = lost.end - lost.start < kept.end - kept.start
    return lost.outcome is Outcome.OVERLAPPED and shorter and kept.start <= lost.start < kept.end


def _listed(doc: Document, lost: Sequence[Decision]) -> Iterator[Piece]:
    for number, decision in enumerate(lost):
        if number:
            yield Piece(" · ", FAINT)
        id = decision.groundings[0].id if decision.groundings else "no id"
        yield Piece(one_line(doc.text[decision.start : decision.end]), STRONG)
        yield Piece(f" {decision.type} {printable(id)}")


def _other_lines(doc: Document, group: Sequence[Case], limit: int | None) -> Iterator[Line]:
    lost = group[0].lost[0]
    yield (*_lost(doc, lost, reason=False), Piece(f"  {_places(group)}", FAINT))
    yield _context(doc, Span(lost.start, lost.end), STRONG, limit)
    yield _labelled(lost.outcome.value, lost.reason)


def _lost(doc: Document, lost: Decision, *, reason: bool = True) -> Line:
    best = lost.groundings[0] if lost.groundings else None
    named = f" {printable(best.name)} {printable(best.id)}" if best else ""
    told = (
        Piece(one_line(doc.text[lost.start : lost.end]), STRONG),
        Piece(f"  {lost.type}{named}"),
        Piece(f"  [{lost.found_by}]", FAINT),
    )
    return (*told, Piece(f": {printable(lost.reason)}")) if reason else told


def _identity(candidate: Grounding, lexicon: Lexicon) -> Line:
    label = lexicon.label(candidate.id)
    shown = printable(candidate.name) + (f" / {label.ja}" if label is not None and label.ja else "")
    refs = f"  {' '.join(label.xrefs)}" if label is not None and label.xrefs else ""
    return (
        Piece(f"{candidate.score:.2f}  "),
        Piece(printable(candidate.id), STRONG),
        Piece(f"  {shown}  ({candidate.why})"),
        Piece(refs, FAINT),
    )


def _was(change: Change) -> str:
    kind = f"{change.before.type} " if change.before.type != change.after.type else ""
    return printable(f"{kind}{change.before.id or 'no id'}")


def _is(change: Change) -> str:
    kind = f"{change.after.type} " if change.before.type != change.after.type else ""
    return printable(f"{kind}{change.after.id}")


def _labelled(label: str, *told: str | Piece) -> Line:
    pieces = (Piece(printable(t)) if isinstance(t, str) else t for t in told)
    return (Piece(f"{_INDENT}{label:<{_LABEL}}", FAINT), *pieces)


def _surface(doc: Document, mention: Mention) -> str:
    return one_line(doc.text[mention.start : mention.end])


def _places(group: Sequence[Case]) -> str:
    shown = [f"{start}–{end}" for start, end in (case.at for case in group[:_PLACES])]
    more = f" and {len(group) - _PLACES} more" if len(group) > _PLACES else ""
    return f"at {', '.join(shown)}{more}"


def _context(doc: Document, span: Span, style: str, limit: int | None) -> Line:
    start, end = span
    marked = f"⟦{one_line(doc.text[start:end])}⟧"
    free = _AROUND if limit is None else (limit - len(_INDENT) - _LABEL - width(marked)) // 2 - 1
    around = max(_LEAST, min(_AROUND, free))
    # The bar keeps the blank beside the mention.
    before = one_line(f"{doc.text[max(0, start - 3 * _AROUND) : start]}|")[:-1]
    after = one_line(f"|{doc.text[end : end + 3 * _AROUND]}")[1:]
    before, after = _cut(before[::-1], around)[::-1], _cut(after, around)
    return (Piece(f"{_INDENT}{'':<{_LABEL}}{before}"), Piece(marked, style), Piece(after))


def _cut(text: str, room: int) -> str:
    """What of ``text`` fits, and a sign that there is more."""
    used = 0
    for at, char in enumerate(text):
        used += columns(char)
        if used > room:
            return f"{text[:at]}…"
    return text

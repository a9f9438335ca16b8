"""What went wrong in a benchmark, grouped by the words, with a place for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.lexicon import load
from pipeline.model import Span
from tagging.ids import RIGHT
from tagging.ids import verdict as id_verdict
from tagging.passages import Found, Passage, Verdict
from tagging.statements import Case

_AROUND = 45  # characters either side


def lines(verdicts: Sequence[Verdict], *, ids: bool = False) -> Iterator[str]:
    """Missed and false names of each kind, most frequent words first; wrong ids where asked."""
    for kind in dict.fromkeys(v.kind for v in verdicts):
        mine = [v for v in verdicts if v.kind == kind]
        missed = [(v.passage, n.span, _beside(v, n.span)) for v in mine for n in v.missed]
        false = [(v.passage, f.span, _gold_beside(v, f)) for v in mine for f in v.false]
        yield from _grouped(f"{kind}: missed", missed)
        yield from _grouped(f"{kind}: false", false)
        if ids:
            wrong = [
                (v.passage, n.span, f"{told}; gold {','.join(n.ids)}, ours {f.id}")
                for v in mine
                for n, f in v.right
                if (told := id_verdict(n, f)) != RIGHT
            ]
            yield from _grouped(f"{kind}: ids not right", wrong)


def _beside(verdict: Verdict, span: Span) -> str:
    """What of ours touches a missed name; whether the lexicon holds it, where nothing does."""
    touching = [f for f in verdict.found if f.span.overlaps(span)]
    if not touching:
        senses = load().lookup(verdict.passage.text[span.start : span.end])
        return f"in the lexicon as {senses[0].type}, not taken" if senses else "not in the lexicon"
    same = [f for f in touching if f.span == span]
    if same:
        return f"as {same[0].type}"
    first = touching[0]
    if span.covers(first.span):
        return f"only a part, {first.type}"
    if first.span.covers(span):
        return f"inside a longer {first.type}"
    return f"cut otherwise, {first.type}"


def _gold_beside(verdict: Verdict, found: Found) -> str:
    """What gold has where it lacks our name."""
    touching = [n for n in verdict.passage.names if n.span.overlaps(found.span)]
    if not touching:
        return f"gold has nothing, {found.type} {found.id}"
    first = touching[0]
    words = verdict.passage.text[first.start : first.end]
    return f"gold has {first.kind} {words!r}"


def _grouped(title: str, items: Sequence[tuple[Passage, Span, str]]) -> Iterator[str]:
    groups: dict[str, list[tuple[Passage, Span, str]]] = defaultdict(list)
    for passage, span, note in items:
        groups[passage.text[span.start : span.end].lower()].append((passage, span, note))
    notes: dict[str, int] = defaultdict(int)
    for _, _, note in items:
        notes[_plain(note)] += 1
    yield f"== {title}: {len(items)} in {len(groups)} spellings"
    yield "   " + "; ".join(
        f"{note} {count}" for note, count in sorted(notes.items(), key=lambda n: (-n[1], n[0]))
    )
    for words, places in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        passage, span, _ = places[0]
        told = sorted({note for _, _, note in places})
        where = context(passage.text, span)
        yield f"{len(places):4}  {words}  [{' | '.join(told[:3])}]  {passage.id}: {where}"


def _plain(note: str) -> str:
    """A note without the particular words, for counting."""
    if note.startswith("gold has nothing"):
        return " ".join(note.split()[:4])
    if note.startswith("gold has "):
        return " ".join(note.split()[:3])
    return note.partition("; gold")[0]


def context(text: str, span: Span) -> str:
    """The words with what stands around them, on one line."""
    start, end = max(0, span.start - _AROUND), span.end + _AROUND
    marked = f"{text[start : span.start]}⟦{text[span.start : span.end]}⟧{text[span.end : end]}"
    return " ".join(marked.split())


def of_cases(cases: Sequence[Case]) -> Iterator[str]:
    """Statements whose gene, drug or variant was not found right."""
    by_kind: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        if case.outcome != "right":
            by_kind[case.kind, case.outcome].append(case)
    for (kind, outcome), group in sorted(by_kind.items()):
        by_thing: dict[str, list[Case]] = defaultdict(list)
        for case in group:
            by_thing[case.thing].append(case)
        yield f"== {kind}: {outcome}: {len(group)}"
        for thing, its in sorted(by_thing.items(), key=lambda g: (-len(g[1]), g[0])):
            first = its[0]
            where = context(first.statement.text, first.places[0])
            yield f"{len(its):4}  {thing}  {first.statement.id}: {where}"

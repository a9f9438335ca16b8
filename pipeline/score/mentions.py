"""Scoring the mentions of one document: exact spans, overlapping spans, grounded sets."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from pipeline.gold import GoldDocument, GoldMention
from pipeline.model import Document, Span
from pipeline.score.counts import Counts

T = TypeVar("T", bound=Hashable)
ByType = Mapping[str, Counts]
Typed = tuple[str, tuple[Span, ...]]


def strict(gold: GoldDocument, predicted: Document | None) -> ByType:
    """Count mentions whose type and span are exactly right, by type.

    A broken gold mention has the span from its first fragment's start to its last one's end,
    provided that only white space lies between the fragments; else nothing can equal it.
    """
    text = predicted.text if predicted else ""
    want = {(m.type, solid_span(m, text) or m.spans) for m in gold.mentions}
    got = {(m.type, m.span) for m in predicted.mentions} if predicted else set()
    return set_counts(want, got, lambda item: str(item[0]))


def solid_span(mention: GoldMention, text: str) -> Span | None:
    """The one range of ``text`` that a gold mention stands for, None where there is none."""
    if len(mention.spans) == 1:
        return mention.spans[0]
    pairs = zip(mention.spans, mention.spans[1:], strict=False)
    gaps = (text[before.end : after.start] for before, after in pairs)
    return mention.extent if all(gap == "" or gap.isspace() for gap in gaps) else None


def relaxed(gold: GoldDocument, predicted: Document | None) -> ByType:
    """Count mentions of the same type that share a code point, by type.

    Each gold mention answers for one predicted mention at most, and the other way round; of
    all ways to pair them the one with the most pairs counts (see :func:`most_pairs`), so that
    the order of mentions can not change the figure.
    """
    found = predicted.mentions if predicted else ()
    want = _by_type((m.type, m.spans) for m in gold.mentions)
    got = _by_type((m.type, (m.span,)) for m in found)
    result: dict[str, Counts] = {}
    for kind in sorted(want.keys() | got.keys()):
        left, right = want.get(kind, []), got.get(kind, [])
        pairs = most_pairs(overlaps(left, right), len(right))
        result[kind] = Counts(pairs, len(right) - pairs, len(left) - pairs)
    return result


def _by_type(mentions: Iterable[Typed]) -> dict[str, list[tuple[Span, ...]]]:
    result: dict[str, list[tuple[Span, ...]]] = {}
    for kind, spans in sorted(set(mentions)):
        result.setdefault(kind, []).append(spans)
    return result


def grounded(gold: GoldDocument, predicted: Document | None) -> ByType:
    """Count the distinct things named, as (type, id), by type. What has no id is left out."""
    found = predicted.mentions if predicted else ()
    got = {(m.type, m.id) for m in found if m.id}
    return set_counts(gold.mention_ids, got, lambda item: item[0])


def set_counts(want: Iterable[T], got: Iterable[T], group: Callable[[T], str]) -> dict[str, Counts]:
    """Compare two sets; counts by ``group``, sorted."""
    wanted, gotten = set(want), set(got)
    right = Counter(map(group, wanted & gotten))
    false = Counter(map(group, gotten - wanted))
    missed = Counter(map(group, wanted - gotten))
    groups = sorted(right.keys() | false.keys() | missed.keys())
    return {name: Counts(right[name], false[name], missed[name]) for name in groups}


def overlaps(left: Sequence[Sequence[Span]], right: Sequence[Sequence[Span]]) -> list[list[int]]:
    """For each of ``left`` the indices in ``right`` that share a code point with it, sorted."""
    pieces = sorted((span, j) for j, spans in enumerate(right) for span in spans)
    longest = max((span.end - span.start for span, _ in pieces), default=0)
    starts = [span.start for span, _ in pieces]
    return [_touching(spans, pieces, starts, longest) for spans in left]


def _touching(
    spans: Sequence[Span], pieces: Sequence[tuple[Span, int]], starts: Sequence[int], longest: int
) -> list[int]:
    found: set[int] = set()
    for span in spans:
        # No piece that starts further back than the longest one is long can reach this span.
        first = bisect_left(starts, span.start - longest)
        last = bisect_left(starts, span.end)
        found.update(j for piece, j in pieces[first:last] if piece.overlaps(span))
    return sorted(found)


def most_pairs(edges: Sequence[Sequence[int]], right: int) -> int:
    """The size of a maximum matching of a bipartite graph.

    Args:
        edges: for each node on the left its neighbours on the right.
        right: how many nodes the right side has.

    Source: augmenting paths (Berge 1957), each searched in breadth.
    """
    partner = [-1] * right
    return sum(_augment(node, edges, partner) for node in range(len(edges)))


def _augment(start: int, edges: Sequence[Sequence[int]], partner: list[int]) -> bool:
    """Pair ``start``, moving earlier pairs along where that frees a partner for it."""
    came_from: dict[int, int] = {}  # right node -> the left node that reached it
    mate: dict[int, int] = {}  # left node -> its right node before this call
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in edges[node]:
            if other in came_from:
                continue
            came_from[other] = node
            if partner[other] >= 0:
                mate[partner[other]] = other
                queue.append(partner[other])
                continue
            while True:
                node = came_from[other]
                partner[other] = node
                if node == start:
                    return True
                other = mate[node]
    return False

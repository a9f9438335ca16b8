"""Where things stand in the picture: causes left, therapies in the middle, remedies right.

The same graph gives the same picture, to the digit: no forces, no random start. Orders come
from sweeps of the barycentre heuristic (Sugiyama et al. 1981) and swaps, heights from the least
squares fit that keeps the order (pool adjacent violators).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

LEFT, MIDDLE, RIGHT = 0, 1, 2

_Orders = Sequence[Sequence[str]]
_Near = Mapping[str, Sequence[str]]

_SWEEPS = 10
_PORT = 9.0  # room for one line's end at a box
_BOX = 42.0
_GAP = 12.0
_BETWEEN_PARTS = 26.0


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge as the picture knows it."""

    id: str
    source: str
    target: str
    causes: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A node's place: its column, the height of its middle, its own height."""

    node: str
    column: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """An edge's ends: the heights where it leaves and arrives, and on which sides of the boxes."""

    edge: Edge
    y1: float
    y2: float
    out_side: int
    in_side: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes and lines from height 0 down to ``height``."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    height: float


def lay_out(edges: Sequence[Edge]) -> Layout:
    """Place every node in one of three columns, connected parts one under the other."""
    edges = sorted(edges, key=lambda e: (e.source, e.target, e.id))
    column = _columns(edges)
    heights = _heights(edges, column)
    boxes: dict[str, Box] = {}
    top = 0.0
    for part in _parts(edges):
        placed = _place(part, column, heights)
        first = min(y - heights[node] / 2 for node, y in placed.items())
        for node, y in placed.items():
            boxes[node] = Box(node, column[node], y - first + top, heights[node])
        top = max(boxes[n].y + heights[n] / 2 for n in placed) + _BETWEEN_PARTS
    lines = _lines(edges, boxes)
    ordered = sorted(boxes.values(), key=lambda b: (b.column, b.y, b.node))
    return Layout(tuple(ordered), lines, max(top - _BETWEEN_PARTS, 0.0))


def _columns(edges: Sequence[Edge]) -> dict[str, int]:
    """What is resisted stands in the middle; else what a thing does more often decides."""
    balance: dict[str, int] = defaultdict(int)
    for edge in edges:
        balance[edge.source] += 1 if edge.causes else -1
    column = {node: LEFT if total >= 0 else RIGHT for node, total in balance.items()}
    return column | {edge.target: MIDDLE for edge in edges}


def _sides(edge: Edge, column: Mapping[str, int]) -> tuple[int, int]:
    """Sides of the source's and the target's box that the line joins."""
    if column[edge.source] == MIDDLE:
        side = LEFT if edge.causes else RIGHT
        return side, side
    return (RIGHT, LEFT) if column[edge.source] == LEFT else (LEFT, RIGHT)


def _heights(edges: Sequence[Edge], column: Mapping[str, int]) -> dict[str, float]:
    ends: dict[tuple[str, int], int] = defaultdict(int)
    for edge in edges:
        out_side, in_side = _sides(edge, column)
        ends[edge.source, out_side] += 1
        ends[edge.target, in_side] += 1
    heights: dict[str, float] = {}
    for (node, _), count in ends.items():
        heights[node] = max(heights.get(node, _BOX), _PORT * (count + 1))
    return heights


def _parts(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Connected parts, the largest first."""
    parts: dict[str, list[Edge]] = {}
    for edge in edges:
        one, other = parts.get(edge.source, []), parts.get(edge.target, [])
        merged = [*one, *(other if other is not one else []), edge]
        for member in merged:
            parts[member.source] = parts[member.target] = merged
    distinct = {id(part): part for part in parts.values()}
    return sorted(distinct.values(), key=lambda part: (-len(part), min(e.source for e in part)))


def _place(
    part: Sequence[Edge], column: Mapping[str, int], heights: Mapping[str, float]
) -> dict[str, float]:
    """Height of the middle of each box of one connected part."""
    near: dict[str, list[str]] = defaultdict(list)
    for edge in part:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    orders = [sorted(n for n in near if column[n] == side) for side in (LEFT, MIDDLE, RIGHT)]
    _reorder(orders, near)
    tallest = max(range(3), key=lambda side: sum(heights[n] + _GAP for n in orders[side]))
    y: dict[str, float] = {}
    for side in sorted(range(3), key=lambda s: (s != tallest, s != MIDDLE, s)):
        wanted = [_mean([y[n] for n in near[node] if n in y], 0.0) for node in orders[side]]
        y.update(
            zip(orders[side], _spread(wanted, [heights[n] for n in orders[side]]), strict=True)
        )
    return y


def _reorder(orders: list[list[str]], near: _Near) -> None:
    """Order the columns so that few lines cross, and of equal ones the lines are short."""
    walk = {node: index for index, node in enumerate(_walk(near))}
    candidates: list[tuple[tuple[int, float, int], list[list[str]]]] = []
    for start in (orders, [sorted(order, key=walk.__getitem__) for order in orders]):
        trial = [list(order) for order in start]
        for sweep in range(_SWEEPS):
            for side in (MIDDLE, LEFT, RIGHT) if sweep % 2 else (LEFT, RIGHT, MIDDLE):
                place = _places(trial)
                mean = {n: _mean([place[m] for m in near[n]], place[n]) for n in trial[side]}
                trial[side].sort(key=lambda n: (mean[n], place[n]))
            _swap(trial, near)
            cost = (_crossings(trial, near), _length(trial, near), len(candidates))
            candidates.append((cost, [list(order) for order in trial]))
    orders[:] = min(candidates)[1]


def _walk(near: _Near) -> list[str]:
    """All nodes, depth first from one at the rim, so that clusters stay together."""
    by_degree = sorted(near, key=lambda n: (len(near[n]), n))
    seen: dict[str, None] = {}
    stack = by_degree[:1]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen[node] = None
            stack += sorted(near[node], key=lambda n: (-len(near[n]), n))
    return list(seen)


def _places(orders: _Orders) -> dict[str, float]:
    return {n: (i + 0.5) / len(order) for order in orders for i, n in enumerate(order)}


def _swap(orders: list[list[str]], near: _Near) -> None:
    """Change places of neighbours wherever that takes crossings away (Gansner et al. 1993)."""
    for side in (MIDDLE, LEFT, RIGHT):
        rank = {n: i for order in orders for i, n in enumerate(order)}
        others = [set(orders[s]) for s in ((LEFT, RIGHT) if side == MIDDLE else (MIDDLE,))]
        order = orders[side]
        ends = {n: [sorted(rank[m] for m in near[n] if m in o) for o in others] for n in order}
        better = True
        while better:
            better = False
            for i in range(len(order) - 1):
                above, below = ends[order[i]], ends[order[i + 1]]
                now = sum(_inverted(u, v) for u, v in zip(above, below, strict=True))
                then = sum(_inverted(v, u) for u, v in zip(above, below, strict=True))
                if then < now:
                    order[i], order[i + 1] = order[i + 1], order[i]
                    better = True


def _inverted(above: Sequence[int], below: Sequence[int]) -> int:
    """Crossings of the lines of two boxes, one above the other."""
    return sum(u > v for u in above for v in below)


def _crossings(orders: _Orders, near: _Near) -> int:
    """How many pairs of lines between the middle and the outer columns cross."""
    rank = {node: index for index, node in enumerate(orders[MIDDLE])}
    total = 0
    for side in (LEFT, RIGHT):
        ends = [sorted(rank[m] for m in near[n] if m in rank) for n in orders[side]]
        flat = [end for group in ends for end in group]
        total += sum(a > b for i, a in enumerate(flat) for b in flat[i + 1 :])
    return total


def _length(orders: _Orders, near: _Near) -> float:
    place = _places(orders)
    return round(sum(abs(place[n] - place[m]) for n in sorted(near) for m in near[n]), 6)


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Heights nearest to the wanted ones (least squares) that keep order and distance."""
    offsets = [0.0]
    for above, below in pairwise(heights):
        offsets.append(offsets[-1] + (above + below) / 2 + _GAP)
    pools: list[tuple[float, int]] = []  # sum and number of values that share one shift
    for want, offset in zip(wanted, offsets, strict=False):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            total, count = pools.pop()
            pools[-1] = (pools[-1][0] + total, pools[-1][1] + count)
    shifts = [total / count for total, count in pools for _ in range(count)]
    return [shift + offset for shift, offset in zip(shifts, offsets, strict=False)]


def _lines(edges: Sequence[Edge], boxes: Mapping[str, Box]) -> tuple[Line, ...]:
    """Lines whose ends at one side of a box stand apart, in the order of their other ends."""
    column = {node: box.column for node, box in boxes.items()}
    ends: dict[tuple[str, int], list[tuple[float, str, bool]]] = defaultdict(list)
    for edge in edges:
        out_side, in_side = _sides(edge, column)
        ends[edge.source, out_side].append((boxes[edge.target].y, edge.id, True))
        ends[edge.target, in_side].append((boxes[edge.source].y, edge.id, False))
    at: dict[tuple[str, bool], float] = {}
    for (node, _), found in ends.items():
        for index, (_, edge_id, leaves) in enumerate(sorted(found)):
            at[edge_id, leaves] = boxes[node].y + _PORT * (index - (len(found) - 1) / 2)
    return tuple(
        Line(edge, at[edge.id, True], at[edge.id, False], *_sides(edge, column)) for edge in edges
    )

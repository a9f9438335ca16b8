"""The picture of the graph, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.report.layout import LEFT, MIDDLE, RIGHT, Box, Edge, Layout, Line, lay_out
from pipeline.report.markup import asset, columns, esc, lang, shorten

if TYPE_CHECKING:
    import networkx as nx

MAX_EDGES = 150
"""More than this no picture can show; the strongest are drawn."""

_CAUSES = "CAUSES_RESISTANCE"
_MARGIN = 20.0
_HEADING = 46.0
_LEGEND = 64.0
_BETWEEN = 210.0  # from column to column, where the lines run
_MIN_WIDTH, _MAX_COLUMNS = 132.0, 30
_HEADINGS = ("cause of resistance", "therapy", "what overcomes it")
_HEAD = 9.0  # length of an arrow's head
_Data = Mapping[str, Any]


def render_svg(graph: nx.MultiDiGraph[Any], *, max_edges: int = MAX_EDGES) -> str:
    """A picture that stands alone: light and dark, no script, no font or file from elsewhere.

    Red lines with a bar cause resistance to the therapy, green arrows overcome it; dashed is
    hypothesised, grey and crossed out is what a text denies. The same graph gives the same
    text. Of more than ``max_edges`` edges those with the highest belief are drawn.
    """
    return draw(graph, style=asset("graph.css"), max_edges=max_edges)


def draw(
    graph: nx.MultiDiGraph[Any],
    *,
    style: str = "",
    link: bool = False,
    max_edges: int = MAX_EDGES,
) -> str:
    """The picture; with ``style`` inside, or with links to the rows ``#r-<edge id>``."""
    drawn = _strongest(graph, max_edges)
    by_id = {str(key): data for _, _, key, data in drawn}
    layout = lay_out(
        [Edge(str(k), str(u), str(v), d.get("relation") == _CAUSES) for u, v, k, d in drawn]
    )
    nodes = {str(node): data for node, data in graph.nodes(data=True)}
    column = {box.node: box.column for box in layout.boxes}
    edges_x = _edges_x(layout, nodes)
    width = edges_x[RIGHT][1] + _MARGIN
    height = _HEADING + layout.height + _LEGEND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" role="img" lang="en" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}" '
        f'aria-label="{esc(_summary(graph, len(drawn)))}">',
        f"<style>{style}</style>" if style else "",
        f'<rect class="ground" width="{width:.0f}" height="{height:.0f}" rx="10"/>',
        *_headings(layout, edges_x),
        *(_line(line, by_id[line.edge.id], nodes, column, edges_x, link) for line in layout.lines),
        *(_box(box, nodes.get(box.node, {}), edges_x) for box in layout.boxes),
        *_legend(width, height - _LEGEND + 30),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _strongest(graph: nx.MultiDiGraph[Any], limit: int) -> list[tuple[Any, Any, Any, _Data]]:
    """The edges that the picture shows, by falling belief."""
    edges: list[tuple[Any, Any, Any, _Data]] = list(graph.edges(keys=True, data=True))
    edges.sort(key=lambda e: (-float(e[3].get("belief", 0.0)), str(e[0]), str(e[1]), str(e[2])))
    return edges[:limit]


def _summary(graph: nx.MultiDiGraph[Any], drawn: int) -> str:
    total = graph.number_of_edges()
    shown = f"{total} edges" if drawn == total else f"the {drawn} strongest of {total} edges"
    return f"Network of resistance with {shown} between {graph.number_of_nodes()} entities"


def _edges_x(layout: Layout, nodes: Mapping[str, _Data]) -> tuple[tuple[float, float], ...]:
    """Left and right edge of the boxes of each column."""
    found = []
    x = _MARGIN
    for side in (LEFT, MIDDLE, RIGHT):
        names = [{**nodes.get(b.node, {}), "id": b.node} for b in layout.boxes if b.column == side]
        width = max([_MIN_WIDTH, *(_text_width(data) for data in names)])
        found.append((x, x + width))
        x += width + _BETWEEN
    return tuple(found)


def _title(data: _Data) -> str:
    return shorten(str(data.get("name") or data.get("id") or "?"), _MAX_COLUMNS)


def _japanese(data: _Data) -> str:
    label = str(data.get("label_ja") or "")
    return shorten(label, _MAX_COLUMNS) if lang(label) and label != data.get("name") else ""


def _text_width(data: _Data) -> float:
    below = columns(str(data.get("type", ""))) + columns(_japanese(data)) + 2
    return max(columns(_title(data)) * 8.2, below * 6.3) + 30.0


def _headings(layout: Layout, edges_x: Sequence[tuple[float, float]]) -> Iterator[str]:
    taken = {box.column for box in layout.boxes}
    for side, heading in enumerate(_HEADINGS):
        if side in taken:
            x = sum(edges_x[side]) / 2
            yield f'<text class="heading" x="{x:.1f}" y="28" text-anchor="middle">{heading}</text>'


def _box(box: Box, data: _Data, edges_x: Sequence[tuple[float, float]]) -> str:
    left, right = edges_x[box.column]
    y = box.y + _HEADING
    middle = (left + right) / 2
    data = {**data, "id": box.node}
    kind, japanese = str(data.get("type", "")), _japanese(data)
    below = esc(kind)
    if japanese:
        below += f'<tspan dx="6" lang="ja">{esc(japanese)}</tspan>'
    column = ("left", "middle", "right")[box.column]
    full = " / ".join(str(data.get(k) or "") for k in ("name", "label_ja", "type", "id"))
    return (
        f'<g class="node {column}"><title>{esc(full)}</title>'
        f'<rect x="{left:.1f}" y="{y - box.height / 2:.1f}" width="{right - left:.1f}" '
        f'height="{box.height:.1f}" rx="9"/>'
        f'<text class="name" x="{middle:.1f}" y="{y - 2:.1f}" text-anchor="middle"'
        f"{lang(_title(data))}>{esc(_title(data))}</text>"
        f'<text class="kind" x="{middle:.1f}" y="{y + 13:.1f}" text-anchor="middle">{below}</text>'
        "</g>"
    )


def _line(
    line: Line,
    data: _Data,
    nodes: Mapping[str, _Data],
    column: Mapping[str, int],
    edges_x: Sequence[tuple[float, float]],
    link: bool,
) -> str:
    x1 = edges_x[column[line.edge.source]][line.out_side == RIGHT]
    x2 = edges_x[column[line.edge.target]][line.in_side == RIGHT]
    out, back = (1 if side == RIGHT else -1 for side in (line.out_side, line.in_side))
    y1, y2 = line.y1 + _HEADING, line.y2 + _HEADING
    end = x2 + back * _HEAD * (0.55 if line.edge.causes else 0.8)
    bend = abs(x2 - x1) * 0.5 if line.out_side != line.in_side else 34 + 0.22 * abs(y2 - y1)
    bend = min(bend, _BETWEEN * 0.8)
    points = ((x1, y1), (x1 + out * bend, y1), (end + back * bend, y2), (end, y2))
    stroke = 1.3 + 2.0 * float(data.get("belief", 0.0))
    curve = "M{} C{} {} {}".format(*(f"{x:.1f},{y:.1f}" for x, y in points))
    negative = data.get("polarity") == "negative"
    shapes = [
        f'<path class="line" d="{curve}" stroke-width="{stroke:.2f}"/>',
        _head(line.edge.causes, x2, y2, back),
        _cross(*_on_curve(points, 0.5)) if negative else "",
        _alarm(*_on_curve(points, 0.32)) if data.get("contradicted") else "",
    ]
    label = f"{_named(nodes, line.edge.source)} {phrase(data)} {_named(nodes, line.edge.target)}"
    drawing = f"<title>{esc(label)}</title>" + "".join(shapes)
    if link:
        # Reached by the keyboard from the table's rows, not a second time from here.
        drawing = f'<a href="#r-{esc(line.edge.id)}" tabindex="-1">{drawing}</a>'
    return f'<g class="{_classes(data)}" data-edge="{esc(line.edge.id)}">{drawing}</g>'


def phrase(data: _Data) -> str:
    """The relation in words, to stand between subject and object."""
    causes = data.get("relation") == _CAUSES
    if data.get("polarity") == "negative":
        verb = "does not cause resistance to" if causes else "does not overcome resistance to"
    else:
        verb = "causes resistance to" if causes else "overcomes resistance to"
    return f"possibly {verb}" if data.get("certainty") == "hypothesised" else verb


def _named(nodes: Mapping[str, _Data], node: str) -> str:
    return str(nodes.get(node, {}).get("name") or node)


def _classes(data: _Data) -> str:
    classes = ["edge", "causes" if data.get("relation") == _CAUSES else "overcomes"]
    if data.get("polarity") == "negative":
        classes.append("negative")
    if data.get("certainty") == "hypothesised":
        classes.append("hypothesised")
    return " ".join(classes)


def _head(causes: bool, x: float, y: float, back: int) -> str:
    """A bar that blocks the therapy, or an arrow that lets it work again."""
    if causes:
        at = x + back * _HEAD * 0.45
        return f'<path class="bar" d="M{at:.1f},{y - 4.2:.1f} V{y + 4.2:.1f}"/>'
    at = x + back * _HEAD
    return f'<path class="arrow" d="M{x:.1f},{y:.1f} L{at:.1f},{y - 4:.1f} V{y + 4:.1f} Z"/>'


def _cross(x: float, y: float) -> str:
    arms = f"M{x - 4.5:.1f},{y - 4.5:.1f} l9,9 M{x + 4.5:.1f},{y - 4.5:.1f} l-9,9"
    return f'<path class="cross" d="{arms}"/>'


def _alarm(x: float, y: float) -> str:
    return (
        f'<circle class="alarm" cx="{x:.1f}" cy="{y:.1f}" r="6.5"/>'
        f'<text class="alarm-sign" x="{x:.1f}" y="{y + 3.6:.1f}" text-anchor="middle">!</text>'
    )


def _on_curve(points: Sequence[tuple[float, float]], t: float) -> tuple[float, float]:
    """The point of a cubic Bézier curve at ``t``."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    x = sum(w * p[0] for w, p in zip(weights, points, strict=True))
    return x, sum(w * p[1] for w, p in zip(weights, points, strict=True))


_LEGEND_ITEMS: tuple[tuple[str, _Data], ...] = (
    ("causes resistance", {"relation": _CAUSES}),
    ("overcomes resistance", {}),
    ("hypothesised", {"certainty": "hypothesised"}),
    ("denied by a text", {"polarity": "negative"}),
    ("contradicted elsewhere", {"contradicted": True}),
)


def legend_lines() -> Iterator[tuple[str, str]]:
    """What each look of a line means, with a sample of it 46 wide and 16 high."""
    for label, data in _LEGEND_ITEMS:
        yield label, f'<g class="{_classes(data)}">{_sample(data, 2.0, 8.0)}</g>'


def _sample(data: _Data, x: float, y: float) -> str:
    end = x + 40
    shapes = f'<path class="line" d="M{x:.1f},{y:.1f} H{end - 5:.1f}" stroke-width="2.2"/>'
    shapes += _head(data.get("relation") == _CAUSES, end, y, -1)
    shapes += _cross(x + 17, y) if data.get("polarity") == "negative" else ""
    return shapes + (_alarm(x + 17, y) if data.get("contradicted") else "")


def _legend(width: float, y: float) -> Iterator[str]:
    step = (width - 2 * _MARGIN) / len(_LEGEND_ITEMS)
    rule = f"M{_MARGIN:.1f},{y - 18:.1f} H{width - _MARGIN:.1f}"
    yield f'<g class="legend"><path class="rule" d="{rule}"/>'
    for index, (label, data) in enumerate(_LEGEND_ITEMS):
        x = _MARGIN + index * step
        yield (
            f'<g class="{_classes(data)}">{_sample(data, x, y)}</g>'
            f'<text x="{x + 48:.1f}" y="{y + 4:.1f}">{label}</text>'
        )
    yield "</g>"

"""A reliability diagram as a small SVG: confidence across, share right upwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

_SIDE, _LEFT, _TOP = 300, 56, 16
# Okabe and Ito; told apart with any colour vision, on white and on dark ground.
_COLOURS = ("#0072b2", "#d55e00", "#009e73")
_INK = "#767676"

Dot = tuple[float, float, int]
"""Mean confidence, share right, number of relations."""


def diagram(series: Mapping[str, Sequence[Dot]]) -> str:
    """One line of dots for each series; the area of a dot grows with its number."""
    width, height = _LEFT + _SIDE + 24, _TOP + _SIDE + 48
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            ' font-family="sans-serif" font-size="12" role="img">',
            "<title>Reliability: share of relations that are right, by confidence</title>",
            *_frame(),
            *(
                line
                for number, (name, dots) in enumerate(series.items())
                for line in _series(name, dots, number)
            ),
            "</svg>\n",
        ]
    )


def _x(confidence: float) -> float:
    return round(_LEFT + _SIDE * confidence, 1)


def _y(right: float) -> float:
    return round(_TOP + _SIDE * (1 - right), 1)


def _frame() -> Iterator[str]:
    yield (
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none"'
        f' stroke="{_INK}"/>'
    )
    yield (
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="{_INK}" stroke-dasharray="4 4"'
        ' fill="none"/>'
    )
    for tenth in range(0, 11, 2):
        one = tenth / 10
        yield _label(f'x="{_x(one)}" y="{_y(0) + 18}" text-anchor="middle"', str(one))
        yield _label(f'x="{_LEFT - 8}" y="{_y(one) + 4}" text-anchor="end"', str(one))
    yield _label(f'x="{_x(0.5)}" y="{_y(0) + 38}" text-anchor="middle"', "confidence")
    turned = f'transform="translate(16 {_y(0.5)}) rotate(-90)" text-anchor="middle"'
    yield _label(turned, "share right")


def _label(where: str, text: str) -> str:
    return f'<text {where} fill="{_INK}">{text}</text>'


def _series(name: str, dots: Sequence[Dot], number: int) -> Iterator[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    at = [(_x(confidence), _y(right), count) for confidence, right, count in dots]
    if at:
        line = "L".join(f"{x} {y}" for x, y, _ in at)
        yield f'<path d="M{line}" stroke="{colour}" stroke-width="1.5" fill="none"/>'
    for x, y, count in at:
        size = round(2 + sqrt(count) / 2, 1)
        told = f"<title>{count}</title>"
        yield f'<circle cx="{x}" cy="{y}" r="{size}" fill="{colour}">{told}</circle>'
    y = _TOP + 18 + 16 * number
    yield f'<circle cx="{_LEFT + 14}" cy="{y - 4}" r="4" fill="{colour}"/>'
    yield f'<text x="{_LEFT + 24}" y="{y}" fill="{colour}">{name}</text>'

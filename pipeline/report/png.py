"""The picture of the graph as pixels, for documents that take no SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.report.svg import render_svg

if TYPE_CHECKING:
    import networkx as nx

_ZOOM = 2  # pixels for one unit of the drawing: sharp in print
_LARGEST = 16_000  # pixels of a side; more takes memory without end


def render_png(graph: nx.MultiDiGraph[Any]) -> bytes:
    """What :func:`render_svg` draws, as PNG, light, twice its size.

    It is drawn with the fonts of the machine, so the bytes are the same on the same machine
    alone; Japanese names need a Japanese font (such as Noto Sans CJK).

    Raises:
        UsageError: the library that draws it is not installed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise UsageError(
            "a .png needs the library resvg-py; install taisei[png], or write an .svg"
        ) from error
    picture = render_svg(graph)
    return bytes(svg_to_bytes(svg_string=picture, zoom=_zoom(picture), background="#ffffff"))


def _zoom(picture: str) -> int:
    """Twice the size, unless a side would get too long."""
    from xml.etree import ElementTree

    root = ElementTree.fromstring(picture)
    longest = max(float(root.get(side, "0")) for side in ("width", "height"))
    return _ZOOM if longest * _ZOOM <= _LARGEST else 1

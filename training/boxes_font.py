"""Writes ``pipeline/read/pdf/data/boxes.ttf``, which measures text in fonts a PDF does not hold.

Each code point of Unicode's first plane has a box, an em wide or half of one.
Needs fonttools 4, which nothing else does.

    python training/boxes_font.py
"""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

_OUT = Path(__file__).parents[1] / "pipeline/read/pdf/data/boxes.ttf"
_EM, _ASCENT, _DESCENT = 1000, 880, -120  # usual for Japanese fonts
_INK = -80, 840  # from where to where most of their letters reach
_WIDTHS = {".notdef": _EM, "full": _EM, "half": _EM // 2, "space": _EM // 2}


def _box(width: int) -> object:
    bottom, top = _INK
    pen = TTGlyphPen(None)
    pen.moveTo((40, bottom))
    for corner in ((40, top), (width - 40, top), (width - 40, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def _name(code: int) -> str:
    if code == ord(" "):
        return "space"
    return "half" if code < 0x7F or 0xFF61 <= code <= 0xFF9F else "full"  # halfwidth katakana


def main() -> None:
    """The same bytes each time."""
    made = FontBuilder(_EM, isTTF=True)
    made.setupGlyphOrder(list(_WIDTHS))
    blank = {"space": TTGlyphPen(None).glyph()}
    made.setupGlyf({name: _box(width) for name, width in _WIDTHS.items()} | blank)
    made.setupHorizontalMetrics({name: (width, 40) for name, width in _WIDTHS.items()})
    made.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    made.setupNameTable({"familyName": "taisei boxes", "styleName": "Regular"})
    # Format 13 gives ranges of code points one glyph each.
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {code: _name(code) for code in range(0x20, 0x10000)}
    made.font["cmap"] = newTable("cmap")
    made.font["cmap"].tableVersion = 0
    made.font["cmap"].tables = [table]
    made.setupOS2(
        sTypoAscender=_ASCENT,
        sTypoDescender=_DESCENT,
        usWinAscent=_ASCENT,
        usWinDescent=-_DESCENT,
    )
    made.setupPost(keepGlyphNames=False)
    made.font["head"].created = made.font["head"].modified = 0
    made.font.recalcTimestamp = False
    made.save(_OUT)


if __name__ == "__main__":
    main()

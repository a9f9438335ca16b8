"""One font that stands for every East Asian font that a PDF names and does not hold.

pdfium measures such text by a font of the system. Where the system has none, it takes the text to
be of no size and drops lines of it; where it has one, the lines depend on which. So the system is
never asked: a font of our own has a box for each code point of Unicode's first plane, and serves
for measuring alone. What else a PDF names without holding it is measured by fonts within pdfium.
"""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.resources import files
from typing import Any

_EAST_ASIAN = frozenset({128, 129, 130, 134, 136})  # charsets as Windows numbers them
_HANDLE = 1  # of the one font there is


@cache
def use_own_fonts() -> None:
    """Has pdfium ask for our font and never for the system's, in this process from now on."""
    import pypdfium2

    data = files("pipeline.read.pdf").joinpath("data/boxes.ttf").read_bytes()

    def mapped(_fonts: Any, _raw: Any, _weight: int, _italic: int, charset: int, *_: Any) -> Any:
        return _HANDLE if charset in _EAST_ASIAN else None

    def copied(_fonts: Any, _raw: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0  # the font is given as a whole
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    answers = {
        "EnumFonts": lambda *_: None,
        "MapFont": mapped,
        "GetFont": lambda *_: None,
        "GetFontData": copied,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: min(_EAST_ASIAN),
        "DeleteFont": lambda *_: None,
    }
    type("OwnFonts", (pypdfium2.PdfSysfontBase,), answers)().setup()

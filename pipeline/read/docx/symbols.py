"""Characters of the font Symbol, in which older documents write Greek letters and arrows.

Source: Adobe's Symbol encoding, of which Word shifts the codes to U+F020-U+F0FF.
"""

from __future__ import annotations

import re

_SHIFT = 0xF000
_GREEK = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SIGNS = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xD7: "⋅",
}  # fmt: skip


def symbol(code: str, font: str) -> str:
    """The character of a ``w:sym``; private-use codes of other fonts stay so.

    Args:
        code: a hexadecimal number; what is none, or stands for no character, gives nothing.
        font: the font's name.
    """
    if not re.fullmatch("[0-9A-Fa-f]{1,6}", code):
        return ""
    point = int(code, 16)
    if not 0x20 <= point <= 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        return ""
    if font == "Symbol":
        low = point - _SHIFT if _SHIFT <= point <= _SHIFT + 0xFF else point
        known = _SIGNS.get(low) or (_GREEK.get(chr(low)) if low < 0x80 else None)
        return known or chr(point)
    return chr(point)

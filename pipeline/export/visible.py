"""Characters that XML and HTML can not carry, made visible."""

from __future__ import annotations

import re

# XML 1.0 allows tab, line feed and carriage return of the C0 controls; a parser turns the
# last one into a line feed, so it is shown too. The C1 controls are allowed and discouraged.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def visible(text: str) -> str:
    r"""Show each character that XML 1.0 forbids or a parser would change.

    C0 controls and DEL become their pictures (NUL ``␀``), anything else, such as a lone
    surrogate from an undecodable file name, becomes ``\uXXXX`` in six plain characters.
    """
    return _UNFIT.sub(_show, text)


def _show(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\\u{code:04x}"

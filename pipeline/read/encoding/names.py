"""Names of encodings: as users and pages give them, as Python has them, as messages say them."""

from __future__ import annotations

import codecs

from pipeline.errors import UsageError

# What pages, mails and tools write and Python does not know.
_ALIASES = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-ms-cp932": "cp932",
    "x-euc-jp": "euc_jp",
    "cp51932": "euc_jp",
    "eucjp-ms": "euc_jp",
    "eucjpms": "euc_jp",
    "jis": "iso2022_jp",
    "cp50220": "iso2022_jp",
    "cp50221": "iso2022_jp",
    "unicode": "utf-16",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac_roman",
}
_NOT_OF_TEXTS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
_LABELS = {
    "utf-8-sig": "UTF-8",
    "euc_jp": "EUC-JP",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
    "shift_jis": "Shift_JIS",
}


def codec_named(encoding: str) -> str:
    """Python's name of the codec that ``encoding`` names.

    Raises:
        UsageError: there is none, or it is not one of texts.
    """
    name = encoding.strip().lower()
    try:
        codec = codecs.lookup(_ALIASES.get(name, name)).name
        b"a".decode(codec, "replace")
    except (LookupError, ValueError):  # no such name, or, as hex, not from bytes to text
        codec = "undefined"
    if codec in _NOT_OF_TEXTS:
        raise UsageError(
            f"encoding: {encoding!r} is not known; give a name such as utf-8, cp932 or euc_jp"
        )
    return codec


def label_of(codec: str) -> str:
    """``codec`` as messages say it."""
    if codec.startswith("iso2022_jp"):
        return "ISO-2022-JP"
    return _LABELS.get(codec, codec.upper())

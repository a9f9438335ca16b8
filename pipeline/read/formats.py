"""The formats that can be read, one small module each, and the ones that are only known.

A new format is one module that offers ``FORMAT``, and one entry in :data:`FORMATS`.
"""

from __future__ import annotations

import re

from pipeline.read import jsonl, plain
from pipeline.read.format import Format
from pipeline.read.outcome import RefusedError

FORMATS: tuple[Format, ...] = (jsonl.FORMAT, plain.FORMAT)
"""In the order they are tried. The last one takes whatever no other recognises."""

EXTENSIONS: tuple[str, ...] = tuple(sorted({e for f in FORMATS for e in f.extensions}))
"""What is looked for in folders."""

HEAD_BYTES = 8192
"""How much of an input the recognition of its format sees."""

_SAVE = "save its text as plain text in UTF-8 first"
_UNREADABLE: tuple[tuple[str, re.Pattern[bytes], str], ...] = (
    ("a PDF", re.compile(rb"\s*%PDF-"), f"{_SAVE}, e.g. with pdftotext"),
    (
        "a DOCX file",
        re.compile(rb"PK\x03\x04(?s:.){26,400}?(?:word/|\[Content_Types\]\.xml)"),
        _SAVE,
    ),
    ("a ZIP archive", re.compile(rb"PK\x03\x04|PK\x05\x06"), "unpack it first"),
    ("gzip-compressed", re.compile(rb"\x1f\x8b"), "unpack it first, e.g. with gunzip"),
    ("an old Word or Excel file", re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _SAVE),
    ("an RTF file", re.compile(rb"\{\\rtf"), _SAVE),
    (
        "an HTML page",
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.)*?-->\s*)*"
            rb"<(?:!doctype\s+html|html|head|body)\b",
            re.IGNORECASE,
        ),
        _SAVE,
    ),
    ("an XML file", re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b"), _SAVE),
)


def format_of(head: bytes, name: str) -> Format:
    """Find the format of an input by its first bytes, and by its name where they leave it open.

    Args:
        head: the input's first :data:`HEAD_BYTES` bytes.
        name: its file name.

    Raises:
        RefusedError: it is in a format that can not be read.
    """
    for what, signature, remedy in _UNREADABLE:
        if signature.match(head):
            raise RefusedError(f"is {what}, which can not be read yet", remedy)
    for candidate in FORMATS:
        if candidate.fits(head, name):
            return candidate
    return FORMATS[-1]

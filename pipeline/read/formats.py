"""The formats that can be read, one small module each, and the ones that are only known.

A new format is one module that offers a :class:`~pipeline.read.format.Format`, and one entry in
:func:`all_formats`.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.read.format import Format
from pipeline.read.outcome import RefusedError

HEAD_BYTES = 8192
"""How much of an input the recognition of its format sees."""

_SAVE = "save its text as PDF, DOCX or plain text first"
_PICTURE = "run OCR over it and give the text"
_UNREADABLE: tuple[tuple[str, re.Pattern[bytes], str], ...] = (
    (
        "an old Word, Excel or PowerPoint file, or one with a password",
        re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        _SAVE,
    ),
    ("an RTF file", re.compile(rb"\{\\rtf"), _SAVE),
    ("a PNG picture", re.compile(rb"\x89PNG\r\n"), _PICTURE),
    ("a JPEG picture", re.compile(rb"\xff\xd8\xff"), _PICTURE),
    ("a TIFF picture", re.compile(rb"II\*\x00|MM\x00\*"), _PICTURE),
    ("a GIF picture", re.compile(rb"GIF8[79]a"), _PICTURE),
    ("a bzip2 archive", re.compile(rb"BZh[1-9]1AY"), "unpack it first"),
    ("an xz archive", re.compile(rb"\xfd7zXZ\x00"), "unpack it first"),
    ("a 7z archive", re.compile(rb"7z\xbc\xaf\x27\x1c"), "unpack it first"),
    ("a RAR archive", re.compile(rb"Rar!\x1a\x07"), "unpack it first"),
    ("a tar archive", re.compile(rb"(?s:.{257})ustar"), "unpack it first"),
    ("a SQLite database", re.compile(rb"SQLite format 3\x00"), "export its texts first"),
)


@cache
def all_formats() -> tuple[Format, ...]:
    """Every format, in the order they are tried. The last takes what no other recognises."""
    from pipeline.read import plain
    from pipeline.read.docx import reader as docx
    from pipeline.read.html import reader as html
    from pipeline.read.pdf import reader as pdf
    from pipeline.read.records import bioc, jsonl, pubannotation
    from pipeline.read.xml import jats, pubmed

    return (
        pdf.FORMAT,
        docx.FORMAT,
        jats.FORMAT,
        pubmed.FORMAT,
        bioc.XML_FORMAT,
        html.FORMAT,
        bioc.JSON_FORMAT,
        pubannotation.FORMAT,
        jsonl.FORMAT,
        plain.FORMAT,
    )


def extensions() -> tuple[str, ...]:
    """What is looked for in folders and archives; ``.gz`` and ``.zip`` come on top."""
    return tuple(sorted({end for found in all_formats() for end in found.extensions}))


def format_named(name: str) -> Format:
    """The format that :attr:`Format.name` names."""
    return next(found for found in all_formats() if found.name == name)


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
            raise RefusedError(f"is {what}, which can not be read", remedy)
    for candidate in all_formats():
        if candidate.fits(head, name):
            return candidate
    _refuse_unknown_xml(head)
    return all_formats()[-1]


def _refuse_unknown_xml(head: bytes) -> None:
    from pipeline.read.xml.tree import root_name

    if root := root_name(head):
        raise RefusedError(
            f"is XML of a kind that can not be read (root element {root[:40]})",
            "give JATS, PubMed or BioC XML, HTML, or plain text",
        )

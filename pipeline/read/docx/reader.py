"""DOCX: the document of an Office Open XML package, its styles telling what each part is for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from pipeline.model import BlockKind
from pipeline.read.docx.text import Piece, Story, Styles
from pipeline.read.extracted import Extracted, Given, TextBuilder
from pipeline.read.format import Format
from pipeline.read.outcome import Limits, RefusedError
from pipeline.text import is_japanese

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.package import Package
    from lxml.etree import _Element

_LOCAL_HEADER = re.compile(rb"PK\x03\x04(?s:.){22}((?s:..))(?s:..)")
_NAMES = (".docx", ".docm", ".dotx", ".dotm")
_OPENS_PACKAGE = re.compile(r"\[Content_Types\]\.xml|(?:_rels|docProps|customXml|word|xl|ppt)/")

# Large, and without text of their own: their bytes are not even unpacked.
_BULK = re.compile(r"(?:^|/)(?:media|embeddings|fonts)/")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_STEP = 1 << 16
# "Strict" documents differ from all others in these names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"wordprocessingml/2006/"),
)
_USUAL = b"http://schemas.openxmlformats.org/"

_W_BODY = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}body"
_W_ID = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_SAVE_ANEW = "open it in Word or LibreOffice and save it anew, or as PDF"
# What programs and templates put where the author gave no title.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:office )?word\b.*|word (?:文書|document)|文書|document|untitled|無題"
    r"|タイトル|title|表題|名称未設定|(?:press|news) release|プレスリリース|報道発表資料)[\s\d]*"
    r"|.*\.(?:do[ct][xm]?|rtf|odt|jtd|pdf|txt|html?|xlsx?|pptx?)",
    re.IGNORECASE,
)


def _fits(head: bytes, name: str) -> bool:
    if not head.startswith(b"PK\x03\x04"):
        return False
    members = [
        head[m.end() : m.end() + int.from_bytes(m[1], "little")].decode("utf-8", "replace")
        for m in _LOCAL_HEADER.finditer(head)
    ]
    # A ZIP archive may hold packages: their members' names count only where ours open it.
    if members and _OPENS_PACKAGE.match(members[0]):
        for member in members:
            if member.startswith("word/") and member.endswith((".xml", ".rels")):
                return True
            if member.startswith(("xl/", "ppt/")):
                return False
    return name.lower().endswith(_NAMES)


def _read(data: bytes, given: Given) -> Iterator[Extracted]:
    try:
        from docx.package import Package
    except ImportError:
        raise RefusedError(
            "is a DOCX file, and reading it needs python-docx, which is not installed",
            'pip install "taisei[docx]"',
        ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = Package.open(_repacked(archive, given.limits))
        yield _extracted(package, _main_part(package))
    except (RefusedError, MemoryError):
        raise
    # Bytes that are not what they claim lead zipfile, lxml and python-docx into errors of every
    # kind, KeyError and AttributeError among them: all say that the file is damaged.
    except Exception as error:
        raise _damaged(error) from None


def _damaged(reason: Exception | str) -> RefusedError:
    told = " ".join(str(reason).replace('"', "").split())[:160] or type(reason).__name__
    return RefusedError(f"is a damaged DOCX file ({told})", f"get it again, or {_SAVE_ANEW}")


def _repacked(archive: zipfile.ZipFile, limits: Limits) -> io.BytesIO:
    """The package without compression, pictures emptied, so that no library unpacks a bomb.

    ``ZipFile.read``, which python-docx uses, unpacks a member as a whole before it cuts it to
    the size that the directory declares; reading in steps never goes beyond that size.
    """
    members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
    _check(members, limits)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name, info in members.items():
            body = b"" if _BULK.search(name) else _unpacked(archive, info)
            copy.writestr(zipfile.ZipInfo(name), body)
    out.seek(0)
    return out


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        body = b"".join(iter(lambda: file.read(_STEP), b""))
    if len(body) != info.file_size:
        raise _damaged(f"{info.filename} has {len(body)} bytes instead of {info.file_size}")
    for strict, usual in _STRICT:
        body = body.replace(strict, _USUAL + usual)
    return body


def _check(members: dict[str, zipfile.ZipInfo], limits: Limits) -> None:
    """Hold the package's directory against the limits, before anything is unpacked."""
    if "[Content_Types].xml" not in members:
        raise RefusedError("is a ZIP archive, not a DOCX file", "unpack it first")
    if len(members) > limits.max_members:
        raise RefusedError(
            f"holds more than {limits.max_members:,} files", f"{_SAVE_ANEW}, or raise max_members"
        )
    if sum(info.file_size for info in members.values()) > limits.max_unpacked_bytes:
        raise RefusedError(
            f"unpacks to more than {limits.max_unpacked_bytes:,} bytes",
            "split it, or raise max_unpacked_bytes",
        )
    for name, info in members.items():
        if info.flag_bits & _ENCRYPTED:
            raise RefusedError("is encrypted", "save it without a password first")
        if info.compress_type not in _METHODS:
            raise _damaged(f"{name} is compressed in a way that DOCX does not have")
        if info.file_size > limits.max_markup_bytes and not _BULK.search(name):
            raise RefusedError(
                f"has a part of more than {limits.max_markup_bytes:,} bytes ({name})",
                "split it, or raise max_markup_bytes",
            )


def _main_part(package: Package) -> Part:
    part = _related(package, f"{_RELATIONS}/officeDocument")
    kind = part.content_type if part else ""
    if part and ("wordprocessingml" in kind or "ms-word" in kind):
        return part
    if "spreadsheetml" in kind or "ms-excel" in kind:
        raise RefusedError("is an Excel workbook", "save the text in it as PDF, DOCX or plain text")
    if "presentationml" in kind or "ms-powerpoint" in kind:
        raise RefusedError("is a PowerPoint file", "save it as PDF first")
    raise RefusedError("is an Office file without a text", _SAVE_ANEW)


def _related(source: Package | Part, relation: str) -> Part | None:
    """The part that is so related to another; the first, where a damaged file has two."""
    related = (rel for rel in source.rels.values() if rel.reltype == relation)
    return next((rel.target_part for rel in related if not rel.is_external), None)


def _root(part: Part | None) -> _Element | None:
    """The part's XML; python-docx has not parsed every part."""
    from docx.oxml import parse_xml

    if part is None:
        return None
    root = cast("_Element", part.element if hasattr(part, "element") else parse_xml(part.blob))
    # Nothing in it was expanded; but without its entities the text would have holes.
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("declares XML entities, which no DOCX file does", _SAVE_ANEW)
    return root


def _extracted(package: Package, main: Part) -> Extracted:
    root = _root(main)
    body = None if root is None else root.find(_W_BODY)
    if body is None:
        raise _damaged("the document has no body")
    styles = Styles(_root(_related(main, f"{_RELATIONS}/styles")))
    story = Story(body, styles)
    builder = TextBuilder()
    title = ""
    for piece in story.pieces:
        kind = piece.kind
        if kind is BlockKind.TITLE and title:
            kind = BlockKind.HEADING
        elif kind is BlockKind.TITLE:
            title = _on_one_line(piece.text)
        builder.add(piece.text, kind)
    for note in _notes(main, story, styles):
        builder.add(note.text)
    if not builder.blocks:
        raise RefusedError("holds no text", "if it holds pictures of pages, run OCR on them first")
    title = title or _title_of(_root(_related(package, _CORE)))
    return Extracted(
        builder.text,
        blocks=tuple(builder.blocks),
        metadata={"title": title} if title else {},
        notes=_left_out(story.embedded),
    )


def _notes(main: Part, story: Story, styles: Styles) -> Iterator[Piece]:
    """What the body's footnotes say, then its endnotes, in the order it refers to them."""
    for relation, ids in story.notes.items():
        root = _root(_related(main, f"{_RELATIONS}/{relation}")) if ids else None
        known = {} if root is None else {note.get(_W_ID, ""): note for note in root}
        for id_ in ids:
            if id_ in known:
                yield from Story(known[id_], styles).pieces


def _title_of(core: _Element | None) -> str:
    title = "" if core is None else _on_one_line(core.findtext(_DC_TITLE) or "")
    return "" if _NO_TITLE.fullmatch(title) else title


def _on_one_line(text: str) -> str:
    """A title without line ends: a space for each, none beside a Japanese character."""
    line = ""
    for part in filter(None, map(str.strip, text.splitlines())):
        divided = line and not is_japanese(line[-1]) and not is_japanese(part[0])
        line += f" {part}" if divided else part
    return line


def _left_out(embedded: int) -> tuple[str, ...]:
    if not embedded:
        return ()
    return (f"{embedded} embedded file{'s' * (embedded > 1)} with text left out",)


FORMAT = Format(
    name="docx", extensions=(".docx",), fits=_fits, read=_read, extra="docx", guarded=True
)

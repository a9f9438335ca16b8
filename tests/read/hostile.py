"""Files made to do harm, each small to write down; what comes of them is in the test beside."""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

EN = "MET amplification drives resistance to gefitinib."
SECRET = "the words of a file that nobody gave"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_SHOW = f"BT /F1 12 Tf 60 700 Td ({EN}) Tj ET\n".encode()
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "application/vnd.openxmlformats-package"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def entity_bomb(codec: str = "utf-8") -> bytes:
    """Ten to the ninth copies of three letters, if expanded."""
    entities = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
    )
    return jats("&l9;", f"[{entities}]", codec)


def quadratic_bomb() -> bytes:
    """One long entity, often."""
    return jats("&a;" * 500_000, f'[<!ENTITY a "{"a" * 5_000}">]')


def external(url: str, root: str = "article") -> bytes:
    """What asks for a file by an entity."""
    return jats("&x;", f'[<!ENTITY x SYSTEM "{url}">]').replace(b"article", root.encode())


def jats(body: str, doctype: str = "", codec: str = "utf-8") -> bytes:
    """An article with a body, and with what its DOCTYPE holds."""
    declared = f"<!DOCTYPE article {doctype}>" if doctype else ""
    text = (
        f'<?xml version="1.0" encoding="{codec}"?>{declared}'
        f'<article article-type="other"><front/><body><p>{body}</p></body></article>'
    )
    return text.encode(codec)


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def overlapping(entries: int, size: int) -> bytes:
    """A directory whose entries all stand for the same bytes."""
    body = packed({"a.txt": b"0" * size})
    at, end = body.index(b"PK\x01\x02"), body.index(b"PK\x05\x06")
    return _with_directory(body[:at], body[at:end], entries)


def crowded(entries: int) -> bytes:
    """Nothing but a directory."""
    entry = b"PK\x01\x02" + b"\0" * 24 + struct.pack("<H", 4) + b"\0" * 16 + b"a.md"
    return _with_directory(b"PK\x03\x04" + b"\0" * 26, entry, entries)


def _with_directory(files: bytes, entry: bytes, entries: int) -> bytes:
    size, at = len(entry) * entries, len(files)
    wide = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, size, at)
    wide += struct.pack("<4sIQI", b"PK\x06\x07", 0, at + size, 1)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    return files + entry * entries + wide + end


def nested(depth: int, breadth: int, data: bytes) -> bytes:
    """Archives of archives."""
    for _ in range(depth):
        data = packed({f"{n}.zip" if depth else f"{n}.txt": data for n in range(breadth)})
    return data


def docx(body: str = "", document: str = "") -> bytes:
    """A Word file of a body, or of a whole part."""
    opened = f'<w:document xmlns:w="{_W}"><w:body>'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
        f' Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/><Override'
        ' PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": related,
            "word/document.xml": document or f"{opened}{body}</w:body></w:document>",
        }
    )


def docx_entity(entity: str) -> bytes:
    """A Word file whose text is an entity."""
    opened = f'<!DOCTYPE x [<!ENTITY x {entity}>]><w:document xmlns:w="{_W}"><w:body>'
    return docx(document=f"{opened}<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")


def pdf_of(objects: Mapping[int, bytes], more: bytes = b"") -> bytes:
    """A PDF of numbered objects, its table of them right."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    count = max(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % places.get(n, 0) for n in range(1, count))
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\n"
    return out + end % (count, table, count, more) + b"startxref\n%d\n%%%%EOF\n" % len(out)


def stream(data: bytes, more: bytes = b"", length: int | None = None) -> bytes:
    """An object with a stream, and what its dictionary says of it."""
    size = len(data) if length is None else length
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (size, more, data)


def deflated(data: bytes) -> bytes:
    """A compressed stream."""
    return stream(zlib.compress(data), b"/Filter/FlateDecode")


def pdf_page(content: bytes | None = None, more: Mapping[int, bytes] | None = None) -> bytes:
    """A PDF of one page; ``/X`` is the object 6, where ``more`` has it."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>"
    )
    return pdf_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: page,
            4: stream(_SHOW) if content is None else content,
            5: _FONT,
            **(more or {}),
        }
    )


def form(content: bytes, inner: int) -> bytes:
    """A form that may draw another as ``/X``."""
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    return stream(content, box + b"/Resources<</XObject<</X %d 0 R>>>>" % inner)


def looping_tree() -> bytes:
    """Pages whose children are their parents."""
    return pdf_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>",
            3: b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>",
        }
    )


def encrypted() -> bytes:
    """A PDF with a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret"))
    canvas.drawString(60, 700, EN)
    canvas.save()
    return out.getvalue()


def forms_of_forms(depth: int) -> bytes:
    """Ten to the power of ``depth`` drawings."""
    forms = {6 + n: form(b"/X Do " * 10, 7 + n) for n in range(depth)}
    return pdf_page(stream(_SHOW + b"/X Do "), {**forms, 6 + depth: form(_SHOW, 6)})


def attributes(count: int) -> bytes:
    """A page with an element of many attributes."""
    return b"<html><body><p " + b" ".join(b"a%d=x" % n for n in range(count)) + b">text</p>"


_MAGIC = (
    *(b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08\0", b"<html>", b"<!DOCTYPE html>", b"\xff\xfe"),
    *(b'<?xml version="1.0"?><article>', b'[{"text":"', b"\xef\xbb\xbf", b"\xfe\xff", b"\x1b$B"),
    *(b"BZh91AY", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
)
_CODECS = ("utf-8", "utf-16", "utf-16-le", "cp932", "euc_jp", "iso2022_jp", "iso8859-1")
_DEEP = "nested too deeply"
_ENTITIES = "declares XML entities"
_TOO_LARGE = "larger than 50,000,000 bytes"
_TOO_MUCH = "crash", "takes more than", "bytes of memory"

Make = Callable[[str], bytes]
"""Gives the bytes, given the URL of a file that is to stay unread."""

HOSTILE: dict[str, tuple[Make, tuple[str, ...]]] = {
    **{
        f"bomb-{codec}.xml": (lambda _, codec=codec: entity_bomb(codec), (_ENTITIES,))  # type: ignore[misc]
        for codec in _CODECS
    },
    "quadratic.xml": (lambda _: quadratic_bomb(), (_ENTITIES,)),
    "external.xml": (external, (_ENTITIES,)),
    "pubmed.xml": (lambda at: external(at, "PubmedArticleSet"), (_ENTITIES,)),
    "parameter.xml": (lambda at: jats(EN, f'[<!ENTITY % p SYSTEM "{at}"> %p;]'), (_ENTITIES,)),
    "deep.xml": (lambda _: jats("<sec>" * 100_000), ("nested or sized beyond what is safe",)),
    "many.xml": (lambda _: jats("<p/>" * 5_100_000), ("larger than 20,000,000 bytes",)),
    "deep.html": (lambda _: b"<html><body>" + b"<div>" * 100_000 + b"x", (_DEEP,)),
    "tables.html": (lambda _: b"<html><body>" + b"<table><tr><td>" * 20_000, (_DEEP,)),
    "tags.html": (lambda _: b"<html><body>" + b"<p>x" * 700_000, ("more than 600,000 tags",)),
    "large.html": (lambda _: b"<html><body>" + b"<p>x</p>" * 6_250_000, (_TOO_LARGE,)),
    "bomb.docx": (lambda _: docx(document=entity_bomb().decode()), ("damaged DOCX", _ENTITIES)),
    "external.docx": (lambda at: docx_entity(f'SYSTEM "{at}"'), (_ENTITIES,)),
    "entity.docx": (lambda _: docx_entity('"words"'), (_ENTITIES,)),
    "deep.docx": (lambda _: docx("<w:p>" * 100_000), ("damaged DOCX", _DEEP)),
    "part.docx": (lambda _: docx("<w:p/>" * 3_500_000), ("a part of more than 20,000,000",)),
    "overlapping.zip": (lambda _: overlapping(30, 10_000_000), ("unpacks to more than",)),
    "crowded.zip": (lambda _: crowded(700_000), ("lists more than 100,000 files; split",)),
    "many.zip": (
        lambda _: packed({f"{n}.html": "" for n in range(10_001)}),
        ("many.zip: holds more than 10,000 files; split", "is empty"),
    ),
    "nested.zip": (lambda _: nested(6, 3, EN.encode()), ("an archive in 3 archives",)),
    "out.zip": (lambda _: packed({"../o.txt": EN, "/tmp/o.txt": EN}), ("leads out of its",)),
    "bomb.txt.gz": (lambda _: gzip.compress(b"0" * 60_000_000, 1), (_TOO_LARGE,)),
    "twice.gz": (lambda _: gzip.compress(gzip.compress(b"0" * 60_000_000, 1)), (_TOO_LARGE,)),
    "members.gz": (lambda _: gzip.compress(b"") * 200_000, ("is empty",)),
    "truncated.pdf": (lambda _: pdf_page()[:300], ("a damaged PDF",)),
    "encrypted.pdf": (lambda _: encrypted(), ("is encrypted",)),
    "tree.pdf": (lambda _: looping_tree(), ("no text layer",)),
    "array.pdf": (
        lambda _: pdf_page().replace(b"/Catalog", b"/Catalog/A " + b"[" * 300_000),
        ("a damaged PDF",),
    ),
    "operands.pdf": (lambda _: pdf_page(stream(b"[" * 500_000)), ("no text layer",)),
    "objects.pdf": (lambda _: b"%PDF-1.7\n" + b"1 0 obj <<" * 200_000, ("a damaged PDF",)),
    "deep.json": (lambda _: b"[" * 1_000_000, (_DEEP,)),
    "objects.json": (lambda _: b'{"text":' * 500_000 + b"1" + b"}" * 500_000, (_DEEP,)),
    "deep.jsonl": (lambda _: b'{"text":' * 500_000, ("not usable JSON",)),
    "unicode.txt": (lambda _: b"\xff\xfe" + b"\0\xd8" * 1_000_000, ("is not UTF-16",)),
    "blank.txt": (lambda _: b" " * 5_000_000, ("nothing but white space",)),
    **{
        f"noise-{number}.bin": (
            lambda _, magic=magic: magic + random.Random(3).randbytes(20_000),  # type: ignore[misc]
            ("kind that can not", "which can not", "binary", "is not ", "damaged", "breaks off"),
        )
        for number, magic in enumerate(_MAGIC)
    },
}
"""By name: how to make it, and what must be said of it, one of these."""

HARMLESS: dict[str, Make] = {
    "count.pdf": lambda _: pdf_page().replace(b"/Count 1>>", b"/Count 2000000000>>"),
    "negative.pdf": lambda _: pdf_page().replace(b"/Count 1>>", b"/Count -7>>"),
    "length.pdf": lambda _: pdf_page(stream(_SHOW, length=999_999_999)),
    "minus.pdf": lambda _: pdf_page(stream(_SHOW, length=-5)),
    "form.pdf": lambda _: pdf_page(stream(_SHOW + b"/X Do "), {6: form(b"/X Do ", 6)}),
    "previous.pdf": lambda _: pdf_page().replace(b"/Root 1 0 R", b"/Prev 9 /Root 1 0 R"),
    "both.pdf": lambda _: pdf_page() + packed({"a.txt": "what the archive says"}),
    "both.html": lambda _: (
        b"<!--" + pdf_page() + f"--><html><body><p>{EN}</p></body></html>".encode()
    ),
    "dtd.xml": lambda at: jats(EN, f'SYSTEM "{at}"'),
    "include.xml": lambda at: jats(
        f'{EN}<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{at}" parse="text"/>'
    ),
    "line.jsonl": lambda _: json.dumps({"text": f"{EN} " * 200_000}).encode(),
    "line.txt": lambda _: f"{EN} ".encode() * 200_000,
}
"""What looks as bad, and has a text that can be read all the same."""

SLOW: dict[str, tuple[Make, tuple[str, ...]]] = {
    "forms.pdf": (lambda _: forms_of_forms(12), _TOO_MUCH),
    "cycle.pdf": (
        lambda _: pdf_page(stream(b"/X Do "), {6: form(b"/X Do /X Do ", 6)}),
        (*_TOO_MUCH, "no text layer"),
    ),
    "content.pdf": (lambda _: pdf_page(deflated(_SHOW * 1_500_000)), _TOO_MUCH),
    "states.pdf": (lambda _: pdf_page(deflated(b"q " * 30_000_000)), (*_TOO_MUCH, "no text layer")),
    "spaces.pdf": (lambda _: pdf_page(deflated(b" " * 500_000_000)), (*_TOO_MUCH, "no text layer")),
    "attributes.html": (lambda _: attributes(300_000), _TOO_MUCH),
    "elements.xml": (lambda _: jats("<p/>" * 4_900_000), (*_TOO_MUCH, "no article text")),
    "paragraphs.docx": (lambda _: docx("<w:p/>" * 3_000_000), (*_TOO_MUCH, "holds no text")),
}
"""What takes the time or memory that the limits allow."""

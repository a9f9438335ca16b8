"""BioC as XML and as JSON: passages with offsets, from PubTator and PubMed Central."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pipeline.model import BlockKind
from pipeline.read.encoding.decode import check_text, decode
from pipeline.read.extracted import Extracted, Given, Refused, TextBuilder, each_record
from pipeline.read.format import Format
from pipeline.read.outcome import RefusedError, bounded
from pipeline.read.records.json_tree import LINES, id_of, load, shape_of
from pipeline.read.xml.article import (
    doi_of,
    full_date,
    metadata_of,
    pmcid_of,
    pmid_of,
    title_languages,
)
from pipeline.read.xml.encoding import head_text
from pipeline.read.xml.tree import (
    child,
    children,
    collapsed,
    exact_text,
    parse,
    root_name,
    text_in,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_EXPECTED = "give a BioC collection: documents with passages, each with its text"
_LARGEST_GAP = 3  # code points between two passages whose offsets fit
_SIGN = re.compile(r"BioC|<(?:document|source|infon)[\s>/]")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")

_AROUND = frozenset(("source", "date", "key", "infons", "bioctype"))

_TITLES = ("title", "front", "article_title", "article-title")
_CAPTIONS = ("fig", "figure", "fig_title", "table_title")
_CELLS = ("table", "equation", "formula", "disp_formula", "inline_formula")
_NOTE_SECTIONS = ("ACK_FUND", "COMP_INT", "AUTH_CONT", "SUPPL")
_HEADING = re.compile(r"(?:^|_)title(?:_\d+)?$|^heading")


@dataclass(frozen=True, slots=True)
class _Passage:
    text: str
    offset: int | None
    infons: Mapping[str, str]

    @property
    def start(self) -> int:
        """Where it would begin without the white space before it."""
        return (self.offset or 0) + len(self.text) - len(self.text.lstrip())

    @property
    def end(self) -> int:
        return (self.offset or 0) + len(self.text)


@dataclass(frozen=True, slots=True)
class _Document:
    id: object
    facts: Mapping[str, str]  # its infons, and what else is said of the whole
    passages: tuple[_Passage, ...]


def _fits_xml(head: bytes, _name: str) -> bool:
    return root_name(head) == "collection" and _SIGN.search(head_text(head)) is not None


def _fits_json(head: bytes, name: str) -> bool:
    shape = None if name.lower().endswith(LINES) else shape_of(head)
    if shape is None:
        return False
    if "documents" in shape.keys:
        return bool(shape.keys & _AROUND) or b'"passages"' in head
    return "PubTator3" in shape.keys or ("passages" in shape.keys and "text" not in shape.keys)


def _read_xml(data: bytes, given: Given) -> Iterator[Extracted | Refused]:
    tree = parse(data, given)
    source = Extracted(
        "", encoding=tree.encoding, encoding_from=tree.encoding_from, notes=tree.notes
    )
    yield from _each(
        [partial(_xml_document, one) for one in children(tree.root, "document")], source
    )


def _read_json(data: bytes, given: Given) -> Iterator[Extracted | Refused]:
    bounded(data, given.limits.max_markup_bytes, "max_markup_bytes")
    found = decode(data, encoding=given.encoding)
    source = Extracted(
        "", encoding=found.encoding, encoding_from=found.encoding_from, notes=found.notes
    )
    documents = _json_documents(load(found.text, _EXPECTED))
    yield from _each([partial(_json_document, one) for one in documents], source)


def _each(
    documents: Sequence[Callable[[], _Document]], source: Extracted
) -> Iterator[Extracted | Refused]:
    """Read a collection's documents, each in its turn; ``source`` says what they share."""
    if not documents:
        raise RefusedError("holds no BioC documents", _EXPECTED)
    yield from each_record(
        documents, lambda one, number: _extracted(one(), replace(source, record=number))
    )


def _xml_document(document: _Element) -> _Document:
    passages = tuple(_xml_passage(one) for one in children(document, "passage"))
    return _Document(text_in(child(document, "id")), _xml_infons(document), passages)


def _xml_passage(passage: _Element) -> _Passage:
    offset = _offset(text_in(child(passage, "offset")))
    text = exact_text(child(passage, "text"))
    sentences = [
        (exact_text(child(one, "text")), _offset(text_in(child(one, "offset"))))
        for one in children(passage, "sentence")
    ]
    return _Passage(text or _joined(sentences, offset), offset, _xml_infons(passage))


def _xml_infons(element: _Element) -> dict[str, str]:
    return {one.get("key") or "": text_in(one) for one in children(element, "infon")}


def _json_documents(value: object) -> list[Mapping[str, object]]:
    """The documents of a collection, of several, or of PubTator's wrapping."""
    found: list[Mapping[str, object]] = []
    for one in _objects(value if isinstance(value, list) else [value]):
        if "passages" in one:
            found.append(one)
        else:
            found += _objects(one.get("documents", one.get("PubTator3", [])))
    return found


def _json_document(document: Mapping[str, object]) -> _Document:
    facts = _json_infons(document) | {
        key: str(value) for key, value in document.items() if isinstance(value, str | int)
    }
    passages = tuple(_json_passage(one) for one in _objects(document.get("passages", [])))
    return _Document(document.get("id"), facts, passages)


def _json_passage(passage: Mapping[str, object]) -> _Passage:
    offset = _offset(passage.get("offset"))
    sentences = [
        (_text(one), _offset(one.get("offset"))) for one in _objects(passage.get("sentences", []))
    ]
    text = _text(passage) or _joined(sentences, offset)
    return _Passage(text, offset, _json_infons(passage))


def _json_infons(holder: Mapping[str, object]) -> dict[str, str]:
    infons = holder.get("infons")
    if not isinstance(infons, dict):
        return {}
    return {key: str(value) for key, value in infons.items() if isinstance(value, str | int)}


def _objects(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise RefusedError("is not BioC in all its parts: a list of objects is missing", _EXPECTED)
    return value


def _text(holder: Mapping[str, object]) -> str:
    text = holder.get("text")
    if text is not None and not isinstance(text, str):
        raise RefusedError("has a text that is not a string", _EXPECTED)
    return text or ""


def _offset(value: object) -> int | None:
    found = re.fullmatch(r"\d{1,10}", str(value))
    return int(found[0]) if found else None


def _joined(sentences: Sequence[tuple[str, int | None]], start: int | None) -> str:
    """A passage's text of its sentences, each at its offset or after a blank."""
    parts: list[str] = []
    length = 0
    for text, offset in sentences:
        gap = -1 if offset is None or start is None else offset - start - length
        if not 0 <= gap <= _LARGEST_GAP:
            gap = 1 if parts else 0
        parts += [" " * gap, text]
        length += gap + len(text)
    return "".join(parts)


def _extracted(document: _Document, source: Extracted) -> Extracted:
    kept = [(one, kind) for one in document.passages if (kind := _kind(one.infons)) is not None]
    kept = [(one, kind) for one, kind in kept if one.text.strip()]
    fits = _offsets_fit(document.passages, [one for one, _ in kept])
    builder = TextBuilder()
    for passage, kind in kept:
        builder.add(passage.text, kind, at=passage.start if fits else None)
    if not builder.blocks:
        raise RefusedError("holds no passage with text", _EXPECTED)
    check_text(builder.text)
    misfit = () if fits else ("its passages' offsets do not fit its text and were not kept",)
    offsets_given = any(one.offset is not None for one in document.passages)
    return replace(
        source,
        text=builder.text,
        id=id_of(document.id, _EXPECTED) if source.record else "",
        blocks=tuple(builder.blocks),
        metadata=_metadata(document, kept),
        notes=(*source.notes, *(misfit if offsets_given else ())),
    )


def _offsets_fit(passages: Sequence[_Passage], kept: Sequence[_Passage]) -> bool:
    """Whether every passage follows the one before it, with room for a line end."""
    if not passages or any(one.offset is None for one in passages):
        return False
    ends = [0, *(one.end for one in passages)]
    gaps = [(one.offset or 0) - end for one, end in zip(passages, ends, strict=False)]
    if not all(0 <= gap <= _LARGEST_GAP for gap in gaps):
        return False
    trimmed = [one.start + len(one.text.strip()) for one in kept]
    return all(one.start > end for one, end in zip(kept[1:], trimmed, strict=False))


def _kind(infons: Mapping[str, str]) -> BlockKind | None:
    """What a passage is for; None for what is no statement of this article."""
    kind = infons.get("type", "").strip().lower()
    section = infons.get("section_type", "").strip().upper()
    if section == "REF" or kind.startswith("ref") or kind in _CELLS:
        return None
    if kind in (*_TITLES, "") and section in ("TITLE", "FRONT", "" if kind else "TITLE"):
        return BlockKind.TITLE
    if "caption" in kind or kind in _CAPTIONS:
        return BlockKind.CAPTION
    if "foot" in kind:
        return BlockKind.BOILERPLATE
    if _HEADING.search(kind):
        return BlockKind.HEADING
    if section in _NOTE_SECTIONS:
        return BlockKind.BOILERPLATE
    return BlockKind.LIST_ITEM if kind.startswith("list") else BlockKind.PARAGRAPH


def _metadata(
    document: _Document, kept: Sequence[tuple[_Passage, BlockKind]]
) -> Mapping[str, object]:
    first = document.passages[0].infons
    facts = {**first, **document.facts}
    titles = [collapsed(one.text) for one, kind in kept if kind is BlockKind.TITLE]
    day = _DAY.match(document.facts.get("date", ""))
    doi = doi_of(facts.get("article-id_doi") or facts.get("doi", ""))
    journal = facts.get("journal-title") or facts.get("journal", "")
    return metadata_of(
        title=titles[0] if titles else "",
        date=full_date(*day.groups()) if day else "",
        dois=[doi] if doi else [],
        # PubTator's own may be a whole citation.
        journal="" if re.search(r"\d{4}|;", journal) else journal,
        paper_titles=title_languages((title, "", "") for title in titles),
        pmid=pmid_of(facts.get("article-id_pmid") or facts.get("pmid", "")),
        pmcid=pmcid_of(facts.get("article-id_pmc") or facts.get("pmcid", "")),
    )


XML_FORMAT = Format(
    name="bioc-xml", extensions=(".xml",), fits=_fits_xml, read=_read_xml, extra="xml", guarded=True
)
JSON_FORMAT = Format(name="bioc-json", extensions=(".json",), fits=_fits_json, read=_read_json)

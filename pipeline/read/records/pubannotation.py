"""PubAnnotation JSON, and plain JSON documents with a ``text``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.read.encoding.decode import Decoded, check_text, decode
from pipeline.read.extracted import Extracted, Given, Refused, each_record
from pipeline.read.format import Format
from pipeline.read.outcome import RefusedError, bounded
from pipeline.read.records import jsonl
from pipeline.read.records.json_tree import LINES, has_several, id_of, load, shape_of
from pipeline.read.xml.article import metadata_of, pmcid_of, pmid_of

_EXPECTED = 'give an object with a "text", or a list of such objects'
_ANNOTATED = {"denotations", "blocks", "attributes", "relations", "tracks"}
_SIGNS = frozenset(_ANNOTATED | {"sourcedb", "sourceid", "target", "project"})


def _fits(head: bytes, name: str) -> bool:
    ending = name.lower()
    shape = None if ending.endswith(LINES) else shape_of(head)
    if shape is None:
        return False
    if ending.endswith(".json"):  # what else is JSON gets an error, rather than read as text
        return True
    signs = shape.keys & _SIGNS
    if "text" not in shape.keys:
        return len(signs) > 1  # the text lies beyond the head
    # One object on one line is JSON Lines as well, and read the same.
    return bool(signs) or ((shape.is_list or shape.over_lines) and not ending.endswith(".txt"))


def _read(data: bytes, given: Given) -> Iterator[Extracted | Refused]:
    bounded(data, given.limits.max_markup_bytes, "max_markup_bytes")
    found = decode(data, encoding=given.encoding)
    if has_several(found.text):  # the first line is longer than what recognition sees
        yield from jsonl.FORMAT.read(data, given)
        return
    value = load(found.text, _EXPECTED)
    if not isinstance(value, list):
        yield _record(value, found, 0)
        return
    if not value:
        raise RefusedError("is an empty list", _EXPECTED)
    yield from each_record(value, lambda one, number: _record(one, found, number))


def _record(value: object, found: Decoded, record: int) -> Extracted:
    if not isinstance(value, dict):
        raise RefusedError("is JSON, but not an object", _EXPECTED)
    text = value.get("text")
    if text is None:
        raise RefusedError("has no text", _EXPECTED)
    if not isinstance(text, str):
        raise RefusedError("has a text that is not a string", _EXPECTED)
    check_text(text)
    return Extracted(
        text,
        id=_id_of(value) if record else "",
        record=record,
        encoding=found.encoding,
        encoding_from=found.encoding_from,
        metadata=_metadata(value),
        notes=found.notes,
    )


def _id_of(value: Mapping[str, object]) -> str:
    """``PubMed-123-0`` of database, its id and division; else the object's own id."""
    parts = [id_of(value.get(key), _EXPECTED) for key in ("sourcedb", "sourceid", "divid")]
    if not parts[1]:
        return id_of(value.get("id"), _EXPECTED)
    return "-".join(part for part in parts if part)


def _metadata(value: Mapping[str, object]) -> Mapping[str, object]:
    source = str(value.get("sourceid", ""))
    database = str(value.get("sourcedb", "")).lower()
    return metadata_of(
        pmid=pmid_of(source) if database == "pubmed" else "",
        pmcid=pmcid_of(source) if database == "pmc" else "",
    )


FORMAT = Format(name="pubannotation", extensions=(".json",), fits=_fits, read=_read)

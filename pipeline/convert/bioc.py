"""BioC, as JSON and as XML, by the library of its makers' successors (``bioc``).

One collection a file, one passage a document, so that offsets are those of the text.

=============  =====================================================================
mention        annotation; infons ``type``, ``identifier``, ``name``; a location a fragment
trigger        annotation; its ``type`` is the kind of relation
statement      relation; nodes ``trigger``, ``cause`` or ``agent``, ``therapy``, ``via``;
               infons ``type`` and the attributes (``state`` is a list with commas)
=============  =====================================================================

Source of the format: Comeau et al., BioC: a minimalist approach to interoperability for
biomedical text processing, Database 2013.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.convert.annotated import Annotated, annotated
from pipeline.errors import GoldError, UsageError
from pipeline.gold import Attribute, EventLine, Reference, Standoff, TextBound, standoff_of
from pipeline.model import RELATION_KINDS, Span

if TYPE_CHECKING:
    from bioc import BioCAnnotation, BioCCollection, BioCDocument, BioCRelation

_REMEDY = "install it with: pip install 'taisei[bioc]'"
_REPEATABLE = "state"


def write_json(items: Sequence[Annotated]) -> bytes:
    """A BioC collection as JSON."""
    _library()
    from bioc import biocjson

    text = biocjson.dumps(_collection(items), ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", "surrogatepass")


def write_xml(items: Sequence[Annotated]) -> bytes:
    """A BioC collection as XML.

    Raises:
        GoldError: a text holds a character that XML forbids.
    """
    _library()
    from bioc import biocxml

    for item in items:
        _check_characters(item)
    return str(biocxml.dumps(_collection(items))).encode("utf-8")


def read_json(content: bytes, where: str) -> Iterator[Annotated]:
    """The documents of a collection; ``where`` begins messages.

    Raises:
        GoldError: it is no BioC JSON, or holds what gold can not have.
    """
    _library()
    from bioc import biocjson

    try:
        collection = biocjson.loads(content.decode("utf-8", "surrogatepass"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(where, "JSON", error) from error
    return _documents(collection, where)


def read_xml(content: bytes, where: str) -> Iterator[Annotated]:
    """The documents of a collection; as :func:`read_json`."""
    _library()
    from bioc import biocxml
    from lxml.etree import XMLSyntaxError

    if b"<!ENTITY" in content:
        raise GoldError(f"{where}: it declares entities, which BioC never does; remove them")
    try:
        collection = biocxml.loads(content.decode("utf-8-sig"))
    except (XMLSyntaxError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(where, "XML", error) from error
    return _documents(collection, where)


def _library() -> None:
    try:
        import bioc  # noqa: F401
    except ImportError as error:
        raise UsageError(f"BioC needs the library bioc, which is missing; {_REMEDY}") from error


def _broken(where: str, kind: str, error: Exception) -> GoldError:
    return GoldError(
        f"{where}: no BioC {kind} ({type(error).__name__}: {error}); give a BioC collection"
    )


def _check_characters(item: Annotated) -> None:
    for at, char in enumerate(item.text):
        forbidden = (ord(char) < 32 and char not in "\t\n\r") or "\ud800" <= char <= "\udfff"
        if forbidden or char in "\ufffe\uffff":
            raise GoldError(
                f"{item.id}: U+{ord(char):04X} at {at} can not stand in XML; convert to BioC JSON"
            )


def _collection(items: Sequence[Annotated]) -> BioCCollection:
    from bioc import BioCCollection

    collection = BioCCollection()
    collection.source, collection.key = "taisei", "taisei"
    collection.date = ""  # the library puts today's: equal input shall give equal bytes
    collection.documents = [_document(item) for item in items]
    return collection


def _document(item: Annotated) -> BioCDocument:
    from bioc import BioCDocument, BioCPassage

    document, passage = BioCDocument(), BioCPassage()
    document.id = item.id
    passage.offset, passage.text = 0, item.text
    standoff = standoff_of(item.gold, item.text)
    ids = {reference.target: reference for reference in standoff.references}
    values: dict[str, dict[str, list[str]]] = {}
    for attribute in standoff.attributes:
        values.setdefault(attribute.target, {}).setdefault(attribute.name, []).append(
            attribute.value
        )
    passage.annotations = [_annotation(bound, ids.get(bound.id)) for bound in standoff.bounds]
    passage.relations = [_relation(e, values.get(e.id, {})) for e in standoff.events]
    document.passages = [passage]
    return document


def _annotation(bound: TextBound, reference: Reference | None) -> BioCAnnotation:
    from bioc import BioCAnnotation, BioCLocation

    annotation = BioCAnnotation()
    annotation.id, annotation.text = bound.id, bound.text
    annotation.infons["type"] = bound.type
    if reference:
        annotation.infons["identifier"] = reference.curie
        annotation.infons["name"] = reference.name
    for start, end in bound.spans:
        annotation.add_location(BioCLocation(start, end - start))
    return annotation


def _relation(event: EventLine, values: dict[str, list[str]]) -> BioCRelation:
    from bioc import BioCNode, BioCRelation

    relation = BioCRelation()
    relation.id = event.id
    relation.infons["type"] = event.type
    for name, given in values.items():
        relation.infons[name] = ",".join(given)
    relation.add_node(BioCNode(event.trigger, "trigger"))
    for role, target in event.roles:
        relation.add_node(BioCNode(target, role))
    return relation


def _documents(collection: BioCCollection, where: str) -> Iterator[Annotated]:
    for document in collection.documents:
        text = _text(document, where)
        standoff = Standoff()
        for part in (
            document,
            *document.passages,
            *(s for p in document.passages for s in p.sentences),
        ):
            for annotation in part.annotations:
                _read_annotation(annotation, text, standoff, where)
            for relation in part.relations:
                _read_relation(relation, standoff, where)
        yield annotated(standoff, str(document.id), text, where)


def _text(document: BioCDocument, where: str) -> str:
    """The passages at their offsets; gaps between them become line ends."""
    text = ""
    parts = [p for p in document.passages if p.text is not None] or [
        s for p in document.passages for s in p.sentences if s.text is not None
    ]
    for part in sorted(parts, key=lambda part: part.offset):
        if part.offset < len(text):
            raise GoldError(
                f"{where}: {document.id}: the passage at {part.offset} begins inside the one"
                " before; correct its offset"
            )
        text = text.ljust(part.offset, "\n") + part.text
    return text


def _read_annotation(annotation: BioCAnnotation, text: str, standoff: Standoff, where: str) -> None:
    kind = str(annotation.infons.get("type", ""))
    spans = tuple(sorted(Span(x.offset, x.offset + x.length) for x in annotation.locations))
    words = " ".join(text[start:end] for start, end in spans)
    standoff.bounds.append(TextBound(0, annotation.id, kind, spans, words))
    given = annotation.infons.get("identifier")
    if given:
        name = str(annotation.infons.get("name") or annotation.text or words)
        standoff.references.append(
            Reference(0, f"N-{annotation.id}", "Reference", annotation.id, str(given), name)
        )
    elif kind not in RELATION_KINDS:
        raise GoldError(
            f"{where}: annotation {annotation.id} has no infon 'identifier'; add its CURIE"
        )


def _read_relation(relation: BioCRelation, standoff: Standoff, where: str) -> None:
    nodes = [(node.role, node.refid) for node in relation.nodes]
    triggers = [refid for role, refid in nodes if role == "trigger"]
    if len(triggers) != 1:
        raise GoldError(
            f"{where}: relation {relation.id} has {len(triggers)} nodes 'trigger'; give it one"
        )
    roles = tuple((role, refid) for role, refid in nodes if role != "trigger")
    infons: dict[str, Any] = dict(relation.infons)
    kind = str(infons.pop("type", ""))
    standoff.events.append(EventLine(0, relation.id, kind, triggers[0], roles))
    for name, given in infons.items():
        for value in str(given).split(",") if name == _REPEATABLE else [str(given)]:
            id_ = f"A{len(standoff.attributes) + 1}"
            standoff.attributes.append(Attribute(0, id_, name, relation.id, value))

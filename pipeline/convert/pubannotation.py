"""PubAnnotation JSON: one object a document, a list of them in one file.

=============  =====================================================================
mention        denotation with its type as ``obj``; its span is a list of fragments where it is
               broken ("bagging"); attributes ``identifier`` and ``name``
statement      denotation of the trigger with the kind of relation as ``obj``; relations
               ``cause`` or ``agent``, ``therapy``, ``via`` from it to mentions; attributes
=============  =====================================================================

No maintained library writes this format; it is plain JSON.
Source of the format: https://www.pubannotation.org/docs/annotation-format/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.convert.annotated import Annotated, annotated
from pipeline.errors import GoldError
from pipeline.gold import Attribute, EventLine, Reference, Standoff, TextBound, standoff_of
from pipeline.model import RELATION_KINDS, Span

Json = Mapping[str, Any]
_GIVE = "give PubAnnotation JSON: text, denotations, relations, attributes"


def write(items: Sequence[Annotated]) -> bytes:
    """The documents as a JSON list."""
    text = json.dumps([_document(item) for item in items], ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "surrogatepass")


def read(content: bytes, where: str) -> Iterator[Annotated]:
    """The documents of a JSON list, or the one of an object; ``where`` begins messages.

    Raises:
        GoldError: it is no PubAnnotation JSON, or holds what gold can not have.
    """
    try:
        data = json.loads(content.decode("utf-8-sig", "surrogatepass"))
    except ValueError as error:
        raise GoldError(f"{where}: no JSON ({error}); {_GIVE}") from error
    for number, row in enumerate(data if isinstance(data, list) else [data], 1):
        place = f"{where}, document {number}"
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise GoldError(f"{place}: no text; {_GIVE}")
        id_ = str(row.get("sourceid") or number)
        try:
            standoff = _standoff(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            what = f"{type(error).__name__}: {error}"
            raise GoldError(f"{place}: line of wrong shape ({what}); {_GIVE}") from error
        yield annotated(standoff, id_, row["text"], place)


def _document(item: Annotated) -> dict[str, Any]:
    standoff = standoff_of(item.gold, item.text)
    bounds = {bound.id: bound for bound in standoff.bounds}
    mentions = [bound for bound in standoff.bounds if bound.type not in RELATION_KINDS]
    denotations = [_denotation(bound.id, bound.type, bound.spans) for bound in mentions]
    denotations += [_denotation(e.id, e.type, bounds[e.trigger].spans) for e in standoff.events]
    relations: list[tuple[str, str, str]] = []
    for event in standoff.events:
        relations += [(role, event.id, target) for role, target in event.roles]
    attributes: list[tuple[str, str, str]] = []
    for reference in standoff.references:
        attributes.append(("identifier", reference.target, reference.curie))
        attributes.append(("name", reference.target, reference.name))
    attributes += [(a.name, a.target, a.value) for a in standoff.attributes]
    return {
        "sourcedb": "taisei",
        "sourceid": item.id,
        "text": item.text,
        "denotations": denotations,
        "relations": _triples("R", relations),
        "attributes": _triples("A", attributes),
    }


def _denotation(id_: str, kind: str, spans: Sequence[Span]) -> dict[str, Any]:
    pieces = [{"begin": start, "end": end} for start, end in spans]
    return {"id": id_, "span": pieces[0] if len(pieces) == 1 else pieces, "obj": kind}


def _triples(letter: str, rows: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [
        {"id": f"{letter}{number}", "pred": pred, "subj": subj, "obj": obj}
        for number, (pred, subj, obj) in enumerate(rows, 1)
    ]


def _standoff(row: Json) -> Standoff:
    standoff, text = Standoff(), row["text"]
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    for attribute in row.get("attributes", ()):
        target, value = attribute["subj"], str(attribute["obj"])
        if attribute["pred"] == "identifier":
            ids[target] = value
        elif attribute["pred"] == "name":
            names[target] = value
        else:
            id_ = f"A{len(standoff.attributes) + 1}"
            standoff.attributes.append(Attribute(0, id_, attribute["pred"], target, value))
    roles: dict[str, list[tuple[str, str]]] = {}
    for relation in row.get("relations", ()):
        roles.setdefault(relation["subj"], []).append((relation["pred"], relation["obj"]))
    for denotation in row.get("denotations", ()):
        id_, kind, spans = denotation["id"], denotation["obj"], _spans(denotation["span"])
        words = " ".join(text[start:end] for start, end in spans)
        if kind in RELATION_KINDS:
            standoff.bounds.append(TextBound(0, f"trigger of {id_}", kind, spans, words))
            event = EventLine(0, id_, kind, f"trigger of {id_}", tuple(roles.get(id_, ())))
            standoff.events.append(event)
            continue
        standoff.bounds.append(TextBound(0, id_, kind, spans, words))
        if id_ not in ids:
            raise ValueError(f"denotation {id_} has no attribute 'identifier'")
        name = names.get(id_, words)
        standoff.references.append(Reference(0, f"N-{id_}", "Reference", id_, ids[id_], name))
    return standoff


def _spans(span: Json | Sequence[Json]) -> tuple[Span, ...]:
    pieces = [span] if isinstance(span, Mapping) else span
    return tuple(sorted(Span(int(piece["begin"]), int(piece["end"])) for piece in pieces))

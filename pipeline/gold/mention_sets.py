"""Gold without offsets: mention sets and relations of documents, as JSON.

The file is a list of documents: ``{"id", "lang", "sha256", "chars", "mentions": [{"type",
"id", "name", "surfaces"}], "relations": [{"relation", "subject", "object", "polarity",
"certainty", "state", "via", "status", "at"}]}``. Relations name things by canonical name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast, get_args

from pipeline.gold.events import ARGUMENT_TYPES, ATTRIBUTES
from pipeline.gold.faults import Faults, one_of
from pipeline.gold.mentions import MENTION_TYPES
from pipeline.gold.types import GoldDocument, GoldRelation, RelationKey, Status
from pipeline.model import (
    RELATION_KINDS,
    Certainty,
    EntityRef,
    Language,
    MentionType,
    Polarity,
    Slot,
    State,
)

_LANGUAGES = get_args(Language)
_MENTION_KEYS = ("type", "id", "name")
_RELATION_KEYS = ("relation", "subject", "object")

Record = Mapping[str, object]


def read_mention_sets(content: str, faults: Faults) -> tuple[GoldDocument, ...]:
    """Read documents whose mentions have no offsets; what is faulty is noted and left out."""
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        faults.add(error.lineno, f"not JSON ({error.msg})", "correct the file at that line")
        return ()
    documents: dict[str, GoldDocument] = {}
    for number, record in enumerate(_records(data, "", faults), start=1):
        id_ = record.get("id")
        if not isinstance(id_, str) or not id_ or id_ in documents:
            what = "no id" if not id_ else f"the id {id_!r} is no text or not the first of its kind"
            faults.add(0, what, "give every document its own id", where=f"document {number}")
            continue
        documents[id_] = _document(id_, record, faults)
    return tuple(documents[id_] for id_ in sorted(documents))


def _records(value: object, where: str, faults: Faults) -> list[Record]:
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return cast("list[Record]", value)
    faults.add(0, "no list of objects here", "write [{…}, {…}]", where=where)
    return []


def _document(id_: str, record: Record, faults: Faults) -> GoldDocument:
    where = f"document {id_}"
    language = record.get("lang")
    if language not in _LANGUAGES:
        faults.add(0, f"unknown lang {language!r}", one_of(str(language), _LANGUAGES), where=where)
    entities = _entities(
        _records(record.get("mentions"), f"{where}: mentions", faults), where, faults
    )
    relations: dict[RelationKey, GoldRelation] = {}
    rows = _records(record.get("relations"), f"{where}: relations", faults)
    for number, row in enumerate(rows, start=1):
        place = f"{where}: relation {number}"
        relation = _relation(row, entities, place, faults)
        if relation and relation.key in relations:
            faults.add(0, f"{relation.key} is there already", "write it once", where=place)
        elif relation:
            _check_places(relation, record.get("chars"), place, faults)
            relations[relation.key] = relation
    sha256 = record.get("sha256")
    return GoldDocument(
        id=id_,
        sha256=sha256 if isinstance(sha256, str) else None,
        language=cast(Language, language),
        entities=tuple(sorted(entities.values())),
        relations=tuple(relations[key] for key in sorted(relations)),
        located=False,
    )


def _entities(rows: Sequence[Record], where: str, faults: Faults) -> dict[str, EntityRef]:
    """The things of a document by canonical name."""
    entities: dict[str, EntityRef] = {}
    for number, row in enumerate(rows, start=1):
        place = f"{where}: mention {number}"
        if not _has_words(row, _MENTION_KEYS, place, faults):
            continue
        entity = EntityRef(str(row["type"]), str(row["id"]), str(row["name"]))
        if entity.type not in MENTION_TYPES:
            remedy = one_of(entity.type, MENTION_TYPES)
            faults.add(0, f"unknown type {entity.type}", remedy, where=place)
        elif entity.name in entities:
            what = f"the name {entity.name!r} is taken by {entities[entity.name].id}"
            faults.add(0, what, "relations go by name: give each thing its own", where=place)
        else:
            entities[entity.name] = entity
    return entities


def _has_words(row: Record, keys: Sequence[str], where: str, faults: Faults) -> bool:
    lacking = [key for key in keys if not isinstance(row.get(key), str) or not row[key]]
    if lacking:
        faults.add(0, f"no {' or '.join(lacking)}", "give it as a text", where=where)
    return not lacking


def _relation(
    row: Record, entities: Mapping[str, EntityRef], where: str, faults: Faults
) -> GoldRelation | None:
    before = len(faults.found)
    if not _has_words(row, _RELATION_KEYS, where, faults):
        return None
    kind = str(row["relation"])
    if kind not in RELATION_KINDS:
        faults.add(0, f"unknown relation {kind}", one_of(kind, RELATION_KINDS), where=where)
        return None
    slots = ARGUMENT_TYPES[kind]
    first: Slot = "cause" if kind == "CAUSES_RESISTANCE" else "agent"
    subject = _entity(row["subject"], entities, slots[first], where, faults)
    therapy = _entity(row["object"], entities, slots["therapy"], where, faults)
    via = [
        _entity(v, entities, slots.get("via", ()), where, faults)
        for v in _list(row, "via", where, faults)
    ]
    values = {
        name: _value(row, name, where, faults) for name in ("polarity", "certainty", "status")
    }
    states = _list(row, "state", where, faults)
    for state in states:
        if state not in ATTRIBUTES["state"]:
            remedy = one_of(str(state), ATTRIBUTES["state"])
            faults.add(0, f"unknown state {state}", remedy, where=where)
    if len(faults.found) > before or subject is None or therapy is None:
        return None
    return GoldRelation(
        relation=kind,
        subject=subject,
        object=therapy,
        polarity=cast(Polarity, values["polarity"]),
        certainty=cast(Certainty, values["certainty"]),
        state=tuple(state for state in State if state.value in states),
        via=tuple(sorted({entity for entity in via if entity})),
        status=cast(Status, values["status"]),
        at=tuple(
            sorted(place for place in _list(row, "at", where, faults) if isinstance(place, int))
        ),
    )


def _entity(
    name: object,
    entities: Mapping[str, EntityRef],
    types: Sequence[MentionType],
    where: str,
    faults: Faults,
) -> EntityRef | None:
    entity = entities.get(str(name))
    if entity is None:
        faults.add(0, f"{name!r} is no mention of the document", "add it to mentions", where=where)
    elif entity.type not in types:
        remedy = f"take one of {', '.join(types)}" if types else "leave via empty"
        faults.add(0, f"a {entity.type} ({name}) can not stand here", remedy, where=where)
    return entity


def _list(row: Record, key: str, where: str, faults: Faults) -> list[object]:
    value = row.get(key, [])
    if isinstance(value, list):
        return value
    faults.add(0, f"{key} is no list", f'write "{key}": […]', where=where)
    return []


def _value(row: Record, name: str, where: str, faults: Faults) -> str:
    default = ATTRIBUTES[name][0]
    value = row.get(name, default)
    if value not in ATTRIBUTES[name]:
        faults.add(
            0, f"unknown {name} {value!r}", one_of(str(value), ATTRIBUTES[name]), where=where
        )
    return str(value)


def _check_places(relation: GoldRelation, chars: object, where: str, faults: Faults) -> None:
    if isinstance(chars, int) and any(not 0 <= place < chars for place in relation.at):
        faults.add(0, f"at is outside the text of {chars} code points", "correct it", where=where)

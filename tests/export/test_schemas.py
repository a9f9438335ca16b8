from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from graph_corpus import corpus
from graph_strategies import collections, documents
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from pipeline.export import document_line, relation_lines
from pipeline.graph import assemble
from pipeline.model import BlockKind, MentionType, State

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
NAMES = ("documents", "relations", "tag")  # that of run.json is tested with the runs


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def errors(name: str, value: object) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in validator(name).iter_errors(value)]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name):
    Draft202012Validator.check_schema(validator(name).schema)


def objects(schema):
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from objects(value)


@pytest.mark.parametrize("name", NAMES)
def test_no_object_takes_unknown_keys(name):
    found = list(objects(validator(name).schema))
    assert len(found) >= 3
    # The metadata of a document holds whatever its input tells.
    free = [o for o in found if o["additionalProperties"] is not False]
    assert [o["description"].split(",")[0] for o in free] == ["title"] * (name == "documents")


def test_every_document_of_the_corpus_fits():
    lines = [json.loads(document_line(doc, include_candidates=True)) for doc in corpus()]
    assert len(lines) == 7
    assert [errors("documents", line) for line in lines] == [[]] * 7


def test_every_relation_of_the_corpus_fits():
    lines = [json.loads(line) for line in relation_lines(assemble(corpus()))]
    assert len(lines) == 26
    assert [errors("relations", line) for line in lines] == [[]] * 26


@settings(max_examples=30, deadline=None)
@given(documents())
def test_any_document_fits(doc):
    assert errors("documents", json.loads(document_line(doc))) == []


@settings(max_examples=20, deadline=None)
@given(collections())
def test_any_assembled_relation_fits(docs):
    for line in relation_lines(assemble(docs)):
        assert errors("relations", json.loads(line)) == []


def spoilt(change):
    line = copy.deepcopy(json.loads(document_line(corpus()[0])))
    change(line)
    return line


SPOILT = {
    "a key too many": lambda d: d.update(extra=1),
    "a key too few": lambda d: d.pop("mentions"),
    "an unknown type": lambda d: d["mentions"][0].update(type="Car"),
    "a null id": lambda d: d["relations"][0]["subject"].update(id=None),
    "an empty id": lambda d: d["relations"][0]["object"].update(id=""),
    "confidence above one": lambda d: d["relations"][0].update(confidence=1.5),
    "no evidence": lambda d: d["relations"][0].update(evidence=[]),
    "a range of three": lambda d: d["sentences"].append([1, 2, 3]),
    "an unknown slot": lambda d: d["relations"][0]["evidence"][0]["arguments"].update(to=[0, 1]),
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT.keys())
def test_what_is_wrong_does_not_fit(change):
    assert errors("documents", spoilt(change))


def test_the_schemas_know_the_models_words():
    for name in NAMES:
        known = validator(name).schema["$defs"]
        assert known["mention_type"]["enum"] == [str(kind) for kind in MentionType]
    for name in ("documents", "relations"):
        known = validator(name).schema["$defs"]
        assert known["state"]["enum"] == [str(state) for state in State]
    blocks = validator("documents").schema["properties"]["blocks"]["items"]["properties"]
    assert blocks["kind"]["enum"] == [str(kind) for kind in BlockKind]

"""Relations and things as JSON: lines of ``relations.jsonl``, with file and page."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from pipeline.export import relation_line
from pipeline.graph import AssembledRelation, Thing
from pipeline.model import Document


def relation_data(
    relation: AssembledRelation, documents: Mapping[str, Document], opposed: Collection[str]
) -> dict[str, Any]:
    """A line of ``relations.jsonl``, with contradiction, and file and page of each sentence."""
    data: dict[str, Any] = json.loads(relation_line(relation))
    data["contradicted"] = relation.id in opposed
    for piece in data["evidence"]:
        source = documents[piece["document"]].source
        piece |= {"file": source.name, "page": source.page_at(piece["start"])}
    return data


def thing_data(thing: Thing) -> dict[str, str | None]:
    """A thing: type, id and names."""
    return {"type": thing.type, "id": thing.id, "name": thing.name, "label_ja": thing.ja or None}

"""One line of JSON for a document, and for an assembled relation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.graph import AssembledEvidence, AssembledRelation
from pipeline.model import (
    Argument,
    Context,
    Document,
    EntityRef,
    Evidence,
    Grounding,
    Mention,
    Relation,
)

if TYPE_CHECKING:
    from pipeline.relate import Account

_Json = dict[str, object]

# U+0085, U+2028 and U+2029 end a line for some readers; UTF-8 can not hold a lone surrogate.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def document_line(
    doc: Document, *, include_candidates: bool = False, account: Account | None = None
) -> str:
    """One line of ``documents.jsonl``, without the line end.

    Compact JSON; fields in the order of the documented shape; mentions and relations in a
    fixed order; floats with four digits. Of several arguments in one slot of a piece of
    evidence (two vias) the first in the text is written, as the shape has one range a slot.

    Args:
        doc: a document after any stage.
        include_candidates: write the relations below the threshold as well.
        account: how the relations were read, to be written as well.

    Raises:
        InputError: the metadata holds what JSON can not hold.
    """
    line: _Json = {
        "id": doc.id,
        "source": {
            "name": doc.source.name,
            "sha256": doc.source.sha256,
            "format": doc.source.format,
            "encoding": doc.source.encoding,
            "pages": list(doc.source.pages),
        },
        "language": doc.language,
        "metadata": {key: doc.metadata[key] for key in sorted(doc.metadata)},
        "text": doc.text,
        "blocks": [
            {"start": b.start, "end": b.end, "kind": b.kind, "language": b.language}
            for b in doc.blocks
        ],
        "sentences": [[s.start, s.end] for s in doc.sentences],
        "mentions": [_mention(m, doc.text) for m in sorted(doc.mentions, key=_mention_order)],
        "relations": _relations(doc.relations, doc.text),
    }
    if include_candidates:
        line["candidates"] = _relations(doc.candidates, doc.text)
    if account is not None:
        line["explanation"] = _explanation(account)
    return json_line(line, doc.id)


def mention_line(doc: Document, mention: Mention, more: Mapping[str, object] | None = None) -> str:
    """One mention of ``doc`` as one line, as ``documents.jsonl`` has it, and ``more`` fields."""
    return json_line({"document": doc.id} | _mention(mention, doc.text) | dict(more or {}), doc.id)


def explanation_line(doc: Document, account: Account) -> str:
    """The account of one document, as ``documents.jsonl`` has it, after the document's id."""
    return json_line({"document": doc.id, "explanation": _explanation(account)}, doc.id)


def _explanation(account: Account) -> _Json:
    told = asdict(replace(account, silent=()))
    del told["silent"]
    return told


def relation_line(relation: AssembledRelation) -> str:
    """One line of ``relations.jsonl``, without the line end."""
    line: _Json = {
        "id": relation.id,
        "relation": relation.relation,
        "subject": _ref(relation.subject),
        "object": _ref(relation.object),
        "polarity": relation.polarity,
        "certainty": relation.certainty,
        "state": list(relation.state),
        "via": [_ref(via) for via in relation.via],
        "contexts": [_context(context) for context in relation.contexts],
        "belief": _number(relation.belief),
        "studies": relation.studies,
        "documents": list(relation.documents),
        "evidence": [
            {"document": piece.document, "date": piece.date or None} | _evidence(piece, piece.text)
            for piece in relation.evidence
        ],
    }
    return json_line(line, relation.id)


def relation_lines(relations: Iterable[AssembledRelation]) -> Iterator[str]:
    """Lines of ``relations.jsonl``, in the order of the relations' keys."""
    return map(relation_line, sorted(relations, key=lambda r: r.key))


def json_line(line: Mapping[str, object], of: str = "answer") -> str:
    """Compact JSON on one line, as every line of JSON here: safe to print, the same each time.

    Raises:
        InputError: ``line`` holds what JSON can not hold; the message calls it ``of``.
    """
    try:
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"{of}: can not be written as JSON ({error}); "
            "metadata may hold strings, finite numbers, booleans, None, lists and mappings"
        ) from error
    # Outside strings JSON is plain ASCII, so every such character stands inside a string.
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _number(value: float) -> float:
    return round(float(value), 4)


def _mention_order(mention: Mention) -> tuple[object, ...]:
    return (mention.start, mention.end, mention.type, mention.found_by, mention.candidates)


def _mention(mention: Mention, text: str) -> _Json:
    best = mention.candidates[0] if mention.candidates else Grounding("", "", 0.0, "")
    return {
        "start": mention.start,
        "end": mention.end,
        "text": text[mention.start : mention.end],
        "type": mention.type,
        "id": best.id,
        "name": best.name,
        "found_by": mention.found_by,
        "score": _number(best.score),
        "candidates": [
            {"id": c.id, "name": c.name, "score": _number(c.score), "why": c.why}
            for c in mention.candidates
        ],
    }


def _relations(relations: Sequence[Relation], text: str) -> list[_Json]:
    return [_relation(r, text) for r in sorted(relations, key=lambda r: (r.key, r.id))]


def _relation(relation: Relation, text: str) -> _Json:
    return {
        "id": relation.id,
        "relation": relation.relation,
        "subject": _ref(relation.subject),
        "object": _ref(relation.object),
        "polarity": relation.polarity,
        "certainty": relation.certainty,
        "state": sorted(set(relation.state)),
        "via": [_ref(via) for via in sorted(set(relation.via))],
        "context": _context(relation.context),
        "confidence": _number(relation.confidence),
        "evidence": [
            _evidence(piece, text[piece.start : piece.end])
            for piece in sorted(relation.evidence, key=_evidence_order)
        ],
    }


def _evidence_order(piece: Evidence) -> tuple[object, ...]:
    places = tuple(sorted((a.slot, a.start, a.end) for a in piece.arguments))
    return (piece.start, piece.end, piece.trigger, places, piece.rule, piece.source)


def _evidence(piece: Evidence | AssembledEvidence, text: str) -> _Json:
    return {
        "start": piece.start,
        "end": piece.end,
        "text": text,
        "trigger": list(piece.trigger),
        "arguments": _arguments(piece.arguments),
        "rule": piece.rule,
        "source": piece.source,
        "confidence": _number(piece.confidence),
    }


def _arguments(arguments: Sequence[Argument]) -> _Json:
    first: _Json = {}
    for argument in sorted(arguments, key=lambda a: (a.slot, a.start, a.end)):
        first.setdefault(argument.slot, [argument.start, argument.end])
    return first


def _ref(ref: EntityRef) -> _Json:
    return {"type": ref.type, "id": ref.id, "name": ref.name}


def _context(context: Context) -> _Json:
    return {
        "diseases": [_ref(ref) for ref in sorted(set(context.diseases))],
        "cell_lines": [_ref(ref) for ref in sorted(set(context.cell_lines))],
        "models": sorted(set(context.models)),
        "level": context.level,
    }

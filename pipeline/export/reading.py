"""Documents back from the lines of ``documents.jsonl``."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from pipeline.errors import InputError, SpanError
from pipeline.model import (
    RELATION_KINDS,
    Argument,
    Block,
    BlockKind,
    Certainty,
    Context,
    Document,
    EntityRef,
    Evidence,
    EvidenceSource,
    Grounding,
    Language,
    Mention,
    MentionType,
    Polarity,
    Relation,
    Sentence,
    Slot,
    Source,
    Span,
    State,
)
from pipeline.text import language_of

_REMEDY = "write it anew with 'taisei extract', or mend it by docs/schemas/documents.schema.json"


def read_documents(path: Path) -> Iterator[Document]:
    """Read a ``documents.jsonl``; empty lines are passed over.

    Writing a document that was read gives the same line again, but for an explanation.

    Raises:
        InputError: a line is no document; says which line and what is wrong.
        OSError: the file can not be read.
    """
    with path.open("rb") as file:  # as bytes: only a line feed ends a line
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                what = f"not UTF-8 at byte {error.start}"
                raise InputError(f"{path}, line {number}: {what}; {_REMEDY}") from error
            yield parse_document(text, where=f"{path}, line {number}")


def parse_findings(line: str, *, where: str = "documents.jsonl") -> Document:
    """As :func:`parse_document`, without what scoring does not look at.

    Left out are blocks, sentences, metadata, candidates below the threshold, contexts, and
    all but the first candidate of a mention.
    """
    return _told(line, where, _findings)


def parse_document(line: str, *, where: str = "documents.jsonl") -> Document:
    """Make a document of one line.

    The line does not keep which block a sentence stands in, nor its language: the block is
    the one that starts last before it, the language that of the block, or of its script in
    a mixed block.

    Args:
        line: a JSON object as :func:`pipeline.export.document_line` writes it.
        where: what error messages call the line.

    Raises:
        InputError: the line is no such object, or a range lies outside the text.
    """
    return _told(line, where, _document)


def _told(line: str, where: str, make: Callable[[Any], Document]) -> Document:
    try:
        return make(json.loads(line))
    except KeyError as error:
        raise InputError(f"{where}: lacks the key {error}; {_REMEDY}") from error
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise InputError(f"{where}: is no document ({error}); {_REMEDY}") from error


def _document(line: Mapping[str, Any]) -> Document:
    if not isinstance(line, dict):
        raise TypeError("not a JSON object")
    text = _string(line["text"])
    source = line["source"]
    blocks = tuple(
        Block(*_range(b, text), BlockKind(b["kind"]), _one_of(Language, b["language"]))
        for b in line["blocks"]
    )
    return Document(
        id=_string(line["id"]),
        text=text,
        source=Source(
            name=_string(source["name"]),
            sha256=_string(source["sha256"]),
            format=_string(source["format"]),
            encoding=_string(source["encoding"]),
            pages=tuple(int(page) for page in source["pages"]),
        ),
        language=_one_of(Language, line["language"]),
        blocks=blocks,
        sentences=_sentences(line["sentences"], blocks, text),
        mentions=tuple(_mention(m, text) for m in line["mentions"]),
        relations=tuple(_relation(r, text) for r in line["relations"]),
        candidates=tuple(_relation(r, text) for r in line.get("candidates", ())),
        metadata=dict(line["metadata"]),
    )


def _findings(line: Mapping[str, Any]) -> Document:
    if not isinstance(line, dict):
        raise TypeError("not a JSON object")
    text, source = _string(line["text"]), line["source"]
    return Document(
        id=_string(line["id"]),
        text=text,
        source=Source(_string(source["name"]), _string(source["sha256"])),
        language=_one_of(Language, line["language"]),
        mentions=tuple(_mention(m, text, most=1) for m in line["mentions"]),
        relations=tuple(_relation(r, text, context=Context()) for r in line["relations"]),
    )


def _sentences(
    pairs: Sequence[Sequence[int]], blocks: Sequence[Block], text: str
) -> tuple[Sentence, ...]:
    starts = [block.start for block in blocks]
    sentences = []
    for pair in pairs:
        span = _span(pair, text)
        index = max(bisect_right(starts, span.start) - 1, 0)
        language = blocks[index].language if blocks else "mixed"
        if language == "mixed":
            language = language_of(text[span.start : span.end])
        sentences.append(Sentence(*span, index, language))
    return tuple(sentences)


def _mention(line: Mapping[str, Any], text: str, most: int | None = None) -> Mention:
    candidates = tuple(
        Grounding(_string(c["id"]), _string(c["name"]), float(c["score"]), _string(c["why"]))
        for c in line["candidates"][:most]
    )
    kind = MentionType(line["type"])
    return Mention(*_range(line, text), kind, _string(line["found_by"]), candidates)


def _relation(line: Mapping[str, Any], text: str, context: Context | None = None) -> Relation:
    if line["relation"] not in RELATION_KINDS:
        raise ValueError(f"{line['relation']!r} is none of {', '.join(RELATION_KINDS)}")
    return Relation(
        id=_string(line["id"]),
        relation=line["relation"],
        subject=_ref(line["subject"]),
        object=_ref(line["object"]),
        polarity=_one_of(Polarity, line["polarity"]),
        certainty=_one_of(Certainty, line["certainty"]),
        confidence=float(line["confidence"]),
        evidence=tuple(_evidence(piece, text) for piece in line["evidence"]),
        state=tuple(State(state) for state in line["state"]),
        via=tuple(_ref(via) for via in line["via"]),
        context=_context(line["context"]) if context is None else context,
    )


def _evidence(line: Mapping[str, Any], text: str) -> Evidence:
    return Evidence(
        *_range(line, text),
        trigger=_span(line["trigger"], text),
        arguments=tuple(
            Argument(_one_of(Slot, slot), *_span(pair, text))
            for slot, pair in line["arguments"].items()
        ),
        rule=_string(line["rule"]),
        source=_one_of(EvidenceSource, line["source"]),
        confidence=float(line["confidence"]),
    )


def _context(line: Mapping[str, Any]) -> Context:
    return Context(
        diseases=tuple(_ref(ref) for ref in line["diseases"]),
        cell_lines=tuple(_ref(ref) for ref in line["cell_lines"]),
        models=tuple(_string(model) for model in line["models"]),
        level=None if line["level"] is None else _string(line["level"]),
    )


def _ref(line: Mapping[str, Any]) -> EntityRef:
    return EntityRef(_string(line["type"]), _string(line["id"]), _string(line["name"]))


def _range(line: Mapping[str, Any], text: str) -> Span:
    return _span((line["start"], line["end"]), text)


def _span(pair: Sequence[int], text: str) -> Span:
    start, end = pair
    whole = all(type(place) is int for place in (start, end))
    if not whole or not 0 <= start < end <= len(text):
        raise SpanError(f"[{start}, {end}) is no range of {len(text)} code points")
    return Span(start, end)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no string")
    return value


def _one_of(literal: object, value: str) -> Any:
    """``value`` as a member of a ``Literal`` type, checked."""
    allowed = cast("tuple[str, ...]", get_args(literal))
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return value

"""spaCy's ``DocBin``: mentions as entities with their ids, to train and to look at with displaCy.

Each document is a ``Doc`` whose ``text`` is the source text exactly. ``doc.ents`` hold the
mentions (``label_`` the type, ``kb_id_`` the CURIE), ``doc.spans["triggers"]`` what says so.
What spaCy has no place for stands as JSON in ``doc.user_data["taisei"]``: the document's id,
names of ids, the parts of broken mentions, and the statements, whose arguments are places in
``doc.ents`` and whose trigger is one in ``doc.spans["triggers"]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.convert.annotated import Annotated, annotated, apart
from pipeline.convert.tokens import tokens_of
from pipeline.errors import GoldError
from pipeline.gold import Attribute, EventLine, Reference, Standoff, TextBound, standoff_of
from pipeline.model import RELATION_KINDS, Span

KEY = "taisei"
TRIGGERS = "triggers"


def write(items: Sequence[Annotated]) -> bytes:
    """The documents as the bytes of a ``.spacy`` file.

    Raises:
        GoldError: a mention stands between the parts of another.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    bin_ = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID"], store_user_data=True)
    for item in items:
        apart(item, "spaCy")
        bin_.add(_doc(item, vocab))
    return bytes(bin_.to_bytes())


def read(content: bytes, where: str) -> Iterator[Annotated]:
    """The documents of a ``.spacy`` file; ``where`` begins messages.

    Entities of other makers' files come without relations; one without ``kb_id_`` gets an id of
    its own words.

    Raises:
        GoldError: it is no ``DocBin``, or holds what gold can not have.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = list(DocBin(store_user_data=True).from_bytes(content).get_docs(Vocab()))
    except Exception as error:  # zlib, msgpack and spaCy each have their own
        what = f"{type(error).__name__}: {error}"
        raise GoldError(f"{where}: no spaCy DocBin ({what}); give a .spacy file") from error
    for number, doc in enumerate(docs, 1):
        place = f"{where}, document {number}"
        try:
            more = json.loads(doc.user_data.get(KEY, "{}"))
            standoff = _standoff(doc, more)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            what = f"{type(error).__name__}: {error}"
            remedy = "entities and user_data no longer fit; delete user_data['taisei']"
            raise GoldError(f"{place}: {what}; {remedy}") from error
        yield annotated(standoff, str(more.get("id", number)), doc.text, place)


def _doc(item: Annotated, vocab: Any) -> Any:
    from spacy.tokens import Doc

    words, spaces = _words(item.text, tokens_of(item))
    doc = Doc(vocab, words=words, spaces=spaces)
    standoff = standoff_of(item.gold, item.text)
    ids = {reference.target: reference for reference in standoff.references}
    mentions = [b for b in standoff.bounds if b.id in ids]
    triggers = [b for b in standoff.bounds if b.id not in ids]
    doc.ents = [_span(doc, b, ids[b.id].curie) for b in mentions]
    doc.spans[TRIGGERS] = [_span(doc, b, "") for b in triggers]
    places = {b.id: i for i, b in enumerate(mentions)} | {b.id: i for i, b in enumerate(triggers)}
    values: dict[str, list[tuple[str, str]]] = {}
    for attribute in standoff.attributes:
        values.setdefault(attribute.target, []).append((attribute.name, attribute.value))
    more = {
        "id": item.id,
        "names": {r.curie: r.name for r in standoff.references},
        "parts": [b.spans for b in mentions if len(b.spans) > 1],
        "trigger_parts": [b.spans for b in triggers if len(b.spans) > 1],
        "statements": [
            {
                "trigger": places[event.trigger],
                "arguments": [(role, places[target]) for role, target in event.roles],
                "attributes": values.get(event.id, []),
            }
            for event in standoff.events
        ],
    }
    doc.user_data[KEY] = json.dumps(more, ensure_ascii=False, sort_keys=True)
    return doc


def _words(text: str, tokens: Sequence[Span]) -> tuple[list[str], list[bool]]:
    """Words and whether a blank follows; white space that is no single blank is a word itself."""
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in (*tokens, Span(len(text), len(text))):
        gap = text[at:start]
        if gap.startswith(" ") and words:
            spaces[-1], gap = True, gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if end > start:
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return words, spaces


def _span(doc: Any, bound: TextBound, curie: str) -> Any:
    start, end = bound.spans[0].start, bound.spans[-1].end
    return doc.char_span(start, end, label=bound.type, kb_id=curie)


def _standoff(doc: Any, more: dict[str, Any]) -> Standoff:
    standoff = Standoff()
    parts, names = _by_extent(more.get("parts", ())), more.get("names", {})
    for i, ent in enumerate(doc.ents):
        bound = _bound(f"T{i}", ent, parts, doc.text)
        standoff.bounds.append(bound)
        curie = ent.kb_id_ or f"text:{ent.label_}/{bound.text.lower()}"
        name = names.get(curie, bound.text)
        standoff.references.append(Reference(0, f"N{i}", "Reference", f"T{i}", curie, name))
    statements = more.get("statements", ())
    triggers = doc.spans.get(TRIGGERS, ())
    parts = _by_extent(more.get("trigger_parts", ()))
    for i, span in enumerate(triggers):
        if span.label_ in RELATION_KINDS:
            standoff.bounds.append(_bound(f"trigger{i}", span, parts, doc.text))
    for i, statement in enumerate(statements):
        trigger = statement["trigger"]
        roles = tuple((str(role), f"T{place}") for role, place in statement["arguments"])
        kind = triggers[trigger].label_
        standoff.events.append(EventLine(0, f"E{i}", kind, f"trigger{trigger}", roles))
        for name, value in statement["attributes"]:
            id_ = f"A{len(standoff.attributes)}"
            standoff.attributes.append(Attribute(0, id_, str(name), f"E{i}", str(value)))
    return standoff


def _by_extent(rows: Sequence[Sequence[Sequence[int]]]) -> dict[tuple[int, int], tuple[Span, ...]]:
    return {(row[0][0], row[-1][1]): tuple(Span(*piece) for piece in row) for row in rows}


def _bound(
    id_: str, span: Any, parts: dict[tuple[int, int], tuple[Span, ...]], text: str
) -> TextBound:
    extent = (span.start_char, span.end_char)
    spans = parts.get(extent, (Span(*extent),))
    return TextBound(0, id_, span.label_, spans, " ".join(text[s:e] for s, e in spans))

"""Gold documents as brat standoff, the way back of the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.gold.standoff import escape
from pipeline.gold.types import GoldDocument, GoldEvidence, GoldMention, GoldRelation
from pipeline.model import Span


def write_ann(document: GoldDocument, text: str) -> str:
    """Write a document as brat standoff; reading it back gives an equal document.

    Args:
        document: gold with offsets (``located``); its relations rest on evidence.
        text: the text that it annotates.

    Returns:
        The content of the ``.ann`` file: mentions, references, triggers, events, attributes.
    """
    triggers = sorted({(r.relation, e.trigger) for r in document.relations for e in r.evidence})
    first = len(document.mentions) + 1
    trigger_ids = {trigger: f"T{first + i}" for i, trigger in enumerate(triggers)}
    lines = [_bound(f"T{i}", m.type, m.spans, text) for i, m in enumerate(document.mentions, 1)]
    lines += [_reference(i, m) for i, m in enumerate(document.mentions, 1)]
    lines += [_bound(trigger_ids[t], t[0], t[1], text) for t in triggers]
    attributes: list[str] = []
    statements = [(r, e) for r in document.relations for e in r.evidence]
    for i, (relation, evidence) in enumerate(statements, 1):
        lines.append(
            _event(i, relation, evidence, trigger_ids[(relation.relation, evidence.trigger)])
        )
        for name, value in _attributes(relation, evidence):
            attributes.append(f"A{len(attributes) + 1}\t{name} E{i} {value}")
    return "".join(f"{line}\n" for line in (*lines, *attributes))


def _bound(id_: str, kind: str, spans: Sequence[Span], text: str) -> str:
    ranges = ";".join(f"{start} {end}" for start, end in spans)
    words = " ".join(text[start:end] for start, end in spans)
    return f"{id_}\t{kind} {ranges}\t{words}"


def _reference(number: int, mention: GoldMention) -> str:
    scheme, _, local = mention.id.partition(":")
    return f"N{number}\tReference T{number} {scheme}:{escape(local)}\t{mention.name}"


def _event(number: int, relation: GoldRelation, evidence: GoldEvidence, trigger: str) -> str:
    roles: list[str] = []
    via = 0
    for argument in evidence.arguments:
        via += argument.slot == "via"
        # brat numbers a repeated role from its second use on: via, via2, via3.
        repeat = str(via) if argument.slot == "via" and via > 1 else ""
        roles.append(f"{argument.slot}{repeat}:T{argument.mention + 1}")
    return f"E{number}\t{relation.relation}:{trigger} {' '.join(roles)}"


def _attributes(relation: GoldRelation, evidence: GoldEvidence) -> Iterator[tuple[str, str]]:
    if relation.polarity != "positive":
        yield "polarity", relation.polarity
    if evidence.certainty != "asserted":
        yield "certainty", evidence.certainty
    for state in evidence.state:
        yield "state", state.value
    if evidence.status != "required":
        yield "status", evidence.status
    if evidence.source != "explicit":
        yield "source", evidence.source

"""Gold documents as brat standoff, the way back of the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.gold.standoff import Attribute, EventLine, Reference, Standoff, TextBound, escape
from pipeline.gold.types import GoldDocument, GoldEvidence, GoldRelation
from pipeline.model import Span


def write_ann(document: GoldDocument, text: str) -> str:
    """Write a document as brat standoff; reading it back gives an equal document.

    Args:
        document: gold with offsets (``located``); its relations rest on evidence.
        text: the text that it annotates.

    Returns:
        The content of the ``.ann`` file: mentions, references, triggers, events, attributes.
    """
    return render(standoff_of(document, text))


def standoff_of(document: GoldDocument, text: str) -> Standoff:
    """The lines that say what ``document`` says: mentions first, then triggers, then events.

    Args:
        document: gold with offsets (``located``); its relations rest on evidence.
        text: the text that it annotates.
    """
    standoff = Standoff()
    for number, mention in enumerate(document.mentions, 1):
        standoff.bounds.append(_bound(f"T{number}", mention.type.value, mention.spans, text))
        standoff.references.append(
            Reference(0, f"N{number}", "Reference", f"T{number}", mention.id, mention.name)
        )
    triggers = sorted({(r.relation, e.trigger) for r in document.relations for e in r.evidence})
    first = len(document.mentions) + 1
    trigger_ids = {trigger: f"T{first + i}" for i, trigger in enumerate(triggers)}
    standoff.bounds += [_bound(trigger_ids[t], *t, text) for t in triggers]
    statements = ((r, e) for r in document.relations for e in r.evidence)
    for number, (relation, evidence) in enumerate(statements, 1):
        roles = tuple((a.slot, f"T{a.mention + 1}") for a in evidence.arguments)
        trigger = trigger_ids[(relation.relation, evidence.trigger)]
        standoff.events.append(EventLine(0, f"E{number}", relation.relation, trigger, roles))
        for name, value in _attributes(relation, evidence):
            id_ = f"A{len(standoff.attributes) + 1}"
            standoff.attributes.append(Attribute(0, id_, name, f"E{number}", value))
    return standoff


def render(standoff: Standoff) -> str:
    """The content of the ``.ann`` file with these lines; remarks are left out."""
    mentions = {reference.target for reference in standoff.references}
    lines = [_bound_line(bound) for bound in standoff.bounds if bound.id in mentions]
    lines += [_reference_line(reference) for reference in standoff.references]
    lines += [_bound_line(bound) for bound in standoff.bounds if bound.id not in mentions]
    lines += [_event_line(event) for event in standoff.events]
    lines += [f"{a.id}\t{a.name} {a.target} {a.value}" for a in standoff.attributes]
    return "".join(f"{line}\n" for line in lines)


def _bound(id_: str, kind: str, spans: Sequence[Span], text: str) -> TextBound:
    words = " ".join(text[start:end] for start, end in spans)
    return TextBound(0, id_, kind, tuple(spans), words)


def _bound_line(bound: TextBound) -> str:
    ranges = ";".join(f"{start} {end}" for start, end in bound.spans)
    return f"{bound.id}\t{bound.type} {ranges}\t{bound.text}"


def _reference_line(reference: Reference) -> str:
    scheme, _, local = reference.curie.partition(":")
    target = f"{scheme}:{escape(local)}"
    return f"{reference.id}\t{reference.type} {reference.target} {target}\t{reference.name}"


def _event_line(event: EventLine) -> str:
    seen: Counter[str] = Counter()
    roles: list[str] = []
    for role, target in event.roles:
        seen[role] += 1
        # brat numbers a repeated role from its second use on: via, via2, via3.
        roles.append(f"{role}{seen[role] if seen[role] > 1 else ''}:{target}")
    return f"{event.id}\t{event.type}:{event.trigger} {' '.join(roles)}"


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

"""From event and attribute lines to statements and relations, every fault noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast, get_args

from pipeline.gold.faults import Faults, one_of
from pipeline.gold.mentions import LocatedMention
from pipeline.gold.standoff import Attribute, EventLine, Standoff, TextBound
from pipeline.gold.types import GoldArgument, GoldEvent, GoldEvidence, Status
from pipeline.model import (
    RELATION_KINDS,
    Certainty,
    EvidenceSource,
    MentionType,
    Polarity,
    RelationKind,
    Slot,
    State,
)

_THERAPIES = (MentionType.DRUG, MentionType.DRUG_CLASS, MentionType.PROCESS)
_CAUSES = (
    MentionType.GENE,
    MentionType.VARIANT,
    MentionType.CHEMICAL,
    MentionType.PROCESS,
    MentionType.DRUG,
    MentionType.DRUG_CLASS,
)
_AGENTS = (MentionType.DRUG, MentionType.DRUG_CLASS, MentionType.CHEMICAL, MentionType.GENE)

# Guidelines section 2: who can play which part in which relation.
ARGUMENT_TYPES: Mapping[RelationKind, Mapping[Slot, tuple[MentionType, ...]]] = {
    "CAUSES_RESISTANCE": {"cause": _CAUSES, "therapy": _THERAPIES},
    "OVERCOMES": {"agent": _AGENTS, "therapy": _THERAPIES, "via": _CAUSES},
}

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "state": tuple(state.value for state in State),
    "status": get_args(Status),
    "source": get_args(EvidenceSource),
}
_REPEATABLE = "state"
_STATES = ATTRIBUTES["state"]

AttributeValues = Mapping[str, Sequence[str]]


def check_events(
    standoff: Standoff, located: Sequence[LocatedMention], faults: Faults
) -> tuple[GoldEvent, ...]:
    """The statements of a file; arguments are indices in ``located``. Faulty ones are left out."""
    values = _attributes_by_event(standoff, faults)
    triggers = {b.id: b for b in standoff.bounds if b.type in RELATION_KINDS}
    index = {item.id: i for i, item in enumerate(located)}
    others = {bound.id for bound in standoff.bounds}
    events: list[GoldEvent] = []
    for line in standoff.events:
        before = len(faults.found)
        arguments = _arguments(line, located, index, others, faults)
        trigger = _trigger(line, triggers, faults)
        given = values.get(line.id, {})
        if trigger and len(faults.found) == before:
            _check_sameness(line, arguments, located, given, faults)
            events.append(_event(line, trigger, arguments, given))
    used = {line.trigger for line in standoff.events}
    for trigger in triggers.values():
        if trigger.id not in used:
            faults.add(
                trigger.line, f"{trigger.id}: trigger of no event", "add its E line or delete it"
            )
    return tuple(events)


def check_notes(standoff: Standoff, faults: Faults) -> None:
    """Remarks must stand on something that is there."""
    there = {bound.id for bound in standoff.bounds}
    there |= {reference.id for reference in standoff.references}
    there |= {event.id for event in standoff.events}
    there |= {attribute.id for attribute in standoff.attributes}
    for note in standoff.notes:
        if note.target not in there:
            what = f"{note.id}: refers to {note.target}, which is not there"
            faults.add(note.line, what, "name a line of this file or delete it")


def _trigger(
    event: EventLine, triggers: Mapping[str, TextBound], faults: Faults
) -> TextBound | None:
    if event.type not in RELATION_KINDS:
        what = f"{event.id}: unknown kind of event {event.type}"
        faults.add(event.line, what, one_of(event.type, RELATION_KINDS))
        return None
    trigger = triggers.get(event.trigger)
    if trigger is None or trigger.type != event.type:
        what = f"{event.id}: {event.trigger} is no trigger of type {event.type}"
        faults.add(event.line, what, f"add a T line of type {event.type} on the words that say so")
        return None
    return trigger


def _arguments(
    event: EventLine,
    located: Sequence[LocatedMention],
    index: Mapping[str, int],
    others: Collection[str],
    faults: Faults,
) -> tuple[GoldArgument, ...]:
    if event.type not in RELATION_KINDS:
        return ()
    slots = ARGUMENT_TYPES[event.type]
    arguments: list[GoldArgument] = []
    for role, target in event.roles:
        if role not in slots:
            what = f"{event.id}: {event.type} has no argument {role}"
            faults.add(event.line, what, one_of(role, tuple(slots)))
        elif target not in index:
            _note_target(event, role, target, others, faults)
        else:
            slot = cast(Slot, role)
            kind = located[index[target]].mention.type
            if kind not in slots[slot]:
                what = f"{event.id}: a {kind} ({target}) can not be the {role} of {event.type}"
                faults.add(event.line, what, f"take one of {', '.join(slots[slot])}")
            arguments.append(GoldArgument(slot, index[target]))
    _check_count(event, slots, faults)
    return tuple(sorted(arguments))


def _note_target(
    event: EventLine, role: str, target: str, others: Collection[str], faults: Faults
) -> None:
    if target in others:
        what = f"{event.id}: {role} {target} is a trigger or a faulty mention"
        faults.add(event.line, what, "name a sound mention")
    else:
        what = f"{event.id}: {role} refers to {target}, which is not there"
        faults.add(event.line, what, "name a T line of this file")


def _check_count(
    event: EventLine, slots: Mapping[Slot, tuple[MentionType, ...]], faults: Faults
) -> None:
    roles = [role for role, _ in event.roles]
    for slot in slots:
        if slot == "via":
            continue
        if roles.count(slot) > 1:
            what = f"{event.id}: {roles.count(slot)} arguments {slot}"
            faults.add(event.line, what, "write one event for each (coordination spreads)")
        elif slot not in roles:
            faults.add(event.line, f"{event.id}: no {slot}", f"add {slot}:T1 with the mention's id")


def _check_sameness(
    event: EventLine,
    arguments: Sequence[GoldArgument],
    located: Sequence[LocatedMention],
    given: AttributeValues,
    faults: Faults,
) -> None:
    ends = {located[a.mention].mention.id for a in arguments if a.slot != "via"}
    if len(ends) == 1 and given.get("status", ["required"]) != ["acceptable"]:
        what = f"{event.id}: subject and object are the same thing and required"
        faults.add(event.line, what, "such a relation is acceptable at most: add the status")


def _event(
    event: EventLine,
    trigger: TextBound,
    arguments: tuple[GoldArgument, ...],
    given: AttributeValues,
) -> GoldEvent:
    def value(name: str, default: str) -> str:
        return given.get(name, (default,))[0]

    evidence = GoldEvidence(
        trigger=trigger.spans,
        arguments=arguments,
        certainty=cast(Certainty, value("certainty", "asserted")),
        state=tuple(State(s) for s in sorted(given.get("state", ()), key=_STATES.index)),
        status=cast(Status, value("status", "required")),
        source=cast(EvidenceSource, value("source", "explicit")),
    )
    kind = cast(RelationKind, event.type)
    return GoldEvent(kind, cast(Polarity, value("polarity", "positive")), evidence)


def _attributes_by_event(standoff: Standoff, faults: Faults) -> dict[str, dict[str, list[str]]]:
    events = {event.id for event in standoff.events}
    values: dict[str, dict[str, list[str]]] = {}
    for attribute in standoff.attributes:
        if not _attribute_is_sound(attribute, events, faults):
            continue
        given = values.setdefault(attribute.target, {}).setdefault(attribute.name, [])
        if attribute.value in given or (given and attribute.name != _REPEATABLE):
            what = f"{attribute.id}: {attribute.target} has its {attribute.name} already"
            faults.add(attribute.line, f"{what} ({given[0]})", "delete one")
        else:
            given.append(attribute.value)
    return values


def _attribute_is_sound(attribute: Attribute, events: Collection[str], faults: Faults) -> bool:
    line, where, name, value = attribute.line, attribute.id, attribute.name, attribute.value
    before = len(faults.found)
    if attribute.target not in events:
        what = f"{where}: refers to {attribute.target}, which is no event of this file"
        faults.add(line, what, "put attributes on events")
    if name not in ATTRIBUTES:
        faults.add(line, f"{where}: unknown attribute {name}", one_of(name, tuple(ATTRIBUTES)))
    elif value not in ATTRIBUTES[name]:
        faults.add(line, f"{where}: unknown {name} {value}", one_of(value, ATTRIBUTES[name]))
    return len(faults.found) == before

"""How slots attach where words alone decide: links across a gap, and roles by particle."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Literal

from pipeline.cues.cue import CueKind

DRUG_MASK = "◇"
OTHER_MASK = "◆"


@dataclass(frozen=True, slots=True)
class Link:
    """What may stand between a mention and the trigger whose slot it fills.

    ``pattern`` matches the whole gap: brackets taken out, mentions written as ◇ (Drug,
    DrugClass) or ◆ (all else). ``side`` is where the mention stands, seen from the trigger.
    """

    id: str
    slot: Literal["therapy", "cause"]
    opens: tuple[CueKind, ...]
    side: Literal["before", "after"]
    score: float
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    nomatch: tuple[str, ...]
    cues: tuple[str, ...] = ()  # only for these cues; empty for all of ``opens``

    def fits(self, kind: CueKind, cue: str) -> bool:
        """Whether the link is meant for a trigger of this kind and cue."""
        return kind in self.opens and (not self.cues or cue in self.cues)


@dataclass(frozen=True, slots=True)
class Roles:
    """Dependency labels and particles or prepositions that tell a mention's role."""

    subject_deps: frozenset[str]
    subject_markers: frozenset[str]
    instrument_markers: frozenset[str]
    passive_agent_markers: frozenset[str]
    object_deps: frozenset[str]
    association_markers: frozenset[str]
    apposition_markers: frozenset[str]
    topic_markers: frozenset[str]  # what the clause is about: は, には
    toward_markers: frozenset[str]  # of what is resisted: に対する, to
    target_markers: frozenset[str]  # of what a therapy works on: に対して, against
    focus_particles: frozenset[str]  # say nothing of the role: など, だけ
    generic_agents: frozenset[str]  # stand for an agent named elsewhere: 薬剤, drug
    bare_pronouns: frozenset[str]  # may stand for a resistance told before: this, これ
    plain_effects: frozenset[str]  # an effect of anything: to deny it is not to resist
    light_nouns: frozenset[str]  # nouns that only carry a clause: こと, ため


@dataclass(frozen=True, slots=True)
class Gap:
    """What may stand between two mentions that belong together."""

    pattern: re.Pattern[str]
    match: tuple[str, ...]
    nomatch: tuple[str, ...]


ROLE_KEYS = tuple(field.name for field in fields(Roles))
GAP_KEYS = ("coordination", "membership", "contrast", "side_effects")

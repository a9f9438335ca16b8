"""A cue, as the TOML files state it, and a clue: a cue found in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import Span, State


class CueKind(StrEnum):
    """What a cue does in a frame; ``about`` says it of each."""

    about: str

    def __new__(cls, value: str, about: str = "") -> CueKind:
        """A member with the text that tells users what it is for."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.about = about
        return member

    RESISTANCE = "RESISTANCE", "opens a frame: cells withstand a therapy"
    PROGRESS = "PROGRESS", "the disease goes on under a therapy: opens a frame with a cause"
    SURVIVAL = "SURVIVAL", "opens a frame: cells live on under a therapy"
    DOSE = "DOSE", "IC50, MIC: opens a frame where it goes up or down"
    EFFECT = "EFFECT", "what a therapy does; opens a frame with DOWN, UP or RESTORE"
    DOWN = "DOWN", "on an effect or a dose: it gets less"
    UP = "UP", "on an effect or a dose: it gets more"
    RESTORE = "RESTORE", "on an effect: it comes back"
    OVERCOME = "OVERCOME", "on a resistance: it goes"
    SENSITISE = "SENSITISE", "opens a frame by itself: cells answer to a therapy again"
    ACTIVE = "ACTIVE", "an agent works on what resists"
    RESPOND = "RESPOND", "what resists answers to another therapy"
    INACTIVE = "INACTIVE", "an agent does not work on what resists"
    RETAIN = "RETAIN", "on an effect: it stays, so nothing causes resistance"
    CAUSE = "CAUSE", "on a resistance: it comes, or stays"
    LIGHT = "LIGHT", "shows or becomes: carries a resistance without adding to it"
    CHANGE = "CHANGE", "neither up nor down; counts where it is denied"
    UNAFFECTED = "UNAFFECTED", "opens a frame: a factor does nothing to a therapy"
    DEPEND = "DEPEND", "the resistance needs what follows: relies on"
    STATE = "STATE", "how a factor is changed"
    COMBINATION = "COMBINATION", "therapies given together"
    TREATMENT = "TREATMENT", "a therapy is given: what the cells were merely treated with"
    COMPARISON = "COMPARISON", "what stands beside it is only compared with"
    SETTING = "SETTING", "the document is about cancer"
    NEGATION = "NEGATION", "denies what stands in its scope"
    HYPOTHESIS = "HYPOTHESIS", "makes what stands in its scope a hypothesis"
    ANAPHOR = "ANAPHOR", "points back: this resistance, この耐性"
    PRONOUN = "PRONOUN", "stands for a factor named before: both, これらの変異"
    TOPIC_DRUG = "TOPIC_DRUG", "stands for the drug that the document is about: 本剤"
    SAME_DRUGS = "SAME_DRUGS", "stands for the drugs named together last: 両剤, “the combination”"
    SAME_DRUG = "SAME_DRUG", "stands for the drug named last: 同剤, “the drug”"
    THOSE_CELLS = "THOSE_CELLS", "stands for resisting cells or tumours named before"
    PAIRING = "PAIRING", "respectively: the n-th of one list with the n-th of the other"
    JOIN = "JOIN", "between two names, with few words beside: both are of one list"
    CONTRAST = "CONTRAST", "sets what one clause says against what the other does: whereas"
    CLAUSE = "CLAUSE", "ends a clause; sets apart as well where both halves tell of resistance"
    CARRIER = "CARRIER", "cells, tumours, patients: who resists, never the cause"


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a cue file."""

    id: str
    opens: CueKind
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    nomatch: tuple[str, ...]
    value: State | None = None  # for STATE


@dataclass(frozen=True, slots=True, order=True)
class Clue:
    """A cue at a place of a folded sentence; ``start`` and ``end`` are its characters."""

    start: int
    end: int
    kind: CueKind
    cue: str
    value: State | None = None

    @property
    def span(self) -> Span:
        """The clue's range in the folded sentence."""
        return Span(self.start, self.end)

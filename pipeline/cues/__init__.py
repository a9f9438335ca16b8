"""Cues of both languages: the words that open frames, fill them, and bend them."""

from pipeline.cues.attach import DRUG_MASK, OTHER_MASK, Link, Roles
from pipeline.cues.cue import Clue, Cue, CueKind
from pipeline.cues.load import CueSet, load, read_cues

__all__ = [
    "DRUG_MASK",
    "OTHER_MASK",
    "Clue",
    "Cue",
    "CueKind",
    "CueSet",
    "Link",
    "Roles",
    "load",
    "read_cues",
]

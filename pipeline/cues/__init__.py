"""Cues of both languages: the words that open frames, fill them, and bend them."""

from pipeline.cues.attach import DRUG_MASK, OTHER_MASK, Link, Roles
from pipeline.cues.cue import Clue, Cue, CueKind
from pipeline.cues.load import LANGUAGES, CueSet, load, read_cues
from pipeline.cues.merge import CueSets, check_rules, hidden, read_all
from pipeline.cues.rules import RuleFile, Rules, open_rules

__all__ = [
    "DRUG_MASK",
    "LANGUAGES",
    "OTHER_MASK",
    "Clue",
    "Cue",
    "CueKind",
    "CueSet",
    "CueSets",
    "Link",
    "Roles",
    "RuleFile",
    "Rules",
    "check_rules",
    "hidden",
    "load",
    "open_rules",
    "read_all",
    "read_cues",
]

"""Regimens by name: a short name before 療法, "regimen" or "chemotherapy" that is nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import ALIAS, PATTERN, Candidate
from pipeline.tag.classes import class_id
from pipeline.tag.rules import load_table, rule_named, strings
from pipeline.tag.scene import Scene

_FILE = "regimens.toml"
_SURE = 0.95  # a gene by its symbol; by an old alias it may be a regimen here


def find_regimens(scene: Scene) -> Iterator[Candidate]:
    """Propose the name, without its head, as a class of its own."""
    known = load_table(_FILE)["not_regimens"]
    others = strings(known["names"]) if isinstance(known, dict) else ()
    for rule_id in ("regimen.ja", "regimen.en"):
        for match in rule_named(_FILE, rule_id).finditer(scene.text):
            name = match["span"]
            listed = scene.lexicon.label(class_id(name)) is not None
            if name in others or (not listed and _is_other(scene, name)):
                continue
            ids = (Grounding(class_id(name), name, 0.7, "name of a regimen"),)
            rank = ALIAS if listed else PATTERN  # CHOP before 療法 is no gene
            yield Candidate(*match.span("span"), MentionType.DRUG_CLASS, "regimen", ids, rank)


def _is_other(scene: Scene, name: str) -> bool:
    return any(
        entry.type is not MentionType.GENE or entry.score >= _SURE
        for entry in scene.lexicon.lookup(name)
    )

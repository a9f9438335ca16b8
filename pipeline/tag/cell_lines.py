"""Cell lines that no list holds: resistant sub-lines, and codes before a word for a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import MentionType
from pipeline.tag.candidate import GUESS, PATTERN, Candidate, text_grounding
from pipeline.tag.rules import rule_named
from pipeline.tag.scene import Scene, grounding

_FILE = "cell_lines.toml"
_SHORT = 4
_WELL_KNOWN = 0.8  # what DepMap or a hand-written row holds; Cellosaurus alone gives 0.6
_WORDED = re.compile(r"[a-z]{4,}")  # CCR2-labeled, EGFR-expressing
# TP53-R273H cells, EGFR-KO cells: a gene and what was done to it.
_ENGINEERED = re.compile(
    r"-(?:[ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWY]|KO|KD|WT|OE|MUT)$"
)
_LINE_WORDS = ("細胞", "株", " cell", " subline", " lines", " xenograft")


def find_cell_lines(scene: Scene) -> Iterator[Candidate]:
    """Propose sub-lines of known lines, then codes that stand before 細胞株 or "cells"."""
    yield from _sublines(scene)
    for match in rule_named(_FILE, "line.code").finditer(scene.text):
        surface = match["span"]
        if rule_named(_FILE, "line.not").regex.match(surface) or scene.lexicon.lookup(surface):
            continue
        if _WORDED.search(surface) or _ENGINEERED.search(surface):
            continue
        parts = surface.split("/")
        if any(scene.has_type(part, MentionType.GENE) for part in parts):
            continue
        if len(parts) > 1 and all(_known(scene, part) for part in parts):
            continue
        yield _line(scene, *match.span("span"), "line.code", GUESS)


def _sublines(scene: Scene) -> Iterator[Candidate]:
    for match in rule_named(_FILE, "line.sub").finditer(scene.text):
        start, end = match.span("span")
        suffix = _suffix(scene, match["span"])
        if suffix is None or _is_list(scene, suffix):
            continue
        # H1975R looks like an exchange of an amino acid, and a blank may mean nothing: there
        # only a word for a line tells.
        needs_word = len(suffix) == 1 or suffix.startswith(" ")
        if not needs_word or scene.text.startswith(_LINE_WORDS, end):
            yield _line(scene, start, end, "line.sub", PATTERN)


def _suffix(scene: Scene, surface: str) -> str | None:
    """What follows the longest known parent line in ``surface``; None without one."""
    regex = rule_named(_FILE, "line.suffix").regex
    if _known(scene, surface):
        return None
    for cut in range(len(surface) - 1, 1, -1):
        parent, suffix = surface[:cut], surface[cut:]
        if regex.match(suffix) and _sure(scene, parent):
            return suffix
    return None


def _sure(scene: Scene, parent: str) -> bool:
    """VAL/HCTZ are two drugs, G12/G13 two codons: a short parent must be well known."""
    entries = [e for e in scene.lexicon.lookup(parent) if e.type is MentionType.CELL_LINE]
    if len(parent) <= _SHORT and not any(char.isdigit() for char in parent):
        return False
    short = sum(char.isalnum() for char in parent) < _SHORT
    return any(not short or entry.score >= _WELL_KNOWN for entry in entries)


def _is_list(scene: Scene, suffix: str) -> bool:
    """``A549/H1299`` are two lines; ``PC-9/ALK`` may be one, made to express the gene."""
    return suffix.startswith("/") and scene.has_type(suffix[1:], MentionType.CELL_LINE)


def _known(scene: Scene, surface: str) -> bool:
    return scene.has_type(surface, MentionType.CELL_LINE)


def _line(scene: Scene, start: int, end: int, rule: str, rank: int) -> Candidate:
    surface = scene.text[start:end]
    entries = (e for e in scene.lexicon.lookup(surface) if e.type is MentionType.CELL_LINE)
    ids = tuple(grounding(entry) for entry in entries)
    ids = ids or (text_grounding(MentionType.CELL_LINE, surface, 0.7, rule),)
    return Candidate(start, end, MentionType.CELL_LINE, rule, ids, rank)

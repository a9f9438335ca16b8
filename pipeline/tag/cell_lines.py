"""Cell lines that no list holds: resistant sub-lines, and codes before a word for a line."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import MentionType
from pipeline.tag.candidate import GUESS, PATTERN, Candidate, text_grounding
from pipeline.tag.rules import rule_named
from pipeline.tag.scene import Scene, grounding

_FILE = "cell_lines.toml"
_LINE_WORDS = ("細胞", "株", " cell", " subline", " xenograft")


def find_cell_lines(scene: Scene) -> Iterator[Candidate]:
    """Propose sub-lines of known lines, then codes that stand before 細胞株 or "cells"."""
    yield from _sublines(scene)
    for match in rule_named(_FILE, "line.code").finditer(scene.text):
        surface = match["span"]
        if rule_named(_FILE, "line.not").regex.match(surface) or scene.lexicon.lookup(surface):
            continue
        if any(scene.has_type(part, MentionType.GENE) for part in surface.split("/")):
            continue
        yield _line(scene, *match.span("span"), "line.code", GUESS)


def _sublines(scene: Scene) -> Iterator[Candidate]:
    for match in rule_named(_FILE, "line.sub").finditer(scene.text):
        start, end = match.span("span")
        suffix = match["suffix"]
        if not scene.has_type(match["parent"], MentionType.CELL_LINE):
            continue
        if _is_list(scene, suffix) or _known(scene, match["span"]):
            continue
        # H1975R looks like an exchange of an amino acid: only a word for a line tells.
        followed = scene.text.startswith(_LINE_WORDS, end)
        if len(suffix) == 1 and not followed:
            continue
        if " " in suffix and not followed:
            continue
        yield _line(scene, start, end, "line.sub", PATTERN)


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

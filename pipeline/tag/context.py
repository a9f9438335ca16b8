"""What the words beside a name say it is."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import MentionType
from pipeline.tag.rules import load_rules, rule_named, strings

_REACH = 40  # code points looked at on each side

_FILE = "context.toml"


def votes_beside(text: str, start: int, end: int) -> Iterator[tuple[MentionType, float]]:
    """Kinds that the words right beside ``text[start:end]`` speak for, with weights."""
    before, after = _sides(text, start, end)
    for rule in load_rules(_FILE):
        side = rule.text("side")
        if side in ("before", "after") and rule.regex.search(before if side == "before" else after):
            yield MentionType(rule.text("kind")), float(rule.text("weight"))


def evidence(text: str, start: int, end: int, kind: MentionType) -> float:
    """How strongly the surroundings say that ``text[start:end]`` names a ``kind``: 0, 1 or 2."""
    before, after = _sides(text, start, end)
    best = 0.0
    for rule in load_rules(_FILE):
        weight = float(rule.text("weight"))
        if weight <= best or rule.text("kind") != kind or rule.text("side") == "anywhere":
            continue
        where = {"before": before, "after": after}.get(rule.text("side"), f"{before} | {after}")
        if rule.regex.search(where):
            best = weight
    return best


def names_by_subject(text: str) -> Iterator[tuple[str, MentionType]]:
    """Names, with their kind, that a text on some subject bears out wherever they stand."""
    for rule in load_rules(_FILE):
        if rule.text("side") == "anywhere" and rule.regex.search(text):
            for name in strings(rule.attrs.get("names")):
                yield name, MentionType(rule.text("kind"))


def speaks_of_cells(text: str) -> bool:
    """Whether a word of the text tells of cells in culture."""
    return rule_named(_FILE, "context.cell_line.near").regex.search(text) is not None


def _sides(text: str, start: int, end: int) -> tuple[str, str]:
    """Both sides, the white space of a line end taken for one blank."""
    before = text[max(0, start - _REACH) : start].replace("\n", " ")
    after = text[end : end + _REACH].replace("\n", " ")
    return before, after

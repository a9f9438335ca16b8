"""The curators of CIViC say which way each statement goes: do its relations go the same way?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import civic
from tagging.passages import Figure

from pipeline.model import Document
from pipeline.score import Counts
from relating.counting import share
from relating.reading import SETS, read_texts

MARKED = Path(__file__).resolve().parents[2] / "training" / "real" / "civic.tsv"
# The bar of each kind, and whether it is one not to go over.
KINDS: Mapping[str, tuple[str, float, bool]] = {
    "resistance": ("supports resistance: a positive CAUSES_RESISTANCE", 0.85, False),
    "sensitivity": ("supports sensitivity: a positive CAUSES_RESISTANCE", 0.03, True),
    "unsupported": ("does not support resistance: negative among those found", 0.70, False),
}


@dataclass(frozen=True)
class Case:
    """A statement that one of the bars is about: ``hit`` where what is counted is there."""

    kind: str
    hit: bool
    learned: bool  # the encoder was trained on the statement


def figures() -> list[Figure]:
    """Each kind over all statements, those the encoder learned from, and the others."""
    rows = list(civic.rows())
    found = read_texts({row.id: row.text for row in rows})
    given = cases(rows, found, learned_from())
    lines: list[Figure] = []
    for kind, (name, bar, at_most) in KINDS.items():
        mine = [case for case in given if case.kind == kind]
        lines.append(_line(f"{name}, all statements", mine, bar, at_most))
        for learned, which in ((True, "trained on"), (False, "not trained on")):
            its = [case for case in mine if case.learned is learned]
            lines.append(_line(f"— {which}", its, bar, at_most))
    return lines


def _line(name: str, given: Sequence[Case], bar: float, at_most: bool) -> Figure:
    return share(name, [Counts(case.hit, 0, not case.hit) for case in given], bar, at_most=at_most)


def learned_from() -> frozenset[str]:
    """Numbers of the statements that gold or training/real marks: the encoder learned from them."""
    names = (path.stem for path in SETS["civic"].gold.glob("*.ann"))
    return frozenset(name.removeprefix("civic-") for name in names) | marked_for_training()


def marked_for_training(file: Path = MARKED) -> frozenset[str]:
    """The numbers in the first column of training/real/civic.tsv."""
    rows = file.read_text(encoding="utf-8").splitlines()
    return frozenset(row.partition("\t")[0] for row in rows if not row.startswith("#"))


def cases(
    rows: Iterable[civic.Row], found: Mapping[str, Document], learned: frozenset[str]
) -> list[Case]:
    """The statements that count."""
    every = ((row, case_of(row, found[row.id])) for row in rows)
    return [Case(*told, row.id in learned) for row, told in every if told is not None]


def case_of(row: civic.Row, doc: Document) -> tuple[str, bool] | None:
    """Its kind, and whether what is counted is there; None for a statement without a bar."""
    kind = civic.kind_of(row)
    if kind is None or not civic.named(row, doc):
        return None
    if kind != "sensitivity" and not civic.has_cue(row.text):
        return None
    said, denied = civic.right(row, doc, "positive"), civic.right(row, doc, "negative")
    if kind != "unsupported":
        return kind, said
    return (kind, denied) if said or denied else None

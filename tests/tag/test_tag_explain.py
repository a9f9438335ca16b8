# ruff: noqa: E501  (a table reads best with a case a line)
"""Why a candidate is a mention or none: the same decisions as ``tag``, each with a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from test_tag_properties import TEXTS

from pipeline.lexicon import Lexicon, load
from pipeline.model import Document, Source
from pipeline.segment import segment
from pipeline.tag import Decision, Outcome, explain, reasons, tag
from pipeline.tag.choose import choose, rival
from pipeline.tag.stage import follow

# text; surface, type and outcome of one decision in it; what its reason holds
CASES = {
    "a listed name": ("EGFRの変異", "EGFR", "Gene", "kept", "a name of the lexicon (table)"),
    "a pattern": ("L1196Mの変異", "L1196M", "Variant", "kept", "fits the pattern variant.substitution"),
    "a doubtful name that the text bears out": ("AR遺伝子の増幅", "AR", "Gene", "kept", "needs strong support from the words beside it, and gets strong"),
    "a doubtful name": ("AR was high.", "AR", "Gene", "doubted", "as Gene it needs strong support from the words beside it, but gets none"),
    "two readings": ("glutathioneの投与", "glutathione", "Drug", "kept", "score and support: Chemical 0.95, Drug 1."),
    "a part of a longer name": ("EGFR阻害薬を投与", "EGFR", "Gene", "overlapped", "inside the longer “EGFR阻害薬” (DrugClass, lexicon)"),
    "a list before a pattern": ("T47D細胞を用いた", "T47D", "Variant", "overlapped", "a name of the lexicon goes before a guess: “T47D” (CellLine, lexicon)"),
    "a shared head": ("MEKとERKの阻害薬", "MEK", "Gene", "overlapped", "a list that shares its head goes before a name of the lexicon"),
    "found twice": ("オシメルチニブを投与", "オシメルチニブ", "Drug", "same", "the same thing"),
    "an institute": ("国立がん研究センターの", "がん", "Disease", "blocked", "inside “国立がん研究センター”, where names do not count (block.institute.ja)"),
    "a line of capitals": ("THE REST OF THE CELLS DIED", "REST", "Gene", "doubted", "“REST” is an everyday word here"),
    "a piece of an enzyme": ("glutathione reductaseの活性", "glutathione", "Chemical", "doubted", "a part of another name: “glutathione reductase”"),
    "a short form": ("アンフィレグリン（AG）とAG抗体", "AG", "Gene", "kept", "“AG” is short for AREG (Gene, at 9)"),
    "a short form of no name": ("The mean exposure time (MET) was 3 h; MET rose.", "MET", "Gene", "redefined", "“MET” is short for something that is no mention (at 24)"),
    "a slip": ("We gave osimertinb, that is osimertinib.", "osimertinb", "Drug", "kept", "one letter away from osimertinib"),
    "a code told elsewhere": ("MET inhibitor AB-1234 was given. AB-1234 did little.", "AB-1234", "Drug", "kept", "another place tells that it is AB-1234"),
}  # fmt: skip


def decisions(text: str, lexicon: Lexicon) -> tuple[Decision, ...]:
    return explain(Document("t", text, Source("t", "")), lexicon)


def test_the_table_is_read_whole() -> None:
    assert len(CASES) >= 15
    assert {row[3] for row in CASES.values()} == {*Outcome} - {Outcome.UNFIT}


@pytest.mark.parametrize(("text", "surface", "kind", "outcome", "holds"), CASES.values(), ids=CASES)
def test_a_decision_says_why(
    small: Lexicon, text: str, surface: str, kind: str, outcome: str, holds: str
) -> None:
    found = [d for d in decisions(text, small) if text[d.start : d.end] == surface]
    told = [(d.type, d.outcome, d.reason) for d in found]
    assert any(t == kind and o == outcome and holds in why for t, o, why in told), told


def test_the_winner_is_the_mention_in_the_place(small: Lexicon) -> None:
    (lost,) = (d for d in decisions("EGFR阻害薬", small) if d.outcome is Outcome.OVERLAPPED)
    assert lost.winner == (0, 7)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_explaining_decides_as_tagging_does(text: str, small: Lexicon) -> None:
    doc = Document("t", text, Source("t", ""))
    check(doc, small)


def check(doc: Document, lexicon: Lexicon) -> None:
    """What holds for any document: nothing decided anew, nothing forgotten, nothing untold."""
    told = explain(doc, lexicon)
    kept = tuple(d.mention for d in told if d.outcome is Outcome.KEPT)
    assert kept == tag(doc, lexicon).mentions
    assert all(d.reason and "\n" not in d.reason for d in told)
    assert all(d.reason != reasons.UNTOLD for d in told)
    overlapped = [d for d in told if d.outcome is Outcome.OVERLAPPED]
    spans = {(d.start, d.end) for d in told if d.outcome is Outcome.KEPT}
    assert all(d.winner in spans for d in overlapped)
    trail = follow(doc, lexicon)
    added = sum(
        len({id(c) for c in steps.settled} - {id(v) for v in steps.verdicts})
        for steps in trail.steps
    )
    assert len(told) == sum(len(steps.proposed) for steps in trail.steps) + added


def test_a_loser_names_the_best_of_those_in_its_place(small: Lexicon) -> None:
    doc = Document("t", "EGFR阻害薬とEGFRの変異", Source("t", ""))
    (steps,) = follow(doc, small).steps
    for candidate in steps.settled:
        winner = rival(candidate, steps.chosen)
        assert winner is not None
        assert (winner is candidate) == (candidate in choose(steps.settled))


@pytest.mark.slow
def test_explaining_decides_as_tagging_does_on_documents(root: Path) -> None:
    rows = (line.split("\t") for line in (root / "gold/split.tsv").read_text().splitlines())
    dev = sorted(row[0] for row in rows if row[1:2] == ["dev"])
    outcomes: Counter[str] = Counter()
    for name in dev:
        text = (root / "corpus" / f"{name}.txt").read_text("utf-8")
        doc = segment(Document(name, text, Source(name, "")))
        check(doc, load())
        outcomes.update(d.outcome for d in explain(doc, load()))
    assert len(dev) > 40
    assert set(outcomes) == {*Outcome} - {Outcome.UNFIT}, "every way to lose is met"


# text, and a name in it that the lexicon has and may not take: reason
UNFIT = {
    "small letters": ("the patients met the criteria", "met", "counts in just these letters alone"),
    "inside a word": ("ガンマ線", "ガン", "a part of a longer word"),
    "inside a phrase": ("抗がん剤", "がん", "inside “抗がん”, which the lexicon sets apart"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("text", "surface", "holds"), UNFIT.values(), ids=UNFIT)
def test_what_case_and_edges_pass_over(text: str, surface: str, holds: str) -> None:
    doc = Document("t", text, Source("t", ""))
    told = [
        d.reason
        for d in explain(doc, load(), misses=True)
        if d.outcome is Outcome.UNFIT and text[d.start : d.end] == surface
    ]
    assert any(holds in reason for reason in told), told
    assert not any(d.outcome is Outcome.UNFIT for d in explain(doc, load()))

# ruff: noqa: E501  (a table reads best with a passage a line)
"""How a passage was read, told by the same functions: frames, slots, what was dropped and why.

Frames alone are asked, but where a test gives the encoder's numbers itself.
"""

from pathlib import Path

import pytest
from cases import marked, read_cases

from pipeline.relate import RelateSettings, engine, explain, reasons, relate
from pipeline.relate.joint import OFF_THEME, Voices, confidence
from pipeline.relate.unite import relation_id
from pipeline.weigh import Weighed, pairs_of

FRAMES = RelateSettings(reader=False)
CASES = [
    c for path in sorted(Path(__file__).parent.glob("cases/??.toml")) for c in read_cases(path)
]

pytestmark = pytest.mark.slow


def told(account):
    """The account in short lines."""
    for one in account.sentences:
        if one.reason:
            yield f"{one.number}: {one.reason}"
        yield from (f"{s.trigger.text}: {s.reason}" for s in one.shut)
        for frame in one.frames:
            operator = f" by {frame.operator.text}" if frame.operator else ""
            yield f"{frame.trigger.text} {frame.sense}{operator}"
            for cue, said in (
                (frame.denied_by, frame.polarity),
                (frame.hedged_by, frame.certainty),
            ):
                yield f"{frame.trigger.text} {said}{f' by {cue.text}' if cue else ''}"
            for row in frame.slots:
                score = "-" if row.score is None else f"{row.score:.2f}"
                name = f"{row.slot} {row.thing.text} {score} [{row.rule}]"
                yield (
                    f"+{name}{' denied' if row.denied else ''}"
                    if row.chosen
                    else f"-{name}: {row.reason}"
                )
            yield from (f"{d.subject.text} > {d.object.text}: {d.reason}" for d in frame.dropped)
            if frame.reason:
                yield f"{frame.trigger.text}: {frame.reason}"
    for one in account.relations:
        said = f"{one.subject.name} {one.relation} {one.object.name} {one.polarity}"
        yield f"{said}: {one.reason or 'kept'}"


# name: (passage, lines that are told, beginnings that are not)
TOLD = {
    "a cause": (
        "[MET](Gene) amplification, found beside [PTEN](Gene), confers resistance to [gefitinib](Drug).",
        [
            "resistance cause by confers",
            "resistance positive",
            "resistance asserted",
            "+therapy gefitinib 0.95 [en.therapy.to]",
            "+cause MET 0.92 [cause:same.subject]",
            "-cause gefitinib - []: same id as the therapy",
            "-cause PTEN 0.30 [cause:far.other]: score under the best",
            "MET CAUSES_RESISTANCE gefitinib positive: kept",
        ],
        ["1: ", "resistance: "],
    ),
    "an agent, and the therapy of the frame before": (
        "[MET](Gene)増幅が[ゲフィチニブ](Drug)耐性を引き起こし、[カプマチニブ](Drug)の併用はこの耐性を克服した。",
        [
            "+therapy ゲフィチニブ 1.00 [ja.therapy.compound]",
            "-therapy カプマチニブ - []: another one is tied more closely",
            "耐性 overcome by 克服",
            "+therapy ゲフィチニブ 0.85 [same-sentence]",
            "+agent カプマチニブ 0.90 [agent:same.subject]",
            "-agent ゲフィチニブ - []: same id as the therapy or the cause",
            "-agent MET - []: a gene that nothing is done to",
            "カプマチニブ OVERCOMES ゲフィチニブ positive: kept",
        ],
        [],
    ),
    "the therapy of a sentence before": (
        "[ゲフィチニブ](Drug)耐性が問題である。この耐性は[MET](Gene)の増幅による。",
        ["+therapy ゲフィチニブ 0.85 [discourse:reference]"],
        [],
    ),
    "no therapy": (
        "In [lung cancer](Disease), [MET](Gene) amplification confers resistance.",
        ["resistance: no therapy in the sentence and none told before"],
        ["+", "-"],
    ),
    "a class beside its drug": (
        "[MET](Gene) confers resistance to [EGFR inhibitors](DrugClass) such as [gefitinib](Drug).",
        ["-therapy EGFR inhibitors 0.95 [en.therapy.to]: a class beside its drug"],
        ["+therapy EGFR"],
    ),
    "a denial": (
        "[MET](Gene) does not confer resistance to [gefitinib](Drug).",
        ["resistance negative by not", "MET CAUSES_RESISTANCE gefitinib negative: kept"],
        [],
    ),
    "a hedge": (
        "[MET](Gene) may confer resistance to [gefitinib](Drug).",
        ["resistance hypothesised by may"],
        [],
    ),
    "a filler that is denied": (
        "[MET](Gene) confers resistance to [gefitinib](Drug) but not to [osimertinib](Drug).",
        [
            "+therapy osimertinib 0.95 [en.therapy.to] denied",
            "MET CAUSES_RESISTANCE osimertinib negative: kept",
        ],
        [],
    ),
    "a trigger on which nothing acts": (
        "In [lung cancer](Disease), the response to [gefitinib](Drug) was measured.",
        ["response: nothing acts on it: neither less nor more, neither back nor denied"],
        ["1: ", "response cause", "response overcome"],
    ),
    "below the threshold": (
        "Cells resistant to [gefitinib](Drug) carried [MET](Gene), and [lung cancer](Disease) is frequent.",
        ["MET CAUSES_RESISTANCE gefitinib positive: below the threshold 0.50: 0.46"],
        [],
    ),
    "respectively": (
        "[MET](Gene) and [KIT](Gene) confer resistance to [gefitinib](Drug) and [imatinib](Drug), respectively.",
        ["MET > imatinib: respectively: each goes with another"],
        ["MET CAUSES_RESISTANCE imatinib"],
    ),
    "only compared with": (
        "Resistance to [imatinib](Drug) was overcome by [dasatinib](Drug), unlike with [gefitinib](Drug).",
        ["-agent gefitinib - []: only compared with"],
        ["+agent gefitinib"],
    ),
    "a gene as the agent": (
        "[MET](Gene) overcomes resistance to [gefitinib](Drug).",
        [
            "-agent MET - []: a gene that nothing is done to",
            "resistance: nothing in the sentence that overcomes it",
        ],
        ["MET OVERCOMES"],
    ),
    "nothing to blame": (
        "Resistance to [gefitinib](Drug) is common.",
        ["Resistance: nothing in the sentence to blame"],
        [],
    ),
    "another topic": (
        "[MET](Gene) lowers the response to [aspirin](Drug).",
        ["response: the document speaks neither of cancer nor of resistance"],
        ["+", "-"],
    ),
    "a trigger in a sentence without names": (
        "[MET](Gene) confers resistance to [gefitinib](Drug). Resistance is common.",
        ["2: names nothing that could fill a slot"],
        ["1: "],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "lines", "absent"), TOLD.values(), ids=TOLD)
def test_what_is_told(text, lines, absent):
    found = list(told(explain(marked(text, "t"), FRAMES)[1]))
    assert [line for line in lines if line not in found] == [], found
    assert [line for line in found if line.startswith(tuple(absent))] == []


def test_reasons_are_all_different():
    words = [v for k, v in vars(reasons).items() if k.isupper()]
    assert len(words) >= 30
    assert len(set(words)) == len(words)


def test_silent_sentences_say_why():
    doc = marked("[MET](Gene) is a gene. [MET](Gene) confers resistance to [aib](Drug).", "t")
    _, account = explain(doc, FRAMES)
    assert [one.number for one in account.sentences] == [2]
    assert [(one.number, one.reason) for one in account.silent] == [(1, reasons.NO_TRIGGER)]


def test_cues_are_where_they_stand():
    doc = marked("これは[ﾒｯﾄ](Gene)による[ｹﾞﾌｨﾁﾆﾌﾞ](Drug)の耐性である。", "t")
    (one,) = explain(doc, FRAMES)[1].sentences
    assert one.frames[0].trigger.text == "耐性"
    marks = [*one.cues, *(row.thing for row in one.frames[0].slots)]
    assert len(marks) >= 3
    assert all(doc.text[mark.start : mark.end] == mark.text for mark in marks)


@pytest.mark.parametrize("case", CASES[::12], ids=lambda case: case.name)
def test_the_account_is_of_what_relate_does(case):
    done, account = explain(case.document, FRAMES)
    assert done == relate(case.document, FRAMES)
    kept = {one.id: one.confidence for one in account.relations if one.kept}
    dropped = {one.id: one.confidence for one in account.relations if not one.kept}
    assert kept == {r.id: r.confidence for r in done.relations}
    assert dropped == {r.id: r.confidence for r in done.candidates}
    claims = [claim for one in account.sentences for claim in one.claims]
    assert {claim.into for claim in claims} == {*kept, *dropped}
    for one in account.sentences:
        framed = [claim for claim in one.claims if claim.frame is not None]
        assert all(claim.frame < len(one.frames) for claim in framed)
        silent = {n for n, frame in enumerate(one.frames) if frame.reason}
        assert silent.isdisjoint(claim.frame for claim in framed)


@pytest.fixture
def weighed(monkeypatch):
    """The encoder finds that the first pair causes, and nothing else."""

    def weigh(doc, telling):
        likely = [0.9, *[0.001] * 20]
        pairs = zip(pairs_of(doc), likely, strict=False)
        return tuple(Weighed(pair, p, 0.0, 0.0, 0.0, 0.2, ()) for pair, p in pairs)

    monkeypatch.setattr(engine, "weigh", weigh)


def test_the_encoder_is_told_beside_the_frames(weighed):
    doc = marked("[MET](Gene) and [KIT](Gene) confer resistance to [gefitinib](Drug).", "t")
    done, account = explain(doc)
    (one,) = account.sentences
    assert [(p.subject.text, p.object.text, p.causes) for p in one.pairs] == [
        ("MET", "gefitinib", 0.9)
    ]
    assert one.pairs_below == 1
    assert [(c.subject.text, c.encoder, c.frame) for c in one.claims] == [
        ("MET", False, 0),
        ("KIT", False, 0),
        ("MET", True, None),
    ]
    by_name = {r.subject.name: r for r in account.relations}
    assert (by_name["MET"].encoder, by_name["MET"].sentences) == (0.9, 1)
    assert (by_name["KIT"].encoder, by_name["KIT"].sentences) == (0.0, 0)
    assert by_name["MET"].frames > by_name["KIT"].frames > 0.8
    assert {r.id for r in account.relations} == {r.id for r in (*done.relations, *done.candidates)}
    key = ("CAUSES_RESISTANCE", *(one.claims[0].subject.id, one.claims[0].object.id), "positive")
    assert one.claims[0].into == relation_id("t", key)


def test_a_pair_that_respectively_crosses_says_so(monkeypatch):
    def weigh(doc, telling):
        return tuple(Weighed(pair, 0.9, 0.0, 0.0, 0.0, 0.2, ()) for pair in pairs_of(doc))

    monkeypatch.setattr(engine, "weigh", weigh)
    factors, drugs = "[NRAS](Gene) and [MET](Gene)", "[vemurafenib](Drug) and [gefitinib](Drug)"
    text = f"{factors} confer resistance to {drugs}, respectively."
    done, account = explain(marked(text, "t"))
    (one,) = account.sentences
    told = {(p.subject.text, p.object.text): p.reason for p in one.pairs}
    assert told["NRAS", "gefitinib"] == told["MET", "vemurafenib"] == reasons.RESPECTIVELY
    assert told["NRAS", "vemurafenib"] == told["MET", "gefitinib"] == ""
    said = {(r.subject.name, r.object.name) for r in (*done.relations, *done.candidates)}
    assert {pair for pair in said if pair[0] in ("NRAS", "MET")} == {
        ("NRAS", "vemurafenib"),
        ("MET", "gefitinib"),
    }


@pytest.mark.parametrize(
    ("text", "on_theme"),
    [
        ("[Crocin](Chemical) reversed what [ketamine](Drug) had done to memory.", False),
        ("[Crocin](Chemical) reversed what [ketamine](Drug) had done to tumours.", True),
        ("[Crocin](Chemical) reversed the insensitivity to [ketamine](Drug).", True),
        ("[Crocin](Chemical) restored the sensitivity to [ketamine](Drug).", True),
        ("[Crocin](Chemical) protected the memory from [ketamine](Drug).", False),
        ("[クロシン](Chemical)は[ケタミン](Drug)による記憶の低下を打ち消した。", False),
        ("[クロシン](Chemical)は[ケタミン](Drug)による腫瘍の縮小を打ち消した。", True),
        ("[クロシン](Chemical)は[ケタミン](Drug)への耐性を打ち消した。", True),
        ("[クロシン](Chemical)は[ケタミン](Drug)の効き目を回復させた。", True),
    ],
)
def test_a_document_without_a_word_of_cancer_or_resistance_is_believed_less(
    weighed, monkeypatch, text, on_theme
):
    told = [r.confidence for r in explain(marked(text, "t"))[1].relations]
    monkeypatch.setattr(engine, "OFF_THEME", 0.0)
    plain = [r.confidence for r in explain(marked(text, "t"))[1].relations]
    assert plain
    assert (told == plain) if on_theme else all(a < b for a, b in zip(told, plain, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "[MET](Gene) confers resistance to [gefitinib](Drug), [AXL](Gene) to [erlotinib](Drug).",
        "[Crocin](Chemical) reversed what [ketamine](Drug) and [ritalin](Drug) had done.",
        "[MET](Gene)は[ゲフィチニブ](Drug)への、[AXL](Gene)は[エルロチニブ](Drug)への耐性をもたらす。",
    ],
    ids=["two drugs", "off the theme", "two drugs, ja"],
)
def test_the_numbers_told_make_the_confidence(weighed, text):
    _, account = explain(marked(text, "t"))
    assert account.relations
    for one in account.relations:
        voices = Voices(one.encoder, one.frames, one.sentences, one.rival)
        shift = OFF_THEME if one.off_theme else 0.0
        assert one.confidence == pytest.approx(confidence(voices, shift=shift), abs=0.002)
    assert {one.off_theme for one in account.relations} == {"Crocin" in text}

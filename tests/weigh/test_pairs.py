"""Which pairs of things a sentence may relate."""

import pytest
from passages import passage

from pipeline.model import MentionType
from pipeline.weigh import pairs_of

CASES = [
    pytest.param("[MET](Gene) defeats [aib](Drug).", {"0 MET>aib"}, id="both named"),
    pytest.param(
        "[bib](Drug) after [aib](Drug).",
        {"0 aib>bib", "0 bib>aib"},
        id="two therapies",
    ),
    pytest.param("[MET](Gene) and [KIT](Gene) rose.", set(), id="no therapy"),
    pytest.param(
        "Cells resist [aib](Drug). [MET](Gene) is to blame.",
        {"1 MET>aib.1"},
        id="the therapy of the sentence before",
    ),
    pytest.param(
        "[MET](Gene) rose. Cells then outlived [aib](Drug).",
        {"1 MET.1>aib"},
        id="the factor of the sentence before",
    ),
    pytest.param(
        "[MET](Gene) rose under [aib](Drug). It was the cause.",
        {"0 MET>aib", "1 MET.1>aib.1"},
        id="a sentence that names neither",
    ),
    pytest.param(
        "[MET](Gene) rose under [aib](Drug). It shields [KIT](Gene) too.",
        {"0 MET>aib", "1 KIT>aib.1", "1 MET.1>aib.1"},
        id="both from before, beside another factor",
    ),
    pytest.param("[lung cancer](Disease) resists [aib](Drug).", set(), id="a disease is no cause"),
    pytest.param(
        "[MET](Gene) stops [apoptosis](Process|go:0006915).",
        {"0 MET>apoptosis"},
        id="a process by which therapies kill",
    ),
    pytest.param("[MET](Gene) starts [mitosis](Process|go:0000278).", set(), id="another process"),
    pytest.param("[aib](Drug) and [aib](Drug).", set(), id="a thing and itself"),
]


def shown(pair):
    back = [f".{n}" if n else "" for n in (pair.subject_back, pair.object_back)]
    return f"{pair.sentence} {pair.subject.name}{back[0]}>{pair.object.name}{back[1]}"


@pytest.mark.parametrize(("text", "pairs"), CASES)
def test_pairs(text, pairs):
    assert {shown(pair) for pair in pairs_of(passage(text))} == pairs


def test_factors_are_forgotten_sooner_than_therapies():
    filler = " ".join("Nothing of note was seen in this." for _ in range(5))
    often = "[KIT](Gene) met [RET](Gene). [KIT](Gene) left [RET](Gene)."
    late = passage(
        f"[MET](Gene) met [aib](Drug). {often} {filler} [KIT](Gene) rose and [bib](Drug) failed."
    )
    last = {shown(p).split(" ")[1] for p in pairs_of(late) if p.sentence == 8}
    assert {name for name in last if name.startswith("MET")} == set()
    assert {"KIT>bib", "KIT>aib.8", "bib>aib.8", "RET.6>bib"} <= last


def test_what_a_document_names_most_often_may_be_meant_anywhere():
    filler = " ".join("Nothing of note was seen in this." for _ in range(9))
    doc = passage(f"[MET](Gene) met [aib](Drug). {filler} [bib](Drug) kept its grip.")
    last = {shown(p).split(" ")[1] for p in pairs_of(doc) if p.sentence == 10}
    assert last == {"MET.10>bib", "aib.10>bib", "bib>aib.10", "MET.10>aib.10"}


def test_subjects_are_arguments_and_objects_therapies():
    doc = passage("[MET](Gene), [T790M](Variant), [C](DrugClass), [x](Chemical) and [aib](Drug).")
    found = list(pairs_of(doc))
    assert {p.object.type for p in found} == {MentionType.DRUG, MentionType.DRUG_CLASS}
    assert len(found) == 4 + 4

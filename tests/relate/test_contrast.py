"""Which pairs a contrast sets apart: each half with a cause and a drug of its own."""

import pytest
from named_sentence import named

from pipeline.cues import CueSets
from pipeline.relate.contrast import set_apart

CASES = {
    "whereas": (
        "NRAS explains failure of vemurafenib, whereas MET stands behind relapse on gefitinib.",
        {"NRAS gefitinib", "MET vemurafenib"},
    ),
    "while, and 'that to'": (
        "Resistance to vemurafenib is due to NRAS, while that to gefitinib is due to MET or PTEN.",
        {"NRAS gefitinib", "MET vemurafenib", "PTEN vemurafenib"},
    ),
    "but, with resistance told on both sides": (
        "Cells with NRAS resisted vemurafenib, but cells with MET survived gefitinib.",
        {"NRAS gefitinib", "MET vemurafenib"},
    ),
    "but, with resistance told on one side": (
        "NRAS was mutated in cells on vemurafenib, but MET made them resistant to gefitinib.",
        set(),
    ),
    "but, with a word that points back": (
        "Cells with NRAS resisted vemurafenib, but those with MET resisted both vemurafenib and"
        " gefitinib, and these mutations were rare.",
        set(),
    ),
    "one drug on both sides": (
        "NRAS causes resistance to vemurafenib, whereas MET does so to vemurafenib and gefitinib.",
        set(),
    ),
    "one factor on both sides": (
        "MET defeats vemurafenib, whereas without MET gefitinib failed as well.",
        set(),
    ),
    "no cause in the second half": (
        "NRAS and MET defeat vemurafenib, whereas gefitinib keeps working.",
        set(),
    ),
    "no contrast": (
        "NRAS and MET explain resistance to vemurafenib and gefitinib.",
        set(),
    ),
    "ja, a contrast": (
        "NRASはベムラフェニブへの耐性を、一方METはゲフィチニブへの耐性をもたらす。",
        {"NRAS ゲフィチニブ", "MET ベムラフェニブ"},
    ),
    "ja, two clauses of resistance": (
        "NRASの変異がベムラフェニブ耐性をもたらすことや、METが増えるとゲフィチニブが効きにくくなることが知られる。",
        {"NRAS ゲフィチニブ", "MET ベムラフェニブ"},
    ),
    "ja, one verb for two clauses": (
        "ベムラフェニブ耐性はNRASの変異により、ゲフィチニブ耐性はMETの増幅により生じた。",
        {"NRAS ゲフィチニブ", "MET ベムラフェニブ"},
    ),
    "ja, a subject is no clause": (
        "ベムラフェニブに耐性の細胞ではNRASが、ゲフィチニブに耐性の細胞ではMETが変異していた。",
        set(),
    ),
    "ja, no cause in the second half": (
        "NRASとMETはベムラフェニブへの耐性をもたらすのに対し、ゲフィチニブは有効である。",
        set(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_set_apart(name: str) -> None:
    text, expected = CASES[name]
    found = set_apart(named(text), 0, CueSets())
    assert {f"{factor} {therapy}" for factor, therapy in found} == expected

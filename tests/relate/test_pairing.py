"""Which pairs "respectively" and それぞれ rule out; without such a word, none."""

import pytest
from named_sentence import named

from pipeline.cues import CueSets
from pipeline.model import MentionType
from pipeline.relate.pairing import crossed

CASES = {
    "two and two": (
        "Mutated NRAS and MEK1 explain resistance to vemurafenib and dabrafenib, respectively.",
        {"NRAS dabrafenib", "MEK1 vemurafenib"},
    ),
    "with words beside the names": (
        "NRAS mutation and amplification of MET oppose vemurafenib and gefitinib, respectively.",
        {"NRAS gefitinib", "MET vemurafenib"},
    ),
    "three and three": (
        "NRAS, MEK1 and PTEN limit vemurafenib, dabrafenib and gefitinib, respectively.",
        {
            *("NRAS dabrafenib", "NRAS gefitinib", "MEK1 vemurafenib"),
            *("MEK1 gefitinib", "PTEN vemurafenib", "PTEN dabrafenib"),
        },
    ),
    "a gene and its variant are one": (
        "ABL1 T315I and MET limit vemurafenib and gefitinib, respectively.",
        {"ABL1 gefitinib", "T315I gefitinib", "MET vemurafenib"},
    ),
    "a name after the word is none of the list": (
        "NRAS and MEK1 limit vemurafenib and dabrafenib, respectively, and gefitinib kills both.",
        {"NRAS dabrafenib", "MEK1 vemurafenib"},
    ),
    "ja": (
        "NRASとMEK1の変異は、それぞれベムラフェニブとダブラフェニブへの耐性の原因であった。",
        {"NRAS ダブラフェニブ", "MEK1 ベムラフェニブ"},
    ),
    "ja, for each its own": (
        "NRASおよびMETはベムラフェニブ、ゲフィチニブへの耐性をそれぞれもたらす。",
        {"NRAS ゲフィチニブ", "MET ベムラフェニブ"},
    ),
    "no word that pairs": (
        "NRAS and MEK1 explained the failure of vemurafenib and dabrafenib.",
        set(),
    ),
    "lists of different length": (
        "NRAS, PTEN and MEK1 explain resistance to vemurafenib and dabrafenib, respectively.",
        set(),
    ),
    "one therapy": (
        "NRAS and MEK1 explained resistance to vemurafenib in 3 and 5 patients, respectively.",
        set(),
    ),
    "names that are no list": (
        "NRAS, which in many tumours of this kind is often seen beside PTEN, limits vemurafenib and"
        " dabrafenib, respectively.",
        set(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_crossed(name: str) -> None:
    text, expected = CASES[name]
    doc = named(text)
    at = {m.start: m.name for m in doc.mentions}
    found = crossed(doc, 0, CueSets())
    assert found == {(b, a) for a, b in found}, "a pair is ruled out either way round"
    genes = {m.start for m in doc.mentions if m.type is not MentionType.DRUG}
    assert {f"{at[a]} {at[b]}" for a, b in found if a in genes} == expected

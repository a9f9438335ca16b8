"""Short and long forms of English texts, brackets, and Japanese phrases in English."""

from __future__ import annotations

import re

import pytest

from pipeline.model import BlockKind
from pipeline.tag.abbreviations import pairs
from pipeline.tag.brackets import brackets
from pipeline.tag.glosses import glosses
from pipeline.tag.rules import load_tsv
from pipeline.tag.translate import long_form

# text and the pairs that it defines
PAIRS = {
    "first letters": ("time to next treatment (TTNT) was", [("TTNT", "time to next treatment")]),
    "light words left out": ("duration of response (DR)", [("DR", "duration of response")]),
    "letters inside words": ("bortezomib (BTZ)", [("BTZ", "bortezomib")]),
    "plural": ("natural killer cells (NKs)", [("NKs", "natural killer cells")]),
    "hyphens": ("graft-versus-host disease (GVHD)", [("GVHD", "graft-versus-host disease")]),
    "the word before is not taken": (
        "new mantle cell lymphoma (MCL)",
        [("MCL", "mantle cell lymphoma")],
    ),
    "figure": ("interleukin-15 (IL-15)", [("IL-15", "interleukin-15")]),
    "figure as a word": ("three-dimensional (3D) culture", [("3D", "three-dimensional")]),
    "figure not spelled": ("neurofibromin (NF1)", [("NF1", "neurofibromin")]),
    "Roman figure": ("topoisomerase II (TOP2)", [("TOP2", "topoisomerase II")]),
    "Greek letter": ("interferon-gamma (IFN-γ)", [("IFN-γ", "interferon-gamma")]),
    "locants": ("given 4,6-dinitrocresol (DNC)", [("DNC", "4,6-dinitrocresol")]),
    "brackets inside": (
        "poly(ADP-ribose) polymerase (PARP)",
        [("PARP", "poly(ADP-ribose) polymerase")],
    ),
    "square brackets": ("hazard ratio [HR]", [("HR", "hazard ratio")]),
    "short form first": ("ORR (objective response rate)", [("ORR", "objective response rate")]),
    "both inside": ("outcome (overall survival, OS)", [("OS", "overall survival")]),
    "note after a semicolon": ("temozolomide (TMZ; 50 mg)", [("TMZ", "temozolomide")]),
    "note after a comma": ("temozolomide (TMZ, Temodar)", [("TMZ", "temozolomide")]),
    "in quotes": ('best supportive care ("BSC")', [("BSC", "best supportive care")]),
    "two in a row": (
        "overall survival (OS) and partial response (PR)",
        [("OS", "overall survival"), ("PR", "partial response")],
    ),
    "capital inside": ("messenger RNA (mRNA)", [("mRNA", "messenger RNA")]),
    "and": ("head and neck cancer (HNC)", [("HNC", "head and neck cancer")]),
    "cheapest way": ("stable response in solid disease (SD)", [("SD", "solid disease")]),
    "no letters in common": ("the drug was given (see below)", []),
    "figure of a table": ("in all mice (Fig. 2)", []),
    "a value": ("in old patients (P = 0.01)", []),
    "numbers": ("in mice (n = 12)", []),
    "a plural's bracket": ("the substance(s) used", []),
    "a dose": ("mice got cisplatin (5 mg/kg)", []),
    "two words": ("two patients (three men)", []),
    "a member": ("FGFR (FGFR2)", []),
    "itself": ("GM1 ganglioside (GM1)", []),
    "across a sentence end": ("It was overall. Survival (OS) counts.", []),
    "across a colon": ("Overall: survival (OS) counts.", []),
    "unclosed": ("overall survival (OS and", []),
    "not over another bracket": (
        "interleukin-6 (IL-6), interleukin-10 (IL-10)",
        [("IL-6", "interleukin-6"), ("IL-10", "interleukin-10")],
    ),
}


def test_enough_pairs() -> None:
    assert len(PAIRS) >= 30


@pytest.mark.parametrize("case", PAIRS)
def test_pairs(case: str) -> None:
    text, expected = PAIRS[case]
    found = [(text[slice(*p.short)], text[slice(*p.long)]) for p in pairs(text)]
    assert found == expected


def test_no_pair_goes_across_a_given_break() -> None:
    text = "overall survival (OS)"
    assert [text[slice(*p.short)] for p in pairs(text, (0,))] == ["OS"]
    assert list(pairs(text, (0, text.index("survival")))) == []


# text and, for each bracket, the words before it and the names in it, ! after what is declared
BRACKETS = {
    "plain": ("受容体(KIT)", [("受容体", ["KIT"])]),
    "declared": ("薬A(以下、本剤)", [("薬A", ["本剤!"])]),
    "in quotes": ("薬A(以下「本剤」とする)", [("薬A", ["本剤!"])]),
    "several": ("糖鎖(A1、B2;C3とも呼ばれる)", [("糖鎖", ["A1!", "B2!", "C3!"])]),
    "brand and declared": ("薬A(商品名:甲、以下、乙)", [("薬A", ["甲!", "乙!"])]),
    "registered": ("薬A(甲®)", [("薬A", ["甲®"])]),
    "nested": ("薬A(B(C)の塩)", [("薬A", ["B(C)の塩"]), ("薬A(B", ["C"])]),
    "two in a row": ("薬A(甲)(以下、乙)", [("薬A", ["甲"]), ("薬A", ["乙!"])]),
    "quotes before": ("「薬A」(甲)", [("「薬A", ["甲"])]),
    "English": ("drug A (hereafter, AX)", [("drug A", ["AX!"])]),
    "or": ("drug A (AX or BX)", [("drug A", ["AX", "BX"])]),
    "empty": ("薬A()", [("薬A", [])]),
    "unclosed": ("薬A(甲", []),
}


@pytest.mark.parametrize("case", BRACKETS)
def test_brackets(case: str) -> None:
    text, expected = BRACKETS[case]
    found = [
        (
            text[: b.before],
            [text[slice(*p.span)] + "!" * bool(p.said) + "®" * p.registered for p in b.parts],
        )
        for b in brackets(text)
    ]
    assert found == expected


# phrase before a bracket, short form, long form
PHRASES = {
    "words": ("投与後の全生存期間", "OS", "全生存期間"),
    "joined words": ("線維芽細胞増殖因子受容体", "FGFR", "線維芽細胞増殖因子受容体"),
    "shortest that fits": ("活性化した血管内皮増殖因子", "VEGF", "血管内皮増殖因子"),
    "Latin inside": ("血中の循環腫瘍DNA", "ctDNA", "循環腫瘍DNA"),
    "figure": ("サイクリン依存性キナーゼ4", "CDK4", "サイクリン依存性キナーゼ4"),
    "second way": ("無再発生存期間", "RFS", "無再発生存期間"),
    "other letters": ("全生存期間", "PFS", None),
    "unknown words": ("変異型", "EGFR", None),
    "generic": ("標的分子", "HER2", None),
    "receptor alone": ("受容体", "EGFR", None),
    "suppressor": ("がん抑制因子", "PTEN", None),
    "gene": ("原因遺伝子", "ALK", None),
}


@pytest.mark.parametrize("case", PHRASES)
def test_phrases(case: str) -> None:
    text, short, expected = PHRASES[case]
    found = long_form(text, len(text), short)
    assert (text[found.start :] if found else None) == expected


def test_translations_are_pairs_of_words() -> None:
    rows = load_tsv("translations.tsv")
    assert len(rows) >= 400
    assert len({row[0] for row in rows}) == len(rows)
    for japanese, english in rows:
        assert japanese == japanese.strip() != ""
        assert all(re.fullmatch("[A-Za-z][A-Za-z -]*", way) for way in english.split("|"))


GLOSSES = {
    "colon in a glossary": (
        "※1 CAF:がん関連線維芽細胞.腫瘍の",
        BlockKind.GLOSSARY,
        ["CAF|がん関連線維芽細胞"],
    ),
    "colon elsewhere": ("RESULTS:we saw it", BlockKind.PARAGRAPH, []),
    "list": (
        "Abbreviations: OS, overall survival; HR, hazard ratio.",
        BlockKind.PARAGRAPH,
        ["OS|overall survival", "HR|hazard ratio"],
    ),
    "equals": ("AG=アンフィレグリン。", BlockKind.CAPTION, ["AG|アンフィレグリン"]),
    "a value": ("P = 0.01", BlockKind.PARAGRAPH, []),
    "short for": (
        "TKIとはチロシンキナーゼ阻害薬の略で",
        BlockKind.PARAGRAPH,
        ["TKI|チロシンキナーゼ阻害薬"],
    ),
}


@pytest.mark.parametrize("case", GLOSSES)
def test_glosses(case: str) -> None:
    text, kind, expected = GLOSSES[case]
    found = [f"{text[slice(*p.short)]}|{text[slice(*p.long)]}" for p in glosses(text, kind)]
    assert found == expected

"""Where sentences end, in both languages. A bar in a case marks each cut."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Source
from pipeline.segment import segment
from pipeline.segment.sentences import split_sentences
from pipeline.text import unwrap

JAPANESE = {
    "full stops": "耐性の原因はMETだった。|薬を変えると効いた。",
    "no full stop at the end": "耐性の原因はMETだった。|次は治験",
    "inside a quotation": "教授は「耐性は克服できる。次は治験だ。」と話した。|治験が始まる。",
    "inside brackets": "EGFR（受容体の一つ。膜にある。）が働く。|薬が効かない。",
    "a bracket never closed": "EGFR（受容体の一つ。|膜にある。|薬が効かない。",
    "a quotation that is all": "「薬は効いた。|治験に進みたい。」",
    "question and exclamation": "なぜ効かないのか？|調べた！|すると変異があった。",
    "both marks": "効いた！？|そうだ。",
    "a name with a mark": "雑誌Wow! Scienceに載った。|次。",
    "full-width full stops": "濃度は３．５倍だった．|次に細胞株を調べた．|結果は同じ．",
    "ASCII full stops": "耐性株を得た.|次にMETを抑えた.",
    "decimals": "IC50は3.5 nMだった。|p=0.01で有意。",
    "abbreviated journal": "成果はNat. Med.に掲載された。|変異は陽性。",
    "Latin names": "S. aureusとE. coliを用いた。|増えた。",
    "et al.": "Katayama R et al., Cancer Discov. 2014で報告された。|次。",
    "a bracket after the stop": "効果があった。（図1）",
    "a citation after the stop": "効果があった。[1,2]|さらに調べた。",
    "English before Japanese": "MET amplification causes resistance to gefitinib. |これは重要だ。",
    "English in Japanese": "論文の題は次の通り。|MET drives resistance. |HER3 does not.",
    "half-width stop": "ﾃｽﾄ｡|次｡",
    "numbers first": "2剤は無効。|3剤目が効いた。",
}
ENGLISH = {
    "plain": "MET drives resistance. |HER2 does not.",
    "e.g. and i.e.": "TKIs, e.g. gefitinib, fail. |The gatekeeper, i.e. T790M, matters.",
    "figures": "As shown in Fig. 2, MET rose (Figs. 3 and 4). |It fell later (Fig. 5B).",
    "et al.": "Brown et al. saw MET. |White et al. (2019) did not.",
    "vs.": "PFS was 10.2 vs. 5.6 months. |In MET vs. HER2 tumours it was equal.",
    "titles": "Dr. Brown spoke. |Prof. White and Mr. Black agreed.",
    "decimals": "IC50 rose 3.5 fold (p = 0.001). |P<.05 was significant.",
    "a name at the end": "Apoptosis needs p53. |MET was not involved.",
    "species": "E. coli was used. |S. aureus was not.",
    "question": "What drives it? |We looked at MET! |It was HER3.",
    "quotation": '"We were surprised," she said. |"It works."',
    "routes": "It was given i.p. twice. |Mice died at day 30.",
    "references": "MET rose [1,2]. |These cells [3] died.",
    "no space after the stop": "Apoptosis was induced by ALK-TKIs.|In 90 patients it was not.",
    "no space, abbreviation": "The median was 11.7 vs.NR months in the group.",
    "no space, name": "We used Mcl-1.S63845 as a tool here.",
    "countries": "The U.S. FDA approved osimertinib. |It works.",
    "etc.": "Mutations (C797S, L718Q, etc.) appeared. |Some (ca. 5%) had none.",
    "variants": "EGFR p.T790M confers resistance. |MET does not.",
    "numbers": "See refs. 3 and 4. |Line no. 5 was lost.",
    "company": "Kinase Inc. reported data. |Others agreed.",
}


def _cut(marked: str) -> tuple[str, list[str]]:
    return marked.replace("|", ""), [unwrap(part).folded for part in marked.split("|")]


def _sentences(text: str) -> list[str]:
    folded = unwrap(text).folded
    return [folded[start:end].strip() for start, end in split_sentences(folded)]


@pytest.mark.parametrize("marked", JAPANESE.values(), ids=JAPANESE.keys())
def test_japanese(marked: str) -> None:
    text, expected = _cut(marked)
    assert _sentences(text) == expected


@pytest.mark.slow
@pytest.mark.parametrize("marked", ENGLISH.values(), ids=ENGLISH.keys())
def test_english(marked: str) -> None:
    text, expected = _cut(marked)
    assert _sentences(text) == expected


def test_there_are_cases() -> None:
    assert len(JAPANESE) >= 20
    assert len(ENGLISH) >= 20


WHOLE = {
    "label": ("論文名：MET drives resistance", ["論文名：", "MET drives resistance"]),
    "capital label": ("RESULTS: MET rose", ["RESULTS:", "MET rose"]),
    "bullet": ("・METが原因だった。", ["METが原因だった。"]),
    "private-use bullet": ("\uf06c METが原因だった。", ["METが原因だった。"]),
    "enumerator": ("（１）METが原因だった。", ["METが原因だった。"]),
    "circled": ("① METが原因だった。", ["METが原因だった。"]),
    "glossary mark": ("※1 耐性\n薬が効かなくなること。", ["耐性", "薬が効かなくなること。"]),
    "brackets around all": (
        "（METはゲフィチニブ耐性の原因となる）",
        ["METはゲフィチニブ耐性の原因となる"],
    ),
    "two pairs of brackets": ("（MET）と（HER2）", ["（MET）と（HER2）"]),
    "caption keeps its number": ("図 1. METの増幅", ["図 1. METの増幅"]),
    "broken words": (
        "耐性の原因はMET遺伝子の増\n\n幅だった。薬を変えたところ細\n\n胞は死んだ。",
        ["耐性の原因はMET遺伝子の増\n\n幅だった。", "薬を変えたところ細\n\n胞は死んだ。"],
    ),
    "white space": ("  耐性。  \n", ["耐性。"]),
    "address": ("E-mail：a@example.org", ["E-mail：", "a@example.org"]),
    "time is no label": ("10：30に投与した。", ["10：30に投与した。"]),
}


@pytest.mark.parametrize(("text", "expected"), WHOLE.values(), ids=WHOLE.keys())
def test_sentences_of_documents(text: str, expected: list[str]) -> None:
    doc = segment(Document("t", text, Source("t", "0" * 64)))
    found = [text[s.start : s.end] for s in doc.sentences]
    assert found == expected

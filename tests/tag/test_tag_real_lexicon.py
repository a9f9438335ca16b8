"""Whole sentences with the compiled lexicon: tag, then ground, as a run does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.ground import ground
from pipeline.lexicon import Lexicon, load
from pipeline.model import Document, Source
from pipeline.segment import segment
from pipeline.tag import tag

pytestmark = pytest.mark.slow

# sentence, and some of what must be in it: (type, name)
SENTENCES = {
    "CML ja": (
        "BCR-ABL1融合遺伝子のT315I変異を持つ慢性骨髄性白血病ではイマチニブが効かない。",
        {("Gene", "BCR::ABL1"), ("Variant", "ABL1 p.T315I"), ("Drug", "imatinib")},
    ),
    "CLL en": (
        "The BTK C481S mutation causes resistance to ibrutinib, a BTK inhibitor.",
        {("Gene", "BTK"), ("Variant", "BTK p.C481S"), ("DrugClass", "BTK inhibitor")},
    ),
    "prostate ja": (
        "前立腺がんではAR-V7がエンザルタミド耐性を起こし、22Rv1細胞でも同様であった。",
        {("Variant", "AR-V7"), ("Drug", "enzalutamide"), ("Disease", "prostate cancer")},
    ),
    "ovary ja": (
        "フェロトーシスはシスプラチン耐性卵巣がん細胞のGPX4阻害で起きた。",
        {("Process", "ferroptosis"), ("Gene", "GPX4"), ("Disease", "ovarian cancer")},
    ),
    "melanoma en": (
        "BRAF V600E melanoma cells resistant to vemurafenib (A375) rely on ERK; the SHP2"
        " inhibitor TNO155 helped.",
        {("DrugClass", "PTPN11 inhibitor"), ("Drug", "vemurafenib"), ("Disease", "melanoma")},
    ),
    "close katakana ja": (
        "エラクリダルとサクビトリルを加えた培地にメチオニンは含まれない。",
        {("Drug", "elacridar"), ("Drug", "sacubitril")},
    ),
    "a letter off en": (
        "Patients on bosutanib or ironotecan relapsed.",
        {("Drug", "bosutinib"), ("Drug", "irinotecan")},
    ),
    "own proteins en": (
        "T cells gave off interferon gamma and thrombopoietin.",
        {("Gene", "IFNG"), ("Gene", "THPO")},
    ),
    "subtypes en": (
        "HER2-negative metastatic breast cancer and EGFR exon 20 insertion-positive NSCLC.",
        {("Disease", "non-small cell lung carcinoma")},
    ),
    "what a drug inhibits en": (
        "The gold compound auranofin inhibits thioredoxin reductase; Ara-C does not.",
        {("Drug", "auranofin"), ("Gene", "TXNRD1"), ("Drug", "cytarabine")},
    ),
    "a pathway of two genes en": (
        "Activation of WNT-β-catenin keeps T cells away.",
        {("Gene", "Wnt"), ("Gene", "CTNNB1")},
    ),
    "two letters ja": (
        "GRの発現はARが抑えられた細胞で上がる。",
        {("Gene", "NR3C1"), ("Gene", "AR")},
    ),
    "a word of doses as a gene en": (
        "Silencing of BID and guides against MAX let the cells live.",
        {("Gene", "BID"), ("Gene", "MAX")},
    ),
    "elements ja": ("細胞内の鉄と銅を測った。", {("Chemical", "iron atom")}),
    "animal lines en": ("COS7 cells and H9c2 cells were fed.", {("CellLine", "H9C2")}),
    "lines by their look en": (
        "Cells were kept; in HT-29 and T47D it fell, as in U2OS and TPC-1. HeLa did not.",
        {("CellLine", name) for name in ("HT-29", "T-47D", "U-2 OS", "TPC-1", "HeLa")},
    ),
    "genes of a virus en": (
        "HPV drives these tumours; without E6 and E7 cetuximab worked again.",
        {("Gene", "E6"), ("Gene", "E7"), ("Drug", "cetuximab")},
    ),
    "genes of bacteria ja": (
        "カルバペネム耐性の肺炎桿菌ではKPCがメロペネムを分解する。",
        {("Gene", "KPC"), ("Drug", "meropenem")},
    ),
    "a list of lines en": (
        "OPM-2 and WiDr lines died.",
        {("CellLine", "OPM-2"), ("CellLine", "WiDr")},
    ),
    "myeloma en": (
        "CRBN loss confers resistance to lenalidomide and proteasome inhibitors.",
        {("Gene", "CRBN"), ("Drug", "lenalidomide"), ("DrugClass", "proteasome inhibitor")},
    ),
    "class of two ja": (
        "EGFRチロシンキナーゼ阻害薬とP糖タンパク質の阻害剤を併用した。",
        {("DrugClass", "EGFR inhibitor"), ("DrugClass", "ABCB1 inhibitor")},
    ),
    "immune en": (
        "Anti-PD-L1 antibodies and other immune checkpoint inhibitors failed after B2M loss.",
        {("DrugClass", "anti-CD274 antibody"), ("Gene", "B2M")},
    ),
    "subtype ja": (
        "HER2陰性EGFR変異陽性肺がんの患者にゲフィチニブを投与した。",
        {("Disease", "lung cancer"), ("Drug", "gefitinib")},
    ),
    "miRNA ja": (
        "マイクロRNA-21の上昇とPTENの低下がゲムシタビン耐性をもたらす。",
        {("Gene", "MIR21"), ("Gene", "PTEN"), ("Drug", "gemcitabine")},
    ),
    "classes and processes ja": (
        "微小管阻害薬は紡錘体形成チェックポイントを、アントラサイクリン系薬はDNA損傷応答を動かす。",
        {
            ("DrugClass", "microtubule inhibitor"),
            ("DrugClass", "anthracycline"),
            ("Process", "spindle assembly checkpoint signaling"),
            ("Process", "DNA damage response"),
        },
    ),
    "side effects ja": (
        "副作用は好中球減少症、口内炎、間質性肺炎、高血糖などで、下痢と倦怠感もみられた。",
        {
            ("Disease", "neutropenia"),
            ("Disease", "stomatitis"),
            ("Disease", "hyperglycemia"),
            ("Disease", "interstitial lung disease"),
        },
    ),
    "acts and agents en": (
        "PD-1 blockade failed in Merkel cell carcinoma; anti-PD-1 agents and rapalogs did too.",
        {
            ("Gene", "PDCD1"),
            ("DrugClass", "anti-PDCD1 antibody"),
            ("DrugClass", "rapalog"),
            ("Disease", "cutaneous neuroendocrine carcinoma"),
        },
    ),
    "short form en": (
        "Amphiregulin (AREG) binds epidermal growth factor receptor (EGFR).",
        {("Gene", "AREG"), ("Gene", "EGFR")},
    ),
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def run(text: str, lexicon: Lexicon) -> Document:
    return ground(tag(segment(Document("t", text, Source("t", ""))), lexicon), lexicon)


@pytest.mark.parametrize("case", SENTENCES)
def test_sentence(case: str, lexicon: Lexicon) -> None:
    text, wanted = SENTENCES[case]
    mentions = run(text, lexicon).mentions
    assert wanted <= {(m.type.value, m.name) for m in mentions}
    assert all(m.id and m.name and m.candidates for m in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "THE REST OF THE TEAM MET IN THE LAB",
        "progression-free survival (PFS) and overall survival (OS), HR 0.5, 95% CI 1-2",
        "国立がん研究センターと日本癌学会、東京都",
        "Department of Lung Cancer, Institute of Cancer Research",
        "図1 と Figure S12A",
        "150 mg BID, then 100 mg BID; BID dosing",
    ],
)
def test_nothing_is_named(text: str, lexicon: Lexicon) -> None:
    assert [text[m.start : m.end] for m in run(text, lexicon).mentions] == []


def test_press_releases(shared: Path, lexicon: Lexicon) -> None:
    """Sets of (type, id) per release against the reading that we were given."""
    found = wanted = right = 0
    for gold in json.loads((shared / "gold" / "press-releases.json").read_text(encoding="utf-8")):
        text = (shared / "corpus" / f"{gold['id']}.txt").read_text(encoding="utf-8")
        doc = run(text, lexicon)
        got = {(m.type.value, m.id) for m in doc.mentions}
        want = {(m["type"], m["id"]) for m in gold["mentions"]}
        found, wanted, right = found + len(got), wanted + len(want), right + len(got & want)
        surfaces = {"".join(text[m.start : m.end].split()) for m in doc.mentions}
        named = {"".join(s.split()) for m in gold["mentions"] for s in m["surfaces"]}
        assert len(named & surfaces) >= 0.9 * len(named)
    assert wanted >= 70
    assert 2 * right / (found + wanted) >= 0.95

"""A small lexicon in memory: tests of the patterns do not depend on the compiled one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from pipeline.lexicon import Entry, Hit, Lexicon
from pipeline.lexicon.types import Labels
from pipeline.model import MentionType as T
from pipeline.text import fold

# name | type | id | canonical name; several lines for a name that means several things
_NAMES = """
EGFR|Gene|hgnc:3236|EGFR
上皮成長因子受容体|Gene|hgnc:3236|EGFR
epidermal growth factor receptor|Gene|hgnc:3236|EGFR
ALK|Gene|hgnc:427|ALK
EML4|Gene|hgnc:1316|EML4
MET|Gene|hgnc:7029|MET
MEK|Gene|fplx:MEK|MEK
ERK|Gene|fplx:ERK|ERK
PI3K|Gene|fplx:PI3K|PI3K
AKT|Gene|fplx:AKT|AKT
BRAF|Gene|hgnc:1097|BRAF
KRAS|Gene|hgnc:6407|KRAS
NRAS|Gene|hgnc:7989|NRAS
HER2|Gene|hgnc:3430|ERBB2
ERBB2|Gene|hgnc:3430|ERBB2
PDCD1|Gene|hgnc:8760|PDCD1
PDCD2|Gene|hgnc:9999|PDCD2
PD-1|Gene|hgnc:8760|PDCD1
PD-L1|Gene|hgnc:17635|CD274
VEGF|Gene|fplx:VEGF|VEGF
TP53|Gene|hgnc:11998|TP53
p53|Gene|hgnc:11998|TP53
ABL1|Gene|hgnc:76|ABL1
BCR|Gene|hgnc:1014|BCR
NPM1|Gene|hgnc:7910|NPM1
ROS1|Gene|hgnc:10261|ROS1
CD74|Gene|hgnc:1697|CD74
P糖タンパク質|Gene|hgnc:40|ABCB1
P糖たんぱく質|Gene|hgnc:40|ABCB1
P-glycoprotein|Gene|hgnc:40|ABCB1
ABCB1|Gene|hgnc:40|ABCB1
アンフィレグリン|Gene|hgnc:651|AREG
amphiregulin|Gene|hgnc:651|AREG
AR|Gene|hgnc:644|AR
androgen receptor|Gene|hgnc:644|AR
アンドロゲン受容体|Gene|hgnc:644|AR
IGF-1R|Gene|hgnc:5465|IGF1R
MIR449A|Gene|hgnc:27645|MIR449A
MIR21|Gene|hgnc:31586|MIR21
MIR125B1|Gene|hgnc:31506|MIR125B1
MIRLET7A1|Gene|hgnc:31476|MIRLET7A1
MIR221|Gene|hgnc:31601|MIR221
MIR222|Gene|hgnc:31602|MIR222
proteasome|Gene|fplx:Proteasome|Proteasome
プロテアソーム|Gene|fplx:Proteasome|Proteasome
IL-6|Gene|hgnc:6018|IL6
IL-6|Drug|unii:4O4QWG0B3C|interleukin-6
REST|Gene|hgnc:9966|REST
CD8|Gene|hgnc:1706|CD8A
S100A4|Gene|hgnc:10494|S100A4
KIT|Gene|hgnc:6342|KIT
STING|Gene|hgnc:27962|STING1
BTK|Gene|hgnc:1133|BTK
SERCA|Gene|fplx:SERCA|SERCA
osimertinib|Drug|unii:3C06JJ0Z2O|osimertinib
オシメルチニブ|Drug|unii:3C06JJ0Z2O|osimertinib
alectinib|Drug|unii:LIJ4CT1Z3Y|alectinib
アレクチニブ|Drug|unii:LIJ4CT1Z3Y|alectinib
gefitinib|Drug|unii:S65743JHBS|gefitinib
vemurafenib|Drug|unii:207SMY3FQT|vemurafenib
cetuximab|Drug|unii:PQX0D8J21J|cetuximab
savolitinib|Drug|unii:2A2DA6857R|savolitinib
glutathione|Chemical|chebi:16856|glutathione
glutathione|Drug|unii:GAN16C9B8O|glutathione
分子標的薬|DrugClass|class:molecularly-targeted-drug|molecularly targeted drug
抗がん剤|DrugClass|class:chemotherapy|chemotherapy
EGFR阻害薬|DrugClass|class:EGFR-inhibitor|EGFR inhibitor
PC-9|CellLine|cvcl:B260|PC-9
PC9|CellLine|cvcl:B260|PC-9
H1975|CellLine|cvcl:1511|NCI-H1975
H1299|CellLine|cvcl:0060|NCI-H1299
A549|CellLine|cvcl:0023|A-549
K562|CellLine|cvcl:0004|K-562
T47D|CellLine|cvcl:0553|T-47D
A925L|CellLine|cvcl:u096|A925L
A2780|CellLine|cvcl:0134|A2780
HCC827|CellLine|cvcl:2063|HCC827
肺がん|Disease|mondo:0008903|lung cancer
lung cancer|Disease|mondo:0008903|lung cancer
NSCLC|Disease|mondo:0005233|non-small cell lung carcinoma
non-small cell lung cancer|Disease|mondo:0005233|non-small cell lung carcinoma
非小細胞肺がん|Disease|mondo:0005233|non-small cell lung carcinoma
乳がん|Disease|mondo:0007254|breast cancer
breast cancer|Disease|mondo:0007254|breast cancer
melanoma|Disease|mondo:0005105|melanoma
がん|Disease|mondo:0004992|cancer
cancer|Disease|mondo:0004992|cancer
tumor|Disease|mondo:0005070|neoplasm
腫瘍|Disease|mondo:0005070|neoplasm
白血病|Disease|mondo:0005059|leukemia
卵巣がん|Disease|mondo:0008170|ovarian cancer
autophagy|Process|go:0006914|autophagy
オートファジー|Process|go:0006914|autophagy
アポトーシス|Process|go:0006915|apoptotic process
"""


class SmallLexicon(Lexicon):
    """The contract of the real one over a table."""

    def __init__(self) -> None:
        self.version = "small"
        self.table: dict[str, tuple[Entry, ...]] = {}
        for line in _NAMES.split("\n"):
            if line:
                name, kind, id, canonical = line.split("|")
                entry = Entry(T(kind), id, canonical, 0.95, "table")
                key = self._key(name)
                self.table[key] = (*self.table.get(key, ()), entry)
        self.regexes = [
            re.compile(
                (r"(?<![A-Za-z0-9])" if name[0].isascii() else "")
                + re.escape(name)
                + (r"(?![A-Za-z0-9])" if name[-1].isascii() else "")
            )
            for name in self.table
        ]

    @staticmethod
    def _key(name: str) -> str:
        return name.lower() if len(name) > 6 else name

    def find(self, folded: str) -> list[Hit]:
        hits = set()
        for text in (folded, folded.lower()):
            for regex in self.regexes:
                for match in regex.finditer(text):
                    if entries := self.lookup(folded[match.start() : match.end()]):
                        hits.add(Hit(*match.span(), entries))
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))

    def find_all(self, texts: Sequence[str]) -> list[list[Hit]]:
        return [self.find(text) for text in texts]

    def lookup(self, name: str) -> tuple[Entry, ...]:
        return self.table.get(self._key(fold(name).folded), ())

    def label(self, curie: str) -> Labels | None:
        return None

    def parents(self, curie: str) -> tuple[str, ...]:
        return ()


@pytest.fixture(scope="session")
def small() -> Lexicon:
    return SmallLexicon()

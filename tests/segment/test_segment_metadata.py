"""Language, title, date and DOIs of a document."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Source
from pipeline.segment import segment
from pipeline.segment.identifiers import identifiers_in
from pipeline.segment.metadata import date_in, dois_in
from pipeline.text import fold

DATES = {
    "Japanese": ("2020 年 1 月 21 日に掲載", "2020-01-21"),
    "full width": ("２０２０年１月２１日（火）", "2020-01-21"),
    "Reiwa": ("令和2年1月21日", "2020-01-21"),
    "first year of Reiwa": ("令和元年5月1日", "2019-05-01"),
    "Heisei": ("平成31年4月30日", "2019-04-30"),
    "English": ("published January 21, 2020 in", "2020-01-21"),
    "English, short": ("Jan. 3 2020", "2020-01-03"),
    "day first": ("21 January 2020", "2020-01-21"),
    "ordinal": ("21st September 2020", "2020-09-21"),
    "day first, hyphens": ("12-May-2031", "2031-05-12"),
    "ISO": ("on 2020-01-21.", "2020-01-21"),
    "slashes": ("2020/1/21", "2020-01-21"),
    "the first of two": ("2019年3月1日から2020年1月21日", "2019-03-01"),
    "no day": ("2020年1月", ""),
    "no such day": ("2020年2月30日", ""),
    "part of a number": ("12020-01-215", ""),
    "a ratio": ("10/12/2", ""),
}
DOIS = {
    "plain": ("DOI：10.1016/j.jtho.2020.01.001", ("10.1016/j.jtho.2020.01.001",)),
    "address": ("https://doi.org/10.1000/ABC.", ("10.1000/abc",)),
    "in brackets": ("（doi:10.1000/x(1)2）です", ("10.1000/x(1)2",)),
    "closing bracket": ("(10.1000/xyz)", ("10.1000/xyz",)),
    "before Japanese": ("10.1000/xyzに掲載", ("10.1000/xyz",)),
    "two": ("10.1000/a and 10.1000/b", ("10.1000/a", "10.1000/b")),
    "none": ("10.5 mg/kg, 110.1000/a", ()),
}
LANGUAGES = {
    "Japanese": ("METの増幅が耐性の原因だった。", "ja"),
    "English": ("MET amplification causes resistance.", "en"),
    "both": ("METの増幅が耐性の原因だった。\n\nMET amplification causes resistance.\n", "mixed"),
    "Japanese with an English title of a paper": (
        "METの増幅が耐性の原因だった。" * 5 + "\n\n【論文情報】\n論文名：MET drives resistance\n",
        "ja",
    ),
    "Chinese": ("非小细胞肺癌患者对奥希替尼产生耐药性的主要原因之一是基因扩增。" * 3, "other"),
    "Korean": ("폐암 세포는 약에 내성을 갖게 되었다.", "other"),
    "Russian": ("Устойчивость к препарату.", "other"),
    "no letters": ("12345 ---", "other"),
    "a name": ("EGFR", "en"),
}


@pytest.mark.parametrize(("text", "expected"), DATES.values(), ids=DATES.keys())
def test_date(text: str, expected: str) -> None:
    assert date_in(fold(text).folded) == expected


@pytest.mark.parametrize(("text", "expected"), DOIS.values(), ids=DOIS.keys())
def test_dois(text: str, expected: tuple[str, ...]) -> None:
    assert dois_in(fold(text).folded) == expected


def _segmented(text: str, **metadata: object) -> Document:
    return segment(Document("t", text, Source("t", "0" * 64), metadata=metadata))


@pytest.mark.parametrize(("text", "expected"), LANGUAGES.values(), ids=LANGUAGES.keys())
def test_language(text: str, expected: str) -> None:
    assert _segmented(text).language == expected


RELEASE = (
    "2031年5月7日\n\n薬が効かなくなる仕組みを解明　新薬に道\n\n"
    "多くの細胞は薬に慣れる。原因を調べた。\n\n"
    "DOI：10.9999/b\n\n（10.9999/a）\n"
)


def test_metadata() -> None:
    assert list(_segmented(RELEASE).metadata.items()) == [
        ("date", "2031-05-07"),
        ("dois", ["10.9999/a", "10.9999/b"]),
        ("title", "薬が効かなくなる仕組みを解明 新薬に道"),
    ]


def test_what_is_not_there_is_left_out() -> None:
    assert _segmented("耐性の原因はMETだった。").metadata == {}


def test_what_the_reader_found_wins() -> None:
    found = _segmented(RELEASE, title="別の題", journal="誌")
    assert found.metadata["title"] == "別の題"
    assert list(found.metadata) == ["date", "dois", "journal", "title"]


def test_labelled_title() -> None:
    text = "研究課題名：耐性の仕組みの解明\n研究期間：2029年度\n\n耐性の原因を調べた。METだった。\n"
    assert _segmented(text).metadata["title"] == "耐性の仕組みの解明"


IDENTIFIERS = {
    "PMID": ("PMID: 31978945; 2020", ("pubmed:31978945",)),
    "PubMed address": ("https://pubmed.ncbi.nlm.nih.gov/31978945/", ("pubmed:31978945",)),
    "PMC": ("（PMC7092803）", ("pmc:PMC7092803",)),
    "trial in brackets": ("延長した（NCT04487080）。", ("clinicaltrials:NCT04487080",)),
    "full width": ("ＮＣＴ０４４８７０８０", ("clinicaltrials:NCT04487080",)),
    "two of one kind": (
        "NCT04487080 and NCT02296125",
        ("clinicaltrials:NCT02296125", "clinicaltrials:NCT04487080"),
    ),
    "jRCT": ("jRCT2031230045、jRCTs031190123", ("jrct:jRCT2031230045", "jrct:jRCTs031190123")),
    "UMIN": ("UMIN-CTR: UMIN000012345", ("umin:UMIN000012345",)),
    "JapicCTI": ("JapicCTI-183456", ("japiccti:183456",)),
    "ISRCTN": ("ISRCTN12345678", ("isrctn:12345678",)),
    "EudraCT": ("EudraCT number 2012-001234-56", ("eudract:2012-001234-56",)),
    "arXiv": ("arXiv:2101.01234", ("arxiv:2101.01234",)),
    "a figure too many": ("NCT044870801", ()),
    "letters before": ("XNCT04487080", ()),
    "a number alone": ("31978945", ()),
}


@pytest.mark.parametrize("case", IDENTIFIERS)
def test_identifiers(case: str) -> None:
    text, expected = IDENTIFIERS[case]
    assert identifiers_in(fold(text).folded) == expected


def test_there_are_cases_of_identifiers() -> None:
    assert len(IDENTIFIERS) == 15

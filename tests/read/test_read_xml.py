"""JATS, PubMed and BioC XML: their text block by block, what they say of it, hostile files."""

from __future__ import annotations

import builtins
import subprocess
import sys
from collections.abc import Sequence

import pytest

from pipeline.model import BlockKind
from pipeline.read.extracted import Extracted, Given, Refused
from pipeline.read.format import Format
from pipeline.read.outcome import Limits, RefusedError
from pipeline.read.records import bioc
from pipeline.read.xml import jats, pubmed
from pipeline.read.xml.tree import root_name

FORMATS = (jats.FORMAT, pubmed.FORMAT, bioc.XML_FORMAT)
DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving DTD v1.2//EN" '
    '"http://dtd.example/JATS-archivearticle1.dtd">'
)

JATS = f"""<?xml version="1.0" encoding="UTF-8"?>
{DOCTYPE}
<!-- made for a test -->
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"
  article-type="research-article" xml:lang="en">
<front>
 <journal-meta>
  <journal-id journal-id-type="nlm-ta">J Made Up Res</journal-id>
  <journal-title-group><journal-title>Journal of Made-Up Resistance</journal-title>
  </journal-title-group><issn pub-type="epub">0000-0000</issn>
 </journal-meta>
 <article-meta>
  <article-id pub-id-type="pmid">30000001</article-id>
  <article-id pub-id-type="pmc">7000001</article-id>
  <article-id pub-id-type="doi">10.1234/JMR.2020.001</article-id>
  <title-group>
   <article-title><italic>MET</italic> amplification confers
     resistance to gefitinib<xref ref-type="fn" rid="fn1">*</xref></article-title>
   <subtitle>a study in cell lines</subtitle>
   <trans-title-group xml:lang="ja"><trans-title>MET増幅はゲフィチニブ耐性をもたらす</trans-title>
   </trans-title-group>
   <alt-title alt-title-type="running-head">MET AND GEFITINIB</alt-title>
  </title-group>
  <contrib-group><contrib><name><surname>Yamada</surname><given-names>Hanako</given-names></name>
  </contrib></contrib-group>
  <aff id="a1"><institution>Institute of Invented Oncology</institution>, Tokyo</aff>
  <author-notes><corresp>Write to <email>x@example.org</email></corresp>
   <fn fn-type="equal"><p>Both authors did the same.</p></fn></author-notes>
  <pub-date pub-type="pmc-release"><day>1</day><month>1</month><year>2021</year></pub-date>
  <pub-date pub-type="ppub"><day>20</day><month>6</month><year>2020</year></pub-date>
  <pub-date pub-type="epub"><day>9</day><month>April</month><year>2020</year></pub-date>
  <permissions><copyright-statement>© 2020 nobody</copyright-statement></permissions>
  <related-article ext-link-type="doi" xlink:href="10.1234/other">Other</related-article>
  <abstract>
   <sec><title>Background</title><p>Resistance to gefitinib limits its use.</p></sec>
   <sec><title>Results</title><p>Cells with <italic>MET</italic> amplification bore
     10 <sup>−6</sup> M; CD44<sup>+</sup> cells, too.</p></sec>
  </abstract>
  <abstract abstract-type="teaser"><p>MET is a way round EGFR.</p></abstract>
  <trans-abstract xml:lang="ja"><title>要旨</title>
   <p>ゲフィチニブへの耐性はMETの増幅による。</p></trans-abstract>
  <kwd-group><kwd>keyword</kwd></kwd-group>
  <funding-group><award-group><funding-source>A fund</funding-source></award-group>
   <funding-statement>A fund paid for this.</funding-statement></funding-group>
 </article-meta>
</front>
<body>
 <sec sec-type="results"><label>1.</label><title>Results</title>
  <sec><title>Resistant clones</title>
   <p>Clone R1 was resistant<fn><label>a</label><p>Over 1 µM.</p></fn> to gefitinib
    <xref ref-type="bibr" rid="r1">[1]</xref>, see
    <fig id="f1"><object-id>10.1234/fig1</object-id><label>Figure 1.</label>
     <caption><title>Clones bear gefitinib.</title><p>(A) R1. (B) R2.</p></caption>
     <alt-text>a plot</alt-text><graphic xlink:href="f1.jpg"/></fig>
    the plot.</p><p>Clone R2 was not.</p>
   <p>Three things were seen:<list list-type="order">
     <list-item><label>1</label><p>MET was amplified.</p></list-item>
     <list-item><p>ERBB3 was active.</p><p>So was AKT.</p></list-item></list>
     They agree.</p>
   <disp-quote><p>Resistance is a moving target.</p></disp-quote>
   <boxed-text><caption><title>Box 1</title></caption><p>What MET does.</p></boxed-text>
   <p>The IC50 was <inline-formula><tex-math>x_1</tex-math></inline-formula> high.
    <disp-formula><mml:math><mml:mi>y</mml:mi></mml:math></disp-formula></p>
   <table-wrap><label>Table 1</label><caption><p>IC50 of each clone</p></caption>
    <table><tr><td>cell</td></tr></table>
    <table-wrap-foot><fn><p>Mean of three.</p></fn></table-wrap-foot></table-wrap>
   <supplementary-material><label>S1</label><caption><p>More data</p></caption>
   </supplementary-material>
  </sec>
 </sec>
</body>
<back>
 <ack><title>Acknowledgements</title><p>We thank everyone.</p></ack>
 <sec sec-type="COI-statement"><title>Conflict of interest</title><p>None.</p></sec>
 <fn-group><fn><p>Edited by nobody.</p></fn></fn-group>
 <glossary><title>Abbreviations</title><def-list>
  <def-item><term>EGFR</term><def><p>epidermal growth factor receptor</p></def></def-item>
  <def-item><term>TKI:</term><def><p>tyrosine kinase inhibitor</p></def></def-item></def-list>
 </glossary>
 <ref-list><title>References</title><ref id="r1"><element-citation>
  <article-title>Somebody else's claim</article-title>
  <pub-id pub-id-type="doi">10.9999/not.this</pub-id></element-citation></ref></ref-list>
</back>
</article>
"""

JATS_BLOCKS = [
    ("title", "MET amplification confers resistance to gefitinib"),
    ("title", "a study in cell lines"),
    ("title", "MET増幅はゲフィチニブ耐性をもたらす"),
    ("heading", "Background"),
    ("paragraph", "Resistance to gefitinib limits its use."),
    ("heading", "Results"),
    ("paragraph", "Cells with MET amplification bore 10 −6 M; CD44+ cells, too."),
    ("paragraph", "MET is a way round EGFR."),
    ("heading", "要旨"),
    ("paragraph", "ゲフィチニブへの耐性はMETの増幅による。"),
    ("heading", "1. Results"),
    ("heading", "Resistant clones"),
    ("paragraph", "Clone R1 was resistant to gefitinib [1], see the plot."),
    ("boilerplate", "a Over 1 µM."),
    ("caption", "Figure 1. Clones bear gefitinib."),
    ("caption", "(A) R1. (B) R2."),
    ("paragraph", "Clone R2 was not."),
    ("paragraph", "Three things were seen:"),
    ("list_item", "1 MET was amplified."),
    ("list_item", "ERBB3 was active."),
    ("list_item", "So was AKT."),
    ("paragraph", "They agree."),
    ("paragraph", "Resistance is a moving target."),
    ("heading", "Box 1"),
    ("paragraph", "What MET does."),
    ("paragraph", "The IC50 was high."),
    ("caption", "Table 1 IC50 of each clone"),
    ("boilerplate", "Mean of three."),
    ("boilerplate", "Write to x@example.org"),
    ("boilerplate", "Both authors did the same."),
    ("boilerplate", "A fund paid for this."),
    ("heading", "Acknowledgements"),
    ("boilerplate", "We thank everyone."),
    ("heading", "Conflict of interest"),
    ("boilerplate", "None."),
    ("boilerplate", "Edited by nobody."),
    ("heading", "Abbreviations"),
    ("glossary", "EGFR: epidermal growth factor receptor"),
    ("glossary", "TKI: tyrosine kinase inhibitor"),
]

PUBMED_1 = """<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">30000001</PMID>
<Article PubModel="Print-Electronic"><Journal><JournalIssue CitedMedium="Internet">
<PubDate><Year>2021</Year><Month>Mar</Month><Day>15</Day></PubDate></JournalIssue>
<Title>Journal of made-up resistance</Title></Journal>
<ArticleTitle>[Loss of <i>PTEN</i> confers resistance to trastuzumab].</ArticleTitle>
<ELocationID EIdType="pii" ValidYN="Y">S0</ELocationID>
<ELocationID EIdType="doi" ValidYN="Y">10.1234/ABC.5</ELocationID>
<Abstract><AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">HER2 therapy fails.
</AbstractText><AbstractText Label="RESULTS">PTEN<sup>-/-</sup> cells were resistant at
 IC<sub>50</sub>.</AbstractText><AbstractText Label="UNLABELLED">The end.</AbstractText>
<CopyrightInformation>© nobody</CopyrightInformation></Abstract>
<AuthorList><Author><LastName>Yamada</LastName><AffiliationInfo><Affiliation>Tokyo</Affiliation>
</AffiliationInfo></Author></AuthorList><Language>jpn</Language>
<VernacularTitle>PTENの欠失はトラスツズマブ耐性をもたらす.</VernacularTitle>
<ArticleDate DateType="Electronic"><Year>2020</Year><Month>12</Month><Day>05</Day></ArticleDate>
</Article><MedlineJournalInfo><MedlineTA>J Made Up</MedlineTA></MedlineJournalInfo>
<OtherAbstract Type="Publisher" Language="jpn"><AbstractText>PTENを欠く細胞は耐性であった。
</AbstractText></OtherAbstract></MedlineCitation>
<PubmedData><History><PubMedPubDate PubStatus="pubmed"><Year>2019</Year><Month>1</Month>
<Day>1</Day></PubMedPubDate></History><ArticleIdList><ArticleId IdType="pubmed">30000001</ArticleId>
<ArticleId IdType="pmc">PMC7000005</ArticleId><ArticleId IdType="doi">10.1234/abc.5</ArticleId>
</ArticleIdList><ReferenceList><Reference><Citation>Other</Citation><ArticleIdList>
<ArticleId IdType="doi">10.9999/not.this</ArticleId></ArticleIdList></Reference></ReferenceList>
</PubmedData></PubmedArticle>"""
PUBMED_2 = """<PubmedArticle><MedlineCitation><PMID>30000002</PMID><Article><Journal><JournalIssue>
<PubDate><MedlineDate>2021 Mar-Apr</MedlineDate></PubDate></JournalIssue></Journal>
<ArticleTitle>KRAS G12C and sotorasib.</ArticleTitle></Article></MedlineCitation></PubmedArticle>"""
PUBMED_HEAD = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2024//EN"
 "https://dtd.ncbi.nlm.nih.gov/ncbi/pubmed/out/pubmed_240101.dtd">
"""
PUBMED = f"{PUBMED_HEAD}<PubmedArticleSet>{PUBMED_1}{PUBMED_2}</PubmedArticleSet>"


def passage(kind: str, offset: int | str, text: str, extra: str = "") -> str:
    return (
        f'<passage><infon key="type">{kind}</infon>{extra}<offset>{offset}</offset>'
        f"<text>{text}</text></passage>"
    )


def bioc_document(id: str, *passages: str, infons: str = "") -> str:
    return f"<document><id>{id}</id>{infons}{''.join(passages)}</document>"


def bioc_xml(*documents: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE collection SYSTEM "BioC.dtd">'
        "<collection><source>PubTator</source><date/><key>BioC.key</key>"
        f"{''.join(documents)}</collection>"
    ).encode()


def read(
    fmt: Format, data: bytes | str, *, encoding: str | None = None, **limits: int
) -> list[Extracted | Refused]:
    raw = data.encode() if isinstance(data, str) else data
    assert fmt.fits(raw[:8192], "-")
    return list(fmt.read(raw, Given("a.xml", Limits(**limits), encoding)))


def only(found: Sequence[Extracted | Refused]) -> Extracted:
    (one,) = found
    assert isinstance(one, Extracted)
    return one


def blocks(one: Extracted) -> list[tuple[str, str]]:
    at = 0
    for block in one.blocks:
        assert not one.text[at : block.start].strip()
        at = block.end
    assert not one.text[at:].strip()
    return [(block.kind.value, one.text[block.start : block.end]) for block in one.blocks]


def jats_body(body: str) -> str:
    return f'<article article-type="other"><body>{body}</body></article>'


def test_a_jats_article() -> None:
    one = only(read(jats.FORMAT, JATS))
    assert blocks(one) == JATS_BLOCKS
    assert one.text == "\n".join(text for _, text in JATS_BLOCKS)
    assert (one.id, one.record, one.notes) == ("", 0, ())
    assert (one.encoding, one.encoding_from) == ("utf-8", "declared")
    assert dict(one.metadata) == {
        "title": "MET amplification confers resistance to gefitinib",
        "date": "2020-04-09",
        "dois": ["10.1234/jmr.2020.001"],
        "journal": "Journal of Made-Up Resistance",
        "paper_titles": {
            "en": "MET amplification confers resistance to gefitinib",
            "ja": "MET増幅はゲフィチニブ耐性をもたらす",
        },
        "pmid": "30000001",
        "pmcid": "PMC7000001",
        "institution": "Institute of Invented Oncology",
    }


def portable(text: str) -> str:
    """``text`` in characters that mean the same in every Japanese encoding."""
    return text.replace("©", "(c)").replace("µ", "μ").replace("−", "-")


def declaring(name: str) -> str:
    return portable(JATS).replace("UTF-8", name, 1)


ENCODINGS: dict[str, tuple[bytes, str | None, str, str]] = {
    "UTF-8 without a declaration": (
        JATS.partition("?>")[2].strip().encode(), None, "utf-8", "default",
    ),
    "UTF-8 with a mark": (JATS.encode("utf-8-sig"), None, "utf-8-sig", "declared"),
    "UTF-16": (declaring("UTF-16").encode("utf-16"), None, "utf-16", "declared"),
    "UTF-16, other end first": (
        b"\xfe\xff" + declaring("utf-16").encode("utf-16-be"), None, "utf-16", "declared",
    ),
    "UTF-16 without a mark": (
        declaring("UTF-16").encode("utf-16-le"), None, "utf-16-le", "declared",
    ),
    "UTF-16 that says UTF-8": (JATS.encode("utf-16"), None, "utf-16", "mark"),
    "UTF-32": (declaring("UTF-32").encode("utf-32"), None, "utf-32", "declared"),
    "Shift_JIS": (declaring("Shift_JIS").encode("shift_jis"), None, "shift_jis", "declared"),
    "Windows-31J": (declaring("Windows-31J").encode("cp932"), None, "cp932", "declared"),
    "EUC-JP": (declaring("EUC-JP").encode("euc_jp"), None, "euc_jp", "declared"),
    "the user's word wins": (
        declaring("UTF-8").encode("cp932"), "cp932", "cp932", "declared",
    ),
    "UTF-8 that says UTF-16": (declaring("UTF-16").encode(), None, "utf-8", "default"),
    "blank lines before the declaration": (b"\r\n\n" + JATS.encode(), None, "utf-8", "declared"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "told", "codec", "source"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(data: bytes, told: str | None, codec: str, source: str) -> None:
    one = only(read(jats.FORMAT, data, encoding=told))
    assert (one.encoding, one.encoding_from) == (codec, source)
    wanted = [(kind, portable(text)) for kind, text in JATS_BLOCKS]
    assert [(kind, portable(text)) for kind, text in blocks(one)] == wanted


def test_a_declaration_that_the_bytes_contradict_is_noted() -> None:
    for data, name in (
        (declaring("UTF-16").encode(), "UTF-16"),
        (declaring("UTF-8").encode("utf-16"), "UTF-8"),
    ):
        one = only(read(jats.FORMAT, data))
        assert one.notes == (f"declares the encoding {name}, which it is not in",)


def test_undeclared_encodings_are_found() -> None:
    body = jats_body("<p>ゲフィチニブへの耐性はMETの増幅による。</p>" * 5)
    one = only(read(jats.FORMAT, body.encode("euc_jp")))
    assert (one.encoding, one.encoding_from) == ("euc_jp", "detected")
    assert one.text.startswith("ゲフィチニブへの耐性は")


def test_microsofts_characters_in_shift_jis() -> None:
    body = '<?xml version="1.0" encoding="Shift_JIS"?>' + jats_body("<p>①耐性～髙感受性</p>")
    assert only(read(jats.FORMAT, body.encode("cp932"))).text == "①耐性～髙感受性"


TEXTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "words stay apart": ("<p>a</p><p>b</p>", [("paragraph", "a"), ("paragraph", "b")]),
    "inline markup adds no blank": (
        "<p><bold>E</bold>GF<sc>R</sc> T<sup>790</sup>M</p>",
        [("paragraph", "EGFR T790M")],
    ),
    "comments and instructions": (
        "<p>re<!-- x -->sis<?y z?>tant</p>",
        [("paragraph", "resistant")],
    ),
    "CDATA": ("<p>a <![CDATA[< b]]> c</p>", [("paragraph", "a < b c")]),
    "a break": ("<p>a<break/>b</p>", [("paragraph", "a b")]),
    "line ends": ("<p>a\r\n\t b\r\n</p>", [("paragraph", "a b")]),
    "other blanks stay": ("<p>a\u00a0b\u3000c</p>", [("paragraph", "a\u00a0b\u3000c")]),
    "ruby": ("<p><ruby><rb>耐性</rb><rt>たいせい</rt></ruby>株</p>", [("paragraph", "耐性株")]),
    "a list in a list": (
        "<list><list-item><p>a</p><list><list-item><p>b</p></list-item></list></list-item></list>",
        [("list_item", "a"), ("list_item", "b")],
    ),
    "a list in a caption": (
        "<fig><caption><p>a</p><list><list-item><p>b</p></list-item></list></caption></fig>",
        [("caption", "a"), ("caption", "b")],
    ),
    "a label without words": (
        "<fig><label>Figure 9</label><graphic/></fig><p>a</p>",
        [("paragraph", "a")],
    ),
    "a figure at a paragraph's end": (
        "<p>a<fig><caption><p>b</p></caption></fig></p><p>c</p>",
        [("paragraph", "a"), ("caption", "b"), ("paragraph", "c")],
    ),
    "a footnote in a heading": (
        "<sec><title>Aim<fn><p>b</p></fn>s</title><p>c</p></sec>",
        [("heading", "Aims"), ("boilerplate", "b"), ("paragraph", "c")],
    ),
    "a quotation in a paragraph": (
        "<p>a <disp-quote><p>b</p></disp-quote> c</p>",
        [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c")],
    ),
    "an unknown element": ("<p>a <new>b</new> c</p>", [("paragraph", "a b c")]),
    "XInclude is not followed": (
        '<p>a<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
        'href="file:///etc/passwd"/>b</p>',
        [("paragraph", "ab")],
    ),
}


@pytest.mark.parametrize(("body", "wanted"), TEXTS.values(), ids=TEXTS)
def test_jats_text(body: str, wanted: list[tuple[str, str]]) -> None:
    assert blocks(only(read(jats.FORMAT, jats_body(body)))) == wanted


def test_namespaces_do_not_matter() -> None:
    prefixed = (
        '<j:article xmlns:j="http://jats.example/ns" j:x="1"><j:front><j:article-meta>'
        '<j:article-id pub-id-type="doi">10.1234/z</j:article-id><j:title-group>'
        "<j:article-title>Title</j:article-title></j:title-group></j:article-meta></j:front>"
        "<j:body><j:p>Text.</j:p></j:body></j:article>"
    )
    default = prefixed.replace("j:", "").replace("xmlns:j", "xmlns").replace(":j=", "=")
    for document in (prefixed, default):
        one = only(read(jats.FORMAT, document))
        assert blocks(one) == [("title", "Title"), ("paragraph", "Text.")]
        assert one.metadata["dois"] == ["10.1234/z"]


def test_entities_that_only_an_external_dtd_would_tell() -> None:
    one = only(
        read(
            jats.FORMAT,
            DOCTYPE
            + jats_body(
                "<sec><title>TGF-&beta;</title><p>&alpha;&nbsp;x &zork; y &zork;</p></sec>"
            ),
        )
    )
    assert blocks(one) == [("heading", "TGF-β"), ("paragraph", "α\u00a0x &zork; y &zork;")]
    assert one.notes == ("references to unknown entities stand as they are (&zork;)",)


def test_a_translation_is_read_and_a_review_is_not() -> None:
    document = (
        '<article article-type="x" xml:lang="ja"><front><article-meta><title-group><article-title>'
        "耐性の機序</article-title></title-group></article-meta></front><body><p>本文。</p></body>"
        '<sub-article article-type="translation" xml:lang="en"><front-stub><title-group>'
        "<article-title>Mechanism</article-title></title-group></front-stub><body><p>Text.</p>"
        '</body></sub-article><sub-article article-type="reviewer-report"><body><p>Weak.</p></body>'
        "</sub-article></article>"
    )
    one = only(read(jats.FORMAT, document))
    assert one.text == "耐性の機序\n本文。\nMechanism\nText."
    assert one.metadata["paper_titles"] == {"ja": "耐性の機序", "en": "Mechanism"}
    assert one.notes == ("what others add to the article was left out (reviewer-report)",)


DATES: dict[str, tuple[str, str | None]] = {
    "electronic, however it is said": (
        '<pub-date date-type="pub" publication-format="print"><day>2</day><month>2</month>'
        '<year>2020</year></pub-date><pub-date date-type="pub" publication-format="electronic" '
        'iso-8601-date="2020-01-31"/>',
        "2020-01-31",
    ),
    "a month is no full date": (
        '<pub-date pub-type="epub"><month>1</month><year>2020</year></pub-date>'
        '<pub-date pub-type="ppub"><day>3</day><month>Feb</month><year>2020</year></pub-date>',
        "2020-02-03",
    ),
    "no such day": (
        '<pub-date pub-type="epub"><day>31</day><month>2</month><year>2020</year></pub-date>',
        None,
    ),
    "a retraction's": (
        '<pub-date date-type="retracted"><day>1</day><month>2</month><year>2020</year></pub-date>',
        None,
    ),
}


@pytest.mark.parametrize(("dates", "wanted"), DATES.values(), ids=DATES)
def test_jats_dates(dates: str, wanted: str | None) -> None:
    front = f"<front><article-meta>{dates}</article-meta></front><body><p>x</p></body>"
    one = only(read(jats.FORMAT, f"<article article-type='x'>{front}</article>"))
    assert one.metadata.get("date") == wanted
    assert "institution" not in one.metadata


def member(ids: str, body: str) -> str:
    front = f"<front><article-meta>{ids}</article-meta></front>"
    return f'<article article-type="x">{front}{body}</article>'


PMC_ID = '<article-id pub-id-type="pmcid">PMC7000009</article-id>'
DOI_ID = '<article-id pub-id-type="doi">https://doi.org/10.1234/B</article-id>'
SETS: dict[str, tuple[str, str]] = {
    "E-utilities": ("<pmc-articleset>", "</pmc-articleset>"),
    "OAI-PMH": (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><metadata>',
        "</metadata></record></ListRecords></OAI-PMH>",
    ),
}


@pytest.mark.parametrize(("opening", "closing"), SETS.values(), ids=SETS)
def test_a_set_of_articles(opening: str, closing: str) -> None:
    text = "<body><p>Text.</p></body>"
    members = [member(PMC_ID + DOI_ID, text), member(DOI_ID, "<body/>"), member(DOI_ID, text)]
    first, second, third = read(jats.FORMAT, opening + "".join(members) + closing)
    assert isinstance(first, Extracted)
    assert (first.id, first.record) == ("PMC7000009", 1)
    assert isinstance(second, Refused)
    assert (second.record, second.what) == (2, "holds no article text")
    assert isinstance(third, Extracted)
    assert (third.id, third.record, third.text) == ("10.1234/b", 3, "Text.")
    alone = only(read(jats.FORMAT, opening + members[0] + closing))
    assert (alone.id, alone.record) == ("", 0)


def test_pubmed_articles() -> None:
    first, second = read(pubmed.FORMAT, PUBMED)
    assert isinstance(first, Extracted)
    assert blocks(first) == [
        ("title", "[Loss of PTEN confers resistance to trastuzumab]."),
        ("title", "PTENの欠失はトラスツズマブ耐性をもたらす."),
        ("heading", "BACKGROUND"),
        ("paragraph", "HER2 therapy fails."),
        ("heading", "RESULTS"),
        ("paragraph", "PTEN-/- cells were resistant at IC50."),
        ("paragraph", "The end."),
        ("paragraph", "PTENを欠く細胞は耐性であった。"),
    ]
    assert (first.id, first.record) == ("30000001", 1)
    assert (first.encoding, first.encoding_from) == ("utf-8", "default")
    assert dict(first.metadata) == {
        "title": "Loss of PTEN confers resistance to trastuzumab",
        "date": "2020-12-05",
        "dois": ["10.1234/abc.5"],
        "journal": "Journal of made-up resistance",
        "paper_titles": {
            "en": "Loss of PTEN confers resistance to trastuzumab",
            "ja": "PTENの欠失はトラスツズマブ耐性をもたらす.",
        },
        "pmid": "30000001",
        "pmcid": "PMC7000005",
    }
    assert isinstance(second, Extracted)
    assert (second.id, second.record, second.text) == ("30000002", 2, "KRAS G12C and sotorasib.")
    assert "date" not in second.metadata


ALONE = {
    "a set of one": f"{PUBMED_HEAD}<PubmedArticleSet>{PUBMED_2}</PubmedArticleSet>",
    "an article": PUBMED_2,
    "a citation": PUBMED_2.removeprefix("<PubmedArticle>").removesuffix("</PubmedArticle>"),
    "a citation set": PUBMED_2.replace("PubmedArticle>", "MedlineCitationSet>"),
    "a book's chapter": "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>30000002</PMID>"
    "<ArticleTitle book='x'>KRAS G12C and sotorasib.</ArticleTitle></BookDocument>"
    "</PubmedBookArticle></PubmedArticleSet>",
}


@pytest.mark.parametrize("document", ALONE.values(), ids=ALONE)
def test_a_lone_pubmed_record(document: str) -> None:
    one = only(read(pubmed.FORMAT, document))
    assert (one.id, one.record, one.metadata["pmid"]) == ("", 0, "30000002")
    assert blocks(one) == [("title", "KRAS G12C and sotorasib.")]


def test_the_issues_day_where_there_is_no_other() -> None:
    document = PUBMED_1.partition("<ArticleDate")
    without = document[0] + document[2].partition("</ArticleDate>")[2]
    assert only(read(pubmed.FORMAT, without)).metadata["date"] == "2021-03-15"


def test_one_bad_pubmed_record() -> None:
    empty = "<PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation></PubmedArticle>"
    found = read(pubmed.FORMAT, f"<PubmedArticleSet>{empty}{PUBMED_2}</PubmedArticleSet>")
    assert [(type(one).__name__, one.record) for one in found] == [("Refused", 1), ("Extracted", 2)]


TITLE, ABSTRACT = "METとゲフィチニブ。", "MET amplification confers resistance."


def test_bioc_keeps_offsets() -> None:
    data = bioc_xml(
        bioc_document(
            "30000001",
            passage("title", 0, TITLE, '<infon key="article-id_doi">10.1234/Q</infon>'),
            passage("abstract", len(TITLE) + 1, ABSTRACT),
        )
    )
    one = only(read(bioc.XML_FORMAT, data))
    assert one.text == f"{TITLE}\n{ABSTRACT}"
    assert blocks(one) == [("title", TITLE), ("paragraph", ABSTRACT)]
    assert (one.id, one.record, one.notes) == ("", 0, ())
    assert dict(one.metadata) == {
        "title": TITLE,
        "dois": ["10.1234/q"],
        "paper_titles": {"ja": TITLE},
    }


Passages = list[tuple[str, int | str, str]]
OFFSETS: dict[str, tuple[Passages, bool]] = {
    "one apart": ([("title", 0, "abc"), ("abstract", 4, "def")], True),
    "three apart": ([("title", 2, "abc"), ("abstract", 8, "def")], True),
    "white space around": ([("title", 0, " abc  "), ("abstract", 6, "  d\n e")], True),
    "touching, with a blank": ([("title", 0, "abc "), ("abstract", 4, "def")], True),
    "across a reference": ([("title", 0, "a"), ("ref", 2, "xyz"), ("abstract", 6, "b")], True),
    "beyond the BMP": ([("title", 0, "𠮟a"), ("abstract", 3, "def")], True),
    "touching": ([("title", 0, "abc"), ("abstract", 3, "def")], False),
    "in UTF-16": ([("title", 0, "𠮟𠮟𠮟𠮟a"), ("abstract", 10, "def")], False),
    "far apart": ([("title", 0, "abc"), ("abstract", 9_999_999_999, "def")], False),
    "first far off": ([("title", 9_999_999_999, "abc")], False),
    "overlapping": ([("title", 0, "abc"), ("abstract", 1, "def")], False),
    "negative": ([("title", -1, "abc"), ("abstract", 4, "def")], False),
    "no number": ([("title", "x", "abc"), ("abstract", 4, "def")], False),
}


@pytest.mark.parametrize(("passages", "fits"), OFFSETS.values(), ids=OFFSETS)
def test_bioc_offsets(passages: Passages, fits: bool) -> None:
    one = only(
        read(bioc.XML_FORMAT, bioc_xml(bioc_document("1", *(passage(*p) for p in passages))))
    )
    kept = [(offset, text) for kind, offset, text in passages if kind != "ref"]
    if fits:
        for offset, text in kept:
            assert isinstance(offset, int)
            start = offset + len(text) - len(text.lstrip())
            assert one.text[start : start + len(text.strip())] == text.strip()
        assert one.notes == ()
    else:
        assert one.text == "\n".join(text for _, text in kept)
        assert one.notes
    assert len(blocks(one)) == len(kept)


def test_bioc_sentences() -> None:
    sentences = (
        "<passage><offset>0</offset><sentence><offset>0</offset><text>MET.</text></sentence>"
        "<sentence><offset>6</offset><text>EGFR.</text></sentence>"
        "<sentence><offset>900</offset><text>KRAS.</text></sentence></passage>"
    )
    assert only(read(bioc.XML_FORMAT, bioc_xml(bioc_document("1", sentences)))).text == (
        "MET.  EGFR. KRAS."
    )


KINDS: dict[str, tuple[str, str, BlockKind | None]] = {
    "front": ("front", "TITLE", BlockKind.TITLE),
    "title": ("title", "", BlockKind.TITLE),
    "only a section": ("", "TITLE", BlockKind.TITLE),
    "section's title": ("title_2", "RESULTS", BlockKind.HEADING),
    "title in a section": ("title", "INTRO", BlockKind.HEADING),
    "abstract's title": ("abstract_title_1", "ABSTRACT", BlockKind.HEADING),
    "abstract": ("abstract", "ABSTRACT", BlockKind.PARAGRAPH),
    "paragraph": ("paragraph", "METHODS", BlockKind.PARAGRAPH),
    "nothing said": ("", "", BlockKind.PARAGRAPH),
    "figure": ("fig_title_caption", "FIG", BlockKind.CAPTION),
    "table": ("table_caption", "TABLE", BlockKind.CAPTION),
    "cells": ("table", "TABLE", None),
    "footnote": ("table_footnote", "TABLE", BlockKind.BOILERPLATE),
    "thanks": ("paragraph", "ACK_FUND", BlockKind.BOILERPLATE),
    "reference": ("ref", "REF", None),
    "references' title": ("title", "REF", None),
}


@pytest.mark.parametrize(("kind", "section", "wanted"), KINDS.values(), ids=KINDS)
def test_bioc_kinds(kind: str, section: str, wanted: BlockKind | None) -> None:
    infon = f'<infon key="section_type">{section}</infon>'
    document = bioc_document("1", passage("abstract", 0, "Text."), passage(kind, 6, "It.", infon))
    _, *rest = only(read(bioc.XML_FORMAT, bioc_xml(document))).blocks
    assert [block.kind for block in rest] == ([wanted] if wanted else [])


def test_bioc_documents() -> None:
    found = read(
        bioc.XML_FORMAT,
        bioc_xml(
            bioc_document("PMC1", passage("title", 0, "One.")),
            bioc_document("PMC2", passage("ref", 0, "Other.")),
            bioc_document("PMC3"),
            bioc_document("PMC4", passage("title", 0, "Two.")),
        ),
    )
    assert [(type(one).__name__, one.record) for one in found] == [
        ("Extracted", 1),
        ("Refused", 2),
        ("Refused", 3),
        ("Extracted", 4),
    ]
    assert [one.id for one in found if isinstance(one, Extracted)] == ["PMC1", "PMC4"]


def entities(*declared: str, body: str = "<p>&e;</p>") -> str:
    return f'<!DOCTYPE article PUBLIC "JATS" "x.dtd" [{" ".join(declared)}]>' + jats_body(body)


LAUGHS = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
HOSTILE: dict[str, tuple[bytes | str, str]] = {
    "billion laughs": (entities('<!ENTITY e0 "ha">', *LAUGHS, '<!ENTITY e "&e9;">'), "entities"),
    "laughs in an attribute": (
        entities('<!ENTITY e0 "ha">', *LAUGHS, body='<p id="&e9;">x</p>'),
        "entities",
    ),
    "quadratic blow-up": (
        entities(f'<!ENTITY e "{"a" * 100_000}">', body=f"<p>{'&e;' * 100_000}</p>"),
        "entities",
    ),
    "external file": (entities('<!ENTITY e SYSTEM "file:///etc/passwd">'), "entities"),
    "external address": (entities('<!ENTITY e SYSTEM "http://127.0.0.1:9/x">'), "entities"),
    "parameter entity": (
        entities('<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;', body="<p>x</p>"),
        "entities",
    ),
    "hidden behind a quoted comment": (
        '<!DOCTYPE article SYSTEM "<!--JATS" [<!ENTITY e "x">]>' + jats_body("<p>--></p>"),
        "entities",
    ),
    "in UTF-16": (entities('<!ENTITY e "x">').encode("utf-16"), "entities"),
    "after a long comment": (
        f"<!-- {'x' * 9000} -->" + entities('<!ENTITY e "x">'),
        "entities",
    ),
    "in UTF-7": (
        ('<?xml version="1.0" encoding="UTF-7"?>' + entities('<!ENTITY e "x">')).encode("utf-7"),
        "entities",
    ),
    "in a codec that is none": (
        b'<?xml version="1.0" encoding="idna"?><article article-type="x"/>',
        "declares the encoding 'idna', which is not known",
    ),
    "deep": (jats_body("<p>" * 100_000 + "x" + "</p>" * 100_000), "beyond what is safe"),
    "cut off": (JATS[: len(JATS) // 2], "not well-formed XML (expected"),
    "cut off between tags": (jats_body("<p>x</p>")[:-17], "not well-formed XML (Premature end"),
    "mismatched": (jats_body("<p>\n<b>x</p>"), "line 2"),
    "NUL": (jats_body("<p>a\0b</p>"), "not well-formed XML"),
    "NUL by number": (jats_body("<p>a&#0;b</p>"), "not well-formed XML"),
    "surrogate by number": (jats_body("<p>&#xD800;</p>"), "not well-formed XML"),
    "undeclared entity": (jats_body("<p>&alpha;</p>"), "'alpha' not defined"),
    "wrongly declared": (
        ('<?xml version="1.0" encoding="UTF-8"?>' + jats_body("<p>耐性</p>" * 50)).encode("cp932"),
        "is not UTF-8 (byte 0x91",
    ),
    "no text": ('<article article-type="x"/>', "holds no article text"),
    "no article": ("<pmc-articleset/>", "holds no article in JATS"),
}


@pytest.mark.parametrize(("data", "what"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_and_broken(data: bytes | str, what: str) -> None:
    raw = data.encode() if isinstance(data, str) else data
    if "after a long" not in what and b"x" * 9000 not in raw:
        assert jats.FORMAT.fits(raw[:8192], "-")
    with pytest.raises(RefusedError) as caught:
        list(jats.FORMAT.read(raw, Given("a.xml")))
    assert what in caught.value.what
    assert caught.value.remedy
    assert len(str(caught.value)) < 500


def test_every_xml_format_refuses_entities() -> None:
    for root, fmt in (("PubmedArticleSet", pubmed.FORMAT), ("collection", bioc.XML_FORMAT)):
        data = f'<!DOCTYPE {root} [<!ENTITY e "x">]><{root}><source/>&e;</{root}>'.encode()
        assert fmt.fits(data, "-")
        with pytest.raises(RefusedError, match="entities of its own"):
            list(fmt.read(data, Given("a.xml")))


def test_a_doctype_with_markup_and_comments_is_no_entity() -> None:
    declared = "<!ELEMENT article ANY> <!-- it's <!ENTITY e 'x'> --> <!ATTLIST p id CDATA ''>"
    document = f"<!DOCTYPE article [{declared}]>" + jats_body("<p>Text.</p>")
    assert only(read(jats.FORMAT, document)).text == "Text."


def test_limits_are_named() -> None:
    with pytest.raises(RefusedError, match=r"larger than 1,000 bytes; .*max_markup_bytes"):
        read(jats.FORMAT, JATS, max_markup_bytes=1000)


def test_a_very_long_text_is_refused() -> None:
    with pytest.raises(RefusedError, match="beyond what is safe"):
        read(jats.FORMAT, jats_body(f"<p>{'x' * 10_100_000}</p>"))


def test_wide_documents_take_linear_time() -> None:
    body = "<p>x<fn><p>y</p></fn></p>" * 20_000 + "<p>" + "<b>z</b> " * 20_000 + "</p>"
    body += "<def-list><def-item>" + "<term>a</term>" * 20_000 + "</def-item></def-list>"
    one = only(read(jats.FORMAT, jats_body(body)))
    assert len(one.blocks) == 40_002


def test_without_lxml(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.startswith("lxml"):
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RefusedError) as caught:
        list(jats.FORMAT.read(JATS.encode(), Given("a.xml")))
    assert caught.value.what == "is XML, and reading it needs lxml, which is not installed"
    assert caught.value.remedy == 'pip install "taisei[xml]"'


def test_importing_the_readers_loads_no_lxml() -> None:
    code = (
        "import sys; from pipeline.read.xml import jats, pubmed; "
        "from pipeline.read.records import bioc, pubannotation; "
        "sys.exit(any(name.startswith('lxml') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FITS: dict[str, tuple[bytes | str, str]] = {
    "JATS": (JATS, "jats"),
    "JATS in UTF-16": (declaring("UTF-16").encode("utf-16"), "jats"),
    "JATS without a doctype": ("<article><front><x/></front></article>", "jats"),
    "PubMed": (PUBMED, "pubmed"),
    "BioC": (bioc_xml(bioc_document("1")), "bioc-xml"),
    "HTML": ("<!DOCTYPE html><html><article><p>x</p></article></html>", ""),
    "an article in HTML": ("<article><h1>x</h1><p>y</p></article>", ""),
    "DocBook": (
        '<!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "x"><article class="faq">'
        "<articleinfo/></article>",
        "",
    ),
    "MARC": ('<collection xmlns="http://www.loc.gov/MARC21/slim"><record/></collection>', ""),
    "RSS": ('<?xml version="1.0"?><rss><channel/></rss>', ""),
    "plain text": ("<article> is what we call it", ""),
    "JSON": ('{"text": "<article article-type=\'x\'>"}', ""),
    "empty": (b"", ""),
    "binary": (bytes(range(256)), ""),
}


@pytest.mark.parametrize(("data", "wanted"), FITS.values(), ids=FITS)
@pytest.mark.parametrize("name", ["a.xml", "a.txt", "-"])
def test_recognition(data: bytes | str, wanted: str, name: str) -> None:
    raw = data.encode() if isinstance(data, str) else data
    found = [fmt.name for fmt in FORMATS if fmt.fits(raw[:8192], name)]
    assert found == ([wanted] if wanted else [])


ROOTS: dict[str, tuple[bytes | str, str]] = {
    "declaration, comment, instruction": (
        '<?xml version="1.0"?>\n<!-- <a> -->\n<?x <b>?>\n<c:root xmlns:c="x">', "root",
    ),
    "doctype with a subset": ('<!DOCTYPE a [<!ELEMENT b (c)> <!-- ]> -->]>\n<root/>', "root"),
    "doctype that the head cuts": (f"<!DOCTYPE root [{'<!ENTITY a 1>' * 1000}", "root"),
    "leading blanks": ('\n  <?xml version="1.0"?><root>', "root"),
    "UTF-16": ('<?xml version="1.0"?><root>'.encode("utf-16"), "root"),
    "UTF-16 without a mark": ('<?xml version="1.0"?><root>'.encode("utf-16-be"), "root"),
    "unknown encoding": ('<?xml version="1.0" encoding="x-none"?><root>', "root"),
    "only elements": ('<root a="1"><b/></root>', "root"),
    "Japanese name": ("<論文><題>x</題></論文>", "論文"),
    "plain text in brackets": ("<抄録>耐性について", ""),
    "comparison": ("<0.05 was the p value; a < b", ""),
    "JSON": ("{}", ""),
    "empty": (b"", ""),
}  # fmt: skip


@pytest.mark.parametrize(("head", "wanted"), ROOTS.values(), ids=ROOTS)
def test_root_name(head: bytes | str, wanted: str) -> None:
    assert root_name(head.encode() if isinstance(head, str) else head) == wanted


HEADS = [b"<!--" * 2000, b"<?" * 4000, b"<!DOCTYPE a [" + b"<!--" * 2000, b"<a " + b"b='" * 2000]


@pytest.mark.parametrize("head", HEADS)
def test_root_name_of_nonsense_is_quick(head: bytes) -> None:
    assert root_name(head) in ("", "a")


def test_damaged_files_are_refused_or_read() -> None:
    data = JATS.encode()
    for at in range(0, len(data), 211):
        for damaged in (data[:at], data[:at] + b"\xff" + data[at:], data[:at] + data[at + 7 :]):
            try:
                found = list(jats.FORMAT.read(damaged, Given("a.xml")))
            except RefusedError:
                continue
            assert [type(one) for one in found] == [Extracted]

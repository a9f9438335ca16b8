"""Telling excerpts of texts written without a look at the rules, as PDFs and web pages give them.

Every text is invented. A case names what must come out, sentence by sentence: the kind of its
block, and its unwrapped text.
"""

from __future__ import annotations

import pytest

from pipeline.model import Document, Source
from pipeline.segment import segment
from pipeline.text import unwrap

AML = (
    "清流大学医学部附属病院の大石 渉 講師らは、再発した患者さん 17\n"
    "名の白血病細胞をスクリーニングで調べ、AMPD3 を同定\n"
    "しました。AMPD3 阻害剤 SR-55 は耐性細胞のアデニル酸を増やし、\n"
    "{between}\n"
    "ベネトクラクス耐性を解除しました（図 2）。\n"
)
AML_SENTENCES = [
    "paragraph: 清流大学医学部附属病院の大石渉講師らは、再発した患者さん17名の白血病細胞を"
    "スクリーニングで調べ、AMPD3を同定しました。",
    "paragraph: AMPD3阻害剤SR-55は耐性細胞のアデニル酸を増やし、"
    "ベネトクラクス耐性を解除しました(図2)。",
]
KEAP1 = (
    "Roughly 1 in 3 patients relapse within 12.5 months, i.e., far sooner than\n"
    "doctors would like. In cells lacking KEAP1, NRF2 was switched on and the\n"
    "half-maximal dose of osimertinib rose from 0.02 to 1.4 µM (p < 0.001;\n"
    "{between}\n"
    "Fig. 3A). Blocking NRF2 with ML-385 re-sensitized the cells.\n"
)
KEAP1_SENTENCES = [
    "paragraph: Roughly 1 in 3 patients relapse within 12.5 months, i.e., far sooner than "
    "doctors would like.",
    "paragraph: In cells lacking KEAP1, NRF2 was switched on and the half-maximal dose of "
    "osimertinib rose from 0.02 to 1.4 μM (p < 0.001; Fig. 3A).",
    "paragraph: Blocking NRF2 with ML-385 re-sensitized the cells.",
]

FURNITURE = {
    "a release's head once": (AML, "清流大学プレスリリース\n3/5", AML_SENTENCES),
    "a journal's head once": (AML, "清流医誌 Vol. 41 No. 3 (2019)\n213", AML_SENTENCES),
    "head and number apart": (AML, "病院だより　第４８号\n\n－２－\n", AML_SENTENCES),
    "head and number on one line": (
        KEAP1,
        "Larkfield University News  |  page 2",
        KEAP1_SENTENCES,
    ),
    "head at the other margin": (
        KEAP1,
        "Harrow Institute of Technology                       4",
        KEAP1_SENTENCES,
    ),
    "number first": (KEAP1, "2        Larkfield Hospital Newsletter", KEAP1_SENTENCES),
    "authors as head": (KEAP1, "LUND ET AL.\n3 of 14", KEAP1_SENTENCES),
}


@pytest.mark.parametrize(("text", "between", "expected"), FURNITURE.values(), ids=FURNITURE.keys())
def test_a_sentence_goes_on_past_a_running_head(
    text: str, between: str, expected: list[str]
) -> None:
    assert _sentences(text.format(between=between)) == expected


EXCERPTS = {
    "a company's headline and the text under it": (
        "株式会社ミナト製薬\n\n新規FGFR阻害薬「ベルザフィチニブ」の第１相臨床試験開始について\n\n"
        "株式会社ミナト製薬（本社：大阪市、代表取締役社長：高科 亮、以下「当社」）は、\n\n"
        "このたび、ＦＧＦＲ阻害薬ベルザフィチニブ（開発コード：ＭＮＴ－２０７）の第１相\n\n"
        "臨床試験において、最初の患者さんへの投与を開始しましたのでお知らせします。\n",
        [
            "paragraph: 株式会社ミナト製薬",
            "title: 新規FGFR阻害薬「ベルザフィチニブ」の第1相臨床試験開始について",
            "paragraph: 株式会社ミナト製薬(本社:大阪市、代表取締役社長:高科亮、以下「当社」)は、"
            "このたび、FGFR阻害薬ベルザフィチニブ(開発コード:MNT-207)の第1相臨床試験において、"
            "最初の患者さんへの投与を開始しましたのでお知らせします。",
        ],
    ),
    "the officer is no headline": (
        "株式会社アストレア・バイオ\n代表取締役 CEO　宇野 千景\n"
        "（コード番号：0000　東証グロース）\n\n"
        "肺がん治療薬ロルラチニブの耐性克服に向けた\n共同研究契約を締結\n\n"
        "当社は、ロルラチニブ耐性の克服を目的とする共同研究契約を締結いたしました。\n",
        [
            "paragraph: 株式会社アストレア・バイオ",
            "paragraph: 代表取締役CEO宇野千景",
            "paragraph: コード番号:0000東証グロース",
            "title: 肺がん治療薬ロルラチニブの耐性克服に向けた共同研究契約を締結",
            "paragraph: 当社は、ロルラチニブ耐性の克服を目的とする共同研究契約を締結いたしました。",
        ],
    ),
    "a headline that ends like a section": (
        "P-214\n抗体薬物複合体に抵抗性の胃癌における SLFN11 の意義\n"
        "【結論】SLFN11 の低下は T-DXd 抵抗性の原因となる。\n",
        [
            "paragraph: P-214",
            "title: 抗体薬物複合体に抵抗性の胃癌におけるSLFN11の意義",
            "heading: 結論",
            "paragraph: SLFN11の低下はT-DXd抵抗性の原因となる。",
        ],
    ),
    "headlines in two languages, authors, dates": (
        "研究ノート\n多発性骨髄腫における CRBN 非依存的なレナリドミド耐性\n"
        "Cereblon-independent resistance to lenalidomide in multiple myeloma\n"
        "小田切 颯¹　Lukas Weber²　相馬 千晶¹\n受付日 2019年8月2日　受理日 2019年10月11日\n"
        "要旨\nレナリドミドに対する耐性は CRBN の変異や発現低下に\n"
        "よって生じるが、CRBN が保たれた耐性例も少なくない。\n"
        "そこで我々は、MEK 阻害薬トラメチニブの効果を調べた。\n"
        "Abstract\nResistance to lenalidomide often arises from CRBN mu-\ntations.\n"
        "文献\n",
        [
            "boilerplate: 研究ノート",
            "title: 多発性骨髄腫におけるCRBN非依存的なレナリドミド耐性",
            "paragraph: Cereblon-independent resistance to lenalidomide in multiple myeloma",
            "paragraph: 小田切颯Lukas Weber相馬千晶",
            "boilerplate: 受付日2019年8月2日受理日2019年10月11日",
            "heading: 要旨",
            "paragraph: レナリドミドに対する耐性はCRBNの変異や発現低下によって生じるが、"
            "CRBNが保たれた耐性例も少なくない。",
            "paragraph: そこで我々は、MEK阻害薬トラメチニブの効果を調べた。",
            "heading: Abstract",
            "paragraph: Resistance to lenalidomide often arises from CRBN mutations.",
            "heading: 文献",
        ],
    ),
    "a web page's way and date": (
        "トップページ > 研究 > 研究ニュース\n卵巣がんの PARP 阻害剤耐性を画像で捉える\n"
        "更新日：2020年2月3日\n53BP1 の喪失もオラパリブ耐性を引き起こす。\n",
        [
            "boilerplate: トップページ>研究>研究ニュース",
            "title: 卵巣がんのPARP阻害剤耐性を画像で捉える",
            "boilerplate: 更新日:2020年2月3日",
            "paragraph: 53BP1の喪失もオラパリブ耐性を引き起こす。",
        ],
    ),
    "a Roman numeral without a space, after a full line": (
        "Ⅲ．研究の方法と結果\n\n"
        "ベネトクラクス耐性の白血病細胞は酵素 AMPD3 に強く依存し、その阻害に\n\n"
        "よって選択的に死滅しました。\n\n"
        "（左）耐性細胞の生存率。（右）マウスの生存曲線。n = 8、** P < 0.01\n\n"
        "Ⅳ．用語の説明\n\n*1 ベネトクラクス：BCL-2 のはたらきを妨げる薬。\n\nⅤ．発表論文\n\n"
        "Ⅵ．研究者のコメント\n\n「耐性細胞の弱点が見つかりました。」（大石講師）\n",
        [
            "heading: 研究の方法と結果",
            "paragraph: ベネトクラクス耐性の白血病細胞は酵素AMPD3に強く依存し、"
            "その阻害によって選択的に死滅しました。",
            "paragraph: (左)耐性細胞の生存率。",
            "paragraph: (右)マウスの生存曲線。",
            "paragraph: n = 8、** P < 0.01",
            "heading: 用語の説明",
            "glossary: ベネトクラクス:BCL-2のはたらきを妨げる薬。",
            "heading: 発表論文",
            "heading: 研究者のコメント",
            "paragraph: 「耐性細胞の弱点が見つかりました。」(大石講師)",
        ],
    ),
    "an indented paragraph under a caption": (
        "　研究グループは、オシメルチニブを 6 か月間与え続けた\n"
        "肺がん細胞株 PC-9 から耐性株を樹立しました（図１）。耐性\n"
        "株では LTP9 の量が親株の 4.2 倍に増えていました。\n"
        "図１：オシメルチニブ耐性株における LTP9 の発現\n"
        "　さらに、LTP9 阻害剤 AKD-118 とオシメルチニブの併用\n"
        "は、マウスに移植した腫瘍の増殖を強く抑えました。\n",
        [
            "paragraph: 研究グループは、オシメルチニブを6か月間与え続けた"
            "肺がん細胞株PC-9から耐性株を樹立しました(図1)。",
            "paragraph: 耐性株ではLTP9の量が親株の4.2倍に増えていました。",
            "caption: 図1:オシメルチニブ耐性株におけるLTP9の発現",
            "paragraph: さらに、LTP9阻害剤AKD-118とオシメルチニブの併用は、"
            "マウスに移植した腫瘍の増殖を強く抑えました。",
        ],
    ),
    "an abbreviation in brackets begins the line": (
        "　－ 当社の役割：化合物の提供と製剤化\n　－ 白峰大学の役割：患者由来ゼノグラフト\n"
        "（PDX）モデルでの評価\n",
        [
            "list_item: -当社の役割:化合物の提供と製剤化",
            "list_item: -白峰大学の役割:患者由来ゼノグラフト(PDX)モデルでの評価",
        ],
    ),
    "a company's name before a bracket": (
        "Lund, Sweden and Tokyo, May 6, 2021 – Oncovia AB and Kisaragi Pharma Co., Ltd.\n"
        "(“Kisaragi”) today announced a collaboration on drugs that overcome resistance of\n"
        "kidney cancer to belzutifan.\n",
        [
            "paragraph: Lund, Sweden and Tokyo, May 6, 2021 - Oncovia AB and Kisaragi Pharma "
            "Co., Ltd. (“Kisaragi”) today announced a collaboration on drugs that overcome "
            "resistance of kidney cancer to belzutifan.",
        ],
    ),
    "capitals after a whole sentence": (
        "OV-12 overcame resistance to belzutifan in cells that carry the G323E mutation of\n"
        "HIF2A, whereas it had no effect on cells without it.\nABOUT ONCOVIA\n"
        "Oncovia AB is a private company in Lund that develops drugs against resistance.\n"
        "CAUTIONARY NOTE\nOV-12 may not overcome resistance to belzutifan in patients.\n",
        [
            "paragraph: OV-12 overcame resistance to belzutifan in cells that carry the G323E "
            "mutation of HIF2A, whereas it had no effect on cells without it.",
            "heading: ABOUT ONCOVIA",
            "boilerplate: Oncovia AB is a private company in Lund that develops drugs against "
            "resistance.",
            "heading: CAUTIONARY NOTE",
            "boilerplate: OV-12 may not overcome resistance to belzutifan in patients.",
        ],
    ),
    "a ragged line inside a paragraph": (
        "LARKFIELD, Ohio – Scientists at Larkfield University have found that loss\n"
        "of the gene KEAP1 makes lung tumors resistant to osimertinib, a drug\n"
        "widely used against EGFR-mutant disease. The work, led by Dr. Maria J.\n"
        "Solano and colleagues, appeared today in Tumor Plasticity\nCommunications.\n",
        [
            "paragraph: LARKFIELD, Ohio - Scientists at Larkfield University have found that loss "
            "of the gene KEAP1 makes lung tumors resistant to osimertinib, a drug widely used "
            "against EGFR-mutant disease.",
            "paragraph: The work, led by Dr. Maria J. Solano and colleagues, appeared today in "
            "Tumor Plasticity Communications.",
        ],
    ),
    "a superscript that lost its place": (
        "Resistance has been linked to NRAS mutations,1,2 MAP2K1 mutations3 and BRAF "
        "amplification.4 In contrast, SOX2 remains poorly understood.5,6 BRAF drives growth.\n",
        [
            "paragraph: Resistance has been linked to NRAS mutations,1,2 MAP2K1 mutations3 and "
            "BRAF amplification.4",
            "paragraph: In contrast, SOX2 remains poorly understood.5,6",
            "paragraph: BRAF drives growth.",
        ],
    ),
    "what is about a drug is no portrait": (
        "CVT-880 data in leukaemia\n\n"
        "About CVT-880\nCVT-880 is an oral inhibitor of MCL-1 that overcomes resistance.\n\n"
        "About Corvane Therapeutics\nCorvane develops drugs against resistance.\n\n"
        "■ 株式会社ミナト製薬について\n当社は耐性を克服する薬を開発しています。\n",
        [
            "title: CVT-880 data in leukaemia",
            "heading: About CVT-880",
            "paragraph: CVT-880 is an oral inhibitor of MCL-1 that overcomes resistance.",
            "heading: About Corvane Therapeutics",
            "boilerplate: Corvane develops drugs against resistance.",
            "heading: 株式会社ミナト製薬について",
            "boilerplate: 当社は耐性を克服する薬を開発しています。",
        ],
    ),
    "labels before a wide space": (
        "耐性の仕組みが分かった。\n【論文情報】\n論文名　AMPD3 dependency of resistant leukaemia\n"
        "著者名　Wataru Oishi, Nana Kubo, Tomas Lind and Rei Aoki\n掲載誌　Blood Resistance\n",
        [
            "paragraph: 耐性の仕組みが分かった。",
            "heading: 論文情報",
            "reference: 論文名AMPD3 dependency of resistant leukaemia",
            "boilerplate: 著者名Wataru Oishi, Nana Kubo, Tomas Lind and Rei Aoki",
            "reference: 掲載誌Blood Resistance",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), EXCERPTS.values(), ids=EXCERPTS.keys())
def test_sentences_and_kinds(text: str, expected: list[str]) -> None:
    assert _sentences(text) == expected


TITLES = {
    "a colon in an English headline": (
        "Form R-7\nGrant Report: Overcoming imatinib resistance in GIST\n"
        "Principal Investigator: Joel Anders, Harrow Institute of Technology\n\n"
        "Mutations of KIT cause imatinib resistance.\n",
        {"title": "Grant Report: Overcoming imatinib resistance in GIST"},
    ),
    "a form's labels": (
        "耐性を担う酵素を発見\n\n酵素を止めると耐性が失われた。\n\n"
        "【論文情報】\n掲載誌　Blood Resistance\n"
        "論文名　AMPD3 dependency of resistant leukaemia\n"
        "（邦題：耐性白血病の AMPD3 依存性）\n著者名　Wataru Oishi, Nana Kubo\n",
        {
            "journal": "Blood Resistance",
            "paper_titles": {
                "en": "AMPD3 dependency of resistant leukaemia",
                "ja": "耐性白血病のAMPD3依存性",
            },
            "title": "耐性を担う酵素を発見",
        },
    ),
    "a date in capitals": (
        "FTO inhibition reverses temozolomide resistance\n\n30-SEP-2020\n\n"
        "FTO drives temozolomide resistance.\n",
        {"title": "FTO inhibition reverses temozolomide resistance", "date": "2020-09-30"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), TITLES.values(), ids=TITLES.keys())
def test_metadata(text: str, expected: dict[str, object]) -> None:
    assert segment(_document(text)).metadata == expected


def _document(text: str) -> Document:
    return Document("t", text, Source("t", ""))


def _sentences(text: str) -> list[str]:
    doc = segment(_document(text))
    return [
        f"{doc.blocks[s.block].kind}: {unwrap(text, s.start, s.end, doc.furniture).folded}"
        for s in doc.sentences
        if doc.blocks[s.block].start not in {span.start for span in doc.furniture}
    ]

"""Made-up layouts and the blocks that should come out of each.

A block is written as ``kind: unwrapped text``. Every text here is invented.
"""

from __future__ import annotations

import textwrap

import pytest

from pipeline.model import BlockKind
from pipeline.read.extracted import TextBuilder
from pipeline.segment.blocks import Blocks, blocks_of
from pipeline.segment.lines import display_width
from pipeline.text import unwrap

JA_1 = (
    "多くの乳がん細胞はパルボシクリブで増殖が止まるが、治療を続けるうちに効きにくくなることがある。"
    "私たちは長く薬にさらした細胞株を調べ、サイクリンEの量が増えていることに気づいた。"
    "サイクリンEを減らすと薬は再び効くようになった。この結果は患者由来の細胞でも確かめられた。"
)
JA_2 = (
    "今回の発見は、薬が効かなくなった患者の治療を選ぶ手がかりとなる。"
    "今後は、血液中の印を使って耐性を早く見つける方法の開発を進め、臨床試験で有用性を確かめたい。"
)
TERM = (
    "細胞が分裂を始めるときに働くタンパク質。"
    "量が増えると、細胞は止まらずに増え続けることが知られている。"
)
EN_1 = (
    "Resistance to palbociclib limits its benefit in breast cancer. We cultured cells with the "
    "drug for six months and compared them with their parents. Cyclin E rose in every resistant "
    "line, and its knock-down made the cells sensitive again, as shown in Fig. 2 and in "
    "two xenografts."
)
TITLE = "Cyclin E drives resistance to palbociclib in breast cancer"
EN_2 = (
    "Taken together, these data suggest that cyclin E is a cause of resistance and that inhibitors "
    "of CDK2, e.g. those now in early trials, could restore the effect of palbociclib."
)


def wrap_ja(text: str, columns: int = 80) -> str:
    """Break after as many characters as go into a line, as Japanese typesetting does."""
    lines, line = [], ""
    for char in text:
        if display_width(line + char) > columns and char not in "、。）」ー":
            lines.append(line)
            line = ""
        line += char
    return "\n".join([*lines, line])


def wrap_en(text: str, columns: int = 80) -> str:
    return "\n".join(textwrap.wrap(text, columns, break_on_hyphens=False))


def spaced(text: str) -> str:
    """A blank line after every line, as some PDF readers write."""
    return text.replace("\n", "\n\n")


def paragraph(text: str) -> str:
    return f"paragraph: {unwrap(text).folded}"


P1, P2, E1, E2 = map(paragraph, (JA_1, JA_2, EN_1, EN_2))

LAYOUTS = {
    "a line a paragraph": (
        f"{JA_1}\n{JA_2}\n",
        [P1, P2],
    ),
    "a line a short paragraph": (
        "サイクリンEが耐性の原因だった。\nCDK2阻害薬が耐性を克服した。\n治験が始まる。\n",
        [
            "paragraph: サイクリンEが耐性の原因だった。",
            "paragraph: CDK2阻害薬が耐性を克服した。",
            "paragraph: 治験が始まる。",
        ],
    ),
    "one line, no full stop": (
        "サイクリンEによるパルボシクリブ耐性",
        ["paragraph: サイクリンEによるパルボシクリブ耐性"],
    ),
    "wrapped at 40 characters": (
        f"薬が効かなくなる仕組みを発見\n\n{wrap_ja(JA_1)}\n\n{wrap_ja(JA_2)}\n",
        ["title: 薬が効かなくなる仕組みを発見", P1, P2],
    ),
    "paragraphs told apart by indent": (
        f"{wrap_ja('　' + JA_1, 60)}\n{wrap_ja('　' + JA_2, 60)}\n",
        [P1, P2],
    ),
    "wrapped, a blank line after each": (
        f"１．背景\n\n{spaced(wrap_ja(JA_1, 64))}\n\n \n\n"
        f"２．展望\n\n{spaced(wrap_ja(JA_2, 64))}\n",
        ["heading: 1.背景", P1, "heading: 2.展望", P2],
    ),
    "wrapped, CRLF": (
        f"■背景\n{wrap_ja(JA_1, 50)}\n■展望\n{wrap_ja(JA_2, 50)}\n".replace("\n", "\r\n"),
        ["heading: ■背景", P1, "heading: ■展望", P2],
    ),
    "narrow column beside a figure": (
        f"{wrap_ja(JA_2, 80)}\n\n{wrap_ja(JA_1, 30)}\n\n図１　細胞の増え方\n\n{wrap_ja(JA_2, 80)}",
        [P2, P1, "caption: 図1細胞の増え方", P2],
    ),
    "a page break inside a sentence": (
        "{}\n\n\n\n\n{}".format(*wrap_ja(JA_1, 60).split("\n", 1)),
        [P1],
    ),
    "brackets, bullets, private-use glyphs": (
        "【発表のポイント】\n\uf06c サイクリンEの増加が薬の効果を弱めることを見いだしました。\n"
        "\uf06c 増加を抑えると薬は再び効きました。\n"
        "・患者の組織でも同じ変化を確認\n・治験を準備中\n"
        f"【研究の背景】\n{wrap_ja(JA_1)}",
        [
            "heading: 【発表のポイント】",
            "list_item: \uf06cサイクリンEの増加が薬の効果を弱めることを見いだしました。",
            "list_item: \uf06c増加を抑えると薬は再び効きました。",
            "list_item: ・患者の組織でも同じ変化を確認",
            "list_item: ・治験を準備中",
            "heading: 【研究の背景】",
            P1,
        ],
    ),
    "English wrapped at 80": (
        f"{TITLE}\n\nBackground\n{wrap_en(EN_1)}\n\nConclusions\n{wrap_en(EN_2)}\n",
        [
            f"title: {TITLE}",
            "heading: Background",
            E1,
            "heading: Conclusions",
            E2,
        ],
    ),
    "English, blank lines between paragraphs": (
        f"{wrap_en(EN_1, 72)}\n\n{wrap_en(EN_2, 72)}\n",
        [E1, E2],
    ),
    "English, a blank line after each line": (
        f"Results\n\n{spaced(wrap_en(EN_1, 90))}\n",
        ["heading: Results", E1],
    ),
    "one-line abstract with labels": (
        f"BACKGROUND: {EN_1} CONCLUSIONS: {EN_2}\n",
        [paragraph(f"BACKGROUND: {EN_1} CONCLUSIONS: {EN_2}")],
    ),
    "labelled abstract, a part a line": (
        f"BACKGROUND: {EN_1}\nCONCLUSIONS: {EN_2}\n",
        [paragraph(f"BACKGROUND: {EN_1}"), paragraph(f"CONCLUSIONS: {EN_2}")],
    ),
    "report in two languages": (
        f"研究成果の概要（和文）：{wrap_ja(JA_1, 90)}\n\n"
        f"研究成果の概要（英文）：{wrap_en(EN_1, 90)}\n\n"
        f"キーワード： 乳がん　耐性\n\n１．研究の背景\n\n{wrap_ja(JA_2, 90)}",
        [
            "heading: 研究成果の概要(和文):",
            P1,
            "heading: 研究成果の概要(英文):",
            E1,
            "paragraph: キーワード:乳がん耐性",
            "heading: 1.研究の背景",
            P2,
        ],
    ),
    "labels in brackets before text": (
        f"【背景】{JA_1}\n【展望】{JA_2}\n",
        ["heading: 【背景】", P1, "heading: 【展望】", P2],
    ),
    "glossary": (
        f"{wrap_ja(JA_2)}\n\n＜用語解説＞\n（注１）サイクリンE\n"
        f"{wrap_ja(TERM)}\n"
        "※2 耐性\n 薬が効かなくなること。\n*3 CDK2：細胞の分裂を進める酵素。\n",
        [
            P2,
            "heading: <用語解説>",
            "glossary: (注1)サイクリンE",
            f"glossary: {TERM}",
            "glossary: ※2耐性",
            "glossary: 薬が効かなくなること。",
            "glossary: *3 CDK2:細胞の分裂を進める酵素。",
        ],
    ),
    "captions": (
        f"{wrap_ja(JA_1)}\n \n \n図 1. \n\n薬にさらした細胞の数\n \n \n"
        f"図２　サイクリンEの量\n \n表1：細胞株の一覧\n\n{wrap_ja(JA_2)}\n",
        [
            P1,
            "caption: 図1.薬にさらした細胞の数",
            "caption: 図2サイクリンEの量",
            "caption: 表1:細胞株の一覧",
            P2,
        ],
    ),
    "English captions": (
        f"{wrap_en(EN_1)}\n\nFigure 1. Growth of resistant cells\n\nTable 2. Cell lines used\n\n"
        f"{wrap_en(EN_2)}\n",
        [
            E1,
            "caption: Figure 1. Growth of resistant cells",
            "caption: Table 2. Cell lines used",
            E2,
        ],
    ),
    "paper": (
        f"{wrap_ja(JA_2)}\n\n【論文情報】\n雑誌名：Journal of Made-up Oncology\n"
        "論文名：Cyclin E protects breast cancer from palbociclib by\nsparing CDK2\n"
        "著者：Hanako Yamada, Taro Suzuki,\nJiro Tanaka\nDOI：10.9999/made.up.1\n",
        [
            P2,
            "heading: 【論文情報】",
            "reference: 雑誌名:Journal of Made-up Oncology",
            "reference: 論文名:Cyclin E protects breast cancer from palbociclib by sparing CDK2",
            "boilerplate: 著者:Hanako Yamada, Taro Suzuki, Jiro Tanaka",
            "reference: DOI:10.9999/made.up.1",
        ],
    ),
    "contact block": (
        f"{wrap_ja(JA_2)}\n\n＜本件に関する問い合わせ先＞\n●研究について\n"
        "架空大学 医学部 教授 山田花子\n"
        "TEL：000-000-0000\nE-mail：hanako@example.org\n●報道について\n架空大学 広報課\n",
        [
            P2,
            "heading: <本件に関する問い合わせ先>",
            "heading: ●研究について",
            "contact: 架空大学医学部教授山田花子",
            "contact: TEL:000-000-0000",
            "contact: E-mail:hanako@example.org",
            "heading: ●報道について",
            "contact: 架空大学広報課",
        ],
    ),
    "funding and thanks": (
        f"{wrap_ja(JA_1)}\n\n【研究支援】\n本研究は架空財団の助成を受けました。\n\n【今後の展開】\n{wrap_ja(JA_2)}\n",
        [
            P1,
            "heading: 【研究支援】",
            "boilerplate: 本研究は架空財団の助成を受けました。",
            "heading: 【今後の展開】",
            P2,
        ],
    ),
    "headings only": (
        "耐性の克服\n新しい薬\n患者の声\n今後の予定\n",
        [
            "title: 耐性の克服",
            "paragraph: 新しい薬",
            "paragraph: 患者の声",
            "heading: 今後の予定",
        ],
    ),
    "names only": (
        "アレクチニブ\nオシメルチニブ\nゲフィチニブ\nalectinib\nosimertinib\n",
        [
            "paragraph: アレクチニブ",
            "paragraph: オシメルチニブ",
            "paragraph: ゲフィチニブ",
            "paragraph: alectinib",
            "paragraph: osimertinib",
        ],
    ),
    "a heading ends with the name that the text begins with": (
        "骨髄腫の再発とレナリドミド\n\nレナリドミドは骨髄腫の治療に使われる薬です。\n",
        [
            "title: 骨髄腫の再発とレナリドミド",
            "paragraph: レナリドミドは骨髄腫の治療に使われる薬です。",
        ],
    ),
    "release with sender and date": (
        "報道関係者各位\n2024年5月7日\n架空大学\n\n乳がん治療薬が効かなくなる仕組みを解明\n"
        f"～耐性を克服する薬の候補も発見～\n\n{wrap_ja(JA_1)}\n",
        [
            "boilerplate: 報道関係者各位",
            "boilerplate: 2024年5月7日",
            "paragraph: 架空大学",
            "title: 乳がん治療薬が効かなくなる仕組みを解明",
            "title: ~耐性を克服する薬の候補も発見~",
            P1,
        ],
    ),
    "agency's release, title on two lines": (
        "【プレスリリース】\n2031年7月1日\n国立研究開発法人架空機構\n\n"
        "乳がんの治療薬パルボシクリブの効果を弱める\nタンパク質を発見\n－併用で耐性を防ぐ－\n\n"
        f"概要\n{wrap_ja('　' + JA_1)}\n\n１　展望\n{wrap_ja('　' + JA_2)}\n",
        [
            "boilerplate: 【プレスリリース】",
            "boilerplate: 2031年7月1日",
            "paragraph: 国立研究開発法人架空機構",
            "title: 乳がんの治療薬パルボシクリブの効果を弱めるタンパク質を発見",
            "title: -併用で耐性を防ぐ-",
            "heading: 概要",
            P1,
            "heading: 1展望",
            P2,
        ],
    ),
    "record of a literature database": (
        "1. J Invent Oncol. 2021 Feb 4;12(3):101-110. doi: 10.9999/jio.2021.33.\n\n"
        f"{TITLE}.\n\nYamada H(1), Suzuki T(2).\n\nAuthor information:\n"
        "(1)Department of Medicine, Nowhere.\n(2)Institute of Things, Elsewhere.\n\n"
        f"{wrap_en('BACKGROUND: ' + EN_1)}\n{wrap_en('CONCLUSIONS: ' + EN_2)}\n\n"
        "DOI: 10.9999/jio.2021.33\n\nConflict of interest statement: None.\n",
        [
            "heading: 1. J Invent Oncol. 2021 Feb 4;12(3):101-110. doi: 10.9999/jio.2021.33.",
            f"paragraph: {TITLE}.",
            "paragraph: Yamada H(1), Suzuki T(2).",
            "heading: Author information:",
            "boilerplate: (1)Department of Medicine, Nowhere.",
            "boilerplate: (2)Institute of Things, Elsewhere.",
            paragraph(f"BACKGROUND: {EN_1}"),
            paragraph(f"CONCLUSIONS: {EN_2}"),
            "reference: DOI: 10.9999/jio.2021.33",
            "boilerplate: Conflict of interest statement: None.",
        ],
    ),
    "running heads beside page numbers": (
        f"{wrap_ja(JA_1)}\n2\n架空大学 広報\n{wrap_ja(JA_2)}\n3\n架空大学 広報\n{wrap_ja(JA_1)}",
        [
            P1,
            "boilerplate: 2",
            "boilerplate: 架空大学広報",
            P2,
            "boilerplate: 3",
            "boilerplate: 架空大学広報",
            P1,
        ],
    ),
    "company's notice": (
        "2031年2月3日\n各位\n架空創薬株式会社\nコード番号：0000\n"
        "乳がん治療薬の候補が第II相試験で主要評価項目を達成\n\n"
        f"{JA_1}\n\n将来の見通しに関する注意事項\n本資料の見通しは変わることがあります。\n",
        [
            "boilerplate: 2031年2月3日",
            "boilerplate: 各位",
            "paragraph: 架空創薬株式会社",
            "paragraph: コード番号:0000",
            "title: 乳がん治療薬の候補が第II相試験で主要評価項目を達成",
            P1,
            "heading: 将来の見通しに関する注意事項",
            "boilerplate: 本資料の見通しは変わることがあります。",
        ],
    ),
    "references": (
        f"{wrap_en(EN_1)}\n\nReferences\n1. Yamada H. MET in cancer. Nature. 2019;1:2.\n"
        "2. Suzuki T. Drug resistance. 2020;3:4\n",
        [
            E1,
            "heading: References",
            "reference: 1. Yamada H. MET in cancer. Nature. 2019;1:2.",
            "reference: 2. Suzuki T. Drug resistance. 2020;3:4",
        ],
    ),
    "numbered list of findings": (
        "1. サイクリンEが増えると薬は効かない。\n2. 減らすと再び効く。\n"
        "3. CDK2阻害薬でも同じである。\n",
        [
            "list_item: 1.サイクリンEが増えると薬は効かない。",
            "list_item: 2.減らすと再び効く。",
            "list_item: 3. CDK2阻害薬でも同じである。",
        ],
    ),
    "captions that count on": (
        "図4. 耐性株では因子が増えてEGFRが活性化し\n薬が効かずにアレクチニブに耐性化\n"
        "図5. 髄膜への移行\n図6. 併用の効果",
        [
            "caption: 図4.耐性株では因子が増えてEGFRが活性化し薬が効かずにアレクチニブに耐性化",
            "caption: 図5.髄膜への移行",
            "caption: 図6.併用の効果",
        ],
    ),
    "page numbers and rules": (
        f"{wrap_ja(JA_1)}\n\n- 1 -\n\n{wrap_ja(JA_2)}\n------------\n",
        [P1, "boilerplate: - 1 -", P2, "boilerplate: ------------"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_blocks(text: str, expected: list[str]) -> None:
    found = blocks_of(text)
    assert _shown(text, found) == expected


def _shown(text: str, found: Blocks) -> list[str]:
    return [
        f"{b.kind}: {unwrap(text, b.start, b.end, found.furniture).folded}" for b in found.blocks
    ]


HALVES = (
    "私たちは長く薬にさらした乳がんの細胞株を調べ、サイクリンEの量が増えて\n"
    "いることに気づいた。サイクリンEの量を減らすと薬はふたたび効くようになり、\n"
    "この結果は患者さんから採った細胞で",
    "も同じように確かめられた。別の仕組みがあることを示している。",
)
WHOLE = "paragraph: " + "".join(HALVES).replace("\n", "")
INTERRUPTED = {
    "a page number": ("- 2 -", 1),
    "a page number among blank lines": ("\n- 2 -\n", 1),
    "a number and the running head of two pages": ("2\n架空大学 広報", 2),
}


@pytest.mark.parametrize(("between", "furniture"), INTERRUPTED.values(), ids=INTERRUPTED.keys())
def test_a_sentence_goes_on_past_page_furniture(between: str, furniture: int) -> None:
    text = f"{HALVES[0]}\n{between}\n{HALVES[1]}\n3\n架空大学 広報\n今後は臨床試験で確かめる。"
    found = blocks_of(text)
    shown = _shown(text, found)
    assert shown[0] == WHOLE
    assert shown[-1] == "paragraph: 今後は臨床試験で確かめる。"
    assert len(found.furniture) == furniture
    assert {text[s.start : s.end] for s in found.furniture} <= {"- 2 -", "2", "架空大学 広報"}


TITLE = "肺がんの耐性を克服"
GIVEN = {
    "a paragraph is looked into": (
        [("効いた。\n【背景】\n耐性は多い。", BlockKind.PARAGRAPH)],
        ["paragraph: 効いた。", "heading: 【背景】", "paragraph: 耐性は多い。"],
    ),
    "other kinds stand": (
        [
            ("耐性を\n克服", BlockKind.TITLE),
            ("背景", BlockKind.HEADING),
            ("一、二", BlockKind.CAPTION),
        ],
        ["title: 耐性を克服", "heading: 背景", "caption: 一、二"],
    ),
    "nothing joins over an edge": (
        [
            (TITLE, BlockKind.TITLE),
            ("METの増幅が耐性の", BlockKind.PARAGRAPH),
            ("原因とわかった。", BlockKind.PARAGRAPH),
        ],
        [f"title: {TITLE}", "paragraph: METの増幅が耐性の", "paragraph: 原因とわかった。"],
    ),
    "a heading opens its section": (
        [
            (TITLE, BlockKind.TITLE),
            ("お問い合わせ先", BlockKind.HEADING),
            ("架空大学 山田", BlockKind.PARAGRAPH),
        ],
        [f"title: {TITLE}", "heading: お問い合わせ先", "contact: 架空大学山田"],
    ),
}


@pytest.mark.parametrize(("parts", "expected"), GIVEN.values(), ids=GIVEN.keys())
def test_blocks_that_the_format_tells(
    parts: list[tuple[str, BlockKind]], expected: list[str]
) -> None:
    builder = TextBuilder()
    for body, kind in parts:
        builder.add(body, kind)
    assert _shown(builder.text, blocks_of(builder.text, builder.blocks)) == expected


def test_there_are_layouts() -> None:
    assert len(LAYOUTS) >= 25

"""A small corpus in both languages: 26 edges, copies of a study, a contradiction."""

from __future__ import annotations

from graph_samples import Claim, document, ref

from pipeline.model import Context, Document, EntityRef, State

_LUNG = Context(diseases=(), cell_lines=(), models=("xenograft",), level="in_vivo")
_CELLS = Context(level="in_vitro")


def corpus() -> tuple[Document, ...]:
    return (
        document(
            "ja-alk",
            Claim(
                "アンフィレグリンの過剰発現が見られる細胞では、[アンフィ\nレグリン](cause)が"
                "[アレクチニブ](therapy)への{耐性をもた\nらして}いました。",
                "AREG",
                "alectinib",
                state=(State.OVEREXPRESSION,),
                context=_CELLS,
            ),
            Claim(
                "[ロルラチニブ](agent)は、[G1202R](via)変異による[アレクチニブ](therapy)耐性を{克服した}。",
                "lorlatinib",
                "alectinib",
                "OVERCOMES",
                via=("ALK p.G1202R",),
                confidence=0.9,
            ),
            Claim(
                "[G1202R](cause)変異は[アレクチニブ](therapy)に対する{耐性}の原因となる。",
                "ALK p.G1202R",
                "alectinib",
                state=(State.MUTATION,),
                confidence=0.92,
            ),
            Claim(
                "[P糖タンパク質](cause)の過剰発現は[アレクチニブ](therapy)の{効果を弱めなかった}。",
                "ABCB1",
                "alectinib",
                polarity="negative",
                confidence=0.7,
                state=(State.OVEREXPRESSION,),
            ),
            Claim(
                "[エルロチニブ](agent)との併用が[アレクチニブ](therapy)への耐性を{解除する}と期待される。",
                "erlotinib",
                "alectinib",
                "OVERCOMES",
                certainty="hypothesised",
                confidence=0.6,
            ),
            title="肺がん細胞が薬から逃れるしくみを解明――増殖因子を抑えると薬が再び効く",
            dois=("10.9999/example.2024.001",),
            date="2024-05-14",
        ),
        document(
            "en-alk",
            Claim(
                "[Amphiregulin](cause) {conferred resistance} to [alectinib](therapy) twice.",
                "AREG",
                "alectinib",
                confidence=0.85,
                context=_CELLS,
            ),
            Claim(
                "[ABCB1](cause) overexpression {reduced the effect} of [alectinib](therapy).",
                "ABCB1",
                "alectinib",
                state=(State.OVEREXPRESSION,),
                confidence=0.75,
            ),
            title="A growth factor lets ALK-rearranged lung cancer cells survive therapy",
            dois=("10.9999/EXAMPLE.2024.001",),
            date="2024-05-14",
        ),
        document(
            "en-egfr",
            Claim(
                "The [T790M](cause) mutation makes tumours {resistant} to [gefitinib](therapy) "
                "and erlotinib.",
                "EGFR p.T790M",
                "gefitinib",
                state=(State.MUTATION,),
                confidence=0.95,
            ),
            Claim(
                "The [T790M](cause) mutation makes tumours {resistant} to gefitinib and "
                "[erlotinib](therapy).",
                "EGFR p.T790M",
                "erlotinib",
                state=(State.MUTATION,),
                confidence=0.95,
            ),
            Claim(
                "[Osimertinib](agent) {is active against} cells whose [T790M](via) renders "
                "[gefitinib](therapy) useless.",
                "osimertinib",
                "gefitinib",
                "OVERCOMES",
                via=("EGFR p.T790M",),
                confidence=0.88,
            ),
            Claim(
                "[Osimertinib](agent) {overcomes} resistance to [erlotinib](therapy).",
                "osimertinib",
                "erlotinib",
                "OVERCOMES",
                confidence=0.82,
            ),
            Claim(
                "[C797S](cause) {abolished the response} to [osimertinib](therapy).",
                "EGFR p.C797S",
                "osimertinib",
                state=(State.MUTATION,),
                confidence=0.9,
            ),
            Claim(
                "Amplified [MET](cause) {sustains survival under} [osimertinib](therapy).",
                "MET",
                "osimertinib",
                state=(State.AMPLIFICATION,),
                confidence=0.78,
            ),
            Claim(
                "Adding a [MET inhibitor](agent) {restored sensitivity} to [osimertinib](therapy).",
                "MET inhibitor",
                "osimertinib",
                "OVERCOMES",
                via=("MET",),
                confidence=0.84,
            ),
            Claim(
                "[EMT](cause) {may contribute to tolerance} of [osimertinib](therapy).",
                "epithelial to mesenchymal transition",
                "osimertinib",
                certainty="hypothesised",
                confidence=0.55,
            ),
            title="Three generations of EGFR inhibitors and the mutations that defeat them",
            dois=("10.9999/example.2022.114",),
            date="2022-11-02",
        ),
        document(
            "ja-egfr",
            Claim(
                "[T790M](cause)変異は[ゲフィチニブ](therapy)への{耐性}を引き起こす。",
                "EGFR p.T790M",
                "gefitinib",
                state=(State.MUTATION,),
                confidence=0.93,
            ),
            Claim(
                "[インターロイキン6](cause)が[エルロチニブ](therapy)への{抵抗性}に関わる可能性がある。",
                "IL6",
                "erlotinib",
                certainty="hypothesised",
                confidence=0.5,
            ),
            title="次世代の分子標的薬に向けた研究助成の成果報告(令和四年度)",
            date="2023-03-31",
        ),
        document(
            "en-melanoma",
            Claim(
                "[KRAS](cause) activation {drives resistance} to [vemurafenib](therapy).",
                "KRAS",
                "vemurafenib",
                state=(State.ACTIVATION,),
            ),
            Claim(
                "[Trametinib](agent) {delayed} resistance to [vemurafenib](therapy).",
                "trametinib",
                "vemurafenib",
                "OVERCOMES",
                confidence=0.77,
                context=_LUNG,
            ),
            Claim(
                "[Autophagy](cause) {protects} cells from [vemurafenib](therapy).",
                "autophagy",
                "vemurafenib",
                confidence=0.66,
            ),
            Claim(
                "[IL6](cause) {did not alter} the response to [vemurafenib](therapy).",
                "IL6",
                "vemurafenib",
                polarity="negative",
                confidence=0.6,
            ),
            title="Combined blockade keeps melanoma cells sensitive",
        ),
        document(
            "en-platinum",
            Claim(
                "[Glutathione](cause) {inactivates} [cisplatin](therapy) and so blunts it.",
                "glutathione",
                "cisplatin",
                confidence=0.7,
            ),
            Claim(
                "[Autophagy](cause) {mediates resistance} to [cisplatin](therapy).",
                "autophagy",
                "cisplatin",
                confidence=0.72,
            ),
            Claim(
                "[PARP inhibitors](agent) {might resensitise} cells to [platinum drugs](therapy).",
                "PARP inhibitor",
                "platinum-based drug",
                "OVERCOMES",
                certainty="hypothesised",
                confidence=0.52,
            ),
            Claim(
                "Restored [BRCA1](cause) {causes resistance} to [PARP inhibitors](therapy).",
                "BRCA1",
                "PARP inhibitor",
                confidence=0.81,
            ),
            Claim(
                "Restored [BRCA1](cause) {causes resistance} to [platinum-based drugs](therapy).",
                "BRCA1",
                "platinum-based drug",
                confidence=0.81,
            ),
            title="Why ovarian tumours stop responding to platinum",
        ),
        document(
            "en-leukaemia",
            Claim(
                "Where [MCL1](cause) is high, cells are {insensitive} to [venetoclax](therapy).",
                "MCL1",
                "venetoclax",
                state=(State.OVEREXPRESSION,),
                confidence=0.9,
            ),
            Claim(
                "[Trametinib](agent) {failed to overcome} resistance to [venetoclax](therapy).",
                "trametinib",
                "venetoclax",
                "OVERCOMES",
                polarity="negative",
                confidence=0.71,
            ),
            title="Escape from BCL2 inhibition in acute leukaemia",
        ),
    )


__all__ = ["corpus", "ref"]


def five_thousand_edges() -> tuple[Document, ...]:
    """A hundred genes of as many documents, each cause of resistance to the same fifty drugs."""
    return tuple(
        document(
            f"doc {n}",
            *(
                Claim(
                    "[MET](cause) {resists} [X](therapy).",
                    EntityRef("Gene", f"hgnc:{n}", f"G{n}"),
                    EntityRef("Drug", f"unii:{m}", f"drug {m}"),
                )
                for m in range(50)
            ),
        )
        for n in range(100)
    )

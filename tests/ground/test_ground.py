"""One identity for each thing of a document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ground import explain, ground
from pipeline.lexicon import Entry, Hit, Lexicon
from pipeline.lexicon.types import Labels
from pipeline.model import Document, Grounding, Mention, MentionType, Sentence, Source
from pipeline.tag.variants import hotspots

SYMBOLS = {
    "EGFR": "hgnc:3236", "ALK": "hgnc:427", "BRAF": "hgnc:1097", "KRAS": "hgnc:6407",
    "NRAS": "hgnc:7989", "MET": "hgnc:7029", "ABL1": "hgnc:76", "AR": "hgnc:644",
    "PIK3CA": "hgnc:8975",
}  # fmt: skip


class Symbols(Lexicon):
    def __init__(self) -> None:
        self.version = "symbols"

    def find(self, folded: str) -> list[Hit]:
        return []

    def lookup(self, name: str) -> tuple[Entry, ...]:
        id = SYMBOLS.get(name)
        return (Entry(MentionType.GENE, id, name, 1.0, "symbol"),) if id else ()

    def label(self, curie: str) -> Labels | None:
        return None

    def parents(self, curie: str) -> tuple[str, ...]:
        return ("fplx:PI3K",) if curie == SYMBOLS["PIK3CA"] else ()


LEXICON = Symbols()


def document(marked: str) -> Document:
    """``⟦surface|Type|id name score; id name score⟧`` to a tagged document."""
    text, mentions = "", []
    for piece in marked.split("⟦"):
        inside, bracket, rest = piece.partition("⟧")
        if not bracket:
            text += piece
            continue
        surface, kind, ids = inside.split("|")
        candidates = tuple(
            Grounding(id, name, float(score), "test")
            for id, name, score in (
                (each.split(" ", 1)[0], *each.split(" ", 1)[1].rsplit(" ", 1))
                for each in ids.split("; ")
                if each
            )
        )
        found_by = "alias" if kind.startswith("@") else "lexicon"
        start = len(text)
        text += surface
        kind_of = MentionType(kind.lstrip("@"))
        mentions.append(Mention(start, len(text), kind_of, found_by, candidates))
        text += rest
    sentences, start = [], 0
    for part in text.splitlines(keepends=True):
        sentences.append(Sentence(start, start + len(part), 0, "en"))
        start += len(part)
    return Document(
        "d", text, Source("d", ""), mentions=tuple(mentions), sentences=tuple(sentences)
    )


def gene(symbol: str) -> str:
    return f"⟦{symbol}|Gene|{SYMBOLS[symbol]} {symbol} 1.0⟧"


def variant(change: str, surface: str | None = None) -> str:
    return f"⟦{surface or change.removeprefix('p.')}|Variant|var:?/{change} {change} 0.9⟧"


GENES_OF_VARIANTS = {
    "beside": (f"{gene('EGFR')} {variant('p.T790M')}", ["EGFR p.T790M"]),
    "beside in ja": (f"{gene('ALK')}遺伝子の{variant('p.Q9K')}変異", ["ALK p.Q9K"]),
    "beside with words": (
        f"{gene('KRAS')} gatekeeper mutation ({variant('p.Q9K')})",
        ["KRAS p.Q9K"],
    ),
    "gene after": (f"{variant('p.Q9K')} mutation in {gene('MET')}", ["MET p.Q9K"]),
    "gene after in ja": (f"{variant('p.Q9K')}変異型{gene('MET')}", ["MET p.Q9K"]),
    "list": (
        f"{gene('KRAS')} {variant('p.G12C')}, {variant('p.G12D')} and {variant('p.Q9K')}",
        ["KRAS p.G12C", "KRAS p.G12D", "KRAS p.Q9K"],
    ),
    "two genes": (
        f"{gene('KRAS')} {variant('p.G12D')} and {gene('NRAS')} {variant('p.G12D')}",
        ["KRAS p.G12D", "NRAS p.G12D"],
    ),
    "beside elsewhere": (
        f"{gene('MET')} {variant('p.Q9K')} was seen.\n{gene('AR')} rose with {variant('p.Q9K')}",
        ["MET p.Q9K", "MET p.Q9K"],
    ),
    "well known and named": (
        f"{gene('EGFR')} was read.\n{gene('MET')} rose when {variant('p.T790M')} came",
        ["EGFR p.T790M"],
    ),
    "named by a class only": (
        f"⟦EGFR-TKI|DrugClass|class:EGFR-inhibitor EGFR inhibitor 1.0⟧ and {gene('MET')} and"
        f" against {variant('p.T790M')}",
        ["EGFR p.T790M"],
    ),
    "in its sentence": (f"{gene('MET')} was changed to give {variant('p.Q9K')}", ["MET p.Q9K"]),
    "well known, unnamed": (f"tumours with {variant('p.V600E')}", ["BRAF p.V600E"]),
    "of the other variants": (
        f"{gene('ALK')} {variant('p.L1196M')}.\nAlso {variant('p.Q9K')}",
        ["ALK p.L1196M", "ALK p.Q9K"],
    ),
    "of a fusion": (
        f"⟦BCR-ABL|Gene|fusion:hgnc:1014-hgnc:76 BCR::ABL1 1.0⟧ {variant('p.T315I')}",
        ["ABL1 p.T315I"],
    ),
    "list, told at its end": (
        f"{variant('p.Q9K')} ({variant('rs123', 'rs123')}) in {gene('MET')}",
        ["MET p.Q9K", "MET rs123"],
    ),
    "member of a family": (
        f"⟦PI3K|Gene|fplx:PI3K PI3K 1.0⟧ {variant('p.E545K')}",
        ["PIK3CA p.E545K"],
    ),
    "known gene before one that follows": (
        f"{gene('BRAF')}.\n{variant('p.V600E')} in {gene('MET')}",
        ["BRAF p.V600E"],
    ),
    "of the only gene": (f"{variant('p.Q9K')} was seen.\n{gene('MET')} rose", ["MET p.Q9K"]),
    "exon": (
        f"{gene('EGFR')} {variant('exon-19-deletion', 'exon 19 deletion')}",
        ["EGFR exon-19-deletion"],
    ),
    "own name": (f"{variant('AR-V7')}", ["AR-V7"]),
    "of a gene without id": (
        f"{gene('MET')}. ⟦fksA|Gene|text:Gene/fksa fksA 1.0⟧ {variant('p.Q9K')}",
        ["fksA p.Q9K"],
    ),
    "own name beside another gene": (
        f"{gene('MET')} and {variant('AR-V7')}, {gene('ALK')} {variant('EGFRvIII')}",
        ["AR-V7", "EGFRvIII"],
    ),
    "unknown": (variant("p.Q9K"), ["p.Q9K"]),
}


@pytest.mark.parametrize("case", GENES_OF_VARIANTS)
def test_variant_gets_its_gene(case: str) -> None:
    marked, names = GENES_OF_VARIANTS[case]
    doc = ground(document(marked), LEXICON)
    assert [m.name for m in doc.mentions if m.type is MentionType.VARIANT] == names


def test_explaining_says_which_step_changed_a_mention() -> None:
    doc = document(f"{gene('EGFR')} {variant('p.T790M')} in ⟦Qz-5|CellLine|⟧")
    told = [[(c.before.id, c.after.id) for c in changes] for changes in explain(doc, LEXICON)]
    assert told == [
        [],
        [("var:?/p.T790M", "var:hgnc:3236/p.T790M")],
        [("", "text:CellLine/qz-5")],
    ]
    assert all(c.reason for changes in explain(doc, LEXICON) for c in changes)
    settled = ground(doc, LEXICON).mentions
    last = [changes[-1].after for changes in explain(doc, LEXICON) if changes]
    assert [m.id for m in last] == [m.id for m in settled[1:]]


def test_id_of_a_variant_holds_its_gene() -> None:
    doc = ground(document(f"{gene('EGFR')} {variant('p.T790M')}"), LEXICON)
    assert doc.mentions[1].id == "var:hgnc:3236/p.T790M"
    assert [c.id for c in doc.mentions[1].candidates][1:] == ["var:?/p.T790M"]


def test_unknown_gene_is_said() -> None:
    assert ground(document(variant("p.Q9K")), LEXICON).mentions[0].id == "var:?/p.Q9K"


def test_nothing_stays_without_an_id() -> None:
    doc = ground(document("⟦Ｑｚ-\n5|CellLine|⟧ and ⟦zorvutinib|Drug|⟧"), LEXICON)
    assert [(m.id, m.name) for m in doc.mentions] == [
        ("text:CellLine/qz-5", "Qz-5"),
        ("text:Drug/zorvutinib", "zorvutinib"),
    ]


def test_one_surface_has_one_identity() -> None:
    doc = ground(
        document(
            "⟦PD-1|Gene|hgnc:1 A 0.8; hgnc:2 B 0.7⟧ ⟦PD-1|Gene|hgnc:2 B 0.9; hgnc:1 A 0.1⟧"
            " ⟦PD-1|Gene|hgnc:2 B 0.8⟧"
        ),
        LEXICON,
    )
    assert [m.id for m in doc.mentions] == ["hgnc:2"] * 3
    assert all({c.id for c in m.candidates} == {"hgnc:1", "hgnc:2"} for m in doc.mentions)


def test_a_definition_outweighs_scores() -> None:
    doc = ground(
        document("⟦AG|@Gene|hgnc:651 AREG 0.5⟧ ⟦AG|Gene|hgnc:9 XX 1.0⟧ ⟦AG|Gene|hgnc:9 XX 1.0⟧"),
        LEXICON,
    )
    assert [m.id for m in doc.mentions] == ["hgnc:651"] * 3


KINDS = {
    "as a drug": ("treated with {0} and then {0} was given", "Drug"),
    "as a molecule": ("intracellular {0} levels fell; {0} depletion", "Chemical"),
    "as a drug ja": ("{0}を投与した。{0}耐性", "Drug"),
    "as a molecule ja": ("細胞内の{0}の量。{0}の産生", "Chemical"),
    "mostly a drug": ("{0} resistance, {0} treatment, {0} levels", "Drug"),
}


@pytest.mark.parametrize("case", KINDS)
def test_kind_is_decided_once(case: str) -> None:
    text, kind = KINDS[case]
    surface = "⟦glutathione|Chemical|chebi:16856 glutathione 0.9; unii:GAN16C9B8O glutathione 0.9⟧"
    doc = ground(document(text.format(surface)), LEXICON)
    assert {m.type.value for m in doc.mentions} == {kind}
    assert len({m.id for m in doc.mentions}) == 1


def test_gene_or_drug_by_use() -> None:
    surface = "⟦IL-6|Gene|hgnc:6018 IL6 0.9; unii:4O4QWG0B3C interleukin-6 0.9⟧"
    for text, kind in (("secretion of {}", "Gene"), ("{} injection", "Drug")):
        doc = ground(document(text.format(surface)), LEXICON)
        assert doc.mentions[0].type.value == kind


def test_hotspots_are_many_and_well_formed() -> None:
    assert len(hotspots()) >= 150
    assert hotspots()["p.T790M"] == ("EGFR",)


@given(
    st.lists(st.sampled_from([gene("EGFR"), gene("MET"), variant("p.T790M"), "、", " and ", "\n"]))
)
def test_spans_stay_and_nothing_is_empty(parts: list[str]) -> None:
    doc = document("x" + "".join(parts))
    after = ground(doc, LEXICON)
    assert [m.span for m in after.mentions] == [m.span for m in doc.mentions]
    assert all(m.id and m.name for m in after.mentions)
    assert ground(after, LEXICON) == after

"""How the benchmarks are counted, on made-up names and made-up tables of cross references."""

from __future__ import annotations

import pytest
from parts import replaced
from tagging import differences, errors, ids, jmed, page, passages, statements
from tagging.passages import Found, Name, Passage, by_passage, judge, touching

from pipeline.model import Span
from pipeline.score import Counts

KINDS = {"Chemical": ("Drug", "Chemical"), "Disease": ("Disease",)}
TEXT = "Severe renal failure after aspirin and iron."


def passage(*names, judged=None):
    return Passage("p", TEXT, tuple(Name(*at(w), kind) for w, kind in names), judged)


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


def found(words, type, id="x:1"):
    return Found(*at(words), type, id)


def test_names_are_right_by_exact_span_and_kind():
    given = passage(("renal failure", "Disease"), ("aspirin", "Chemical"), ("iron", "Chemical"))
    own = [
        found("Severe renal failure", "Disease"),
        found("aspirin", "Drug"),
        found("iron", "Gene"),
    ]
    chemical, disease = judge(given, own, KINDS)
    assert passages.exact(chemical) == Counts(1, 0, 1)
    assert passages.exact(disease) == Counts(0, 1, 1)
    assert touching(disease) == Counts(1, 0, 0)
    assert by_passage([chemical, disease]) == [Counts(1, 1, 2)]


def test_only_what_is_judged_counts():
    start, _ = at("after")
    given = passage(
        ("renal failure", "Disease"), ("iron", "Chemical"), judged=Span(start, len(TEXT))
    )
    own = [found("renal failure", "Disease"), found("iron", "Chemical")]
    assert by_passage(judge(given, own, KINDS)) == [Counts(1, 0, 0)]


def test_a_span_of_two_senses_counts_once():
    (verdict, _) = judge(passage(), [found("iron", "Drug"), found("iron", "Chemical")], KINDS)
    assert passages.exact(verdict) == Counts(0, 1, 0)


def test_figures_hold_ratio_interval_and_numbers():
    line = passages.ratio_figure("x", [Counts(1, 0, 1), Counts(2, 1, 0)], 0.9)
    assert (line["f1"], line["right"], line["false"], line["missed"]) == (0.75, 3, 1, 1)
    assert line["low"] <= line["f1"] <= line["high"]
    share = passages.share_figure("x", [Counts(1, 0, 0), Counts(0, 0, 1)])
    assert (share["share"], share["right"], share["total"]) == (0.5, 1, 2)
    assert passages.ratio_figure("nothing", [])["f1"] is None


TABLES = {
    "hgnc_entries.tsv.gz": [
        ("HGNC ID", "Approved symbol", "Approved name", "Status", "Alias symbols",
         "NCBI Gene ID(supplied by NCBI)", "Previous symbols"),
        ("HGNC:6407", "KRAS", "KRAS proto-oncogene", "Approved", "K-ras", "3845", "KRAS2"),
        ("HGNC:5173", "HRAS", "HRas proto-oncogene", "Approved", "", "3265", ""),
    ],
    "mondo.tsv.gz": [
        ("id", "name", "namespace", "synonyms", "parents", "xrefs"),
        ("MONDO:1", "kidney disease", "mondo", "", "", "MESH:D1"),
        ("MONDO:2", "kidney failure", "mondo", "", "MONDO:1", "DOID:9"),
    ],
    "doid.tsv.gz": [
        ("id", "name", "namespace", "synonyms", "parents", "xrefs"),
        ("DOID:9", "kidney failure", "doid", "", "", "MESH:D2"),
    ],
    "mesh_mappings.tsv.gz": [("MESH", "C7", "x compound", "CHEBI", "CHEBI:5", "x compound")],
    "mesh_id_label_mappings.tsv.gz": [
        ("D4", "Pain", "Ache|Pains", "C23.888.592"),
        ("D5", "Iron", "", "D01.268"),
        ("D6", "Seizures", "", "C10.597|C23.888.592"),
    ],
    "drug_variants.tsv.gz": [("variant", "canonical", "drugbank_id", "mesh_id", "is_brand")],
    "chebi.tsv.gz": [("id", "name", "namespace", "synonyms", "parents", "xrefs")],
    "unii_names.tsv.gz": [("name", "type", "unii", "display"), ("X-COMPOUND", "of", "U1", "x")],
}  # fmt: skip


@pytest.fixture
def tables(monkeypatch):
    cached = (
        ids.hgnc_by_entrez, ids.mondo_by_other, ids.mondo_parents, ids.others_of_mesh,
        ids.mesh_names, ids.chebi_names, ids.unii_of, differences.mesh_trees,
        differences.gene_names, statements.gene_names,
    )  # fmt: skip
    for module in (ids, differences, statements):
        monkeypatch.setattr(module, "source_rows", lambda name: tuple(TABLES[name]))
    monkeypatch.setattr(
        ids, "family_members", lambda: {"fplx:RAS": frozenset({"hgnc:6407", "hgnc:5173"})}
    )
    for one in cached:
        one.cache_clear()
    yield
    for one in cached:
        one.cache_clear()


GENE, DISEASE, VARIANT = "GeneOrGeneProduct", "DiseaseOrPhenotypicFeature", "SequenceVariant"
VERDICTS = {
    "gene": (GENE, ["3845"], "hgnc:6407", "right"),
    "another gene": (GENE, ["3845"], "hgnc:5173", "wrong"),
    "one of several": (GENE, ["3845", "3265"], "hgnc:5173", "right"),
    "family of several": (GENE, ["3845", "3265"], "fplx:RAS", "right"),
    "family of one": (GENE, ["3845"], "fplx:RAS", "wrong: family of the gene"),
    "mouse gene": (GENE, ["16653"], "hgnc:6407", "not mapped: no human gene has that number"),
    "no id": (GENE, [], "hgnc:6407", "not mapped: gold gives no id"),
    "disease": (DISEASE, ["D1"], "mondo:1", "right"),
    "disease through DOID": (DISEASE, ["D2"], "mondo:2", "right"),
    "its parent": (DISEASE, ["D2"], "mondo:1", "wrong: parent of the disease"),
    "its child": (DISEASE, ["D1"], "mondo:2", "wrong: child of the disease"),
    "no reference": (DISEASE, ["D3"], "mondo:1", "not mapped: no MONDO id refers to it"),
    "chemical by reference": ("ChemicalEntity", ["C7"], "chebi:5", "right"),
    "chemical by name": ("ChemicalEntity", ["C7"], "unii:U1", "right"),
    "another chemical": ("ChemicalEntity", ["C7"], "unii:U2", "wrong"),
    "line": ("CellLine", ["CVCL_0030"], "cvcl:0030", "right"),
    "protein change": (VARIANT, ["p|SUB|T|790|M"], "var:hgnc:3236/p.T790M", "right"),
    "protein change called c": (VARIANT, ["c|SUB|S|311|C"], "var:hgnc:1/p.S311C", "right"),
    "without level": (VARIANT, ["c|SUB|C|643|T"], "var:hgnc:1/643C>T", "right"),
    "another base": (VARIANT, ["c|SUB|C|643|T"], "var:hgnc:1/c.643C>G", "wrong"),
    "shift": (VARIANT, ["p|FS|R|58||12"], "var:hgnc:1/p.R58Pfs*12", "right"),
    "another shift": (VARIANT, ["p|FS|R|58||"], "var:hgnc:1/p.R59fs", "wrong"),
    "stop": (VARIANT, ["p|SUB|Q|298|X"], "var:hgnc:1/p.Q298*", "right"),
    "rs number": (VARIANT, ["rs12"], "var:hgnc:1/rs12", "right"),
    "rs number for a change": (
        VARIANT, ["rs12"], "var:hgnc:1/p.T790M",
        "not mapped: gold gives an rs number for a change, or no full change",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "gold", "own", "told"), VERDICTS.values(), ids=VERDICTS)
def test_ids_are_judged_by_cross_references(tables, kind, gold, own, told):
    assert ids.verdict(Name(0, 1, kind, tuple(gold)), Found(0, 1, "Gene", own)) == told


GROUPS = {
    "class": (("steroids", "Chemical"), [("steroids", "DrugClass")], "class"),
    "type": (("pain", "Disease"), [("pain", "Process")], "type"),
    "longer": (("heparin", "Chemical"), [("heparin thrombocytopenia", "Disease")], "inside"),
    "shorter": (("severe pain", "Disease"), [("pain", "Disease")], "ends"),
    "several": (("A and B", "Chemical"), [("A", "Drug"), ("B", "Drug")], "several"),
    "sign": (("seizures", "Disease"), [], "symptom"),
    "general": (("side effects", "Disease"), [], "general"),
    "element": (("iron", "Chemical"), [], "inorganic"),
    "short form": (("RF", "Disease"), [], "short"),
    "gene of HGNC": (("K-Ras", "GENE"), [], "other"),
    "no gene of HGNC": (("E6", "GENE"), [], "unnamed"),
    "anything else": (("renal failure", "Disease"), [], "other"),
}


@pytest.mark.parametrize(("gold", "own", "group"), GROUPS.values(), ids=GROUPS)
def test_missed_names_go_to_the_first_group_that_fits(tables, gold, own, group):
    text = (
        "steroids severe pain heparin thrombocytopenia A and B seizures side effects iron RF K-Ras"
    )
    text += " E6 renal failure"

    def place(words):
        return text.index(words), text.index(words) + len(words)

    given = Passage("p", text, (Name(*place(gold[0]), gold[1]),))
    every = [Found(*place(words), type, "x:1") for words, type in own]
    kinds = {gold[1]: {"Chemical": ("Drug",), "GENE": ("Gene",)}.get(gold[1], ("Disease",))}
    (verdict,) = judge(given, every, kinds)
    (missed,) = verdict.missed
    assert differences.missed_group(verdict, missed) == group
    assert differences.counts_left(verdict).fn == (group not in differences.EXPLAINED)


def test_every_group_is_explained_to_the_reader():
    words = page._words()
    assert set(words["groups"]) == set(differences.GROUPS)
    assert list(words["jmed"]) == list(jmed.GROUPS)
    assert set(differences.EXPLAINED) < set(differences.GROUPS)


def test_strings_of_medicines_are_paired_one_to_one():
    want, got = {"ステロイド軟膏", "A・B", "C"}, {"ステロイド", "A", "B", "D"}
    assert jmed.exact(want, got) == Counts(0, 4, 3)
    assert jmed.partial(want, got) == Counts(2, 2, 1)
    assert jmed.published_partial(want, got) == Counts(2, 2, 1)
    assert jmed.published_partial({"AB", "AC"}, {"A"}) == Counts(2, 0, 0)
    assert jmed.partial({"AB", "AC"}, {"A"}) == Counts(1, 0, 1)


OUTCOMES = {
    "gene": ("KRAS drives it", [(0, 4, "Gene", "hgnc:6407")], ["right"]),
    "by an alias": ("K-ras drives it", [(0, 5, "Gene", "hgnc:6407")], ["right"]),
    "wrong gene": ("KRAS drives it", [(0, 4, "Gene", "hgnc:5173")], ["wrong id"]),
    "not found": ("KRAS drives it", [], ["missed"]),
    "not named": ("RAS drives it", [], []),
    "in a class": ("a KRAS inhibitor", [(2, 16, "DrugClass", "class:x")], ["inside a longer name"]),
    "of a fusion": ("A::KRAS", [(0, 7, "Gene", "fusion:hgnc:1/hgnc:6407")], ["right"]),
    "gene and change": (
        "KRAS G12C",
        [(0, 4, "Gene", "hgnc:6407"), (5, 9, "Variant", "var:hgnc:6407/p.G12C")],
        ["right", "right"],
    ),
    "change of another gene": (
        "KRAS G12C",
        [(0, 4, "Gene", "hgnc:6407"), (5, 9, "Variant", "var:hgnc:5173/p.G12C")],
        ["right", "wrong id"],
    ),
    "drug by UNII": ("x-compound", [(0, 10, "Drug", "unii:U1")], ["right"]),
    "another drug": ("x-compound", [(0, 10, "Drug", "unii:U2")], ["wrong id"]),
}


@pytest.mark.parametrize(("text", "own", "told"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_a_statement_names_is_found_or_not(tables, monkeypatch, text, own, told):
    monkeypatch.setattr(statements, "found_in", lambda *_: tuple(Found(*one) for one in own))
    given = statements.Statement("1", "KRAS", "G12C", ("X Compound", "X-Compound"), text)
    assert [case.outcome for case in statements.cases(given)] == told


class Empty:
    def lookup(self, name):
        return ()


def test_errors_are_grouped_by_their_words(monkeypatch):
    monkeypatch.setattr(errors, "load", Empty)
    given = passage(("renal failure", "Disease"), ("iron", "Disease"))
    own = [found("Severe renal failure", "Disease"), found("aspirin", "Disease")]
    told = list(errors.lines(judge(given, own, {"Disease": ("Disease",)})))
    assert told[0] == "== Disease: missed: 2 in 2 spellings"
    assert told[1].strip() == "inside a longer Disease 1; not in the lexicon 1"
    assert told[2].endswith("p: Severe renal failure after aspirin and ⟦iron⟧.")
    assert told[4] == "== Disease: false: 2 in 2 spellings"
    assert told[5].strip() == "gold has Disease 1; gold has nothing, Disease 1"
    assert len(told) == 8


def test_a_page_keeps_the_parts_of_others():
    first = replaced("", "a", "one\n")
    both = replaced(first, "b", "two \\1")
    assert replaced(both, "a", "three") == first.replace("one", "three") + "\n" + (
        "<!-- begin b -->\ntwo \\1\n<!-- end b -->\n"
    )
    with pytest.raises(ValueError, match="the part a"):
        replaced("<!-- begin a -->\n", "a", "x")


def test_the_page_is_made_of_what_was_kept():
    figures = [
        passages.ratio_figure("genes", [Counts(1, 1, 0)], 0.8),
        passages.share_figure("ids", [Counts(1, 0, 1)]) | {"outcomes": {"wrong": 1, "none": 0}},
    ]
    row = {"kind": "GENE", "group": "ends", "missed": 2, "false": 0}
    kept = {"bc2gm": {"date": "d", "lexicon": "l", "figures": figures, "differences": [row]}}
    text = page.rendered(kept)
    assert "| | P | R | figure | 95 % | bar | right | false | missed | of these |" in text
    assert "| genes | 0.500 | 1.000 | 0.667 | 0.667–0.667 | 0.8 | 1 | 1 | 0 |  |" in text
    assert "| 0.500 | 0.500–0.500 |  | 1 |  | 1 | wrong 1 |" in text
    assert text.rstrip().endswith("| 2 |  |")
    assert any("bar 0.8" in line for line in page.as_text("bc2gm", figures))

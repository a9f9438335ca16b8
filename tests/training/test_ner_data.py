"""Corpora as training material: tokens, tags, and what a corpus leaves open."""

from __future__ import annotations

import gzip

import ner_data as data
import ner_releases as releases
import pytest

PUBTATOR = """1|t|EGFR in lung cancer.
1|a|Cells were given erlotinib.
1\t0\t4\tEGFR\tGeneOrGeneProduct\t1956
1\t8\t19\tlung cancer\tDiseaseOrPhenotypicFeature\tD1
1\t38\t47\terlotinib\tChemicalEntity\tD2
1\t21\t26\tCells\tOrganismTaxon\t9606

2|t|Held out.
2|a|Nothing.
2\t0\t4\tHeld\tGeneOrGeneProduct\t1
"""


@pytest.fixture
def sources(tmp_path):
    def write(name, text):
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as stream:
            stream.write(text)

    write("biored_train.pubtator.gz", PUBTATOR)
    write("biored_dev.pubtator.gz", PUBTATOR.split("\n\n")[1])
    empty = "Unseen\tO\n.\tO\n"
    iob = {
        "BC2GM-IOB": "HNF\tB-GENE\n-\tI-GENE\n6\tI-GENE\nand\tO\nglucose\tO\n\nKept\tO\nout\tO\n",
        "BC5CDR-IOB": "aspirin\tB-Chemical\nhelps\tO\n",
        "NCBI-disease-IOB": "gout\tB-Disease\n",
        "BioNLP13CG-IOB": "tumor\tB-Cancer\ncells\tB-Cell\nwith\tO\nRAS\tB-Gene_or_gene_product\n",
    }
    for name, text in iob.items():
        write(f"{name}.train.tsv.gz", text)
        write(f"{name}.devel.tsv.gz", "Kept\tO\nout\tO\n" if name == "BC2GM-IOB" else empty)
    return tmp_path


@pytest.fixture
def passages(sources):
    return data.passages(sources, seed=1)


def of(passages, corpus):
    return [p for p in passages if p.corpus == corpus]


def test_a_corpus_that_marks_all_kinds_leaves_nothing_open(passages):
    (passage,) = of(passages, "biored")
    words = [passage.text[a:b] for a, b in passage.places]
    told = {w: t for w, t in zip(words, passage.gold, strict=True) if t != "O"}
    assert told == {
        "EGFR": "U-Gene",
        "lung": "B-Disease",
        "cancer": "L-Disease",
        "erlotinib": "U-Chemical",
    }
    assert all(len(tags) == 1 for tags in passage.allowed)


def test_what_a_corpus_does_not_mark_is_unknown_not_absent(passages):
    (passage,) = of(passages, "BC2GM-IOB")
    assert passage.text == "HNF-6 and glucose"
    assert passage.gold == ("B-Gene", "I-Gene", "L-Gene", "O", "O")
    assert {"O", "U-Chemical", "U-Disease"} <= passage.allowed[4]
    assert "U-Gene" not in passage.allowed[4]


def test_a_label_that_may_hide_a_kind_leaves_the_token_open(passages):
    (passage,) = of(passages, "BioNLP13CG-IOB")
    tumor, cells, between, gene = passage.allowed
    assert tumor == cells == frozenset(data.TAGS)
    assert "U-Disease" in between
    assert "U-Gene" not in between
    assert gene == {"U-Gene"}


def test_what_development_parts_hold_is_left_out(passages):
    texts = {p.text for p in passages}
    assert "Kept out" not in texts
    assert not any("Held out" in text for text in texts)
    assert len([p for p in passages if p.corpus != "releases"]) == 5


def test_made_up_releases_carry_names_and_are_the_same_every_time(passages):
    made = of(passages, "releases")
    assert len(made) == data.RELEASES
    names = {"Gene": ["EGFR"], "Chemical": ["aspirin"], "Disease": ["gout"]}
    first = releases.sentences(names, 200, seed=1)
    assert first == releases.sentences(names, 200, seed=1)
    assert first != releases.sentences(names, 200, seed=2)
    assert all("{" not in text and "}" not in text for text, _ in first)
    kinds = {kind for _, spans in first for *_, kind in spans}
    assert kinds == {"Gene", "Chemical", "Disease", "CellLine"}
    assert all(text[a:b].strip() == text[a:b] != "" for text, spans in first for a, b, _ in spans)


def test_tags_of_spans_that_cut_tokens():
    places = data.tokens("anti-EGFRvIII (x)")
    assert data.tags_of([(5, 9, "Gene")], places) == ["O", "O", "U-Gene", "O", "O", "O"]

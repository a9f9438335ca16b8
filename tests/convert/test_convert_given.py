"""What other tools write: files of theirs are read, and wrong ones refused with where and why."""

from __future__ import annotations

import json

import pytest
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from pipeline.convert import file_format, from_document
from pipeline.errors import GoldError
from pipeline.model import (
    Argument,
    Document,
    EntityRef,
    Evidence,
    Grounding,
    Mention,
    MentionType,
    Relation,
    Source,
    Span,
)

EMPTY = {"infons": {}, "annotations": [], "relations": [], "sentences": []}
DRUG_AT_24 = {
    "id": "1",
    "infons": {"type": "Drug", "identifier": "unii:S65743JHBS"},
    "text": "gefitinib",
    "locations": [{"offset": 24, "length": 9}],
}
PASSAGES = [
    {**EMPTY, "offset": 0, "text": "T790M rules."},
    {**EMPTY, "offset": 13, "text": "It defeats gefitinib.", "annotations": [DRUG_AT_24]},
]


def bioc(passages):
    """A collection of one document with all fields that the format asks for."""
    document = {"id": "7", "infons": {}, "passages": passages, "annotations": [], "relations": []}
    head = {"source": "PubTator", "date": "", "key": "BioC.key", "infons": {}}
    return {**head, "documents": [document]}


BIOC = bioc(PASSAGES)
PUB = {"text": "MET", "denotations": [{"id": "T1", "span": {"begin": 0, "end": 3}, "obj": "Gene"}]}
IDENTIFIED = [{"id": "A1", "subj": "T1", "pred": "identifier", "obj": "hgnc:7029"}]


def read(name, content):
    data = content if isinstance(content, (bytes, str)) else json.dumps(content)
    data = data.encode() if isinstance(data, str) else data
    return list(file_format(name).read(data, "f"))


def named(item):
    return [(item.text[m.extent.start : m.extent.end], m.type, m.id) for m in item.gold.mentions]


def test_passages_stand_at_their_offsets():
    (item,) = read("bioc-json", BIOC)
    assert item.text == "T790M rules.\nIt defeats gefitinib."
    assert named(item) == [("gefitinib", "Drug", "unii:S65743JHBS")]


def test_one_object_is_a_document():
    (item,) = read("pubannotation", PUB | {"attributes": IDENTIFIED, "sourceid": "9"})
    assert (item.id, named(item)) == ("9", [("MET", "Gene", "hgnc:7029")])


def test_two_columns_make_a_text_of_tokens():
    (item,) = read("iob", "EGFR\tB-Gene\nT790M\tB-Variant\n\nof\tO\nHER\tB-Gene\n2\tI-Gene\n")
    assert item.text == "EGFR T790M of HER 2"
    assert named(item) == [
        ("EGFR", "Gene", "text:Gene/egfr"),
        ("T790M", "Variant", "text:Variant/t790m"),
        ("HER 2", "Gene", "text:Gene/her 2"),
    ]


def test_conll_columns_with_blanks_and_documents():
    items = read("iob", "-DOCSTART- O\n\nMET NN O B-Gene\n-DOCSTART- O\n\nALK NN O I-Gene\n")
    assert [named(item) for item in items] == [
        [("MET", "Gene", "text:Gene/met")],
        [("ALK", "Gene", "text:Gene/alk")],
    ]


def test_entities_of_another_docbin_come_without_relations():
    doc = Doc(Vocab(), words=["MET", "wins"], spaces=[True, False])
    doc.set_ents([doc.char_span(0, 3, label="Gene")])
    (item,) = read("docbin", DocBin(docs=[doc]).to_bytes())
    assert named(item) == [("MET", "Gene", "text:Gene/met")]
    assert item.gold.relations == ()


# name: (format, content, what the message says)
FAULTS = {
    "no JSON": ("bioc-json", "{", "f: no BioC JSON"),
    "JSON of another kind": ("bioc-json", "[1]", "f: no BioC JSON"),
    "no XML": ("bioc-xml", "<collection>", "f: no BioC XML"),
    "XML with entities": ("bioc-xml", '<!DOCTYPE c [<!ENTITY a "b">]><c/>', "declares entities"),
    "passages overlap": (
        "bioc-json",
        bioc(PASSAGES[:1] * 2),
        "the passage at 0 begins inside the one before",
    ),
    "annotation without id": (
        "bioc-json",
        json.dumps(BIOC).replace("identifier", "ident"),
        "annotation 1 has no infon 'identifier'",
    ),
    "unknown type": (
        "bioc-json",
        json.dumps(BIOC).replace("Drug", "Species"),
        "unknown type Species",
    ),
    "offset outside": (
        "bioc-json",
        json.dumps(BIOC).replace('"offset": 24', '"offset": 240'),
        "ends outside the text",
    ),
    "no text": ("pubannotation", {"denotations": []}, "f, document 1: no text"),
    "no PubAnnotation": ("pubannotation", "nonsense", "f: no JSON"),
    "denotation without id": ("pubannotation", PUB, "denotation T1 has no attribute 'identifier'"),
    "span without end": (
        "pubannotation",
        PUB | {"denotations": [{"id": "T1", "span": {"begin": 0}, "obj": "Gene"}]},
        "line of wrong shape (KeyError: 'end')",
    ),
    "unfit argument": (
        "pubannotation",
        PUB
        | {
            "denotations": [
                *PUB["denotations"],
                {**PUB["denotations"][0], "id": "E1", "obj": "OVERCOMES"},
            ],
            "attributes": IDENTIFIED,
            "relations": [{"id": "R1", "subj": "E1", "pred": "therapy", "obj": "T1"}],
        },
        "a Gene (T1) can not be the therapy of OVERCOMES",
    ),
    "no tag": ("iob", "EGFR\n", "f:1: no tag"),
    "tag of another scheme": ("iob", "EGFR\tS-Gene\n", "f:1: no tag"),
    "token that is not there": (
        "iob",
        '# id = d\n# text = "ab"\nxy\t0\t2\tO\t_\t_\n\n',
        "f:3: the text at 0 is not 'xy'",
    ),
    "columns missing": ("iob", '# id = d\n# text = "ab"\nab\tO\n\n', "f:3: 2 columns"),
    "no DocBin": ("docbin", "spacy", "f: no spaCy DocBin"),
}


@pytest.mark.parametrize(("name", "content", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_refused(name, content, told):
    with pytest.raises(GoldError) as caught:
        read(name, content)
    assert told in str(caught.value)
    assert str(caught.value).startswith("f")
    assert ";" in str(caught.value)  # what to do


def test_the_faults_are_all_here():
    assert len(FAULTS) >= 18


def test_a_character_that_xml_forbids_is_refused():
    (item,) = read("iob", "MET\tB-Gene\n")
    broken = type(item)(item.gold, "MET\x0c")
    with pytest.raises(GoldError, match=r"U\+000C at 3 can not stand in XML; convert to BioC JSON"):
        file_format("bioc-xml").write([broken])


TEXT = "ゲフィ\nチニブは効かない。MET がこの薬剤への耐性を生む。"
DRUG, GENE = (
    EntityRef("Drug", "unii:S65743JHBS", "gefitinib"),
    EntityRef("Gene", "hgnc:7029", "MET"),
)


def a_run():
    """A document of a run: a name over a line end, an argument that only refers to it."""
    at = TEXT.index("MET")
    trigger, phrase = TEXT.index("耐性"), TEXT.index("この薬剤")
    evidence = Evidence(
        at,
        len(TEXT),
        Span(trigger, trigger + 2),
        (Argument("cause", at, at + 3), Argument("therapy", phrase, phrase + 4)),
        "rule",
        "discourse",
        0.8,
    )
    relation = Relation(
        "r", "CAUSES_RESISTANCE", GENE, DRUG, "positive", "asserted", 0.8, (evidence,)
    )
    mentions = (
        Mention(0, 7, MentionType.DRUG, "x", (Grounding(DRUG.id, DRUG.name, 1.0, "x"),)),
        Mention(at, at + 3, MentionType.GENE, "x", (Grounding(GENE.id, GENE.name, 1.0, "x"),)),
    )
    return Document("d", TEXT, Source("d.txt", "0"), "ja", mentions=mentions, relations=(relation,))


def test_a_run_becomes_annotation_to_correct():
    gold = from_document(a_run()).gold
    assert [m.spans for m in gold.mentions] == [((0, 3), (4, 7)), ((13, 16),)]
    (relation,) = gold.relations
    (piece,) = relation.evidence
    assert (relation.subject, relation.object) == (GENE, DRUG)
    assert (piece.source, [(a.slot, a.mention) for a in piece.arguments]) == (
        "discourse",
        [("cause", 1), ("therapy", 0)],
    )


@pytest.mark.parametrize("name", ["bioc-json", "bioc-xml", "pubannotation", "docbin"])
def test_a_run_goes_through_every_format(name):
    item = from_document(a_run())
    (back,) = file_format(name).read(file_format(name).write([item]), "f")
    assert back.gold.relations == item.gold.relations

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from graph_corpus import corpus
from graph_samples import Claim, document
from graph_strategies import collections, documents
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.export import document_line, parse_document, read_documents, relation_lines
from pipeline.graph import assemble
from pipeline.model import Argument, Document, Mention, MentionType, Source

DOC = document(
    "a",
    Claim(
        "[ゲフィチニブ](therapy)は[MET](cause)で{効かない}。",
        "MET",
        "gefitinib",
        confidence=0.123456,
    ),
    title="題",
)


def test_the_shape_of_a_line():
    line = json.loads(document_line(DOC))
    assert list(line) == [
        "id", "source", "language", "metadata", "text", "blocks", "sentences", "mentions",
        "relations",
    ]  # fmt: skip
    assert line["mentions"][0] == {
        "start": 2, "end": 8, "text": "ゲフィチニブ", "type": "Drug", "id": "unii:S65743JHBS",
        "name": "gefitinib", "found_by": "lexicon", "score": 0.9,
        "candidates": [
            {"id": "unii:S65743JHBS", "name": "gefitinib", "score": 0.9, "why": "test"}
        ],
    }  # fmt: skip
    (relation,) = line["relations"]
    assert relation["subject"] == {"type": "Gene", "id": "hgnc:7029", "name": "MET"}
    assert relation["confidence"] == 0.1235
    assert relation["evidence"] == [
        {
            "start": 2, "end": 18, "text": "ゲフィチニブはMETで効かない。", "trigger": [13, 17],
            "arguments": {"cause": [9, 12], "therapy": [2, 8]}, "rule": "test.rule",
            "source": "explicit", "confidence": 0.1235,
        }
    ]  # fmt: skip
    assert relation["context"] == {"diseases": [], "cell_lines": [], "models": [], "level": None}


def test_candidates_are_written_when_asked_for():
    doc = replace(DOC, candidates=DOC.relations)
    assert "candidates" not in json.loads(document_line(doc))
    full = json.loads(document_line(doc, include_candidates=True))
    assert full["candidates"] == full["relations"]


def test_a_mention_without_an_id_yet():
    doc = Document("a", "MET", Source("a", ""), mentions=(Mention(0, 3, MentionType.GENE, "x"),))
    (mention,) = json.loads(document_line(doc))["mentions"]
    assert (mention["id"], mention["name"], mention["score"]) == ("", "", 0.0)


def test_of_two_vias_the_first_is_written():
    (relation,) = DOC.relations
    (piece,) = relation.evidence
    vias = (Argument("via", 13, 15), Argument("via", 9, 12))
    piece = replace(piece, arguments=(*piece.arguments, *vias))
    doc = replace(DOC, relations=(replace(relation, evidence=(piece,)),))
    (written,) = json.loads(document_line(doc))["relations"]
    assert written["evidence"][0]["arguments"]["via"] == [9, 12]


def test_order_without_meaning_does_not_show():
    for doc in corpus():
        turned = replace(
            doc,
            mentions=doc.mentions[::-1],
            relations=tuple(
                replace(r, state=r.state[::-1], via=r.via[::-1], evidence=r.evidence[::-1])
                for r in doc.relations[::-1]
            ),
            metadata=dict(reversed(doc.metadata.items())),
        )
        assert document_line(turned) == document_line(doc)


@pytest.mark.parametrize("value", [float("nan"), {1, 2}, object()], ids=["nan", "set", "object"])
def test_metadata_that_json_can_not_hold(value):
    with pytest.raises(InputError, match="a: can not be written as JSON"):
        document_line(replace(DOC, metadata={"x": value}))


@settings(max_examples=100, deadline=None)
@given(documents())
def test_a_line_read_and_written_again_is_the_same_line(doc):
    line = document_line(doc, include_candidates=True)
    assert len(line.splitlines()) == 1  # for readers that break lines at U+2028, too
    back = parse_document(line)
    assert document_line(back, include_candidates=True).encode() == line.encode()
    assert back.text == doc.text
    assert assemble([back]) == assemble([doc])
    assert {m.span for m in back.mentions} == {m.span for m in doc.mentions}


def test_reading_gives_the_document_back():
    for doc in corpus():
        back = parse_document(document_line(doc))
        ordered = replace(
            doc,
            mentions=back.mentions,
            relations=tuple(sorted(doc.relations, key=lambda r: r.key)),
        )
        assert sorted(back.mentions, key=repr) == sorted(doc.mentions, key=repr)
        assert replace(back, relations=()) == replace(ordered, relations=())
        assert [r.key for r in back.relations] == [r.key for r in ordered.relations]
        assert assemble([back]) == assemble([doc])


def test_a_file_of_documents(tmp_path):
    path = tmp_path / "documents.jsonl"
    lines = [document_line(doc) for doc in corpus()]
    # A byte-order mark, Windows line ends and empty lines from an editor do no harm.
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join(lines).encode() + b"\r\n")
    assert [document_line(doc) for doc in read_documents(path)] == lines


def broken(change) -> str:
    line = json.loads(document_line(DOC))
    change(line)
    return json.dumps(line)


FAULTS = {
    "no JSON": ("{", "Expecting"),
    "no object": ("[1]", "not a JSON object"),
    "key missing": (broken(lambda d: d.pop("text")), "lacks the key 'text'"),
    "range outside the text": (
        broken(lambda d: d["mentions"][0].update(end=999)),
        r"\[2, 999\) is no range of 19 code points",
    ),
    "range reversed": (broken(lambda d: d["sentences"].append([3, 2])), r"\[3, 2\)"),
    "range of fractions": (broken(lambda d: d["mentions"][0].update(end=2.5)), r"\[2, 2.5\)"),
    "range of booleans": (broken(lambda d: d["sentences"].append([False, True])), "no range"),
    "unknown type": (broken(lambda d: d["mentions"][0].update(type="Car")), "Car"),
    "unknown relation": (
        broken(lambda d: d["relations"][0].update(relation="LIKES")),
        "'LIKES' is none of CAUSES_RESISTANCE, OVERCOMES",
    ),
    "unknown polarity": (broken(lambda d: d["relations"][0].update(polarity="up")), "'up'"),
    "unknown slot": (
        broken(lambda d: d["relations"][0]["evidence"][0]["arguments"].update(to=[1, 2])),
        "'to' is none of cause, agent, therapy, via",
    ),
    "id is a number": (broken(lambda d: d.update(id=7)), "7 is no string"),
    "language is a list": (broken(lambda d: d.update(language=[])), "none of"),
    "mentions are null": (broken(lambda d: d.update(mentions=None)), "NoneType"),
}


@pytest.mark.parametrize(("line", "what"), FAULTS.values(), ids=FAULTS.keys())
def test_a_faulty_line_is_named(tmp_path, line, what):
    path = tmp_path / "documents.jsonl"
    path.write_text(document_line(DOC) + "\n" + line + "\n", encoding="utf-8")
    reader = read_documents(path)
    next(reader)
    with pytest.raises(InputError, match=what) as caught:
        next(reader)
    message = str(caught.value)
    assert message.startswith(f"{path}, line 2: ")
    assert "\n" not in message


def test_a_line_that_is_not_utf8(tmp_path):
    path = tmp_path / "documents.jsonl"
    path.write_bytes("耐性".encode("cp932") + b"\n")
    with pytest.raises(InputError, match="line 1: not UTF-8 at byte 0"):
        list(read_documents(path))


@settings(max_examples=40, deadline=None)
@given(collections(), st.randoms(use_true_random=False))
def test_lines_of_relations_do_not_depend_on_order(docs, random):
    relations = list(assemble(docs))
    lines = list(relation_lines(relations))
    random.shuffle(relations)
    assert list(relation_lines(relations)) == lines
    assert "\n".join(lines).encode().decode().split("\n") == (lines or [""])


def test_the_shape_of_a_relation_line():
    (line,) = relation_lines(assemble([DOC]))
    read = json.loads(line)
    assert list(read) == [
        "id", "relation", "subject", "object", "polarity", "certainty", "state", "via",
        "contexts", "belief", "studies", "documents", "evidence",
    ]  # fmt: skip
    assert list(read["evidence"][0])[:5] == ["document", "date", "start", "end", "text"]
    assert read["evidence"][0]["text"] == DOC.text[2:18]

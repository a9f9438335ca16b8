"""BioC JSON and PubAnnotation JSON: told from JSON Lines, read exactly, bad records named."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from pipeline.read.extracted import Extracted, Given, Refused
from pipeline.read.format import Format
from pipeline.read.outcome import Limits, RefusedError
from pipeline.read.records import bioc, jsonl, pubannotation

FORMATS = (bioc.JSON_FORMAT, pubannotation.FORMAT, jsonl.FORMAT)
TITLE, ABSTRACT = "METとゲフィチニブ。", "MET amplification confers resistance."


def bioc_passage(kind: str, offset: object, text: object) -> dict[str, object]:
    return {"infons": {"type": kind}, "offset": offset, "text": text, "annotations": []}


def bioc_document(id: object, *passages: object, **more: object) -> dict[str, object]:
    return {"id": id, "infons": {}, "passages": list(passages), "relations": [], **more}


DOCUMENT = bioc_document(
    "30000001",
    bioc_passage("title", 0, TITLE),
    bioc_passage("abstract", len(TITLE) + 1, ABSTRACT),
    bioc_passage("ref", len(TITLE) + len(ABSTRACT) + 2, "Somebody else's claim."),
    pmid=30000001,
    pmcid="PMC7000001",
    journal="J Made Up",
    date="2020-04-09T00:00:00Z",
)
OTHER = bioc_document("PMC2", bioc_passage("paragraph", 0, "KRAS G12C."))


def collection(*documents: object, **more: object) -> dict[str, object]:
    return {"source": "PMC", "date": "20200101", "key": "pmc.key", "infons": {}, **more} | {
        "documents": list(documents)
    }


ANNOTATED = {
    "target": "http://pubannotation.example/docs/sourcedb/PubMed/sourceid/30000001",
    "sourcedb": "PubMed",
    "sourceid": "30000001",
    "text": " MET増幅\r\nは耐性の\t原因だった。\n",
    "denotations": [{"id": "T1", "span": {"begin": 1, "end": 4}, "obj": "Gene"}],
}


def read(
    fmt: Format, value: object, *, name: str = "a.json", encoding: str | None = None, **limits: int
) -> list[Extracted | Refused]:
    data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    assert fmt.fits(data[:8192], name)
    return list(fmt.read(data, Given(name, Limits(**limits), encoding)))


def only(found: Sequence[Extracted | Refused]) -> Extracted:
    (one,) = found
    assert isinstance(one, Extracted)
    return one


SHAPES: dict[str, object] = {
    "a collection": collection(DOCUMENT),
    "a list of collections": [collection(DOCUMENT, bioctype="BioCCollection", version="1.0")],
    "PubTator's wrapping": {"PubTator3": [DOCUMENT]},
    "a document": DOCUMENT,
    "a list of documents": [DOCUMENT],
}


@pytest.mark.parametrize("value", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("indent", [None, 1])
def test_bioc_json(value: object, indent: int | None) -> None:
    data = json.dumps(value, ensure_ascii=False, indent=indent).encode()
    one = only(read(bioc.JSON_FORMAT, data))
    assert one.text == f"{TITLE}\n{ABSTRACT}"
    assert [(block.kind.value, one.text[block.start : block.end]) for block in one.blocks] == [
        ("title", TITLE),
        ("paragraph", ABSTRACT),
    ]
    assert (one.id, one.record, one.notes) == ("", 0, ())
    assert (one.encoding, one.encoding_from) == ("utf-8", "default")
    assert dict(one.metadata) == {
        "title": TITLE,
        "date": "2020-04-09",
        "journal": "J Made Up",
        "paper_titles": {"ja": TITLE},
        "pmid": "30000001",
        "pmcid": "PMC7000001",
    }


def test_bioc_facts_of_the_first_passage() -> None:
    front = {
        "infons": {
            "type": "front",
            "section_type": "TITLE",
            "article-id_doi": "10.1234/ABC",
            "article-id_pmc": "PMC7000003",
            "article-id_pmid": 30000003,
            "journal": "Made Up. 2020;1:2-3. doi: 10.1234/abc",
            "year": "2020",
        },
        "offset": 0,
        "text": "MET amplification.",
    }
    one = only(read(bioc.JSON_FORMAT, collection(bioc_document("1", front))))
    assert dict(one.metadata) == {
        "title": "MET amplification.",
        "dois": ["10.1234/abc"],
        "paper_titles": {"en": "MET amplification."},
        "pmid": "30000003",
        "pmcid": "PMC7000003",
    }


def test_bioc_sentences() -> None:
    sentences = [{"offset": 0, "text": "MET."}, {"offset": 5, "text": "KRAS."}, {"text": "EGFR."}]
    document = bioc_document("1", {"offset": 0, "sentences": sentences})
    assert only(read(bioc.JSON_FORMAT, collection(document))).text == "MET. KRAS. EGFR."


def test_bioc_documents_of_several_collections() -> None:
    found = read(
        bioc.JSON_FORMAT,
        [
            collection(DOCUMENT, bioc_document("b", bioc_passage("abstract", 0, " "))),
            collection(OTHER, bioc_document(4, bioc_passage("abstract", 0, "Four."))),
        ],
    )
    assert [(type(one).__name__, one.record) for one in found] == [
        ("Extracted", 1),
        ("Refused", 2),
        ("Extracted", 3),
        ("Extracted", 4),
    ]
    assert [one.id for one in found if isinstance(one, Extracted)] == ["30000001", "PMC2", "4"]


BAD_BIOC: dict[str, tuple[object, str]] = {
    "no text": (bioc_passage("abstract", 0, None), "no passage with text"),
    "text is a number": (bioc_passage("abstract", 0, 7), "not a string"),
    "lone surrogate": (bioc_passage("abstract", 0, "a\ud800"), "lone surrogate"),
    "no object": ("abstract", "a list of objects is missing"),
    "sentences are no list": ({"sentences": {"text": "x"}}, "a list of objects is missing"),
}


@pytest.mark.parametrize(("bad", "what"), BAD_BIOC.values(), ids=BAD_BIOC)
def test_a_bad_bioc_document(bad: object, what: str) -> None:
    data = json.dumps(collection(OTHER, bioc_document("bad", bad), OTHER)).encode()
    first, second, third = read(bioc.JSON_FORMAT, data)
    assert isinstance(second, Refused)
    assert what in second.what
    assert isinstance(first, Extracted)
    assert isinstance(third, Extracted)
    with pytest.raises(RefusedError, match=what):
        read(bioc.JSON_FORMAT, json.dumps(collection(bioc_document("bad", bad))).encode())


ODD_FACTS: dict[str, object] = {
    "infons are a list": {"infons": [1]},
    "infons hold objects": {"infons": {"type": {"a": 1}, "article-id_doi": None}},
    "surrogate in a fact": {"infons": {"journal": "J\ud800"}},
    "doi that is none": {"infons": {"article-id_doi": "see text"}},
}


@pytest.mark.parametrize("more", ODD_FACTS.values(), ids=ODD_FACTS)
def test_odd_facts_do_no_harm(more: dict[str, object]) -> None:
    passage = {"offset": 0, "text": "MET."} | more
    data = json.dumps(collection(bioc_document("1", passage))).encode()
    one = only(read(bioc.JSON_FORMAT, data))
    assert (one.text, dict(one.metadata)) == ("MET.", {})


def test_pubannotation_text_is_exact() -> None:
    one = only(read(pubannotation.FORMAT, ANNOTATED))
    assert one.text == ANNOTATED["text"]
    assert (one.id, one.record, one.blocks) == ("", 0, ())
    assert dict(one.metadata) == {"pmid": "30000001"}
    assert (one.encoding, one.encoding_from) == ("utf-8", "default")


def test_a_list_of_one_is_one_document() -> None:
    one = only(read(pubannotation.FORMAT, [ANNOTATED]))
    assert (one.id, one.record) == ("", 0)


def test_pubannotation_records() -> None:
    found = read(
        pubannotation.FORMAT,
        [
            ANNOTATED,
            {"text": "PMC", "sourcedb": "PMC", "sourceid": 7, "divid": 0},
            {"text": " "},
            {"text": "only a source's id", "sourceid": "x"},
            {"text": "plain", "id": 5},
            {"text": "nameless"},
            {"text": "odd", "id": ["x"]},
            {"id": "6"},
            {"text": 7},
            "MET",
        ],
    )
    read_records = [one for one in found if isinstance(one, Extracted)]
    assert [(one.record, one.id) for one in read_records] == [
        (1, "PubMed-30000001"),
        (2, "PMC-7-0"),
        (4, "x"),
        (5, "5"),
        (6, ""),
    ]
    assert read_records[1].metadata == {"pmcid": "PMC7"}
    assert [(one.record, one.what) for one in found if isinstance(one, Refused)] == [
        (3, "holds nothing but white space"),
        (7, "has an id that is neither a string nor a whole number"),
        (8, "has no text"),
        (9, "has a text that is not a string"),
        (10, "is JSON, but not an object"),
    ]


WRONG: dict[str, tuple[bytes, str]] = {
    "no text": (b'{"a": 1}', "has no text"),
    "text is null": (b'{"text": null}', "has no text"),
    "empty list": (b"[]", "is an empty list"),
    "cut off": (b'{"text": "a",\n "denotations": [', "is not JSON (Expecting value at line 2"),
    "cut off in a string": (b'{"text": "a', "is not JSON (Unterminated string"),
    "deep": (b'{"text": ' + b"[" * 100_000, "nested too deeply"),
    "huge number": (b'{"text": "a", "x": ' + b"9" * 5000 + b"}", "is not usable JSON"),
    "lone surrogate": (b'{"text": "a\\ud800"}', "lone surrogate"),
}


@pytest.mark.parametrize(("data", "what"), WRONG.values(), ids=WRONG)
def test_wrong_json(data: bytes, what: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read(pubannotation.FORMAT, data)
    assert what in caught.value.what
    assert caught.value.remedy


BIOC_WRONG: dict[str, tuple[bytes, str]] = {
    "no documents": (b'{"source": "x", "documents": []}', "holds no BioC documents"),
    "documents are none": (b'{"source": "x", "documents": 1}', "a list of objects is missing"),
    "cut off": (b'{"source": "x", "documents": [{"passages": [', "is not JSON"),
    "no passages": (b'[{"source": "x", "documents": [{"id": "1"}]}]', "no passage with text"),
}


@pytest.mark.parametrize(("data", "what"), BIOC_WRONG.values(), ids=BIOC_WRONG)
def test_wrong_bioc_json(data: bytes, what: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read(bioc.JSON_FORMAT, data)
    assert what in caught.value.what


@pytest.mark.parametrize(
    ("fmt", "value"), [(bioc.JSON_FORMAT, collection(OTHER)), (pubannotation.FORMAT, ANNOTATED)]
)
def test_limits_are_named(fmt: Format, value: object) -> None:
    with pytest.raises(RefusedError, match="max_markup_bytes"):
        read(fmt, value, max_markup_bytes=50)


def dumped(value: object, indent: int | None = None) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()


LONG = "耐性" * 5000
PLAIN = {"id": "a", "text": "MET増幅。"}
LINES = dumped(PLAIN) + b"\n" + dumped(PLAIN) + b"\n"
FITS: dict[str, tuple[str, bytes, str]] = {
    "BioC": ("a.json", dumped(collection(DOCUMENT)), "bioc-json"),
    "BioC without a name": ("-", dumped([collection(DOCUMENT)], 2), "bioc-json"),
    "BioC with long passages": (
        "-",
        dumped(collection(bioc_document("1", bioc_passage("abstract", 0, LONG)))),
        "bioc-json",
    ),
    "BioC with a mark": ("-", b"\xef\xbb\xbf" + dumped(collection(DOCUMENT)), "bioc-json"),
    "BioC in UTF-16": ("-", dumped(collection(DOCUMENT)).decode().encode("utf-16"), "bioc-json"),
    "BioC lines": ("a.jsonl", dumped(collection(DOCUMENT)), "jsonl"),
    "PubAnnotation": ("a.json", dumped(ANNOTATED), "pubannotation"),
    "PubAnnotation without a name": ("-", dumped(ANNOTATED), "pubannotation"),
    "PubAnnotation in a list": ("-", dumped([ANNOTATED, ANNOTATED]), "pubannotation"),
    "PubAnnotation, its text last": (
        "-",
        dumped({"sourcedb": "x", "sourceid": "1", "denotations": [LONG], "text": "a"}),
        "pubannotation",
    ),
    "PubAnnotation in Shift_JIS": (
        "-",
        json.dumps({"text": "表", "denotations": []}, ensure_ascii=False).encode("cp932"),
        "pubannotation",
    ),
    "plain object": ("a.json", dumped(PLAIN), "pubannotation"),
    "plain object, long": ("a.json", dumped(PLAIN | {"text": LONG}), "pubannotation"),
    "plain object over lines": ("-", dumped(PLAIN, 2), "pubannotation"),
    "plain objects in a list": ("-", dumped([PLAIN, PLAIN]), "pubannotation"),
    "other JSON by its name": ("a.json", b'{"a": 1}', "pubannotation"),
    "one line without a name": ("-", dumped(PLAIN), "jsonl"),
    "lines": ("-", LINES, "jsonl"),
    "lines that say they are JSON": ("a.json", LINES, "jsonl"),
    "lines of annotations": ("a.jsonl", dumped(ANNOTATED) + b"\n" + dumped(ANNOTATED), "jsonl"),
    "one line by its name": ("a.NDJSON", dumped(ANNOTATED), "jsonl"),
    "other JSON": ("-", b'{"a": 1}', ""),
    "keys deeper down": ("-", b'{"a": {"text": "b", "denotations": []}}', ""),
    "keys in a string": ("-", rb'{"a": "\"text\": 1, \"documents\": []"}', ""),
    "documents of another kind": ("-", b'{"documents": [1]}', ""),
    "plain object in a text": ("a.txt", dumped(PLAIN, 2), ""),
    "brackets in a text": ("a.txt", "[背景] 耐性について".encode(), ""),
    "a text": ("a.json", b"MET", ""),
    "empty": ("a.json", b"", ""),
    "binary": ("-", b"{" + bytes(range(256)), ""),
}


@pytest.mark.parametrize(("name", "data", "wanted"), FITS.values(), ids=FITS)
def test_recognition(name: str, data: bytes, wanted: str) -> None:
    found = [fmt.name for fmt in FORMATS if fmt.fits(data[:8192], name)]
    assert found[:1] == ([wanted] if wanted else [])


def test_lines_too_long_to_be_told_at_once() -> None:
    data = dumped(PLAIN | {"text": LONG}) + b"\n" + dumped(PLAIN | {"id": "b"})
    found = read(pubannotation.FORMAT, data)
    assert [(one.id, one.record) for one in found if isinstance(one, Extracted)] == [
        ("a", 1),
        ("b", 2),
    ]

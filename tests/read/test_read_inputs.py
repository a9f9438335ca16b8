"""Finding, naming and reading inputs; what can not be read says why and what to do."""

from __future__ import annotations

import io
import json
import os
import random
import sys
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import pytest

from pipeline.errors import InputError
from pipeline.model import Document
from pipeline.read import Failure, Limits, document_from_text, files, read_inputs
from pipeline.run import output

TEXT = "METの増幅が耐性の原因だった。\n"
JP = "ゲフィチニブへの耐性についての研究です。" * 5


def read(*paths: object, **limits: int) -> list[Document | Failure]:
    return list(read_inputs([str(p) for p in paths], limits=Limits(**limits)))


def documents(found: list[Document | Failure]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


def failures(found: list[Document | Failure]) -> list[str]:
    return [str(item) for item in found if isinstance(item, Failure)]


def put(folder: Path, name: str, data: bytes | str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.b.txt")
    (doc,) = documents(read(path))
    assert (doc.id, doc.text) == ("a.b", TEXT)
    assert doc.source.name == "a.b.txt"
    assert doc.source.sha256 == sha256(path.read_bytes()).hexdigest()
    assert (doc.source.format, doc.source.encoding) == ("text", "utf-8")


def test_line_ends_stay(tmp_path: Path) -> None:
    text = "一行目\r\n二行目\r三行目\n\x0c四行目\u2028"
    (doc,) = documents(read(put(tmp_path, "a.txt", text)))
    assert doc.text == text


def test_byte_order_mark_goes_and_is_noted(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", b"\xef\xbb\xbf" + TEXT.encode())
    (doc,) = documents(read(path))
    assert (doc.text, doc.source.encoding) == (TEXT, "utf-8-sig")
    assert path.read_bytes().decode(doc.source.encoding) == doc.text
    assert doc.source.sha256 == sha256(path.read_bytes()).hexdigest()


def test_a_folder_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.TXT", ".hidden.txt", ".git/c.txt", "notes.md", "sub/deep/d.txt"):
        put(tmp_path, name)
    found = documents(read(tmp_path))
    assert [doc.id for doc in found] == ["a", "b", "d"]
    assert [doc.source.name for doc in found] == ["sub/a.TXT", "b.txt", "sub/deep/d.txt"]


def test_a_hidden_folder_that_is_asked_for_is_read(tmp_path: Path) -> None:
    put(tmp_path, ".cache/a.txt")
    assert [doc.id for doc in documents(read(tmp_path / ".cache"))] == ["a"]


def test_a_path_twice_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path, "sub/a.txt")
    (tmp_path / "link.txt").symlink_to(path)
    again = tmp_path / "sub" / ".." / "sub" / "a.txt"
    for order in ([path, again, tmp_path], [tmp_path, again, path]):
        (doc,) = read(*order)
        assert isinstance(doc, Document)
        assert doc.id == "a"
        assert doc.source.name == "a.txt"


def test_the_same_name_gets_a_number(tmp_path: Path) -> None:
    for folder in "xyz":
        put(tmp_path, f"{folder}/a.txt", f"{folder}にある文。")
    put(tmp_path, "x/a-2.txt", "もとからある文。")
    found = documents(read(tmp_path))
    assert [(doc.id, doc.text[:1]) for doc in found] == [
        ("a", "x"),
        ("a-2", "も"),
        ("a-3", "y"),
        ("a-4", "z"),
    ]


def test_order_of_inputs_does_not_matter(tmp_path: Path) -> None:
    paths = [
        put(tmp_path, f"{folder}/{name}.txt", folder + name) for folder in "ab" for name in "pq"
    ]
    paths += [put(tmp_path, "empty.txt", ""), tmp_path / "missing.txt", tmp_path / "a"]
    paths.append(put(tmp_path, "r.jsonl", '{"id": "p", "text": "記録"}\n{"text": 1}\n'))
    first = read(*paths)
    assert len(first) == 8
    rng = random.Random(0)
    for _ in range(10):
        rng.shuffle(paths)
        assert read(*paths) == first


BAD: dict[str, tuple[str, bytes, str, str]] = {
    "empty": ("a.txt", b"", "is empty", "give a file"),
    "blank": ("a.txt", " \r\n\u3000\n".encode(), "nothing but white space", "give a file"),
    "only a byte-order mark": ("a.txt", b"\xef\xbb\xbf", "nothing but white space", "give"),
    "binary": ("a.txt", bytes(range(256)) * 20, "is binary", "plain text"),
    "picture": ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture", "OCR"),
    "no PDF after its first line": ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "a damaged PDF", "qpdf"),
    "no DOCX": ("a.docx", b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "DOCX", "again"),
    "damaged ZIP": ("a.zip", b"PK\x03\x04" + b"\0" * 26 + b"a.txt", "a damaged ZIP", "again"),
    "damaged gzip": ("a.txt.gz", b"\x1f\x8b\x08", "gzip data that breaks off", "again"),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word", "plain text"),
    "RTF": ("a.rtf", b"{\\rtf1 x}", "RTF", "plain text"),
    "XML that breaks off": ("a.xml", b'<?xml version="1.0"?>\n<article><front>', "XML", "again"),
    "unknown XML": ("a.xml", b"<recipe><egg/></recipe>", "root element recipe", "JATS"),
    "no records": ("a.jsonl", b"\n \n", "is empty", "records"),
    "tar": ("a.txt", b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "a tar archive", "unpack"),
}


@pytest.mark.parametrize(("name", "data", "what", "remedy"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_told_and_the_rest_goes_on(
    tmp_path: Path, name: str, data: bytes, what: str, remedy: str
) -> None:
    good = put(tmp_path, "z-good.txt")
    bad = put(tmp_path, name, data)
    found = read(bad, good)
    assert [doc.id for doc in documents(found)] == ["z-good"]
    (message,) = failures(found)
    assert message.startswith(f"{bad}: ")
    assert what in message
    assert remedy in message.split("; ", 1)[1]
    assert "\n" not in message


def test_missing_and_other_paths(tmp_path: Path) -> None:
    empty = tmp_path / "folder"
    put(empty, "notes.md")
    found = failures(read(tmp_path / "no.txt", empty, "a\0b", "x" * 5000))
    assert len(found) == 4
    text = "\n".join(found)
    assert f"{tmp_path / 'no.txt'}: no such file or folder" in text
    assert f"{empty}: no texts in this folder" in text
    assert ".jsonl" in text
    assert ".txt" in text


def test_a_text_with_another_extension_is_read_when_asked_for(tmp_path: Path) -> None:
    (doc,) = documents(read(put(tmp_path, "abstract.text")))
    assert (doc.id, doc.source.format) == ("abstract", "text")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_the_right_to_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt")
    path.chmod(0)
    (message,) = failures(read(path))
    assert "Permission denied" in message


def test_limit(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", b"x" * 101)
    assert documents(read(path, max_bytes=101))
    (message,) = failures(read(path, max_bytes=100))
    assert "larger than 100 bytes" in message
    (message,) = failures(
        read(put(tmp_path, "a.jsonl", '{"text": "x"}' + " " * 100), max_bytes=100)
    )
    assert "larger than 100 bytes" in message


def test_a_text_longer_than_the_limit(tmp_path: Path) -> None:
    path = put(tmp_path, "r.jsonl", '{"text": "一二三四"}\n{"text": "一二三四五"}\n')
    found = read(path, max_characters=4)
    assert [doc.id for doc in documents(found)] == ["r-1"]
    assert failures(found) == [
        f"{path}:2: holds more than 4 characters of text; split it, or raise max_characters"
    ]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs an endless file")
def test_an_endless_file_is_bounded() -> None:
    (message,) = failures(read("/dev/zero", max_bytes=1000))
    assert "larger than" in message


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    (doc,) = documents(read("-", "-"))
    assert (doc.id, doc.text, doc.source.name) == ("stdin", TEXT, "-")


def test_records_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO('{"id": "b", "text": "二"}\nnot json\n{"text": "三"}\n'.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    found = read("-")
    assert [doc.id for doc in documents(found)] == ["b", "stdin-3"]
    (message,) = failures(found)
    assert message.startswith("standard input:2: is not JSON")


def test_records(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "b", "text": "二つ目。", "extra": [1]}),
        json.dumps({"text": "三つ目。", "id": 7}, ensure_ascii=False),
        "",
        '  {"text": "名なし。"}\r',
    ]
    path = put(tmp_path, "r.jsonl", "\ufeff" + "\n".join(lines))
    found = documents(read(path))
    assert [(doc.id, doc.text) for doc in found] == [
        ("7", "三つ目。"),
        ("b", "二つ目。"),
        ("r-4", "名なし。"),
    ]
    assert found[1].source.sha256 == sha256(lines[0].encode()).hexdigest()
    assert found[1].source.name == "r.jsonl:1"
    assert found[1].source.format == "jsonl"


BAD_LINES = {
    "not JSON": ("{", "is not JSON"),
    "not an object": ("[1]", "not an object"),
    "no text": ('{"id": "a"}', "has no text"),
    "text is a number": ('{"text": 1}', "not a string"),
    "text is blank": ('{"text": " "}', "white space"),
    "lone surrogate": ('{"text": "a\\ud800b"}', "lone surrogate (U+D800) at character 1"),
    "id is a list": ('{"id": [], "text": "a"}', "has an id"),
    "id is true": ('{"id": true, "text": "a"}', "has an id"),
    "id is blank": ('{"id": " ", "text": "a"}', "has an id"),
    "id with a line end": ('{"id": "a\\nb", "text": "a"}', "has an id"),
    "too deep": ('{"text": ' + "[" * 100_000 + "]" * 100_000 + "}", "JSON"),
    "a huge number": ('{"text": ' + "9" * 5000 + "}", "JSON"),
}


@pytest.mark.parametrize(("line", "what"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_record_is_told_by_line_and_the_others_go_on(
    tmp_path: Path, line: str, what: str
) -> None:
    path = put(tmp_path, "r.jsonl", f'{{"text": "一"}}\n{line}\n{{"text": "三"}}\n')
    found = read(path)
    assert [doc.id for doc in documents(found)] == ["r-1", "r-3"]
    (message,) = failures(found)
    assert message.startswith(f"{path}:2: ")
    assert what in message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_records_in_old_encodings(tmp_path: Path, encoding: str) -> None:
    lines = '{"id": "a", "text": "耐性の原因"}\n{"id": "b", "text": "ガン"}\n'
    found = documents(read(put(tmp_path, "r.jsonl", lines.encode(encoding))))
    assert [(doc.id, doc.text) for doc in found] == [("a", "耐性の原因"), ("b", "ガン")]
    assert {doc.source.encoding for doc in found} == {encoding}


def test_a_damaged_byte_is_told_with_its_record(tmp_path: Path) -> None:
    lines = (
        '{"id": "a", "text": "耐性の原因はMETだった。"}\n{"id": "b", "text": "肺がん"}\n'.encode()
    )
    found = documents(read(put(tmp_path, "r.jsonl", lines.replace("性".encode(), b"\xe6\x80"))))
    assert found[0].text == "耐\ufffdの原因はMETだった。"
    assert [bool(doc.source.notes) for doc in found] == [True, False]


def test_a_pair_of_escaped_surrogates_is_one_character(tmp_path: Path) -> None:
    (doc,) = documents(read(put(tmp_path, "r.jsonl", '{"text": "\\ud83e\\uddec"}')))
    assert doc.text == "🧬"


def test_the_same_id_in_records_gets_a_number(tmp_path: Path) -> None:
    put(tmp_path, "r.jsonl", '{"id": "a", "text": "一"}\n{"id": "a", "text": "二"}\n')
    put(tmp_path, "a.txt", "三")
    found = documents(read(tmp_path))
    assert [(doc.id, doc.text) for doc in found] == [("a", "三"), ("a-2", "一"), ("a-3", "二")]


def test_document_from_text() -> None:
    doc = document_from_text(TEXT, id="x", name="y")
    assert (doc.id, doc.text, doc.source.name) == ("x", TEXT, "y")
    assert doc.source.sha256 == sha256(TEXT.encode()).hexdigest()
    for bad in ("", " \n", "a\udc80"):
        with pytest.raises(InputError):
            document_from_text(bad)


def test_results_of_an_earlier_run_inside_the_folder_are_not_read(tmp_path):
    (tmp_path / "a.txt").write_text("MET drives resistance.", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "run.json").write_text("{}", encoding="utf-8")
    (out / "documents.jsonl").write_text('{"id": "x", "text": "y"}\n', encoding="utf-8")
    assert [getattr(one, "id", one) for one in read_inputs([tmp_path])] == ["a"]


def test_a_folder_that_a_run_wrote_into_keeps_its_texts(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    for name in files._RESULTS:
        put(tmp_path, name)
    for path in (tmp_path, tmp_path / "*", tmp_path / "**"):
        assert [doc.id for doc in documents(read(path))] == ["a"]
        assert failures(read(path)) == []
    assert set(files._RESULTS) == {
        *(output.DOCUMENTS, output.RELATIONS, output.GRAPH, output.REPORT, output.MANIFEST)
    }


def test_a_pattern_that_takes_in_a_folder_without_texts(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "empty/notes.md")
    assert [doc.id for doc in documents(read(tmp_path / "*"))] == ["a"]
    assert failures(read(tmp_path / "*")) == []
    (message,) = failures(read(tmp_path / "e*"))
    assert "no file matches this pattern" in message


@pytest.mark.skipif(sys.platform == "win32", reason="has no such names")
def test_names_that_files_and_terminals_can_not_take(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path)
    for name in (b"\xff\xfe.txt", b"a\nb.txt", b"\x1b[31m.txt", b"\xffbad.txt"):
        with open(raw + b"/" + name, "wb") as file:  # noqa: PTH123 - a Path takes no bytes
            file.write(b"" if b"bad" in name else TEXT.encode())
    found = read(tmp_path)
    assert [doc.id for doc in documents(found)] == ["a\u240ab", "\u241b[31m", "\ufffd\ufffd"]
    assert documents(found)[0].source.name == "a\u240ab.txt"
    assert failures(found) == [f"{tmp_path}/\ufffdbad.txt: is empty; give a file with text in it"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links(tmp_path: Path) -> None:
    put(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = read(tmp_path)
    assert [doc.source.name for doc in documents(found)] == ["sub/a.txt"]
    assert failures(found) == [
        f"{tmp_path}/{name}.txt: is a link that leads to no file; mend the link, or take it away"
        for name in ("gone", "self")
    ]


def test_a_folder_that_may_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "closed/b.txt")
    scan = os.scandir

    def refuse(path: str) -> object:  # root may open every folder
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = read(tmp_path)
    assert [doc.id for doc in documents(found)] == ["a"]
    (message,) = failures(found)
    assert message.startswith(f"{tmp_path}/closed: can not be opened (Permission denied); ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with names")
def test_what_is_no_file_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    put(tmp_path, "a.pdf/x.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [doc.source.name for doc in documents(read(tmp_path))] == ["a.pdf/x.txt"]


def test_many_records_of_one_id_take_no_longer(tmp_path: Path) -> None:
    path = put(tmp_path, "r.jsonl", '{"id": "a", "text": "b"}\n' * 20_000)
    began = perf_counter()
    found = documents(read(path))
    assert perf_counter() - began < 10
    assert len({doc.id for doc in found}) == 20_000
    assert {"a", "a-2", "a-20000"} < {doc.id for doc in found}


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert failures(read("-")) == [
        "standard input: can not be opened (it is closed); check the path and its rights"
    ]

"""Compressed files and archives: what is inside is read; nothing is ever written."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from pipeline.model import Document
from pipeline.read import Failure, Limits, read_inputs

TEXT = "METの増幅がゲフィチニブ耐性の原因だった。"
OTHER = "Amphiregulin caused resistance to alectinib."


def read(*paths: Path, **limits: int) -> tuple[dict[str, Document], list[str]]:
    """Documents by id, and the failures' messages."""
    found = list(read_inputs(paths, limits=Limits(**limits)))
    documents = {item.id: item for item in found if isinstance(item, Document)}
    return documents, [str(item) for item in found if isinstance(item, Failure)]


def packed(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_compressed_text(tmp_path: Path) -> None:
    documents, failures = read(put(tmp_path, "a.txt.gz", gzip.compress(TEXT.encode("cp932"))))
    assert failures == []
    doc = documents["a"]
    assert (doc.text, doc.source.name, doc.source.encoding) == (TEXT, "a.txt", "cp932")


def test_gzip_members_one_after_another_are_one_text(tmp_path: Path) -> None:
    data = gzip.compress(TEXT.encode()) + gzip.compress(OTHER.encode())
    documents, failures = read(put(tmp_path, "a.txt.gz", data))
    assert (documents["a"].text, failures) == (TEXT + OTHER, [])


def test_an_archive(tmp_path: Path) -> None:
    data = packed(
        {
            "b.txt": TEXT,
            "sub/a.txt": OTHER,
            "sub/records.jsonl": '{"id": "r1", "text": "一"}\n{"text": "二"}\n',
            "notes.md": "left out",
            ".hidden.txt": "left out",
            "__MACOSX/._b.txt": "left out",
            "sub/": "",
        }
    )
    documents, failures = read(put(tmp_path, "all.zip", data))
    assert failures == []
    assert {id: doc.source.name for id, doc in documents.items()} == {
        "a": "all.zip/sub/a.txt",
        "b": "all.zip/b.txt",
        "r1": "all.zip/sub/records.jsonl:1",
        "records-2": "all.zip/sub/records.jsonl:2",
    }


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = packed({"a.txt.gz": gzip.compress(TEXT.encode())})
    documents, failures = read(put(tmp_path, "all.zip", packed({"in.zip": inner})))
    assert failures == []
    assert documents["a"].source.name == "all.zip/in.zip/a.txt"
    data = packed({"a.txt": TEXT})
    for _ in range(4):
        data = packed({"in.zip": data})
    documents, failures = read(put(tmp_path, "deep.zip", data))
    assert documents == {}
    assert "is an archive in 3 archives; unpack it first" in failures[0]


def test_a_folder_s_archives_are_found(tmp_path: Path) -> None:
    put(tmp_path, "a.zip", packed({"x.txt": TEXT}))
    put(tmp_path, "b.txt.gz", gzip.compress(OTHER.encode()))
    documents, failures = read(tmp_path)
    assert (sorted(documents), failures) == (["b", "x"], [])


def test_names_in_japanese_of_windows(tmp_path: Path) -> None:
    raw = "発表.txt".encode("cp932")
    data = packed({"X" * len(raw): TEXT}).replace(b"X" * len(raw), raw)
    documents, failures = read(put(tmp_path, "a.zip", data))
    assert failures == []
    assert documents["発表"].source.name == "a.zip/発表.txt"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(packed({"a.txt": TEXT, "b.txt": OTHER, "c.txt": ""}))

    monkeypatch.setattr("sys.stdin", Stdin)
    found = list(read_inputs(["-"]))
    assert [item.id for item in found if isinstance(item, Document)] == ["a", "b"]
    assert [item.name for item in found if isinstance(item, Failure)] == ["standard input/c.txt"]


def test_a_compressed_archive_s_members_of_other_kinds_are_left_out(tmp_path: Path) -> None:
    data = gzip.compress(packed({"a.txt": TEXT, "b.md": OTHER}))
    documents, failures = read(put(tmp_path, "x.zip.gz", data))
    assert (sorted(documents), failures) == (["a"], [])


def test_a_member_s_name_that_no_terminal_can_take(tmp_path: Path) -> None:
    _, failures = read(put(tmp_path, "a.zip", packed({"x\n\x1b[2J.txt": ""})))
    assert failures[0].startswith(f"{tmp_path}/a.zip/x\u240a\u241b[2J.txt: ")


@pytest.mark.parametrize("size", [0, 1, 1000, 1024, 1025, 3000, 2_500_000])
def test_gzip_members_of_any_size_are_fed_in_any_steps(tmp_path: Path, size: int) -> None:
    noise = random.Random(size).randbytes(size).hex()
    data = gzip.compress(noise.encode()) + b"\0" * 700 + gzip.compress(TEXT.encode()) + b"\0\0"
    documents, failures = read(put(tmp_path, "a.txt.gz", data + b"rubbish"))
    assert (documents["a"].text, failures) == (noise + TEXT, [])


LEADS_OUT = ("../evil.txt", "/evil.txt", "a/../../evil.txt", "C:\\evil.txt", "..\\evil.txt")


@pytest.mark.parametrize("name", LEADS_OUT)
def test_a_name_that_leads_out(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = put(folder, "a.zip", packed({name: TEXT, "good.txt": OTHER}))
    documents, failures = read(path)
    assert sorted(documents) == ["good"]
    assert "has a name that leads out of its archive" in failures[0]
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["a.zip"]


def test_a_bomb_that_says_its_size(tmp_path: Path) -> None:
    data = packed({"bomb.txt": b"0" * 3_000_000, "good.txt": TEXT})
    assert len(data) < 10_000
    documents, failures = read(put(tmp_path, "a.zip", data), max_bytes=1_000_000)
    assert sorted(documents) == ["good"]
    assert (
        "a.zip/bomb.txt: is larger than 1,000,000 bytes; split it, or raise max_bytes"
        in failures[0]
    )


def test_a_bomb_of_many_members(tmp_path: Path) -> None:
    data = packed({f"{n}.txt": b"a" * 500_000 for n in range(10)})
    documents, failures = read(put(tmp_path, "a.zip", data), max_unpacked_bytes=2_000_000)
    assert len(documents) == 4
    assert len(failures) == 6
    assert "unpacks to more than 2,000,000 bytes" in failures[0]


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(packed({"bomb.txt": b"0" * 3_000_000, "good.txt": TEXT}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 3)
    documents, failures = read(put(tmp_path, "a.zip", bytes(data)), max_bytes=1_000_000)
    assert sorted(documents) == ["good"]
    assert "is damaged inside its archive" in failures[0]


def test_a_gzip_bomb(tmp_path: Path) -> None:
    data = gzip.compress(gzip.compress(b"0" * 5_000_000))
    documents, failures = read(put(tmp_path, "a.txt.gz", data), max_unpacked_bytes=1_000_000)
    assert documents == {}
    assert "unpacks to more than 1,000,000 bytes" in failures[0]


def test_too_many_members(tmp_path: Path) -> None:
    data = packed({f"{n}.txt": TEXT for n in range(30)})
    documents, failures = read(put(tmp_path, "a.zip", data), max_members=10)
    assert len(documents) == 10  # what was read before stays
    assert failures[0].endswith("a.zip: holds more than 10 files; split it, or raise max_members")


def test_an_encrypted_member(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": TEXT, "good.txt": OTHER}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    documents, failures = read(put(tmp_path, "a.zip", bytes(data)))
    assert sorted(documents) == ["good"]
    assert "a.zip/a.txt: is encrypted" in failures[0]


@pytest.mark.parametrize("tenths", range(10))
def test_an_archive_that_breaks_off(tmp_path: Path, tenths: int) -> None:
    for name, data in {
        "a.zip": packed({"a.txt": TEXT * 50, "b.txt": OTHER * 50}),
        "a.txt.gz": gzip.compress(TEXT.encode() * 50),
    }.items():
        path = put(tmp_path, name, data[: len(data) * tenths // 10])
        documents, failures = read(path, put(tmp_path, "good.txt", OTHER.encode()))
        assert sorted(documents) == ["good"]
        assert len(failures) == 1


def test_a_damaged_member(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": TEXT * 20, "good.txt": OTHER}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    documents, failures = read(put(tmp_path, "a.zip", bytes(data)))
    assert sorted(documents) == ["good"]
    assert "is damaged inside its archive (Bad CRC-32" in failures[0]


def test_an_unusual_compression(tmp_path: Path) -> None:
    documents, failures = read(put(tmp_path, "a.zip", packed({"a.txt": TEXT}, zipfile.ZIP_LZMA)))
    assert documents == {}
    assert "packed in an unusual way" in failures[0]


def test_an_archive_of_nothing_that_can_be_read(tmp_path: Path) -> None:
    documents, failures = read(put(tmp_path, "a.zip", packed({"a.md": TEXT})))
    assert documents == {}
    assert "holds no file that can be read" in failures[0]


def test_compressed_bytes_that_go_on_as_something_else(tmp_path: Path) -> None:
    stream = zlib.compressobj(wbits=31)
    data = stream.compress(TEXT.encode()) + stream.flush() + b"rubbish"
    documents, failures = read(put(tmp_path, "a.txt.gz", data))
    assert (documents["a"].text, failures) == (TEXT, [])


def test_patterns(tmp_path: Path) -> None:
    put(tmp_path, "a1.txt", TEXT.encode())
    put(tmp_path, "a2.txt", TEXT.encode())
    put(tmp_path, "b.txt", TEXT.encode())
    put(tmp_path, "[odd].txt", TEXT.encode())
    assert sorted(read(tmp_path / "a*.txt")[0]) == ["a1", "a2"]
    assert sorted(read(tmp_path / "**" / "?.txt")[0]) == ["b"]
    assert sorted(read(tmp_path / "[odd].txt")[0]) == ["[odd]"]
    assert "no file matches this pattern" in read(tmp_path / "c*.txt")[1][0]

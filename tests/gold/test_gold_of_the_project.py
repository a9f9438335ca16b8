"""The annotation that ships with the project is sound, and brat is set up as the reader reads."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from pipeline.gold import check_gold, parse_ann, read_gold, write_ann
from pipeline.gold.events import ARGUMENT_TYPES, ATTRIBUTES
from pipeline.gold.mentions import MENTION_TYPES
from pipeline.score import as_prediction, score

LEAST = 80


def test_the_gold_has_no_faults(root):
    assert check_gold(root / "gold", root / "corpus") == []


def test_the_gold_is_all_there(root):
    documents = read_gold(root / "gold", root / "corpus")
    texts = {path.stem for path in (root / "corpus").glob("*.txt")}
    assert len(documents) >= LEAST
    assert {document.id for document in documents} == texts
    assert {document.language for document in documents} >= {"ja", "en"}
    assert sum(len(document.mentions) for document in documents) >= 10 * LEAST
    kinds = {r.relation for document in documents for r in document.required}
    assert kinds == {"CAUSES_RESISTANCE", "OVERCOMES"}


def test_writing_the_gold_loses_nothing(root):
    documents = read_gold(root / "gold", root / "corpus")
    for document in documents:
        text = (root / "corpus" / f"{document.id}.txt").read_bytes().decode()
        written = write_ann(document, text).encode()
        assert parse_ann(document.id, written, text, sha256=document.sha256) == document
    assert len(documents) >= LEAST


def test_the_gold_of_the_real_press_releases_has_no_faults(root, shared):
    folder = root / "gold" / "external" / "releases"
    assert check_gold(folder, shared / "corpus") == []
    documents = read_gold(folder, shared / "corpus")
    assert len(documents) == 3
    sets = read_gold(shared / "gold" / "press-releases.json")
    assert [d.id for d in documents] == [d.id for d in sets]
    assert [d.sha256 for d in documents] == [d.sha256 for d in sets]


def test_gold_whose_texts_are_not_here_is_listed(root, tmp_path):
    skipped: list[str] = []
    assert (
        read_gold(root / "gold" / "external" / "releases", tmp_path, on_missing=skipped.append)
        == ()
    )
    assert len(skipped) == 3


@pytest.fixture(scope="module")
def conf(root):
    """The sections of annotation.conf: {name: lines}."""
    sections: dict[str, list[str]] = {}
    for line in (root / "gold" / "annotation.conf").read_text(encoding="utf-8").splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            sections[head[1]] = []
        elif line and not line.startswith("#"):
            sections[list(sections)[-1]].append(line)
    return sections


def test_brat_knows_the_types_that_the_reader_knows(conf):
    assert tuple(conf["entities"]) == MENTION_TYPES
    assert conf["relations"] == []


def test_brat_knows_the_arguments_that_the_reader_knows(conf):
    written = {}
    for line in conf["events"]:
        kind, arguments = line.split("\t")
        pairs = (argument.split(":") for argument in arguments.split(", "))
        written[kind] = {slot.rstrip("*"): tuple(types.split("|")) for slot, types in pairs}
    assert written == {
        kind: {slot: tuple(t.value for t in types) for slot, types in slots.items()}
        for kind, slots in ARGUMENT_TYPES.items()
    }


def test_brat_knows_the_attributes_that_the_reader_knows(conf):
    written = {}
    for line in conf["attributes"]:
        name, rest = line.split("\t")
        where, values = rest.split(", Value:")
        assert where == "Arg:<EVENT>"
        written[name] = tuple(values.split("|"))
    assert written == dict(ATTRIBUTES)


BENCHMARKS = {"civic": 100, "biored": 60}


@pytest.fixture(scope="module")
def benchmark_texts(root, shared, tmp_path_factory):
    """The texts that bench/external.py takes from the open benchmarks."""
    if not (shared / "data" / "benchmarks").is_dir():
        pytest.skip("the benchmarks are not beside this checkout")
    folder = tmp_path_factory.mktemp("texts")
    command = [sys.executable, str(root / "bench" / "external.py"), str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(("name", "count"), BENCHMARKS.items())
def test_the_gold_of_the_benchmarks_fits_their_texts(root, benchmark_texts, name, count):
    folder = root / "gold" / "external" / name
    assert check_gold(folder, benchmark_texts) == []
    assert len(read_gold(folder, benchmark_texts)) == count


@pytest.mark.slow
@pytest.mark.parametrize("name", ["project", "releases", *BENCHMARKS])
def test_two_readings_agree_as_far_as_is_asked(root, request, name):
    """Mentions F1 at least 0.90, required relations at least 0.80, either way round."""
    if name == "project":  # the one set whose texts are always there
        corpus = root / "corpus"
    elif name == "releases":
        corpus = request.getfixturevalue("shared") / "corpus"
    else:
        corpus = request.getfixturevalue("benchmark_texts")
    first, second = (
        read_gold(root / "gold" / "readings" / which / name, corpus)
        for which in ("first", "second")
    )
    assert [d.id for d in first] == [d.id for d in second]
    for one, other in ((first, second), (second, first)):
        texts = {d.id: (corpus / f"{d.id}.txt").read_bytes().decode() for d in other}
        scores = score(one, [as_prediction(d, texts[d.id]) for d in other])
        assert scores.mentions("strict").f1 >= 0.90
        assert scores.relations().f1 >= 0.80

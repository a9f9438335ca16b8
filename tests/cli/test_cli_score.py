"""``taisei score`` and ``taisei convert`` as a user calls them."""

from __future__ import annotations

import json

import pytest

from pipeline.cli.main import main

TEXTS = {
    "a": "MET amplification causes resistance to gefitinib.\n",
    "b": "METの増幅がゲフィチニブ耐性を引き起こす。\n",
}
ANNS = {
    "a": (
        "T1\tGene 0 3\tMET\nT2\tDrug 39 48\tgefitinib\n"
        "N1\tReference T1 hgnc:7029\tMET\nN2\tReference T2 unii:S65743JHBS\tgefitinib\n"
        "T3\tCAUSES_RESISTANCE 25 35\tresistance\nE1\tCAUSES_RESISTANCE:T3 cause:T1 therapy:T2\n"
        "A1\tstate E1 amplification\n"
    ),
    "b": (
        "T1\tGene 0 3\tMET\nT2\tDrug 7 13\tゲフィチニブ\n"
        "N1\tReference T1 hgnc:7029\tMET\nN2\tReference T2 unii:S65743JHBS\tgefitinib\n"
        "T3\tCAUSES_RESISTANCE 13 15\t耐性\nE1\tCAUSES_RESISTANCE:T3 cause:T1 therapy:T2\n"
    ),
}


@pytest.fixture
def folder(tmp_path):
    for name in ("gold", "other", "corpus"):
        (tmp_path / name).mkdir()
    for id_, text in TEXTS.items():
        (tmp_path / "corpus" / f"{id_}.txt").write_text(text, encoding="utf-8", newline="")
        (tmp_path / "gold" / f"{id_}.ann").write_text(ANNS[id_], encoding="utf-8", newline="")
        (tmp_path / "other" / f"{id_}.ann").write_text(ANNS[id_], encoding="utf-8", newline="")
    less = "".join(
        line for line in ANNS["b"].splitlines(True) if line[0] in "TN" and "T3" not in line
    )
    (tmp_path / "other" / "b.ann").write_text(less, encoding="utf-8", newline="")
    (tmp_path / "gold" / "split.tsv").write_text("id\tsplit\na\tdev\nb\ttest\n")
    return tmp_path


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    written = capsys.readouterr()
    return code, written.out, written.err


def figures(capsys, folder, *more):
    command = ("score", folder / "gold", folder / "other", "--corpus", folder / "corpus", "--json")
    code, out, _ = run(capsys, *command, *more)
    assert code == 0
    return json.loads(out)


def test_a_second_reading_is_scored_like_a_run(folder, capsys):
    found = figures(capsys, folder)
    assert (found["relations"]["tp"], found["relations"]["fn"]) == (1, 1)
    assert found["mentions"]["strict"]["f1"] == 1.0
    assert found["missed"][0]["cause"] == "statement"
    assert found["causes"] == {"missed": {"statement": 1}, "false_alarms": {}}


def test_a_split_and_single_documents_can_be_chosen(folder, capsys):
    assert figures(capsys, folder, "--split", "dev")["documents"] == 1
    assert figures(capsys, folder, "--only", "b")["relations"]["recall"] == 0.0
    assert figures(capsys, folder, "--only", "a", "--only", "b")["documents"] == 2


def test_what_is_undefined_is_null(folder, capsys):
    found = figures(capsys, folder, "--only", "b")
    assert found["relations"]["precision"] is None
    assert found["relations"]["by_kind"]["OVERCOMES"]["f1"] is None


def test_a_threshold_decides_the_exit_code(folder, capsys):
    command = ("score", folder / "gold", folder / "other", "--corpus", folder / "corpus")
    assert run(capsys, *command, "--min-f1", "0.6")[0] == 0
    code, _, err = run(capsys, *command, "--min-f1", "0.7")
    assert (code, err) == (1, "taisei: score: F1 of relations is 0.667; --min-f1 asks 0.7\n")


def test_two_runs_side_by_side(folder, capsys):
    command = ("score", folder / "gold", "--corpus", folder / "corpus", "--compare")
    code, out, _ = run(capsys, *command, folder / "other", folder / "gold")
    assert code == 0
    assert "relations  F1 0.667 -> 1.000  +0.333" in out
    assert "won: now found: 1\n  b: MET CAUSES_RESISTANCE gefitinib" in out
    assert "lost: no longer found: 0" in out
    _, out, _ = run(capsys, *command, folder / "gold", folder / "other", "--json")
    found = json.loads(out)
    assert [claim["document"] for claim in found["lost"]] == ["b"]
    assert found["relations"]["difference"] == pytest.approx(-1 / 3)


def test_the_page_is_written(folder, capsys):
    page = folder / "new" / "score.html"
    command = ("score", folder / "gold", folder / "other", "--corpus", folder / "corpus")
    code, _, err = run(capsys, *command, "--html", page)
    assert (code, err) == (0, f"taisei: {page}: written\n")
    text = page.read_text(encoding="utf-8")
    assert "ゲフィチニブ" in text
    assert 'data-cause="statement"' in text


FORMATS = {
    "x.bioc.json": "bioc-json",
    "x.xml": "bioc-xml",
    "x.json": "pubannotation",
    "x.spacy": "docbin",
}


@pytest.mark.parametrize(("name", "form"), FORMATS.items())
def test_gold_goes_to_another_format_and_comes_back(folder, capsys, name, form):
    code, out, err = run(
        capsys, "convert", folder / "gold", folder / name, "--corpus", folder / "corpus"
    )
    assert (code, err) == (0, "")
    assert out == f"{folder / name}: 2 documents written as {form}\n"
    back = folder / "back"
    assert run(capsys, "convert", folder / name, back)[0] == 0
    for id_ in ANNS:
        assert (back / f"{id_}.txt").read_text(encoding="utf-8") == TEXTS[id_]
    command = ("score", folder / "gold", back, "--corpus", folder / "corpus", "--json")
    found = json.loads(run(capsys, *command)[1])
    assert (found["relations"]["f1"], found["state"]["f1"]) == (1.0, 1.0)
    assert (back / "annotation.conf").is_file()


def test_iob_tells_what_it_does_not_hold(folder, capsys):
    out = folder / "x.iob"
    code, _, err = run(capsys, "convert", folder / "gold", out, "--corpus", folder / "corpus")
    assert code == 0
    assert err == f"taisei: {out}: iob holds mentions alone; 2 relations are not in it\n"
    assert "B-Gene\thgnc:7029\tMET" in out.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_run_with_given_mentions_finds_relations_alone(folder, capsys):
    out = folder / "out"
    command = ("extract", folder / "corpus", "-o", out, "--mentions", folder / "gold", "-q")
    assert run(capsys, *command)[0] == 0
    found = json.loads(
        run(capsys, "score", folder / "gold", out, "--corpus", folder / "corpus", "--json")[1]
    )
    assert found["mentions"]["strict"]["f1"] == 1.0
    assert found["relations"]["f1"] == 1.0
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert told["options"]["mentions"] == "given"
    brat = folder / "brat"
    assert run(capsys, "convert", out, brat)[0] == 0
    assert "CAUSES_RESISTANCE" in (brat / "a.ann").read_text(encoding="utf-8")

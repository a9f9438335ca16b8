"""What ``taisei graph show, path, diff, merge`` and ``taisei pair`` print, and their codes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.cli.main import main
from pipeline.export import document_line
from pipeline.model import Source

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
HOSTILE = "\x1b[31m\x07\x9b evil"


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two runs: all of the small corpus, and all but this week's release."""
    from graph_corpus import corpus

    folder = tmp_path_factory.mktemp("runs")
    docs = list(corpus())
    docs[0] = replace(docs[0], source=replace(docs[0].source, pages=(0, 60)))
    for name, some in (("new", docs), ("old", docs[1:])):
        (folder / name).mkdir()
        lines = "".join(f"{document_line(doc)}\n" for doc in some)
        (folder / name / "documents.jsonl").write_text(lines, "utf-8")
    return folder


def ask(capsys, *arguments, code=0):
    assert main([str(a) for a in arguments]) == code
    return capsys.readouterr()


# name: (arguments after the run, what stands in the answer, what does not)
ANSWERS = {
    "a drug in Japanese": (
        ["show", "アレクチニブ"],
        [
            "alectinib / アレクチニブ  Drug  unii:LIJ4CT1Z3Y",
            "Resistance to it is caused by",
            "  0.85  AREG hgnc:651  overexpression; 1 study; 2 sentences",
            "  0.70  not ABCB1 hgnc:40  overexpression; 1 study; 1 sentence  contradicted",
            "ja-alk.txt p. 2, 186–219, 2024-05-14",
            "Resistance to it is overcome by",
            "via ALK p.G1202R",
            "erlotinib unii:J4T82NDH7E  hypothesised",
        ],
        ["gefitinib"],
    ),
    "a gene": (["show", "MET"], ["It causes resistance to", "Through it"], ["caused by"]),
    "members of a class": (["show", "ALK inhibitor"], ["belongs to ALK inhibitor"], []),
    "a class that patterns compose": (["show", "MEK阻害薬"], ["trametinib", "belongs to"], []),
    "no sentences": (["show", "AREG", "--evidence", "0"], ["AREG"], ["conferred", "more"]),
    "up to a date": (["show", "gefitinib", "--until", "2022"], ["1 study"], ["2 studies"]),
    "a path": (
        ["path", "AREG", "lorlatinib", "--paths", "1"],
        [
            "1. AREG – alectinib – lorlatinib  2 steps",
            "AREG causes resistance to alectinib",
            "lorlatinib overcomes resistance to alectinib",
        ],
        ["2."],
    ),
    "a path through a class": (
        ["path", "ALK inhibitor", "AREG", "--hierarchy"],
        ["AREG causes resistance to alectinib"],
        [],
    ),
}


@pytest.mark.parametrize(("asked", "held", "absent"), ANSWERS.values(), ids=ANSWERS.keys())
def test_answers(runs, capsys, asked, held, absent):
    told = ask(capsys, "graph", *asked, "--run", runs / "new").out
    for part in held:
        assert part in told
    for part in absent:
        assert part not in told


def test_show_as_json(runs, capsys):
    told = ask(capsys, "graph", "show", "AREG", "alectinib", "--run", runs / "new", "--json").out
    areg, alectinib = map(json.loads, told.splitlines())
    assert (areg["id"], areg["type"], areg["asked"]) == ("hgnc:651", "Gene", "AREG")
    assert [r["object"]["name"] for r in areg["causes"]] == ["alectinib"]
    schema = json.loads((SCHEMAS / "relations.schema.json").read_text("utf-8"))
    check = Draft202012Validator(schema)
    for relation in alectinib["caused_by"]:
        pieces = [dict(piece) for piece in relation["evidence"]]
        assert all(piece["file"].endswith(".txt") for piece in pieces)
        for piece in pieces:
            del piece["file"], piece["page"]
        line = {k: v for k, v in relation.items() if k != "contradicted"} | {"evidence": pieces}
        assert list(check.iter_errors(line)) == []
    assert {r["subject"]["name"] for r in alectinib["caused_by"] if r["contradicted"]} == {"ABCB1"}


UNKNOWN = {
    "a slip": (["show", "alectnib"], "did you mean alectinib (アレクチニブ)?"),
    "known, not here": (["show", "imatinib"], "no relation here names it"),
    "like nothing": (["show", "xyzzy"], "nothing here is called so; try"),
    "an end of a path": (["path", "AREG", "alectnib"], "did you mean alectinib"),
    "no path": (["path", "AREG", "BRCA1"], "no path of 6 steps at most"),
    "filtered away": (["show", "AREG", "--relation", "overcomes"], "no relation here names it"),
}


@pytest.mark.parametrize(("asked", "told"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_leads_nowhere_is_told_and_exits_with_1(runs, capsys, asked, told):
    answer = ask(capsys, "graph", *asked, "--run", runs / "new", code=1)
    assert told in answer.err
    assert answer.out == ""


WRONG = {
    "no run": (["graph", "show", "AREG", "--run", "{runs}/none"], "no such file"),
    "a blank name": (["graph", "show", " ", "--run", "{runs}/new"], "blank"),
    "no date": (["graph", "show", "AREG", "--run", "{runs}/new", "--since", "May"], "no date"),
    "no disease": (["graph", "show", "X", "--run", "{runs}/new", "--disease", "xyzzy"], "lexicon"),
    "no type": (["graph", "show", "X", "--run", "{runs}/new", "--type", "Pill"], "--type"),
    "no document to pair": (["pair", "{runs}/new", "--between", "ja-alk", "x"], "no such document"),
}


@pytest.mark.parametrize(("asked", "told"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use(runs, capsys, asked, told):
    answer = ask(capsys, *(a.format(runs=runs) for a in asked), code=2)
    assert told in answer.err
    assert len(answer.err.splitlines()) == 1


def test_diff(runs, capsys):
    told = ask(capsys, "graph", "diff", runs / "old", runs / "new").out
    assert told.startswith("Relations  4 new, 0 gone, 2 changed, 20 as before\n")
    assert "Documents new  ja-alk\n" in told
    assert "+ 0.92  ALK p.G1202R causes resistance to alectinib" in told
    assert "evidence +1 −0" in told
    found = json.loads(ask(capsys, "graph", "diff", runs / "new", runs / "old", "--json").out)
    assert found["documents"] == {"new": [], "gone": ["ja-alk"], "changed": []}
    assert (len(found["new"]), len(found["gone"]), found["same"]) == (0, 4, 20)
    assert found["changed"][0]["fields"]


def test_merge(runs, capsys, tmp_path):
    out = tmp_path / "all"
    answer = ask(capsys, "graph", "merge", runs / "old", runs / "new", "-o", out)
    assert answer.out == f"{out}: 7 documents of 2 runs\n"
    assert len(answer.err.splitlines()) == 6, "copies are told"
    assert (out / "documents.jsonl").read_bytes().count(b"\n") == 7
    assert {p.name for p in out.iterdir()} == {
        "documents.jsonl", "relations.jsonl", "graph.graphml", "report.html", "run.json",
    }  # fmt: skip
    told = json.loads((out / "run.json").read_text("utf-8"))
    schema = json.loads((SCHEMAS / "run.schema.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(told)) == []
    assert [part["documents"] for part in told["merged"]] == [6, 7]
    again = tmp_path / "again"
    ask(capsys, "graph", "merge", runs / "new", runs / "old", "-o", again)
    assert (again / "relations.jsonl").read_bytes() == (out / "relations.jsonl").read_bytes()


def test_pair(runs, capsys):
    told = ask(capsys, "pair", runs / "new").out
    assert told.startswith("ja-alk – en-alk\n  doi 10.9999/example.2024.001\n")
    assert "Both say\n  AREG causes resistance to alectinib\n" in told
    assert "One says what the other denies\n" in told
    found = json.loads(ask(capsys, "pair", runs / "new", "--json").out)
    assert [both["en"]["subject"]["name"] for both in found["agreed"]] == ["AREG"]
    assert len(found["only_ja"]) == 3


def test_pair_without_pairs(runs, capsys):
    answer = ask(capsys, "pair", runs / "old", code=1)
    assert "no study is told in both languages; name two documents with --between" in answer.err


def test_names_of_documents_do_not_reach_the_terminal_as_commands(capsys, tmp_path):
    from graph_samples import Claim, document

    from pipeline.model import EntityRef

    odd = EntityRef("Gene", f"text:Gene/{HOSTILE}", HOSTILE)
    claim = Claim(
        f"[{HOSTILE.replace('[', '')}](cause) {{causes}} [gefitinib](therapy)", odd, "gefitinib"
    )
    doc = document(HOSTILE, claim)
    doc = replace(doc, source=Source(HOSTILE, "0" * 64))
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "documents.jsonl").write_text(document_line(doc) + "\n", "utf-8")
    (tmp_path / "b" / "documents.jsonl").write_text("")
    run = ["--run", tmp_path / "a"]
    told = ask(capsys, "graph", "show", "gefitinib", *run)
    told_path = ask(capsys, "graph", "path", odd.id, "gefitinib", *run)
    told_diff = ask(capsys, "graph", "diff", tmp_path / "a", tmp_path / "b")
    told_json = ask(capsys, "graph", "show", "gefitinib", *run, "--json")
    for answer in (told, told_path, told_diff, told_json):
        assert "evil" in answer.out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", answer.out + answer.err)

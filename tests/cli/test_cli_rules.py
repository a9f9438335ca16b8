"""``taisei rules``, and the example of docs/rules.md from its check to the relations it finds."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import pipeline
from pipeline.cli.main import main
from pipeline.cues import CueKind, load
from pipeline.cues.attach import ROLE_KEYS
from pipeline.errors import CueError
from pipeline.model import State

ANSI = re.compile(r"\x1b\[[0-9;]*m")
SAME = ("documents.jsonl", "relations.jsonl", "graph.graphml", "report.html")


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "rules.md").read_text("utf-8")


@pytest.fixture(scope="module")
def mine(page, tmp_path_factory) -> Path:
    """The example of the documentation, as a file."""
    (block,) = re.findall(r"^```toml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    path = tmp_path_factory.mktemp("rules") / "mine.toml"
    path.write_text(block, "utf-8")
    return path


def test_the_example_is_right(mine, capsys):
    assert main(["rules", "check", str(mine)]) == 0
    written = capsys.readouterr()
    assert written.out == (
        f"{mine}: English, 1 cue, 1 link, 1 role word, 1 gap, 1 switched off; 8 examples behave\n"
    )
    assert written.err == ""


def test_every_fault_of_every_file_is_told(tmp_path, mine, capsys):
    bad = tmp_path / "bad.toml"
    bad.write_text('language = "ja"\noff = ["en.up", "ja.upp"]\n')
    assert main(["rules", "check", str(bad), str(mine), str(tmp_path / "no.toml")]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert [line.split("; ")[0] for line in written.err.splitlines()] == [
        f"taisei: {tmp_path}/no.toml: no such file",
        f"taisei: {bad}: key 'off': no ja rule 'en.up' ships with taisei, did you mean 'ja.up'?",
        f"taisei: {bad}: key 'off': no ja rule 'ja.upp' ships with taisei, did you mean 'ja.up'?",
    ]


def test_an_example_lost_to_another_cue_is_told_and_no_fault(tmp_path, capsys):
    path = tmp_path / "a.toml"
    path.write_text(
        'language = "en"\n[[cue]]\nid = "my.resist"\nopens = "RESISTANCE"\npattern = "resistan"\n'
        'match = ["resistance"]\nnomatch = ["x"]\n'
    )
    assert main(["rules", "check", str(path)]) == 0
    written = capsys.readouterr()
    assert "in 'resistance' en.resistance.noun is found in its place" in written.err
    assert written.out == f"{path}: English, 1 cue, 0 links; 2 examples behave\n"


def listed(capsys, *arguments: str) -> list[list[str]]:
    assert main(["rules", "list", *arguments]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "language\trule\topens\tid\texample\tfrom"
    return [line.split("\t") for line in lines]


def test_all_that_ships_is_listed_in_a_pipe(capsys):
    found = listed(capsys)
    assert {row[3] for row in found} == {r.id for name in ("ja", "en") for r in load(name).all}
    assert len(found) >= 120
    assert {len(row) for row in found} == {6}
    assert {row[5] for row in found} == {"taisei"}


# arguments: (some of the ids, an id that is not there)
CHOSEN = {
    "a language": (["--language", "ja"], {"ja.negation", "ja.cause.by"}, "en.negation"),
    "a kind": (["--opens", "DOSE"], {"en.dose", "ja.dose", "en.therapy.to"}, "en.up"),
    "a kind in small letters": (["--opens", "up"], {"en.up", "ja.up"}, "en.down"),
    "both": (["--language", "en", "--opens", "STATE"], {"en.state.loss"}, "ja.state.loss"),
}


@pytest.mark.parametrize(("arguments", "there", "absent"), CHOSEN.values(), ids=CHOSEN.keys())
def test_some_are_listed(capsys, arguments, there, absent):
    ids = {row[3] for row in listed(capsys, *arguments)}
    assert there <= ids
    assert absent not in ids


def test_ones_own_are_listed_with_their_file(mine, capsys):
    found = {row[3]: row for row in listed(capsys, "--rules", str(mine), "--language", "en")}
    assert "en.effect.killing" not in found
    assert found["lab.deaf"] == [
        *("en", "cue", "RESISTANCE", "lab.deaf", "cells deaf to imatinib", str(mine))
    ]
    link = found["lab.therapy.even-to"]
    assert (link[1], link[4]) == ("therapy link", "[RESISTANCE] even to ◇")


def test_json_has_all_that_a_file_says(mine, capsys):
    assert main(["rules", "list", "--json", "--rules", str(mine)]) == 0
    found = {row["id"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["lab.therapy.even-to"] == {
        "language": "en",
        "rule": "link",
        "id": "lab.therapy.even-to",
        "opens": ["RESISTANCE"],
        "slot": "therapy",
        "side": "after",
        "score": 0.9,
        "cues": ["lab.deaf"],
        "pattern": " even to (?:high doses of )?",
        "match": [" even to ", " even to high doses of "],
        "nomatch": [" even if given "],
        "from": str(mine),
    }
    assert found["en.state.loss"]["value"] == "loss"
    assert found["en.up"]["from"] == "taisei"


def test_the_list_for_the_eye(mine, capsys):
    arguments = ["--rules", str(mine), "--language", "en", "--opens", "RESISTANCE"]
    assert main(["rules", "list", *arguments, "--color", "always"]) == 0
    lines = [ANSI.sub("", line).rstrip() for line in capsys.readouterr().out.splitlines()]
    heads = [line.split("  ")[0] for line in lines if line and not line.startswith(" ")]
    assert heads == ["English RESISTANCE", "English therapy links", "English cause links"]
    assert f"cells deaf to imatinib  (from {mine})" in "\n".join(lines)
    (link,) = [line for line in lines if line.startswith("  en.cause.due-to ")]
    assert link.endswith("[RESISTANCE] due to ◆  (EFFECT, SURVIVAL too)")


def test_the_page_names_every_kind_role_and_state(page):
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+) \|$", page, re.MULTILINE)
    assert rows == [(kind.value, kind.about) for kind in CueKind]
    assert [name for name in (*ROLE_KEYS, *State) if f"`{name}`" not in page] == []


# sentence: relations by the shipped rules alone, and with the example's
READ = {
    "MET amplification makes lung cancer cells deaf to gefitinib.": ("", "MET > gefitinib"),
    "MET amplification makes lung cancer cells deaf even to gefitinib.": ("", "MET > gefitinib"),
    "Resistance to gefitinib was overcome under capmatinib.": ("", "capmatinib < gefitinib"),
    "MET amplification makes lung cancer cells deaf to gefitinib teamed with afatinib.": (
        "",
        "MET > afatinib, MET > gefitinib",
    ),
    "In lung cancer, MET amplification reduces apoptosis induced by gefitinib.": (
        "MET > gefitinib",
        "",
    ),
}


def told(document: pipeline.Document) -> str:
    sign = {"CAUSES_RESISTANCE": ">", "OVERCOMES": "<"}
    found = [f"{r.subject.name} {sign[r.relation]} {r.object.name}" for r in document.relations]
    return ", ".join(sorted(found))


@pytest.mark.slow
@pytest.mark.parametrize(("text", "without", "given"), [(k, *v) for k, v in READ.items()])
def test_each_part_of_the_example_counts(mine, text, without, given):
    assert told(pipeline.extract(text, reader=False)) == without
    assert told(pipeline.extract(text, rules=[mine], reader=False)) == given


@pytest.mark.slow
def test_evidence_names_the_cue(mine, page):
    text = "MET amplification makes lung cancer cells deaf to gefitinib."
    (relation,) = pipeline.extract(text, rules=[mine], reader=False).relations
    (evidence,) = relation.evidence
    assert evidence.rule == "lab.deaf/cause:same.subject"
    assert f"`{evidence.rule}`" in page


@pytest.mark.slow
def test_workers_get_the_rules_and_the_run_names_them(tmp_path, mine, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    for number, text in enumerate(READ):
        (folder / f"{number}.txt").write_text(text)
    for name in ("1", "2"):
        arguments = ["--rules", str(mine), "--workers", name, "-o", str(tmp_path / name)]
        arguments += ["--no-reader"]
        assert main(["extract", str(folder), *arguments]) == 0
    one, two = ([(tmp_path / name / file).read_bytes() for file in SAME] for name in ("1", "2"))
    assert one == two
    assert "5 documents, 5 relations" in capsys.readouterr().out
    run = json.loads((tmp_path / "2" / "run.json").read_text("utf-8"))
    digest = hashlib.sha256(mine.read_bytes()).hexdigest()
    assert run["rules"] == [{"name": "mine.toml", "sha256": digest}]


def test_wrong_rules_end_a_run_before_it_reads(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('language = "xx"')
    with pytest.raises(CueError, match="write"):
        pipeline.extract("MET", rules=[path])
    with pytest.raises(CueError, match="write"):
        next(pipeline.extract_many([tmp_path / "no.txt"], rules=[path]))

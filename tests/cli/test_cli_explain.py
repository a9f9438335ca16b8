# ruff: noqa: E501  (golden lines)
"""``taisei explain`` and ``taisei extract --explain``; frames alone, so that no weights matter."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.cli.main import main
from pipeline.cli.wrapping import width
from pipeline.relate import RelateSettings
from pipeline.run import Options, stages, workers, write_run
from pipeline.run.engine import RunResult

SCHEMA_FILE = Path(__file__).resolve().parents[2] / "docs/schemas/documents.schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text("utf-8"))
TEXT = "MET増幅がゲフィチニブ耐性を\n引き起こす。KRASを調べた。\n\nKIT changes were not found in resistant cells.\n"
ANSI = re.compile(r"\x1b\[[0-9;]*m")

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def by_frames(monkeypatch):
    def settings(options: Options) -> RelateSettings:
        if options.min_confidence is None:
            return RelateSettings(reader=False)
        return RelateSettings(reader=False, threshold=options.min_confidence)

    monkeypatch.setattr(stages, "relate_settings", settings)


# name: (arguments, standard output)
GOLDEN = {
    "a line": (
        ["--line", "1"],
        """\
text: 1 relation kept, 0 dropped (threshold 0.50)

Sentence 1  line 1, at 0–22
  ⟦MET⟧{増幅}が⟦ゲフィチニブ⟧{耐性}を
  {引き起こ}す。
    names     MET Gene hgnc:7029 · ゲフィチニブ Drug unii:S65743JHBS
    cues      増幅 STATE ja.state.amplification · 耐性 RESISTANCE ja.resistance.noun · 引き起こ CAUSE ja.cause.verb
    frame     耐性 RESISTANCE ja.resistance.noun: resistance comes, by 引き起こ CAUSE ja.cause.verb
              predicate 引き起こす; positive, asserted
    therapy   ✓ 1.00  ゲフィチニブ  unii:S65743JHBS  [ja.therapy.compound]
    cause     ✓ 0.92  MET  hgnc:7029  amplification  [cause:same.subject]
              ✗       ゲフィチニブ  unii:S65743JHBS: same id as the therapy
    claim     0.92  MET causes resistance to gefitinib, asserted  [ja.resistance.noun/cause:same.subject]
              → kept, 0.92 (frames 0.92)
""",
    ),
    "a threshold": (
        ["--sentence", "1", "--min-confidence", "0.95"],
        "              → dropped, below the threshold 0.95: 0.92 (frames 0.92)\n",
    ),
    "a sentence without a trigger": (
        ["--sentence", "2"],
        """\
text: 0 relations kept, 0 dropped (threshold 0.50)

Sentence 2  line 2, at 22–31
  ⟦KRAS⟧を調べた。
    names     KRAS Gene hgnc:6407
    frames    none: no word in it opens a frame
""",
    ),
    "a character": (["--at", "22"], "Sentence 2  line 2, at 22–31\n"),
    "an empty line": (["--line", "3"], "No sentence stands there.\n"),
    "a line beyond the text": (["--line", "9"], "The text ends before line 9: it has 4 lines.\n"),
    "a sentence beyond it": (["--sentence", "9"], "The text ends before sentence 9: it has 3 sentences.\n"),
    "a character beyond it": (["--at", "999"], "The text ends before 999: it has 80 characters.\n"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_what_is_printed(capsys, arguments, expected):
    assert main(["explain", "--no-reader", "--text", TEXT, *arguments]) == 0
    out = capsys.readouterr().out
    assert expected in out
    assert not expected.startswith("text:") or out == expected


def test_only_what_tells_is_shown_where_nothing_is_asked_for(capsys):
    assert main(["explain", "--no-reader", "--text", TEXT]) == 0
    heads = re.findall(r"^Sentence \d+", capsys.readouterr().out, re.MULTILINE)
    assert heads == ["Sentence 1", "Sentence 3"]


def test_colours_say_the_same_and_mark_without_signs(capsys):
    assert main(["explain", "--no-reader", "--text", TEXT, "--line", "1"]) == 0
    plain = capsys.readouterr().out
    assert main(["explain", "--no-reader", "--text", TEXT, "--line", "1", "--color", "always"]) == 0
    coloured = capsys.readouterr().out
    assert ANSI.search(coloured)
    stripped = "\n".join(line.rstrip() for line in ANSI.sub("", coloured).splitlines())
    assert stripped.strip() == re.sub(r"[⟦⟧{}]", "", plain).strip()


def test_lines_keep_to_the_terminal(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["explain", "--no-reader", "--text", TEXT, "--color", "never"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 20
    assert max(map(width, lines)) <= 60


def valid(explanation: dict) -> list[str]:
    schema = {**SCHEMA["$defs"]["explanation"], "$defs": SCHEMA["$defs"]}
    return [
        f"{e.json_path}: {e.message}" for e in Draft202012Validator(schema).iter_errors(explanation)
    ]


def test_json_fits_the_schema(capsys, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert main(["explain", "--no-reader", str(path), "--json"]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line["document"] == "a"
    assert valid(line["explanation"]) == []
    first = line["explanation"]["sentences"][0]
    assert [row["reason"] for row in first["frames"][0]["slots"]] == [
        "",
        "",
        "same id as the therapy",
    ]
    assert first["claims"][0]["into"] == line["explanation"]["relations"][0]["id"]
    assert main(["explain", "--no-reader", str(path), "--json", "--sentence", "2"]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert valid(line["explanation"]) == []
    assert [one["number"] for one in line["explanation"]["sentences"]] == [2]


def run_to(out: Path, texts: Path, *, count: int, explain: bool) -> bytes:
    """A run whose documents are worked on in another order for each number of workers."""
    from pipeline.read import read_inputs

    options = Options(workers=count, explain=explain, reader=False)
    inputs = list(read_inputs([texts]))
    done = {doc.id: workers.work(doc, options) for doc in inputs[:: 1 if count == 1 else -1]}
    outcomes = [done[doc.id] for doc in inputs]
    if count > 1:
        outcomes = pickle.loads(pickle.dumps(outcomes))  # as they come from other processes
    accounts = {o.document.id: o.account for o in outcomes if o.document and o.account}
    documents = tuple(o.document for o in outcomes if o.document)
    write_run(out, RunResult(documents, (), (), {}, accounts), options)
    return (out / "documents.jsonl").read_bytes()


@pytest.fixture
def texts(tmp_path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_text(
        "EGFR T790M confers resistance to gefitinib but not to osimertinib."
    )
    (folder / "c.txt").write_text("The weather is nice today.")
    return folder


def test_a_run_explains_where_it_is_asked_to(tmp_path, texts):
    plain = run_to(tmp_path / "plain", texts, count=1, explain=False)
    told = run_to(tmp_path / "told", texts, count=1, explain=True)
    assert told == run_to(tmp_path / "two", texts, count=2, explain=True)
    lines = [json.loads(line) for line in told.decode().splitlines()]
    assert len(lines) == 3
    assert [list(Draft202012Validator(SCHEMA).iter_errors(line)) for line in lines] == [[]] * 3
    assert [len(line["explanation"]["sentences"]) for line in lines] == [2, 1, 0]
    for line in lines:
        del line["explanation"]
    assert lines == [json.loads(line) for line in plain.decode().splitlines()]
    for name in ("relations.jsonl", "graph.graphml", "report.html"):
        assert (tmp_path / "plain" / name).read_bytes() == (tmp_path / "told" / name).read_bytes()

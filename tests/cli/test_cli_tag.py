# ruff: noqa: E501  (golden lines)
"""``taisei tag`` and ``taisei lexicon lookup``: what they print, in colour and without."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import pipeline
from pipeline.cli.main import main
from pipeline.cli.wrapping import width
from pipeline.tag import Outcome

SCHEMA_FILE = Path(__file__).resolve().parents[2] / "docs/schemas/tag.schema.json"
SCHEMA = Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8")))
TEXT = "EGFR T790Mによるゲフィチニブ\n耐性。EGFRの変異。"
ANSI = re.compile(r"\x1b\[[0-9;]*m")

# name: (arguments, standard output)
GOLDEN = {
    "brackets": (
        [],
        """\
⟦EGFR|Gene|hgnc:3236⟧ ⟦T790M|Variant|var:hgnc:3236/p.T790M⟧による⟦ゲフィチニブ|Drug|unii:S65743JHBS⟧
耐性。⟦EGFR|Gene|hgnc:3236⟧の変異。

Drug      1  gefitinib unii:S65743JHBS
Gene      2  EGFR hgnc:3236 ×2
Variant   1  EGFR p.T790M var:hgnc:3236/p.T790M
""",
    ),
    "table": (
        ["--table"],
        """\
document\tstart\tend\ttype\tid\tname\tfound_by\tscore\ttext
text\t0\t4\tGene\thgnc:3236\tEGFR\tlexicon\t1.00\tEGFR
text\t5\t10\tVariant\tvar:hgnc:3236/p.T790M\tEGFR p.T790M\tvariant.substitution\t0.90\tT790M
text\t13\t19\tDrug\tunii:S65743JHBS\tgefitinib\tlexicon\t0.95\tゲフィチニブ
text\t23\t27\tGene\thgnc:3236\tEGFR\tlexicon\t1.00\tEGFR
""",
    ),
    "why": (
        ["--why", "T790M"],
        """\
text: 4 mentions of 3 things

T790M  Variant  var:hgnc:3236/p.T790M  EGFR p.T790M  at 5–10
             EGFR ⟦T790M⟧によるゲフィチニブ耐性。EG…
    why      fits the pattern variant.substitution
    ids      0.90  var:hgnc:3236/p.T790M  EGFR p.T790M  (variant.substitution, gene of the text)
             0.90  var:?/p.T790M  p.T790M  (variant.substitution)
    settled  var:?/p.T790M → var:hgnc:3236/p.T790M: the gene that the document ties it to

""",
    ),
    "a place without a name": (
        ["--at", "20"],
        "text: 4 mentions of 3 things\n\nNo list and no pattern has a name at 20.\n",
    ),
    "a place beyond the text": (
        ["--at", "99"],
        "text: 4 mentions of 3 things\n\nThe text ends before 99: it has 31 characters.\n",
    ),
    "names that are not there": (
        ["--why", "変異", "--why", "KRAS"],
        "text: 4 mentions of 3 things\n\n“変異” stands there, but no list and no pattern has it.\n“KRAS” is not in the text.\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_what_is_printed(capsys, arguments, expected):
    assert main(["tag", "--text", TEXT, *arguments]) == 0
    assert capsys.readouterr().out == expected


def test_the_table_is_read_whole():
    assert len(GOLDEN) >= 6


def lines(capsys) -> list[dict]:
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [error.message for line in found for error in SCHEMA.iter_errors(line)] == []
    return found


def test_the_schema_knows_every_outcome():
    assert SCHEMA.schema["properties"]["outcome"]["enum"] == [str(outcome) for outcome in Outcome]


def test_json_is_a_mention_a_line(capsys):
    assert main(["tag", "--text", TEXT, "--json"]) == 0
    found = lines(capsys)
    assert [(m["start"], m["end"], m["id"]) for m in found] == [
        (0, 4, "hgnc:3236"), (5, 10, "var:hgnc:3236/p.T790M"), (13, 19, "unii:S65743JHBS"), (23, 27, "hgnc:3236"),
    ]  # fmt: skip
    assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in found)
    assert found[0]["candidates"][0] == {
        "id": "hgnc:3236",
        "name": "EGFR",
        "score": 1.0,
        "why": "hgnc symbol",
    }


def test_json_of_reasons_has_every_candidate(capsys):
    assert main(["tag", "--text", "EGFR阻害薬が効いた。We met.", "--explain", "--json"]) == 0
    told = [(m["text"], m["outcome"], m.get("winner")) for m in lines(capsys)]
    assert ("EGFR", "overlapped", [0, 7]) in told
    assert ("EGFR阻害薬", "kept", None) in told
    assert not any(text == "met" for text, _, _ in told), "case rules are told where asked"
    assert main(["tag", "--text", "We met.", "--why", "met", "--json"]) == 0
    assert [(m["text"], m["id"], m["outcome"]) for m in lines(capsys)] == [
        ("met", "hgnc:7029", "unfit")
    ]


# text, SURFACE, what the explanation holds
REASONS = {
    "small letters": ("We met the criteria.", "met", "“MET” (hgnc symbol) counts in just these letters alone"),
    "longer name": ("EGFR阻害薬", "EGFR", "inside   EGFR Gene hgnc:3236"),
    "institute": ("Lakeside Institute for Breast Cancer Research", "breast cancer", "blocked  inside “Institute for Breast Cancer Research”"),
    "no support": ("PR was high.", "PR", "doubted  as Gene it needs strong support"),
    "part of a name": ("the androgen receptor", "androgen", "androgen  Chemical androgen chebi:50113  [lexicon]: a part of another name"),
    "half-width": ("ｹﾞﾌｨﾁﾆﾌﾞ", "ゲフィチニブ", "ｹﾞﾌｨﾁﾆﾌﾞ  Drug  unii:S65743JHBS"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "holds"), REASONS.values(), ids=REASONS)
def test_reasons_are_told(capsys, text, surface, holds):
    assert main(["tag", "--no-reader", "--text", text, "--why", surface]) == 0
    assert holds in capsys.readouterr().out


# arguments, environment, on a terminal: whether colours come
COLOURS = {
    "a terminal": ([], {}, True, True),
    "a pipe": ([], {}, False, False),
    "NO_COLOR": ([], {"NO_COLOR": "1"}, True, False),
    "NO_COLOR that is empty": ([], {"NO_COLOR": ""}, True, True),
    "a dumb terminal": ([], {"TERM": "dumb"}, True, False),
    "asked for in a pipe": (["--color", "always"], {}, False, True),
    "asked for against NO_COLOR": (["--colour", "always"], {"NO_COLOR": "1"}, True, True),
    "not wanted": (["--color", "never"], {}, True, False),
}


@pytest.mark.parametrize(
    ("arguments", "environment", "terminal", "coloured"), COLOURS.values(), ids=COLOURS
)
def test_colours_come_where_they_are_wanted(
    capsys, monkeypatch, arguments, environment, terminal, coloured
):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")  # rich keeps what it made for other terminals
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert main(["tag", "--text", "METの増幅", *arguments]) == 0
    out = capsys.readouterr().out
    assert (ANSI.search(out) is not None) == coloured
    assert ("⟦MET|Gene|hgnc:7029⟧" in out) != coloured
    assert ANSI.sub("", out).count("MET") >= 2


def test_each_type_has_its_own_colours(capsys):
    assert main(["tag", "--text", TEXT, "--color", "always"]) == 0
    out = capsys.readouterr().out
    assert "\x1b[38;2;0;0;0;48;2;86;180;233mEGFR\x1b[0m" in out
    assert "\x1b[38;2;0;0;0;48;2;230;159;0mゲフィチニブ\x1b[0m" in out
    assert ANSI.sub("", out).startswith(TEXT)


def test_on_a_terminal_lines_keep_to_its_width(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("COLUMNS", "40")
    for arguments in ([], ["--explain"], ["--color", "never"]):
        assert (
            main(["tag", "--text", f"{TEXT * 4} Resistance to EGFR inhibitors.", *arguments]) == 0
        )
        out = ANSI.sub("", capsys.readouterr().out)
        long = [line for line in out.splitlines() if width(line) > 40]
        assert long == []


def test_a_table_on_a_terminal_is_aligned(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["tag", "--text", TEXT, "--table"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert "\t" not in head
    assert all(row.index("  ") > 0 for row in rows)
    assert {row[head.index("type") - 2 : head.index("type")] for row in rows} == {"  "}


def test_inputs_of_all_kinds_and_a_bad_one(tmp_path, capsys, monkeypatch):
    (tmp_path / "b.txt").write_text("KRAS G12C.")
    (tmp_path / "r.jsonl").write_text(
        json.dumps({"id": "r1", "text": "METの増幅"}, ensure_ascii=False)
    )
    (tmp_path / "h.html").write_text("<html><body><p>Gefitinib failed here.</p></body></html>")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.txt").write_bytes(b"\x00\x01\x02PNG\x00\xff\xfe" * 40)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("ALK融合遺伝子".encode())))
    assert main(["tag", "-", str(tmp_path), "--table"]) == 1
    written = capsys.readouterr()
    ids = [line.split("\t")[0] for line in written.out.splitlines()[1:]]
    assert ids == ["b", "b", "h", "r1", "stdin"]
    faults = written.err.splitlines()
    assert [fault.split(": ")[1].rsplit("/")[-1] for fault in faults] == [
        "empty.txt",
        "picture.txt",
    ]
    assert all(fault.startswith("taisei: ") and "; " in fault for fault in faults)


def test_a_text_without_names(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Nothing here.")
    assert main(["tag", str(tmp_path / "a.txt")]) == 0
    assert capsys.readouterr().out == "a: 0 mentions of 0 things\n\nNothing here.\n\n"
    assert main(["tag", str(tmp_path / "a.txt"), "--json", "--explain"]) == 0
    assert capsys.readouterr().out == ""


def test_what_a_terminal_would_obey_is_shown(capsys):
    assert main(["tag", "--text", "MET\x1b[2J \x07 amplification"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u241b[2J \u2407" in out


def test_a_fault_in_one_document_leaves_the_others(tmp_path, capsys, monkeypatch):
    from pipeline import tag

    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("METの増幅")
    whole = tag.tag

    def fails(doc, lexicon):
        if doc.id == "a":
            raise IndexError("7")
        return whole(doc, lexicon)

    monkeypatch.setattr("pipeline.tag.tag", fails)
    assert main(["tag", str(tmp_path), "--json"]) == 1
    written = capsys.readouterr()
    assert [json.loads(line)["document"] for line in written.out.splitlines()] == ["b"]
    (line,) = written.err.splitlines()
    assert line.startswith("taisei: a: tag: IndexError: 7; ")


@pytest.mark.slow
def test_the_same_mentions_as_a_run(root: Path, capsys):
    for name in ("ja-01-myeloma-xbp1", "en-13-breast-esr1"):
        path = root / "corpus" / f"{name}.txt"
        assert main(["tag", str(path), "--json"]) == 0
        found = [(m["start"], m["end"], m["type"], m["id"]) for m in lines(capsys)]
        run = pipeline.extract(path).mentions
        assert found == [(m.start, m.end, m.type, m.id) for m in run]
        assert main(["tag", str(path), "--json", "--explain"]) == 0
        kept = [m for m in lines(capsys) if m["outcome"] == "kept"]
        assert [(m["start"], m["end"], m["type"], m["id"]) for m in kept] == found


HEAVY = ("spacy", "ginza", "ja_ginza", "en_core_web_sm", "networkx", "rich")


@pytest.mark.slow
def test_the_reader_is_told_of(capsys):
    assert main(["tag", "--text", "AR was high.", "--why", "AR"]) == 0
    assert "the reader of English names is sure of it" in capsys.readouterr().out


@pytest.mark.slow
def test_no_parser_is_loaded(root: Path):
    given = [
        str(root / "corpus" / f"{name}.txt") for name in ("ja-01-myeloma-xbp1", "en-13-breast-esr1")
    ]
    code = (
        "import sys; from pipeline.cli.main import main; "
        f"main(['tag', *{given}, '--explain', '--no-reader']); "
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ},
    )
    assert done.stderr.strip() == "[]"


# name looked up: exit code, fields of the first line
LOOKED_UP = {
    "gefitinib": (0, ["gefitinib", "Drug", "unii:S65743JHBS", "gefitinib", "ゲフィチニブ", "1.00", "inn"]),
    "T790M": (0, ["T790M", "Variant", "var:hgnc:3236/p.T790M", "EGFR p.T790M", "", "0.90", "variant.substitution, gene of the text"]),
    "hgnc:3236": (0, ["hgnc:3236", "Gene", "hgnc:3236", "EGFR", "上皮成長因子受容体", "ncbigene:1956 uniprot:P00533"]),
    "qzx": (1, ["qzx", "not in the lexicon"]),
    " ": (1, [" ", "not in the lexicon"]),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOKED_UP)
def test_lookup_in_a_pipe(capsys, name):
    code, fields = LOOKED_UP[name]
    assert main(["lexicon", "lookup", name]) == code
    assert capsys.readouterr().out.splitlines()[0].split("\t") == fields


# name looked up: what is shown of it
SHOWN = {
    "gefitinib": ["Drug  unii:S65743JHBS  gefitinib / ゲフィチニブ", "inn: FDA/NCATS UNII list, public domain", "drugbank:DB00317"],
    "オシメルチニブ": ["unii:3C06JJ0Z2O  osimertinib / オシメルチニブ", "pmda generic: PMDA's list"],
    "T790M": ["var:hgnc:3236/p.T790M", "no list has it; it fits the pattern variant.substitution"],
    "met": ["not in the lexicon", "not   Gene hgnc:7029 MET: “MET” (hgnc symbol) counts in just these letters alone"],
    "PR": ["hgnc:8910", "written for taisei", "alone it is no mention: as Gene it needs strong support"],
    "hgnc:3236": ["part of  fplx:ERBB ERBB", "epidermal growth factor receptor", "(hgnc name)"],
    "qzx": ["not in the lexicon, and no pattern fits it"],
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_lookup_for_the_eye(capsys, name):
    main(["lexicon", "lookup", name, "--color", "always"])
    out = ANSI.sub("", capsys.readouterr().out)
    assert [piece for piece in SHOWN[name] if piece not in out] == []


def test_the_readme_shows_what_is_printed(root: Path, capsys):
    text = (root / "README.md").read_text("utf-8")
    block = text.partition("<!-- begin tag -->")[2].partition("<!-- end tag -->")[0]
    _, first, rest = block.split("```")[1].split("\n", 2)
    assert main(shlex.split(first)[2:]) == 0
    assert capsys.readouterr().out.strip() == rest.strip()

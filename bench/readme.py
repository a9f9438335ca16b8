"""Fill the blocks of README.md and README.ja.md with what a run prints.

``--check`` only says whether they are fresh.

python bench/readme.py [--check]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from networkx import MultiDiGraph

from pipeline.cli.documents import documents_of
from pipeline.gold import read_gold, read_splits, split_of
from pipeline.report import render_svg
from pipeline.run import Options, build_labelled_graph, extract_documents, write_run
from pipeline.score import Counts, score

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "graph.svg"
EDGES = 5
PICTURE_EDGES = 24
_BLOCK = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.S)


# The file, how it says a relation of each kind and polarity, and the label of a therapy in it.
# Genes and variants go by their symbols in both.
ENGLISH = (
    ROOT / "README.md",
    {
        ("CAUSES_RESISTANCE", "positive"): "**{0}** causes resistance to **{1}** ({2})",
        ("CAUSES_RESISTANCE", "negative"): "**{0}** does **not** cause resistance to **{1}** ({2})",
        ("OVERCOMES", "positive"): "**{0}** overcomes **{1}** ({2})",
        ("OVERCOMES", "negative"): "**{0}** does **not** overcome **{1}** ({2})",
    },
    "name",
)
JAPANESE = (
    ROOT / "README.ja.md",
    {
        ("CAUSES_RESISTANCE", "positive"): "**{0}**は**{1}**への耐性を引き起こす（{2}）",
        ("CAUSES_RESISTANCE", "negative"): "**{0}**は**{1}**への耐性を引き起こさない（{2}）",
        ("OVERCOMES", "positive"): "**{0}**は**{1}**への耐性を克服する（{2}）",
        ("OVERCOMES", "negative"): "**{0}**は**{1}**への耐性を克服しない（{2}）",
    },
    "label_ja",
)


def surest(relations: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The surest asserted relation of each document, a few of them, with its sentence."""
    seen: set[str] = set()
    found: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for r in sorted(relations, key=lambda r: (-r["belief"], r["id"])):
        best = max(r["evidence"], key=lambda e: (e["confidence"], e["start"]))
        plain = best["source"] == "explicit" and len(best["text"]) < 200
        if r["certainty"] != "asserted" or best["document"] in seen or not plain:
            continue
        seen.add(best["document"])
        found.append((r, best))
        if len(found) == EDGES:
            break
    return found


def edges(
    found: list[tuple[dict[str, Any], dict[str, Any]]],
    phrases: dict[tuple[str, str], str],
    label: Callable[[dict[str, Any]], str],
) -> str:
    """The relations as a list, each with its sentence."""
    rows = []
    for r, best in found:
        place = f"{best['document']}, {best['start']}–{best['end']}"
        phrase = phrases[r["relation"], r["polarity"]]
        text = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", best["text"])
        said = phrase.format(label(r["subject"]), label(r["object"]), place)
        rows.append(f"- {said}\n  > {' '.join(text.split())}\n")
    return "".join(rows)


def labels(graph: MultiDiGraph[str], key: str) -> Callable[[dict[str, Any]], str]:
    """What a language calls a thing: a therapy by its label, others by their names."""

    def label(ref: dict[str, Any]) -> str:
        of_therapy = ref["type"] in ("Drug", "DrugClass")
        return str(graph.nodes[ref["id"]][key] if of_therapy else ref["name"])

    return label


def scores(out: Path) -> str:
    """Mentions and relations on the two halves of the project's gold."""
    gold = read_gold(ROOT / "gold", ROOT / "corpus")
    predicted = list(documents_of(out))
    split = read_splits(ROOT / "gold")
    lines = [f"{'':31}{'P':>6} {'R':>6} {'F1':>6}   tp   fp   fn"]
    for half in ("dev", "test"):
        found = score([g for g in gold if split[g.id] == half], predicted)
        lines.append(f"{half}, {len(found.documents)} documents")
        lines.append(row("mentions, exact span and type", found.mentions("strict")))
        lines.append(row("things named, type and id", found.mentions("grounded")))
        lines.append(row("relations", found.relations()))
        for kind in ("CAUSES_RESISTANCE", "OVERCOMES"):
            lines.append(row(f"  {kind}", found.relations(kind)))
        for language in ("ja", "en"):
            lines.append(row(f"  {language}", found.relations(language=language)))
    return "```\n" + "\n".join(lines) + "\n```\n"


def row(name: str, counts: Counts) -> str:
    """A line of the table."""
    ratios = (counts.precision, counts.recall, counts.f1)
    cells = " ".join("     -" if r is None else f"{r:6.2f}" for r in ratios)
    return f"  {name:29}{cells} {counts.tp:4} {counts.fp:4} {counts.fn:4}"


def main() -> int:
    """Rewrite the blocks and the picture, or compare them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        options = Options(workers=2)
        write_run(out, extract_documents([ROOT / "corpus"], options), options)
        lines = (out / "relations.jsonl").read_text("utf-8").splitlines()
        dev = split_of(ROOT / "gold", "dev")  # sentences of the test documents are not shown
        relations = [r for r in map(json.loads, lines) if set(r["documents"]) <= dev]
        graph = build_labelled_graph(documents_of(out))
        found, table = surest(relations), scores(out)
    new = {PICTURE: render_svg(graph, max_edges=PICTURE_EDGES)}
    for path, phrases, key in (ENGLISH, JAPANESE):
        blocks = {"edges": edges(found, phrases, labels(graph, key)), "scores": table}
        new[path] = filled(path.read_text(encoding="utf-8"), blocks)
    stale = [path for path, text in new.items() if _differs(path, text)]
    if check:
        for path in stale:
            print(f"{path.name} is stale; run `make readme`", file=sys.stderr)
        return 1 if stale else 0
    for path, text in new.items():
        path.write_text(text, encoding="utf-8")
    return 0


def filled(readme: str, blocks: dict[str, str]) -> str:
    """The text with its blocks made anew.

    A block of another maker stays as it is (the example of `taisei tag`, which a test holds).
    """
    return _BLOCK.sub(lambda m: m[1] + blocks[m[2]] + m[3] if m[2] in blocks else m[0], readme)


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    sys.exit(main())

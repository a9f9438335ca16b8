"""Fill README.md's blocks with what a run prints; ``--check`` only says whether they are fresh.

python bench/readme.py [--check]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from pipeline.cli.documents import documents_of
from pipeline.gold import read_gold, read_splits, split_of
from pipeline.report import render_svg
from pipeline.run import Options, build_labelled_graph, extract_documents, write_run
from pipeline.score import Counts, score

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "graph.svg"
EDGES = 5
PICTURE_EDGES = 24
_BLOCK = re.compile(r"(<!-- begin (\w+) -->\n).*?(<!-- end \2 -->)", re.S)


def edges(relations: list[dict[str, object]]) -> str:
    """The surest asserted relation of each document, a few of them, with its sentence."""
    seen: set[str] = set()
    rows = []
    for r in sorted(relations, key=lambda r: (-r["belief"], r["id"])):  # type: ignore[operator]
        best = max(r["evidence"], key=lambda e: (e["confidence"], e["start"]))  # type: ignore
        plain = best["source"] == "explicit" and len(best["text"]) < 200
        if r["certainty"] != "asserted" or best["document"] in seen or not plain:
            continue
        seen.add(best["document"])
        arrow = "causes resistance to" if r["relation"] == "CAUSES_RESISTANCE" else "overcomes"
        deny = "does **not** cause resistance to" if arrow[0] == "c" else "does **not** overcome"
        verb = arrow if r["polarity"] == "positive" else deny
        text = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", best["text"])
        rows.append(
            f"- **{r['subject']['name']}** {verb} **{r['object']['name']}**"  # type: ignore[index]
            f" ({best['document']}, {best['start']}–{best['end']})\n"
            f"  > {' '.join(text.split())}"
        )
        if len(rows) == EDGES:
            break
    return "\n".join(rows) + "\n"


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
        blocks = {"edges": edges(relations), "scores": scores(out)}
        picture = render_svg(build_labelled_graph(documents_of(out)), max_edges=PICTURE_EDGES)
    old = README.read_text(encoding="utf-8")
    # A block of another maker stays as it is (the example of `taisei tag`, which a test holds).
    new = _BLOCK.sub(lambda m: m[1] + blocks[m[2]] + m[3] if m[2] in blocks else m[0], old)
    stale = [p for p, text in ((README, new), (PICTURE, picture)) if _differs(p, text)]
    if check:
        for path in stale:
            print(f"{path.name} is stale; run `make readme`", file=sys.stderr)
        return 1 if stale else 0
    README.write_text(new, encoding="utf-8")
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


if __name__ == "__main__":
    sys.exit(main())

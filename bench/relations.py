"""Relations on gold: with gold mentions given and end to end; every miss and false alarm.

python bench/relations.py [--errors] [--gold-mentions] [ID ...]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.gold import GoldDocument, read_gold, split_of
from pipeline.ground import ground
from pipeline.lexicon import load
from pipeline.model import Document, Grounding, Mention
from pipeline.propose import propose
from pipeline.read import Failure, read_inputs
from pipeline.relate import RelateSettings, relate
from pipeline.score import Counts
from pipeline.segment import segment
from pipeline.tag import tag

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SETS = {
    "project": (ROOT / "gold", ROOT / "corpus"),
    "releases": (SHARED / "gold" / "press-releases.json", SHARED / "corpus"),
}
EXTERNAL = (ROOT / "gold" / "external" / "releases", SHARED / "corpus")


def with_gold_mentions(doc: Document, gold: GoldDocument) -> Document:
    """The document with the annotators' mentions in the place of the tagger's."""
    found = tuple(
        Mention(*m.extent, m.type, "gold", (Grounding(m.id, m.name, 1.0, "gold"),))
        for m in sorted(gold.mentions, key=lambda m: m.extent)
    )
    return replace(doc, mentions=found)


def documents(corpus: Path) -> Iterator[Document]:
    """The folder's documents, read and segmented."""
    for one in read_inputs([corpus]):
        if isinstance(one, Failure):
            print(f"left out: {one}")
        else:
            yield segment(one)


def counts(gold: GoldDocument, doc: Document) -> tuple[Counts, list[str]]:
    """Guideline 3: required relations found, missed, and predictions in neither list."""
    required = {r.key: r for r in gold.relations if r.status == "required"}
    acceptable = {r.key for r in gold.relations} - set(required)
    predicted = {r.key: r for r in doc.relations}
    low = {r.key: r for r in doc.candidates}
    lines = []
    for key in sorted(set(required) - set(predicted)):
        weak = f"  (low {low[key].confidence} {low[key].evidence[0].rule})" if key in low else ""
        r = required[key]
        where = ",".join(str(getattr(e, "trigger", e)) for e in r.evidence[:4])
        lines.append(
            f"  MISS {r.relation} {r.subject.name} -> {r.object.name} {r.polarity} @{where}{weak}"
        )
    for key in sorted(set(predicted) - set(required) - acceptable):
        p = predicted[key]
        e = p.evidence[0]
        lines.append(
            f"  FALSE {p.relation} {p.subject.name} -> {p.object.name} {p.polarity} {p.confidence}"
            f" {e.rule} {e.source} | {' '.join(doc.text[e.start : e.end].split())[:160]}"
        )
    found = len(set(required) & set(predicted))
    false = len(set(predicted) - set(required) - acceptable)
    return Counts(found, false, len(required) - found), lines


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--test", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--gold-mentions", action="store_true")
    args = parser.parse_args()
    lexicon = load()
    test = split_of(ROOT / "gold", "test")  # nobody tunes on these
    for name, (path, corpus) in SETS.items():
        if not path.exists():
            print(f"{name}: {path.name} is not there, left out")
            continue
        gold = {g.id: g for g in read_gold(path, corpus)}
        spans = gold
        if args.gold_mentions and name == "releases":
            spans = {g.id: g for g in read_gold(*EXTERNAL)}
        total = Counts(0, 0, 0)
        by_language: dict[str, Counts] = {}
        for doc in documents(corpus):
            if (
                doc.id not in gold
                or (not args.test and doc.id in test)
                or (args.ids and not any(i in doc.id for i in args.ids))
            ):
                continue
            if args.gold_mentions:
                doc = with_gold_mentions(doc, spans[doc.id])
            else:
                doc = ground(propose(tag(doc, lexicon), lexicon), lexicon)
            doc = relate(doc, RelateSettings())
            one, lines = counts(gold[doc.id], doc)
            total += one
            by_language[doc.id[:2]] = by_language.get(doc.id[:2], Counts(0, 0, 0)) + one
            show(f"{name} {doc.id}", one)
            if args.errors and doc.id not in test:
                print("\n".join(lines))
        for language, one in sorted(by_language.items()):
            show(f"{name} {language}*", one)
        show(f"{name} all", total)


def show(name: str, one: Counts) -> None:
    """One row."""
    ratios = [one.precision, one.recall, one.f1]
    cells = "  ".join("   -" if r is None else f"{r:.2f}" for r in ratios)
    print(f"{name:42} tp {one.tp:3} fp {one.fp:3} fn {one.fn:3}   P R F1  {cells}")


if __name__ == "__main__":
    main()

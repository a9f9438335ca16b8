"""CIViC evidence statements: does the direction come out right? Development part only.

python bench/civic.py [--show resistance|sensitivity|unsupported] [--limit N]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.cues import CueKind
from pipeline.cues import load as load_cues
from pipeline.ground import ground
from pipeline.lexicon import load
from pipeline.model import Document
from pipeline.propose import propose
from pipeline.read import document_from_text
from pipeline.relate import relate
from pipeline.segment import segment
from pipeline.tag import tag

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "benchmarks" / "civic_dev.tsv.gz"
CUES = (CueKind.RESISTANCE, CueKind.SURVIVAL, CueKind.DOSE)


@dataclass(frozen=True)
class Row:
    """A curator's statement and what the curator made of it."""

    id: str
    gene: str
    drugs: tuple[str, ...]
    direction: str
    significance: str
    text: str


def rows() -> Iterator[Row]:
    """Predictive statements with a gene and at least one drug."""
    with gzip.open(DATA, "rb") as stream:
        table = csv.DictReader(io.TextIOWrapper(stream, "utf-8"), delimiter="\t")
        for row in table:
            drugs = tuple(d.strip().lower() for d in row["drugs"].split(",") if d.strip())
            if row["evidence_type"] == "Predictive" and drugs:
                yield Row(
                    row["evidence_id"],
                    row["gene"],
                    drugs,
                    row["evidence_direction"],
                    row["clinical_significance"],
                    row["evidence_statement"],
                )


def read(text: str, id: str) -> Document:
    """The statement through the whole line."""
    lexicon = load()
    return relate(
        ground(propose(tag(segment(document_from_text(text, id=id)), lexicon), lexicon), lexicon)
    )


def names(doc: Document) -> set[str]:
    """Canonical names of all mentions, lower case; a variant gives its gene's too."""
    found = {m.name.lower() for m in doc.mentions}
    return found | {name.split()[0] for name in found if " " in name}


def named(row: Row, doc: Document) -> bool:
    """Whether the statement names the gene (or a variant of it) and a drug, as tagged."""
    have = names(doc)
    partners = set(re.split(r"[:-]+", row.gene.lower())) | {row.gene.lower()}
    return bool(partners & have) and any(drug in have for drug in row.drugs)


def right(row: Row, doc: Document, polarity: str) -> bool:
    """A CAUSES_RESISTANCE of the right gene or variant, drug and polarity."""
    return any(
        relation.relation == "CAUSES_RESISTANCE"
        and relation.polarity == polarity
        and row.gene.lower() in re.split(r"[: -]+", relation.subject.name.lower())
        and relation.object.name.lower() in row.drugs
        for relation in doc.relations
    )


def has_cue(text: str) -> bool:
    """Whether a resistance cue stands in the statement."""
    return any(clue.kind in CUES for clue in load_cues("en").find(text))


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", choices=["resistance", "sensitivity", "unsupported"])
    parser.add_argument("--limit", type=int, default=0)
    args = parser.parse_args()
    tallies = {"resistance": [0, 0], "sensitivity": [0, 0], "unsupported": [0, 0]}
    for n, row in enumerate(rows()):
        if args.limit and n % max(1, 900 // args.limit):
            continue
        kind = kind_of(row)
        if kind is None:
            continue
        doc = read(row.text, row.id)
        if not named(row, doc) or (kind != "sensitivity" and not has_cue(row.text)):
            continue
        hit = right(row, doc, "negative" if kind == "unsupported" else "positive")
        if kind == "unsupported" and not hit and not right(row, doc, "positive"):
            continue
        tallies[kind][0] += hit
        tallies[kind][1] += 1
        if args.show == kind and hit == (kind == "sensitivity"):
            print(row.id, row.gene, row.drugs, "|", row.text[:600])
            for r in doc.relations:
                print(
                    "     ",
                    r.relation,
                    r.subject.name,
                    "->",
                    r.object.name,
                    r.polarity,
                    r.confidence,
                    r.evidence[0].rule,
                )
    for kind, (hits, all_) in tallies.items():
        share = hits / all_ if all_ else float("nan")
        print(f"{kind:12} {hits:4} of {all_:4}  {share:.3f}")


def kind_of(row: Row) -> str | None:
    """Which of the three bars a row counts for."""
    if row.significance == "Resistance":
        return "resistance" if row.direction == "Supports" else "unsupported"
    if row.significance == "Sensitivity/Response" and row.direction == "Supports":
        return "sensitivity"
    return None


if __name__ == "__main__":
    main()

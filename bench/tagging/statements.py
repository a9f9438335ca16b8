"""CIViC's evidence statements: of those that name the thing, in how many did we find it?

The curators give gene, variant and drugs apart from the statement. A statement *names* one of
them where a name stands in it literally, as a whole word, in any case of letters: for a gene its
symbol, HGNC's aliases and previous symbols; for a drug the curators' name of it; for a
variant the change that the curators write, with or without ``p.``, in one or three letters.
None of that uses our lexicon. Names of three letters or less and names that are words need their
own case (``MET``). Changes that are no sequence (amplification, "mutation", loss) are no variants.

Found and right: a mention has the gene's id, or that of a fusion with it or of a variant of it;
the drug's UNII or name; the variant's change and gene. A name that stands only inside longer
names of ours that contain it (``ALK`` in "ALK inhibitor", "ALK-positive lung cancer") is no
mention by our guidelines: such statements are left out and counted.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.model import Span
from pipeline.score import Counts
from tagging.ids import squashed, unii_of
from tagging.passages import Figure, Found, found_in, share_figure, source_rows

_CASED = 3  # names up to this length are looked for as they are written
_WORDS = frozenset(("met", "kit", "ret", "alk", "smo", "rest", "max", "impact", "set", "cat"))
_AMINO = {
    "A": "Ala", "R": "Arg", "N": "Asn", "D": "Asp", "C": "Cys", "Q": "Gln", "E": "Glu",
    "G": "Gly", "H": "His", "I": "Ile", "L": "Leu", "K": "Lys", "M": "Met", "F": "Phe",
    "P": "Pro", "S": "Ser", "T": "Thr", "W": "Trp", "Y": "Tyr", "V": "Val",
}  # fmt: skip
_CHANGE = re.compile(
    r"(?<![\w])(?:p\.)?("
    r"[A-Z]\d+(?:[A-Z*]|fs(?:\*\d+)?|del)"  # T790M, R233*, V317fs, I843del
    r"|[A-Z]\d+_[A-Z]\d+(?:del|ins|dup|delins)[A-Z]*"  # E746_A750del
    r"|[A-Z]\d+(?:del|ins|dup)[A-Z]*"
    r"|c\.[\d+\-_*]+(?:[ACGT]>[ACGT]|del[ACGT]*|ins[ACGT]*|dup[ACGT]*)"
    r"|rs\d+)(?![\w])",
    re.IGNORECASE,
)
_EXON = re.compile(r"^exon (\d+) (deletion|insertion|skipping)s?(?: mutation)?$", re.IGNORECASE)
_SIMPLE = re.compile(r"([A-Z])(\d+)([A-Z*])$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and what its curators say it is about."""

    id: str
    gene: str
    variant: str
    drugs: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """A thing that a statement names: how it went. ``outcome`` is right, wrong id, missed,
    or inside a longer name."""

    statement: Statement
    kind: str
    thing: str
    outcome: str
    places: tuple[Span, ...]


def statements(path: Path) -> Iterator[Statement]:
    """The statements of a gzipped file."""
    with gzip.open(path, "rb") as stream:
        for row in csv.DictReader(io.TextIOWrapper(stream, "utf-8"), delimiter="\t"):
            drugs = tuple(d.strip() for d in re.split(r",(?!\d)", row["drugs"]) if d.strip())
            yield Statement(
                row["evidence_id"], row["gene"], row["variant"], drugs, row["evidence_statement"]
            )


def places(name: str, text: str) -> list[Span]:
    """Where a name stands as a whole word."""
    cased = len(name) <= _CASED or name.lower() in _WORDS
    pattern = re.compile(
        rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", 0 if cased else re.IGNORECASE
    )
    return [Span(*m.span()) for m in pattern.finditer(text)]


@cache
def gene_names() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """For each symbol of HGNC its id and all its names."""
    heading, *rows = source_rows("hgnc_entries.tsv.gz")
    at = {name: i for i, name in enumerate(heading)}
    columns = (at["Alias symbols"], at["Previous symbols"])
    found = {}
    for row in rows:
        if row[at["Status"]] != "Approved":
            continue
        others = [n.strip() for c in columns for n in row[c].split(",") if n.strip()]
        symbol = row[at["Approved symbol"]]
        found[symbol] = (row[0].lower(), (symbol, *(n for n in others if len(n) > 1)))
    return found


def changes(variant: str) -> list[str]:
    """The sequence changes in the curators' name of a variant, as they write them."""
    exon = _EXON.match(variant)
    if exon:
        return [f"exon {exon[1]} {exon[2].lower()}"]
    return [m[1] for m in _CHANGE.finditer(variant)]


def spellings(change: str) -> list[str]:
    """The ways in which a change may literally be written."""
    simple = _SIMPLE.match(change.upper())
    if change.lower().startswith("exon"):
        return [change, f"{change}s"]
    found = [change, f"p.{change}"]
    if simple and simple[3] in _AMINO and simple[1] in _AMINO:
        three = f"{_AMINO[simple[1]]}{simple[2]}{_AMINO[simple[3]]}"
        found += [three, f"p.{three}"]
    if "_" in change:
        found += [s.replace("_", mark) for s in tuple(found) for mark in "-–"]
    return found


def cases(statement: Statement) -> Iterator[Case]:
    """Everything that the statement names, and how it went."""
    found = found_in(statement.text, statement.id)
    text = statement.text
    id, names = gene_names().get(statement.gene, ("", ()))
    where = _all_places(names, text)
    if where:
        yield _gene_case(statement, statement.gene, id, where, found)
    for drug in statement.drugs:
        where = places(drug, text)
        if where:
            yield _drug_case(statement, drug, where, found)
    for change in changes(statement.variant):
        where = _all_places(spellings(change), text)
        if where:
            yield _variant_case(statement, change, id, where, found)


def _all_places(names: Iterable[str], text: str) -> list[Span]:
    every = sorted({span for name in names for span in places(name, text)})
    return [s for s in every if not any(o != s and o.covers(s) for o in every)]


def _touching(where: Sequence[Span], found: Iterable[Found]) -> list[Found]:
    return [f for f in found if any(f.span.overlaps(s) for s in where)]


def _gene_case(
    statement: Statement, symbol: str, id: str, where: list[Span], found: Sequence[Found]
) -> Case:
    hit = any(f.id == id for f in found) or any(
        f.id.startswith((f"var:{id}/", "fusion:")) and _holds(f.id, id) for f in found
    )
    return _case(statement, "gene", symbol, hit, where, found, ("Gene", "Variant"))


def _holds(composed: str, id: str) -> bool:
    """Whether an id made of several holds this one as a whole."""
    return re.search(rf"{re.escape(id.split(':')[1])}(?![0-9])", composed) is not None


def _drug_case(statement: Statement, drug: str, where: list[Span], found: Sequence[Found]) -> Case:
    names = {squashed(drug)}
    if re.search(r"\d", drug.split()[-1]):  # "MEK Inhibitor RO4987655"
        names.add(squashed(drug.split()[-1]))
    wanted = {id for name in names for id in unii_of().get(name, ())}
    hit = any(f.id in wanted for f in found) or any(
        squashed(_name(f)) in names or drug.lower().startswith(f"{_name(f).lower()} ")
        for f in _touching(where, found)
        if f.type in ("Drug", "DrugClass")
    )
    return _case(statement, "drug", drug, hit, where, found, ("Drug", "DrugClass"))


def _variant_case(
    statement: Statement, change: str, gene: str, where: list[Span], found: Sequence[Found]
) -> Case:
    own = [f for f in _touching(where, found) if f.type == "Variant"]
    hit = any(
        _change(f.id) == _folded(change) and (not gene or _holds(f.id.rpartition("/")[0], gene))
        for f in own
    )
    return _case(statement, "variant", change, hit, where, found, ("Variant",))


def _change(id: str) -> str:
    return _folded(id.rsplit("/", 1)[-1])


def _folded(change: str) -> str:
    """A change without what spellings differ in."""
    low = change.lower().replace("p.", "").replace(" ", "").replace("ter", "*")
    return re.sub(r"^exon[- ]?(\d+)[- ]?(del|ins|skip).*", r"exon\1\2", low)


def _case(
    statement: Statement,
    kind: str,
    thing: str,
    hit: bool,
    where: list[Span],
    found: Sequence[Found],
    types: Sequence[str],
) -> Case:
    outcome = "right"
    if not hit:
        touching = _touching(where, found)
        longer = [
            s
            for s in where
            if any(
                f.span.covers(s) and f.span != s and f.type in ("DrugClass", "Disease")
                for f in touching
            )
        ]
        if len(longer) == len(where):
            outcome = "inside a longer name"
        elif any(f.type in types for f in touching):
            outcome = "wrong id"
        else:
            outcome = "missed"
    return Case(statement, kind, thing, outcome, tuple(where))


@cache
def _labels(id: str) -> str:
    from pipeline.lexicon import load

    labels = load().label(id)
    return labels.name if labels else id.rsplit("/", 1)[-1]


def _name(found: Found) -> str:
    return _labels(found.id)


BARS = {"gene": 0.97, "drug": 0.95, "variant": 0.90}


def figures(every: Sequence[Case]) -> list[Figure]:
    """The lines of the table."""
    lines = []
    for kind, bar in BARS.items():
        mine = [c for c in every if c.kind == kind]
        counted = [c for c in mine if c.outcome != "inside a longer name"]
        line = share_figure(f"{kind} found and right", [_counts(c) for c in counted], bar)
        outcomes = ("missed", "wrong id", "inside a longer name")
        line["outcomes"] = {o: sum(c.outcome == o for c in mine) for o in outcomes}
        lines.append(line)
    return lines


def _counts(case: Case) -> Counts:
    return Counts(int(case.outcome == "right"), 0, int(case.outcome != "right"))

"""Compiles the lexicon from its sources: ``python -m pipeline.lexicon.build --sources DIR``."""

from __future__ import annotations

import argparse
import gzip
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.origins import ORIGINS
from pipeline.lexicon.sources import (
    cells,
    diseases,
    drug_abbreviations,
    drugs,
    genes,
    hand,
    japanese_diseases,
    japanese_drugs,
    more_diseases,
    protein_names,
    references,
    research,
    unlisted,
    wikidata,
)
from pipeline.lexicon.sources.tables import HAND, Sources
from pipeline.lexicon.store import COMPILED, ENTITIES, MANIFEST, NAMES


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One source of a build: where it is from and what it gave."""

    file: str
    origin: str  # whose data, and through whom it came
    publisher: str  # address where the publisher gives it out
    version: str  # as far as known
    licence: str
    rows: int  # read
    used: int  # of them gave a name, a thing or a reference
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build read and wrote."""

    version: str  # sha256 of the two compiled files
    entities: dict[str, int]  # by type
    names: dict[str, int]  # spellings by where they come from
    keys: int
    sources: tuple[SourceFile, ...]


def build(sources: Path, target: Path = COMPILED, *, hand_tables: Path = HAND) -> Manifest:
    """Compile the lexicon; the same sources give the same bytes.

    Args:
        sources: folder of the source files, as docs/lexicon.md lists them.
        target: folder to write names, entities and manifest to.
        hand_tables: folder of the hand-written tables.

    Raises:
        LexiconError: a source or a hand-written row is missing or wrong.
    """
    folder = Sources(sources, hand_tables)
    compiler = _compile(folder)
    entity_lines, name_lines = compiler.entity_lines(), compiler.name_lines()
    names, entities = pack(name_lines), pack(entity_lines)
    manifest = Manifest(
        version=sha256(names + entities).hexdigest(),
        entities=_count(line.split("\t")[1] for line in entity_lines),
        names=_count(
            sense.split(",")[3] for line in name_lines for sense in line.split("\t")[1:]
        ),
        keys=len(name_lines),
        sources=tuple(
            SourceFile(
                file,
                **asdict(ORIGINS[file]),
                rows=folder.rows.get(file, 0),
                used=len(folder.used.get(file, ())),
                sha256=digest,
            )
            for file, digest in sorted(folder.hashes.items())
        ),
    )  # fmt: skip
    target.mkdir(parents=True, exist_ok=True)
    (target / NAMES).write_bytes(names)
    (target / ENTITIES).write_bytes(entities)
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    (target / MANIFEST).write_text(text + "\n", "utf-8")
    return manifest


def _compile(folder: Sources) -> Compiler:
    words = frozenset(row[0] for row in folder.hand("words.tsv", 1))
    stops = frozenset((row[0], row[1]) for row in folder.hand("stops.tsv", 2))
    compiler = Compiler(words, stops)
    genes.add_hgnc(compiler, folder)
    genes.add_famplex(compiler, folder)
    genes.add_mirbase(compiler, folder)
    protein_names.add_mesh_proteins(compiler, folder)
    protein_names.add_only_ones(compiler, folder)
    found = drugs.add_drugs(compiler, folder)
    japanese_drugs.add_japanese_drugs(compiler, folder, found)
    drug_abbreviations.add_drug_abbreviations(compiler, folder, found)
    research.add_research(compiler, folder)
    cells.add_cell_lines(compiler, folder)
    diseases.add_mondo(compiler, folder)
    more_diseases.add_doid(compiler, folder)
    more_diseases.add_oncotree(compiler, folder)
    more_diseases.add_mesh(compiler, folder)
    diseases.add_metastases(compiler, folder)
    hand.add_genes(compiler, folder)
    unlisted.add_microbial_genes(compiler, folder)
    unlisted.add_unlisted_drugs(compiler, folder)
    hand.add_classes(compiler, folder)
    hand.add_members(compiler, folder)
    hand.add_regimens(compiler, folder)
    hand.add_processes(compiler, folder)
    hand.add_chemicals(compiler, folder)
    references.add_references(compiler, folder)
    hand.add_diseases(compiler, folder)
    japanese_diseases.add_japanese_diseases(compiler, folder)
    wikidata.add_wikidata(compiler, folder)
    for row in folder.hand("blocks.tsv", 1):
        compiler.block(row[0])
    return compiler


def pack(lines: list[str]) -> bytes:
    """Gzip without a time or a file name in it."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=9, mtime=0) as file:
        file.write("".join(line + "\n" for line in lines).encode("utf-8"))
    return buffer.getvalue()


def _count(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items()))


def main(arguments: list[str] | None = None) -> None:
    """Run a build from the command line and say what it gave."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.lexicon.build", description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the source files")
    parser.add_argument("--target", type=Path, default=COMPILED, help="folder to write to")
    parser.add_argument("--hand-tables", type=Path, default=HAND, help="hand-written tables")
    options = parser.parse_args(arguments)
    manifest = build(options.sources, options.target, hand_tables=options.hand_tables)
    print(f"{manifest.keys} keys, {sum(manifest.entities.values())} entities: {manifest.entities}")


if __name__ == "__main__":
    main()

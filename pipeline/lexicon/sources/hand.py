"""The hand-written tables: Japanese genes, drug classes, processes, molecules, diseases."""

from __future__ import annotations

from pipeline.errors import LexiconError
from pipeline.lexicon.compiler import Compiler
from pipeline.lexicon.matching import CaseRule
from pipeline.lexicon.sources.tables import Sources, names_in
from pipeline.model import MentionType


def add_genes(compiler: Compiler, sources: Sources) -> None:
    """``genes.tsv``: symbol or FamPlex id, further English names, Japanese names."""
    by_name = {
        entity.name: id for id, entity in compiler.entities.items() if id.startswith("hgnc:")
    }
    for symbol, english, japanese in sources.hand("genes.tsv", 3):
        id = symbol if symbol.startswith("fplx:") else by_name.get(symbol, "")
        if symbol.startswith("mesh:"):  # families that FamPlex lacks: mesh:D...=name
            id, _, name = symbol.partition("=")
            compiler.entity(id, MentionType.GENE, name)
            compiler.name(name, id, 0.99, "hand-written en")
        if id not in compiler.entities:
            raise LexiconError(f"genes.tsv: {symbol} is no HGNC symbol or FamPlex id; correct it")
        for name in names_in(english):
            short = len(name) < 3
            rule: CaseRule | None = "exact" if short else None
            compiler.name(name, id, 0.99, "hand-written en", rule=rule, forced=short)
        _add_japanese(compiler, id, names_in(japanese))


def add_classes(compiler: Compiler, sources: Sources) -> None:
    """``drug_classes.tsv``: id, name, parents, English names, Japanese names."""
    for id, name, parents, english, japanese in sources.hand("drug_classes.tsv", 5):
        compiler.entity(id, MentionType.DRUG_CLASS, name, parents=names_in(parents))
        for each in [name, *names_in(english)]:
            compiler.name(each, id, 0.99, "drug class")
        _add_japanese(compiler, id, names_in(japanese))


def add_members(compiler: Compiler, sources: Sources) -> None:
    """``drug_members.tsv``: class id, drugs by their names; they get the class as a parent.

    The class need not be listed itself: patterns compose many from a gene and a head.
    """
    drugs = {e.name: e for e in compiler.entities.values() if e.type is MentionType.DRUG}
    for id, members in sources.hand("drug_members.tsv", 2):
        for name in names_in(members):
            if name not in drugs:
                raise LexiconError(f"drug_members.tsv: {id}: {name} is no drug's name; correct it")
            compiler.entity(drugs[name].id, MentionType.DRUG, name, parents=[id])


def add_regimens(compiler: Compiler, sources: Sources) -> None:
    """``regimens.tsv``: name, whether it stands alone, further names, which always do.

    A name that may be a gene (CHOP) or a word is no name here: only its place tells.
    """
    for name, alone, more in sources.hand("regimens.tsv", 3):
        id = f"class:{name}"
        compiler.entity(id, MentionType.DRUG_CLASS, name, parents=["class:chemotherapy"])
        for each in [*([name] if alone == "yes" else []), *names_in(more)]:
            rule: CaseRule | None = "exact" if len(each) <= 5 else None
            compiler.name(each, id, 0.99, "drug class", rule=rule)


def add_processes(compiler: Compiler, sources: Sources) -> None:
    """``processes.tsv``: GO id, English names beside GO's own, Japanese names.

    What GO lacks has MeSH's id, or one of its own, with a name: ``mesh:D...=name``.
    """
    _add_wanted(compiler, sources, ("processes.tsv", "go.tsv.gz"), MentionType.PROCESS)


def add_chemicals(compiler: Compiler, sources: Sources) -> None:
    """``chemicals.tsv``: ChEBI id, English names beside ChEBI's own, Japanese names.

    What ChEBI's table lacks has an id of its own with a name: ``text:Chemical/...=name``.
    """
    _add_wanted(compiler, sources, ("chemicals.tsv", "chebi.tsv.gz"), MentionType.CHEMICAL)


def add_diseases(compiler: Compiler, sources: Sources) -> None:
    """``diseases.tsv``: MONDO id, English names and abbreviations, Japanese names.

    What MONDO lacks has another id and a name: ``ncit:C...=name``.
    """
    for id, english, japanese in sources.hand("diseases.tsv", 3):
        id, _, name = id.partition("=")
        if name:
            compiler.entity(id, MentionType.DISEASE, name)
            _add_english(compiler, id, [name])
        elif id not in compiler.entities:
            raise LexiconError(f"diseases.tsv: {id} is not in MONDO's table; correct it")
        _add_english(compiler, id, names_in(english))
        _add_japanese(compiler, id, names_in(japanese))


def _add_wanted(
    compiler: Compiler, sources: Sources, tables: tuple[str, str], type: MentionType
) -> None:
    """The rows of the first table; those without a name of their own get the second's."""
    ours, publisher = tables
    wanted = {}
    for id, english, japanese in sources.hand(ours, 3):
        id, _, name = id.partition("=")
        if not name:
            wanted[id] = (english, japanese)
            continue
        compiler.entity(id, type, name)
        _add_english(compiler, id, [name, *names_in(english)])
        _add_japanese(compiler, id, names_in(japanese))
    _add_from(compiler, sources, publisher, wanted, type)


def _add_from(
    compiler: Compiler,
    sources: Sources,
    file: str,
    wanted: dict[str, tuple[str, str]],
    type: MentionType,
) -> None:
    left = dict(wanted)
    for row in sources.table(file):
        id = row[0].lower()
        if id not in left:
            continue
        english, japanese = left.pop(id)
        sources.use(file, id)
        xrefs = [xref for xref in row[5].split("|") if xref] if type is MentionType.CHEMICAL else []
        compiler.entity(id, type, row[1], xrefs=xrefs)
        for name in [row[1], *names_in(english)]:
            compiler.name(name, id, 0.98, f"{file.split('.')[0]} name")
        _add_japanese(compiler, id, names_in(japanese))
    if left:
        raise LexiconError(
            f"{file}: no row for {', '.join(sorted(left))}; correct the hand-written ids"
        )


def _add_english(compiler: Compiler, id: str, names: list[str]) -> None:
    for name in names:
        compiler.name(name, id, 0.97, "hand-written en")


def _add_japanese(compiler: Compiler, id: str, names: list[str]) -> None:
    entity = compiler.entities[id]
    for name in names:
        if not compiler.name(name, id, 0.97, "hand-written ja"):
            raise LexiconError(f"{id}: the hand-written name {name} is too short or stopped")
        entity.ja = entity.ja or name

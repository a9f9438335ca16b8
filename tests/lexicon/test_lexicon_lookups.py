"""What names mean: a table over many cancers and drugs, checked against the sources too."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import pytest

from pipeline.lexicon import Lexicon, load
from pipeline.lexicon.sources.tables import HAND
from pipeline.model import MentionType
from pipeline.tag.classes import class_id

REGIMENS = HAND / "regimens.tsv"
SOURCES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "lexicon"
needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the source folder is not there")


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


LOOKUPS = rows(Path(__file__).with_name("lookups.tsv"))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def test_the_table_is_read_whole() -> None:
    assert len(LOOKUPS) >= 170
    assert {row[1] for row in LOOKUPS} == set(MentionType) - {"Variant", "DOI"}


@pytest.mark.parametrize(("surface", "type", "id", "name"), LOOKUPS, ids=[r[0] for r in LOOKUPS])
def test_name_means(lexicon: Lexicon, surface: str, type: str, id: str, name: str) -> None:
    entry = lexicon.lookup(surface)[0]
    assert (entry.type, entry.id, entry.name) == (type, id, name)


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("HER2", ("hgnc:3430", "ERBB2")),
        ("PD-1", ("hgnc:8760", "PDCD1")),
        ("CTLA-4", ("hgnc:2505", "CTLA4")),
        ("RAS", ("fplx:RAS", "RAS")),
        ("MEK", ("fplx:MEK", "MEK")),
        ("VEGF", ("fplx:VEGF", "VEGF")),
        ("proteasome", ("fplx:Proteasome", "proteasome")),
        ("CDK4/6", ("hgnc:1773", "CDK4/6")),
        ("PD-1/PD-L1", ("hgnc:8760", "PDCD1/CD274")),
        ("ERK1/2", ("fplx:ERK", "ERK")),
        ("hsa-miR-21-5p", ("hgnc:31586", "MIR21")),
        ("マイクロRNA-449a", ("hgnc:27645", "MIR449A")),
        ("上皮成長因子受容体", ("hgnc:3236", "EGFR")),
        ("gefitinib", None),
        ("foo/bar", None),
    ],
)
def test_gene_symbol(lexicon: Lexicon, surface: str, expected: tuple[str, str] | None) -> None:
    assert lexicon.gene_symbol(surface) == expected


def test_labels_give_both_languages_and_ids_elsewhere(lexicon: Lexicon) -> None:
    labels = lexicon.label("unii:S65743JHBS")
    assert labels is not None
    assert (labels.name, labels.ja, labels.type) == ("gefitinib", "ゲフィチニブ", "Drug")
    assert {"drugbank:DB00317", "chembl:CHEMBL939", "chebi:49668"} <= set(labels.xrefs)
    assert lexicon.label("unii:NOSUCHTHING") is None


def test_parents_lead_to_families_classes_and_cancers(lexicon: Lexicon) -> None:
    assert lexicon.parents("hgnc:6407") == ("fplx:RAS",)
    assert lexicon.parents("class:taxane") == ("class:microtubule-stabilizer",)
    assert lexicon.parents("mondo:0005233") == ("mondo:0005138",)
    assert lexicon.parents("nothing:1") == ()


@cache
def source_names(file: str, id_column: int, name_column: int) -> dict[str, str]:
    with gzip.open(SOURCES / file, "rt", encoding="utf-8", newline="\n") as lines:
        cells = [line.rstrip("\r\n").split("\t") for line in lines]
    return {row[id_column].lower(): row[name_column] for row in cells}


@needs_sources
def test_ids_of_the_table_are_those_of_the_sources() -> None:
    files = {
        "hgnc": ("hgnc_entries.tsv.gz", 0, 1),
        "mondo": ("mondo.tsv.gz", 0, 1),
        "go": ("go.tsv.gz", 0, 1),
        "chebi": ("chebi.tsv.gz", 0, 1),
        "unii": ("unii_names.tsv.gz", 2, 3),
    }
    checked = 0
    for _, _, id, name in LOOKUPS:
        space, _, identifier = id.partition(":")
        if space in files:
            key = identifier.lower() if space == "unii" else id
            assert source_names(*files[space])[key].lower() == name.lower()
            checked += 1
    assert checked > 70


@needs_sources
@pytest.mark.parametrize(
    ("table", "source"),
    [("diseases", "mondo"), ("processes", "go"), ("chemicals", "chebi"), ("icd10", "mondo")],
)
def test_hand_written_ids_exist(table: str, source: str) -> None:
    known = source_names(f"{source}.tsv.gz", 0, 1)
    column = 1 if table == "icd10" else 0
    ids = [row[column] for row in rows(HAND / f"{table}.tsv") if "=" not in row[column]]
    assert len(ids) > 35
    assert [id for id in ids if id not in known] == []


@needs_sources
def test_what_the_ontologies_lack_has_an_id_and_a_name_elsewhere() -> None:
    sources = {
        "mesh": source_names("mesh_id_label_mappings.tsv.gz", 0, 1),
        "doid": source_names("doid.tsv.gz", 0, 1),
    }
    own = [row[0] for table in ("processes", "diseases") for row in rows(HAND / f"{table}.tsv")]
    checked = 0
    for id, _, name in (each.partition("=") for each in own if "=" in each):
        space, _, rest = id.partition(":")
        if space == "text":
            assert rest.partition("/")[2] == name.lower()
        elif space in sources:
            key = rest.lower() if space == "mesh" else id
            assert key in sources[space]
            checked += 1
    assert checked >= 8


@needs_sources
def test_hand_written_genes_exist() -> None:
    symbols = set(source_names("hgnc_entries.tsv.gz", 0, 1).values())
    families = gzip.decompress((SOURCES / "famplex_entities.csv.gz").read_bytes()).decode().split()
    mesh = source_names("mesh_id_label_mappings.tsv.gz", 0, 1)
    genes = [row[0] for row in rows(HAND / "genes.tsv")]
    assert len(genes) > 500
    for gene in genes:
        space, _, rest = gene.partition(":")
        if not rest:
            assert gene in symbols
        else:
            assert rest in families if space == "fplx" else rest.split("=")[0].lower() in mesh


def test_hand_written_tables_are_as_large_as_they_should_be() -> None:
    japanese = [row for row in rows(HAND / "genes.tsv") if row[2]]
    assert len(japanese) >= 250
    for table, column, wanted in (
        ("drug_classes", 4, 280), ("processes", 2, 200), ("diseases", 2, 550),
    ):  # fmt: skip
        assert sum(bool(row[column]) for row in rows(HAND / f"{table}.tsv")) >= wanted, table
    assert sum(row[0].startswith("go:") for row in rows(HAND / "processes.tsv")) >= 150
    assert len(rows(HAND / "regimens.tsv")) >= 100


def test_the_id_of_a_class_is_its_name() -> None:
    classes = rows(HAND / "drug_classes.tsv")
    assert [id for id, name, *_ in classes if id != class_id(name)] == []
    named = [name.lower() for _, name, *_ in classes] + [r[0].lower() for r in rows(REGIMENS)]
    assert len(named) == len(set(named)) >= 400


def test_hand_written_names_mean_what_they_are_listed_for(lexicon: Lexicon) -> None:
    """But for a few short forms that are symbols too (ACC, BTC, STS)."""
    names = [
        (row[0].partition("=")[0], name)
        for table, columns in (
            ("drug_classes", (1, 3, 4)),
            ("processes", (1, 2)),
            ("diseases", (1, 2)),
        )
        for row in rows(HAND / f"{table}.tsv")
        for column in columns
        for name in row[column].split("|")
        if name
    ]
    assert len(names) >= 5000
    others = [name for id, name in names if [e.id for e in lexicon.lookup(name)][:1] != [id]]
    assert len(others) <= 0.01 * len(names), others


def test_names_of_microbial_genes_are_no_human_ones(lexicon: Lexicon) -> None:
    """And their ids are those of names that only a pattern reads."""
    for gene, english, japanese in rows(HAND / "microbial_genes.tsv"):
        own = [] if len(gene) == 3 and gene.isalpha() and gene.isupper() else [gene]
        for name in (*own, *english.split("|"), *japanese.split("|")):
            genes = [e.id for e in lexicon.lookup(name) if e.type is MentionType.GENE]
            assert not name or genes == [f"text:Gene/{gene.lower()}"], name


def test_unlisted_drugs_are_found_under_every_name(lexicon: Lexicon) -> None:
    """With the ids of names that only a pattern reads."""
    for drug, english, japanese in rows(HAND / "unlisted_drugs.tsv"):
        for name in (drug, *english.split("|"), *japanese.split("|")):
            drugs = [e.id for e in lexicon.lookup(name) if e.type is MentionType.DRUG]
            assert not name or drugs == [f"text:Drug/{drug.lower()}"], name


@pytest.mark.parametrize("table", ["drug_classes", "processes", "diseases", "regimens"])
def test_a_name_is_in_one_row(table: str) -> None:
    found: dict[str, str] = {}
    for row in rows(HAND / f"{table}.tsv"):
        for name in {name for cell in row[2:] for name in cell.split("|") if ":" not in name}:
            assert not name or found.setdefault(name, row[0]) == row[0], name


@pytest.mark.parametrize(
    "name",
    [
        "PD-1 blockade",
        "CTLA-4 blockade",
        "monoclonal antibody",
        "モノクローナル抗体",
        "抗体薬",
        "ASO",
        "antisense oligonucleotide",
        "peptide vaccine",
        "antiangiogenic",
        "immunosuppressive",
        "cell death",
        "細胞死",
        "G1 arrest",
        "cell cycle arrest",
        "DNA methylation",
        "DNAメチル化",
        "antigen presentation",
        "oxidative stress",
        "stemness",
        "quiescence",
        "apoptotic",
        "malignancies",
        "distant metastases",
        "遠隔転移",
        "drug-resistant tuberculosis",
        "感染症",
    ],
)
def test_what_is_no_mention_has_no_name(lexicon: Lexicon, name: str) -> None:
    kinds = {MentionType.DRUG_CLASS, MentionType.PROCESS, MentionType.DISEASE}
    whole = [hit for hit in lexicon.find(name) if (hit.start, hit.end) == (0, len(name))]
    assert [entry.id for hit in whole for entry in hit.entries if entry.type in kinds] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("薬剤排出ポンプと薬剤排出", ["薬剤排出"]),
        ("a drug efflux transporter and drug efflux", ["drug efflux"]),
        ("細胞周期停止と細胞周期", ["細胞周期"]),
        ("necrosis rate and necrosis", ["necrosis"]),
        ("婦人科腫瘍学と婦人科腫瘍", ["婦人科腫瘍"]),
    ],
)
def test_names_inside_of_other_words_are_hidden(
    lexicon: Lexicon, text: str, expected: list[str]
) -> None:
    found = [text[hit.start : hit.end] for hit in lexicon.find(text)]
    assert [name for name in found if name in expected] == expected


def test_parents_of_hand_written_classes_are_classes(lexicon: Lexicon) -> None:
    classes = rows(HAND / "drug_classes.tsv")
    for id, *_ in classes:
        for parent in lexicon.parents(id):
            labels = lexicon.label(parent)
            assert labels is not None, parent
            assert labels.type == "DrugClass"

"""A made-up source folder and hand-written tables, small enough to read."""

from __future__ import annotations

import gzip
from pathlib import Path

from pipeline.lexicon.origins import ORIGINS

HEADED = {
    "hgnc_entries.tsv.gz": [
        "HGNC ID\tApproved symbol\tApproved name\tStatus\tAlias symbols\tNCBI\tUniProt\tMGI\tRGD"
        "\tPrevious symbols\tEnsembl\tLocus type\tEnzyme",
        "HGNC:1\tFOOR1\tfoo receptor 1\tApproved\tFR1, SHRD\t11\tP1\t\t\tOLDF\t\t"
        "gene with protein product\t",
        "HGNC:2\tBARK2\tbar kinase 2\tApproved\tSHRD, T790M\t12\t\t\t\t\t\t"
        "gene with protein product\t",
        "HGNC:3\tGONE\tgone gene\tEntry Withdrawn\t\t\t\t\t\t\t\tunknown\t",
    ],
    "unii_names.tsv.gz": [
        "name\ttype\tunii\tdisplay_name",
        "FOOTINIB [INN]\tcn\tU1\tFOOTINIB",
        "FOOTINIB\tof\tU1\tFOOTINIB",
        "FT-1234\tcd\tU1\tFOOTINIB",
        "FOOTINIB MESYLATE [JAN]\tcn\tU2\tFOOTINIB MESYLATE",
        "BARZOMIB [INN]\tcn\tU3\tBARZOMIB",
        "ABC-777\tcd\tU4\tABC-777",
        "BROCCOLI [LANGUAL]\tcn\tU5\tBROCCOLI",
    ],
    "drug_variants.tsv.gz": [
        "variant\tcanonical\tdrugbank_id\tmesh_id\tis_brand",
        "foobrand\tFootinib\tDB1\t\tFalse",
        "encyclopedia name\tFootinib\t\t\tFalse",
    ],
    "drugbank_mappings.tsv.gz": [
        "DRUGBANK_ID\tNAMESPACE\tID\tSOURCE",
        "DB1\tNAME\tFootinib\tdrugbank",
        "DB1\tCHEMBL\tCHEMBL1\tdrugbank",
        "DB1\tCHEBI\t5\tchebi",
    ],
    "chebi_to_chembl.tsv.gz": ["CHEBI\tCHEMBL", "5\tCHEMBL1"],
    "ncit_map.tsv.gz": ["NCIT ID\tTarget NS\tTarget ID", "C9\tCHEBI\tCHEBI:5"],
    "mondo.tsv.gz": [
        "id\tname\tnamespace\tsynonyms\tparents\txrefs",
        "MONDO:0005070\tneoplasm\tmondo\t\t\t",
        "MONDO:0000009\tfoo carcinoma\tmondo\tcancer of foo|FC\tMONDO:0005070\tDOID:9",
    ],
    "go.tsv.gz": ["id\tname\tns\tsyn\tparents\txrefs", "GO:0000001\tfooptosis\tbp\t\t\t"],
    "chebi.tsv.gz": ["id\tname\tns\tsyn\tparents\txrefs", "CHEBI:5\tfoogen\tchebi\t\t\t"],
    "pmda_ja_drugs.tsv.gz": [
        "product\tgeneric\tmaker",
        "フーブランド錠10mg\tフーチニブメシル酸塩\tx",
        "ニコイチ配合錠\tフーチニブ・バー\tx",
    ],
    "ja_en_drug_candidates.tsv.gz": ["ja\tn\td\ten\tunii", "フーチニブ\t1\t1\tfootinib\tU1"],
}
PLAIN = {
    "famplex_entities.csv.gz": ["FOOR"],
    "famplex_grounding_map.csv.gz": ["foo receptors,FPLX,FOOR,,,,"],
    "famplex_hgnc_symbol_map.csv.gz": ["FOOR1,1"],
    "famplex_relations.csv.gz": ["HGNC,FOOR1,isa,FPLX,FOOR"],
    "mesh_mappings.tsv.gz": [
        "MESH\tD2\tReceptors, Fooic\tHGNC\t1\tFOOR1",
        "MESH\tC3\tfooic acid\tCHEBI\tCHEBI:1\tfooic acid",
    ],
    "mesh_id_label_mappings.tsv.gz": ["D1\tFootinib\tx\ty"],
    "cellosaurus_names.tsv.gz": [
        "FOO-77\tCVCL_0077\tHomo sapiens",
        "MOUSY-1\tCVCL_0078\tMus musculus",
        "XY-12345\tCVCL_X001\tHomo sapiens",
    ],
    "depmap_sample_info.csv.gz": [
        ",".join(f"c{i}" for i in range(26)),
        ",".join(["ACH", "FOO-77", *[""] * 2, "FOOSEVEN7", *[""] * 8, "CVCL_0077", *[""] * 12]),
    ],
    "manbyo_ja.csv.gz": ["風癌,C349,風癌", "鼻風邪,J00,鼻風邪"],
}
HAND = {
    "genes.tsv": ["FOOR1\tfoo R1\tフー受容体", "fplx:FOOR\t\tフー受容体群"],
    "drug_classes.tsv": ["class:foo-drug\tfoo drug\t\tfoo agent\tフー治療薬"],
    "regimens.tsv": ["FOOP\tno\tmFOOP", "FOOBARI\tyes\t"],
    "processes.tsv": [
        "go:0000001\t\tフープトーシス",
        "mesh:D7=baropsis\tbarotic death\tバロプシス",
    ],
    "chemicals.tsv": ["chebi:5\t\tフーゲン"],
    "diseases.tsv": ["mondo:0000009\tFCA\t風癌腫", "ncit:C7=barosis\tbar disease\tバー病"],
    "metastases.tsv": [],
    "icd10.tsv": ["C34\tmondo:0000009"],
    "cell_lines.tsv": ["CVCL_0078\tMousy-1"],
    "not_drugs.tsv": ["broccoli"],
    "not_families.tsv": [],
    "not_pairs.tsv": [],
    "research_drugs.tsv": ["abc-777"],
    "ja_drugs.tsv": ["barzomib\tバーゾミブ"],
    "drug_abbreviations.tsv": ["barzomib\tBZM|BZ"],
    "words.tsv": ["gone"],
    "stops.tsv": ["*\tFR1"],
    "blocks.tsv": ["フーゲン協会"],
}


def write_sources(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for file, lines in (HEADED | PLAIN).items():
        (folder / file).write_bytes(gzip.compress("".join(f"{x}\n" for x in lines).encode()))
    assert {file.name for file in folder.iterdir()} == set(ORIGINS)
    return folder


def write_hand(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for file, lines in HAND.items():
        (folder / file).write_text("# made up\n" + "".join(f"{x}\n" for x in lines), "utf-8")
    return folder

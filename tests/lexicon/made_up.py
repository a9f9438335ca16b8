"""A made-up source folder and hand-written tables, small enough to read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from pipeline.lexicon.origins import ORIGINS

ONCOTREE_TREE = json.dumps(
    {"TISSUE": {"code": "TISSUE", "name": "Tissue", "externalReferences": {}, "children": {
        "FOO": {"code": "FOO", "name": "Foo", "externalReferences": {}, "children": {
            "FOCA": {
                "code": "FOCA", "name": "Foo Tree Carcinoma, NOS",
                "externalReferences": {"NCI": ["C77"]}, "children": {
                    "FOCB": {"code": "FOCB", "name": "Odd Foo Tree Carcinoma",
                             "externalReferences": {}, "children": {}},
                },
            },
        }},
    }}}
)  # fmt: skip
HEADED = {
    "hgnc_entries.tsv.gz": [
        "HGNC ID\tApproved symbol\tApproved name\tStatus\tAlias symbols\tNCBI\tUniProt\tMGI\tRGD"
        "\tPrevious symbols\tEnsembl\tLocus type\tEnzyme",
        "HGNC:1\tFOOR1\tfoo receptor 1\tApproved\tFR1, SHRD\t11\tP1\t\t\tOLDF\t\t"
        "gene with protein product\t",
        "HGNC:2\tBARK2\tbar kinase 2\tApproved\tSHRD, T790M\t12\t\t\t\t\t\t"
        "gene with protein product\t",
        "HGNC:4\tMIR7-1\tmicroRNA 7-1\tApproved\thsa-mir-7-1\t\t\t\t\t\t\tRNA, micro\t",
        "HGNC:5\tMIR7-2\tmicroRNA 7-2\tApproved\thsa-mir-7-2\t\t\t\t\t\t\tRNA, micro\t",
        "HGNC:6\tWORDY1\twordy 1\tApproved\tAPOLLO, BAZTORIN\t\t\t\t\t\t"
        "\tgene with protein product\t",
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
        "QUXITAXEL [INN]\tcn\tU6\tQUXITAXEL ANHYDROUS",
        "QUXITAXEL ANHYDROUS\tcn\tU6\tQUXITAXEL ANHYDROUS",
        "QUXITAXEL\tof\tU7\tQUXITAXEL",
        "QUXITAXEL HYDRATE [JAN]\tcn\tU7\tQUXITAXEL",
        "MURSIDRONIC ACID [INN]\tcn\tU8\tMURSIDRONIC ACID",
        "PLUGESTROL [INN]\tcn\tU12\tPLUGESTROL",
        "PLUGESTROL ACETATE [USAN]\tcn\tU13\tPLUGESTROL ACETATE",
        "GRABIRATERONE [INN]\tcn\tU14\tGRABIRATERONE",
        "GRABIRATERONE ACETATE [USAN]\tcn\tU15\tGRABIRATERONE ACETATE",
        "BACILLUS FOO WHOLE\tcn\tU9\tBACILLUS FOO",
        "BACILLUS FOO [INN]\tcn\tU10\tNOT AN ORGANISM",
        "PAYLOADINE\tcn\tU11\t1-(LONG SYSTEMATIC)-NAME",
    ],
    "drug_variants.tsv.gz": [
        "variant\tcanonical\tdrugbank_id\tmesh_id\tis_brand",
        "foobrand\tFootinib\tDB1\t\tFalse",
        "encyclopedia name\tFootinib\t\t\tFalse",
        "at 10\tFootinib\tDB1\t\tFalse",
        "bacillus foo\tBacillus foo\tDB9\t\tFalse",
    ],
    "drugbank_mappings.tsv.gz": [
        "DRUGBANK_ID\tNAMESPACE\tID\tSOURCE",
        "DB1\tNAME\tFootinib\tdrugbank",
        "DB9\tNAME\tBacillus foo\tdrugbank",
        "DB13\tNAME\tPlugestrol acetate\tdrugbank",
        "DB14\tNAME\tGrabiraterone\tdrugbank",
        "DB15\tNAME\tGrabiraterone acetate\tdrugbank",
        "DB1\tCHEMBL\tCHEMBL1\tdrugbank",
        "DB1\tCHEBI\t5\tchebi",
    ],
    "chebi_to_chembl.tsv.gz": ["CHEBI\tCHEMBL", "5\tCHEMBL1", "7\tCHEMBL7"],
    "ncit_map.tsv.gz": ["NCIT ID\tTarget NS\tTarget ID", "C9\tCHEBI\tCHEBI:5"],
    "mondo.tsv.gz": [
        "id\tname\tnamespace\tsynonyms\tparents\txrefs",
        "MONDO:0005070\tneoplasm\tmondo\t\t\t",
        "MONDO:0000009\tfoo carcinoma\tmondo\tcancer of foo|FC\tMONDO:0005070\tDOID:9|NCIT:C77",
        "MONDO:0000010\tfoo gout\tmondo\tgoof\t\tMESH:D9",
        "MONDO:0000011\tpapillary foo carcinoma\tmondo\t\tMONDO:0000009\t",
    ],
    "doid.tsv.gz": [
        "id\tname\tnamespace\tsynonyms\tparents\txrefs",
        "DOID:14566\tdisease of cellular proliferation\tdoid\t\t\t",
        "DOID:9\tfoo gland cancer\tdoid\tmalignant foo disease\tDOID:14566\t",
        "DOID:10\tbar gland cancer\tdoid\t\tDOID:9\t",
        "DOID:11\tbar ache\tdoid\t\t\t",
    ],
    "doid_allXREFinDO.tsv.gz": [
        "id\tlabel\txref",
        '"DOID:9"\t"x"\t"ICD10CM:C99.1"',
        '"DOID:9"\t"x"\t"UMLS_CUI:C1"',
    ],
    "mirbase.tsv.gz": [
        "mirbase_id\tmirbase_name\tdatabase\tidentifier\tlabel",
        "MI1\thsa-mir-7-1\tHGNC\t4\tMIR7-1",
        "MI2\thsa-mir-7-2\tHGNC\t5\tMIR7-2",
        "MI3\tcel-mir-8\tHGNC\t4\tMIR7-1",
    ],
    "wikidata_en_ja.tsv.gz": [
        "qid\ten_label\tja_label\tcategories\tmesh_id\ticd10\tumls",
        "Q1\tfoo receptor 1\tフー第一受容体\tprotein\t\t\t",
        "Q2\tfoo receptor 1\tフーの詩\tpoem\t\t\t",
        "Q3\tfootinib\tフーチニブ (薬)\tmedication\t\t\t",
    ],
    "go.tsv.gz": ["id\tname\tns\tsyn\tparents\txrefs", "GO:0000001\tfooptosis\tbp\t\t\t"],
    "chebi.tsv.gz": [
        "id\tname\tns\tsyn\tparents\txrefs",
        "CHEBI:5\tfoogen\tchebi\t\t\t",
        "CHEBI:6\tlabotoxin\tchebi\t\t\t",
        "CHEBI:7\tXYZ 98765\tchebi\t\t\t",
        "CHEBI:8\tXYZ 11111\tchebi\t\t\t",
    ],
    "pmda_ja_drugs.tsv.gz": [
        "product\tgeneric\tmaker",
        "フーブランド錠10mg\tフーチニブメシル酸塩\tx",
        "ムルシ錠5mg\tムルシドロン酸ナトリウム水和物\tx",
        "ニコイチ配合錠\tフーチニブ・バー\tx",
    ],
    "ja_en_drug_candidates.tsv.gz": ["ja\tn\td\ten\tunii", "フーチニブ\t1\t1\tfootinib\tU1"],
}
PLAIN = {
    "famplex_entities.csv.gz": ["FOOR"],
    "famplex_grounding_map.csv.gz": ["foo receptors,FPLX,FOOR,,,,"],
    "famplex_hgnc_symbol_map.csv.gz": ["FOOR1,1"],
    "famplex_relations.csv.gz": ["HGNC,FOOR1,isa,FPLX,FOOR"],
    "famplex_equivalences.csv.gz": ["MESH,D5,FOOR", "BEL,x,FOOR"],
    "mesh_mappings.tsv.gz": [
        "MESH\tC5\tfoogen\tCHEBI\tCHEBI:5\tfoogen",
        "MESH\tD2\tReceptors, Fooic\tHGNC\t1\tFOOR1",
    ],
    "oncotree_oncotree_2025_10_03.json.gz": [ONCOTREE_TREE],
    "mesh_id_label_mappings.tsv.gz": [
        "D1\tFootinib\tFooterol|Footinib, Mock\tD02.1\t",
        "D9\tGout, Foo\tgouty foo disease|Disease, Gouty Foo\tC05.1\t",
        "D10\tQuuxosis\t\tC05.2\t",
    ],
    "cellosaurus_names.tsv.gz": [
        "FOO-77\tCVCL_0077\tHomo sapiens",
        "MOUSY-1\tCVCL_0078\tMus musculus",
        "XY-12345\tCVCL_X001\tHomo sapiens",
    ],
    "depmap_sample_info.csv.gz": [
        ",".join(f"c{i}" for i in range(26)),
        ",".join(["ACH", "FOO-77", *[""] * 2, "FOOSEVEN7", *[""] * 8, "CVCL_0077", *[""] * 12]),
    ],
    "manbyo_ja.csv.gz": ["風癌,C349,風癌", "鼻風邪,J00,鼻風邪", "風乳頭癌,C349,風乳頭癌"],
}
HAND = {
    "genes.tsv": ["FOOR1\tfoo R1\tフー受容体", "fplx:FOOR\t\tフー受容体群"],
    "microbial_genes.tsv": ["fooA\tFooA|FOO pump\tフー排出ポンプ", "FMG\tblaFMG\t"],
    "unlisted_drugs.tsv": ["Foo-tox 9\tfootox-9\tフートックス-9"],
    "drug_classes.tsv": ["class:foo-drug\tfoo drug\t\tfoo agent\tフー治療薬"],
    "drug_members.tsv": ["class:foo-drug\tfootinib", "class:BAR-inhibitor\tfootinib"],
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
    "ja_diseases.tsv": ["goof\tフー痛風", "mesh:D10=quuxosis\tバロー症"],
    "disease_parts.tsv": ["site\t風\tfoo", "head\t乳頭癌\tpapillary _ carcinoma"],
    "research_compounds.tsv": ["chebi:6\tlabotoxin\tラボトキシン", "unii:U11\tpayloadine\t"],
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

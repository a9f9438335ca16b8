"""From relations of single documents to one graph over all of them."""

from pipeline.graph.assemble import (
    AssembledEvidence,
    AssembledRelation,
    assemble,
    assembled_id,
    best_evidence,
)
from pipeline.graph.belief import HYPOTHESISED_WEIGHT, STUDY_CEILING, belief
from pipeline.graph.build import LabelSource, NodeLabel, build_graph, graph_of
from pipeline.graph.studies import dois_of, normalise_doi, normalise_title, studies

__all__ = [
    "HYPOTHESISED_WEIGHT",
    "STUDY_CEILING",
    "AssembledEvidence",
    "AssembledRelation",
    "LabelSource",
    "NodeLabel",
    "assemble",
    "assembled_id",
    "belief",
    "best_evidence",
    "build_graph",
    "dois_of",
    "graph_of",
    "normalise_doi",
    "normalise_title",
    "studies",
]

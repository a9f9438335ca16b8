"""From relations of single documents to one graph over all of them, and what to ask it."""

from pipeline.graph.assemble import (
    AssembledEvidence,
    AssembledRelation,
    assemble,
    assembled_id,
    best_evidence,
    contradicted,
)
from pipeline.graph.belief import HYPOTHESISED_WEIGHT, STUDY_CEILING, belief
from pipeline.graph.build import LabelSource, NodeLabel, build_graph, graph_of
from pipeline.graph.dates import date_of
from pipeline.graph.diff import Change, Difference, difference
from pipeline.graph.finding import Found, Index, Knowledge, Thing
from pipeline.graph.hierarchy import KIN_KINDS, Kin, Kinship, ancestors, hierarchy, with_hierarchy
from pipeline.graph.merge import Merged, merge
from pipeline.graph.neighbours import Neighbours, evidence_by_strength, neighbours
from pipeline.graph.pairing import Both, Pairing, pair, pair_two
from pipeline.graph.paths import Step, paths
from pipeline.graph.select import EVERYTHING, Selected, Selection, select
from pipeline.graph.studies import dois_of, normalise_doi, normalise_title, studies

__all__ = [
    "EVERYTHING",
    "HYPOTHESISED_WEIGHT",
    "KIN_KINDS",
    "STUDY_CEILING",
    "AssembledEvidence",
    "AssembledRelation",
    "Both",
    "Change",
    "Difference",
    "Found",
    "Index",
    "Kin",
    "Kinship",
    "Knowledge",
    "LabelSource",
    "Merged",
    "Neighbours",
    "NodeLabel",
    "Pairing",
    "Selected",
    "Selection",
    "Step",
    "Thing",
    "ancestors",
    "assemble",
    "assembled_id",
    "belief",
    "best_evidence",
    "build_graph",
    "contradicted",
    "date_of",
    "difference",
    "dois_of",
    "evidence_by_strength",
    "graph_of",
    "hierarchy",
    "merge",
    "neighbours",
    "normalise_doi",
    "normalise_title",
    "pair",
    "pair_two",
    "paths",
    "select",
    "studies",
    "with_hierarchy",
]

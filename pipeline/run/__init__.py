"""Runs the stages over documents, keeps failures as values, and writes what a run writes."""

from pipeline.run.engine import RunResult, extract_documents, extract_one
from pipeline.run.explaining import Explained, explain_documents
from pipeline.run.merging import merge_runs
from pipeline.run.naming import Named, name_documents
from pipeline.run.options import Options
from pipeline.run.outcome import Failure
from pipeline.run.output import build_labelled_graph, check_folder, write_file, write_run
from pipeline.run.scoring import score_run
from pipeline.run.stages import process

__all__ = [
    "Explained",
    "Failure",
    "Named",
    "Options",
    "RunResult",
    "build_labelled_graph",
    "check_folder",
    "explain_documents",
    "extract_documents",
    "extract_one",
    "merge_runs",
    "name_documents",
    "process",
    "score_run",
    "write_file",
    "write_run",
]

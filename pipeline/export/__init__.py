"""What a run writes, and the way back."""

from pipeline.export.atomic import write_atomically
from pipeline.export.formats import (
    GRAPH_FORMATS,
    GraphFormat,
    graph_files,
    graph_format,
)
from pipeline.export.graphml import graphml_bytes, write_graphml
from pipeline.export.jsonl import (
    document_line,
    explanation_line,
    json_line,
    mention_line,
    relation_line,
    relation_lines,
)
from pipeline.export.reading import parse_document, parse_findings, read_documents
from pipeline.export.visible import visible

__all__ = [
    "GRAPH_FORMATS",
    "GraphFormat",
    "document_line",
    "explanation_line",
    "graph_files",
    "graph_format",
    "graphml_bytes",
    "json_line",
    "mention_line",
    "parse_document",
    "parse_findings",
    "read_documents",
    "relation_line",
    "relation_lines",
    "visible",
    "write_atomically",
    "write_graphml",
]

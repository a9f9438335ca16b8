"""Writes what a run writes: each file whole or not at all, the manifest last."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.model import Document
from pipeline.run.engine import RunResult
from pipeline.run.manifest import manifest, manifest_bytes
from pipeline.run.options import Options

if TYPE_CHECKING:
    from networkx import MultiDiGraph

DOCUMENTS = "documents.jsonl"
RELATIONS = "relations.jsonl"
GRAPH = "graph.graphml"
REPORT = "report.html"
MANIFEST = "run.json"


def check_folder(out: Path) -> None:
    """See that results can be written to ``out``, before any work is done.

    Raises:
        UsageError: ``out`` is no folder, or may not be written.
    """
    nearest = out
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        raise UsageError(f"{nearest}: is not a folder; give -o a folder, new or existing")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UsageError(f"{nearest}: may not be written; give -o a folder of your own")


def write_run(out: Path, result: RunResult, options: Options) -> None:
    """Write all files of a run into the folder ``out``, made if need be.

    Equal inputs and versions give equal bytes, but for the manifest: it holds times.

    Raises:
        UsageError: the folder can not be written.
    """
    from pipeline import export, graph, report

    relations = graph.assemble(result.documents)
    network = build_labelled_graph(result.documents)
    lines = (
        export.document_line(
            doc,
            include_candidates=options.all_candidates,
            account=result.accounts.get(doc.id),
        )
        for doc in result.documents
    )
    files = {
        DOCUMENTS: _text(lines),
        RELATIONS: _text(export.relation_lines(relations)),
        GRAPH: export.graphml_bytes(network),
        REPORT: report.render_report(result.documents, relations, network).encode(),
        MANIFEST: manifest_bytes(manifest(result, options)),
    }
    for name, content in files.items():
        write_file(out / name, content)


def write_file(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all; its folder is made where it is missing.

    Raises:
        UsageError: it can not be written.
    """
    from pipeline.export import write_atomically

    try:
        write_atomically(path, content)
    except OSError as error:
        raise UsageError(
            f"{path}: can not be written ({error.strerror or error}); make room there,"
            " or give -o another place"
        ) from error


def build_labelled_graph(documents: Iterable[Document]) -> MultiDiGraph[str]:
    """The graph of documents, with the lexicon's labels on its nodes."""
    from pipeline import graph, lexicon

    return graph.build_graph(documents, lexicon.load())


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()

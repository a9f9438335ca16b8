"""Writes what a run writes: each file whole or not at all, the manifest last."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.model import Document
from pipeline.run.engine import RunResult
from pipeline.run.manifest import manifest, manifest_bytes
from pipeline.run.options import Options

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from pipeline.graph import Selection

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
    from pipeline import export

    lines = (
        export.document_line(
            doc,
            include_candidates=options.all_candidates,
            account=result.accounts.get(doc.id),
        )
        for doc in result.documents
    )
    write_files(out, result.documents, lines, manifest(result, options))


def write_files(
    out: Path,
    documents: Sequence[Document],
    lines: Iterable[str],
    told: dict[str, object],
) -> None:
    """Write the files of a run: ``lines`` are those of the documents, ``told`` the manifest.

    Raises:
        UsageError: the folder can not be written.
    """
    from pipeline import export, graph, report

    relations = graph.assemble(documents)
    network = build_labelled_graph(documents)
    files = {
        DOCUMENTS: _text(lines),
        RELATIONS: _text(export.relation_lines(relations)),
        GRAPH: export.graphml_bytes(network),
        REPORT: report.render_report(documents, relations, network).encode(),
        MANIFEST: manifest_bytes(told),
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


def build_labelled_graph(
    documents: Iterable[Document],
    selection: Selection | None = None,
    *,
    hierarchy: bool = False,
) -> MultiDiGraph[str]:
    """The graph of documents, with the lexicon's labels on its nodes.

    Args:
        documents: with their relations.
        selection: what to keep of them; None keeps everything.
        hierarchy: add edges ``IS_A`` and ``PART_OF`` to the classes, genes and diseases that
            the nodes belong to.
    """
    from pipeline import graph, lexicon

    known = lexicon.load()
    kept = graph.select(documents, selection or graph.EVERYTHING, known)
    network = graph.graph_of(kept.relations, known, kept.opposed)
    return graph.with_hierarchy(network, known, known) if hierarchy else network


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()

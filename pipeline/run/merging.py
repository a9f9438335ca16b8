"""Documents of several runs, written as one run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Document
from pipeline.run.engine import RunResult
from pipeline.run.manifest import manifest
from pipeline.run.options import DEFAULTS
from pipeline.run.output import DOCUMENTS, MANIFEST, check_folder, write_files
from pipeline.run.warnings import warnings_of

if TYPE_CHECKING:
    from pipeline.graph import Merged


def merge_runs(runs: Sequence[Path], out: Path) -> Merged:
    """Unite runs into the folder ``out``, with all files of a run.

    The manifest names the runs, with the manifest of each. How relations were read
    (``extract --explain``) is not taken over.

    Args:
        runs: folders of runs, or their ``documents.jsonl``.
        out: the folder to write to.

    Raises:
        InputError: a run holds no documents that can be read.
        UsageError: the folder can not be written.
    """
    from pipeline import export, graph

    check_folder(out)
    read = [(str(run), _documents(run)) for run in runs]
    merged = graph.merge(read)
    lines = (
        export.document_line(doc, include_candidates=bool(doc.candidates))
        for doc in merged.documents
    )
    parts = [
        {"name": run.name, "documents": len(documents), "run": _manifest_of(run)}
        for run, (_, documents) in zip(runs, read, strict=True)
    ]
    write_files(out, merged.documents, lines, _told(merged.documents) | {"merged": parts})
    return merged


def _documents(run: Path) -> tuple[Document, ...]:
    from pipeline import export

    return tuple(export.read_documents(run / DOCUMENTS if run.is_dir() else run))


def _told(documents: Sequence[Document]) -> dict[str, object]:
    # How an encoding was found is not kept in the documents.
    known = tuple(replace(d, source=replace(d.source, encoding_from="")) for d in documents)
    told = manifest(RunResult(known, (), warnings_of(known), {}), DEFAULTS)
    return told | {"options": None}  # each run's own are in its own manifest


def _manifest_of(run: Path) -> dict[str, object] | None:
    """The manifest beside a run's documents; None where there is none that can be read."""
    path = (run if run.is_dir() else run.parent) / MANIFEST
    try:
        read = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return read if isinstance(read, dict) else None

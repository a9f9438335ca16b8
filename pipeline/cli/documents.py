"""Finds the documents of an earlier run."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import InputError
from pipeline.model import Document


def documents_of(predicted: Path) -> tuple[Document, ...]:
    """Read the documents of a run's folder, or of a ``documents.jsonl``.

    Raises:
        InputError: there is no such file, or a line of it is wrong.
    """
    from pipeline import export
    from pipeline.run.output import DOCUMENTS

    path = predicted / DOCUMENTS if predicted.is_dir() else predicted
    if not path.is_file():
        raise InputError(f"{path}: no such file; give the folder that taisei extract wrote")
    return tuple(export.read_documents(path))

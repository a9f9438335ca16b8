"""Finds the documents of an earlier run, or of a reading that stands for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import InputError
from pipeline.model import Document


def documents_of(predicted: Path) -> tuple[Document, ...]:
    """Read the documents of a run's folder, or of a ``documents.jsonl``.

    Raises:
        InputError: there is no such file, or a line of it is wrong.
    """
    return tuple(predictions_of(predicted, None))


def predictions_of(predicted: Path, corpus: Path | None) -> Iterator[Document]:
    """The same, one after another, or a folder of ``.ann`` files as a prediction.

    Args:
        predicted: a run's folder, its ``documents.jsonl``, a folder of ``.ann`` or one ``.ann``.
        corpus: the folder of the texts that the ``.ann`` files annotate.

    Raises:
        InputError: there is no such file, or a line of it is wrong.
        GoldError: an ``.ann`` file has a fault.
    """
    path = run_file(predicted)
    if path is None:
        return _readings(predicted, corpus)
    from pipeline import export

    return export.read_documents(path)


def run_file(predicted: Path) -> Path | None:
    """The ``documents.jsonl`` of a run; None where ``predicted`` is a reading.

    Raises:
        InputError: there is no such file.
    """
    from pipeline.run.output import DOCUMENTS

    if predicted.suffix == ".ann" or (predicted.is_dir() and any(predicted.glob("*.ann"))):
        return None
    path = predicted / DOCUMENTS if predicted.is_dir() else predicted
    if not path.is_file():
        raise InputError(f"{path}: no such file; give the folder that taisei extract wrote")
    return path


def _readings(path: Path, corpus: Path | None) -> Iterator[Document]:
    from pipeline import gold, score

    folder = path if path.is_dir() else path.parent
    for reading in gold.read_gold(path, corpus, on_missing=lambda _: None):
        text = ((corpus or folder) / f"{reading.id}.txt").read_bytes().decode("utf-8")
        yield score.as_prediction(reading, text)

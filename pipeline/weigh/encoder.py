"""The shipped encoder: windows and the places of pairs in, one row of logits a pair out."""

from __future__ import annotations

import gzip
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import DependencyError
from pipeline.weigh.vocabulary import PAD
from pipeline.weigh.window import Window

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.int64]

WEIGHTS = Path(__file__).parent / "data" / "relations.onnx.gz"
SPOTS = 4  # places of one thing that are averaged
FARTHEST = 5  # sentences back; what is farther counts as this far
_TOKENS = 2000  # in a batch, with padding


@dataclass(frozen=True, slots=True)
class Asked:
    """One pair of a window: where its two things stand, and how far back they were named."""

    subject: tuple[int, ...]
    object: tuple[int, ...]
    subject_back: int
    object_back: int


@dataclass(frozen=True, slots=True)
class Batch:
    """What the encoder takes: windows padded to one length, and their pairs one a row."""

    tokens: Matrix
    here: Matrix
    subject: Matrix
    object: Matrix
    row: Matrix
    subject_back: Matrix
    object_back: Matrix

    def inputs(self) -> dict[str, Matrix]:
        """By the names of the model's inputs."""
        return {name: getattr(self, name) for name in self.__slots__}


def batch_of(windows: Sequence[Window], asked: Sequence[Sequence[Asked]]) -> Batch:
    """Windows and their pairs as arrays."""
    import numpy as np

    longest = max(len(w.tokens) for w in windows)
    tokens = np.full((len(windows), longest), PAD, dtype=np.int64)
    for row, window in enumerate(windows):
        tokens[row, : len(window.tokens)] = window.tokens
    flat = [(row, one) for row, some in enumerate(asked) for one in some]
    return Batch(
        tokens,
        np.array([w.here for w in windows], dtype=np.int64),
        _spots([one.subject for _, one in flat]),
        _spots([one.object for _, one in flat]),
        np.array([row for row, _ in flat], dtype=np.int64),
        np.array([min(one.subject_back, FARTHEST) for _, one in flat], dtype=np.int64),
        np.array([min(one.object_back, FARTHEST) for _, one in flat], dtype=np.int64),
    )


def _spots(places: Sequence[tuple[int, ...]]) -> Matrix:
    import numpy as np

    found = np.full((len(places), SPOTS), -1, dtype=np.int64)
    for row, some in enumerate(places):
        found[row, : len(some[:SPOTS])] = some[:SPOTS]
    return found


def by_length(lengths: Sequence[int], tokens: int = _TOKENS) -> Iterator[list[int]]:
    """Indices of windows of like length, together at most so many tokens with padding."""
    group: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if group and lengths[i] * (len(group) + 1) > tokens:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


@cache
def load_encoder(path: Path = WEIGHTS) -> Any:
    """The ONNX session; one thread a batch, so that sums are taken in one order."""
    try:
        import onnxruntime
    except ImportError as error:  # pragma: no cover - a broken installation
        raise DependencyError(
            f"onnxruntime can not be loaded ({error}); install taisei anew"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = gzip.decompress(path.read_bytes())
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def logits_of(
    windows: Sequence[Window], asked: Sequence[Sequence[Asked]], threads: int | None = None
) -> list[npt.NDArray[np.float32]]:
    """For each window the logits of its pairs, a row each.

    The columns: causes resistance, is denied to, overcomes, is denied to, is hypothesised, then
    one for each ``State`` of the subject.

    Args:
        windows: of one document.
        asked: for each window its pairs.
        threads: batches that are read at once, which makes no difference to the logits; None
            takes as many as there are cores, or one in a process among several.
    """
    session = load_encoder()
    groups = list(by_length([len(w.tokens) for w in windows]))

    def read(group: list[int]) -> npt.NDArray[np.float32]:
        batch = batch_of([windows[i] for i in group], [asked[i] for i in group])
        rows: npt.NDArray[np.float32] = session.run(["logits"], batch.inputs())[0]
        return rows

    found: list[Any] = [None] * len(windows)
    with ThreadPoolExecutor(threads or _cores()) as pool:
        for group, rows in zip(groups, pool.map(read, groups), strict=True):
            at = 0
            for i in group:
                found[i] = rows[at : at + len(asked[i])]
                at += len(asked[i])
    return found


def _cores() -> int:
    if multiprocessing.parent_process() is not None:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

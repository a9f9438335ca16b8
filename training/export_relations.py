"""Write the trained encoder as ONNX with rounded weights, packed.

python training/export_relations.py WEIGHTS [OUT]

Weights are rounded by row to whole numbers, so coarsely that gzip packs most of them in six
bits or less; activations stay in full precision: a window's logits do not hang on the windows
beside it.
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from relation_model import Encoder

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "pipeline/weigh/data/relations.onnx.gz"
NAMES = ("tokens", "here", "subject", "object", "row", "subject_back", "object_back")
_LARGE = 10_000  # values; smaller tensors stay as they are
_STEPS = 12  # in a row's standard deviation; on dev 6, 8, 12 and 16 made no difference
_WHOLE = 127  # at most, in a byte


def export(weights: Path, out: Path) -> None:
    """From torch to ONNX, then to few bits."""
    state = torch.load(weights, weights_only=True)
    layers = {name.split(".")[1] for name in state if name.startswith("layers.")}
    model = Encoder(state["word.weight"].shape[0], len(layers))
    model.load_state_dict(state)
    model.eval()
    tokens = torch.full((2, 12), 7)
    row = torch.tensor([0, 0, 1])
    spots = torch.tensor([[3, -1, -1, -1], [4, 5, -1, -1], [-1, -1, -1, -1]])
    # Clones: the exporter takes equal objects for one input.
    sample = (tokens, torch.tensor([2, 3]), spots, spots.flip(0).clone())
    sample += (row, row.clone() + 1, row.clone() + 2)
    window, pair = torch.export.Dim("windows"), torch.export.Dim("pairs")
    shapes = (
        {0: window, 1: torch.export.Dim("length", max=512)},
        {0: window},
        *[{0: pair}] * 5,
    )
    program = torch.onnx.export(
        model,
        sample,
        input_names=list(NAMES),
        output_names=["logits"],
        dynamic_shapes=shapes,
        dynamo=True,
    )
    found = program.model_proto
    round_weights(found)
    del found.metadata_props[:]
    for node in found.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for value in found.graph.value_info:
        del value.metadata_props[:]
    onnx.checker.check_model(found)
    plain = found.SerializeToString(deterministic=True)
    # Noise repeats nothing: Huffman's code alone packs it better than a search for repeats.
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS, 9, zlib.Z_HUFFMAN_ONLY)
    out.write_bytes(packer.compress(plain) + packer.flush())
    print(f"{out.name}: {out.stat().st_size / 1e6:.1f} MB")


def round_weights(model: onnx.ModelProto) -> None:
    """Put rows of whole numbers and their scales in the place of large tensors."""
    graph = model.graph
    kept, nodes = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < _LARGE:
            kept.append(tensor)
            continue
        finest = np.abs(values).max(axis=1) / _WHOLE
        scale = np.maximum(np.maximum(finest, values.std(axis=1) / _STEPS), 1e-8).astype(np.float32)
        rounded = np.clip(np.round(values / scale[:, None]), -_WHOLE, _WHOLE).astype(np.int8)
        kept.append(numpy_helper.from_array(rounded, f"{tensor.name}.q"))
        kept.append(numpy_helper.from_array(scale, f"{tensor.name}.scale"))
        zero = numpy_helper.from_array(np.zeros(len(scale), np.int8), f"{tensor.name}.zero")
        kept.append(zero)
        inputs = [f"{tensor.name}.{part}" for part in ("q", "scale", "zero")]
        nodes.append(helper.make_node("DequantizeLinear", inputs, [tensor.name], axis=0))
    rest = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend([*nodes, *rest])
    assert all(t.data_type != TensorProto.UNDEFINED for t in kept)


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser()
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path, nargs="?", default=OUT)
    args = parser.parse_args()
    export(args.weights, args.out)


if __name__ == "__main__":
    main()

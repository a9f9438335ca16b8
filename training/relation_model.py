"""The encoder of relations in torch: layers of multilingual-e5-small, and a head for pairs."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from start_weights import HEADS, INNER, WIDTH, Start
from torch import Tensor, nn
from torch.nn import functional

PLACES = 512
OUTPUTS = 5 + 12  # four statements, hypothesised, and the states of pipeline.model.State
_FAR = 6  # 0 to 5 sentences back
_FAR_WIDTH = 32


class Layer(nn.Module):
    """One layer of BERT, as e5 has it."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Attention, then the inner layer, each added to what came in."""
        rows, length, _ = x.shape
        shape = (rows, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = self.qkv(x).view(shape).permute(2, 0, 3, 1, 4)
        exact = (some.float() for some in (q, k, v))  # which also is the faster one
        found = functional.scaled_dot_product_attention(*exact, attn_mask=mask).to(x.dtype)
        x = self.norm1(x + self.out(found.transpose(1, 2).reshape(rows, length, WIDTH)))
        inner = self.down(functional.gelu(self.up(x)))
        return self.norm2(x + functional.dropout(inner, 0.1, self.training))


class Look(nn.Module):
    """One more layer, in which each pair looks at its window."""

    def __init__(self) -> None:
        super().__init__()
        self.ask = nn.Linear(WIDTH, WIDTH)
        self.given = nn.Linear(WIDTH, 2 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 2 * WIDTH)
        self.down = nn.Linear(2 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, pair: Tensor, x: Tensor, row: Tensor, mask: Tensor) -> Tensor:
        """Pairs in, pairs out; ``row`` is each pair's window in ``x``."""
        rows, length, _ = x.shape
        deep = WIDTH // HEADS
        shape = (rows, length, 2, HEADS, deep)
        k, v = self.given(x).view(shape).permute(2, 0, 3, 1, 4).float()
        q = self.ask(pair).view(-1, HEADS, deep).float()
        found = (
            self._together(q, k, v, row, mask) if self.training else self._each(q, k, v, row, mask)
        )
        found = found.reshape(-1, WIDTH).to(x.dtype)
        pair = self.norm1(pair + self.out(found))
        inner = self.down(functional.gelu(self.up(pair)))
        return self.norm2(pair + functional.dropout(inner, 0.1, self.training))

    def _each(self, q: Tensor, k: Tensor, v: Tensor, row: Tensor, mask: Tensor) -> Tensor:
        """Each pair with a copy of its window: what ONNX can say whatever the number of pairs."""
        scores = (q[:, :, None] * k[row]).sum(-1) * q.shape[-1] ** -0.5
        scores = scores.masked_fill(~mask[row][:, 0], -1e4).softmax(-1)
        return scores[:, :, None] @ v[row]

    def _together(self, q: Tensor, k: Tensor, v: Tensor, row: Tensor, mask: Tensor) -> Tensor:
        """The same with a window's pairs side by side, many times as fast; rows ascend."""
        many = torch.bincount(row, minlength=k.shape[0])
        place = torch.arange(len(row)) - (many.cumsum(0) - many)[row]
        asked = q.new_zeros(k.shape[0], int(many.max()), *q.shape[1:])
        asked = asked.index_put((row, place), q).transpose(1, 2)
        found = functional.scaled_dot_product_attention(asked, k, v, attn_mask=mask)
        return found.transpose(1, 2)[row, place]


class Encoder(nn.Module):
    """Windows and the places of pairs in, one row of logits a pair out."""

    def __init__(self, vocabulary: int, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH, padding_idx=0)
        self.place = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(layers)])
        self.subject_far = nn.Embedding(_FAR, _FAR_WIDTH)
        self.object_far = nn.Embedding(_FAR, _FAR_WIDTH)
        self.nowhere = nn.Parameter(torch.zeros(WIDTH))
        self.hidden = nn.Linear(4 * WIDTH + 2 * _FAR_WIDTH, WIDTH)
        self.look = Look()
        self.logits = nn.Linear(WIDTH, OUTPUTS)

    def forward(
        self,
        tokens: Tensor,
        here: Tensor,
        subject: Tensor,
        object: Tensor,
        row: Tensor,
        subject_back: Tensor,
        object_back: Tensor,
    ) -> Tensor:
        """The inputs of ``pipeline.weigh.encoder.Batch``."""
        mask = (tokens != 0)[:, None, None, :]
        x = self.norm(self.word(tokens) + self.place(torch.arange(tokens.shape[1]))[None])
        x = functional.dropout(x, 0.1, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        a, b = self._mean(x, row, subject), self._mean(x, row, object)
        far = [self.subject_far(subject_back), self.object_far(object_back)]
        both = torch.cat([a, b, a * b, x[row, here[row]], *far], dim=-1)
        pair = self.look(functional.gelu(self.hidden(both)), x, row, mask)
        return self.logits(functional.dropout(pair, 0.2, self.training))

    def _mean(self, x: Tensor, row: Tensor, places: Tensor) -> Tensor:
        there = (places >= 0).to(x.dtype)[..., None]
        total = (x[row[:, None], places.clamp(min=0)] * there).sum(1)
        count = there.sum(1)
        return torch.where(count > 0, total / count.clamp(min=1), self.nowhere[None])

    def head(self) -> list[Any]:
        """The parameters that start from nothing."""
        parts = (self.subject_far, self.object_far, self.hidden, self.look, self.logits)
        return [self.nowhere, *(p for part in parts for p in part.parameters())]


def start(model: Encoder, weights: Start, rows: list[int], names: dict[int, list[int]]) -> None:
    """Fill the encoder with the pretrained one.

    Args:
        model: to be filled.
        weights: the pretrained encoder.
        rows: for each piece of our vocabulary its row in the pretrained one; they come last.
        names: for other tokens the pretrained rows whose mean they start from.
    """
    given = weights.tensors
    words = given["emb.word"].reshape(-1, WIDTH)

    def put(target: Tensor, *keys: str) -> None:
        joined = np.concatenate([given[key].reshape(-1) for key in keys])
        target.copy_(torch.tensor(joined).view(target.shape))

    with torch.no_grad():
        model.word.weight[-len(rows) :] = torch.tensor(words[rows])
        for token, some in names.items():
            model.word.weight[token] = torch.tensor(words[some].mean(0))
        places = given["emb.pos"].reshape(-1, WIDTH)[:PLACES] + given["emb.type"][:WIDTH]
        model.place.weight.copy_(torch.tensor(places))
        put(model.norm.weight, "emb.ln.w")
        put(model.norm.bias, "emb.ln.b")
        for i, layer in enumerate(model.layers):
            put(layer.qkv.weight, *(f"l{i}.{k}.w" for k in "qkv"))
            put(layer.qkv.bias, *(f"l{i}.{k}.b" for k in "qkv"))
            pairs = {"out": "ao", "norm1": "aln", "up": "fi", "down": "fo", "norm2": "oln"}
            for ours, theirs in pairs.items():
                put(getattr(layer, ours).weight, f"l{i}.{theirs}.w")
                put(getattr(layer, ours).bias, f"l{i}.{theirs}.b")

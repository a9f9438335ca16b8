"""A parsed sentence with the questions that frames ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.errors import SpanError
from pipeline.model import Span, Token
from pipeline.text import FoldedText

_FUNCTION_WORDS = frozenset({"ADP", "PART", "DET", "AUX", "SCONJ", "CCONJ", "PUNCT", "SPACE"})
_NO_WORDS = ("case", "mark", "fixed", "punct")


@dataclass(frozen=True)
class Tree:
    """Tokens of one sentence, their ranges in its folded view, and their dependencies.

    ``spans[i]`` is the range of token ``i`` in ``view.folded``.
    """

    view: FoldedText
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if len(self.tokens) != len(self.spans):
            raise SpanError("a tree needs one range for each token")
        if any(not 0 <= token.head < len(self.tokens) for token in self.tokens):
            raise SpanError("a token's head lies outside its sentence")

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Dependents of each token, in text order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                below[token.head].append(i)
        return tuple(map(tuple, below))

    def ancestors(self, i: int) -> Iterator[int]:
        """Tokens above ``i``, nearest first; stops at a root or a cycle."""
        seen = {i}
        while (head := self.tokens[i].head) not in seen:
            yield head
            seen.add(head)
            i = head

    def subtree(self, i: int) -> Iterator[int]:
        """``i`` and all below it, depth first."""
        seen: set[int] = set()
        todo = [i]
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            yield node
            todo.extend(self.children[node])

    def marker(self, i: int) -> str:
        """Particles or prepositions that mark token ``i``: ``に対する``, ``due to``.

        Japanese particles follow their phrase: only those behind its last word count
        (A（BやC）が is marked by が).
        """
        least = -1
        if self._unspaced:
            words = [c for c in self.children[i] if self.tokens[c].dep not in _NO_WORDS]
            least = max([c for c in words if c < self._last_marker(i)], default=-1)
        found: list[int] = []
        for child in self.children[i]:
            if self.tokens[child].dep in ("case", "mark") and child > least:
                found.append(child)
                found.extend(c for c in self.children[child] if self.tokens[c].dep == "fixed")
        glue = "" if self._unspaced else " "
        return glue.join(self.tokens[c].text.lower() for c in sorted(found))

    def _last_marker(self, i: int) -> int:
        return max((c for c in self.children[i] if self.tokens[c].dep == "case"), default=-1)

    @cached_property
    def _unspaced(self) -> bool:
        return not any(token.text.isascii() and token.dep == "case" for token in self.tokens)

    def token_at(self, start: int, end: int) -> int | None:
        """Head of the folded range [start, end): its content word nearest the root."""
        inside = [i for i, s in enumerate(self.spans) if s.start < end and start < s.end]
        content = [i for i in inside if self.tokens[i].pos not in _FUNCTION_WORDS] or inside
        return min(content, key=lambda i: (self._depth(i), -i), default=None)

    def _depth(self, i: int) -> int:
        return sum(1 for _ in self.ancestors(i))

"""From the probabilities of a token's tags to names: the likeliest sequence that is legal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

OUT = "O"
_SURELY_OUT = 0.95
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens [first, last) that make one name, the kind of their tags, the least probability."""

    first: int
    last: int
    kind: str
    score: float


def runs(probabilities: Any, tags: tuple[str, ...]) -> Iterator[Run]:
    """The names of a text.

    Args:
        probabilities: tokens x tags, rows that add up to 1.
        tags: ``O`` and B-, I-, L-, U- with a kind.
    """
    import numpy as np

    if not len(probabilities):
        return
    doubtful = np.flatnonzero(probabilities[:, tags.index(OUT)] < _SURELY_OUT)
    for stretch in np.split(doubtful, np.flatnonzero(np.diff(doubtful) > 1) + 1):
        if len(stretch):
            begin = int(stretch[0])
            yield from _stretch(probabilities[begin : int(stretch[-1]) + 1], begin, tags)


def _stretch(rows: Any, begin: int, tags: tuple[str, ...]) -> Iterator[Run]:
    path = _best(rows, tags)
    first = 0
    for at, tag in enumerate(path):
        part, kind = tags[tag][0], tags[tag][2:]
        if part in "BU":
            first = at
        if part in "LU":
            score = min(float(rows[n, path[n]]) for n in range(first, at + 1))
            yield Run(begin + first, begin + at + 1, kind, score)


def _best(rows: Any, tags: tuple[str, ...]) -> Sequence[int]:
    """Viterbi's path; what stands around the stretch is O."""
    import numpy as np

    logs = np.log(np.maximum(rows, _LEAST))
    steps, starts, ends = _steps(tags)
    best, back = logs[0] + starts, []
    for row in logs[1:]:
        reach = best[:, None] + steps
        back.append(reach.argmax(axis=0))
        best = reach.max(axis=0) + row
    path = [int((best + ends).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


@cache
def _steps(tags: tuple[str, ...]) -> tuple[Any, Any, Any]:
    """0 where a tag may follow another, start or end a stretch, else minus infinity."""
    import numpy as np

    closed = np.array([tag[0] in "OLU" for tag in tags])
    opens = np.array([tag[0] in "OBU" for tag in tags])
    kinds = np.array([tag[2:] for tag in tags])
    same = kinds[:, None] == kinds[None, :]
    legal = (closed[:, None] & opens[None, :]) | (~closed[:, None] & ~opens[None, :] & same)
    return _cost(legal), _cost(opens), _cost(closed)


def _cost(allowed: Any) -> Any:
    import numpy as np

    return np.where(allowed, 0.0, -np.inf)

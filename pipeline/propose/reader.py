"""The shipped reader of English names: a small spaCy tagger, loaded when first asked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import DependencyError
from pipeline.model import MentionType
from pipeline.propose.decode import runs
from pipeline.propose.opinion import Guess, Hint, Opinion

WEIGHTS = Path(__file__).parent / "data" / "en-names"

# As in training: runs of letters and digits, and each other character by itself.
_TOKEN = re.compile(r"[^\W_]+|[^\s]")


def read_names(texts: Sequence[str], hints: Sequence[Sequence[Hint]]) -> tuple[Opinion, ...]:
    """What the shipped model thinks of each text."""
    return opinions(load_model(WEIGHTS), texts, hints)


def opinions(
    nlp: Any, texts: Sequence[str], hints: Sequence[Sequence[Hint]]
) -> tuple[Opinion, ...]:
    """What a model of training/train_ner.py thinks of each text."""
    tagger = nlp.get_pipe("tagger")
    tags = tuple(tagger.labels)
    places = [[match.span() for match in _TOKEN.finditer(text)] for text in texts]
    docs = [
        doc_of(nlp, text, spots, some)
        for text, spots, some in zip(texts, places, hints, strict=True)
    ]
    return tuple(
        tuple(
            Guess(spots[r.first][0], spots[r.last - 1][1], MentionType(r.kind), r.score)
            for r in runs(rows, tags)
        )
        for spots, rows in zip(places, tagger.model.predict(docs), strict=True)
    )


def doc_of(nlp: Any, text: str, places: Sequence[tuple[int, int]], hints: Iterable[Hint]) -> Any:
    """The text as the model reads it: tokens, and as their tags what the hints say."""
    from spacy.tokens import Doc

    said = [""] * len(places)
    starts = [start for start, _ in places]
    for hint in hints:
        first = bisect_right(starts, hint.start) - 1
        last = bisect_left(starts, hint.end)
        for at in range(max(first, 0), last):
            part = "B" if at == first else "I"
            said[at] = f"{part}{'-' if hint.kept else '?'}{hint.type}"
    return Doc(nlp.vocab, words=[text[a:b] for a, b in places], tags=said)


@cache
def load_model(folder: Path) -> Any:
    """The spaCy pipeline of a folder.

    Raises:
        DependencyError: it is not there, or not what spaCy can read.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    try:
        return spacy.load(folder)
    except (OSError, ValueError) as error:
        raise DependencyError(
            f"the model of English names can not be loaded from {folder}; install taisei anew"
            f" or run without it, --no-reader ({str(error).splitlines()[0]})"
        ) from error

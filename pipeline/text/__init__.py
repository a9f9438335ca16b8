"""Views of the source text for matching, with the way back for every character."""

from pipeline.text.fold import FoldedText, fold, unwrap, view_of
from pipeline.text.script import count_japanese, is_japanese, is_latin, language_of

__all__ = [
    "FoldedText",
    "count_japanese",
    "fold",
    "is_japanese",
    "is_latin",
    "language_of",
    "unwrap",
    "view_of",
]

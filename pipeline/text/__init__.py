"""Views of the source text for matching, with the way back for every character."""

from pipeline.text.fold import FoldedText, fold, unwrap, view_of
from pipeline.text.script import is_japanese, is_latin, language_of

__all__ = ["FoldedText", "fold", "is_japanese", "is_latin", "language_of", "unwrap", "view_of"]

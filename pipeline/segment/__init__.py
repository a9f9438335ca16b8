"""Blocks with kinds, sentences, languages and metadata of a document; tokens of its text."""

from pipeline.segment.stage import segment
from pipeline.segment.tokens import Piece, english_tokens, japanese_tokens

__all__ = ["Piece", "english_tokens", "japanese_tokens", "segment"]

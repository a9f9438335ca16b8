"""Names and what they can mean: genes, drugs, classes, diseases, lines, processes, molecules."""

from pipeline.lexicon.lexicon import Lexicon, load
from pipeline.lexicon.types import Entry, Hit, Labels, Miss
from pipeline.lexicon.unfit import unfit

__all__ = ["Entry", "Hit", "Labels", "Lexicon", "Miss", "load", "unfit"]

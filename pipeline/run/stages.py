"""The whole line for one document, in one place."""

from __future__ import annotations

from pipeline.model import Document
from pipeline.run.clock import Clock
from pipeline.run.options import DEFAULTS, Options
from pipeline.run.threshold import with_threshold


def process(doc: Document, options: Options = DEFAULTS, clock: Clock | None = None) -> Document:
    """Take a document, as ``read`` gives it, through every stage to its relations.

    Args:
        doc: a document with id, text and source.
        options: what the run was told.
        clock: notes the seconds of each stage, and the stage that an exception came from.

    Raises:
        DependencyError, LexiconError, CueError: the installation is not whole.
        Exception: whatever a stage raises; the caller decides what that means for the others.
    """
    from pipeline.ground import ground
    from pipeline.lexicon import load
    from pipeline.relate import relate
    from pipeline.segment import segment
    from pipeline.tag import tag

    clock = clock or Clock()
    with clock("lexicon"):
        lexicon = load()
    with clock("segment"):
        doc = segment(doc)
    with clock("tag"):
        doc = tag(doc, lexicon)
    with clock("ground"):
        doc = ground(doc, lexicon)
    with clock("relate"):
        return with_threshold(relate(doc), options.min_confidence)

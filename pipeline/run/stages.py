"""The whole line for one document, in one place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import Document
from pipeline.run.clock import Clock
from pipeline.run.options import DEFAULTS, Options

if TYPE_CHECKING:
    from pipeline.relate import Account, RelateSettings


def process(doc: Document, options: Options = DEFAULTS, clock: Clock | None = None) -> Document:
    """Take a document, as ``read`` gives it, through every stage to its relations.

    Args:
        doc: a document with id, text and source; with its mentions where the options give them.
        options: what the run was told.
        clock: notes the seconds of each stage, and the stage that an exception came from.

    Raises:
        DependencyError, LexiconError, CueError: the installation is not whole.
        Exception: whatever a stage raises; the caller decides what that means for the others.
    """
    from pipeline.relate import relate

    clock = clock or Clock()
    doc = _with_things(doc, options, clock)
    with clock("relate"):
        return relate(doc, relate_settings(options))


def process_explained(
    doc: Document, options: Options = DEFAULTS, clock: Clock | None = None
) -> tuple[Document, Account]:
    """The same as ``process``, with the account of how the relations were read."""
    from pipeline.relate import explain

    clock = clock or Clock()
    doc = _with_things(doc, options, clock)
    with clock("relate"):
        return explain(doc, relate_settings(options))


def _with_things(doc: Document, options: Options, clock: Clock) -> Document:
    given = options.mentions is not None
    return prepare(doc, clock) if given else name_things(doc, clock, reader=options.reader)


def name_things(doc: Document, clock: Clock, *, reader: bool = True) -> Document:
    """The stages up to the named things; no parser is loaded."""
    from pipeline.ground import ground
    from pipeline.lexicon import load
    from pipeline.propose import propose
    from pipeline.tag import tag

    doc = prepare(doc, clock)
    with clock("tag"):
        doc = tag(doc, load())
    if reader:
        with clock("propose"):
            doc = propose(doc, load())
    with clock("ground"):
        return ground(doc, load())


def prepare(doc: Document, clock: Clock) -> Document:
    """Load the lexicon, and find the blocks and sentences."""
    from pipeline.lexicon import load
    from pipeline.segment import segment

    with clock("lexicon"):
        load()
    with clock("segment"):
        return segment(doc)


def relate_settings(options: Options) -> RelateSettings:
    """What the options of a run mean for the last stage; None leaves its own default."""
    from pipeline.cues import CueSets
    from pipeline.relate import RelateSettings

    settings = RelateSettings(cues=CueSets(options.rules), reader=options.reader)
    if options.min_confidence is not None:
        settings = replace(settings, threshold=options.min_confidence)
    if options.english_model is not None:
        parsers = replace(settings.parsers, english_model=options.english_model)
        settings = replace(settings, parsers=parsers)
    return settings

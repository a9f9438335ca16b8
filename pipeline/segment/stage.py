"""The stage: a document in, the same with blocks, sentences, language and metadata out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Block, BlockKind, Document, Language
from pipeline.segment.blocks import blocks_of
from pipeline.segment.lines import display_width
from pipeline.segment.metadata import metadata_of
from pipeline.segment.sentences import sentences_of
from pipeline.text import unwrap

_PROSE = (
    BlockKind.TITLE,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.CAPTION,
    BlockKind.GLOSSARY,
)
_MIXED_SHARE = 0.1  # of the columns of prose that the second language takes


def segment(doc: Document) -> Document:
    """Fill ``blocks``, ``sentences``, ``language`` and ``metadata``.

    Blocks and sentences are sorted and do not overlap; a sentence lies within its block.
    ``furniture`` is what stands inside blocks without belonging to them. Blocks that the reader
    found stay; those of running text are looked into. Metadata that the reader found already
    wins over what the text says.
    """
    blocks, furniture = blocks_of(doc.text, doc.blocks)
    views = [unwrap(doc.text, block.start, block.end, furniture) for block in blocks]
    found = {**metadata_of(doc.text, blocks, views), **doc.metadata}
    return replace(
        doc,
        blocks=blocks,
        furniture=furniture,
        sentences=sentences_of(doc.text, blocks, views),
        language=_language(doc.text, blocks),
        metadata=dict(sorted(found.items())),
    )


def _language(text: str, blocks: Sequence[Block]) -> Language:
    """The language that takes most of the prose, ``mixed`` where another has a fair share."""
    chosen = [b for b in blocks if b.kind in _PROSE] or list(blocks)
    columns: dict[Language, int] = {"ja": 0, "en": 0, "other": 0}
    for block in chosen:
        columns[block.language] += display_width(text[block.start : block.end])
    total = columns["ja"] + columns["en"]
    if total == 0 or columns["other"] > 2 * total:
        return "other"
    if min(columns["ja"], columns["en"]) >= _MIXED_SHARE * total:
        return "mixed"
    return "ja" if columns["ja"] >= columns["en"] else "en"

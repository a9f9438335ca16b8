"""The stage ``ground``: one identity for each surface of a document, none left empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.ground.kinds import settle_kinds
from pipeline.ground.surfaces import settle_surfaces
from pipeline.ground.variants import settle_variants
from pipeline.lexicon import Lexicon
from pipeline.model import Document, Grounding, Mention
from pipeline.text import view_of


def ground(doc: Document, lexicon: Lexicon) -> Document:
    """Settle ids and types of the mentions over the document.

    One surface has one identity in a document; a molecule is Drug, Chemical or Gene as the
    document uses it; a variant gets its gene; what no source holds gets ``text:<Type>/<surface>``.

    Args:
        doc: a tagged document.
        lexicon: the lexicon it was tagged with.

    Returns:
        The document with the same spans; every mention has an id, a name and all its
        candidates, the chosen one first.
    """
    *_, (_, settled) = steps(doc, lexicon)
    return replace(doc, mentions=tuple(settled))


def steps(doc: Document, lexicon: Lexicon) -> Iterator[tuple[str, list[Mention]]]:
    """Each step of grounding: what it goes by, and all mentions after it."""
    surfaces = [view_of(doc, m.start, m.end).folded for m in doc.mentions]
    mentions = [_never_empty(m, s) for m, s in zip(doc.mentions, surfaces, strict=True)]
    yield "no source holds it: its own name is its id", mentions
    mentions = settle_surfaces(mentions, surfaces, lexicon)
    yield "as most places of the same name in the document", mentions
    mentions = settle_kinds(doc.text, mentions, lexicon)
    yield "as the document uses it: Drug, Gene or Chemical", mentions
    mentions = settle_variants(replace(doc, mentions=tuple(mentions)), lexicon)
    yield "the gene that the document ties it to", mentions


def _never_empty(mention: Mention, surface: str) -> Mention:
    if mention.candidates and all(c.id and c.name for c in mention.candidates):
        return mention
    own = Grounding(f"text:{mention.type}/{surface.lower()}", surface, 0.3, "no source holds it")
    rest = tuple(c for c in mention.candidates if c.id and c.name)
    return replace(mention, candidates=rest or (own,))

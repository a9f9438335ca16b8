"""Moves relations over or under another threshold than the default one."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Document


def with_threshold(doc: Document, least: float | None) -> Document:
    """Divide a document's relations and candidates anew, at the confidence ``least``.

    Args:
        doc: a document whose relations were divided at the default threshold.
        least: relations of this confidence (0..1) or more are kept; None leaves all as it is.
    """
    if least is None:
        return doc
    both = sorted(doc.relations + doc.candidates, key=lambda r: (r.key, r.id))
    return replace(
        doc,
        relations=tuple(r for r in both if r.confidence >= least),
        candidates=tuple(r for r in both if r.confidence < least),
    )

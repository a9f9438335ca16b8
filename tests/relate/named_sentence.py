"""Sentences with genes, variants and drugs named in them, by no lexicon."""

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Document, Grounding, Mention, MentionType
from pipeline.read import document_from_text
from pipeline.segment import segment

GENES = ("NRAS", "MEK1", "MET", "ABL1", "PTEN")
VARIANTS = ("T315I", "F359V")
DRUGS = (
    "vemurafenib",
    "dabrafenib",
    "gefitinib",
    "ベムラフェニブ",
    "ダブラフェニブ",
    "ゲフィチニブ",
)


def named(text: str) -> Document:
    """A segmented document; each name that stands in it is a mention, its id the name."""
    kinds = {
        **dict.fromkeys(GENES, MentionType.GENE),
        **dict.fromkeys(VARIANTS, MentionType.VARIANT),
        **dict.fromkeys(DRUGS, MentionType.DRUG),
    }
    found = [
        Mention(at.start(), at.end(), kind, "t", (Grounding(name, name, 1.0, "t"),))
        for name, kind in kinds.items()
        for at in re.finditer(name, text)
    ]
    mentions = tuple(sorted(found, key=lambda m: m.start))
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    return segment(replace(document_from_text(text, id="d"), mentions=mentions))

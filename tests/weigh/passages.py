"""Short documents with their mentions marked: ``[surface](Type|id)``."""

import re
from dataclasses import replace

from pipeline.model import Grounding, Mention, MentionType
from pipeline.read import document_from_text
from pipeline.segment import segment

_MARK = re.compile(r"\[([^\]]+)\]\((\w+)(?:\|([^)]+))?\)")


def passage(marked: str):
    """A segmented document; a mention's id is its surface where none is given."""
    plain, mentions, at = "", [], 0
    for mark in _MARK.finditer(marked):
        plain += marked[at : mark.start()]
        ground = Grounding(mark[3] or f"x:{mark[1]}", mark[1], 1.0, "test")
        kind = MentionType(mark[2])
        mentions.append(Mention(len(plain), len(plain) + len(mark[1]), kind, "test", (ground,)))
        plain += mark[1]
        at = mark.end()
    return replace(segment(document_from_text(plain + marked[at:])), mentions=tuple(mentions))

"""Digital object identifiers in every kind of block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import Candidate
from pipeline.tag.rules import rule_named
from pipeline.tag.scene import Scene

_OPENING = {")": "(", "]": "[", ">": "<"}
_TRAILING = ".,;:&#*~=+-/_"
_AFTER = re.compile(r"(?:#\S*|&\S*|(?:/(?:full|abstract|pdf|epdf|html?)))$")


def find_dois(scene: Scene) -> Iterator[Candidate]:
    """Propose DOIs without what stands before and without the sentence's punctuation."""
    for match in rule_named("dois.toml", "doi").finditer(scene.text):
        start, end = match.span("span")
        end = start + len(_trimmed(scene.text[start:end]))
        if scene.text[end : end + 1] == "@":
            continue
        name = (
            scene.text[start:end].replace(" ", "").replace("%2F", "/").replace("%2f", "/").lower()
        )
        suffix = name.partition("/")[2]
        if suffix:
            ids = (Grounding(f"doi:{name}", name, 1.0, "doi"),)
            yield Candidate(start, end, MentionType.DOI, "doi", ids)


def _trimmed(doi: str) -> str:
    """Take off closing brackets that were opened before the DOI, and punctuation."""
    while doi:
        last = doi[-1]
        unbalanced = last in _OPENING and doi.count(last) > doi.count(_OPENING[last])
        if last in _TRAILING or unbalanced:
            doi = doi[:-1]
            continue
        shorter = _AFTER.sub("", doi)
        if shorter == doi:
            return doi
        doi = shorter
    return doi

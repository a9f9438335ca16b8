"""Sentence ends in English text: pySBD with scispaCy's abbreviations, and what they miss.

As scispaCy's own component does it, but without tokens: importing spaCy for these takes longer
than all the rest of naming.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.segment.marks import table

# A full stop with no space after it, between a word and a capitalised one: "…by TKIs.In 90 …".
_GLUED = re.compile(r"(?:(?<=[a-z]{3})|(?<=[A-Z]s)|(?<=[a-z][)\]]))\.(?=[A-Z][a-z]*\s)")
# A note's number that the page sets as a superscript, after its full stop: "… of MET.12,13 In".
_CITED = re.compile(r"(?<=[A-Za-z)\]]{2})\.\d{1,3}(?:[,-]\s?\d{1,3})*\s+(?=[A-Z][\w-]*[\s,])")
_COMPANY = re.compile(r"\b(?:Inc|Ltd|Corp|Co|LLC|S\.A|N\.V)\.$")
_MAY_END = re.compile(r"[.?!][\"')\]”’]*\s+\S")
_LAST_WORD = re.compile(r"[^\s(\[{\"']*$")
_LONGEST = 2_500  # pysbd takes time beyond proportion in longer texts
_MOST = 200_000  # a block longer than this is no prose that anyone wrote: plain rules will do
_PLAIN = re.compile(r"(?<=[.?!])[\"')\]”’]*\s+(?=[A-Z0-9\"'(\[])")


def english_spans(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges of the sentences in ``folded[start:end]``."""
    cuts = {start, end}
    for left, right in _portions(folded, start, end):
        cuts.add(left)
        part = folded[left:right]
        if end - start > _MOST:
            cuts.update(left + found.end() for found in _PLAIN.finditer(part))
        elif _MAY_END.search(part):
            cuts.update(left + at for at in _segment(part))
        for pattern in (_GLUED, _CITED):
            cuts.update(left + m.end() for m in pattern.finditer(part) if _glued(part, m.start()))
    ordered = sorted(cut for cut in cuts if cut in (start, end) or not _holds(folded, start, cut))
    yield from pairwise(ordered)


def _segment(part: str) -> Iterator[int]:
    """Where sentences begin: after white space, and no abbreviation of scispaCy's before it."""
    import pysbd
    from scispacy.consts import ABBREVIATIONS

    for span in pysbd.Segmenter(language="en", clean=False, char_span=True).segment(part):
        before = part[: span.start]
        last = _LAST_WORD.search(before.rstrip())
        if before[-1:].isspace() and last is not None and last[0] not in ABBREVIATIONS:
            yield span.start


def _portions(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while end - at > _LONGEST:
        cut = folded.rfind(". ", at + _LONGEST // 2, at + _LONGEST) + 2
        if cut < 2:
            cut = at + _LONGEST
        yield at, cut
        at = cut
    yield at, end


def _holds(folded: str, start: int, cut: int) -> bool:
    """Whether the words before ``cut`` show that no sentence ends there."""
    before = folded[max(start, cut - 40) : cut].rstrip()
    if _CITED.search(folded, max(start, cut - 40), cut + 40) and before[-1].isdigit():
        return False
    if not before or before[-1] not in ".?!\"')]”’:;":
        return True
    if _abbreviations().search(before):
        return True
    after = folded[cut : cut + 1]
    if _COMPANY.search(before) and (after.islower() or after == "("):
        return True
    return before[-1] in ")]'\"”’:;" and after.islower()


def _glued(part: str, at: int) -> bool:
    return not _abbreviations().search(part[max(0, at - 40) : at + 1])


@cache
def _abbreviations() -> re.Pattern[str]:
    words = table("abbreviations.toml")["never_end"]
    return re.compile(rf"(?:^|[\s(\[/,;]|(?<=\W))(?:{'|'.join(map(str, words))})\.$")

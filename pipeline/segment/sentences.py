"""From blocks to sentences, offsets in code points of the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Block, BlockKind, Sentence
from pipeline.segment.english import english_spans
from pipeline.segment.japanese import japanese_spans
from pipeline.segment.marks import label_span, mark_of
from pipeline.text import FoldedText, language_of

_WRAPPERS = {"(": ")", "「": "」", "『": "』", "[": "]", "<": ">", "【": "】", "〔": "〕"}
_LEADING_WHOLE = (BlockKind.TITLE, BlockKind.CAPTION)  # dashes and figure numbers stay


def sentences_of(
    text: str, blocks: Sequence[Block], views: Sequence[FoldedText]
) -> tuple[Sentence, ...]:
    """Split every block, seen through its unwrapped view, into sentences.

    None goes across blocks, none has white space at its ends.
    A list mark, an enumerator and the brackets around a whole block are left out; a label
    before a colon that names a part (``論文名：``, ``RESULTS:``) is a sentence of its own.
    """
    found: list[Sentence] = []
    for index, (block, view) in enumerate(zip(blocks, views, strict=True)):
        for first, last in _spans(text, block, view):
            start, end = view.to_raw(first, last)
            # A mark that combines with a full stop came from the same characters as that.
            start = max(start, found[-1].end if found else 0)
            if start < end:
                found.append(Sentence(start, end, index, language_of(text[start:end])))
    return tuple(found)


def _spans(text: str, block: Block, view: FoldedText) -> Iterator[tuple[int, int]]:
    folded = view.folded
    start = _after_mark(text, block, view)
    label = label_span(folded, start)
    if label and block.kind not in (BlockKind.HEADING, BlockKind.TITLE):
        yield label.start, label.end
        start = label.end
    for left, right in split_sentences(folded, start):
        inner = _trim(folded, left, right)
        if inner:
            yield inner


def split_sentences(folded: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Ranges of the sentences in ``folded[start:]``, each by the rules of its language."""
    if language_of(folded[start:]) == "en":
        yield from english_spans(folded, start, len(folded))
        return
    for left, right in japanese_spans(folded, start):
        if language_of(folded[left:right]) == "en":
            yield from english_spans(folded, left, right)
        else:
            yield left, right


def _after_mark(text: str, block: Block, view: FoldedText) -> int:
    """Where the first sentence begins in ``view``: after a bullet or an enumerator."""
    if block.kind in _LEADING_WHOLE:
        return 0
    found = mark_of(text[block.start : block.end].splitlines()[0])
    if found is None or not found[0].cut:
        return 0
    if found[0].raw:
        mark = found[0].pattern.match(text, block.start, block.end)
        return view.from_raw(mark.end(), block.end).start if mark else 0
    mark = found[0].pattern.match(view.folded)
    return mark.end() if mark and mark.end() < len(view) else 0


def _trim(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Without white space and, where they hold all of it, without brackets."""
    while start < end and folded[start].isspace():
        start += 1
    while start < end and folded[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    closer = _WRAPPERS.get(folded[start])
    if closer and folded[end - 1] == closer and end - start > 2:
        inside = folded[start + 1 : end - 1]
        if folded[start] not in inside and closer not in inside and not inside.isspace():
            return _trim(folded, start + 1, end - 1)
    return start, end

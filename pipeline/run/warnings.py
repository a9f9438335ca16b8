"""What a user should know of documents that were read all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from pipeline.model import BlockKind, Document

_LETTER = re.compile(r"[^\W\d_]")
# Nothing is read off these in any language; a list of authors in kanji is no Chinese.
_NO_PROSE = (BlockKind.BOILERPLATE, BlockKind.CONTACT, BlockKind.REFERENCE)
_LETTERS_LEAST = 40  # fewer in a sentence are a formula or a name, and no language


def warnings_of(documents: Iterable[Document]) -> tuple[str, ...]:
    """One line for each thing, by document: changed ids, what reading it met, skipped passages."""
    return tuple(f"{doc.source.name}: {what}" for doc in documents for what in _of(doc))


def _of(doc: Document) -> Iterator[str]:
    stem = PurePosixPath(doc.source.name).stem
    if re.fullmatch(re.escape(stem) + r"-\d+", doc.id):
        yield f"another input has this name too; its id is {doc.id}"
    yield from doc.source.notes
    skipped = sum(
        sentence.end - sentence.start
        for sentence in doc.sentences
        if sentence.language == "other"
        and doc.blocks[sentence.block].kind not in _NO_PROSE
        and len(_LETTER.findall(doc.text, sentence.start, sentence.end)) >= _LETTERS_LEAST
    )
    if skipped:
        yield f"{skipped:,} characters in other languages than Japanese and English were skipped"

"""What tagging and the lexicon say of each training passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.lexicon import load
from pipeline.model import Block, BlockKind
from pipeline.propose import Hint
from pipeline.propose.page import pages
from pipeline.read import document_from_text
from pipeline.tag import tag


def hints_of(texts: Sequence[str]) -> list[tuple[Hint, ...]]:
    """Hints for each text, by code points of it, as a run gives them to the reader."""
    lexicon, found = load(), []
    for number, text in enumerate(texts):
        block = Block(0, len(text), BlockKind.PARAGRAPH, "en")
        doc = replace(document_from_text(text, id=str(number)), blocks=(block,))
        hints: list[Hint] = []
        for page in pages(tag(doc, lexicon), lexicon):
            for hint in page.hints:
                start, end = page.view.to_raw(hint.start, hint.end)
                hints.append(replace(hint, start=start, end=end))
        found.append(tuple(hints))
    return found

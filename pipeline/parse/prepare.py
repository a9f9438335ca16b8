"""What a parser gets to read: one everyday noun in the place of each mention.

Parsers stumble over names that they never saw: GiNZA reads ``T790M`` as ``T/790/M`` with a
second root. A common noun in its place repairs the tree, and makes the tree the same for
every name of a type.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Document, Mention, MentionType, Sentence, Span
from pipeline.text import FoldedText, view_of

# Nouns that the Sudachi dictionary and the English vocabulary know, and that neither joins
# to a neighbour.
_STAND_INS: dict[str, dict[MentionType, str]] = {
    "ja": {
        MentionType.DRUG: "アスピリン",
        MentionType.DRUG_CLASS: "アスピリン",
        MentionType.GENE: "コラーゲン",
        MentionType.VARIANT: "コラーゲン",
        MentionType.CELL_LINE: "アメーバ",
        MentionType.DISEASE: "インフルエンザ",
        MentionType.PROCESS: "アレルギー",
        MentionType.CHEMICAL: "カルシウム",
        MentionType.DOI: "コード",
    },
    "en": {
        MentionType.DRUG: "aspirin",
        MentionType.DRUG_CLASS: "aspirin",
        MentionType.GENE: "collagen",
        MentionType.VARIANT: "collagen",
        MentionType.CELL_LINE: "yeast",
        MentionType.DISEASE: "influenza",
        MentionType.PROCESS: "digestion",
        MentionType.CHEMICAL: "calcium",
        MentionType.DOI: "code",
    },
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence as its parser reads it, with the way back to the folded view."""

    view: FoldedText
    plain: str
    origin: tuple[Span, ...]  # for each character of ``plain``: its range in ``view.folded``
    mention_at: tuple[int, ...]  # for each character: the mention's index, or -1

    def mentions_in(self, start: int, end: int) -> list[int]:
        """Mentions whose stand-ins share characters with ``plain[start:end]``."""
        return sorted({m for m in self.mention_at[start:end] if m >= 0})


def prepare(doc: Document, sentence: Sentence) -> Prepared:
    """Fold a sentence and put a stand-in for each mention that lies whole inside it."""
    view = view_of(doc, sentence.start, sentence.end)
    language = "ja" if sentence.language == "ja" else "en"
    plain: list[str] = []
    origin: list[Span] = []
    mention_at: list[int] = []

    def put(text: str, span: Span, mention: int) -> None:
        plain.extend(text)
        origin.extend([span] * len(text))
        mention_at.extend([mention] * len(text))

    at = 0
    for index, mention in _inside(doc, sentence):
        span = view.from_raw(mention.start, mention.end)
        if span.start < at or span.start >= span.end:
            continue
        for i in range(at, span.start):
            put(view.folded[i], Span(i, i + 1), -1)
        if language == "en" and plain and not plain[-1].isspace():
            put(" ", Span(span.start, span.start), -1)
        put(_STAND_INS[language][mention.type], span, index)
        at = span.end
        if language == "en" and at < len(view.folded) and view.folded[at] not in " .,;:)":
            at = _space_out(view, at, put)
    for i in range(at, len(view.folded)):
        put(view.folded[i], Span(i, i + 1), -1)
    return Prepared(view, "".join(plain), tuple(origin), tuple(mention_at))


def _space_out(view: FoldedText, at: int, put: object) -> int:
    """Set a space after a stand-in, and one on each side of a hyphen (``EGFR-mutant``)."""
    assert callable(put)
    put(" ", Span(at, at), -1)
    if view.folded[at] in "-/" and at + 1 < len(view.folded):
        put(view.folded[at], Span(at, at + 1), -1)
        put(" ", Span(at + 1, at + 1), -1)
        return at + 1
    return at


def _inside(doc: Document, sentence: Sentence) -> list[tuple[int, Mention]]:
    return [
        (i, mention)
        for i, mention in enumerate(doc.mentions)
        if sentence.start <= mention.start and mention.end <= sentence.end
    ]

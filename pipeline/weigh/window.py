"""What the encoder reads for one sentence: its context and itself, with names masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import BlockKind, Document, MentionType
from pipeline.text import view_of
from pipeline.weigh.pairs import speaks
from pipeline.weigh.vocabulary import (
    CLS,
    HERE,
    NUMBERS,
    SEP,
    TYPES,
    Vocabulary,
    name_token,
)

_BACK = 5  # sentences of context
_CONTEXT = 200  # tokens of context before the sentence, without the title
_HEAD = 330  # tokens before the sentence at most
_LONGEST = 500  # tokens in all; the encoder has places for 512
_DOI = "10.1/x"

Piece = str | tuple[MentionType, str]
"""Text between names, or a name: its type and id."""


@dataclass(frozen=True, slots=True)
class Window:
    """The token ids that the encoder reads, and where in them each thing is named.

    ``here`` is the place of the token that opens the sentence itself. ``places`` are those
    in the sentence, for what it names, else those before it.
    """

    tokens: tuple[int, ...]
    here: int
    places: dict[str, tuple[int, ...]]


def pieces_of(doc: Document) -> tuple[tuple[Piece, ...], ...]:
    """Each sentence as text and names, in order; offsets play no part after this."""
    return tuple(_pieces(doc, index) for index in range(len(doc.sentences)))


def _pieces(doc: Document, index: int) -> tuple[Piece, ...]:
    sentence = doc.sentences[index]
    view = view_of(doc, sentence.start, sentence.end)
    found: list[Piece] = []
    at = 0
    for mention in doc.mentions:
        if not (sentence.start <= mention.start and mention.end <= sentence.end):
            continue
        span = view.from_raw(mention.start, mention.end)
        if span.start < at or span.start >= span.end:
            continue
        if span.start > at:
            found.append(view.folded[at : span.start])
        found.append((mention.type, mention.id) if mention.type in TYPES else _DOI)
        at = span.end
    if at < len(view.folded):
        found.append(view.folded[at:])
    return tuple(found)


def titles_of(doc: Document) -> tuple[int, ...]:
    """The sentences of the title, the first two at most."""
    titles = [b for b in doc.blocks if b.kind is BlockKind.TITLE]
    inside = [
        index
        for index, sentence in enumerate(doc.sentences)
        if any(t.start <= sentence.start < t.end for t in titles)
    ]
    return tuple(inside[:2])


@dataclass
class _Draft:
    """A window while it is written."""

    vocabulary: Vocabulary
    tokens: list[int] = field(default_factory=lambda: [CLS])
    numbers: dict[tuple[MentionType, str], int] = field(default_factory=dict)
    counts: dict[MentionType, int] = field(default_factory=dict)

    def add(self, piece: Piece, places: dict[str, list[int]]) -> None:
        """Write text as its tokens, a name as that of its type with its number."""
        if isinstance(piece, str):
            self.tokens.extend(self.vocabulary.encode(piece))
            return
        kind, id = piece
        if piece not in self.numbers:
            self.numbers[piece] = self.counts.get(kind, 0)
            self.counts[kind] = self.numbers[piece] + 1
        places.setdefault(id, []).append(len(self.tokens))
        self.tokens.append(name_token(kind, min(self.numbers[piece], NUMBERS - 1)))


def window_of(
    doc: Document,
    pieces: Sequence[Sequence[Piece]],
    index: int,
    wanted: Sequence[tuple[MentionType, str]],
    vocabulary: Vocabulary,
) -> Window:
    """The window of one sentence.

    Args:
        doc: the document.
        pieces: its sentences, as ``pieces_of`` gives them.
        index: the sentence.
        wanted: type and id of all that its pairs speak of; what no sentence of the window
            names is put at its head.
        vocabulary: what turns text into tokens.
    """
    context = _context(doc, pieces, index, vocabulary)
    titles = [i for i in titles_of(doc) if i not in context and i < index][:1]
    shown = {
        piece
        for i in (*titles, *context, index)
        for piece in pieces[i]
        if not isinstance(piece, str)
    }
    draft = _Draft(vocabulary)
    before: dict[str, list[int]] = {}
    for piece in wanted:
        if piece not in shown:
            draft.add(piece, before)
    for i in (*titles, *context):
        for one in pieces[i]:
            draft.add(one, before)
        draft.tokens.append(SEP)
    del draft.tokens[_HEAD:]
    here = len(draft.tokens)
    draft.tokens.append(HERE)
    inside: dict[str, list[int]] = {}
    for one in pieces[index]:
        draft.add(one, inside)
    del draft.tokens[_LONGEST:]
    end = len(draft.tokens)
    places = {id: tuple(at for at in found if at < here) for id, found in before.items()}
    places |= {id: tuple(at for at in found if at < end) for id, found in inside.items()}
    return Window((*draft.tokens, SEP), here, places)


def _context(
    doc: Document, pieces: Sequence[Sequence[Piece]], index: int, vocabulary: Vocabulary
) -> list[int]:
    """The sentences before, as many as fit, in text order."""
    chosen: list[int] = []
    total = 0
    for i in range(index - 1, max(-1, index - 1 - _BACK), -1):
        if not speaks(doc, i):
            continue
        total += sum(len(vocabulary.encode(p)) if isinstance(p, str) else 1 for p in pieces[i])
        if total > _CONTEXT:
            break
        chosen.append(i)
    return chosen[::-1]

"""Tokens of folded text: Sudachi for Japanese, scispaCy's rules for English."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

# Sudachi refuses more than 49,149 bytes at once; a character takes up to four.
_MAX_BYTES = 49_149
_MAX_CHARS = 12_000
_SAFE_ENDS = (re.compile(r"[。！？!?\n]"), re.compile(r"[、，,;；\s]"), re.compile(r"[^\w]"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A token: ``text == folded[start:end]``, its dictionary form and part of speech.

    ``pos`` is Sudachi's first level (名詞, 助詞, …) with its second after a hyphen for
    Japanese, empty for English, whose tokenizer knows no parts of speech.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str


def japanese_tokens(folded: str) -> tuple[Piece, ...]:
    """Tokens of folded, unwrapped Japanese by Sudachi in mode C, white space left out."""
    tokenize, mode = _sudachi("C")
    found: list[Piece] = []
    for at, part in _parts(folded):
        for token in tokenize(part, mode):
            surface = part[token.begin() : token.end()]
            if surface and not surface.isspace():
                pos = token.part_of_speech()
                found.append(
                    Piece(
                        at + token.begin(),
                        at + token.end(),
                        surface,
                        token.dictionary_form(),
                        pos[0] if pos[1] == "*" else f"{pos[0]}-{pos[1]}",
                    )
                )
    return tuple(found)


def english_tokens(folded: str) -> tuple[Piece, ...]:
    """Tokens of folded, unwrapped English by scispaCy's tokenizer, white space left out."""
    return tuple(
        Piece(token.idx, token.idx + len(token.text), token.text, token.text.lower(), "")
        for token in english_pipeline()(folded)
        if not token.is_space
    )


def short_units(text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Sudachi's short units (mode A) of a few words: start, end, full part of speech."""
    tokenize, mode = _sudachi("A")
    return tuple((t.begin(), t.end(), t.part_of_speech()) for t in tokenize(text, mode))


@cache
def english_pipeline() -> Any:
    """A blank English pipeline with scispaCy's tokenizer; loading it takes most of a second."""
    import spacy
    from scispacy.custom_tokenizer import combined_rule_tokenizer

    nlp = spacy.blank("en")
    with warnings.catch_warnings():
        # scispaCy's rules hold character sets that a later Python may read otherwise.
        warnings.simplefilter("ignore", FutureWarning)
        nlp.tokenizer = combined_rule_tokenizer(nlp)
    nlp.max_length = 100_000_000
    return nlp


@cache
def _dictionary() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="core")


@cache
def _sudachi(mode: str) -> tuple[Any, Any]:
    from sudachipy import SplitMode

    split = getattr(SplitMode, mode)
    return _dictionary().create(mode=split).tokenize, split


def _parts(folded: str) -> Iterator[tuple[int, str]]:
    """Parts that Sudachi takes, each with its offset, cut where no word can be cut."""
    at = 0
    while at < len(folded):
        end = len(folded)
        if end - at > _MAX_CHARS or len(folded[at:end].encode()) > _MAX_BYTES:
            end = _safe_cut(folded, at, at + _MAX_CHARS)
        yield at, folded[at:end]
        at = end


def _safe_cut(text: str, start: int, limit: int) -> int:
    """The last place before ``limit`` to cut, in the second half of the range if there is one."""
    middle = (start + limit) // 2
    for ends in _SAFE_ENDS:
        cuts = [match.end() for match in ends.finditer(text, middle, limit)]
        if cuts:
            return cuts[-1]
    return min(limit, len(text))

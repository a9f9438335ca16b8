"""NFKC-folded and unwrapped views of a range of text, each character with its way back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

from pipeline.errors import SpanError
from pipeline.model import Document, Span
from pipeline.text.footnotes import footnote_marks
from pipeline.text.hyphens import divides_word
from pipeline.text.script import JAPANESE_OR_PUNCTUATION

# Characters that NFKC leaves alone and that never merge with one before them.
_INERT = r"\t\n\r\x20-\x7e\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\u3001\u3002\u300c\u300d"
# A run of inert characters; its last one may still carry a combining mark that follows.
_INERT_RUN = re.compile(f"[{_INERT}]+(?=[{_INERT}]|$)")

_JAPANESE = re.compile(f"[{JAPANESE_OR_PUNCTUATION}]")
_NEAR_BY = 5_000  # characters either side in which a word divided may stand undivided
_SPACE_RUN = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_VISIBLE_RUN = re.compile("[^\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
# Japanese keyboards give U+2015 and U+2500 for the hyphen of a full-width name (ＰＤ―１).
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2015\u2212\u2500\ufe63", "-"))


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A view of a range of source text for matching.

    ``folded[i]`` came from ``text[starts[i]:ends[i]]`` of the source; both sequences are
    non-decreasing. Results found in ``folded`` go back through :meth:`to_raw`.
    """

    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __post_init__(self) -> None:
        if not len(self.folded) == len(self.starts) == len(self.ends):
            raise SpanError("a folded text needs one start and one end for each character")

    def to_raw(self, start: int, end: int) -> Span:
        """Range of source code points that ``folded[start:end]`` came from."""
        if not 0 <= start < end <= len(self.folded):
            raise SpanError(f"[{start}, {end}) is no range of {len(self.folded)} characters")
        return Span(self.starts[start], max(self.ends[start:end]))

    def from_raw(self, start: int, end: int) -> Span:
        """Range of ``folded`` whose characters came wholly from source range [start, end)."""
        return Span(bisect_left(self.starts, start), bisect_right(self.ends, end))

    def __len__(self) -> int:
        return len(self.folded)


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges that NFKC folds independently of what stands beside them."""
    at = start
    while at < end:
        stop = at + 1
        while stop < end and _joins(text[at:stop], text[stop]):
            stop += 1
        yield at, stop
        at = stop


def _joins(before: str, char: str) -> bool:
    if combining(normalize("NFKD", char)[0]):
        return True
    together = normalize("NFKC", before + char)
    return together != normalize("NFKC", before) + normalize("NFKC", char)


def fold(text: str, start: int = 0, end: int | None = None) -> FoldedText:
    """Fold width and compatibility variants (NFKC), keeping source offsets.

    Works per combining sequence because NFKC changes length: ``ﾀﾞ`` (2 code points) becomes
    ``ダ`` (1), ``㌘`` (1) becomes ``グラム`` (3). Case is kept; the gene MET is not the verb met.

    Args:
        text: decoded source text.
        start: first code point of the range to fold.
        end: end of the range, exclusive; None for the end of ``text``.

    Returns:
        A FoldedText whose offsets are code points of ``text`` (not of the range).

    Source: UAX #15 (NFKC is not closed under concatenation).
    """
    stop = len(text) if end is None else end
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = start
    while at < stop:
        run = _INERT_RUN.match(text, at, stop)
        if run:
            chars.append(run[0])
            starts.extend(range(at, run.end()))
            ends.extend(range(at + 1, run.end() + 1))
            at = run.end()
            continue
        _, cluster_end = next(_clusters(text, at, stop))
        folded = normalize("NFKC", text[at:cluster_end])
        chars.append(folded)
        starts.extend([at] * len(folded))
        ends.extend([cluster_end] * len(folded))
        at = cluster_end
    return FoldedText("".join(chars), tuple(starts), tuple(ends))


def unwrap(
    text: str, start: int = 0, end: int | None = None, skip: Iterable[Span] = ()
) -> FoldedText:
    """Fold a block and rejoin what its typesetting broke.

    On top of :func:`fold`: white space beside a Japanese character goes (``P 糖たんぱく質``,
    ``アレク⏎⏎チニブ``), any other run of white space becomes one space, none after a hyphen at
    a line's end, and a hyphen that only divides a word goes with it (``resis-⏎tance``);
    invisible characters go, and so do marks of footnotes (``薬※3``, ``drug²``); all hyphens and
    minus signs become ``-``.

    The range should be one block: a heading and the line under it must not be rejoined. What
    ``skip`` holds (page numbers between the lines, sorted and apart) is left out.
    """
    stop = len(text) if end is None else end
    marks = footnote_marks(text, start, stop)
    view = _without(fold(text, start, stop), sorted((*skip, *marks)))
    if _INVISIBLE.search(view.folded):
        view = _keep(view, ((m.start(), m.end()) for m in _VISIBLE_RUN.finditer(view.folded)))
    line = view.folded.translate(_DASHES)
    kept: list[tuple[int, int]] = []
    out: list[str] = []
    at = 0
    for run in _SPACE_RUN.finditer(line):
        stop = run.start()
        hyphenated = _hyphen_at_line_end(line, run)
        if hyphenated:
            raw = view.starts[stop - 1]
            around = text[max(0, raw - _NEAR_BY) : raw + _NEAR_BY]
            stop -= divides_word(line, stop - 1, run.end(), around)
        out.append(line[at:stop])
        kept.append((at, stop))
        if not hyphenated and _needs_space(line, run):
            out.append(" ")
            kept.append((stop, stop + 1))
        at = run.end()
    out.append(line[at:])
    kept.append((at, len(line)))
    offsets = _keep(view, kept)
    return FoldedText("".join(out), offsets.starts, offsets.ends)


def _keep(view: FoldedText, ranges: Iterable[tuple[int, int]]) -> FoldedText:
    """Only these ranges of a view."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in ranges:
        chars.append(view.folded[start:end])
        starts.extend(view.starts[start:end])
        ends.extend(view.ends[start:end])
    return FoldedText("".join(chars), tuple(starts), tuple(ends))


def _without(view: FoldedText, skip: Iterable[Span]) -> FoldedText:
    gone = [view.from_raw(span.start, span.end) for span in skip if len(view)]
    gone = [span for span in gone if span.start < span.end]
    if not gone:
        return view
    edges = [0, *(edge for span in gone for edge in span), len(view)]
    return _keep(view, zip(edges[::2], edges[1::2], strict=True))


def view_of(doc: Document, start: int = 0, end: int | None = None) -> FoldedText:
    """The unwrapped view of a range of a document, without the page furniture in it."""
    return unwrap(doc.text, start, end, doc.furniture)


def _needs_space(joined: str, run: re.Match[str]) -> bool:
    if run.start() == 0 or run.end() == len(joined):
        return False
    before, after = joined[run.start() - 1], joined[run.end()]
    return not (_JAPANESE.match(before) or _JAPANESE.match(after))


def _hyphen_at_line_end(joined: str, run: re.Match[str]) -> bool:
    if "\n" not in run[0] and "\r" not in run[0]:
        return False
    hyphen = run.start() - 1
    return hyphen > 0 and joined[hyphen] == "-" and joined[hyphen - 1].isalnum()

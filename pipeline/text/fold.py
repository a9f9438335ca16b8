"""NFKC-folded and unwrapped views of a range of text, each character with its way back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import combining, normalize

from pipeline.errors import SpanError
from pipeline.model import Document, Span
from pipeline.text.footnotes import FOOTNOTE_SIGNS, footnote_marks
from pipeline.text.hyphens import divides_word
from pipeline.text.offsets import Cuts, Pieces
from pipeline.text.script import JAPANESE_OR_PUNCTUATION

# Where characters that fold alone, one to one, stand close together; ``_flat`` looks at each.
FLAT_IN = (
    *((0x09, 0x0D), (0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x3FF), (0x2010, 0x22FF)),
    *((0x2460, 0x27BF), (0x3000, 0x30FF), (0xFF01, 0xFF5E)),
)
_HAN = "\u4e00-\u9fff"  # NFKC leaves these alone

_JAPANESE = re.compile(f"[{JAPANESE_OR_PUNCTUATION}]")
_NEAR_BY = 5_000  # characters either side in which a word divided may stand undivided
# Japanese keyboards give U+2015 and U+2500 for the hyphen of a full-width name (ＰＤ―１).
_DASH_SIGNS = "\u2010\u2011\u2012\u2013\u2015\u2212\u2500\ufe63"
_FOLD_TO_DASHES = "\u207b\u208b\ufe32"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_VISIBLE_RUN = re.compile(f"[^{_UNSEEN}]+")
OTHER_BLANKS = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029"
"""White space of folded text, beside the blank and the line feed."""

# What folding does not settle; without any of them a text needs no more than its blanks set right.
SIGNS = re.compile(f"[{FOOTNOTE_SIGNS}{_UNSEEN}{_DASH_SIGNS}{_FOLD_TO_DASHES}]")
# Runs of white space other than one blank between words; a group is found where none is to be
# left: with Japanese, or nothing, before or after it. Both begin with white space, which makes the
# search fast: look-behinds of two characters see what stands before the first of the run.
_BREAK_LATIN = re.compile(r"\s(?:(?<!.\s)\s*()|\s*\Z()|(?<! )\s*|\s+)", re.DOTALL)
_BREAK = re.compile(
    rf"\s(?:(?<![^{JAPANESE_OR_PUNCTUATION}]\s)\s*()|\s*(?![^{JAPANESE_OR_PUNCTUATION}])()"
    r"|(?<! )\s*|\s+)"
)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A view of a range of source text for matching.

    ``folded[i]`` came from ``text[starts[i]:ends[i]]`` of the source; both sequences are
    non-decreasing. Results found in ``folded`` go back through :meth:`to_raw`.
    """

    folded: str
    starts: Sequence[int]
    ends: Sequence[int]

    def __post_init__(self) -> None:
        if not len(self.folded) == len(self.starts) == len(self.ends):
            raise SpanError("a folded text needs one start and one end for each character")

    def to_raw(self, start: int, end: int) -> Span:
        """Range of source code points that ``folded[start:end]`` came from."""
        if not 0 <= start < end <= len(self.folded):
            raise SpanError(f"[{start}, {end}) is no range of {len(self.folded)} characters")
        return Span(self.starts[start], self.ends[end - 1])

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


@lru_cache(maxsize=4096)
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
    part = text[start:stop]
    if part.isascii():
        return FoldedText(part, range(start, stop), range(start + 1, stop + 1))
    flat = _flat()
    if flat.run.fullmatch(part):
        return FoldedText(flat.fold(part), range(start, stop), range(start + 1, stop + 1))
    chars: list[str] = []
    from_: list[tuple[int, int]] = []  # where the folded characters begin
    to: list[tuple[int, int]] = []  # and end
    at = start
    while at < stop:
        run = flat.run.match(text, at, stop)
        if run:
            chars.append(flat.fold(run[0]))
            from_.append((at, run.end()))
            to.append((at + 1, run.end() + 1))
            at = run.end()
            continue
        _, cluster_end = next(_clusters(text, at, stop))
        folded = normalize("NFKC", text[at:cluster_end])
        chars.append(folded)
        from_ += [(at, at + 1)] * len(folded)
        to += [(cluster_end, cluster_end + 1)] * len(folded)
        at = cluster_end
    every = range(stop + 1)
    return FoldedText("".join(chars), Pieces(every, Cuts(from_)), Pieces(every, Cuts(to)))


@dataclass(frozen=True, slots=True)
class _Flat:
    """The characters that fold alone, each to one character."""

    run: re.Pattern[str]  # of them; its last one does not go with what follows
    changed: re.Pattern[str]  # those that folding changes
    folds: Mapping[str, str]  # to what

    def fold(self, run: str) -> str:
        """NFKC of a run; much faster than ``normalize``, which composes anew."""
        for char in set(self.changed.findall(run)):  # in any order: none of them comes of another
            run = run.replace(char, self.folds[char])
        return run


@cache
def _flat() -> _Flat:
    folds = {}
    for first, last in FLAT_IN:
        for char in map(chr, range(first, last + 1)):
            folded = normalize("NFKC", char)
            if len(folded) == 1 and not combining(normalize("NFKD", char)[0]):
                folds[char] = folded
    changed = {char: folded for char, folded in folds.items() if char != folded}
    flat = f"[{_HAN}{re.escape(''.join(folds))}]"
    return _Flat(
        re.compile(f"{flat}+(?={flat}|\\Z)"),
        re.compile(f"[{re.escape(''.join(changed))}]"),
        changed,
    )


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
    view = fold(text, start, stop)
    gone = [span for span in skip if span.start < stop and start < span.end]
    if _has_signs(text[start:stop]):
        gone += footnote_marks(text, start, stop)
        view = _without_signs(_without(view, sorted(gone)))
    elif gone:
        view = _without(view, sorted(gone))
    return _rejoined(view, text)


def _has_signs(part: str) -> bool:
    return "*" in part if part.isascii() else SIGNS.search(part) is not None


def _without_signs(view: FoldedText) -> FoldedText:
    """Without invisible characters, and with one kind of dash."""
    if _INVISIBLE.search(view.folded):
        view = _keep(view, [found.span() for found in _VISIBLE_RUN.finditer(view.folded)])
    folded = view.folded
    for dash in _DASH_SIGNS:
        folded = folded.replace(dash, "-")
    return FoldedText(folded, view.starts, view.ends)


def _rejoined(view: FoldedText, text: str) -> FoldedText:
    """With the white space set right that typesetting put in."""
    line = view.folded
    soon = _one_to_one(line)
    if soon is not None:
        return view if soon == line else FoldedText(soon, view.starts, view.ends)
    out: list[str] = []
    kept: list[tuple[int, int]] = []
    at = begin = 0  # what of the line is not yet in ``out``, and in ``kept``
    for run in (_BREAK_LATIN if line.isascii() else _BREAK).finditer(line):
        stop, after = run.span()
        hyphenated = line[stop - 1] == "-" and _hyphen_at_line_end(line, run)
        if hyphenated:
            raw = view.starts[stop - 1]
            around = text[max(0, raw - _NEAR_BY) : raw + _NEAR_BY]
            stop -= divides_word(line, stop - 1, after, around)
        out.append(line[at:stop])
        if run.lastindex is None and not hyphenated:
            out.append(" ")
            stop += 1
        if stop < after:
            kept.append((begin, stop))
            begin = after
        at = after
    if not out:
        return view
    out.append(line[at:])
    if not kept:
        return FoldedText("".join(out), view.starts, view.ends)
    kept.append((begin, len(line)))
    cuts = Cuts(kept)
    return FoldedText("".join(out), Pieces(view.starts, cuts), Pieces(view.ends, cuts))


def _one_to_one(line: str) -> str | None:
    """The line set right where it is soon seen to need no more than blanks for line ends."""
    if "-\n" in line or not (line.isascii() or not _JAPANESE.search(line)):
        return None
    line = line.replace("\n", " ")
    if "  " in line or line[:1] == " " or line[-1:] == " ":
        return None
    return None if any(blank in line for blank in OTHER_BLANKS) else line


def _keep(view: FoldedText, ranges: Sequence[tuple[int, int]]) -> FoldedText:
    """Only these ranges of a view."""
    folded = "".join(view.folded[start:end] for start, end in ranges)
    cuts = Cuts(ranges)
    return FoldedText(folded, Pieces(view.starts, cuts), Pieces(view.ends, cuts))


def _without(view: FoldedText, skip: Iterable[Span]) -> FoldedText:
    gone = [view.from_raw(span.start, span.end) for span in skip if len(view)]
    gone = [span for span in gone if span.start < span.end]
    if not gone:
        return view
    edges = [0, *(edge for span in gone for edge in span), len(view)]
    return _keep(view, [r for r in zip(edges[::2], edges[1::2], strict=True) if r[0] < r[1]])


def view_of(doc: Document, start: int = 0, end: int | None = None) -> FoldedText:
    """The unwrapped view of a range of a document, without the page furniture in it."""
    return unwrap(doc.text, start, end, doc.furniture)


def _hyphen_at_line_end(line: str, run: re.Match[str]) -> bool:
    hyphen = run.start() - 1
    return hyphen > 0 and line[hyphen - 1].isalnum() and ("\n" in run[0] or "\r" in run[0])

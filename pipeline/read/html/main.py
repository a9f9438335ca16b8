"""Which pieces of an HTML page are what it tells, and which are the site around it.

An extraction library says what it takes for the main content. It drops, joins and moves text, so
that only its choice is used: it points to the element that holds the content. The text is that of
the pieces there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import attrgetter

from pipeline.model import BlockKind
from pipeline.read.html.marks import words
from pipeline.read.html.text import Piece, Walked

_SENTENCE_END = re.compile(r"[。．.!?！？\n\t]")
_BLANKS = re.compile(r"\s+")
_PROSE = 40  # characters that a sentence has at least, and an entry of a menu at most
_MOST_IN_TEASER = 4  # pieces
_LONGEST_TEASER = 400  # characters
_LONGEST_VALUE = 200  # of a table's cell
_IN_ONE_ELEMENT = 0.9  # of what was chosen
_SETTLES = 0.85  # of the prose
_TRUSTED = 0.4  # of all prose must have been chosen
# No page has its whole content in one of these.
_IN_CONTENT = words("p pre li dd dt ul ol dl blockquote h1 h2 h3 h4 h5 h6 figure figcaption")

# What stands over or in what a site adds to every page.
_SITE_LINE = re.compile(
    r"(?:関連(?:記事|ニュース|リンク|ページ|情報|コンテンツ|するニュース|する記事|トピックス)|"
    r"(?:こちら|あわせて|併せて)も?(?:お読み|ご覧)(?:ください)?|(?:人気|最新|おすすめ)の?(?:記事|ニュース)|"
    r"(?:この記事|このページ)を?(?:シェア|共有)(?:する)?|シェア(?:する)?|ツイート(?:する)?|印刷(?:する)?|"
    r"(?:ページ(?:の|トップ)?|先頭)(?:先頭|トップ)?(?:へ|に)(?:戻る)?|(?:ニュース)?一覧(?:へ|に)(?:戻る)?|"
    r"前(?:の記事|へ)|次(?:の記事|へ)|page ?top|back to (?:top|list|news)|"
    r"related (?:news|articles?|stories|posts?|content|links)|(?:latest|recent|more|top) "
    r"(?:news|stories|articles|posts)|you (?:may|might) also like|read (?:more|next)|"
    r"share(?: this(?: \w+)?)?|tweet|print|email|facebook|twitter|linkedin|x|line|"
    r"advertisement|sponsored|(?:©|\(c\)|copyright\b).{0,100})[::]?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|www\.|doi|@|10\.\d{4}", re.IGNORECASE)


def squeezed(text: str) -> str:
    """The text without white space, to compare it with."""
    return _BLANKS.sub("", text)


def main_pieces(walked: Walked, choose: Callable[[], str | None]) -> list[Piece]:
    """Choose the pieces that are the page's content, in their order.

    Args:
        walked: the page.
        choose: gives what a library takes for its content; None where it finds nothing. It is
            asked only where the page leaves a choice: it takes most of the time.
    """
    site = _site_parts(walked)
    own = [i for i in range(len(walked.pieces)) if not site[i]]
    prose = {i for i in own if _is_prose(walked.pieces[i])}
    content = _settled(walked, prose)
    if content is None:
        content = _chosen(walked, own, prose, choose())
    first, end = _content_span(walked, own, prose, content)
    kept = [i for i in own if first <= i < end or i in content]
    return list(_with_rows(_without_site_lines([walked.pieces[i] for i in kept])))


def _site_parts(walked: Walked) -> bytearray:
    """Mark the pieces in parts that are the site's by name.

    A part with most of the page's text is none: the name then tells of the page's layout. The
    same holds where nothing else is left.
    """
    sums = list(accumulate((p.chars - p.linked for p in walked.pieces), initial=0))
    sure = bytearray(len(walked.pieces))
    marks = bytearray(len(walked.pieces))
    for first, end, certain in walked.parts:
        if certain or 2 * (sums[end] - sums[first]) < sums[-1]:
            marks[first:end] = b"\1" * (end - first)
        if certain:
            sure[first:end] = b"\1" * (end - first)
    for first, end in _teasers(walked):
        marks[first:end] = b"\1" * (end - first)
    return sure if all(marks) else marks


def _teasers(walked: Walked) -> list[tuple[int, int]]:
    """Find boxes of a linked heading and little more: where there are several, they lead away."""
    found = []
    for piece in walked.pieces:
        if piece.kind is BlockKind.HEADING and piece.level > 1 and _is_linked(piece):
            first, end = walked.spans[_holder(walked, piece.node)]
            inside = walked.pieces[first:end] if end - first <= _MOST_IN_TEASER else []
            levels = [p.level for p in inside if p.level]
            if len(levels) == 1 and sum(p.chars for p in inside) <= _LONGEST_TEASER:
                found.append((first, end))
    return found if len(found) > 1 else []


def _voted(pieces: Sequence[Piece], among: Iterable[int], chosen: str) -> set[int]:
    """Those whose sentences are mostly among the chosen text's."""
    have = set(_sentences(chosen))
    voted = set()
    for i in among:
        sentences = list(_sentences(pieces[i].text))
        found = sum(len(s) for s in sentences if s in have)
        if 2 * found >= sum(map(len, sentences)) > 0:
            voted.add(i)
    return voted


def _sentences(text: str) -> Iterable[str]:
    return filter(None, map(squeezed, _SENTENCE_END.split(text)))


def _is_prose(piece: Piece) -> bool:
    return piece.chars >= _PROSE and 2 * piece.linked < piece.chars


def _settled(walked: Walked, prose: set[int]) -> set[int] | None:
    """The prose that is content where the page leaves no choice; None where it does.

    It leaves none where all prose stands side by side, or nearly all is in an element that is
    declared to hold the content.
    """
    core = _core(walked, prose, 1.0)
    near = {i for i in prose if _holder(walked, walked.pieces[i].node) == core}
    if _chars(walked, near) >= _SETTLES * _chars(walked, prose):
        return prose
    weights = _weights(walked, prose)
    declared = {
        node: weights[node]
        for node, tag in enumerate(walked.tags)
        if tag in ("main", "article") and weights[node] >= _SETTLES * weights[0]
    }
    if len(set(declared.values())) != 1:
        return None
    first, end = walked.spans[max(declared)]
    return {i for i in prose if first <= i < end}


def _chosen(walked: Walked, own: Sequence[int], prose: set[int], chosen: str | None) -> set[int]:
    """The prose that a library chose; all of it where the choice leaves out too much."""
    content = prose & _voted(walked.pieces, own, chosen or "")
    return content if _chars(walked, content) >= _TRUSTED * _chars(walked, prose) else prose


def _holder(walked: Walked, node: int) -> int:
    """The element that a paragraph, or a list or the like that it is in, belongs to."""
    while node and walked.tags[node] in _IN_CONTENT:
        node = walked.parent[node]
    return node


def _content_span(
    walked: Walked, own: Sequence[int], prose: set[int], content: set[int]
) -> tuple[int, int]:
    """Find the element that holds nearly all of the content, and give its pieces' range."""
    if not content:
        return 0, len(walked.pieces)
    core = _core(walked, content, _IN_ONE_ELEMENT)
    return walked.spans[_widened(walked, core, own, prose - content)]


def _core(walked: Walked, prose: Iterable[int], share: float) -> int:
    """The innermost element that holds this share of the prose and holds what holds paragraphs."""
    weights = _weights(walked, prose)
    enough = share * weights[0]
    # Only nodes that lie in one another hold so much; the innermost has the highest number.
    return _holder(walked, max(n for n, weight in enumerate(weights) if weight >= enough))


def _weights(walked: Walked, prose: Iterable[int]) -> list[int]:
    """How much of the prose each element holds."""
    weights = [0] * len(walked.parent)
    for i in prose:
        weights[walked.pieces[i].node] += walked.pieces[i].chars
    for node in range(len(weights) - 1, 0, -1):
        weights[walked.parent[node]] += weights[node]
    return weights


def _chars(walked: Walked, indices: Iterable[int]) -> int:
    return sum(walked.pieces[i].chars for i in indices)


def _widened(walked: Walked, node: int, own: Sequence[int], other: set[int]) -> int:
    """Go outwards from the content's core while what is added neither is links nor tells more.

    Args:
        walked: the page.
        node: the core.
        own: the pieces that are not the site's.
        other: the prose that was not chosen.
    """
    linked, plain, told = ([0] * len(walked.pieces) for _ in range(3))
    for i in own:
        piece = walked.pieces[i]
        linked[i], plain[i] = piece.linked, piece.chars - piece.linked
        told[i] = i in other
    sums = [list(accumulate(values, initial=0)) for values in (linked, plain, told)]

    def within(at: int) -> list[int]:
        first, end = walked.spans[at]
        return [total[end] - total[first] for total in sums]

    while node:
        above = walked.parent[node]
        links, text, tales = (b - a for a, b in zip(within(node), within(above), strict=True))
        if tales or links > text:
            break
        node = above
    return node


def _without_site_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the lists of links that lead elsewhere, with the headings over them."""
    drop = [_leads_away(p) or _SITE_LINE.fullmatch(p.text) is not None for p in pieces]
    for i in range(len(pieces) - 1, -1, -1):
        empty = i + 1 == len(pieces) or drop[i + 1]
        if pieces[i].kind is BlockKind.HEADING and _SITE_LINE.fullmatch(pieces[i].text) and empty:
            drop[i] = True
    return [piece for piece, gone in zip(pieces, drop, strict=True) if not gone]


def _leads_away(piece: Piece) -> bool:
    """Whether it is a link and nothing else, and its text names no source."""
    other = piece.kind is not BlockKind.HEADING and not _ADDRESS.search(piece.text)
    return other and _is_linked(piece)


def _is_linked(piece: Piece) -> bool:
    return piece.linked >= 0.8 * piece.chars


def _with_rows(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Put the cells of a row into one piece, a tab between two, where all of them are short."""
    for row, group in groupby(pieces, key=attrgetter("row")):
        cells = list(group)
        if row >= 0 and len(cells) > 1 and _is_data(cells):
            yield _joined(cells)
        else:
            yield from cells


def _is_data(cells: list[Piece]) -> bool:
    """Whether the cells hold values: a cell that holds paragraphs lays out a page."""
    nodes = {cell.node for cell in cells}
    return len(nodes) == len(cells) and all(len(c.text) <= _LONGEST_VALUE for c in cells)


def _joined(cells: list[Piece]) -> Piece:
    text = "\t".join(cell.text.replace("\n", " ") for cell in cells)
    chars, linked, bold = (sum(getattr(c, n) for c in cells) for n in ("chars", "linked", "bold"))
    row, node = cells[0].row, cells[0].node
    return Piece(text, BlockKind.PARAGRAPH, 0, node, row, chars, linked, bold)

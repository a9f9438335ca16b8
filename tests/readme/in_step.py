"""What two READMEs of different languages must share, and where they do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from unicodedata import normalize

from markdown_it import MarkdownIt
from markdown_it.token import Token

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)*")
_REMARK = re.compile(r"(?:^|\s+)# .*$")
_BLOCKS = {
    "paragraph_open": "paragraph",
    "list_item_open": "list item",
    "blockquote_open": "quotation",
    "table_open": "table",
    "html_block": "comment",
    "fence": "code block",
    "code_block": "code block",
}


@dataclass
class Section:
    """A heading and what stands under it, down to the next heading of any level."""

    heading: str
    level: int
    blocks: list[tuple[str, str]] = field(
        default_factory=list
    )  # kind, and text that may not differ
    links: Counter[str] = field(default_factory=Counter)
    code: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)


def sections(markdown: str) -> list[Section]:
    """The sections of a README, by its headings."""
    found = [Section("the top", 0)]
    tokens = MarkdownIt("commonmark").parse(markdown)
    quoted = False
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            found.append(Section(tokens[at + 1].content, int(token.tag[1])))
        elif token.type in _BLOCKS:
            found[-1].blocks.append((_BLOCKS[token.type], _fixed(token)))
        elif token.type == "inline":
            if quoted:
                found[-1].blocks.append(("quoted text", token.content))
            _note(found[-1], token)
        quoted = token.type == "blockquote_open" or (quoted and token.type != "blockquote_close")
    return found


def _fixed(token: Token) -> str:
    """What no language changes: commands without their remarks, comments."""
    if token.type == "html_block":
        return token.content.strip()
    lines = token.content.splitlines()
    told = [_REMARK.sub("  # …", line) for line in lines]
    return "\n".join((token.info, *told)) if token.type in ("fence", "code_block") else ""


def _note(section: Section, inline: Token) -> None:
    for child in inline.children or ():
        if child.type == "link_open":
            section.links[str(child.attrs["href"])] += 1
        elif child.type == "image":
            section.links[str(child.attrs["src"])] += 1
        elif child.type == "code_inline":
            section.code[child.content] += 1
        elif child.type == "text":
            section.figures.update(_FIGURE.findall(normalize("NFKC", child.content)))


def differences(one: str, other: str) -> list[str]:
    """Where ``other``, a translation of ``one``, is out of step: a line for each difference."""
    first, second = sections(one), sections(other)
    levels = [s.level for s in first], [s.level for s in second]
    if levels[0] != levels[1]:
        return [
            f"headings: level {a.level if a else '–'} “{a.heading if a else 'none'}”"
            f" against level {b.level if b else '–'} “{b.heading if b else 'none'}”"
            for a, b in zip_longest(first, second)
            if not a or not b or a.level != b.level
        ]
    return [
        f"under “{a.heading}” / “{b.heading}”: {line}"
        for a, b in zip(first, second, strict=True)
        for line in _between(a, b)
    ]


def _between(a: Section, b: Section) -> Iterator[str]:
    for number, (x, y) in enumerate(zip_longest(a.blocks, b.blocks), start=1):
        if x != y:
            yield f"block {number}: {_told(x)} against {_told(y)}"
            break  # what follows is shifted
    for what in ("links", "code", "figures"):
        x, y = getattr(a, what), getattr(b, what)
        for side, left in (("first", x - y), ("second", y - x)):
            for item in sorted(left):
                yield f"{what}: {item} only in the {side}"


def _told(block: tuple[str, str] | None) -> str:
    return f"{block[0]} {block[1]!r}".removesuffix(" ''") if block else "nothing"

"""Text from documents on its way into HTML or SVG: never markup, always visible."""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files
from unicodedata import east_asian_width
from urllib.parse import quote

from pipeline.export import visible
from pipeline.text import is_japanese

SPACES = re.compile(r"\s+")
"""A run of white space, line ends too."""
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def esc(text: str) -> str:
    """Escape for an element's content or a quoted attribute; no character gets lost unseen."""
    return escape(visible(text), quote=True)


def plain(text: str) -> str:
    """Text on one line: white space beside a Japanese character goes, other runs are one blank."""
    return SPACES.sub(lambda run: gap(text, run.start(), run.end()), text)


def gap(text: str, start: int, end: int) -> str:
    """What the run of white space ``text[start:end]`` is shown as: a blank or nothing."""
    if start == 0 or end == len(text) or _joins(text[start - 1]) or _joins(text[end]):
        return ""
    return " "


def _joins(char: str) -> bool:
    return is_japanese(char) or char in "、。「」『』（）【】：；・"


def lang(text: str) -> str:
    """A ``lang`` attribute for Japanese text, with a blank before it; else nothing."""
    return ' lang="ja"' if any(map(is_japanese, text)) else ""


def name(text: str) -> str:
    """A name from outside, in its language, its writing direction kept to itself."""
    return f"<bdi{lang(text)}>{esc(plain(text))}</bdi>"


def columns(text: str) -> int:
    """Width in half-width columns: a Japanese character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def shorten(text: str, limit: int) -> str:
    """``text`` on one line in at most ``limit`` columns, an ellipsis where it was cut."""
    line = plain(visible(text))
    if columns(line) <= limit:
        return line
    while columns(line) > limit - 1:
        line = line[:-1]
    return line.rstrip() + "…"


def doi_address(doi: str) -> str:
    """The address of a DOI; empty where it has not the form of one."""
    if not _DOI.fullmatch(doi):
        return ""
    return "https://doi.org/" + quote(doi.encode("utf-8", "replace"), safe="/:;()._-")


def doi_link(doi: str) -> str:
    """A link to the DOI; plain text where it has not the form of one."""
    address = doi_address(doi)
    if not address:
        return name(doi)
    return f'<a href="{esc(address)}" rel="noopener noreferrer">doi:{esc(doi)}</a>'


def asset(file: str) -> str:
    """Text of a style sheet or script that ships beside this module."""
    return (files("pipeline.report") / "assets" / file).read_text(encoding="utf-8")


def bundle(*files: str) -> str:
    """One script of several files; what they declare is theirs alone."""
    return '"use strict";\n(() => {\n' + "".join(map(asset, files)) + "})();\n"

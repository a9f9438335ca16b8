"""Definitions outside of brackets: ``TKI: tyrosine kinase inhibitor``, ``Aとも呼ばれる``."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import BlockKind, Span
from pipeline.tag.abbreviations import Pair
from pipeline.tag.rules import Rule, rule_named

_FILE = "aliases.toml"


def glosses(text: str, kind: BlockKind) -> Iterator[Pair]:
    """Short forms and their long forms, as lists and glossaries tell them.

    Whether one can stand for the other is for the reader of the pair to judge. A comma parts the
    two only in what calls itself a list of abbreviations, a colon there and in glossaries.
    """
    listed = rule_named(_FILE, "gloss.list").regex.search(text)
    if listed or kind is BlockKind.GLOSSARY:
        yield from _pairs(rule_named(_FILE, "gloss.colon"), text)
    if listed:
        yield from _pairs(rule_named(_FILE, "gloss.comma"), text)
    for name in ("gloss.equals", "gloss.ryaku"):
        yield from _pairs(rule_named(_FILE, name), text)


def _pairs(rule: Rule, text: str) -> Iterator[Pair]:
    for match in rule.finditer(text):
        yield Pair(Span(*match.span("span")), Span(*match.span("long")))


def synonyms(text: str) -> Iterator[Pair]:
    """``P糖たんぱく質はMDR1とも呼ばれ``: a further name, and the words that end in the first."""
    return _pairs(rule_named(_FILE, "gloss.tomo"), text)

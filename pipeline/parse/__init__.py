"""Dependency trees of chosen sentences, in Universal Dependencies v2 terms.

Every parser speaks UD v2 to the rest; mentions are single tokens, whatever their names are.
"""

from pipeline.parse.parsers import ParserSettings, parse_sentences, parser_versions
from pipeline.parse.tree import Tree

__all__ = ["ParserSettings", "Tree", "parse_sentences", "parser_versions"]

"""Every error taisei raises on purpose. Each message says where, what and the remedy."""

from __future__ import annotations


class TaiseiError(Exception):
    """Base of all errors that a user can cause or cure."""


class InputError(TaiseiError, ValueError):
    """An input file or text can not be read as it is."""


class UsageError(TaiseiError, ValueError):
    """An option or a combination of options makes no sense."""


class SpanError(TaiseiError, ValueError):
    """A range of code points is empty, reversed, outside its text, or cuts a token."""


class CueError(TaiseiError, ValueError):
    """A cue file is wrong: says which file, cue and key, and what to write."""


class LexiconError(TaiseiError, ValueError):
    """The lexicon is missing, damaged, or was built from sources that do not fit."""


class GoldError(TaiseiError, ValueError):
    """A gold file is wrong: says which file and line, and what to write."""


class DependencyError(TaiseiError, RuntimeError):
    """A library or model that this run needs is missing or of a wrong version."""

"""Runs the examples of cues, links and gaps: each has to open where it says, and nowhere else."""

from __future__ import annotations

from unicodedata import normalize

from pipeline.cues.attach import Gap, Link
from pipeline.cues.cue import Cue
from pipeline.errors import CueError
from pipeline.text import unwrap

_REMEDY = "change the pattern or the example"


def check_cue(cue: Cue, here: str) -> None:
    """See that a cue is found in its examples, as they are in a text, and not in the others.

    Raises:
        CueError: says which example, and what was found.
    """
    for text in cue.match:
        if _found(cue, text) is None:
            raise CueError(f"{here}: key 'match': it is not found in {text!r}; {_REMEDY}")
    for text in cue.nomatch:
        found = _found(cue, text)
        if found is not None:
            raise CueError(f"{here}: key 'nomatch': {found!r} of {text!r} is found; {_REMEDY}")


def check_gap(rule: Link | Gap, here: str) -> None:
    """See that a link, or a gap, takes the whole of its examples, and not of the others.

    Raises:
        CueError: says which example.
    """
    for text in rule.match:
        if not rule.pattern.fullmatch(normalize("NFKC", text)):
            raise CueError(f"{here}: key 'match': the whole of {text!r} is not taken; {_REMEDY}")
    for text in rule.nomatch:
        if rule.pattern.fullmatch(normalize("NFKC", text)):
            raise CueError(f"{here}: key 'nomatch': {text!r} is taken; {_REMEDY}")


def as_read(text: str) -> str:
    """An example as cues see it: folded and unwrapped, as the sentences of a text are."""
    return unwrap(text).folded


def _found(cue: Cue, text: str) -> str | None:
    matches = (match[0] for match in cue.pattern.finditer(as_read(text)))
    return next((found for found in matches if found), None)

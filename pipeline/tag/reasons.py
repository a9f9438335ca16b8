"""The words for what became of a candidate; each is one line."""

from __future__ import annotations

import re

from pipeline.tag.ambiguity import Doubt, Flaw, Support, Weight, weigh
from pipeline.tag.blockers import stretches
from pipeline.tag.candidate import ALIAS, GUESS, LEXICON, PATTERN, Candidate
from pipeline.tag.page import Alias
from pipeline.tag.scene import Scene
from pipeline.tag.stage import name_at
from pipeline.tag.trail import Trail

SAME = "the same thing, found in another way too"
UNTOLD = "another mention stands in its place"
MANY_NAMES = "holds more than one name, which are found one by one"
DOI_ONLY = "stands in a contact or boilerplate block, where nothing but DOIs is taken"

_AMOUNT = {0.0: "no", 1.0: "some", 2.0: "strong"}
_RANK = {
    ALIAS: "what the document itself says",
    LEXICON: "a name of the lexicon",
    PATTERN: "a pattern",
    GUESS: "a guess",
}
_QUOTED = 80  # code points
_AROUND = 20  # code points shown on each side, at most
_HEAD = re.compile(r"[A-Za-z0-9/-]*$")
_TAIL = re.compile(r"[A-Za-z0-9-]+|[ァ-ヴー一-龥]+")
_NEXT = re.compile(rf" ?(?:{_TAIL.pattern})")


def kept(scene: Scene, candidate: Candidate, trail: Trail) -> str:
    """Why a mention is there."""
    if candidate.rank == ALIAS:
        alias = name_at(scene, candidate.start, candidate.end, trail.names)
        if alias is not None:
            return f"the document says so: {_meaning(alias)}"
    if candidate.rank != LEXICON:
        return f"fits the pattern {candidate.found_by}"
    source = candidate.groundings[0].why if candidate.groundings else "no source"
    weights = weigh(scene, candidate, trail.support)
    told = [f"a name of the lexicon ({source})"]
    told += [_balance(w) for w in weights if w.type is candidate.type and w.needed > 0]
    for weight in weights:
        if not weight.enough:
            told.append(f"as {weight.type} it {_balance(weight)}")
    if sum(weight.enough for weight in weights) > 1:
        weighed = (f"{w.type} {w.likely:.2f}" for w in weights if w.enough)
        told.append(f"score and support: {', '.join(weighed)}")
    return "; ".join(told)


def blocked(scene: Scene, candidate: Candidate) -> str:
    """Which stretch hides the candidate."""
    for rule, (start, end) in stretches(scene.text):
        if candidate.start >= start and candidate.end <= end:
            return f"inside {_quoted(scene.text[start:end])}, where names do not count ({rule.id})"
    return "inside a stretch in which names do not count"


def doubted(scene: Scene, doubt: Doubt, support: Support) -> str:
    """Why the document does not bear the candidate out."""
    candidate = doubt.candidate
    surface = scene.text[candidate.start : candidate.end]
    if doubt.flaw is Flaw.WORD:
        told = f"no word beside it names a {candidate.type}"
        return f"{_quoted(surface)} is an everyday word here: {told}"
    if doubt.flaw is Flaw.PART:
        return f"a part of another name: {_quoted(_around(scene, candidate))}"
    if doubt.flaw is Flaw.GENERIC:
        return f"{_quoted(surface)} is too general a word to name one thing"
    weights = [w for w in weigh(scene, candidate, support) if not w.generic]
    return "; ".join(f"as {w.type} it {_balance(w)}" for w in weights)


def redefined(alias: Alias | None) -> str:
    """What the document says in place of the lexicon."""
    if alias is None:
        return "the document's own names leave no room for it"
    return f"the document gives the name another meaning: {_meaning(alias)}"


def overlapped(scene: Scene, loser: Candidate, winner: Candidate) -> str:
    """Why another candidate was taken in the same place."""
    over = _quoted(scene.text[winner.start : winner.end])
    over = f"{over} ({winner.type}, {winner.found_by})"
    if winner.length > loser.length:
        how = "inside" if winner.covers(loser.start, loser.end) else "overlaps"
        return f"{how} the longer {over}"
    if winner.rank != loser.rank:
        return f"{_standing(winner)} goes before {_standing(loser)}: {over}"
    scores = [c.groundings[0].score if c.groundings else 0.0 for c in (winner, loser)]
    if scores[0] != scores[1]:
        return f"score {scores[1]:.2f} against {scores[0]:.2f} of {over}"
    if winner.type is not loser.type:
        return f"{winner.type} goes before {loser.type} where all else is equal: {over}"
    return f"{over} comes first, all else being equal"


def _standing(candidate: Candidate) -> str:
    if candidate.found_by.endswith(".conjunct"):
        return "a list that shares its head"
    return _RANK[candidate.rank]


def _balance(weight: Weight) -> str:
    if weight.generic:
        return "is too general a word"
    needed, found = (_AMOUNT.get(amount, f"{amount:g}") for amount in (weight.needed, weight.found))
    joined = "and" if weight.enough else "but"
    gets = f"gets {found if weight.found else 'none'} in this document"
    return f"needs {needed} support from the words beside it, {joined} {gets}"


def _meaning(alias: Alias) -> str:
    if alias.meaning is None:
        return f"{_quoted(alias.surface)} is short for something that is no mention (at {alias.at})"
    first = alias.meaning.groundings[0].name if alias.meaning.groundings else "a name"
    if alias.meaning.found_by == "drug.slip":
        return f"one letter away from {first}, which it names too"
    if alias.at < 0:
        return f"another place tells that it is {first} ({alias.meaning.found_by})"
    return f"{_quoted(alias.surface)} is short for {first} ({alias.meaning.type}, at {alias.at})"


def _quoted(text: str) -> str:
    """A piece of the text on one line, not too long."""
    line = " ".join(text.split())
    return f"“{line[:_QUOTED]}{'…' if len(line) > _QUOTED else ''}”"


def _around(scene: Scene, candidate: Candidate) -> str:
    """The word that the candidate stands in, and the one after it where it stands alone."""
    before = scene.text[max(0, candidate.start - _AROUND) : candidate.start]
    after = scene.text[candidate.end : candidate.end + _AROUND]
    joined = before.endswith(("-", "/"))
    head, tail = _HEAD.search(before), (_TAIL if joined else _NEXT).match(after)
    surface = scene.text[candidate.start : candidate.end]
    return f"{head[0] if head else ''}{surface}{tail[0] if tail else ''}"

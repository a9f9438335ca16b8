"""The cues that a run goes by: those that ship with taisei, and what users' rules make of them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.cues.attach import ROLE_KEYS, Gap, Roles
from pipeline.cues.cue import Cue
from pipeline.cues.examples import as_read
from pipeline.cues.load import CueSet, load
from pipeline.cues.rows import compiled
from pipeline.cues.rules import RuleFile, Rules, joined, read_rules
from pipeline.errors import CueError


@dataclass(frozen=True, slots=True)
class CueSets:
    """The cues of both languages, with what the given files of rules change in them."""

    files: tuple[RuleFile, ...] = ()

    def of(self, language: str) -> CueSet:
        """The cues of ``ja`` or ``en``, which are put together when first asked for.

        Raises:
            CueError: a file is wrong.
        """
        return _merged(language, self.files) if self.files else load(language)

    @property
    def own(self) -> frozenset[str]:
        """The ids of the cues and links that the files bring."""
        return frozenset(rule.id for rules in check_rules(self.files) for rule in rules.all)


def check_rules(files: Sequence[RuleFile]) -> tuple[Rules, ...]:
    """Read files of rules that are to be used together.

    Raises:
        CueError: the first fault: which file, rule and key it is in, and what to write.
    """
    rules, faults = read_all(files)
    if len(faults) > 1:
        raise CueError(f"{faults[0]} (taisei rules check shows {len(faults) - 1} more)")
    if faults:
        raise CueError(faults[0])
    return rules


def read_all(files: Sequence[RuleFile]) -> tuple[tuple[Rules, ...], list[str]]:
    """Read files of rules that are to be used together; all faults, in their order."""
    rules: list[Rules] = []
    faults: list[str] = []
    for file in files:
        try:
            read, wrong = read_rules(file)
        except CueError as error:
            faults.append(str(error))
            continue
        faults += [*wrong, *_in_both(read, rules)]
        rules.append(read)
    return tuple(rules), faults


def hidden(rules: Rules, cues: CueSet) -> Iterator[str]:
    """What to say of examples in which another cue of the kind is found in a cue's place."""
    for cue in rules.cues:
        for text in cue.match:
            found = _found_instead(cue, text, cues)
            if found:
                told = f"in {text!r} {found} is found in its place, as it is longer or comes first"
                yield f"{rules.name}: cue {cue.id!r}: {told}"


def _found_instead(cue: Cue, text: str, cues: CueSet) -> str:
    found = cues.find(as_read(text))
    if any(clue.cue == cue.id for clue in found):
        return ""
    return ", ".join(sorted({clue.cue for clue in found if clue.kind is cue.opens}))


def _in_both(rules: Rules, others: Sequence[Rules]) -> Iterator[str]:
    """What to say of ids that two files have."""
    for other in others:
        taken = {rule.id for rule in other.all}
        for rule in rules.all:
            if rule.id in taken:
                kind = "cue" if isinstance(rule, Cue) else "link"
                told = f"key 'id': {other.name} has a rule of this id; give it another"
                yield f"{rules.name}: {kind} {rule.id!r}: {told}"


# The same files in, the same cues out: a run asks for each sentence of each document.
@lru_cache(maxsize=4)
def _merged(language: str, files: tuple[RuleFile, ...]) -> CueSet:
    return _with(load(language), [r for r in check_rules(files) if r.language == language])


def _with(shipped: CueSet, rules: Sequence[Rules]) -> CueSet:
    """First all that is switched off goes, then all else comes: the files have no order."""
    off = {id for one in rules for id in one.off}
    cues = [cue for cue in shipped.cues if cue.id not in off]
    links = [link for link in shipped.links if link.id not in off]
    return replace(
        shipped,
        cues=(*cues, *(cue for one in rules for cue in one.cues)),
        links=(*links, *(link for one in rules for link in one.links)),
        roles=_roles(shipped.roles, rules),
        coordination=_gap(shipped, "coordination", rules, off),
        membership=_gap(shipped, "membership", rules, off),
        contrast=_gap(shipped, "contrast", rules, off),
        side_effects=_gap(shipped, "side_effects", rules, off),
    )


def _roles(shipped: Roles, rules: Sequence[Rules]) -> Roles:
    none = frozenset[str]()
    return Roles(
        **{
            key: getattr(shipped, key).union(*(one.roles.get(key, none) for one in rules))
            for key in ROLE_KEYS
        }
    )


def _gap(shipped: CueSet, key: str, rules: Sequence[Rules], off: Container[str]) -> Gap:
    never = Gap(compiled("(?!)", shipped.language), (), ())
    found: Gap = never if key in off else getattr(shipped, key)
    for own in (one.gaps[key] for one in rules if key in one.gaps):
        found = joined(found, own, shipped.language)
    return found

"""Drug classes put together from a target and a head: ``IGF-1R阻害薬``, ``anti-PD-1 antibody``.

The heads are data (``classes.toml``); here a head is tied to the target before it (or after
it, in ``inhibitor of X``), and a head shared by several targets gives one class for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import ALIAS, PATTERN, Candidate, Target, text_grounding
from pipeline.tag.rules import Rule, load_rules, load_table, rule_named
from pipeline.tag.scene import Scene

_FILE = "classes.toml"
_LOOK_BACK = 24
_TYPES = (MentionType.GENE, MentionType.PROCESS, MentionType.CHEMICAL)
_SHAREABLE = (MentionType.GENE,)
_SHORT = "class.short"
BRACKETED = ".bracket"
"""End of ``found_by`` where a bracket stands between target and head."""


def names_its_target(found: Candidate) -> bool:
    """Whether a class ends with its target's name: a bracket behind it is of the target."""
    return found.found_by.startswith("class.reverse") or found.found_by.endswith(BRACKETED)


def find_classes(scene: Scene) -> Iterator[Candidate]:
    """Propose every class that a target and a head make."""
    yield from _short(scene)
    for rule in load_rules(_FILE):
        if rule.attrs.get("reverse"):
            yield from _reversed(scene, rule)
        elif rule.text("name") and rule.id != _SHORT:
            yield from _forward(scene, rule)


def _short(scene: Scene) -> Iterator[Candidate]:
    """``MEKi``: the symbol of a gene, and an i for its inhibitor."""
    rule = rule_named(_FILE, _SHORT)
    for match in rule.finditer(scene.text):
        found = scene.lexicon.gene_symbol(match["target"])
        if found is not None:
            target = Target(*match.span("target"), MentionType.GENE, *found)
            yield _candidate(*match.span("span"), rule, target)


def _forward(scene: Scene, rule: Rule) -> Iterator[Candidate]:
    for match in rule.finditer(scene.text):
        # The modifiers that the pattern took may belong to the target's own name.
        cuts = range(match.start(), match.start("head") + 1)
        ending = [target for cut in cuts if (target := scene.target_ending(cut, _TYPES))]
        ending = ending or list(_unlisted(scene, cuts))
        if not ending:
            continue
        target = min(ending, key=lambda found: (found.start, -found.end))
        prefixed = _with_prefix(scene, target.start)
        if rule.attrs.get("prefixed") and prefixed == target.start:
            continue
        start = prefixed if _takes_prefix(rule) else target.start
        if (both := _of_two(scene, target)) is not None:
            start, target = _with_prefix(scene, both.start), both
        if "(" in scene.text[target.end : match.start("head")]:
            # histone deacetylase (HDAC) inhibitors: the bracket parts the name from its head
            yield _candidate(start, target.end, rule, target, BRACKETED)
            continue
        yield _candidate(start, match.end(), rule, target)
        yield from _conjuncts(scene, start, rule)


def _takes_prefix(rule: Rule) -> bool:
    """Whether "anti-" before the target belongs to the class."""
    return (
        "antibody" in rule.text("name")
        or bool(rule.attrs.get("prefixed"))
        or rule.id.startswith(("class.targeted", "class.car"))
        or rule.id == "class.inhibitor.en"
    )


def _unlisted(scene: Scene, cuts: range) -> Iterator[Target]:
    """A symbol that no list holds, where only a target can stand: ``KDM5阻害薬``."""
    rule = rule_named(_FILE, "class.unlisted_target")
    for cut in cuts:
        low = max(0, cut - _LOOK_BACK)
        if found := rule.regex.search(scene.text[low:cut]):
            id = text_grounding(MentionType.GENE, found[0], 0.0, rule.id).id
            yield Target(low + found.start(), cut, MentionType.GENE, id, found[0])


def _of_two(scene: Scene, target: Target) -> Target | None:
    """``PI3K/mTOR inhibitor``: one class of two targets; ``BRAF/MEK`` are two given together."""
    # In anti-PD-L1/anti-CTLA-4 antibody each has its own "anti-": two classes.
    if target.type is not MentionType.GENE or scene.text[: target.start][-1:] != "/":
        return None
    other = scene.target_ending(target.start - 1, _SHAREABLE)
    if other is None or other.id == target.id:
        return None
    table = load_table(_FILE)["together"]
    pairs = table["pairs"] if isinstance(table, dict) else ()
    if [other.symbol, target.symbol] in pairs:
        return None
    symbol = f"{_called(other)}/{_called(target)}"
    return Target(other.start, target.end, MentionType.GENE, other.id, symbol)


def _with_prefix(scene: Scene, start: int) -> int:
    before = scene.text[max(0, start - _LOOK_BACK) : start]
    found = rule_named(_FILE, "class.prefix.anti").regex.search(before)
    return start - len(found[0]) if found else start


def _conjuncts(scene: Scene, start: int, rule: Rule) -> Iterator[Candidate]:
    """Targets listed before the one that has the head: each is a class by its bare span."""
    found: list[Target] = []
    # A comma alone lists anything; after "A and B inhibitors" it goes on with the list.
    while (earlier := _conjunct_before(scene, start, commas=bool(found))) is not None:
        found.append(earlier)
        start = _with_prefix(scene, earlier.start)
    if not found:
        return
    before = scene.text[max(0, start - _LOOK_BACK) : start]
    if rule_named(_FILE, "class.not_conjunct").regex.search(before):
        return
    for target in found:
        yield _candidate(_with_prefix(scene, target.start), target.end, rule, target, ".conjunct")


def _conjunct_before(scene: Scene, start: int, *, commas: bool) -> Target | None:
    before = scene.text[max(0, start - _LOOK_BACK) : start]
    link = rule_named(_FILE, "class.conjunct").regex.search(before)
    if link is None or (link[0].strip() in (",", "、") and not commas):
        return None
    return scene.target_ending(start - len(link[0]), _SHAREABLE)


def _reversed(scene: Scene, rule: Rule) -> Iterator[Candidate]:
    """``inhibitors of X``: the words before the target are looked at, target by target."""
    for target in scene.targets:
        if target.type is not MentionType.GENE:
            continue
        low = max(0, target.start - 2 * _LOOK_BACK)
        found = rule.regex.search(scene.text[low : target.start])
        if found:
            yield _candidate(low + found.start(), target.end, rule, target)


def _candidate(start: int, end: int, rule: Rule, target: Target, suffix: str = "") -> Candidate:
    name = rule.text("name").format(target=_called(target))
    ids = (Grounding(class_id(name), name, 0.9, "target and head"),)
    # A bare conjunct covers the same characters as its gene and means more.
    rank = ALIAS if suffix else PATTERN
    return Candidate(start, end, MentionType.DRUG_CLASS, rule.id + suffix, ids, rank)


def _called(target: Target) -> str:
    """A target in the name of its class: symbols as they are, words in lower case."""
    words = target.symbol.replace("_", " ").removesuffix(" process").removesuffix(" family")
    is_word = target.type is not MentionType.GENE or re.fullmatch(r"[A-Z][a-z]{3,}", words)
    return words.lower() if is_word and not words.isupper() else words


def class_id(name: str) -> str:
    """The id of a class from its canonical name: ``EGFR inhibitor`` → ``class:EGFR-inhibitor``."""
    return "class:" + "-".join(name.split())

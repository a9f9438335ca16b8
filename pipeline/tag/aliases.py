"""Short forms that a document introduces: ``long form (SHORT)``, in both languages.

English pairs are aligned as Schwartz and Hearst do (Pac Symp Biocomput 2003, 451-462): every
character of the short form, from its end, is found in the words before the bracket, the first
at the start of a word. A Japanese long form shares no letters with a Latin short form: there
the long form is the mention that ends right before the bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import MentionType
from pipeline.tag.candidate import Candidate
from pipeline.tag.rules import rule_named
from pipeline.tag.scene import Scene
from pipeline.text import is_japanese

_FILE = "aliases.toml"
_REFUTABLE = (MentionType.GENE, MentionType.CELL_LINE)
_ALIASED = frozenset(MentionType) - {MentionType.DOI, MentionType.VARIANT}
_DECLARED = re.compile(
    r"^\((?:以下|略|別名|商品名|製品名|一般名|開発コード|通称|here|also|called|termed|abbrev|referred|formerly|aka)"
)


@dataclass(frozen=True, slots=True)
class Alias:
    """A short form, where it comes in, and the mention that it stands for.

    ``meaning`` is None where the long form is no mention: then the short form is none either
    (``progression-free survival (PFS)``).
    """

    surface: str  # folded
    at: int  # raw offset of the document from which it holds
    meaning: Candidate | None


def find_aliases(scene: Scene, chosen: Sequence[Candidate]) -> Iterator[Alias]:
    """Read the brackets of a block, given the mentions chosen in it so far."""
    ending = {candidate.end: candidate for candidate in chosen}
    exact = {(candidate.start, candidate.end): candidate for candidate in chosen}
    for match in rule_named(_FILE, "alias.bracket").finditer(scene.text):
        start, end = match.span("span")
        before = _before(scene.text, match.start())
        long_form = ending.get(before)
        inside = exact.get((start, end))
        at = scene.view.starts[start]
        if long_form is not None and long_form.found_by.startswith("class.reverse"):
            continue  # inhibitors of X (Y): Y is short for X, not for the class
        if long_form is not None and long_form.type in _ALIASED:
            declared = bool(_DECLARED.match(match[0]))
            if _names(scene.text, long_form, inside, match["span"], declared):
                yield Alias(match["span"], at, long_form)
        elif inside is not None:
            yield from _short_first(scene, before, inside)
            if _refuted(scene, before, match["span"], inside):
                yield Alias(match["span"], at, None)


def _names(
    text: str, long_form: Candidate, inside: Candidate | None, surface: str, declared: bool
) -> bool:
    """Whether what stands in brackets is a short form of the mention before them."""
    if inside is None:
        return _may_name(text, long_form, surface, declared)
    return _agree(text, long_form, inside)


def _before(text: str, bracket: int) -> int:
    return bracket - 1 if text[bracket - 1 : bracket] == " " else bracket


def _may_name(text: str, long_form: Candidate, surface: str, declared: bool) -> bool:
    """Whether an unknown name in brackets can be a short form of the mention before them."""
    if declared:
        return bool(rule_named(_FILE, "alias.said.ja").regex.match(surface))
    if not rule_named(_FILE, "alias.shape").regex.match(surface):
        return False
    long_text = text[long_form.start : long_form.end]
    if is_japanese(long_text[-1]):
        # A class before a code introduces one of its drugs, not a short form of the class.
        fits = not any(char.isdigit() for char in surface)
        return any(char.isupper() for char in surface) and (
            fits or long_form.type not in (MentionType.DRUG_CLASS, MentionType.DISEASE)
        )
    # T-DXd and CDDP keep only the first letter of the drug's name in its place.
    abbreviates = long_form.type is MentionType.DRUG and surface[0].lower() == long_text[0].lower()
    return abbreviates or aligned(surface, long_text) is not None


def _agree(text: str, long_form: Candidate, inside: Candidate) -> bool:
    """Both are known: the short form may have lost to a better known namesake."""
    short = text[inside.start : inside.end]
    if inside.type is MentionType.VARIANT or len(short) >= long_form.length:
        return False
    if inside.groundings[:1] == long_form.groundings[:1]:
        return False  # nothing to settle
    if {g.id for g in inside.groundings} & {g.id for g in long_form.groundings}:
        return True
    long_text = text[long_form.start : long_form.end]
    return not is_japanese(long_text[-1]) and aligned(short, long_text) is not None


def _short_first(scene: Scene, before: int, inside: Candidate) -> Iterator[Alias]:
    """``AG(アンフィレグリン)``: an unknown short form, its meaning in brackets."""
    found = re.search(
        r"(?<![A-Za-z0-9-])[A-Z][A-Za-z0-9-]{1,9}$", scene.text[max(0, before - 12) : before]
    )
    if not found or inside.type not in _ALIASED:
        return
    long_text = scene.text[inside.start : inside.end]
    if is_japanese(long_text[-1]) or aligned(found[0], long_text) is not None:
        yield Alias(found[0], scene.view.starts[before - len(found[0])], inside)


def _refuted(scene: Scene, before: int, surface: str, inside: Candidate) -> bool:
    """Whether a long form that is no mention shows that the short form is none here.

    ``progression-free survival (PFS)`` does; ``NIMA-related kinase 2 (NEK2)`` is a name of the
    gene that the lexicon does not hold.
    """
    if inside.type not in _REFUTABLE or len(surface) > 6 or any(c.isdigit() for c in surface):
        return False
    words = re.split(r"[.;:()]\s", scene.text[max(0, before - 100) : before])[-1]
    start = aligned(surface, words)
    if start is None or " " not in words[start:].strip():
        return False
    return not rule_named(_FILE, "alias.molecule").regex.search(words[start:])


def aligned(short: str, words: str) -> int | None:
    """Where in ``words`` the long form of ``short`` begins, or None where they do not align.

    Source: Schwartz & Hearst 2003, ``findBestLongForm``; limited to their window of
    min(len + 5, 2 len) words.
    """
    at = len(words)
    for index in range(len(short) - 1, -1, -1):
        char = short[index].lower()
        if not char.isalnum():
            continue
        at -= 1
        while at >= 0 and (
            words[at].lower() != char or (index == 0 and at > 0 and words[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    count = len(words[at:].split())
    limit = min(len(short) + 5, 2 * len(short))
    return at if count <= limit and len(words) - at > len(short) else None


def meanings(aliases: Iterable[Alias]) -> dict[str, list[Alias]]:
    """Aliases by surface, each list by place; a later definition holds from there on."""
    by_surface: dict[str, list[Alias]] = {}
    for alias in sorted(aliases, key=lambda alias: alias.at):
        by_surface.setdefault(alias.surface, []).append(alias)
    return by_surface

"""Drugs that no list holds: by the stem of their name, by their maker's code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import GUESS, PATTERN, Candidate, text_grounding
from pipeline.tag.rules import load_table, load_tsv, rule_named, strings
from pipeline.tag.scene import Scene
from pipeline.tag.translit import latin_drug

_FILE = "drugs.toml"
_LOOK_BACK = 24
_LOOK_AHEAD = 60
_LONG_KANA = 6  # katakana; shorter words spell some drug or other too easily
_CLOSE = 0.7  # at most four kana in another than their likeliest spelling
_TAKEN = (MentionType.GENE, MentionType.CELL_LINE, MentionType.DISEASE, MentionType.CHEMICAL)


@cache
def _stems() -> tuple[dict[str, float], re.Pattern[str], dict[str, float], re.Pattern[str]]:
    table = load_table(_FILE)
    stems = table["stem"]
    payload = table["payload"]
    assert isinstance(stems, list)
    assert isinstance(payload, dict)
    english = {str(stem["en"]): float(stem["score"]) for stem in stems}
    japanese = {str(stem["ja"]): float(stem["score"]) for stem in stems}
    words = "|".join(strings(payload["words"]))
    return (
        english,
        re.compile(
            rf"(?<![A-Za-z0-9])[A-Za-z][a-z]{{2,}}?(?:{_longest(english)})"
            rf"(?:-[a-z]{{4}}(?![a-z]))?(?: (?:{words}))?(?![A-Za-z0-9])"
        ),
        japanese,
        re.compile(rf"(?<![ァ-ヴー])[ァ-ヴー]{{2,}}?(?:{_longest(japanese)})(?![ァ-ヴー])"),
    )


def _longest(stems: dict[str, float]) -> str:
    return "|".join(sorted(stems, key=lambda stem: (-len(stem), stem)))


def _score(surface: str, stems: dict[str, float]) -> float:
    return max((score for stem, score in stems.items() if stem in surface), default=0.5)


def find_stem_drugs(scene: Scene) -> Iterator[Candidate]:
    """Propose words built like international nonproprietary names."""
    english, english_regex, japanese, japanese_regex = _stems()
    for match in english_regex.finditer(scene.text):
        surface = match[0].lower()
        if surface not in _not_drugs("en"):
            ids = _known(scene, surface) or _misspelled(scene, surface)
            ids = ids or _unknown(surface, english)
            yield Candidate(*match.span(), MentionType.DRUG, "drug.stem", ids)
    for match in japanese_regex.finditer(scene.text):
        surface = match[0]
        if surface not in _not_drugs("ja"):
            ids = _known(scene, surface) or latin_drug(surface, scene.lexicon)
            ids = ids or _unknown(surface, japanese)
            yield Candidate(*match.span(), MentionType.DRUG, "drug.stem.ja", ids)


_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_MISSPELLED = 8  # letters at least; shorter names are too near to one another


def _misspelled(scene: Scene, surface: str) -> tuple[Grounding, ...]:
    """The one drug whose name is a letter away: ``bosutanib`` is bosutinib."""
    if len(surface) < _MISSPELLED:
        return ()
    near: dict[str, Grounding] = {}
    for at in range(1, len(surface)):  # the first letter is hardly ever wrong
        head, tail = surface[:at], surface[at:]
        swapped = tail[1::-1] + tail[2:]
        for other in (tail[1:], swapped, *(c + t for c in _ALPHABET for t in (tail, tail[1:]))):
            for known in _known(scene, head + other):
                near[known.id] = known
    if len(near) != 1:
        return ()
    (found,) = near.values()
    return (Grounding(found.id, found.name, 0.6, f"a letter away from {found.name}"),)


def _unknown(surface: str, stems: dict[str, float]) -> tuple[Grounding, ...]:
    score = _score(surface, stems)
    return (text_grounding(MentionType.DRUG, surface, score, "inn stem"),)


def find_kana_drugs(scene: Scene) -> Iterator[Candidate]:
    """Propose katakana words that a drug's name transliterates.

    A long word that spells a generic name closely can be nothing else; for the rest the text
    must say that it is a drug.
    """
    for match in rule_named(_FILE, "drug.kana").finditer(scene.text):
        if match[0] in _amino_acids() or scene.lexicon.lookup(match[0]):
            continue
        ids = latin_drug(match[0], scene.lexicon)
        if not ids:
            continue
        if len(match[0]) >= _LONG_KANA and ids[0].score >= _CLOSE:
            yield Candidate(*match.span(), MentionType.DRUG, "drug.kana.close", ids, PATTERN)
        elif _said_in_kana(scene.text, *match.span()):
            yield Candidate(*match.span(), MentionType.DRUG, "drug.kana", ids, GUESS)


def _said_in_kana(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_BACK]
    return bool(
        rule_named(_FILE, "drug.code.context.before").regex.search(before)
        or rule_named(_FILE, "drug.kana.after").regex.match(after)
    )


@cache
def _amino_acids() -> frozenset[str]:
    """Their names in katakana: parts of every protein, no drugs."""
    return frozenset(name for row in load_tsv("amino_acids.tsv") for name in row[2].split("|"))


def _not_drugs(language: str) -> tuple[str, ...]:
    table = load_table(_FILE)["not_drugs"]
    return strings(table[language]) if isinstance(table, dict) else ()


def _known(scene: Scene, surface: str) -> tuple[Grounding, ...]:
    return tuple(
        Grounding(entry.id, entry.name, entry.score, entry.why)
        for entry in scene.lexicon.lookup(surface)
        if entry.type is MentionType.DRUG
    )


def find_combinations(scene: Scene) -> Iterator[Candidate]:
    """Propose combinations that go by one name, as S-1, where it is no label of a figure."""
    table = load_table(_FILE)["combination"]
    assert isinstance(table, dict)
    for name, surfaces in table.items():
        body = "|".join(map(re.escape, strings(surfaces)))
        edges = r"(?<![A-Za-z0-9ァ-ヴー-])(?<!Figure )(?<!Fig\. )(?<!Table )(?<!図)(?<!表)"
        for match in re.finditer(rf"{edges}(?:{body})(?![A-Za-z0-9ァ-ヴー-])", scene.text):
            ids = (text_grounding(MentionType.DRUG, name, 0.9, "name of a combination"),)
            yield Candidate(*match.span(), MentionType.DRUG, "drug.combination", ids)


@cache
def _code_regex() -> re.Pattern[str]:
    table = load_table(_FILE)
    codes = table["code"]
    assert isinstance(codes, list)
    parts = []
    for row in codes:
        low, high = str(row["digits"]).split("-")
        for prefix in strings(row["prefixes"]):
            least = _least(prefix, int(low))
            parts.append(rf"{prefix}[- ]?\d{{{least},{high}}}")
    body = "|".join(sorted(parts, key=lambda part: (-len(part), part)))
    return re.compile(rf"(?<![A-Za-z0-9-])(?:{body})[A-Z]?(?![A-Za-z0-9])")


def _least(prefix: str, low: int) -> int:
    table = load_table(_FILE)["code_short"]
    return int(table.get(prefix, low)) if isinstance(table, dict) else low


def find_codes(scene: Scene) -> Iterator[Candidate]:
    """Propose makers' codes; a code of unknown letters only beside a word for a drug."""
    trial = rule_named(_FILE, "drug.code.trial").regex
    for match in _code_regex().finditer(scene.text):
        if not _is_other(scene, match[0]) and not trial.match(scene.text, match.end()):
            yield _code(scene, *match.span(), "drug.code", 0.8, PATTERN)
    ends: list[int] = []  # of codes taken: what follows one in a list is one too
    for match in rule_named(_FILE, "drug.code.generic").finditer(scene.text):
        start, end = match.span("span")
        said = _said_drug(scene.text, start, end) or _beside_drug(scene, start, ends[-1:])
        if said and not _is_other(scene, match["span"]):
            ends.append(end)
            yield _code(scene, start, end, "drug.code.context", 0.6, GUESS)


def _is_other(scene: Scene, surface: str) -> bool:
    """Whether a code names something else; an animal's line may be what makes an antibody."""
    return any(
        entry.type in _TAKEN and not entry.why.endswith("animal")
        for entry in scene.lexicon.lookup(surface)
    )


def _said_drug(text: str, start: int, end: int) -> bool:
    """Whether the words beside a code say that it is a drug."""
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_AHEAD]
    return bool(
        rule_named(_FILE, "drug.code.context.before").regex.search(before)
        or rule_named(_FILE, "drug.code.context.treated").regex.search(before)
        or rule_named(_FILE, "drug.code.context.after").regex.match(after)
    )


def _beside_drug(scene: Scene, start: int, codes: list[int]) -> bool:
    """Whether a drug of the lexicon, or a code ending at one of ``codes``, comes right before."""
    link = rule_named(_FILE, "drug.list").regex
    known = [hit.end for hit in scene.hits if hit.entries[0].type is MentionType.DRUG]
    return any(
        link.match(scene.text[end:start]) for end in (*known, *codes) if start - 8 <= end < start
    )


def _code(scene: Scene, start: int, end: int, rule: str, score: float, rank: int) -> Candidate:
    surface = scene.text[start:end]
    ids = _known(scene, surface) or (text_grounding(MentionType.DRUG, surface, score, rule),)
    return Candidate(start, end, MentionType.DRUG, rule, ids, rank)

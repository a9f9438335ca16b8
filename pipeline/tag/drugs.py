"""Drugs that no list holds: by the stem of their name, by their maker's code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.model import Grounding, MentionType
from pipeline.tag.candidate import GUESS, PATTERN, Candidate, text_grounding
from pipeline.tag.rules import load_table, rule_named, strings
from pipeline.tag.scene import Scene
from pipeline.tag.translit import latin_drug

_FILE = "drugs.toml"
_LOOK_BACK = 24
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
            ids = _known(scene, surface) or _unknown(surface, english)
            yield Candidate(*match.span(), MentionType.DRUG, "drug.stem", ids)
    for match in japanese_regex.finditer(scene.text):
        surface = match[0]
        if surface not in _not_drugs("ja"):
            ids = _known(scene, surface) or latin_drug(surface, scene.lexicon)
            ids = ids or _unknown(surface, japanese)
            yield Candidate(*match.span(), MentionType.DRUG, "drug.stem.ja", ids)


def _unknown(surface: str, stems: dict[str, float]) -> tuple[Grounding, ...]:
    score = _score(surface, stems)
    return (text_grounding(MentionType.DRUG, surface, score, "inn stem"),)


def find_kana_drugs(scene: Scene) -> Iterator[Candidate]:
    """Propose katakana words that a drug's name transliterates, where the text says a drug."""
    for match in rule_named(_FILE, "drug.kana").finditer(scene.text):
        before = scene.text[max(0, match.start() - _LOOK_BACK) : match.start()]
        after = scene.text[match.end() : match.end() + _LOOK_BACK]
        said = rule_named(_FILE, "drug.code.context.before").regex.search(before)
        said = said or rule_named(_FILE, "drug.kana.after").regex.match(after)
        if said and not scene.lexicon.lookup(match[0]):
            ids = latin_drug(match[0], scene.lexicon)
            if ids:
                yield Candidate(*match.span(), MentionType.DRUG, "drug.kana", ids, GUESS)


def _not_drugs(language: str) -> tuple[str, ...]:
    table = load_table(_FILE)["not_drugs"]
    return strings(table[language]) if isinstance(table, dict) else ()


def _known(scene: Scene, surface: str) -> tuple[Grounding, ...]:
    return tuple(
        Grounding(entry.id, entry.name, entry.score, entry.why)
        for entry in scene.lexicon.lookup(surface)
        if entry.type is MentionType.DRUG
    )


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
    for match in _code_regex().finditer(scene.text):
        if not scene.has_type(match[0], *_TAKEN):
            yield _code(scene, *match.span(), "drug.code", 0.8, PATTERN)
    for match in rule_named(_FILE, "drug.code.generic").finditer(scene.text):
        start, end = match.span("span")
        said = _said_drug(scene.text, start, end) or _beside_drug(scene, start)
        if said and not scene.has_type(match[0], *_TAKEN):
            yield _code(scene, *match.span("span"), "drug.code.context", 0.6, GUESS)


def _said_drug(text: str, start: int, end: int) -> bool:
    """Whether the words beside a code say that it is a drug."""
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_BACK]
    return bool(
        rule_named(_FILE, "drug.code.context.before").regex.search(before)
        or rule_named(_FILE, "drug.code.context.treated").regex.search(before)
        or rule_named(_FILE, "drug.code.context.after").regex.match(after)
    )


def _beside_drug(scene: Scene, start: int) -> bool:
    """Whether a drug of the lexicon comes right before in a list."""
    link = rule_named(_FILE, "drug.list").regex
    return any(
        hit.entries[0].type is MentionType.DRUG and link.match(scene.text[hit.end : start])
        for hit in scene.hits
        if start - 8 <= hit.end < start
    )


def _code(scene: Scene, start: int, end: int, rule: str, score: float, rank: int) -> Candidate:
    surface = scene.text[start:end]
    ids = _known(scene, surface) or (text_grounding(MentionType.DRUG, surface, score, rule),)
    return Candidate(start, end, MentionType.DRUG, rule, ids, rank)

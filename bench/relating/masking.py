"""Whether relations are read off sentences or off names: every name made a placeholder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tagging.passages import Figure

from pipeline.gold import GoldDocument
from pipeline.model import Document, Grounding, Mention, MentionType
from pipeline.read import document_from_text
from pipeline.score import Counts
from relating.counting import agreement, f1, ratio, value
from relating.reading import mentions_of, read_given, read_set, texts_of

BAR = 0.03

JAPANESE: Mapping[MentionType, str] = {
    MentionType.DRUG: "薬剤",
    MentionType.DRUG_CLASS: "薬剤群",
    MentionType.GENE: "遺伝子",
    MentionType.VARIANT: "変異",
    MentionType.CELL_LINE: "細胞株",
    MentionType.DISEASE: "疾患",
    MentionType.PROCESS: "過程",
    MentionType.CHEMICAL: "物質",
}

Rename = Callable[[Mention], tuple[str, Grounding]]
"""What stands in a mention's place, and what that names."""


def figures() -> list[Figure]:
    """F1 on dev with real names and with placeholders, mentions given, and the gap."""
    texts, real = texts_of("dev"), read_set("dev", given=True)
    assert texts is not None  # the project's own
    assert real is not None
    masked = read_given(
        respelled(replace(doc, mentions=mentions_of(gold)), placeholders(gold))
        for gold, doc in zip(texts.gold, texts.documents, strict=True)
    )
    pairs = [(_counts(gold, real[gold.id]), _counts(gold, masked[gold.id])) for gold in texts.gold]
    return [
        ratio("dev, real names", [before for before, _ in pairs]),
        ratio("dev, placeholders", [after for _, after in pairs]),
        value("difference of F1, either way", pairs, gap, BAR, at_most=True),
    ]


def _counts(gold: GoldDocument, doc: Document) -> Counts:
    return agreement(gold, (r.key for r in doc.relations))


def gap(pairs: Sequence[tuple[Counts, Counts]]) -> float | None:
    """How far F1 with placeholders is from F1 with names."""
    before, after = f1(b for b, _ in pairs), f1(a for _, a in pairs)
    return None if before is None or after is None else abs(before - after)


def placeholders(gold: GoldDocument) -> Rename:
    """One placeholder for each thing that a document names, numbered as they come."""
    numbers: Counter[MentionType] = Counter()
    words: dict[str, str] = {}
    for mention in mentions_of(gold):
        if mention.id not in words:
            numbers[mention.type] += 1
            kind = JAPANESE.get(mention.type) if gold.language == "ja" else None
            words[mention.id] = f"{kind or mention.type.value}{numbers[mention.type]}"

    def rename(mention: Mention) -> tuple[str, Grounding]:
        word = words[mention.id]
        return word, Grounding(mention.id, word, 1.0, "masked")

    return rename


def respelled(doc: Document, rename: Rename) -> Document:
    """A document with other words in the place of its mentions, whose ranges move along.

    A DOI stays: it is no name. Mentions may not overlap.

    Args:
        doc: not segmented yet, with mentions.
        rename: what each mention becomes.
    """
    parts: list[str] = []
    moved: list[Mention] = []
    at = length = 0
    for mention in sorted(doc.mentions, key=lambda m: m.start):
        word, ground = _renamed(doc, mention, rename)
        parts += [doc.text[at : mention.start], word]
        start = length + mention.start - at
        length, at = start + len(word), mention.end
        moved.append(replace(mention, start=start, end=length, candidates=(ground,)))
    parts.append(doc.text[at:])
    return replace(document_from_text("".join(parts), id=doc.id), mentions=tuple(moved))


def _renamed(doc: Document, mention: Mention, rename: Rename) -> tuple[str, Grounding]:
    if mention.type is MentionType.DOI:
        return doc.text[mention.start : mention.end], mention.candidates[0]
    return rename(mention)

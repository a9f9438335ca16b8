"""Which paper a text is about, and which institution speaks, where it says so plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.model import Block, BlockKind
from pipeline.segment.marks import table
from pipeline.text import FoldedText, language_of

_LABEL = re.compile(
    r"[\s■●○・※*-]*(?P<name>[^\s:。、,;][^:。;]{0,24}?)\s*:(?!//|:)\s*(?P<value>\S.*)$", re.S
)
# In a form a wide space stands for the colon; unwrapped, none is left: 掲載誌Blood Notes
_FORM = re.compile(r"(?P<name>[\u3041-\u30ff\u3400-\u9fff]{2,8}?)\s*(?P<value>[A-Z“\"].*)$", re.S)
_TITLE_LEAST = 12  # characters; a shorter one tells papers not apart
_QUOTES = " 「」『』“”\"'‘’<>()[]"
_TRANSLATION = re.compile(r"[(\[「](?:[邦和英][題訳]\s*:\s*)?(?P<value>.{12,300})[)\]」]$", re.S)
_OWN_TRANSLATION = re.compile(r"\s*\((?:邦題|和題|和訳|日本語[題名訳]|英題|英訳)\s*:?.*$", re.S)
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[).]\s*)")


@dataclass(frozen=True, slots=True)
class _Pattern:
    field: str
    pattern: re.Pattern[str]


@cache
def patterns(key: str) -> tuple[_Pattern, ...]:
    """The patterns of ``paper.toml`` under a key."""
    flags = re.IGNORECASE if key == "label" else 0
    return tuple(
        _Pattern(row["field"], re.compile(row["pattern"], flags))
        for row in table("paper.toml")[key]
    )


def paper_of(blocks: Sequence[Block], views: Sequence[FoldedText]) -> dict[str, object]:
    """What the blocks tell: ``journal``, ``paper_titles`` by language, ``institution``.

    A label counts before running text. Of several papers only the first is told.
    """
    texts = [view.folded.strip() for view in views]
    found: dict[str, object] = {}
    titles: dict[str, str] = {}
    for at, text in enumerate(texts):
        field, value = _labelled(text, form=blocks[at].kind is BlockKind.REFERENCE)
        if field == "journal":
            found.setdefault("journal", value)
        elif field == "paper_title":
            for title in (value, *_translations(texts, at)):
                titles.setdefault(language_of(title), title)
    if titles := {k: v for k, v in sorted(titles.items()) if k in ("en", "ja")}:
        found["paper_titles"] = titles
    for value in () if "journal" in found else _in_prose(blocks, texts):
        found["journal"] = value
        break
    if sender := _sender(blocks, texts):
        found["institution"] = sender
    return found


def field_of(label: str) -> str:
    """The field that a label before a colon names, or an empty string."""
    return next((p.field for p in patterns("label") if p.pattern.search(label)), "")


def _labelled(text: str, *, form: bool) -> tuple[str, str]:
    found = _LABEL.match(text)
    if form and not (found and field_of(found["name"])):
        found = _FORM.match(text)
    field = field_of(found["name"]) if found else ""
    value = found["value"].strip(_QUOTES).rstrip(".。") if found else ""
    if field == "paper_title":
        value = _OWN_TRANSLATION.sub("", value)
    if field == "paper_title" and len(value) < _TITLE_LEAST:
        return "", ""
    return field, value


def _translations(texts: Sequence[str], at: int) -> Iterator[str]:
    """The same title in the other language: in brackets, at its end or in the next block."""
    if at + 1 < len(texts) and (found := _TRANSLATION.fullmatch(texts[at + 1])):
        yield found["value"].strip(_QUOTES)


def _in_prose(blocks: Sequence[Block], texts: Sequence[str]) -> Iterator[str]:
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.REFERENCE)
    for block, text in zip(blocks, texts, strict=True):
        if block.kind in kinds:
            hits = [m for p in patterns("prose") for m in p.pattern.finditer(text)]
            yield from (hit["value"] for hit in sorted(hits, key=lambda hit: hit.start()))


def _sender(blocks: Sequence[Block], texts: Sequence[str]) -> str:
    """The sender's line above the title, if there is one alone."""
    title = next((i for i, b in enumerate(blocks) if b.kind is BlockKind.TITLE), 0)
    found = [
        hit["value"]
        for text in texts[:title]
        for p in patterns("sender")
        if (hit := p.pattern.match(_NUMBERED.sub("", text)))
    ]
    return found[0] if len(set(found)) == 1 else ""

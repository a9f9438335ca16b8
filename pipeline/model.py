"""The types that pass between stages: plain, frozen, without any library's objects.

Every offset is a half-open range of code points into ``Document.text``, which is
the decoded source and is never rewritten.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Literal, NamedTuple

from pipeline.errors import SpanError

Language = Literal["ja", "en", "mixed", "other"]
Polarity = Literal["positive", "negative"]
Certainty = Literal["asserted", "hypothesised"]
RelationKind = Literal["CAUSES_RESISTANCE", "OVERCOMES"]
EvidenceSource = Literal["explicit", "discourse"]
Slot = Literal["cause", "agent", "therapy", "via"]

RELATION_KINDS: tuple[RelationKind, ...] = ("CAUSES_RESISTANCE", "OVERCOMES")


class MentionType(StrEnum):
    """The nine kinds of named thing, as the annotation guidelines define them."""

    DRUG = "Drug"
    DRUG_CLASS = "DrugClass"
    GENE = "Gene"
    VARIANT = "Variant"
    CELL_LINE = "CellLine"
    DISEASE = "Disease"
    PROCESS = "Process"
    CHEMICAL = "Chemical"
    DOI = "DOI"


class State(StrEnum):
    """How a cause or an agent is changed, where the text says so."""

    MUTATION = "mutation"
    OVEREXPRESSION = "overexpression"
    AMPLIFICATION = "amplification"
    ACTIVATION = "activation"
    FUSION = "fusion"
    LOSS = "loss"
    LOW_EXPRESSION = "low_expression"
    LOW_ACTIVITY = "low_activity"
    INHIBITION = "inhibition"
    SPLICE_VARIANT = "splice_variant"
    RELOCALISATION = "relocalisation"
    PRESENCE = "presence"


class BlockKind(StrEnum):
    """What a block of a document is for."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    GLOSSARY = "glossary"
    REFERENCE = "reference"
    CONTACT = "contact"
    BOILERPLATE = "boilerplate"


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this range."""
        return self.start <= other.start and other.end <= self.end


def _check_range(start: int, end: int, what: str) -> None:
    if not 0 <= start < end:
        raise SpanError(f"{what} [{start}, {end}) is empty, reversed or negative")


@dataclass(frozen=True, slots=True, order=True)
class Grounding:
    """One candidate identity of a mention. ``id`` is a CURIE; ``score`` is in 0..1."""

    id: str
    name: str
    score: float
    why: str  # e.g. "hgnc symbol", "pmda generic", "inn stem"


@dataclass(frozen=True, slots=True)
class Mention:
    """A typed span of the source text. The first candidate is the choice."""

    start: int
    end: int
    type: MentionType
    found_by: str  # the lexicon or the pattern's id
    candidates: tuple[Grounding, ...] = ()

    def __post_init__(self) -> None:
        _check_range(self.start, self.end, f"{self.type} mention")

    @property
    def span(self) -> Span:
        """The mention's range in ``Document.text``."""
        return Span(self.start, self.end)

    @property
    def id(self) -> str:
        """The chosen CURIE; empty before grounding."""
        return self.candidates[0].id if self.candidates else ""

    @property
    def name(self) -> str:
        """The chosen canonical name; empty before grounding."""
        return self.candidates[0].name if self.candidates else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text with one function and one language."""

    start: int
    end: int
    kind: BlockKind
    language: Language

    def __post_init__(self) -> None:
        _check_range(self.start, self.end, f"{self.kind} block")

    @property
    def span(self) -> Span:
        """The block's range in ``Document.text``."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, whole inside the block with the index ``block``."""

    start: int
    end: int
    block: int
    language: Language

    def __post_init__(self) -> None:
        _check_range(self.start, self.end, "sentence")

    @property
    def span(self) -> Span:
        """The sentence's range in ``Document.text``."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a parsed sentence, in Universal Dependencies v2 terms.

    ``start`` and ``end`` are code points of ``Document.text``; ``head`` is the index of
    the governing token in the same sentence, its own index for the root. ``mention`` is
    the index in ``Document.mentions`` of the mention that this token stands for, or -1.
    """

    start: int
    end: int
    text: str  # folded surface
    lemma: str
    pos: str
    head: int
    dep: str
    mention: int = -1


@dataclass(frozen=True, slots=True, order=True)
class EntityRef:
    """A grounded thing as relations and graph nodes name it."""

    type: str
    id: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Argument:
    """Where an argument of a relation stands in the text: a mention, or a reference to it."""

    slot: Slot
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters that say so: a sentence, its trigger, each argument, the rule's name."""

    start: int
    end: int
    trigger: Span
    arguments: tuple[Argument, ...]
    rule: str
    source: EvidenceSource
    confidence: float


@dataclass(frozen=True, slots=True)
class Context:
    """In what a relation was seen."""

    diseases: tuple[EntityRef, ...] = ()
    cell_lines: tuple[EntityRef, ...] = ()
    models: tuple[str, ...] = ()
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One claim of one document, with every piece of its evidence."""

    id: str
    relation: RelationKind
    subject: EntityRef
    object: EntityRef
    polarity: Polarity
    certainty: Certainty
    confidence: float
    evidence: tuple[Evidence, ...]
    state: tuple[State, ...] = ()
    via: tuple[EntityRef, ...] = ()
    context: Context = Context()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two claims of one document the same claim."""
        return (self.relation, self.subject.id, self.object.id, self.polarity)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. ``sha256`` is of the input's bytes.

    ``encoding`` is empty for a format that has none of its own, such as PDF. ``encoding_from``
    and ``notes`` (what a user should know of the reading) go to ``run.json`` alone.
    """

    name: str
    sha256: str
    format: str = "text"
    encoding: str = "utf-8"
    pages: tuple[int, ...] = ()  # where each page starts in ``text``; empty without pages
    encoding_from: str = field(default="default", compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, that a code point of ``text`` stands on; None without pages."""
        return bisect_right(self.pages, offset) or None


@dataclass(frozen=True, slots=True)
class Document:
    """One text on its way through the stages; each stage returns a new one, richer."""

    id: str
    text: str
    source: Source
    language: Language = "other"
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Span, ...] = ()  # page numbers and the like inside blocks; no part of them
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    candidates: tuple[Relation, ...] = ()  # below the threshold, kept under --all
    metadata: Mapping[str, object] = field(default_factory=dict)

    # What Jupyter shows. The report that makes it stands right of here: ``pipeline`` sets it.
    _repr_html_: ClassVar[Callable[[Document], str]]

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """What Jupyter shows where it shows no HTML; the whole ``repr`` would fill pages."""
        counts = f"{len(self.mentions)} mentions, {len(self.relations)} relations"
        printer.text(f"<Document {self.id!r}: {self.language}, {counts}>")

"""What a run can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.cues import RuleFile
from pipeline.errors import UsageError
from pipeline.model import Mention
from pipeline.read import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of a run; all have a default that suits most texts.

    Attributes:
        workers: processes that share the documents. The output does not depend on it.
        min_confidence: the least confidence (0..1) of a relation in ``Document.relations``;
            None takes the default that ``relate`` was measured with.
        explain: keep, and write with each document, how its relations were read.
        all_candidates: write the relations below that confidence too, as ``candidates``.
        english_model: an installed spaCy or scispaCy package that parses English.
        encoding: what plain text, JSON and HTML are encoded in; None finds out for each.
        reader: let the trained models help: that of English names add to what tagging finds,
            that of both languages weigh relations beside the frames.
        mentions: the mentions of each document by its id, in the place of those that tagging and
            grounding would find; None finds them. A document without an entry has none.
        rules: users' own rules, as ``pipeline.cues.open_rules`` reads them, beside those that ship.
        limits: how large an input may be, and what reading it may cost.
    """

    workers: int = 1
    min_confidence: float | None = None
    all_candidates: bool = False
    explain: bool = False
    english_model: str | None = None
    encoding: str | None = None
    reader: bool = True
    mentions: Mapping[str, tuple[Mention, ...]] | None = None
    rules: tuple[RuleFile, ...] = ()
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError(f"workers: {self.workers} is too few; give 1 or more")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise UsageError(
                f"min_confidence: {self.min_confidence} is out of range; give a number from 0 to 1"
            )


DEFAULTS = Options()

"""Scoring documents against gold: per document, then summed as one asks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from pipeline.errors import GoldError
from pipeline.gold import GoldDocument
from pipeline.model import Document, Language
from pipeline.score.counts import Counts, Ratios, Share, macro, total
from pipeline.score.mentions import grounded, relaxed, strict
from pipeline.score.relations import Cell, Claim, RelationScore, score_relations

Level = Literal["strict", "relaxed", "grounded"]
LEVELS: tuple[Level, ...] = ("strict", "relaxed", "grounded")


class Wanted(NamedTuple):
    """The relations to count; None where any will do."""

    relation: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    source: str | None = None

    def fits(self, cell: Cell) -> bool:
        """Whether a relation counted in ``cell`` is wanted."""
        return all(want in (None, have) for want, have in zip(self, cell, strict=True))


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """What one gold document scores.

    ``mentions`` holds counts by level and type. ``located`` is False where gold has no offsets:
    such a document counts in grounded sets and relations alone. ``predicted`` is False where
    nothing was predicted for it: all of its gold is missed.
    """

    id: str
    language: Language
    located: bool
    predicted: bool
    mentions: Mapping[Level, Mapping[str, Counts]]
    relations: RelationScore


@dataclass(frozen=True)  # no slots: sums are kept once they are made
class Scores:
    """The scores of all gold documents, sorted by id.

    ``ignored`` are the ids that were predicted and are not in gold; they count for nothing.
    """

    documents: tuple[DocumentScore, ...]
    ignored: tuple[str, ...] = ()

    @property
    def unpredicted(self) -> tuple[str, ...]:
        """The gold documents for which nothing was predicted."""
        return tuple(d.id for d in self.documents if not d.predicted)

    @property
    def missed(self) -> tuple[Claim, ...]:
        """Every required relation that was not found."""
        return tuple(claim for d in self.documents for claim in d.relations.missed)

    @property
    def false_alarms(self) -> tuple[Claim, ...]:
        """Every predicted relation that gold has neither as required nor as acceptable."""
        return tuple(claim for d in self.documents for claim in d.relations.false_alarms)

    @property
    def uncertain(self) -> tuple[Claim, ...]:
        """Every required relation that was found with the wrong certainty."""
        return tuple(claim for d in self.documents for claim in d.relations.uncertain)

    def mentions(
        self, level: Level = "strict", *, type: str | None = None, language: str | None = None
    ) -> Counts:
        """Counts of mentions, of one type and one language of document where asked."""
        return total(
            counts
            for (its_level, its_type, its_language), counts in self._mention_sums.items()
            if its_level == level and type in (None, its_type) and language in (None, its_language)
        )

    def mentions_by_document(
        self, level: Level = "strict", *, type: str | None = None, language: str | None = None
    ) -> tuple[Counts, ...]:
        """The same, document by document; those that the level can not judge are left out."""
        return tuple(
            total(c for kind, c in d.mentions[level].items() if type in (None, kind))
            for d in self._of(language)
            if d.located or level == "grounded"
        )

    def relations(
        self,
        kind: str | None = None,
        *,
        polarity: str | None = None,
        language: str | None = None,
        certainty: str | None = None,
        source: str | None = None,
    ) -> Counts:
        """Counts of relations, of one kind, polarity … where asked (see :class:`Cell`)."""
        wanted = Wanted(kind, polarity, certainty, source)
        return total(
            counts
            for (cell, its_language), counts in self._relation_sums.items()
            if wanted.fits(cell) and language in (None, its_language)
        )

    def relations_by_document(
        self,
        kind: str | None = None,
        *,
        polarity: str | None = None,
        language: str | None = None,
    ) -> tuple[Counts, ...]:
        """The same, document by document."""
        wanted = Wanted(kind, polarity)
        return tuple(
            total(counts for cell, counts in d.relations.counts.items() if wanted.fits(cell))
            for d in self._of(language)
        )

    def macro_relations(self, *, language: str | None = None) -> Ratios:
        """Mean precision, recall and F1 of relations over documents."""
        return macro(self.relations_by_document(language=language))

    def macro_mentions(self, level: Level = "strict", *, language: str | None = None) -> Ratios:
        """Mean precision, recall and F1 of mentions over documents."""
        return macro(self.mentions_by_document(level, language=language))

    def certainty(self, *, language: str | None = None) -> Share:
        """How often the certainty of a required relation that was found is right."""
        result = Share()
        for document in self._of(language):
            result += document.relations.certainty
        return result

    def state(self, *, language: str | None = None) -> Counts:
        """The states of required relations that were found, as sets."""
        return total(d.relations.state for d in self._of(language))

    def via(self, *, language: str | None = None) -> Counts:
        """The causes overcome (``via``), by id, of required OVERCOMES that were found."""
        return total(d.relations.via for d in self._of(language))

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the gold documents, sorted."""
        return tuple(sorted({document.language for document in self.documents}))

    @cached_property
    def _mention_sums(self) -> Mapping[tuple[Level, str, Language], Counts]:
        sums: dict[tuple[Level, str, Language], Counts] = {}
        for document in self.documents:
            for level, by_type in document.mentions.items():
                for kind, counts in by_type.items():
                    key = (level, kind, document.language)
                    sums[key] = sums.get(key, Counts()) + counts
        return sums

    @cached_property
    def _relation_sums(self) -> Mapping[tuple[Cell, Language], Counts]:
        sums: dict[tuple[Cell, Language], Counts] = {}
        for document in self.documents:
            for cell, counts in document.relations.counts.items():
                key = (cell, document.language)
                sums[key] = sums.get(key, Counts()) + counts
        return sums

    def _of(self, language: str | None) -> Iterable[DocumentScore]:
        return (d for d in self.documents if language in (None, d.language))


def score(gold: Sequence[GoldDocument], predicted: Iterable[Document]) -> Scores:
    """Score predicted documents against gold (guidelines, section on scoring).

    Documents go together by id. Order does not matter. A gold document that was not predicted
    counts as missed whole; a predicted one that is not in gold is ignored and listed.

    Raises:
        GoldError: an id comes twice, or a document was predicted from another text than the one
            annotated, so that offsets mean nothing.
    """
    wanted = _by_id(gold, "gold")
    found: dict[str, DocumentScore] = {}
    ignored: set[str] = set()
    for document in predicted:
        if document.id in found or document.id in ignored:
            raise GoldError(
                f"predictions: document {document.id} comes twice; score one run at a time"
            )
        if document.id not in wanted:
            ignored.add(document.id)
            continue
        found[document.id] = score_document(wanted[document.id], document)
    scored = (found.get(id_) or score_document(wanted[id_], None) for id_ in sorted(wanted))
    return Scores(tuple(scored), tuple(sorted(ignored)))


def score_document(gold: GoldDocument, predicted: Document | None) -> DocumentScore:
    """Score one document; None where nothing was predicted for it.

    Raises:
        GoldError: it was predicted from another text than the one annotated.
    """
    if predicted is not None:
        _check_same_text(gold, predicted)
    mentions: dict[Level, Mapping[str, Counts]] = {"grounded": grounded(gold, predicted)}
    if gold.located:
        mentions["strict"] = strict(gold, predicted)
        mentions["relaxed"] = relaxed(gold, predicted)
    return DocumentScore(
        id=gold.id,
        language=gold.language,
        located=gold.located,
        predicted=predicted is not None,
        mentions=mentions,
        relations=score_relations(gold, predicted),
    )


def _by_id(gold: Sequence[GoldDocument], where: str) -> dict[str, GoldDocument]:
    result: dict[str, GoldDocument] = {}
    for document in gold:
        if document.id in result:
            raise GoldError(f"{where}: document {document.id} comes twice; name each file once")
        result[document.id] = document
    return result


def _check_same_text(gold: GoldDocument, predicted: Document) -> None:
    if gold.sha256 is None or predicted.source.sha256 == gold.sha256:
        return
    # A text may come in another container (JSON lines); then its own bytes have to agree.
    if hashlib.sha256(predicted.text.encode("utf-8", "surrogatepass")).hexdigest() == gold.sha256:
        return
    raise GoldError(
        f"predictions: document {predicted.id} comes from another text than the one annotated"
        " (sha256 differs); extract again from the annotated text"
    )

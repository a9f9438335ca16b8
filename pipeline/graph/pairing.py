"""What a Japanese text and an English one on the same study say, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.graph.assemble import AssembledRelation, assemble
from pipeline.graph.neighbours import strength
from pipeline.graph.select import EVERYTHING, Selection
from pipeline.graph.studies import dois_of, studies
from pipeline.model import Document, Evidence, Relation

Side = Literal["ja", "en"]
SIDES: tuple[Side, Side] = ("ja", "en")

_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Both:
    """A claim as either side has it."""

    ja: AssembledRelation
    en: AssembledRelation


@dataclass(frozen=True, slots=True)
class Pairing:
    """One study, as its Japanese and its English text tell it; the most believed claims first.

    Attributes:
        study: the smallest id of its documents.
        dois: those that its documents give.
        ja: ids of the documents that speak Japanese; one in both languages is on both sides.
        en: ids of those that speak English.
        agreed: claims of both, as certain in both.
        ja_stronger: asserted in Japanese, hypothesised in English.
        en_stronger: the other way round.
        contradicting: claims of which one side says what the other denies.
        only_ja: claims of which the English text says nothing.
        only_en: the other way round.
    """

    study: str
    dois: tuple[str, ...]
    ja: tuple[str, ...]
    en: tuple[str, ...]
    agreed: tuple[Both, ...]
    ja_stronger: tuple[Both, ...]
    en_stronger: tuple[Both, ...]
    contradicting: tuple[Both, ...]
    only_ja: tuple[AssembledRelation, ...]
    only_en: tuple[AssembledRelation, ...]


def pair(documents: Sequence[Document], selection: Selection = EVERYTHING) -> tuple[Pairing, ...]:
    """Line up the texts of each study that is told in both languages.

    Documents are of one study as :func:`pipeline.graph.studies.studies` says. A text in one
    language stands on its side as a whole; of one in both, each sentence stands on its own.

    Args:
        documents: with their relations; :func:`pipeline.graph.select.select` drops some.
        selection: which of either side's relations to compare.

    Returns:
        Pairings in the order of their studies; studies told in one language are left out.
    """
    of = studies(documents)
    groups: dict[str, list[Document]] = defaultdict(list)
    for doc in sorted(documents, key=lambda d: d.id):
        groups[of[doc.id]].append(doc)
    found = (_paired(study, docs, selection) for study, docs in sorted(groups.items()))
    return tuple(pairing for pairing in found if pairing.ja and pairing.en)


def pair_two(ja: Document, en: Document, selection: Selection = EVERYTHING) -> Pairing:
    """Line up two documents, of whatever study and language, as Japanese and English side."""
    return _compared(min(ja.id, en.id), ([ja], [en]), (ja, en), selection)


def _paired(study: str, docs: Sequence[Document], selection: Selection) -> Pairing:
    sides = [[part for doc in docs if (part := _part(doc, side)) is not None] for side in SIDES]
    return _compared(study, (sides[0], sides[1]), docs, selection)


def _part(doc: Document, side: Side) -> Document | None:
    """What of a document speaks one language; None where nothing does."""
    if doc.language != "mixed":
        return doc if doc.language == side else None
    if not any(sentence.language == side for sentence in doc.sentences):
        return None
    parts = (_relation_part(doc, relation, side) for relation in doc.relations)
    return replace(doc, relations=tuple(part for part in parts if part is not None))


def _relation_part(doc: Document, relation: Relation, side: Side) -> Relation | None:
    evidence = tuple(e for e in relation.evidence if _language_at(doc, e) == side)
    return replace(relation, evidence=evidence) if evidence else None


def _language_at(doc: Document, piece: Evidence) -> str:
    """The language of the sentence that a piece of evidence begins in."""
    within = (s for s in doc.sentences if s.start <= piece.start < s.end)
    return next((sentence.language for sentence in within), doc.language)


def _compared(
    study: str,
    sides: tuple[Sequence[Document], Sequence[Document]],
    docs: Sequence[Document],
    selection: Selection,
) -> Pairing:
    ja, en = ({r.key: r for r in filter(selection.keeps, assemble(side))} for side in sides)
    both = [Both(ja[key], en[key]) for key in ja.keys() & en.keys()]
    against = [
        Both(one, other) for key, one in ja.items() if (other := en.get(_opposite(key))) is not None
    ]
    opposed = {relation.key for pair in against for relation in (pair.ja, pair.en)}
    return Pairing(
        study=study,
        dois=tuple(sorted({doi for doc in docs for doi in dois_of(doc)})),
        ja=tuple(doc.id for doc in sides[0]),
        en=tuple(doc.id for doc in sides[1]),
        agreed=_ordered(b for b in both if b.ja.certainty == b.en.certainty),
        ja_stronger=_ordered(
            b for b in both if (b.ja.certainty, b.en.certainty) == ("asserted", "hypothesised")
        ),
        en_stronger=_ordered(
            b for b in both if (b.ja.certainty, b.en.certainty) == ("hypothesised", "asserted")
        ),
        contradicting=_ordered(against),
        only_ja=_alone(ja, en.keys() | opposed),
        only_en=_alone(en, ja.keys() | opposed),
    )


def _opposite(key: _Key) -> _Key:
    kind, subject, object_, polarity = key
    return (kind, subject, object_, "negative" if polarity == "positive" else "positive")


def _ordered(found: Iterable[Both]) -> tuple[Both, ...]:
    return tuple(sorted(found, key=lambda pair: (strength(pair.ja), strength(pair.en))))


def _alone(
    relations: dict[_Key, AssembledRelation], elsewhere: set[_Key]
) -> tuple[AssembledRelation, ...]:
    return tuple(sorted((r for k, r in relations.items() if k not in elsewhere), key=strength))

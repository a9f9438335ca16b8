"""A second reading as a prediction, so that one scorer also measures how readers agree."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import GoldError
from pipeline.gold import GoldDocument, GoldEvidence, GoldMention, GoldRelation
from pipeline.model import (
    Argument,
    Document,
    Evidence,
    Relation,
    Source,
    Span,
)

_READER = "reader"


def as_prediction(reading: GoldDocument, text: str) -> Document:
    """What a system would have to predict to say what ``reading`` says.

    Args:
        reading: gold with offsets. Its acceptable relations are left out, as a reader who
            marks one does not claim that it has to be found.
        text: the text that was read.

    Returns:
        A document with mentions and relations alone; a broken mention spans its gaps, and a
        relation's evidence reaches from the first to the last character of what was marked.

    Raises:
        GoldError: ``reading`` has no offsets.
    """
    if not reading.located:
        raise GoldError(
            f"document {reading.id}: a reading without offsets can not stand as a prediction;"
            " use it as gold"
        )
    return Document(
        id=reading.id,
        text=text,
        source=Source(f"{reading.id}.txt", reading.sha256 or ""),
        language=reading.language,
        mentions=tuple(mention.as_mention(_READER) for mention in reading.mentions),
        relations=tuple(_relation(relation, reading.mentions) for relation in reading.required),
    )


def _relation(relation: GoldRelation, mentions: Sequence[GoldMention]) -> Relation:
    return Relation(
        id="|".join(relation.key),
        relation=relation.relation,
        subject=relation.subject,
        object=relation.object,
        polarity=relation.polarity,
        certainty=relation.certainty,
        confidence=1.0,
        evidence=tuple(_evidence(evidence, mentions) for evidence in relation.evidence),
        state=relation.state,
        via=relation.via,
    )


def _evidence(evidence: GoldEvidence, mentions: Sequence[GoldMention]) -> Evidence:
    trigger = Span(evidence.trigger[0].start, evidence.trigger[-1].end)
    arguments = tuple(
        Argument(argument.slot, *mentions[argument.mention].extent)
        for argument in evidence.arguments
    )
    # A reading marks no sentence. Arguments by reference may stand far from what says so.
    near = arguments if evidence.source == "explicit" else ()
    start = min([trigger.start, *(argument.start for argument in near)])
    end = max([trigger.end, *(argument.end for argument in near)])
    return Evidence(start, end, trigger, arguments, _READER, evidence.source, 1.0)

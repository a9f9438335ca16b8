"""A second reading as a prediction, so that one scorer also measures how readers agree."""

from __future__ import annotations

from pipeline.errors import GoldError
from pipeline.gold import GoldDocument, GoldMention, GoldRelation
from pipeline.model import Document, Grounding, Mention, Relation, Source

_READER = "reader"


def as_prediction(reading: GoldDocument, text: str) -> Document:
    """What a system would have to predict to say what ``reading`` says.

    Args:
        reading: gold with offsets. Its acceptable relations are left out, as a reader who
            marks one does not claim that it has to be found.
        text: the text that was read.

    Returns:
        A document with mentions and relations alone; a broken mention spans its gaps.

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
        mentions=tuple(_mention(mention) for mention in reading.mentions),
        relations=tuple(_relation(relation) for relation in reading.required),
    )


def _mention(mention: GoldMention) -> Mention:
    grounding = Grounding(mention.id, mention.name, 1.0, _READER)
    return Mention(*mention.extent, mention.type, _READER, (grounding,))


def _relation(relation: GoldRelation) -> Relation:
    return Relation(
        id="|".join(relation.key),
        relation=relation.relation,
        subject=relation.subject,
        object=relation.object,
        polarity=relation.polarity,
        certainty=relation.certainty,
        confidence=1.0,
        evidence=(),
        state=relation.state,
        via=relation.via,
    )

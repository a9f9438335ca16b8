"""Gold annotation: brat standoff and mention sets, read strictly, checked, written."""

from pipeline.gold.reader import check_gold, gold_manifest, parse_ann, read_gold
from pipeline.gold.types import (
    GoldArgument,
    GoldDocument,
    GoldEvent,
    GoldEvidence,
    GoldMention,
    GoldRelation,
    entities_of,
    unite,
)
from pipeline.gold.writer import write_ann

__all__ = [
    "GoldArgument",
    "GoldDocument",
    "GoldEvent",
    "GoldEvidence",
    "GoldMention",
    "GoldRelation",
    "check_gold",
    "entities_of",
    "gold_manifest",
    "parse_ann",
    "read_gold",
    "unite",
    "write_ann",
]

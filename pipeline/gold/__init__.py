"""Gold annotation: brat standoff and mention sets, read strictly, checked, written."""

from pipeline.gold.faults import Faults, raise_first
from pipeline.gold.reader import (
    GoldFolder,
    check_gold,
    document_of,
    gold_manifest,
    open_gold,
    parse_ann,
    read_gold,
)
from pipeline.gold.splits import SPLITS, read_splits, split_of
from pipeline.gold.standoff import Attribute, EventLine, Reference, Standoff, TextBound
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
from pipeline.gold.writer import standoff_of, write_ann

__all__ = [
    "SPLITS",
    "Attribute",
    "EventLine",
    "Faults",
    "GoldArgument",
    "GoldDocument",
    "GoldEvent",
    "GoldEvidence",
    "GoldFolder",
    "GoldMention",
    "GoldRelation",
    "Reference",
    "Standoff",
    "TextBound",
    "check_gold",
    "document_of",
    "entities_of",
    "gold_manifest",
    "open_gold",
    "parse_ann",
    "raise_first",
    "read_gold",
    "read_splits",
    "split_of",
    "standoff_of",
    "unite",
    "write_ann",
]

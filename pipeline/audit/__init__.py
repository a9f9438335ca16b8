"""Everything that can be wrong with gold annotation, against its texts and against the lexicon."""

from pipeline.audit.gold import Audit, audit_gold
from pipeline.audit.ids import id_fault

__all__ = ["Audit", "audit_gold", "id_fault"]

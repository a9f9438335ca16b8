"""Resistance frames: who causes resistance to which therapy, and who overcomes it."""

from pipeline.relate.account import Account
from pipeline.relate.engine import DEFAULT_THRESHOLD, RelateSettings, relate
from pipeline.relate.explain import explain

__all__ = ["DEFAULT_THRESHOLD", "Account", "RelateSettings", "explain", "relate"]

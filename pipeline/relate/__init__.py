"""Resistance frames: who causes resistance to which therapy, and who overcomes it."""

from pipeline.relate.engine import DEFAULT_THRESHOLD, RelateSettings, relate

__all__ = ["DEFAULT_THRESHOLD", "RelateSettings", "relate"]

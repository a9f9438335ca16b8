"""Settle what each mention is, over the whole document."""

from pipeline.ground.stage import ground

__all__ = ["ground"]

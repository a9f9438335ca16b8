"""Settle what each mention is, over the whole document."""

from pipeline.ground.explain import Change, explain
from pipeline.ground.stage import ground

__all__ = ["Change", "explain", "ground"]

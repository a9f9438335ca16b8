"""Mark every named thing of a document, with every identity that it may have."""

from pipeline.tag.explain import Decision, Outcome, explain
from pipeline.tag.stage import tag

__all__ = ["Decision", "Outcome", "explain", "tag"]

"""Mark every named thing of a document, with every identity that it may have."""

from pipeline.tag.stage import tag

__all__ = ["tag"]
